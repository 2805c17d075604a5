package store

import (
	"context"
	"errors"
	"fmt"
)

// MailServer is the server that takes our mail. The password stands in the
// database as it is: it has to be sent.
type MailServer struct {
	Host     string
	Port     int
	Security string // "starttls", "tls" or "none"; the last only on this machine
	Username string
	Password string
	Sender   string // address that mail comes from
}

// MailServer returns the server that an admin entered; its Host is empty when
// nobody did.
func (s *Store) MailServer(ctx context.Context) (m MailServer, err error) {
	err = s.view(ctx, "mail server", func(tx *tx) (err error) {
		m, err = one(tx, scanMailServer, selectMailServer)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		return err
	})
	return m, err
}

// SaveMailServer stores the server; one without a Host sends no mail. The
// password is never in the audit trail.
func (s *Store) SaveMailServer(ctx context.Context, by Actor, m MailServer) error {
	return s.change(ctx, "save mail server", func(tx *tx) error {
		if err := tx.exec(upsertMailServer, m.Host, m.Port, m.Security, m.Username, m.Password, m.Sender); err != nil {
			return err
		}
		detail := "off"
		if m.Host != "" {
			detail = fmt.Sprintf("%s:%d, %s, from %s", m.Host, m.Port, m.Security, m.Sender)
		}
		return tx.audit(by, MailChanged, "organisation", "Email", detail)
	})
}

const (
	selectMailServer = `SELECT host, port, security, username, password, sender FROM mail_server WHERE id = 1`
	upsertMailServer = `
INSERT INTO mail_server (id, host, port, security, username, password, sender) VALUES (1, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET host = excluded.host, port = excluded.port, security = excluded.security,
  username = excluded.username, password = excluded.password, sender = excluded.sender`
)

func scanMailServer(row scanner) (m MailServer, err error) {
	return m, row.Scan(&m.Host, &m.Port, &m.Security, &m.Username, &m.Password, &m.Sender)
}
