package notify

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"figurehead/store"
)

// parts are the plain and the HTML words of a mail.
func parts(t *testing.T, raw string) (plain, page string, m *mail.Message) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in:\n%s", err, raw)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	r := multipart.NewReader(m.Body, params["boundary"])
	var words []string
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		words = append(words, string(text))
	}
	if len(words) != 2 {
		t.Fatalf("%d parts, want plain and HTML", len(words))
	}
	return words[0], words[1], m
}

var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "Bins\r\nBcc: everybody@example.com", "Bins\nSubject: other\n\nbody",
	"Bins\r\n.\r\nMAIL FROM:<x@example.com>", "=?utf-8?q?Bcc=3A?=", "Ann <ann@example.com>, Bob <bob@example.com>", "\u202ecilbup\u202c", strings.Repeat("long ", 500), "\x00\x01\x7f", "\u2028\u2029\u0085", "--figurehead-", "{{.Choose}}",
}

// TestHostileNames: no name of a figure or a person adds a header, a
// recipient, an element or an end to a mail.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	tags := func(page string) (list []string) {
		z := html.NewTokenizer(strings.NewReader(page))
		for z.Next() != html.ErrorToken {
			if token := z.Token(); token.Type == html.StartTagToken {
				list = append(list, fmt.Sprint(token.Data, len(token.Attr)))
			}
		}
		return list
	}
	var wantTags []string
	var wantHeaders int
	for i, name := range append([]string{"Bins"}, hostile...) {
		e := store.Event{Action: "approval.refused", Subject: "widget 1", Title: name, Actor: name, ActorID: "x", Detail: name}
		r, _ := ruleOf(e.Action)
		n := r.notice(e, thing{id: "1"})
		m := message{key: "k", from: "figures@example.gov.uk", to: "ann@example.gov.uk", toName: name, publicURL: "https://figures.example.gov.uk",
			council: name, subject: n.Happened, items: []item{{n.Happened, n.Effect, n.Next, "https://figures.example.gov.uk" + n.Link, 1}}, at: time.Unix(0, 0)}
		raw, err := m.write()
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		plain, page, got := parts(t, string(raw))
		if i == 0 {
			wantTags, wantHeaders = tags(page), len(got.Header)
		}
		if len(got.Header) != wantHeaders {
			t.Errorf("%q adds headers: %v", name, got.Header)
		}
		if to, err := got.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != "ann@example.gov.uk" {
			t.Errorf("%q: To is %v, %v", name, to, err)
		}
		if g, w := fmt.Sprint(tags(page)), fmt.Sprint(wantTags); g != w {
			t.Errorf("%q changes the page: %s, want %s", name, g, w)
		}
		if strings.ContainsAny(plain, "\x00\x01\u202e") || !strings.Contains(plain, "Choose how you are told: https://figures.example.gov.uk/studio/notices#email") {
			t.Errorf("%q: plain words are %q", name, plain)
		}
		for _, line := range strings.Split(string(raw), "\n") {
			if len(line) > 998 || strings.TrimRight(line, "\r") == "." {
				t.Errorf("%q makes the line %.60q", name, line)
			}
		}
	}
}

// TestNobodyElseIsWrittenTo: an address that is more than one address is none.
func TestNobodyElseIsWrittenTo(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "ann", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "Ann <a@b.example>", "a@b.example;c@d.example", strings.Repeat("a", 300) + "@b.example"} {
		m := message{from: "figures@example.gov.uk", to: bad, publicURL: "https://figures.example.gov.uk"}
		if _, err := m.write(); err == nil {
			t.Errorf("a mail to %q was written", bad)
		}
	}
}

// TestConnectionsToMailServers: what is protected, what is refused, and in
// which words.
func TestConnectionsToMailServers(t *testing.T) {
	t.Parallel()
	safe, open := newPostbox(t, true), newPostbox(t, false)
	onlyLogin := newPostbox(t, true)
	onlyLogin.login = true
	wrong := newPostbox(t, true)
	wrong.answer("AUTH", "535 5.7.8 no")
	full := newPostbox(t, false)
	full.answer("RCPT", "550 5.1.1 no such person")
	for name, test := range map[string]struct {
		box      *postbox
		security string
		user     string
		trusted  bool
		want     string // beginning of the words
		sent     bool
	}{
		"STARTTLS":                       {safe, StartTLS, "u", true, "The mail server took a mail for ann@example.gov.uk.", true},
		"STARTTLS with AUTH LOGIN alone": {onlyLogin, StartTLS, "u", true, "The mail server took a mail", true},
		"a certificate nobody knows":     {safe, StartTLS, "u", false, "The mail server cannot prove that it is the one", false},
		"no STARTTLS offered":            {open, StartTLS, "u", true, "The mail server offers no STARTTLS, so nothing was sent to it.", false},
		"TLS at a port that has none":    {open, TLS, "u", true, "The mail server does not speak TLS from the beginning", false},
		"in the clear, this machine":     {open, Plain, "", true, "The mail server took a mail", true},
		"wrong password":                 {wrong, StartTLS, "u", true, "The mail server refused the user name or the password. It said: 535 5.7.8 no", false},
		"unknown recipient":              {full, Plain, "", true, "The mail server did not take it. It said: 550 5.1.1 no such person", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			m := test.box.server(test.security)
			m.Username, m.Password = test.user, "word"
			d.Mail = &m
			if test.trusted {
				d.mail.roots = test.box.roots
			}
			words, sent := d.Test(t.Context(), store.User{Name: "Ann", Email: "ann@example.gov.uk"})
			if sent != test.sent || !strings.HasPrefix(words, test.want) {
				t.Errorf("Test = %q, %v, want %q, %v", words, sent, test.want, test.sent)
			}
		})
	}
}

// TestPlainOnlyHere: a server elsewhere is never spoken to in the clear.
func TestPlainOnlyHere(t *testing.T) {
	t.Parallel()
	good := store.MailServer{Host: "smtp.example.gov.uk", Port: 587, Security: StartTLS, Sender: "figures@example.gov.uk"}
	for name, test := range map[string]struct {
		change func(*store.MailServer)
		want   string
	}{
		"good":               {func(*store.MailServer) {}, ""},
		"in the clear":       {func(m *store.MailServer) { m.Security = Plain }, "security"},
		"in the clear, here": {func(m *store.MailServer) { m.Security, m.Host = Plain, "127.0.0.1" }, ""},
		"no host":            {func(m *store.MailServer) { m.Host = "" }, "host"},
		"an address":         {func(m *store.MailServer) { m.Host = "https://smtp.example.gov.uk" }, "host"},
		"line in host":       {func(m *store.MailServer) { m.Host = "a\r\nb" }, "host"},
		"no port":            {func(m *store.MailServer) { m.Port = 70000 }, "port"},
		"two senders":        {func(m *store.MailServer) { m.Sender = "a@b.example, c@d.example" }, "sender"},
		"line in password":   {func(m *store.MailServer) { m.Password = "a\r\nb" }, "username"},
	} {
		m := good
		test.change(&m)
		got := CheckServer(m)
		if _, ok := got[test.want]; test.want == "" && got != nil || test.want != "" && (!ok || len(got) != 1) {
			t.Errorf("%s: CheckServer = %v, want %q", name, got, test.want)
		}
	}
}

// TestPerMinute: no more leave in a minute than there should.
func TestPerMinute(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	box := newPostbox(t, false)
	m := box.server(Plain)
	d.Mail = &m
	for i := range 70 {
		d.must(d.Letter(t.Context(), d.people["editor"], fmt.Sprint("letter ", i), store.Letter{Subject: "Hello", Words: []string{"Hello"}}))
	}
	for _, want := range []int{30, 30, 60, 70} {
		d.must(d.SendMail(t.Context()))
		if got := len(box.received()); got != want {
			t.Errorf("%d mails, want %d", got, want)
		}
		d.wait(30 * time.Second)
		if want == 60 {
			d.wait(30 * time.Second)
		}
	}
}
