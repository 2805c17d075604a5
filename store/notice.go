package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Notice is something one person is told: what happened, what it does to public
// figures, and what to do next. It holds no cell of a dataset.
type Notice struct {
	ID     string
	UserID string
	// Topic is what happened to what, "dataset.not-refreshed dataset 019f…".
	// While a notice is unseen another of its topic counts up instead.
	Topic    string
	Kind     string // the action of the event, or a word such as "source.late"
	Title    string // of the thing, as people know it
	Happened string
	Effect   string // on public figures; may be empty
	Next     string // the words of the link
	Link     string // in the studio, from "/studio/"
	Always   bool   // mailed whatever the person chose: it is about security
	FirstAt  time.Time
	At       time.Time // the last time
	Times    int
	SeenAt   time.Time
	OverAt   time.Time // settled by itself
	MailedAt time.Time // put into the outbox
}

// MailChoice is how somebody wants to be told by email.
type MailChoice string

// The choices. Whoever has not chosen is told at once.
const (
	MailAtOnce MailChoice = "now"
	MailDaily  MailChoice = "daily"
	MailNone   MailChoice = "none"
)

// quietTime is how long a topic that somebody was mailed about is not mailed
// again, however often it comes and goes.
const quietTime = 24 * time.Hour

// Telling is what becomes of the events after From up to and with To.
type Telling struct {
	From, To int64
	Notices  []Notice
	Mail     bool // mail can be sent: what is to be mailed at once goes into the outbox
	Out      []Outgoing
}

// noticesFollow is the counter of the last event that notices were made of.
const noticesFollow = "notices"

// Followed returns the number of the last event that notices were made of.
func (s *Store) Followed(ctx context.Context) (seq int64, err error) {
	err = s.view(ctx, "last event told of", func(tx *tx) (err error) {
		seq, err = value[int64](tx, selectCounter, noticesFollow)
		return err
	})
	return seq, err
}

// EventsAfter returns up to limit events with a higher Seq, the oldest first.
func (s *Store) EventsAfter(ctx context.Context, seq int64, limit int) (events []Event, err error) {
	err = s.view(ctx, "list new events", func(tx *tx) (err error) {
		events, err = all(tx, scanEvent, selectEventsAfter, seq, atMost(limit))
		return err
	})
	return events, err
}

// Tell stores what events lead to, and that they were dealt with, in one
// transaction. It returns ErrConflict, and stores nothing, when somebody else
// dealt with them first.
func (s *Store) Tell(ctx context.Context, t Telling) error {
	return s.change(ctx, "tell of events", func(tx *tx) error {
		n, err := tx.count(moveCounter, t.To, noticesFollow, t.From)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrConflict
		}
		for _, o := range t.Out {
			if _, err := tx.queue(o); err != nil {
				return err
			}
		}
		return tx.notify(t.Notices, t.Mail)
	})
}

// Notify stores notices that no event led to. With once, nobody is told of a
// topic that they were ever told of.
func (s *Store) Notify(ctx context.Context, list []Notice, mail, once bool) error {
	return s.change(ctx, "notify", func(tx *tx) error {
		for _, n := range list {
			if once {
				told, err := value[int64](tx, countTold, n.UserID, n.Topic)
				if err != nil {
					return err
				}
				if told > 0 {
					continue
				}
			}
			if err := tx.notify([]Notice{n}, mail); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) notify(list []Notice, mail bool) error {
	for _, n := range list {
		if n.At.IsZero() {
			n.At = t.now
		}
		more, err := t.count(countUp, millis(n.At), n.Happened, n.Effect, n.UserID, n.Topic)
		if err != nil || more > 0 {
			if err != nil {
				return err
			}
			continue
		}
		if err := t.insertNotice(&n); err != nil {
			return err
		}
		if mail {
			if err := t.mailAtOnce(n); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tx) insertNotice(n *Notice) error {
	if err := t.newID(&n.ID); err != nil {
		return err
	}
	at := millis(n.At)
	return t.exec(insertNotice, n.ID, n.UserID, n.Topic, n.Kind, n.Title, n.Happened, n.Effect, n.Next, n.Link, n.Always, at, at)
}

// mailAtOnce puts the mail about a new notice into the outbox, unless the
// person chose otherwise or was mailed about the topic a short time ago.
func (t *tx) mailAtOnce(n Notice) error {
	choice, err := t.mailChoice(n.UserID)
	if err != nil {
		return err
	}
	mailed, err := value[int64](t, selectLastMailed, n.UserID, n.Topic)
	if err != nil {
		return err
	}
	if mailed > millis(t.now.Add(-quietTime)) {
		return t.exec(markMailed, mailed, n.ID) // nor does the daily mail repeat it
	}
	if choice != MailAtOnce && !n.Always {
		return nil
	}
	return t.mail("notice "+n.ID, n.UserID, n.Title, []string{n.ID})
}

// mail puts one mail about notices into the outbox.
func (t *tx) mail(key, userID, label string, notices []string) error {
	body, err := toJSON(MailBody{Notices: notices})
	if err != nil {
		return err
	}
	n, err := t.queue(Outgoing{Key: key, Channel: ByMail, Recipient: userID, Label: label, Body: body})
	if err != nil || n == 0 { // there is one already: what is left waits for the next
		return err
	}
	for _, id := range notices {
		if err := t.exec(markMailed, millis(t.now), id); err != nil {
			return err
		}
	}
	return nil
}

// QueueDaily puts the daily mail of everybody who wants one into the outbox:
// what they have neither seen nor been mailed about. Day, as 2027-03-01, makes
// it happen once.
func (s *Store) QueueDaily(ctx context.Context, day string) (mails int, err error) {
	err = s.change(ctx, "daily mail of "+day, func(tx *tx) error {
		people, err := values[string](tx, selectDaily, MailDaily)
		if err != nil {
			return err
		}
		for _, id := range people {
			waiting, err := values[string](tx, selectUnmailed, id)
			if err != nil {
				return err
			}
			if len(waiting) == 0 {
				continue
			}
			if err := tx.mail("daily "+day+" "+id, id, "Notices of "+day, waiting); err != nil {
				return err
			}
			mails++
		}
		return nil
	})
	return mails, err
}

// NoticeFilter narrows a list of Notices.
type NoticeFilter struct {
	UserID string
	Unseen bool
	Offset int
	Limit  int
}

// Notices returns what a person was told, the newest first.
func (s *Store) Notices(ctx context.Context, f NoticeFilter) (list []Notice, err error) {
	err = s.view(ctx, "list notices", func(tx *tx) (err error) {
		list, err = all(tx, scanNotice, selectNotices, f.UserID, f.Unseen, atMost(f.Limit), f.Offset)
		return err
	})
	return list, err
}

// NoticesByID returns those that are still there, in the order of their times.
func (s *Store) NoticesByID(ctx context.Context, ids []string) (list []Notice, err error) {
	err = s.view(ctx, "notices", func(tx *tx) error {
		for _, id := range ids {
			n, err := one(tx, scanNotice, selectNotice, id)
			if errors.Is(err, ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			list = append(list, n)
		}
		return nil
	})
	return list, err
}

// NoticesOn returns the last notice of each person about a topic.
func (s *Store) NoticesOn(ctx context.Context, topic string) (list []Notice, err error) {
	err = s.view(ctx, "notices on "+topic, func(tx *tx) (err error) {
		list, err = all(tx, scanNotice, selectNoticesOn, topic)
		return err
	})
	return list, err
}

// UnseenNotices counts what a person has not seen.
func (s *Store) UnseenNotices(ctx context.Context, userID string) (int, error) {
	return look(ctx, s, "count notices "+userID, func(row scanner) (n int, err error) { return n, row.Scan(&n) }, countUnseen, userID)
}

// SeeNotices marks notices of a person as seen: the one with that id, or all up
// to an instant when id is empty. What is not theirs is ErrNotFound.
func (s *Store) SeeNotices(ctx context.Context, userID, id string, upTo time.Time) error {
	return s.change(ctx, "see notices", func(tx *tx) error {
		if id == "" {
			return tx.exec(seeNotices, millis(tx.now), userID, millis(upTo))
		}
		n, err := one(tx, scanNotice, selectNotice, id)
		if err == nil && n.UserID != userID {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		return tx.exec(seeNotice, millis(tx.now), id)
	})
}

// settle says of the open notices about a topic that it is over.
func (t *tx) settle(topic string) error { return t.exec(settleNotices, millis(t.now), topic) }

// recur counts open notices about a topic up where no event tells of it.
func (t *tx) recur(topic string) error { return t.exec(recurNotices, millis(t.now), topic) }

// MailChoice returns how a person wants to be told by email.
func (s *Store) MailChoice(ctx context.Context, userID string) (choice MailChoice, err error) {
	err = s.view(ctx, "choice of mail", func(tx *tx) (err error) {
		choice, err = tx.mailChoice(userID)
		return err
	})
	return choice, err
}

func (t *tx) mailChoice(userID string) (MailChoice, error) {
	choice, err := value[MailChoice](t, selectMailChoice, userID)
	if errors.Is(err, ErrNotFound) {
		return MailAtOnce, nil
	}
	return choice, err
}

// SaveMailChoice stores how a person wants to be told.
func (s *Store) SaveMailChoice(ctx context.Context, userID string, choice MailChoice) error {
	return s.change(ctx, "save choice of mail", func(tx *tx) error {
		switch choice {
		case MailAtOnce, MailDaily, MailNone:
			return tx.exec(upsertMailChoice, userID, choice)
		}
		return fmt.Errorf("choice of mail %q", choice)
	})
}

const (
	selectCounter = `SELECT value FROM counters WHERE name = ?`
	moveCounter   = `UPDATE counters SET value = ? WHERE name = ? AND value = ?`

	selectEventsAfter = `
SELECT seq, at, actor_id, actor, action, subject, title, detail
FROM audit_events WHERE seq > ? ORDER BY seq LIMIT ?`

	noticeColumns = `id, user_id, topic, kind, title, happened, effect, next, link, always, first_at, at, times, seen_at, over_at, mailed_at`

	insertNotice = `
INSERT INTO notices (` + noticeColumns + `)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0, 0, 0)`

	countUp = `
UPDATE notices SET times = times + 1, at = ?, happened = ?, effect = ?, over_at = 0
WHERE user_id = ? AND topic = ? AND seen_at = 0`

	countTold        = `SELECT COUNT(*) FROM notices WHERE user_id = ? AND topic = ?`
	selectLastMailed = `SELECT COALESCE(MAX(mailed_at), 0) FROM notices WHERE user_id = ? AND topic = ?`
	markMailed       = `UPDATE notices SET mailed_at = ? WHERE id = ?`
	settleNotices    = `UPDATE notices SET over_at = ? WHERE topic = ? AND over_at = 0`
	recurNotices     = `UPDATE notices SET times = times + 1, at = ? WHERE topic = ? AND seen_at = 0 AND over_at = 0`

	selectDaily    = `SELECT user_id FROM notice_choices WHERE mail = ? ORDER BY user_id`
	selectUnmailed = `
SELECT id FROM notices WHERE user_id = ? AND seen_at = 0 AND over_at = 0 AND mailed_at = 0 ORDER BY at DESC, id DESC LIMIT 50`

	selectNotices = `
SELECT ` + noticeColumns + ` FROM notices
WHERE user_id = ? AND (NOT ? OR seen_at = 0) ORDER BY at DESC, id DESC LIMIT ? OFFSET ?`

	selectNotice = `SELECT ` + noticeColumns + ` FROM notices WHERE id = ?`

	selectNoticesOn = `
SELECT ` + noticeColumns + ` FROM notices n
WHERE topic = ? AND NOT EXISTS (
  SELECT 1 FROM notices m WHERE m.topic = n.topic AND m.user_id = n.user_id AND m.first_at > n.first_at)
ORDER BY first_at, id`

	countUnseen = `SELECT COUNT(*) FROM notices WHERE user_id = ? AND seen_at = 0`
	seeNotice   = `UPDATE notices SET seen_at = ? WHERE id = ? AND seen_at = 0`
	seeNotices  = `UPDATE notices SET seen_at = ? WHERE user_id = ? AND at <= ? AND seen_at = 0`

	selectMailChoice = `SELECT mail FROM notice_choices WHERE user_id = ?`
	upsertMailChoice = `
INSERT INTO notice_choices (user_id, mail) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET mail = excluded.mail`
)

func scanNotice(row scanner) (n Notice, err error) {
	err = row.Scan(&n.ID, &n.UserID, &n.Topic, &n.Kind, &n.Title, &n.Happened, &n.Effect, &n.Next, &n.Link, &n.Always,
		timeColumn{&n.FirstAt}, timeColumn{&n.At}, &n.Times, timeColumn{&n.SeenAt}, timeColumn{&n.OverAt}, timeColumn{&n.MailedAt})
	return n, err
}
