package store_test

import (
	"testing"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// testLedger: numbers are remembered with the Edition that shows or hides them;
// of two figures made by the same ledger one has to be made again; what was
// shown once stays shown.
func testLedger(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d, s := dataset(t, st, "Visits", "District,Visits\nBasildon,3\n")
	number := func(district string, hidden bool) datasets.LedgerEntry {
		return datasets.LedgerEntry{Measure: "sum Visits", Where: []datasets.Coordinate{{Field: "District", Values: []string{district}}}, Hidden: hidden}
	}
	first, draft := widgetOf(t, st, d, s, "First")
	second, other := widgetOf(t, st, d, s, "Second")
	empty := must[store.Ledger](t)(st.Ledger(ctx, d.ID))
	wantEqual(t, "entries before", len(empty.Entries), 0)

	must[widgets.Edition](t)(st.PublishNumbers(ctx, amina, first.ID, draft.Version, edition(t, st, "First", "one"), store.Numbers{DatasetID: d.ID, Version: empty.Version,
		Entries: []datasets.LedgerEntry{number("Basildon", true), number("Castle", false)}}))
	_, err := st.PublishNumbers(ctx, amina, second.ID, other.Version, edition(t, st, "Second", "two"), store.Numbers{DatasetID: d.ID, Version: empty.Version})
	wantErr(t, "PublishNumbers by an older ledger", err, store.ErrConflict)
	if _, err := st.Published(ctx, second.PublicID); err == nil {
		t.Error("the figure made by an older ledger is public")
	}

	now := must[store.Ledger](t)(st.Ledger(ctx, d.ID))
	must[widgets.Edition](t)(st.PublishNumbers(ctx, amina, second.ID, other.Version, edition(t, st, "Second", "two"), store.Numbers{DatasetID: d.ID, Version: now.Version,
		Entries: []datasets.LedgerEntry{number("Basildon", false), number("Castle", true)}}))
	after := must[store.Ledger](t)(st.Ledger(ctx, d.ID))
	for _, e := range after.Entries {
		if e.Hidden {
			t.Errorf("%v is hidden, though it was shown once", e.Where)
		}
	}
	wantEqual(t, "entries", len(after.Entries), 2)

	rule := datasets.Protection{Threshold: 5, Round: true}
	if err := st.SaveProtection(ctx, amina, d.ID, rule); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "protection", must[datasets.Dataset](t)(st.Dataset(ctx, d.ID)).Protection, rule)
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Action: store.ProtectionChanged}))
	if len(events) != 1 || events[0].Detail != "was off, is below 5 hidden, rounded to 5" {
		t.Errorf("audit = %v, want one event with both rules", events)
	}
	if err := st.PurgeSnapshot(ctx, amina, s.ID, "A mistake."); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "entries after the purge", len(must[store.Ledger](t)(st.Ledger(ctx, d.ID)).Entries), 0)
}
