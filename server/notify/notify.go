package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"figurehead/datasets/fetch"
	"figurehead/store"
	"figurehead/widgets"
)

// How often events are looked for and mail is sent, how often sources are
// judged, and how many events are dealt with in one transaction.
const (
	lookEvery   = 2 * time.Second
	sweepEvery  = 10 * time.Minute
	batchEvents = 200
	keptFor     = 90 * 24 * time.Hour
	digestHour  = 8 // in the organisation's zone
)

// Options are what a Notifier works with.
type Options struct {
	Store     *store.Store
	PublicURL string
	Zone      func() *time.Location
	Now       func() time.Time
	Log       *slog.Logger
	// Fetch is the guarded client that webhooks are sent through.
	Fetch *fetch.Client
	// Mail is the server of flags, environment or file, which wins over the one
	// that an admin entered; nil when they name none.
	Mail *store.MailServer
}

// Notifier follows the audit trail.
type Notifier struct {
	Options
	mail     mailer
	dailyFor string // day whose daily mail was made
}

// New returns a Notifier that nothing runs yet.
func New(o Options) *Notifier {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = func() *time.Location { return time.UTC }
	}
	if o.Fetch == nil {
		o.Fetch = fetch.New(fetch.Options{})
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Notifier{Options: o, mail: mailer{dial: dialSMTP}}
}

// Run works until ctx ends.
func (n *Notifier) Run(ctx context.Context) {
	look, sweep := time.NewTicker(lookEvery), time.NewTicker(sweepEvery)
	defer look.Stop()
	defer sweep.Stop()
	var hooks sync.WaitGroup
	hooks.Go(func() { n.runHooks(ctx) })
	defer hooks.Wait()
	n.report(ctx, "sources", n.Sweep(ctx))
	for {
		n.report(ctx, "notices", n.Follow(ctx))
		n.report(ctx, "mail", n.SendMail(ctx))
		select {
		case <-ctx.Done():
			return
		case <-sweep.C:
			n.report(ctx, "sources", n.Sweep(ctx))
		case <-look.C:
		}
	}
}

// runHooks sends webhooks beside everything else: they may be slow.
func (n *Notifier) runHooks(ctx context.Context) {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		n.report(ctx, "webhooks", n.SendHooks(ctx))
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

func (n *Notifier) report(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		n.Log.Error(what, "error", err)
	}
}

// Follow makes the notices of all events that are new. Another process that
// does the same is no error: each event is dealt with once.
func (n *Notifier) Follow(ctx context.Context) error {
	for {
		from, err := n.Store.Followed(ctx)
		if err != nil {
			return err
		}
		events, err := n.Store.EventsAfter(ctx, from, batchEvents)
		if err != nil || len(events) == 0 {
			return err
		}
		t, err := n.telling(ctx, from, events)
		if err != nil {
			return err
		}
		if err := n.Store.Tell(ctx, t); err != nil && !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
}

// telling is what events lead to.
func (n *Notifier) telling(ctx context.Context, from int64, events []store.Event) (store.Telling, error) {
	t := store.Telling{From: from, To: events[len(events)-1].Seq}
	server, err := n.MailServer(ctx)
	if err != nil {
		return t, err
	}
	t.Mail = server.On()
	hooks, err := n.Store.Webhooks(ctx)
	if err != nil {
		return t, err
	}
	var people []store.User
	for _, e := range events {
		calls, err := n.deliveries(ctx, e, hooks)
		if err != nil {
			return t, fmt.Errorf("webhooks of event %d: %w", e.Seq, err)
		}
		t.Out = append(t.Out, calls...)
		r, ok := ruleOf(e.Action)
		if !ok || skipped(e) {
			continue
		}
		if people == nil {
			if people, err = n.Store.Users(ctx); err != nil {
				return t, err
			}
		}
		list, err := n.notices(ctx, r, e, people)
		if err != nil {
			return t, fmt.Errorf("notices of event %d: %w", e.Seq, err)
		}
		t.Notices = append(t.Notices, list...)
	}
	return t, nil
}

// notices are those of one event, one for each person who is told.
func (n *Notifier) notices(ctx context.Context, r rule, e store.Event, people []store.User) (list []store.Notice, err error) {
	of, err := n.thing(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	ids, err := n.told(ctx, r, e, of, people)
	for _, id := range ids {
		notice := r.notice(e, of)
		notice.UserID = id
		list = append(list, notice)
	}
	return list, err
}

// skipped reports whether an event is of a kind that is told, and is of no
// interest: who changes their own name knows it, and so does who is invited.
func skipped(e store.Event) bool {
	return e.Action == store.UserChanged && (e.Detail == "" || e.Detail == "name")
}

// Sweep tells of what no event does: sources that became late, campaigns that
// end soon, the daily mail. It forgets what is old.
func (n *Notifier) Sweep(ctx context.Context) error {
	server, err := n.MailServer(ctx)
	if err != nil {
		return err
	}
	return errors.Join(n.late(ctx, server.On()), n.endings(ctx, server.On()), n.daily(ctx, server.On()),
		n.Store.ForgetOutgoing(ctx, n.Now().Add(-keptFor)))
}

func (n *Notifier) late(ctx context.Context, mail bool) error {
	late, err := n.Store.JudgeSources(ctx)
	if err != nil {
		return err
	}
	for _, d := range late {
		e := store.Event{Action: sourceLate, Subject: "dataset " + d.ID, Title: d.Title}
		if err := n.tell(ctx, e, mail, false); err != nil {
			return err
		}
	}
	return nil
}

// tell notifies of something that stands in no trail.
func (n *Notifier) tell(ctx context.Context, e store.Event, mail, once bool) error {
	people, err := n.Store.Users(ctx)
	if err != nil {
		return err
	}
	r, _ := ruleOf(e.Action)
	list, err := n.notices(ctx, r, e, people)
	if err != nil {
		return err
	}
	return n.Store.Notify(ctx, list, mail, once)
}

// endings tells of campaigns that end within two weeks, and again within two
// days; each once.
func (n *Notifier) endings(ctx context.Context, mail bool) error {
	zone := n.Zone()
	now := n.Now().In(zone)
	until := now.AddDate(0, 0, 14)
	list, err := n.Store.CampaignsEnding(ctx, now.Format(time.DateOnly), until.Format(time.DateOnly))
	if err != nil {
		return err
	}
	for _, c := range list {
		ends, ok := widgets.EndOf(c.Public.Ends, zone)
		if !ok || ends.Before(now) || ends.After(until) {
			continue
		}
		days := 14
		if ends.Before(now.AddDate(0, 0, 2)) {
			days = 2
		}
		last := ends.Add(-time.Second)
		e := store.Event{Action: campaignEnding, Title: c.Public.Name, Detail: "on " + last.Format("Monday 2 January 2006")}
		e.Subject = "campaign " + c.ID
		people, err := n.Store.Users(ctx)
		if err != nil {
			return err
		}
		r, _ := ruleOf(e.Action)
		notices, err := n.notices(ctx, r, e, people)
		if err != nil {
			return err
		}
		for i := range notices { // new dates are told of again
			notices[i].Topic = fmt.Sprintf("%s %d %s", notices[i].Topic, days, last.Format(time.DateOnly))
		}
		if err := n.Store.Notify(ctx, notices, mail, true); err != nil {
			return err
		}
	}
	return nil
}

// daily makes the daily mail, once from eight in the morning on.
func (n *Notifier) daily(ctx context.Context, mail bool) error {
	local := n.Now().In(n.Zone())
	day := local.Format(time.DateOnly)
	if !mail || local.Hour() < digestHour || n.dailyFor == day {
		return nil
	}
	if _, err := n.Store.QueueDaily(ctx, day); err != nil {
		return err
	}
	n.dailyFor = day
	return nil
}
