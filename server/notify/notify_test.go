package notify

import (
	"log/slog"
	"net/mail"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// desk is a council with a person of each role, on a clock that a test moves.
type desk struct {
	*Notifier
	t      *testing.T
	store  *store.Store
	clock  atomic.Int64
	people map[string]store.User
	places map[string]string // ids of directorates
}

var began = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, people: map[string]store.User{}, places: map[string]string{}}
	d.clock.Store(began.UnixMilli())
	var err error
	d.store, err = store.Open(t.Context(), store.Options{Folder: t.TempDir(), Now: d.now})
	d.must(err)
	t.Cleanup(func() { d.must(d.store.Close()) })
	d.must(d.store.StartSetup(t.Context(), "token", d.now()))
	_, err = d.store.FinishSetup(t.Context(), "token", store.Organisation{Name: "Example County Council", TimeZone: "Europe/London"},
		[]string{"Waste", "Roads"}, store.User{Name: "admin", Email: "admin@example.gov.uk", PasswordHash: "h"})
	d.must(err)
	list, err := d.store.Directorates(t.Context())
	d.must(err)
	for _, x := range list {
		d.places[x.Name] = x.ID
	}
	for name, at := range map[string]string{"editor": "Waste", "publisher": "Waste", "viewer": "Waste", "publisher elsewhere": "Roads"} {
		role, _, _ := strings.Cut(name, " ")
		_, err := d.store.CreateUser(t.Context(), store.Actor{Name: "test"}, store.User{Name: name,
			Email: strings.ReplaceAll(name, " ", ".") + "@example.gov.uk", Role: store.Role(role), DirectorateID: d.places[at]})
		d.must(err)
	}
	people, err := d.store.Users(t.Context())
	d.must(err)
	for _, u := range people {
		d.people[u.Name] = u
	}
	d.Notifier = d.another()
	d.must(d.Follow(t.Context())) // of the people themselves
	for _, u := range people {
		d.must(d.store.SeeNotices(t.Context(), u.ID, "", d.now()))
	}
	d.wait(48 * time.Hour)
	return d
}

// another is what a second process, or one after a new start, has.
func (d *desk) another() *Notifier {
	return New(Options{Store: d.store, PublicURL: "https://figures.example.gov.uk", Now: d.now, Log: slog.New(slog.DiscardHandler)})
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) now() time.Time       { return time.UnixMilli(d.clock.Load()).UTC() }
func (d *desk) wait(w time.Duration) { d.clock.Add(w.Milliseconds()) }

func (d *desk) by(name string) store.Actor {
	return store.Actor{ID: d.people[name].ID, Name: d.people[name].Name}
}

// dataset is one that the editor brought in, and a figure of it.
func (d *desk) dataset(title string) (datasets.Dataset, widgets.Widget) {
	d.t.Helper()
	ctx := d.t.Context()
	sum, _, err := d.store.Blobs().Put(ctx, strings.NewReader("a,b\n1,2\n"))
	d.must(err)
	made, snapshot, err := d.store.CreateDataset(ctx, d.by("editor"), datasets.Dataset{Title: title, OwnerID: d.people["editor"].ID, DirectorateID: d.places["Waste"],
		Source: datasets.Source{Kind: "url", Address: "https://data.example/a.csv"}},
		datasets.Snapshot{SHA256: sum, Confirmed: true, Recipe: datasets.Recipe{Version: 1, Format: "csv"}, TableDigest: "d", Rows: 1})
	d.must(err)
	w, _, err := d.store.CreateWidget(ctx, d.by("editor"), widgets.Widget{DatasetID: made.ID, OwnerID: d.people["editor"].ID, DirectorateID: d.places["Waste"]},
		widgets.Draft{SnapshotID: snapshot.ID, Query: datasets.Query{Version: 1}, Spec: widgets.Spec{Version: 1, Kind: widgets.Bar, Title: title}})
	d.must(err)
	return made, w
}

func (d *desk) failed(datasetID string) {
	d.t.Helper()
	_, err := d.store.RecordRefresh(d.t.Context(), store.ByItself, store.Refresh{DatasetID: datasetID, Outcome: store.RefreshKept, Words: "Row 2 says 51.1"})
	d.must(err)
}

func (d *desk) follow() { d.t.Helper(); d.must(d.Follow(d.t.Context())) }

// unseen is what everybody has not seen, by name: what happened.
func (d *desk) unseen() map[string][]string {
	d.t.Helper()
	told := map[string][]string{}
	for name, u := range d.people {
		list, err := d.store.Notices(d.t.Context(), store.NoticeFilter{UserID: u.ID, Unseen: true})
		d.must(err)
		for _, n := range list {
			told[name] = append(told[name], n.Happened)
		}
	}
	return told
}

// mailed is the queue of mails, newest first.
func (d *desk) mailed() []store.Outgoing {
	d.t.Helper()
	list, err := d.store.Outgoings(d.t.Context(), store.ByMail, "", 0)
	d.must(err)
	return list
}

func TestWhoIsTold(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		action, detail string
		about          string // "widget" or "dataset" of Waste, else the subject
		by             string
		want           map[string][]string
	}{
		"approval asked by an editor": {"approval.asked", "", "widget", "editor", map[string][]string{
			"publisher": {"editor asks for approval of “Bins”."}, "admin": {"editor asks for approval of “Bins”."}}},
		"approval asked by the publisher": {"approval.asked", "", "widget", "publisher", map[string][]string{"admin": {"publisher asks for approval of “Bins”."}}},
		"approval refused":                {"approval.refused", "Say which year.", "widget", "publisher", map[string][]string{"editor": {"publisher asks for a change to “Bins”: Say which year."}}},
		"withdrawn by its owner":          {store.FigureWithdrawn, "", "widget", "editor", map[string][]string{"admin": {"editor withdrew “Bins”."}}},
		"a report":                        {"report.received", "My name is Ann", "widget", "", map[string][]string{"editor": {"A reader reported a problem with “Bins”."}, "publisher": {"A reader reported a problem with “Bins”."}}},
		"a freeze":                        {"freeze.set", "", "freeze 1", "admin", map[string][]string{"editor": {"admin set a freeze on publishing: Bins"}, "publisher": {"admin set a freeze on publishing: Bins"}, "publisher elsewhere": {"admin set a freeze on publishing: Bins"}}},
		"something nobody is told of":     {store.FigureEdited, "", "widget", "editor", map[string][]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			set, w := d.dataset("Bins")
			subject := map[string]string{"widget": "widget " + w.ID, "dataset": "dataset " + set.ID}[test.about]
			if subject == "" {
				subject = test.about
			}
			by := d.by(test.by)
			d.must(d.store.Record(t.Context(), store.Event{Action: test.action, Subject: subject, Title: "Bins", Detail: test.detail, ActorID: by.ID, Actor: by.Name}))
			d.follow()
			if diff := cmp.Diff(test.want, d.unseen()); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAskerHears: whoever asked for approval hears of the answer, though the
// figure is somebody else's.
func TestAskerHears(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, w := d.dataset("Bins")
	for _, e := range []store.Event{{Action: "approval.asked", ActorID: d.people["publisher"].ID, Actor: "publisher"}, {Action: "approval.given", ActorID: d.people["admin"].ID, Actor: "admin"}} {
		e.Subject, e.Title = "widget "+w.ID, "Bins"
		d.must(d.store.Record(t.Context(), e))
	}
	d.follow()
	want := []string{"admin approved “Bins”."}
	if got := d.unseen(); !cmp.Equal(got["publisher"], want) || !cmp.Equal(got["editor"], want) {
		t.Errorf("told: %v", got)
	}
}

// TestFailingSourceIsOneNotice: a source that fails each hour for a day is one
// notice that counts and one mail; none of it holds the cell that broke it.
func TestFailingSourceIsOneNotice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	box := newPostbox(t, false)
	m := box.server(Plain)
	d.Mail = &m
	set, _ := d.dataset("Bins")
	for range 24 {
		d.failed(set.ID)
		d.follow()
		d.must(d.SendMail(t.Context()))
		d.wait(time.Hour)
	}
	list, err := d.store.Notices(t.Context(), store.NoticeFilter{UserID: d.people["editor"].ID, Unseen: true})
	d.must(err)
	if len(list) != 1 || list[0].Times != 24 {
		t.Fatalf("notices of a day: %d, times %d", len(list), list[0].Times)
	}
	if got := len(box.received()); got != 2 { // editor, publisher
		t.Errorf("%d mails, want one for each of two people", got)
	}
	for _, raw := range box.received() {
		if strings.Contains(raw, "51.1") || !strings.Contains(raw, "could not be fetched") {
			t.Errorf("the mail:\n%s", raw)
		}
	}
	_, err = d.store.RecordRefresh(t.Context(), store.ByItself, store.Refresh{DatasetID: set.ID, Outcome: store.RefreshSame})
	d.must(err)
	if list, err = d.store.Notices(t.Context(), store.NoticeFilter{UserID: d.people["editor"].ID}); err != nil || list[0].OverAt.IsZero() {
		t.Errorf("a source that works again: %+v, %v", list[0], err)
	}
}

// TestNothingIsLostOrMadeTwice: a process that is killed before it has stored
// what events lead to does it again; two that follow at once do it once.
func TestNothingIsLostOrMadeTwice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, w := d.dataset("Bins")
	by := d.by("editor")
	d.must(d.store.Record(t.Context(), store.Event{Action: "approval.asked", Subject: "widget " + w.ID, Title: "Bins", ActorID: by.ID, Actor: by.Name}))
	from, err := d.store.Followed(t.Context())
	d.must(err)
	events, err := d.store.EventsAfter(t.Context(), from, batchEvents)
	d.must(err)
	killed, err := d.telling(t.Context(), from, events) // and not stored
	d.must(err)
	second := d.another()
	d.must(second.Follow(t.Context()))
	if err := d.store.Tell(t.Context(), killed); err == nil {
		t.Error("what another process has told of was told of again")
	}
	d.follow()
	if got := d.unseen()["publisher"]; len(got) != 1 {
		t.Errorf("the publisher has %d notices, want one: %v", len(got), got)
	}
}

// TestKilledWhileSending: a process killed after the server took a mail, and
// before it said so, sends it again with the same Message-ID.
func TestKilledWhileSending(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	box := newPostbox(t, false)
	m := box.server(Plain)
	d.Mail = &m
	set, _ := d.dataset("Bins")
	d.must(d.store.SaveMailChoice(t.Context(), d.people["publisher"].ID, store.MailNone))
	d.failed(set.ID)
	d.follow()
	o := d.mailed()[0]
	leased, err := d.store.LeaseOutgoing(t.Context(), o, d.now(), d.now().Add(mailLease))
	if err != nil || !leased {
		t.Fatalf("LeaseOutgoing = %v, %v", leased, err)
	}
	message, _, err := d.compose(t.Context(), Server{MailServer: m}, o)
	d.must(err)
	d.must(d.deliver(t.Context(), Server{MailServer: m}, message)) // and killed here
	second := d.another()
	second.Mail = &m
	d.must(second.SendMail(t.Context()))
	if got := len(box.received()); got != 1 {
		t.Fatalf("%d mails while the lease holds, want 1", got)
	}
	d.wait(mailLease)
	d.must(second.SendMail(t.Context()))
	d.must(second.SendMail(t.Context()))
	got := box.received()
	if len(got) != 2 || header(t, got[0], "Message-Id") != header(t, got[1], "Message-Id") {
		t.Errorf("%d mails; Message-ID of both must be one", len(got))
	}
}

// header is that of a mail.
func header(t *testing.T, raw, name string) string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in:\n%s", err, raw)
	}
	return m.Header.Get(name)
}

// TestMailIsTriedForADay: a server that is down is left alone and asked again,
// later each time; after a day the mail is given up and admins have a notice.
func TestMailIsTriedForADay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	m := newPostbox(t, false).server(Plain)
	m.Port = 1 // where nothing listens
	d.Mail = &m
	_, w := d.dataset("Bins")
	d.must(d.store.Record(t.Context(), store.Event{Action: "approval.asked", Subject: "widget " + w.ID, Title: "Bins", ActorID: d.people["publisher"].ID, Actor: "publisher"}))
	d.follow()
	for range 27 * 12 { // five minutes each
		d.must(d.SendMail(t.Context()))
		d.wait(5 * time.Minute)
	}
	o := d.mailed()[0]
	if o.State != store.OutGivenUp || o.Tries < 20 || o.Tries > 40 {
		t.Errorf("after a day: %s after %d tries, said %q", o.State, o.Tries, o.Said)
	}
	told := strings.Join(d.unseen()["admin"], "\n")
	if !strings.Contains(told, "Mail to admin could not be sent") || len(d.mailed()) != 1 {
		t.Errorf("admins were told: %s; %d mails", told, len(d.mailed()))
	}
}

func TestDailyMail(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	box := newPostbox(t, false)
	m := box.server(Plain)
	d.Mail = &m
	d.must(d.store.SaveMailChoice(t.Context(), d.people["editor"].ID, store.MailDaily))
	d.must(d.store.SaveMailChoice(t.Context(), d.people["publisher"].ID, store.MailNone))
	for _, title := range []string{"Bins", "Roads"} {
		set, _ := d.dataset(title)
		d.failed(set.ID)
	}
	d.follow()
	d.clock.Store(time.Date(2027, 3, 9, 7, 59, 0, 0, time.UTC).UnixMilli())
	d.must(d.Sweep(t.Context()))
	d.must(d.SendMail(t.Context()))
	if got := len(box.received()); got != 0 {
		t.Fatalf("%d mails before eight", got)
	}
	d.wait(time.Minute)
	for range 3 {
		d.must(d.Sweep(t.Context()))
		d.must(d.SendMail(t.Context()))
		d.Notifier = d.another() // started anew
		d.Mail = &m
	}
	got := box.received()
	if len(got) != 1 {
		t.Fatalf("%d mails at eight, want one", len(got))
	}
	if subject := header(t, got[0], "Subject"); subject != "2 notices from Figurehead" || !strings.Contains(got[0], "Bins") || !strings.Contains(got[0], "Roads") {
		t.Errorf("the daily mail, %q:\n%s", subject, got[0])
	}
}

// campaign is a public one of the editor, until a day.
func (d *desk) campaign(name string, last time.Time) {
	d.t.Helper()
	ctx := d.t.Context()
	sum, size, err := d.store.Blobs().Put(ctx, strings.NewReader("picture"))
	d.must(err)
	c, err := d.store.CreateCampaign(ctx, d.by("editor"), widgets.Campaign{OwnerID: d.people["editor"].ID, DirectorateID: d.places["Waste"],
		Draft: widgets.CampaignDraft{Name: name, Slug: widgets.Slug(name), Ends: last.Format(time.DateOnly)}})
	d.must(err)
	_, err = d.store.PublishCampaign(ctx, d.by("editor"), c.ID, c.Version, widgets.Rendition{SHA256: sum, SizeBytes: size})
	d.must(err)
}

func TestCampaignEnds(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.campaign("Food waste week", d.now().AddDate(0, 0, 19)) // it ends in the night after
	var told []int
	for range 25 {
		for range 3 {
			d.must(d.Sweep(t.Context()))
		}
		list, err := d.store.Notices(t.Context(), store.NoticeFilter{UserID: d.people["editor"].ID})
		d.must(err)
		told = append(told, len(list))
		d.wait(24 * time.Hour)
	}
	if told[5] != 0 || told[6] != 1 || told[17] != 1 || told[19] != 2 || told[24] != 2 {
		t.Errorf("notices by day: %v, want one from 14 days before the end and one more from 2 days before", told)
	}
}

// TestFreezeOfADirectorate is told to those whose figures it keeps back.
func TestFreezeOfADirectorate(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	f, err := d.store.SetFreeze(t.Context(), d.by("admin"), store.Freeze{DirectorateIDs: []string{d.places["Roads"]}, From: d.now(), To: d.now().AddDate(0, 0, 20), Reason: "Election"})
	d.must(err)
	d.follow()
	want := map[string][]string{"publisher elsewhere": {"admin set a freeze on publishing: Election"}}
	if diff := cmp.Diff(want, d.unseen()); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	d.must(d.store.LiftFreeze(t.Context(), d.by("admin"), f.ID, "It was set by mistake"))
	d.follow()
	want["publisher elsewhere"] = append([]string{"admin lifted the freeze, “Election”: It was set by mistake"}, want["publisher elsewhere"]...)
	if diff := cmp.Diff(want, d.unseen()); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}
