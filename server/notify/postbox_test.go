package notify

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"figurehead/store"
)

// postbox is a mail server on this machine that keeps what it is given.
type postbox struct {
	t        *testing.T
	listener net.Listener
	tls      *tls.Config // offers STARTTLS when set
	roots    *x509.CertPool
	login    bool // asks for AUTH LOGIN

	mu       sync.Mutex
	mails    []string
	secure   int               // sign-ins over TLS
	refuse   map[string]string // answers by command: "RCPT": "550 no such person"
	dropData int               // connections cut off after a mail was taken
}

func newPostbox(t *testing.T, safe bool) *postbox {
	t.Helper()
	p := &postbox{t: t, refuse: map[string]string{}}
	if safe {
		p.tls, p.roots = certificate(t)
	}
	var err error
	if p.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	var open sync.WaitGroup
	t.Cleanup(func() { p.listener.Close(); open.Wait() })
	open.Go(func() {
		for {
			conn, err := p.listener.Accept()
			if err != nil {
				return
			}
			open.Go(func() { p.serve(conn) })
		}
	})
	return p
}

// certificate is one for 127.0.0.1 that nobody else trusts.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	plan := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, plan, plan, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, roots
}

// server is how the postbox is reached.
func (p *postbox) server(security string) store.MailServer {
	host, port, err := net.SplitHostPort(p.listener.Addr().String())
	if err != nil {
		p.t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		p.t.Fatal(err)
	}
	return store.MailServer{Host: host, Port: n, Security: security, Sender: "figures@example.gov.uk"}
}

func (p *postbox) received() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.mails...)
}

func (p *postbox) answer(command, with string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuse[command] = with
}

func (p *postbox) refusal(command string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.refuse[command]
}

// serve speaks as much SMTP as a client asks for.
func (p *postbox) serve(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	safe := false
	say := func(line string) { _, _ = conn.Write([]byte(line + "\r\n")) }
	say("220 postbox")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		command, _, _ := strings.Cut(strings.ToUpper(line), " ")
		if no := p.refusal(command); no != "" {
			say(no)
			continue
		}
		switch command {
		case "EHLO":
			say("250-postbox")
			if p.tls != nil && !safe {
				say("250-STARTTLS")
			}
			say("250 AUTH " + map[bool]string{true: "LOGIN", false: "PLAIN LOGIN"}[p.login])
		case "STARTTLS":
			say("220 go on")
			secure := tls.Server(conn, p.tls)
			if secure.Handshake() != nil {
				return
			}
			conn, r, safe = secure, bufio.NewReader(secure), true
			say = func(line string) { _, _ = secure.Write([]byte(line + "\r\n")) }
		case "AUTH":
			p.auth(r, say, line, safe)
		case "DATA":
			say("354 go on")
			p.data(r)
			if p.cut() {
				return
			}
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (p *postbox) auth(r *bufio.Reader, say func(string), line string, safe bool) {
	if strings.HasPrefix(line, "AUTH LOGIN") {
		say("334 VXNlcm5hbWU6")
		_, _ = r.ReadString('\n')
		say("334 UGFzc3dvcmQ6")
		_, _ = r.ReadString('\n')
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if safe {
		p.secure++
	}
	say("235 welcome")
}

func (p *postbox) data(r *bufio.Reader) {
	var mail strings.Builder
	for {
		line, err := r.ReadString('\n')
		if err != nil || line == ".\r\n" {
			break
		}
		mail.WriteString(line)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mails = append(p.mails, mail.String())
}

// cut reports whether the connection ends without the answer.
func (p *postbox) cut() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dropData == 0 {
		return false
	}
	p.dropData--
	return true
}
