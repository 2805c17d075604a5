package store_test

import (
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

func testDatasets(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d, s := dataset(t, st, "Waste", "a,b\n1,2\n")
	wantEqual(t, "newest snapshot", d.SnapshotID, s.ID)
	wantEqual(t, "Dataset", must[datasets.Dataset](t)(st.Dataset(ctx, d.ID)), d)
	wantEqual(t, "Snapshot", must[datasets.Snapshot](t)(st.Snapshot(ctx, s.ID)), s)

	same := snapshot(t, st, "a,b\n1,2\n")
	same.DatasetID = d.ID
	wantEqual(t, "AddSnapshot of the same bytes", must[datasets.Snapshot](t)(st.AddSnapshot(ctx, amina, same)), s)
	next := snapshot(t, st, "a,b\n1,3\n")
	next.DatasetID = d.ID
	next = must[datasets.Snapshot](t)(st.AddSnapshot(ctx, amina, next))
	wantEqual(t, "Snapshots", must[[]datasets.Snapshot](t)(st.Snapshots(ctx, d.ID)), []datasets.Snapshot{next, s})

	d.Title, d.Source.Licence = "Waste collected", "CC-BY-4.0"
	if err := st.SaveDataset(ctx, amina, d); err != nil {
		t.Fatal(err)
	}
	got := must[[]datasets.Dataset](t)(st.Datasets(ctx))
	wantEqual(t, "saved dataset", []string{got[0].Title, got[0].Source.Licence, got[0].SnapshotID}, []string{d.Title, "CC-BY-4.0", next.ID})
	wantEqual(t, "events", actions(t, st, subject("dataset", d.ID)), []string{store.DatasetImported, store.DatasetRefreshed, store.DatasetChanged})

	lost := snapshot(t, st, "x")
	lost.SHA256 = strings.Repeat("0", 64)
	_, _, err := st.CreateDataset(ctx, amina, datasets.Dataset{Title: "No bytes"}, lost)
	wantErr(t, "CreateDataset without its bytes", err, store.ErrNotFound)
	wantEqual(t, "datasets after it", len(must[[]datasets.Dataset](t)(st.Datasets(ctx))), 1)
	_, err = st.Dataset(ctx, "nothing")
	wantErr(t, "Dataset(nothing)", err, store.ErrNotFound)
	_, err = st.AddSnapshot(ctx, amina, datasets.Snapshot{DatasetID: "nothing"})
	wantErr(t, "AddSnapshot to nothing", err, store.ErrNotFound)
}

func testRecipes(t *testing.T, st *store.Store) {
	ctx := t.Context()
	first := snapshot(t, st, "a;b\n1;2\n")
	first.Confirmed = false
	d, s, err := st.CreateDataset(ctx, amina, datasets.Dataset{Title: "Waste"}, first)
	if err != nil {
		t.Fatal(err)
	}
	s.Recipe.Delimiter, s.TableDigest, s.Rows = ";", "d2", 7
	for _, confirmed := range []bool{false, true, true} {
		s.Confirmed = confirmed
		if err := st.SaveRecipe(ctx, amina, s); err != nil {
			t.Fatalf("SaveRecipe(confirmed %v) = %v", confirmed, err)
		}
		wantEqual(t, "Snapshot", must[datasets.Snapshot](t)(st.Snapshot(ctx, s.ID)), s)
	}
	changed := s
	changed.Recipe.Delimiter = "|"
	wantErr(t, "SaveRecipe of a confirmed snapshot", st.SaveRecipe(ctx, amina, changed), store.ErrConflict)
	wantEqual(t, "events", actions(t, st, subject("dataset", d.ID)), []string{store.DatasetImported, store.RecipeChanged, store.RecipeConfirmed})
}

func testWidgets(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d := must[store.Directorate](t)(st.SaveDirectorate(ctx, amina, store.Directorate{Name: "Highways"}))
	first, _ := widget(t, st, "Half of Essex's waste is recycled")
	data, s := dataset(t, st, "Spend", "a\n1\n")
	second, _, err := st.CreateWidget(ctx, amina,
		widgets.Widget{DatasetID: data.ID, OwnerID: "u2", DirectorateID: d.ID},
		widgets.Draft{SnapshotID: s.ID, Query: datasets.Query{Version: datasets.QueryVersion}, Spec: widgets.Spec{Kind: widgets.Line, Title: "Überraschung 100%"}})
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "Widget", must[widgets.Widget](t)(st.Widget(ctx, second.ID)), second)
	wantEqual(t, "WidgetByPublicID in upper case", must[widgets.Widget](t)(st.WidgetByPublicID(ctx, strings.ToUpper(first.PublicID))), first)
	_, err = st.WidgetByPublicID(ctx, "nonsense")
	wantErr(t, "WidgetByPublicID(nonsense)", err, store.ErrNotFound)

	tests := []struct {
		name   string
		filter store.WidgetFilter
		want   []string
	}{
		{"all, the last changed first", store.WidgetFilter{}, []string{second.ID, first.ID}},
		{"directorate", store.WidgetFilter{DirectorateID: d.ID}, []string{second.ID}},
		{"owner", store.WidgetFilter{OwnerID: amina.ID}, []string{first.ID}},
		{"dataset", store.WidgetFilter{DatasetID: data.ID}, []string{second.ID}},
		{"text", store.WidgetFilter{Text: "üBER"}, []string{second.ID}},
		{"state", store.WidgetFilter{State: widgets.Live}, nil},
		{"limit", store.WidgetFilter{Limit: 1}, []string{second.ID}},
	}
	for _, test := range tests {
		var got []string
		for _, w := range must[[]widgets.Widget](t)(st.Widgets(ctx, test.filter)) {
			got = append(got, w.ID)
		}
		wantEqual(t, test.name, got, test.want)
	}
	code := must[string](t)(st.ReserveShortCode(ctx, first.ID))
	wantEqual(t, "ReserveShortCode again", must[string](t)(st.ReserveShortCode(ctx, first.ID)), code)
	if folded, ok := store.FoldShortCode(strings.ToLower(code)); !ok || folded != code {
		t.Errorf("FoldShortCode(%q) = %q, %v", strings.ToLower(code), folded, ok)
	}
	_, err = st.PublicIDByCode(ctx, code)
	wantErr(t, "PublicIDByCode before publishing", err, store.ErrNotFound)
	_, err = st.Published(ctx, first.PublicID)
	wantErr(t, "Published before publishing", err, store.ErrNotFound)
}

func testDrafts(t *testing.T, st *store.Store) {
	ctx := t.Context()
	ben := store.Actor{ID: "u2", Name: "Ben"}
	w, d := widget(t, st, "First words")
	save := must[widgets.Draft](t)
	d.Spec.Title = "Second words"
	second := save(st.SaveDraft(ctx, amina, d))
	wantEqual(t, "version", second.Version, d.Version+1)
	wantEqual(t, "Draft", must[widgets.Draft](t)(st.Draft(ctx, w.ID)), second)
	wantEqual(t, "title in lists", must[widgets.Widget](t)(st.Widget(ctx, w.ID)).Title, "Second words")

	d.Spec.Title = "Stale words"
	now, err := st.SaveDraft(ctx, ben, d)
	wantErr(t, "SaveDraft with a stale version", err, store.ErrConflict)
	wantEqual(t, "draft given with the conflict", now, second)
	wantEqual(t, "draft after the conflict", must[widgets.Draft](t)(st.Draft(ctx, w.ID)), second)

	second.Spec.Title = "Third words"
	third := save(st.SaveDraft(ctx, amina, second))
	third.Spec.Title = "Ben's words"
	fourth := save(st.SaveDraft(ctx, ben, third))
	wantEqual(t, "saved by", fourth.SavedBy, ben.ID)
	wantEqual(t, "events: one for a run of saves by one person", actions(t, st, subject("widget", w.ID)), []string{store.FigureStarted, store.FigureEdited, store.FigureEdited})
	unreadable := fourth
	unreadable.Query.Version = 99
	if _, err := st.SaveDraft(ctx, ben, unreadable); err == nil {
		t.Error("SaveDraft with a query that cannot be read back = nil")
	}
	wantEqual(t, "draft after it", must[widgets.Draft](t)(st.Draft(ctx, w.ID)), fourth)
	_, err = st.SaveDraft(ctx, amina, widgets.Draft{WidgetID: "nothing"})
	wantErr(t, "SaveDraft of nothing", err, store.ErrNotFound)
}

func testUndo(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, d := widget(t, st, "one")
	write := func(title string) {
		t.Helper()
		d.Spec.Title = title
		d = must[widgets.Draft](t)(st.SaveDraft(ctx, amina, d))
	}
	move := func(step func(store.Actor, int) (widgets.Draft, error), want string) {
		t.Helper()
		d = must[widgets.Draft](t)(step(amina, d.Version))
		wantEqual(t, "draft", d.Spec.Title, want)
		wantEqual(t, "stored draft", must[widgets.Draft](t)(st.Draft(ctx, w.ID)), d)
	}
	undo := func(by store.Actor, version int) (widgets.Draft, error) { return st.Undo(ctx, by, w.ID, version) }
	redo := func(by store.Actor, version int) (widgets.Draft, error) { return st.Redo(ctx, by, w.ID, version) }

	_, err := undo(amina, d.Version)
	wantErr(t, "Undo of a fresh draft", err, store.ErrNotFound)
	write("two")
	must[widgets.Revision](t)(st.AddRevision(ctx, amina, w.ID, "left page"))
	again := must[widgets.Revision](t)(st.AddRevision(ctx, amina, w.ID, "left page"))
	wantEqual(t, "AddRevision twice", again.Number, 2)
	write("three")
	move(undo, "two")
	move(undo, "one")
	_, err = undo(amina, d.Version)
	wantErr(t, "Undo at the beginning", err, store.ErrNotFound)
	move(redo, "two")
	move(redo, "three")
	_, err = redo(amina, d.Version)
	wantErr(t, "Redo at the end", err, store.ErrNotFound)
	move(undo, "two")
	write("another three")
	_, err = redo(amina, d.Version)
	wantErr(t, "Redo after an edit", err, store.ErrNotFound)
	move(undo, "two")
	move(redo, "another three")

	now, err := undo(amina, d.Version-1)
	wantErr(t, "Undo with a stale version", err, store.ErrConflict)
	wantEqual(t, "draft given with the conflict", now, d)
	var numbers []int
	for _, r := range must[[]widgets.Revision](t)(st.Revisions(ctx, w.ID)) {
		numbers = append(numbers, r.Number)
	}
	wantEqual(t, "Revisions", numbers, []int{4, 3, 2, 1})
}
