package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// How long a mail server may take to connect, and for one mail in all.
const (
	dialTime = 10 * time.Second
	mailTime = 40 * time.Second
)

// refusal is what went wrong with one mail, in words.
type refusal struct {
	words     string
	code      int  // of the server; 0 when it gave none
	final     bool // another try would fail the same way
	transport bool // the server as a whole, not this mail
}

func (r *refusal) Error() string { return r.words }

// conversation is an open connection to a mail server, past its greeting and,
// where there is one, its sign-in.
type conversation interface {
	Mail(from string) error
	Rcpt(to string) error
	Send(body []byte) error
	Quit() error
	Close() error
}

// dialSMTP connects to a server, makes the connection safe and signs in.
func dialSMTP(ctx context.Context, s Server, name string, roots *x509.CertPool) (conversation, error) {
	end := time.Now().Add(mailTime)
	if asked, ok := ctx.Deadline(); ok && asked.Before(end) {
		end = asked
	}
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	at := net.JoinHostPort(s.Host, strconv.Itoa(s.Port))
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", at)
	if err != nil {
		return nil, noAnswer(at, err)
	}
	if err := conn.SetDeadline(end); err != nil {
		return nil, errors.Join(noAnswer(at, err), conn.Close())
	}
	config := &tls.Config{ServerName: s.Host, RootCAs: roots, MinVersion: tls.VersionTLS12}
	if s.Security == TLS {
		conn = tls.Client(conn, config)
	}
	c, err := smtp.NewClient(conn, s.Host)
	if err != nil {
		return nil, errors.Join(inWords(at, "greet", err), conn.Close())
	}
	if err := prepare(c, s, name, config); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return talk{c}, nil
}

func prepare(c *smtp.Client, s Server, name string, config *tls.Config) error {
	at := net.JoinHostPort(s.Host, strconv.Itoa(s.Port))
	if err := c.Hello(name); err != nil {
		return inWords(at, "greet", err)
	}
	if s.Security == StartTLS {
		if ok, _ := c.Extension("STARTTLS"); !ok {
			return &refusal{words: "The mail server offers no STARTTLS, so nothing was sent to it. Choose TLS, usually with port 465, or ask its operator.", transport: true}
		}
		if err := c.StartTLS(config); err != nil {
			return inWords(at, "secure", err)
		}
	}
	if s.Security == Plain && !loopback(s.Host) {
		return &refusal{words: "Only a mail server on this machine is used without protection.", transport: true}
	}
	if s.Username == "" {
		return nil
	}
	ok, offered := c.Extension("AUTH")
	if !ok {
		return &refusal{words: "The mail server takes no user name. Leave it empty, or ask its operator.", transport: true}
	}
	var auth smtp.Auth = smtp.PlainAuth("", s.Username, s.Password, s.Host)
	if words := strings.Fields(strings.ToUpper(offered)); !contains(words, "PLAIN") && contains(words, "LOGIN") {
		auth = &loginAuth{s.Username, s.Password}
	}
	if err := c.Auth(auth); err != nil {
		return inWords(at, "sign in", err)
	}
	return nil
}

func contains(list []string, word string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

// talk is a conversation over the client of the standard library.
type talk struct{ *smtp.Client }

// Send writes one mail and waits until the server has taken it.
func (t talk) Send(body []byte) error {
	w, err := t.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(body); err != nil {
		return errors.Join(err, w.Close())
	}
	return w.Close()
}

// loginAuth is AUTH LOGIN, which some servers offer alone. The connection is
// protected, or to this machine, before it is asked for.
type loginAuth struct{ username, password string }

// Start implements smtp.Auth.
func (a *loginAuth) Start(s *smtp.ServerInfo) (string, []byte, error) {
	if !s.TLS && !loopback(s.Name) {
		return "", nil, errors.New("the connection is not protected")
	}
	return "LOGIN", nil, nil
}

// Next implements smtp.Auth.
func (a *loginAuth) Next(from []byte, more bool) ([]byte, error) {
	if !more {
		return nil, nil
	}
	switch strings.ToLower(strings.TrimSuffix(string(from), ":")) {
	case "username":
		return []byte(a.username), nil
	case "password":
		return []byte(a.password), nil
	}
	return nil, fmt.Errorf("unknown question %q", from)
}

func noAnswer(at string, err error) error {
	var dns *net.DNSError
	switch host, _, _ := net.SplitHostPort(at); {
	case errors.As(err, &dns):
		return &refusal{words: fmt.Sprintf("There is no server called “%s”. Look for a typing mistake.", host), transport: true}
	case isTimeout(err):
		return &refusal{words: fmt.Sprintf("Nothing answered at %s in time. A firewall may be between this server and that one.", at), transport: true}
	}
	return &refusal{words: fmt.Sprintf("Nothing takes mail at %s. Check host and port.", at), transport: true}
}

func isTimeout(err error) bool {
	var timed net.Error
	return errors.As(err, &timed) && timed.Timeout()
}

// inWords says what a server answered, and where that was.
func inWords(at, step string, err error) error {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var answer *textproto.Error
	switch {
	case errors.As(err, &certificate):
		return &refusal{words: "The mail server cannot prove that it is the one that was named: its certificate is not valid.", transport: true}
	case errors.As(err, &record):
		return &refusal{words: "The mail server does not speak TLS from the beginning at this port. Choose STARTTLS, usually with port 587.", transport: true}
	case errors.As(err, &answer):
		said := short(answer.Msg)
		if step == "sign in" {
			return &refusal{words: fmt.Sprintf("The mail server refused the user name or the password. It said: %d %s", answer.Code, said), code: answer.Code, transport: true}
		}
		final := answer.Code >= 500 && (step == "recipient" || step == "content")
		return &refusal{words: fmt.Sprintf("The mail server did not take it. It said: %d %s", answer.Code, said), code: answer.Code, final: final, transport: step == "greet" || step == "secure"}
	case isTimeout(err):
		return &refusal{words: fmt.Sprintf("The mail server at %s stopped answering.", at), transport: true}
	}
	return &refusal{words: fmt.Sprintf("The mail server at %s ended the connection.", at), transport: true}
}
