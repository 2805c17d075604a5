package store_test

import (
	"testing"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// perHead is a figure of one dataset that takes numbers from a snapshot of another.
func perHead(t *testing.T, st *store.Store, from datasets.Snapshot) (widgets.Widget, widgets.Draft) {
	t.Helper()
	d, s := dataset(t, st, "Certificates", "Area,Certificates\nE07000070,3\n")
	w, draft := widgetOf(t, st, d, s, "Certificates per head")
	draft.Query.Steps = []datasets.Step{datasets.Join{Name: "People", From: from.ID, Take: "People", Place: datasets.Match{Field: "Area", Is: "Code"}}}
	return w, must[widgets.Draft](t)(st.SaveDraft(t.Context(), amina, draft))
}

// testJoins: a figure made from two datasets is found by both, follows when one of
// them is sealed, and goes when the bytes of either are erased.
func testJoins(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d, s := dataset(t, st, "Population", "Code,People\nE07000070,100\n")
	r := datasets.Reference{Place: "Code", Value: "People", Called: "people"}
	if err := st.SaveReference(ctx, amina, d.ID, r); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "reference", must[datasets.Dataset](t)(st.Dataset(ctx, d.ID)).Reference, r)
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Action: store.ReferenceChanged}))
	if len(events) != 1 || events[0].Detail != "“People” by “Code”, called people" {
		t.Errorf("audit = %v, want one event with the columns", events)
	}

	w, draft := perHead(t, st, s)
	live := func() []string {
		var ids []string
		for _, w := range must[[]widgets.Widget](t)(st.JoinedWidgets(ctx, d.ID, widgets.Live)) {
			ids = append(ids, w.ID)
		}
		return ids
	}
	wantEqual(t, "joined figures before the publish", len(live()), 0)
	must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, draft.Version, edition(t, st, "Per head", "one")))
	if ids := live(); len(ids) != 1 || ids[0] != w.ID {
		t.Errorf("JoinedWidgets = %v, want %s", ids, w.ID)
	}

	cleaned := must[datasets.Snapshot](t)(st.SealSnapshot(ctx, amina, s.ID, snapshot(t, st, "Code,People\nE07000070,101\n")))
	moved := must[widgets.Draft](t)(st.Draft(ctx, w.ID))
	if ids := moved.Query.References(); len(ids) != 1 || ids[0] != cleaned.ID {
		t.Errorf("the draft takes numbers from %v after its snapshot was sealed, want %s", ids, cleaned.ID)
	}
	must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, moved.Version, edition(t, st, "Per head", "two")))

	if err := st.PurgeSnapshot(ctx, amina, cleaned.ID, "A mistake."); err != nil {
		t.Fatal(err)
	}
	gone := must[widgets.Published](t)(st.Published(ctx, w.PublicID))
	wantEqual(t, "state after the other dataset was purged", gone.State, widgets.Purged)
	_, err := st.Edition(ctx, w.PublicID, 2)
	wantErr(t, "Edition 2", err, store.ErrPurged)
	now := must[widgets.Draft](t)(st.Draft(ctx, w.ID))
	_, err = st.Publish(ctx, amina, w.ID, now.Version, edition(t, st, "Per head", "three"))
	wantErr(t, "Publish of numbers that were erased", err, store.ErrPurged)
}
