package notify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"net/url"
	"strings"
	texttemplate "text/template"
	"time"
)

// message is one mail before it is written.
type message struct {
	key       string // makes the Message-ID, the same for every try
	from, to  string // addresses
	toName    string
	publicURL string
	council   string
	subject   string
	items     []item
	digest    bool // several notices under one greeting
	at        time.Time
}

// item is one thing told in a mail.
type item struct {
	Happened, Effect string
	Next, Link       string // words, and the whole address
	Times            int
}

// plainMail and htmlMail are the same words in two forms.
var plainMail = texttemplate.Must(texttemplate.New("plain").Parse(`{{if .Digest}}What happened since the last daily mail:

{{end}}{{range $i, $n := .Items}}{{if $i}}
----

{{end}}{{.Happened}}{{if gt .Times 1}} (It happened {{.Times}} times.){{end}}
{{with .Effect}}
{{.}}
{{end}}{{if .Link}}
{{.Next}}:
{{.Link}}
{{end}}{{end}}
--
Figurehead of {{.Council}}
Choose how you are told: {{.Choose}}
`))

var htmlMail = template.Must(template.New("html").Parse(`<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{{.Subject}}</title></head>
<body>
{{if .Digest}}<p>What happened since the last daily mail:</p>
{{end}}{{range $i, $n := .Items}}{{if $i}}<hr>
{{end}}<p><b>{{.Happened}}</b>{{if gt .Times 1}} It happened {{.Times}} times.{{end}}</p>
{{with .Effect}}<p>{{.}}</p>
{{end}}{{if .Link}}<p><a href="{{.Link}}">{{.Next}}</a></p>
{{end}}{{end}}<p>Figurehead of {{.Council}}<br><a href="{{.Choose}}">Choose how you are told</a></p>
</body></html>
`))

// write returns the mail as it goes over the wire: headers that nothing in it
// can add to, and the words in plain text and in HTML.
func (m message) write() ([]byte, error) {
	from, err := address("Figurehead", m.from)
	if err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	to, err := address(m.toName, m.to)
	if err != nil {
		return nil, fmt.Errorf("recipient: %w", err)
	}
	words := struct {
		Subject, Council, Choose string
		Items                    []item
		Digest                   bool
	}{short(m.subject), short(m.council), m.publicURL + "/studio/notices#email", m.items, m.digest}
	var plain, html, body bytes.Buffer
	if err := plainMail.Execute(&plain, words); err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	if err := htmlMail.Execute(&html, words); err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	parts := multipart.NewWriter(&body)
	if err := parts.SetBoundary("figurehead-" + m.id()); err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	for _, p := range []struct {
		kind string
		text []byte
	}{{"text/plain", plain.Bytes()}, {"text/html", html.Bytes()}} {
		if err := writePart(parts, p.kind, p.text); err != nil {
			return nil, err
		}
	}
	if err := parts.Close(); err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	var out bytes.Buffer
	for _, h := range [][2]string{
		{"From", from.String()}, {"To", to.String()}, {"Subject", mime.QEncoding.Encode("utf-8", words.Subject)},
		{"Date", m.at.Format("Mon, 02 Jan 2006 15:04:05 -0700")}, {"Message-ID", "<" + m.id() + "@" + hostOf(m.publicURL) + ">"},
		{"MIME-Version", "1.0"}, {"Auto-Submitted", "auto-generated"}, {"List-Unsubscribe", "<" + words.Choose + ">"},
		{"Content-Type", `multipart/alternative; boundary="` + parts.Boundary() + `"`},
	} {
		out.WriteString(h[0] + ": " + strings.NewReplacer("\r", "", "\n", "").Replace(h[1]) + "\r\n")
	}
	out.WriteString("\r\n")
	out.Write(body.Bytes())
	return out.Bytes(), nil
}

func writePart(parts *multipart.Writer, kind string, text []byte) error {
	w, err := parts.CreatePart(textproto.MIMEHeader{
		"Content-Type": {kind + "; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"},
	})
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	q := quotedprintable.NewWriter(w)
	if _, err := q.Write(text); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	return q.Close()
}

// id is the same for every try of a mail, by which a second copy is known.
func (m message) id() string {
	sum := sha256.Sum256([]byte(m.key + "\n" + m.to))
	return hex.EncodeToString(sum[:16])
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return "localhost"
	}
	return u.Hostname()
}
