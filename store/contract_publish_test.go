package store_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

func testPublish(t *testing.T, st *store.Store) {
	ctx := t.Context()
	version := must[int64](t)
	before := version(st.PublishedVersion(ctx))
	w, d, first := published(t, st, "Half is recycled")
	wantEqual(t, "numbers", []any{first.Number, w.Edition, w.State, first.PublicID, len(first.ShortCode)}, []any{1, 1, widgets.Live, w.PublicID, 7})
	live := must[widgets.Published](t)(st.Published(ctx, w.PublicID))
	wantEqual(t, "Published", live, widgets.Published{State: widgets.Live, Edition: first})
	wantEqual(t, "PublicIDByCode in lower case", must[string](t)(st.PublicIDByCode(ctx, strings.ToLower(first.ShortCode))), w.PublicID)
	if after := version(st.PublishedVersion(ctx)); after <= before {
		t.Errorf("PublishedVersion = %d, was %d", after, before)
	}

	d.Spec.Title = "More than half is recycled"
	d = must[widgets.Draft](t)(st.SaveDraft(ctx, amina, d))
	drawn := edition(t, st, d.Spec.Title, "second")
	drawn.Number = 2
	second := must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, d.Version, drawn))
	wantEqual(t, "second edition", []any{second.Number, second.ShortCode}, []any{2, first.ShortCode})
	wantEqual(t, "Published", must[widgets.Published](t)(st.Published(ctx, w.PublicID)).Edition, second)
	wantEqual(t, "frozen edition 1", must[widgets.Edition](t)(st.Edition(ctx, strings.ToUpper(w.PublicID), 1)), first)
	wantEqual(t, "PublicFigures", must[[]store.PublicFigure](t)(st.PublicFigures(ctx)), []store.PublicFigure{{PublicID: w.PublicID, ShortCode: first.ShortCode, Editions: 2}})
	_, err := st.Edition(ctx, w.PublicID, 3)
	wantErr(t, "Edition 3", err, store.ErrNotFound)
	_, err = st.Edition(ctx, strings.Repeat("0", 26), 1)
	wantErr(t, "Edition of an unknown figure", err, store.ErrNotFound)
	wantEqual(t, "events", actions(t, st, subject("widget", w.ID)), []string{
		store.FigureStarted, store.FigurePublished, store.FigureEdited, store.FigurePublished})
}

func testPublishRefused(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, d, first := published(t, st, "Half is recycled")
	draw := func(change func(*widgets.Edition)) widgets.Edition {
		e := edition(t, st, "New words", "new")
		change(&e)
		return e
	}
	tests := []struct {
		name    string
		widget  string
		version int
		edition widgets.Edition
		want    error
	}{
		{"a stale draft", w.ID, d.Version - 1, draw(func(*widgets.Edition) {}), store.ErrConflict},
		{"drawn for a number that is gone", w.ID, d.Version, draw(func(e *widgets.Edition) { e.Number = 1 }), store.ErrConflict},
		{"a rendition without bytes", w.ID, d.Version, draw(func(e *widgets.Edition) {
			e.Renditions["x.png"] = widgets.Rendition{SHA256: strings.Repeat("a", 64)}
		}), store.ErrNotFound},
		{"an unknown widget", "nothing", 1, draw(func(*widgets.Edition) {}), store.ErrNotFound},
	}
	events := actions(t, st, subject("widget", w.ID))
	for _, test := range tests {
		_, err := st.Publish(ctx, amina, test.widget, test.version, test.edition)
		wantErr(t, test.name, err, test.want)
		wantEqual(t, test.name+": live edition", must[widgets.Published](t)(st.Published(ctx, w.PublicID)).Edition, first)
		wantEqual(t, test.name+": events", actions(t, st, subject("widget", w.ID)), events)
	}
}

// testTwoPublishers lets many publish the same draft: one wins, the others are told.
func testTwoPublishers(t *testing.T, st *store.Store) {
	w, d := widget(t, st, "Contended")
	const publishers = 8
	editions := make([]widgets.Edition, publishers)
	for n := range editions {
		editions[n] = edition(t, st, fmt.Sprint("by publisher ", n), fmt.Sprint(n))
	}
	won := make([]error, publishers)
	var group sync.WaitGroup
	for n := range editions {
		group.Go(func() { _, won[n] = st.Publish(t.Context(), amina, w.ID, d.Version, editions[n]) })
	}
	group.Wait()
	winners, title := 0, ""
	for n, err := range won {
		switch {
		case err == nil:
			winners, title = winners+1, editions[n].Title
		case !errors.Is(err, store.ErrConflict):
			t.Errorf("publisher %d: %v", n, err)
		}
	}
	wantEqual(t, "winners", winners, 1)
	wantEqual(t, "live title", must[widgets.Published](t)(st.Published(t.Context(), w.PublicID)).Edition.Title, title)
	wantEqual(t, "events", actions(t, st, subject("widget", w.ID)), []string{store.FigureStarted, store.FigurePublished})
}

func testListed(t *testing.T, st *store.Store) {
	ctx := t.Context()
	published(t, st, "Recycled waste")
	gone, _, _ := published(t, st, "Withdrawn waste")
	published(t, st, "Carbon 100%")
	w, d := widget(t, st, "Not listed")
	hidden := edition(t, st, "Not listed", "hidden")
	hidden.Listed = false
	must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, d.Version, hidden))
	if err := st.Withdraw(ctx, amina, gone.ID, "wrong"); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		search string
		limit  int
		want   int
	}{{"", 0, 2}, {"", 1, 1}, {"WASTE", 0, 1}, {"100%", 0, 1}, {"%", 0, 1}, {"nothing", 0, 0}}
	for _, test := range tests {
		list := must[[]widgets.Published](t)(st.Listed(ctx, test.search, test.limit))
		wantEqual(t, fmt.Sprintf("Listed(%q, %d)", test.search, test.limit), len(list), test.want)
	}
	for limit, want := range map[int]int{10: 2, 1: 1} {
		wantEqual(t, fmt.Sprintf("Catalogued(%d)", limit), len(must[[]widgets.Published](t)(st.Catalogued(ctx, limit))), want)
	}
}

func testWithdraw(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, d := widget(t, st, "Half is recycled")
	e := edition(t, st, "Half is recycled", "first")
	notice := widgets.Rendition{SHA256: put(t, st, "This figure was withdrawn."), SizeBytes: 26, ContentType: "image/png", Width: 1200, Height: 630}
	e.Renditions[store.NoticePrefix+"og.png"] = notice
	e = must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, d.Version, e))
	before := must[int64](t)(st.PublishedVersion(ctx))
	for range 2 {
		if err := st.Withdraw(ctx, amina, w.ID, "The source was corrected."); err != nil {
			t.Fatal(err)
		}
	}
	p := must[widgets.Published](t)(st.Published(ctx, w.PublicID))
	wantEqual(t, "state, reason, title, height", []any{p.State, p.Reason, p.Edition.Title, p.Edition.FrameHeight},
		[]any{widgets.Withdrawn, "The source was corrected.", e.Title, e.FrameHeight})
	wantEqual(t, "what must have gone", []any{p.Edition.Alt, len(p.Edition.Parts), p.Edition.Renditions["og.png"].SHA256}, []any{"", 0, ""})
	wantEqual(t, "size of a rendition", p.Edition.Renditions["og.png"].Width, 1200)
	wantEqual(t, "the notice in its place", p.Edition.Renditions["withdrawn.og.png"], notice)
	if p.WithdrawnAt.IsZero() {
		t.Error("WithdrawnAt is zero")
	}
	_, err := st.Edition(ctx, w.PublicID, 1)
	wantErr(t, "frozen edition of a withdrawn figure", err, store.ErrWithdrawn)
	wantEqual(t, "widget", must[widgets.Widget](t)(st.Widget(ctx, w.ID)).State, widgets.Withdrawn)
	wantEqual(t, "PublishedVersion", must[int64](t)(st.PublishedVersion(ctx)), before+1)

	d = must[widgets.Draft](t)(st.Draft(ctx, w.ID))
	again := must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, d.Version, edition(t, st, "Corrected", "corrected")))
	wantEqual(t, "published again", must[widgets.Published](t)(st.Published(ctx, w.PublicID)), widgets.Published{State: widgets.Live, Edition: again})
	wantEqual(t, "frozen edition 1", must[widgets.Edition](t)(st.Edition(ctx, w.PublicID, 1)), e)

	never, _ := widget(t, st, "Never published")
	wantErr(t, "Withdraw of a draft", st.Withdraw(ctx, amina, never.ID, "x"), store.ErrNotFound)
}

func testPurge(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, d, first := published(t, st, "Has a name in it")
	snapshotID := d.SnapshotID
	raw := must[datasets.Snapshot](t)(st.Snapshot(ctx, snapshotID)).SHA256
	for _, reason := range []string{"", " \n"} {
		wantErr(t, "PurgeSnapshot without a reason", st.PurgeSnapshot(ctx, amina, snapshotID, reason), store.ErrReason)
	}
	for range 2 {
		if err := st.PurgeSnapshot(ctx, amina, snapshotID, "It names a resident."); err != nil {
			t.Fatal(err)
		}
	}
	p := must[widgets.Published](t)(st.Published(ctx, w.PublicID))
	wantEqual(t, "Published", p, widgets.Published{State: widgets.Purged})
	_, err := st.Edition(ctx, w.PublicID, 1)
	wantErr(t, "frozen edition", err, store.ErrPurged)
	for _, hash := range []string{raw, first.Renditions["og.png"].SHA256, first.Renditions["data.csv"].SHA256} {
		_, err := st.Blobs().Get(ctx, hash)
		wantErr(t, "purged bytes", err, store.ErrNotFound)
	}
	s := must[datasets.Snapshot](t)(st.Snapshot(ctx, snapshotID))
	wantEqual(t, "hash that is kept", s.SHA256, raw)
	if s.PurgedAt.IsZero() {
		t.Error("PurgedAt is zero")
	}
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Action: store.SnapshotPurged}))
	if len(events) != 1 || events[0].Actor != amina.Name || !strings.Contains(events[0].Detail, raw) || !strings.Contains(events[0].Detail, "It names a resident.") {
		t.Errorf("audit of the purge = %+v, want one with who, hash and reason", events)
	}
	d = must[widgets.Draft](t)(st.Draft(ctx, w.ID))
	_, err = st.Publish(ctx, amina, w.ID, d.Version, edition(t, st, "again", "again"))
	wantErr(t, "Publish from a purged snapshot", err, store.ErrPurged)
	wantErr(t, "PurgeSnapshot of nothing", st.PurgeSnapshot(ctx, amina, "nothing", "why"), store.ErrNotFound)
}

// testPurgeShared purges one of two snapshots that share raw bytes, and an
// older Edition of a figure whose newest one is made from other data.
func testPurgeShared(t *testing.T, st *store.Store) {
	ctx := t.Context()
	data, old := dataset(t, st, "Shared", "same bytes")
	_, twin := dataset(t, st, "Twin", "same bytes")
	w, d := widgetOf(t, st, data, old, "Figure")
	same := edition(t, st, "First", "renditions")
	must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, d.Version, same))

	fresh := snapshot(t, st, "other bytes")
	fresh.DatasetID = data.ID
	fresh = must[datasets.Snapshot](t)(st.AddSnapshot(ctx, amina, fresh))
	d = must[widgets.Draft](t)(st.Draft(ctx, w.ID))
	d.SnapshotID = fresh.ID
	d = must[widgets.Draft](t)(st.SaveDraft(ctx, amina, d))
	second := must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, d.Version, same))

	if err := st.PurgeSnapshot(ctx, amina, old.ID, "A mistake."); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "live edition", must[widgets.Published](t)(st.Published(ctx, w.PublicID)), widgets.Published{State: widgets.Live, Edition: second})
	_, err := st.Edition(ctx, w.PublicID, 1)
	wantErr(t, "edition 1", err, store.ErrPurged)
	for _, hash := range []string{twin.SHA256, second.Renditions["og.png"].SHA256} {
		if _, err := st.Blobs().Get(ctx, hash); err != nil {
			t.Errorf("bytes that are still needed: %v", err)
		}
	}
}

func testOrphans(t *testing.T, st *store.Store) {
	ctx := t.Context()
	_, _, e := published(t, st, "Kept")
	orphan := put(t, st, "a publish that stopped half way")
	wantEqual(t, "collected within the grace period", must[int](t)(st.CollectOrphans(ctx, 1<<40)), 0)
	wantEqual(t, "collected after it", must[int](t)(st.CollectOrphans(ctx, -1<<40)), 1)
	_, err := st.Blobs().Get(ctx, orphan)
	wantErr(t, "the orphan", err, store.ErrNotFound)
	for name, r := range e.Renditions {
		if _, err := st.Blobs().Get(ctx, r.SHA256); err != nil {
			t.Errorf("rendition %s: %v", name, err)
		}
	}
}
