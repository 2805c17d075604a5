package store_test

import (
	"testing"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// testSeal: a cleaned copy takes the place of a Snapshot. Drafts go on from it,
// Editions stay, and the bytes of the old one are gone.
func testSeal(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d, s := dataset(t, st, "Visits", "Name,Visits\nAmy Jones,4\n")
	w, draft := widgetOf(t, st, d, s, "Visits")
	must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, draft.Version, edition(t, st, "Visits", "picture")))
	copied := datasets.Snapshot{SHA256: put(t, st, "Visits\n4\n"), SizeBytes: 9, Rows: 1, TableDigest: "cleaned", Confirmed: true}

	sealed := must[datasets.Snapshot](t)(st.SealSnapshot(ctx, amina, s.ID, copied))
	wantEqual(t, "newest snapshot", must[datasets.Dataset](t)(st.Dataset(ctx, d.ID)).SnapshotID, sealed.ID)
	wantEqual(t, "snapshot of the draft", must[widgets.Draft](t)(st.Draft(ctx, w.ID)).SnapshotID, sealed.ID)
	if gone, err := st.Blobs().Has(ctx, s.SHA256); err != nil || gone {
		t.Errorf("the bytes of the old snapshot are still there (%v, %v)", gone, err)
	}
	if _, err := st.Published(ctx, w.PublicID); err != nil {
		t.Errorf("Published() = %v, want the Edition to stay", err)
	}
	_, err := st.SealSnapshot(ctx, amina, s.ID, copied)
	wantErr(t, "SealSnapshot of a purged one", err, store.ErrPurged)
	_, err = st.SealSnapshot(ctx, amina, sealed.ID, datasets.Snapshot{SHA256: "nothing"})
	wantErr(t, "SealSnapshot without bytes", err, store.ErrNotFound)
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Action: store.SnapshotSealed}))
	wantEqual(t, "events", len(events), 1)
}
