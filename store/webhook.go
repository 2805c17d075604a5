package store

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Webhook is an address of another program that is told of events.
type Webhook struct {
	ID           string
	Address      string
	Events       []string // names, as docs/reference/webhooks.md has them
	Secret       string
	CreatedAt    time.Time
	FailingSince time.Time // zero when the last delivery went through
	StoppedAt    time.Time // nothing is sent; zero when it works
}

// Webhooks returns all of them in order of address.
func (s *Store) Webhooks(ctx context.Context) (list []Webhook, err error) {
	err = s.view(ctx, "list webhooks", func(tx *tx) (err error) {
		list, err = all(tx, scanWebhook, selectWebhooks)
		return err
	})
	return list, err
}

// Webhook returns one, or ErrNotFound.
func (s *Store) Webhook(ctx context.Context, id string) (w Webhook, err error) {
	err = s.view(ctx, "webhook "+id, func(tx *tx) (err error) {
		w, err = one(tx, scanWebhook, selectWebhook, id)
		return err
	})
	return w, err
}

// SaveWebhook adds a webhook, or changes the one with its id. The secret is
// never in the audit trail.
func (s *Store) SaveWebhook(ctx context.Context, by Actor, w Webhook) (Webhook, error) {
	err := s.change(ctx, "save webhook", func(tx *tx) error {
		slices.Sort(w.Events)
		events, err := toJSON(w.Events)
		if err != nil {
			return err
		}
		detail := strings.Join(w.Events, ", ")
		if w.ID != "" {
			if err := tx.execOne(updateWebhook, w.Address, events, w.Secret, millis(w.FailingSince), millis(w.StoppedAt), w.ID); err != nil {
				return err
			}
			if !w.StoppedAt.IsZero() {
				detail = "off"
			}
			return tx.audit(by, WebhookChanged, "webhook "+w.ID, w.Address, detail)
		}
		if err := tx.newID(&w.ID); err != nil {
			return err
		}
		w.CreatedAt = tx.now
		if err := tx.exec(insertWebhook, w.ID, w.Address, events, w.Secret, millis(w.CreatedAt)); err != nil {
			return err
		}
		return tx.audit(by, WebhookAdded, "webhook "+w.ID, w.Address, detail)
	})
	return w, err
}

// RemoveWebhook removes a webhook and what was sent, or is to be sent, to it.
func (s *Store) RemoveWebhook(ctx context.Context, by Actor, id string) error {
	return s.change(ctx, "remove webhook "+id, func(tx *tx) error {
		w, err := one(tx, scanWebhook, selectWebhook, id)
		if err != nil {
			return err
		}
		if err := tx.exec(deleteOutgoingTo, ByWebhook, id); err != nil {
			return err
		}
		if err := tx.exec(deleteWebhook, id); err != nil {
			return err
		}
		return tx.audit(by, WebhookRemoved, "webhook "+id, w.Address, "")
	})
}

// WebhookAnswered remembers whether a delivery went through. A webhook that has
// failed since before the instant given is stopped, which is reported once.
func (s *Store) WebhookAnswered(ctx context.Context, id string, well bool, stopBefore time.Time) (stopped bool, err error) {
	err = s.change(ctx, "answer of webhook "+id, func(tx *tx) error {
		if well {
			return tx.exec(webhookWell, id)
		}
		if err := tx.exec(webhookFails, millis(tx.now), id); err != nil {
			return err
		}
		n, err := tx.count(stopWebhook, millis(tx.now), id, millis(stopBefore))
		if err != nil || n == 0 {
			return err
		}
		stopped = true
		w, err := one(tx, scanWebhook, selectWebhook, id)
		if err != nil {
			return err
		}
		return tx.audit(Actor{ID: "webhook", Name: "Figurehead"}, WebhookStopped, "webhook "+id, w.Address, "")
	})
	return stopped, err
}

// SendAgain puts something that was sent, or given up, at the front of the
// outbox, with the same Key. It returns ErrNotFound when it is not there, not
// of the recipient, or has no body any more.
func (s *Store) SendAgain(ctx context.Context, recipient, id string) error {
	return s.change(ctx, "send again "+id, func(tx *tx) error {
		return tx.execOne(sendAgain, OutWaiting, millis(tx.now), millis(tx.now), id, recipient)
	})
}

const (
	webhookColumns = `id, address, events, secret, created_at, failing_since, stopped_at`

	selectWebhooks = `SELECT ` + webhookColumns + ` FROM webhooks ORDER BY address, id`
	selectWebhook  = `SELECT ` + webhookColumns + ` FROM webhooks WHERE id = ?`
	insertWebhook  = `INSERT INTO webhooks (` + webhookColumns + `) VALUES (?, ?, ?, ?, ?, 0, 0)`
	updateWebhook  = `UPDATE webhooks SET address = ?, events = ?, secret = ?, failing_since = ?, stopped_at = ? WHERE id = ?`
	deleteWebhook  = `DELETE FROM webhooks WHERE id = ?`
	webhookWell    = `UPDATE webhooks SET failing_since = 0 WHERE id = ?`
	webhookFails   = `UPDATE webhooks SET failing_since = ? WHERE id = ? AND failing_since = 0`
	stopWebhook    = `UPDATE webhooks SET stopped_at = ? WHERE id = ? AND stopped_at = 0 AND failing_since > 0 AND failing_since < ?`

	deleteOutgoingTo = `DELETE FROM outbox WHERE channel = ? AND recipient = ?`
	sendAgain        = `
UPDATE outbox SET state = ?, due_at = ?, made_at = ?, tries = 0, leased_until = 0, done_at = 0
WHERE id = ? AND recipient = ? AND body <> ''`
)

func scanWebhook(row scanner) (w Webhook, err error) {
	return w, row.Scan(&w.ID, &w.Address, jsonColumn{&w.Events}, &w.Secret, timeColumn{&w.CreatedAt}, timeColumn{&w.FailingSince}, timeColumn{&w.StoppedAt})
}
