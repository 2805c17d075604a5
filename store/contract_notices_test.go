package store_test

import (
	"testing"
	"time"

	"figurehead/store"
)

// person stores somebody who may be told.
func person(t *testing.T, st *store.Store, name string) store.User {
	t.Helper()
	return must[store.User](t)(st.CreateUser(t.Context(), amina, store.User{Name: name, Email: name + "@example.gov.uk", Role: store.Editor}))
}

func testNotices(t *testing.T, st *store.Store) {
	ctx := t.Context()
	u, other := person(t, st, "one"), person(t, st, "other")
	from := must[int64](t)(st.Followed(ctx))
	events := must[[]store.Event](t)(st.EventsAfter(ctx, from, 10))
	wantEqual(t, "events since the start, in order", []int{len(events), int(events[1].Seq - events[0].Seq)}, []int{2, 1})
	to := events[1].Seq
	note := store.Notice{UserID: u.ID, Topic: "dataset.not-refreshed dataset d", Kind: store.DatasetNotRefreshed, Title: "Waste", Happened: "It broke.", Next: "See why", Link: "/studio/sources"}
	wantErr(t, "Tell", st.Tell(ctx, store.Telling{From: from, To: to, Notices: []store.Notice{note}, Mail: true}), nil)
	wantErr(t, "told by two", st.Tell(ctx, store.Telling{From: from, To: to, Notices: []store.Notice{note}, Mail: true}), store.ErrConflict)
	wantEqual(t, "told up to", must[int64](t)(st.Followed(ctx)), to)
	list := func(who store.User, unseen bool) []store.Notice {
		t.Helper()
		return must[[]store.Notice](t)(st.Notices(ctx, store.NoticeFilter{UserID: who.ID, Unseen: unseen}))
	}
	mails := func() int {
		t.Helper()
		return len(must[[]store.Outgoing](t)(st.Outgoings(ctx, store.ByMail, u.ID, 0)))
	}
	wantEqual(t, "one notice, one mail", []int{len(list(u, true)), list(u, true)[0].Times, mails()}, []int{1, 1, 1})

	wantErr(t, "Notify", st.Notify(ctx, []store.Notice{note, note}, true, false), nil)
	wantEqual(t, "it counts, and is mailed once", []int{len(list(u, true)), list(u, true)[0].Times, mails()}, []int{1, 3, 1})
	wantErr(t, "once", st.Notify(ctx, []store.Notice{note}, true, true), nil)
	wantEqual(t, "not told again", list(u, true)[0].Times, 3)

	id := list(u, true)[0].ID
	wantErr(t, "somebody else's", st.SeeNotices(ctx, other.ID, id, time.Time{}), store.ErrNotFound)
	wantErr(t, "see", st.SeeNotices(ctx, u.ID, id, time.Time{}), nil)
	wantEqual(t, "seen", []int{len(list(u, true)), len(list(u, false)), must[int](t)(st.UnseenNotices(ctx, u.ID))}, []int{0, 1, 0})
	wantErr(t, "Notify", st.Notify(ctx, []store.Notice{note}, true, false), nil)
	wantEqual(t, "a new one after it was seen, not mailed again within a day", []int{len(list(u, true)), mails()}, []int{1, 1})
	wantErr(t, "see what is older", st.SeeNotices(ctx, u.ID, "", time.Now().Add(-time.Hour)), nil)
	wantEqual(t, "newer ones stay", len(list(u, true)), 1)
	wantErr(t, "see all", st.SeeNotices(ctx, u.ID, "", time.Now().Add(time.Hour)), nil)
	wantEqual(t, "none left", len(list(u, true)), 0)
	wantEqual(t, "the last of each person", len(must[[]store.Notice](t)(st.NoticesOn(ctx, note.Topic))), 1)
	testMailChoices(t, st)
}

func testMailChoices(t *testing.T, st *store.Store) {
	ctx := t.Context()
	u := person(t, st, "choosy")
	mails := func() int { return len(must[[]store.Outgoing](t)(st.Outgoings(ctx, store.ByMail, u.ID, 0))) }
	tell := func(topic string, always bool) {
		t.Helper()
		wantErr(t, "Notify", st.Notify(ctx, []store.Notice{{UserID: u.ID, Topic: topic, Happened: topic, Always: always}}, true, false), nil)
	}
	wantEqual(t, "who has not chosen", must[store.MailChoice](t)(st.MailChoice(ctx, u.ID)), store.MailAtOnce)
	if err := st.SaveMailChoice(ctx, u.ID, "sometimes"); err == nil {
		t.Error("a choice that there is not was stored")
	}
	wantErr(t, "SaveMailChoice", st.SaveMailChoice(ctx, u.ID, store.MailNone), nil)
	tell("a", false)
	wantEqual(t, "none", mails(), 0)
	tell("account", true)
	wantEqual(t, "but about the account", mails(), 1)
	wantErr(t, "SaveMailChoice", st.SaveMailChoice(ctx, u.ID, store.MailDaily), nil)
	tell("b", false)
	wantEqual(t, "daily", mails(), 1)
	wantEqual(t, "the daily mail", must[int](t)(st.QueueDaily(ctx, "2027-03-01")), 1)
	wantEqual(t, "made once", mails(), 2)
	tell("c", false)
	must[int](t)(st.QueueDaily(ctx, "2027-03-01"))
	wantEqual(t, "not twice a day", mails(), 2)
	wantEqual(t, "what came after it is in the next", must[int](t)(st.QueueDaily(ctx, "2027-03-02")), 1)
	wantEqual(t, "nothing is left", must[int](t)(st.QueueDaily(ctx, "2027-03-03")), 0)
}

func testOutbox(t *testing.T, st *store.Store) {
	ctx := t.Context()
	for range 2 {
		wantErr(t, "Queue", st.Queue(ctx, store.Outgoing{Key: "k", Channel: store.ByMail, Recipient: "u", Body: "words", DueAt: day(2)}), nil)
	}
	due := func(at time.Time) []store.Outgoing {
		t.Helper()
		return must[[]store.Outgoing](t)(st.DueOutgoing(ctx, store.ByMail, at, 0))
	}
	wantEqual(t, "due before, at", []int{len(due(day(1))), len(due(day(2)))}, []int{0, 1})
	wantEqual(t, "of another channel", len(must[[]store.Outgoing](t)(st.DueOutgoing(ctx, store.ByWebhook, day(3), 0))), 0)
	o := due(day(2))[0]
	lease := func(now, until time.Time) bool {
		t.Helper()
		return must[bool](t)(st.LeaseOutgoing(ctx, o, now, until))
	}
	until := day(2).Add(time.Minute)
	wantEqual(t, "leased once", []bool{lease(day(2), until), lease(day(2), until)}, []bool{true, false})
	wantEqual(t, "due while leased, and after its holder was killed", []int{len(due(day(2))), len(due(until))}, []int{0, 1})
	o.LeasedUntil = until
	wantErr(t, "again later", st.FinishOutgoing(ctx, o, store.Sending{State: store.OutWaiting, Due: day(3), Status: 451, Said: "busy"}, false), nil)
	found := due(day(3))[0]
	wantEqual(t, "what was said", []any{found.Status, found.Said, found.Tries, found.Body, found.State}, []any{451, "busy", 1, "words", store.OutWaiting})
	o = found
	wantEqual(t, "leased again", lease(day(3), day(4)), true)
	o.LeasedUntil = day(4)
	wantErr(t, "sent", st.FinishOutgoing(ctx, o, store.Sending{State: store.OutSent, Status: 250}, false), nil)
	done := must[[]store.Outgoing](t)(st.Outgoings(ctx, store.ByMail, "", 0))[0]
	wantEqual(t, "done", []any{done.State, done.Tries, done.Body, done.DoneAt.IsZero(), len(due(day(28)))}, []any{store.OutSent, 2, "", false, 0})
	wantErr(t, "forget", st.ForgetOutgoing(ctx, time.Now().Add(time.Hour)), nil)
	wantEqual(t, "forgotten", len(must[[]store.Outgoing](t)(st.Outgoings(ctx, store.ByMail, "", 0))), 0)
}

func testSources(t *testing.T, st *store.Store) {
	ctx := t.Context()
	health := func(id string) store.SourceHealth {
		t.Helper()
		for _, row := range must[[]store.SourceRow](t)(st.Sources(ctx, store.SourceFilter{})) {
			if row.Dataset.ID == id {
				return row.Health
			}
		}
		return -1
	}
	broken, _ := dataset(t, st, "Broken", "a,b\n1,2\n")
	rests, _ := dataset(t, st, "Rests", "a,b\n1,3\n")
	w, draft, _ := published(t, st, "Well")
	well := w.DatasetID
	wantEqual(t, "at first", []store.SourceHealth{health(broken.ID), health(rests.ID)}, []store.SourceHealth{store.SourceRests, store.SourceRests})
	schedule := func(id string, due time.Time) {
		t.Helper()
		wantErr(t, "SetSchedule", st.SetSchedule(ctx, amina, store.Schedule{DatasetID: id, Rule: store.RefreshDaily, DueAt: due}), nil)
	}
	schedule(well, time.Now().Add(time.Hour))
	wantEqual(t, "fetched by itself", health(well), store.SourceWell)
	try := func(id string, outcome store.RefreshOutcome) {
		t.Helper()
		must[store.Refresh](t)(st.RecordRefresh(ctx, amina, store.Refresh{DatasetID: id, Outcome: outcome, Words: string(outcome)}))
	}
	try(broken.ID, store.RefreshKept)
	wantEqual(t, "failed", health(broken.ID), store.SourceStopped)
	schedule(rests.ID, time.Now().Add(-25*time.Hour))
	wantEqual(t, "a day late", health(rests.ID), store.SourceLate)
	wantEqual(t, "late already", len(must[[]any](t)(anys(st.JudgeSources(ctx)))), 0)

	rows := must[[]store.SourceRow](t)(st.Sources(ctx, store.SourceFilter{}))
	var titles []string
	for _, r := range rows {
		titles = append(titles, r.Dataset.Title)
	}
	wantEqual(t, "the worst first", titles, []string{"Broken", "Rests", "Well"})
	wantEqual(t, "in words", []any{rows[0].Last.Words, rows[1].Late, rows[2].Figures, rows[2].Schedule.Rule}, []any{"kept", true, 1, store.RefreshDaily})
	late := store.SourceLate
	wantEqual(t, "of a health", len(must[[]store.SourceRow](t)(st.Sources(ctx, store.SourceFilter{Health: &late}))), 1)
	wantEqual(t, "by words", len(must[[]store.SourceRow](t)(st.Sources(ctx, store.SourceFilter{Text: "WEL"}))), 1)
	page := func(after string) store.SourceRow {
		return must[[]store.SourceRow](t)(st.SourcesPage(ctx, store.SourceFilter{Limit: 1}, after))[0]
	}
	first := page("")
	if second := page(first.Dataset.ID); second.Dataset.ID >= first.Dataset.ID {
		t.Errorf("%s comes after %s", second.Dataset.ID, first.Dataset.ID)
	}
	for _, among := range [][]string{{rows[1].Dataset.ID}, {}} {
		wantEqual(t, "of those named", len(must[[]store.SourceRow](t)(st.Sources(ctx, store.SourceFilter{Among: among}))), len(among))
	}
	wantEqual(t, "a page", must[[]store.SourceRow](t)(st.Sources(ctx, store.SourceFilter{Limit: 1, Offset: 1}))[0].Dataset.Title, "Rests")
	wantEqual(t, "counts", must[map[store.SourceHealth]int](t)(st.SourceCounts(ctx, store.SourceFilter{})),
		map[store.SourceHealth]int{store.SourceStopped: 1, store.SourceLate: 1, store.SourceWell: 1})

	u := person(t, st, "told")
	topic := store.DatasetNotRefreshed + " dataset " + broken.ID
	wantErr(t, "Notify", st.Notify(ctx, []store.Notice{{UserID: u.ID, Topic: topic}}, false, false), nil)
	for range 3 {
		try(broken.ID, store.RefreshKept)
	}
	notice := func() store.Notice {
		return must[[]store.Notice](t)(st.Notices(ctx, store.NoticeFilter{UserID: u.ID}))[0]
	}
	wantEqual(t, "one notice counts the hours", notice().Times, 4)
	try(broken.ID, store.RefreshSame)
	wantEqual(t, "it works again", []any{notice().OverAt.IsZero(), health(broken.ID)}, []any{false, store.SourceRests})
	_ = draft
}

// anys forgets the type of a list, whose length is of interest.
func anys[T any](list []T, err error) ([]any, error) {
	out := make([]any, len(list))
	for i := range list {
		out[i] = list[i]
	}
	return out, err
}

func testMailServer(t *testing.T, st *store.Store) {
	ctx := t.Context()
	wantEqual(t, "at first", must[store.MailServer](t)(st.MailServer(ctx)).Host, "")
	m := store.MailServer{Host: "smtp.example.gov.uk", Port: 587, Security: "starttls", Username: "u", Password: "a word", Sender: "figures@example.gov.uk"}
	for range 2 {
		wantErr(t, "SaveMailServer", st.SaveMailServer(ctx, amina, m), nil)
	}
	wantEqual(t, "saved", must[store.MailServer](t)(st.MailServer(ctx)), m)
	for _, e := range must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Action: store.MailChanged})) {
		wantEqual(t, "without the password", e.Detail, "smtp.example.gov.uk:587, starttls, from figures@example.gov.uk")
	}
}
