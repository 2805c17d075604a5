package notify

import (
	"cmp"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"sync"
	"time"

	"figurehead/store"
)

// How many mails leave in a minute, how long one is held while it is sent, and
// how long it is tried again.
const (
	mostAMinute = 30
	mailLease   = 5 * time.Minute
	triedFor    = 24 * time.Hour
	firstWait   = time.Minute
	mostWait    = time.Hour
)

// mailer is how mail leaves, and how much of it did in the last minute.
type mailer struct {
	dial  func(ctx context.Context, s Server, name string, roots *x509.CertPool) (conversation, error)
	roots *x509.CertPool // nil for those of the machine

	mu     sync.Mutex
	left   []time.Time
	paused time.Time // the server as a whole failed
}

// room is how many mails may leave now.
func (m *mailer) room(now time.Time) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	if now.Before(m.paused) {
		return 0
	}
	m.left = slices.DeleteFunc(m.left, func(at time.Time) bool { return now.Sub(at) >= time.Minute })
	return mostAMinute - len(m.left)
}

func (m *mailer) sent(now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.left = append(m.left, now)
}

func (m *mailer) pause(until time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.paused = until
}

// SendMail sends what is due, as far as the minute has room.
func (n *Notifier) SendMail(ctx context.Context) error {
	server, err := n.MailServer(ctx)
	if err != nil || !server.On() {
		return err
	}
	room := n.mail.room(n.Now())
	if room <= 0 {
		return nil
	}
	due, err := n.Store.DueOutgoing(ctx, store.ByMail, n.Now(), room)
	if err != nil {
		return err
	}
	for _, o := range due {
		if ctx.Err() != nil || n.mail.room(n.Now()) <= 0 {
			return nil
		}
		if err := n.sendOne(ctx, server, o); err != nil {
			return err
		}
	}
	return nil
}

// sendOne leases a mail, sends it and says what came of it.
func (n *Notifier) sendOne(ctx context.Context, server Server, o store.Outgoing) error {
	now := n.Now()
	until := now.Add(mailLease).Truncate(time.Millisecond)
	leased, err := n.Store.LeaseOutgoing(ctx, o, now, until)
	if err != nil || !leased {
		return err
	}
	o.LeasedUntil, o.Tries = until, o.Tries+1
	m, why, err := n.compose(ctx, server, o)
	if err != nil {
		return err
	}
	was := store.Sending{State: store.OutSent, Said: why}
	if why == "" {
		was = n.try(ctx, server, o, m)
	}
	if ctx.Err() != nil && was.State != store.OutSent {
		was = store.Sending{State: store.OutWaiting, Due: o.DueAt} // stopped: due as before
	}
	if err := n.Store.FinishOutgoing(context.WithoutCancel(ctx), o, was, false); err != nil {
		return err
	}
	if was.State == store.OutGivenUp {
		n.Log.Warn("a mail was given up", "mail", o.ID, "tries", o.Tries, "code", was.Status)
		return n.tell(ctx, store.Event{Action: mailFailed, Subject: "mail", Title: m.toName, Detail: was.Said}, false, false)
	}
	return nil
}

// try sends one mail and says when it is tried again.
func (n *Notifier) try(ctx context.Context, server Server, o store.Outgoing, m message) store.Sending {
	began := time.Now()
	err := n.deliver(ctx, server, m)
	took := time.Since(began)
	if err == nil {
		n.mail.sent(n.Now())
		return store.Sending{State: store.OutSent, Status: 250, Took: took}
	}
	was := store.Sending{State: store.OutWaiting, Said: err.Error(), Took: took, Due: n.Now().Add(wait(o.Tries))}
	var r *refusal
	if errors.As(err, &r) {
		was.Said, was.Status = r.words, r.code
		if r.transport {
			n.mail.pause(n.Now().Add(firstWait))
		}
	}
	if r != nil && r.final || n.Now().Sub(o.MadeAt) >= triedFor {
		was.State = store.OutGivenUp
	}
	return was
}

// wait is how long after so many tries the next one comes.
func wait(tries int) time.Duration {
	pause := firstWait
	for range min(tries, 10) - 1 {
		pause *= 2
	}
	return min(pause, mostWait)
}

// deliver hands one mail to the server.
func (n *Notifier) deliver(ctx context.Context, server Server, m message) error {
	body, err := m.write()
	if err != nil {
		return &refusal{words: "This mail cannot be written: " + err.Error() + ".", final: true}
	}
	c, err := n.mail.dial(ctx, server, hostOf(n.PublicURL), n.mail.roots)
	if err != nil {
		return err
	}
	defer c.Close() // again after Quit: harmless
	at := net.JoinHostPort(server.Host, strconv.Itoa(server.Port))
	if err := c.Mail(m.from); err != nil {
		return inWords(at, "sender", err)
	}
	if err := c.Rcpt(m.to); err != nil {
		return inWords(at, "recipient", err)
	}
	if err := c.Send(body); err != nil {
		return inWords(at, "content", err)
	}
	_ = c.Quit() // it is taken already
	return nil
}

// compose makes the mail of an Outgoing. Why is set when there is nothing to
// send after all: the account is closed, or all of it is over.
func (n *Notifier) compose(ctx context.Context, server Server, o store.Outgoing) (m message, why string, err error) {
	u, err := n.Store.User(ctx, o.Recipient)
	if err != nil || u.Disabled {
		return m, "Not sent: the account is closed.", gone(err)
	}
	organisation, err := n.Store.Organisation(ctx)
	if err = gone(err); err != nil {
		return m, "", err
	}
	m = message{key: o.Key, from: server.Sender, to: u.Email, toName: u.Name, publicURL: n.PublicURL,
		council: cmp.Or(organisation.Name, hostOf(n.PublicURL)), at: n.Now()}
	var body store.MailBody
	if err := json.Unmarshal([]byte(o.Body), &body); err != nil {
		return m, "", fmt.Errorf("mail %s: %w", o.ID, err)
	}
	if body.Letter != nil {
		m.letter(*body.Letter)
		return m, "", nil
	}
	notices, err := n.Store.NoticesByID(ctx, body.Notices)
	if err != nil {
		return m, "", err
	}
	notices = slices.DeleteFunc(notices, func(x store.Notice) bool { return !x.OverAt.IsZero() || !x.SeenAt.IsZero() && !x.Always })
	if len(notices) == 0 {
		return m, "Not sent: all of it was seen or is over.", nil
	}
	m.digest = len(body.Notices) > 1
	for _, x := range notices {
		m.items = append(m.items, item{x.Happened, x.Effect, x.Next, n.PublicURL + x.Link, x.Times})
	}
	m.subject = notices[0].Happened
	if len(notices) > 1 {
		m.subject = fmt.Sprintf("%d notices from Figurehead", len(notices))
	}
	return m, "", nil
}

func (m *message) letter(l store.Letter) {
	m.subject = l.Subject
	for i, words := range l.Words {
		it := item{Happened: words}
		if i == len(l.Words)-1 {
			it.Next, it.Link = l.Next, l.Link
		}
		m.items = append(m.items, it)
	}
}

// Test sends a mail to somebody now, and says in words what the server
// answered. The mail does not go through the outbox.
func (n *Notifier) Test(ctx context.Context, to store.User) (words string, sent bool) {
	server, err := n.MailServer(ctx)
	if err != nil || !server.On() {
		return "No mail server is set up.", false
	}
	if wrong := CheckServer(server.MailServer); wrong != nil {
		for _, words := range wrong {
			return words + ".", false
		}
	}
	organisation, err := n.Store.Organisation(ctx)
	if err != nil {
		return "The organisation could not be read.", false
	}
	m := message{key: "test " + n.Now().String(), from: server.Sender, to: to.Email, toName: to.Name, publicURL: n.PublicURL, council: organisation.Name, at: n.Now()}
	m.letter(store.Letter{Subject: "A test of mail from Figurehead", Words: []string{"This mail was sent to see whether mail works. It does."}, Next: "See the settings of mail", Link: n.PublicURL + "/studio/settings/mail"})
	if err := n.deliver(ctx, server, m); err != nil {
		return err.Error(), false
	}
	n.mail.pause(time.Time{})
	return fmt.Sprintf("The mail server took a mail for %s. Look whether it arrives.", to.Email), true
}

// Reach connects to the mail server and signs in, and sends nothing.
func (n *Notifier) Reach(ctx context.Context) (words string, ok bool) {
	server, err := n.MailServer(ctx)
	if err != nil || !server.On() {
		return "No mail server is set up.", false
	}
	c, err := n.mail.dial(ctx, server, hostOf(n.PublicURL), n.mail.roots)
	if err != nil {
		return err.Error(), false
	}
	_ = c.Quit()
	return "The mail server answers, the connection is protected as chosen, and it takes the user name.", true
}

// Letter puts a mail to one person into the outbox, once for each key.
func (n *Notifier) Letter(ctx context.Context, to store.User, key string, l store.Letter) error {
	body, err := json.Marshal(store.MailBody{Letter: &l})
	if err != nil {
		return fmt.Errorf("letter: %w", err)
	}
	return n.Store.Queue(ctx, store.Outgoing{Key: key, Channel: store.ByMail, Recipient: to.ID, Label: l.Subject, Body: string(body)})
}
