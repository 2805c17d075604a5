package notify

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"net/netip"
	"slices"
	"strings"

	"figurehead/store"
)

// How a connection to a mail server is made safe.
const (
	StartTLS = "starttls" // begun in the clear, then encrypted, or not used
	TLS      = "tls"      // encrypted from the beginning
	Plain    = "none"     // in the clear; only to this machine
)

// Securities are the ways, in the order of a list.
var Securities = []string{StartTLS, TLS, Plain}

// Server is the mail server in force.
type Server struct {
	store.MailServer
	Fixed bool // given by flag, environment or file, which wins over the studio
}

// On reports whether mail can be sent.
func (s Server) On() bool { return s.Host != "" && s.Sender != "" }

// MailServer returns the server in force: all of it from the settings of the
// program when they name a host, and otherwise all of it from the studio, so
// that a password is never sent to a host it was not entered for.
func (n *Notifier) MailServer(ctx context.Context) (Server, error) {
	if n.Mail != nil {
		return Server{*n.Mail, true}, nil
	}
	m, err := n.Store.MailServer(ctx)
	return Server{MailServer: m}, err
}

// CheckServer says what cannot be used of a mail server, as field ("host",
// "port", "security", "sender", "username") and words; nil when it can be used.
func CheckServer(m store.MailServer) map[string]string {
	wrong := map[string]string{}
	if m.Host == "" || len(m.Host) > 253 || strings.ContainsAny(m.Host, " /:@\\\r\n\t\"<>") && !isAddr(m.Host) {
		wrong["host"] = "Enter the name of the mail server, such as smtp.example.gov.uk"
	}
	if m.Port < 1 || m.Port > 65535 {
		wrong["port"] = "Enter a port from 1 to 65535, such as 587"
	}
	if !slices.Contains(Securities, m.Security) {
		wrong["security"] = "Choose how the connection is protected"
	} else if m.Security == Plain && !loopback(m.Host) {
		wrong["security"] = "Only a mail server on this machine may be used without protection. Choose STARTTLS or TLS"
	}
	if _, err := address("", m.Sender); err != nil {
		wrong["sender"] = "Enter one email address, such as figures@example.gov.uk"
	}
	if strings.ContainsAny(m.Username, "\r\n\x00") || strings.ContainsAny(m.Password, "\r\n\x00") {
		wrong["username"] = "A user name and a password have one line each"
	}
	if len(wrong) == 0 {
		return nil
	}
	return wrong
}

func isAddr(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// address returns an address with a name as a header may hold it. Anything
// that could begin another header, or name a second person, is an error.
func address(name, email string) (*mail.Address, error) {
	if strings.ContainsAny(email, "\r\n\x00,;") || len(email) > 254 {
		return nil, errors.New("not one email address")
	}
	a, err := mail.ParseAddress(email)
	if err != nil || a.Address != strings.TrimSpace(email) {
		return nil, fmt.Errorf("not an email address")
	}
	return &mail.Address{Name: short(name), Address: a.Address}, nil
}
