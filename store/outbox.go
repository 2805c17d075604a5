package store

import (
	"context"
	"time"
)

// Channel is a way out of the server.
type Channel string

// The channels.
const (
	ByMail    Channel = "mail"
	ByWebhook Channel = "webhook"
)

// OutState is how far something on its way out is.
type OutState string

// The states. Waiting covers what is tried again.
const (
	OutWaiting OutState = "waiting"
	OutSent    OutState = "sent"
	OutGivenUp OutState = "given up"
)

// Outgoing is one thing on its way out. It is sent at least once: a stop
// between sending and saying so sends it again, with the same Key.
type Outgoing struct {
	ID          string
	Key         string // what goes into the outbox once
	Channel     Channel
	Recipient   string // id of a user, or of a webhook
	Label       string // what it is about, for lists
	Body        string // emptied once it is done
	MadeAt      time.Time
	DueAt       time.Time
	LeasedUntil time.Time
	Tries       int
	State       OutState
	Status      int    // last answer as a number; 0 when there was none
	Said        string // last answer in words
	Took        time.Duration
	DoneAt      time.Time
}

// MailBody is the Body of a mail: notices by id, or a letter written whole.
type MailBody struct {
	Notices []string `json:"notices,omitempty"`
	Letter  *Letter  `json:"letter,omitempty"`
}

// Letter is a mail in plain text.
type Letter struct {
	Subject string   `json:"subject"`
	Words   []string `json:"words"` // paragraphs
	Link    string   `json:"link"`
	Next    string   `json:"next"` // words of the link
}

// Sending is what came of a try.
type Sending struct {
	State  OutState
	Due    time.Time // when it waits for another try
	Status int
	Said   string
	Took   time.Duration
}

// Queue puts something into the outbox; what is there already by its Key stays.
func (s *Store) Queue(ctx context.Context, o Outgoing) error {
	return s.change(ctx, "queue", func(tx *tx) error {
		_, err := tx.queue(o)
		return err
	})
}

// queue reports 0 when the Key was there already.
func (t *tx) queue(o Outgoing) (added int64, err error) {
	if err := t.newID(&o.ID); err != nil {
		return 0, err
	}
	if o.DueAt.IsZero() {
		o.DueAt = t.now
	}
	return t.count(insertOutgoing, o.ID, o.Key, o.Channel, o.Recipient, o.Label, o.Body, millis(t.now), millis(o.DueAt), OutWaiting)
}

// DueOutgoing returns what is due and leased to nobody, the longest due first.
func (s *Store) DueOutgoing(ctx context.Context, c Channel, now time.Time, limit int) (list []Outgoing, err error) {
	err = s.view(ctx, "list what is to be sent", func(tx *tx) (err error) {
		list, err = all(tx, scanOutgoing, selectDueOutgoing, OutWaiting, c, millis(now), millis(now), atMost(limit))
		return err
	})
	return list, err
}

// LeaseOutgoing takes something that is still due until an instant. It reports
// false when somebody else was first.
func (s *Store) LeaseOutgoing(ctx context.Context, o Outgoing, now, until time.Time) (leased bool, err error) {
	err = s.change(ctx, "lease "+o.ID, func(tx *tx) error {
		n, err := tx.count(leaseOutgoing, millis(until), o.ID, OutWaiting, millis(o.DueAt), millis(now))
		leased = n == 1
		return err
	})
	return leased, err
}

// FinishOutgoing stores what came of a try. What is done keeps no body unless
// keep is set.
func (s *Store) FinishOutgoing(ctx context.Context, o Outgoing, was Sending, keep bool) error {
	return s.change(ctx, "finish "+o.ID, func(tx *tx) error {
		body, done := o.Body, time.Time{}
		if was.State != OutWaiting {
			done = tx.now
			if !keep {
				body = ""
			}
		}
		return tx.exec(finishOutgoing, millis(was.Due), was.State, was.Status, was.Said, was.Took.Milliseconds(), body, millis(done), o.ID, millis(o.LeasedUntil))
	})
}

// Outgoings returns what went to a recipient, the newest first.
func (s *Store) Outgoings(ctx context.Context, c Channel, recipient string, limit int) (list []Outgoing, err error) {
	err = s.view(ctx, "list what was sent", func(tx *tx) (err error) {
		list, err = all(tx, scanOutgoing, selectOutgoings, c, recipient, recipient, atMost(limit))
		return err
	})
	return list, err
}

// ForgetOutgoing deletes what was done before an instant, and notices that were
// seen before it.
func (s *Store) ForgetOutgoing(ctx context.Context, before time.Time) error {
	return s.change(ctx, "forget what was sent", func(tx *tx) error {
		if err := tx.exec(deleteSeenNotices, millis(before)); err != nil {
			return err
		}
		return tx.exec(deleteOutgoing, OutWaiting, millis(before))
	})
}

const (
	outgoingColumns = `id, key, channel, recipient, label, body, made_at, due_at, leased_until, tries, state, status, said, took_ms, done_at`

	insertOutgoing = `
INSERT INTO outbox (` + outgoingColumns + `)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, '', 0, 0)
ON CONFLICT (key) DO NOTHING`

	selectDueOutgoing = `
SELECT ` + outgoingColumns + ` FROM outbox
WHERE state = ? AND channel = ? AND due_at <= ? AND leased_until <= ? ORDER BY due_at, id LIMIT ?`

	leaseOutgoing = `
UPDATE outbox SET leased_until = ?, tries = tries + 1
WHERE id = ? AND state = ? AND due_at = ? AND leased_until <= ?`

	finishOutgoing = `
UPDATE outbox SET leased_until = 0, due_at = ?, state = ?, status = ?, said = ?, took_ms = ?, body = ?, done_at = ?
WHERE id = ? AND leased_until = ?`

	selectOutgoings = `
SELECT ` + outgoingColumns + ` FROM outbox
WHERE channel = ? AND (? = '' OR recipient = ?) ORDER BY made_at DESC, id DESC LIMIT ?`

	deleteOutgoing    = `DELETE FROM outbox WHERE state <> ? AND done_at < ?`
	deleteSeenNotices = `DELETE FROM notices WHERE seen_at > 0 AND seen_at < ?`
)

func scanOutgoing(row scanner) (o Outgoing, err error) {
	var took int64
	err = row.Scan(&o.ID, &o.Key, &o.Channel, &o.Recipient, &o.Label, &o.Body, timeColumn{&o.MadeAt}, timeColumn{&o.DueAt},
		timeColumn{&o.LeasedUntil}, &o.Tries, &o.State, &o.Status, &o.Said, &took, timeColumn{&o.DoneAt})
	o.Took = time.Duration(took) * time.Millisecond
	return o, err
}
