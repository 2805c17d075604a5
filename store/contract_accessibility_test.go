package store_test

import (
	"testing"

	"figurehead/store"
)

func testAccessibility(t *testing.T, st *store.Store) {
	ctx := t.Context()
	wantEqual(t, "at first", must[store.Accessibility](t)(st.Accessibility(ctx)), store.Accessibility{})
	a := store.Accessibility{
		Status: store.PartiallyCompliant, Email: "web@example.gov.uk", Phone: "01632 960000", Page: "https://example.gov.uk/contact", ReplyDays: 5,
		Enforced: store.EnforcedInBritain, Prepared: "2026-11-20", Reviewed: "2026-11-27", Tested: "2026-11-19",
		English: store.AccessibilityWords{Problems: "Maps without a table\nLong titles", Burden: "Old maps", OutOfScope: "PDFs", Testing: "By keyboard"},
		Welsh:   store.AccessibilityWords{Problems: "Mapiau heb dabl"},
	}
	for range 2 {
		wantErr(t, "SaveAccessibility", st.SaveAccessibility(ctx, amina, a), nil)
	}
	wantEqual(t, "saved", must[store.Accessibility](t)(st.Accessibility(ctx)), a)
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Action: store.AccessibilityChanged}))
	wantEqual(t, "events", len(events), 2)
	wantEqual(t, "what the trail says", events[0].Detail, "partially compliant")
}
