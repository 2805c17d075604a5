package store_test

import (
	"sync"
	"testing"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// again publishes the draft of a figure with a new title.
func again(t *testing.T, st *store.Store, by store.Actor, widgetID, title string) widgets.Edition {
	t.Helper()
	d := must[widgets.Draft](t)(st.Draft(t.Context(), widgetID))
	d.Spec.Title = title
	d = must[widgets.Draft](t)(st.SaveDraft(t.Context(), by, d))
	return must[widgets.Edition](t)(st.Publish(t.Context(), by, widgetID, d.Version, edition(t, st, title, title)))
}

func testVersions(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, _, _ := published(t, st, "One")
	again(t, st, store.ByItself, w.ID, "Two")
	again(t, st, amina, w.ID, "Three")
	list := must[[]store.Version](t)(st.Versions(ctx, w.ID, 0, 0))
	got := []any{}
	for _, v := range list {
		got = append(got, v.Number, v.By, v.Revision.Draft.Spec.Title, v.Pictures, v.Purged, v.NoData)
	}
	wantEqual(t, "Versions", got, []any{3, amina.ID, "Three", true, false, false, 2, store.ByItself.ID, "Two", true, false, false, 1, amina.ID, "One", true, false, false})
	wantEqual(t, "Versions before 2", len(must[[]store.Version](t)(st.Versions(ctx, w.ID, 2, 5))), 1)
	wantEqual(t, "VersionEdition", must[widgets.Edition](t)(st.VersionEdition(ctx, w.ID, 2)).Title, "Two")
	_, err := st.VersionEdition(ctx, w.ID, 4)
	wantErr(t, "VersionEdition of none", err, store.ErrNotFound)

	d := must[widgets.Draft](t)(st.Draft(ctx, w.ID))
	_, err = st.Restore(ctx, amina, w.ID, d.Version-1, 1)
	wantErr(t, "Restore over a newer draft", err, store.ErrConflict)
	_, err = st.Restore(ctx, amina, w.ID, d.Version, 9)
	wantErr(t, "Restore of none", err, store.ErrNotFound)
	d = must[widgets.Draft](t)(st.Restore(ctx, amina, w.ID, d.Version, 1))
	wantEqual(t, "restored", d.Spec.Title, "One")
	wantEqual(t, "live after Restore", must[widgets.Published](t)(st.Published(ctx, w.PublicID)).Edition.Title, "Three")
	d = must[widgets.Draft](t)(st.Undo(ctx, amina, w.ID, d.Version))
	wantEqual(t, "undone", d.Spec.Title, "Three")

	if err := st.PurgeSnapshot(ctx, amina, d.SnapshotID, "wrong"); err != nil {
		t.Fatal(err)
	}
	_, err = st.Restore(ctx, amina, w.ID, d.Version, 1)
	wantErr(t, "Restore of erased data", err, store.ErrPurged)
	_, err = st.VersionEdition(ctx, w.ID, 2)
	wantErr(t, "VersionEdition of erased data", err, store.ErrPurged)
	v := must[[]store.Version](t)(st.Versions(ctx, w.ID, 0, 1))[0]
	wantEqual(t, "erased", []bool{v.Purged, v.NoData, v.Pictures}, []bool{true, true, false})
}

func testPins(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, _, first := published(t, st, "One")
	live := func() int { return must[widgets.Published](t)(st.Published(ctx, w.PublicID)).Edition.Number }
	for _, refused := range []struct {
		name, widget string
		number       int
		want         error
	}{{"an unknown figure", "nothing", 1, store.ErrNotFound}, {"no such edition", w.ID, 2, store.ErrNotFound}} {
		wantErr(t, refused.name, st.Pin(ctx, amina, refused.widget, refused.number), refused.want)
	}
	if err := st.Pin(ctx, amina, w.ID, 1); err != nil {
		t.Fatal(err)
	}
	if err := st.Pin(ctx, amina, w.ID, 1); err != nil {
		t.Errorf("Pin again = %v", err)
	}
	before := must[int64](t)(st.PublishedVersion(ctx))
	again(t, st, store.ByItself, w.ID, "Two")
	if after := must[int64](t)(st.PublishedVersion(ctx)); after <= before {
		t.Errorf("PublishedVersion = %d, was %d: nobody would look for edition 2", after, before)
	}
	first.Pinned = true
	wantEqual(t, "live while pinned", must[widgets.Published](t)(st.Published(ctx, w.PublicID)).Edition, first)
	wantEqual(t, "number of the widget", must[widgets.Widget](t)(st.Widget(ctx, w.ID)).Edition, 1)
	wantEqual(t, "edition 2 has its address", must[widgets.Edition](t)(st.Edition(ctx, w.PublicID, 2)).Title, "Two")
	wantEqual(t, "Pinned", must[int](t)(st.Pinned(ctx, w.ID)), 1)
	wantEqual(t, "Pins", must[map[string]store.Pin](t)(st.Pins(ctx))[w.ID].By, amina.ID)
	if err := st.Pin(ctx, amina, w.ID, 2); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "live after another pin", live(), 2)
	if err := st.Pin(ctx, amina, w.ID, 1); err != nil {
		t.Fatal(err)
	}
	if err := st.Unpin(ctx, amina, w.ID); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "live after Unpin", live(), 2)
	if err := st.Unpin(ctx, amina, w.ID); err != nil {
		t.Errorf("Unpin again = %v", err)
	}
	wantEqual(t, "events", actions(t, st, subject("widget", w.ID)), []string{
		store.FigureStarted, store.FigurePublished, store.FigurePinned, store.FigureEdited, store.FigurePublished,
		store.FigurePinned, store.FigurePinned, store.FigureUnpinned})

	if err := st.Pin(ctx, amina, w.ID, 1); err != nil {
		t.Fatal(err)
	}
	if err := st.Withdraw(ctx, amina, w.ID, "wrong"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "Pin of a withdrawn figure", st.Pin(ctx, amina, w.ID, 1), store.ErrWithdrawn)
	wantErr(t, "Unpin of a withdrawn figure", st.Unpin(ctx, amina, w.ID), store.ErrWithdrawn)
	again(t, st, amina, w.ID, "Three")
	wantEqual(t, "live after a withdrawal and a publish", live(), 3)
}

// testPinsAndPurge: what is pinned and erased does not come back, and the next
// Edition is public.
func testPinsAndPurge(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d, s := dataset(t, st, "Kept", "Area,Value\nEssex,51.1\n")
	w, draft := widgetOf(t, st, d, s, "One")
	must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, draft.Version, edition(t, st, "One", "One")))
	if err := st.Pin(ctx, amina, w.ID, 1); err != nil {
		t.Fatal(err)
	}
	draft = must[widgets.Draft](t)(st.Draft(ctx, w.ID))
	next := snapshot(t, st, "Area,Value\nEssex,52\n")
	next.DatasetID, next.TableDigest = d.ID, "d2"
	draft.SnapshotID = must[datasets.Snapshot](t)(st.AddSnapshot(ctx, amina, next)).ID
	draft = must[widgets.Draft](t)(st.SaveDraft(ctx, amina, draft))
	must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, draft.Version, edition(t, st, "Two", "Two")))
	if err := st.PurgeSnapshot(ctx, amina, s.ID, "wrong"); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "state", must[widgets.Published](t)(st.Published(ctx, w.PublicID)).State, widgets.Purged)
	wantEqual(t, "Pinned", must[int](t)(st.Pinned(ctx, w.ID)), 0)
	again(t, st, amina, w.ID, "Three")
	wantEqual(t, "live", must[widgets.Published](t)(st.Published(ctx, w.PublicID)).Edition.Title, "Three")
	wantErr(t, "Pin of an erased edition", st.Pin(ctx, amina, w.ID, 1), store.ErrPurged)
}

func testCorrections(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, _, _ := published(t, st, "One")
	again(t, st, amina, w.ID, "Two")
	again(t, st, amina, w.ID, "Three")
	for _, refused := range []struct {
		name, widget, words string
		numbers             []int
		want                error
	}{
		{"no words", w.ID, " \n", []int{1}, store.ErrReason},
		{"no edition", w.ID, "Wrong", nil, store.ErrNotFound},
		{"edition 0", w.ID, "Wrong", []int{0}, store.ErrNotFound},
		{"an edition to come", w.ID, "Wrong", []int{4}, store.ErrNotFound},
		{"an unknown figure", "nothing", "Wrong", []int{1}, store.ErrNotFound},
	} {
		wantErr(t, refused.name, st.Correct(ctx, amina, refused.widget, refused.words, refused.numbers), refused.want)
	}
	before := must[int64](t)(st.PublishedVersion(ctx))
	if err := st.Correct(ctx, amina, w.ID, " Two bins were counted twice. ", []int{2, 1, 2}); err != nil {
		t.Fatal(err)
	}
	if after := must[int64](t)(st.PublishedVersion(ctx)); after <= before {
		t.Errorf("PublishedVersion = %d, was %d", after, before)
	}
	said := func(list []widgets.Correction) (words []string) {
		for _, c := range list {
			words = append(words, c.Words)
		}
		return words
	}
	want := []string{"Two bins were counted twice."}
	live := must[widgets.Published](t)(st.Published(ctx, w.PublicID))
	wantEqual(t, "beside the live one", said(live.Edition.Corrections), want)
	wantEqual(t, "editions", live.Edition.Corrections[0].Editions, []int{1, 2})
	of := func(n int) []string {
		return said(must[widgets.Edition](t)(st.Edition(ctx, w.PublicID, n)).Corrections)
	}
	wantEqual(t, "beside editions 1, 2, 3", [][]string{of(1), of(2), of(3)}, [][]string{want, want, want})
	again(t, st, amina, w.ID, "Four")
	wantEqual(t, "beside editions 1, 3, 4", [][]string{of(1), of(3), of(4)}, [][]string{want, nil, want})
	list := must[[]store.Correction](t)(st.Corrections(ctx, w.ID))
	wantErr(t, "RemoveCorrection of none", st.RemoveCorrection(ctx, amina, w.ID, "nothing"), store.ErrNotFound)
	for range 2 {
		if err := st.RemoveCorrection(ctx, amina, w.ID, list[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	wantEqual(t, "after it was removed", [][]string{of(1), of(4)}, [][]string{nil, nil})
	if got := must[[]store.Correction](t)(st.Corrections(ctx, w.ID)); len(got) != 1 || got[0].RemovedAt.IsZero() || got[0].By != amina.ID {
		t.Errorf("Corrections() = %+v, want the one that was removed", got)
	}
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Action: store.FigureCorrected}))
	wantEqual(t, "events", len(events), 2)
}

func testAsks(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, d := widget(t, st, "One")
	ask := must[store.Ask](t)
	_, err := st.Ask(ctx, amina, w.ID, d.Version+1, "", "")
	wantErr(t, "Ask of a stale draft", err, store.ErrConflict)
	_, err = st.OpenAsk(ctx, w.ID)
	wantErr(t, "OpenAsk before", err, store.ErrNotFound)
	a := ask(st.Ask(ctx, amina, w.ID, d.Version, " Look at the title ", ""))
	wantEqual(t, "Ask", []any{a.Revision, a.State, a.Note, a.MadeBy, a.Asker}, []any{1, store.AskOpen, "Look at the title", amina.ID, amina.Name})
	wantEqual(t, "Ask twice", ask(st.Ask(ctx, amina, w.ID, d.Version, "", "")).ID, a.ID)
	wantEqual(t, "OpenAsk", ask(st.OpenAsk(ctx, w.ID)), a)
	waiting := must[[]store.Waiting](t)(st.OpenAsks(ctx))
	wantEqual(t, "OpenAsks", []any{len(waiting), waiting[0].Ask, waiting[0].Widget.ID}, []any{1, a, w.ID})

	d = must[widgets.Draft](t)(st.SaveDraft(ctx, amina, d))
	wantEqual(t, "after a save that changes nothing", ask(st.OpenAsk(ctx, w.ID)).ID, a.ID)
	d.Spec.Title = "Two"
	d = must[widgets.Draft](t)(st.SaveDraft(ctx, amina, d))
	_, err = st.OpenAsk(ctx, w.ID)
	wantErr(t, "OpenAsk after a change", err, store.ErrNotFound)
	_, err = st.PublishApproved(ctx, amina, a.ID, w.ID, d.Version, edition(t, st, "Two", "two"))
	wantErr(t, "PublishApproved of what was changed", err, store.ErrConflict)

	a = ask(st.Ask(ctx, amina, w.ID, d.Version, "", "The column has 900."))
	wantErr(t, "Refuse without a word", st.Refuse(ctx, amina, a.ID, " "), store.ErrReason)
	if err := st.Refuse(ctx, amina, a.ID, "The year is wrong"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "TakeBack of what was refused", st.TakeBack(ctx, amina, a.ID), store.ErrConflict)
	a = ask(st.Ask(ctx, amina, w.ID, d.Version, "", ""))
	if err := st.TakeBack(ctx, amina, a.ID); err != nil {
		t.Fatal(err)
	}
	a = ask(st.Ask(ctx, amina, w.ID, d.Version, "", ""))
	e := must[widgets.Edition](t)(st.PublishApproved(ctx, amina, a.ID, w.ID, d.Version, edition(t, st, "Two", "two")))
	list := must[[]store.Ask](t)(st.Asks(ctx, w.ID, 0))
	var states []store.AskState
	for _, a := range list {
		states = append(states, a.State)
	}
	wantEqual(t, "states", states, []store.AskState{store.AskGiven, store.AskTakenBack, store.AskRefused, store.AskTakenBack})
	wantEqual(t, "given", []any{list[0].Edition, list[2].Answer, list[2].Why}, []any{e.Number, "The year is wrong", "The column has 900."})

	d = must[widgets.Draft](t)(st.Draft(ctx, w.ID))
	ask(st.Ask(ctx, amina, w.ID, d.Version, "", ""))
	must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, d.Version, edition(t, st, "Three", "three")))
	_, err = st.OpenAsk(ctx, w.ID)
	wantErr(t, "OpenAsk after it was published without", err, store.ErrNotFound)
	wantEqual(t, "events", actions(t, st, subject("widget", w.ID)), []string{
		store.FigureStarted, store.ApprovalAsked, store.FigureEdited, store.ApprovalTakenBack, store.FigureEdited, store.ApprovalAsked, store.ApprovalRefused,
		store.ApprovalAsked, store.ApprovalTakenBack, store.ApprovalAsked, store.ApprovalGiven, store.FigurePublished,
		store.ApprovalAsked, store.FigurePublished, store.ApprovalTakenBack})
}

// testDecideOnce: of many who decide at the same time, and one who changes the
// figure, one wins.
func testDecideOnce(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, d := widget(t, st, "One")
	a := must[store.Ask](t)(st.Ask(ctx, amina, w.ID, d.Version, "", ""))
	drawn := edition(t, st, "One", "one")
	changed := d
	changed.Spec.Title = "Two"
	errs := make([]error, 9)
	var group sync.WaitGroup
	for n := range errs {
		group.Go(func() {
			switch n % 4 {
			case 0:
				_, errs[n] = st.PublishApproved(ctx, amina, a.ID, w.ID, d.Version, drawn)
			case 1:
				errs[n] = st.Refuse(ctx, amina, a.ID, "No")
			case 2:
				errs[n] = st.TakeBack(ctx, amina, a.ID)
			default:
				_, errs[n] = st.SaveDraft(ctx, amina, changed)
			}
		})
	}
	group.Wait()
	now := must[[]store.Ask](t)(st.Asks(ctx, w.ID, 0))[0]
	if now.State == store.AskOpen {
		t.Errorf("nobody decided: %v", errs)
	}
	revision := must[[]widgets.Revision](t)(st.Revisions(ctx, w.ID))
	if p, err := st.Published(ctx, w.PublicID); err == nil {
		r := must[widgets.Revision](t)(st.PublishedRevision(ctx, w.ID))
		wantEqual(t, "published is what was asked for", []any{r.Number, p.Edition.Title, now.State}, []any{a.Revision, "One", store.AskGiven})
	} else if now.State == store.AskGiven {
		t.Errorf("given, and nothing is public: %v, %v", errs, revision)
	}
}
