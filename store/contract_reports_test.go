package store_test

import (
	"testing"
	"time"

	"figurehead/store"
	"figurehead/widgets"
)

func testReports(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, _, first := published(t, st, "Half is recycled")
	r := must[store.ProblemReport](t)(st.AddProblemReport(ctx, w.PublicID, store.ProblemReport{Words: "The unit is wrong.", Email: "reader@example.org"}))
	wantEqual(t, "report", []any{r.WidgetID, r.Title, r.Edition}, []any{w.ID, "Half is recycled", first.Number})
	second := must[store.ProblemReport](t)(st.AddProblemReport(ctx, w.PublicID, store.ProblemReport{Words: "Braintree is missing."}))
	list := func(f store.ProblemReportFilter) (ids []string) {
		t.Helper()
		for _, r := range must[[]store.ProblemReport](t)(st.ProblemReports(ctx, f)) {
			ids = append(ids, r.ID)
		}
		return ids
	}
	wantErr(t, "close", st.CloseProblemReport(ctx, amina, second.ID, "It is in the table."), nil)
	wantErr(t, "close twice", st.CloseProblemReport(ctx, amina, second.ID, "Again."), store.ErrConflict)
	wantErr(t, "close nothing", st.CloseProblemReport(ctx, amina, "nothing", "?"), store.ErrNotFound)
	wantEqual(t, "open first", list(store.ProblemReportFilter{WidgetID: w.ID}), []string{r.ID, second.ID})
	wantEqual(t, "open", list(store.ProblemReportFilter{OpenOnly: true}), []string{r.ID})
	wantEqual(t, "of another figure", len(list(store.ProblemReportFilter{WidgetID: "other"})), 0)
	closed := must[store.ProblemReport](t)(st.ProblemReport(ctx, second.ID))
	wantEqual(t, "closed", []any{closed.ClosedBy, closed.Note, closed.ClosedAt.IsZero()}, []any{amina.Name, "It is in the table.", false})
	address := func(now time.Time) []string {
		t.Helper()
		wantErr(t, "ForgetReporters", st.ForgetReporters(ctx, now), nil)
		kept := must[store.ProblemReport](t)(st.ProblemReport(ctx, r.ID))
		return []string{kept.Email, kept.Words}
	}
	wantEqual(t, "the address, at first", address(time.Now()), []string{"reader@example.org", "The unit is wrong."})
	wantEqual(t, "the address, in the end", address(time.Now().Add(store.KeptReporters+time.Hour)), []string{"", "The unit is wrong."})
	wantErr(t, "withdraw", st.Withdraw(ctx, amina, w.ID, "Wrong."), nil)
	_, err := st.AddProblemReport(ctx, w.PublicID, store.ProblemReport{Words: "Late."})
	wantErr(t, "of a withdrawn figure", err, store.ErrNotFound)
	events := actions(t, st, subject("widget", w.ID))
	wantEqual(t, "events", events[2:], []string{store.ReportReceived, store.ReportReceived, store.ReportClosed, store.FigureWithdrawn})
	for _, e := range must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Text: "unit is wrong"})) {
		t.Errorf("the audit trail has what a reader wrote: %+v", e)
	}
}

func testDuplicate(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, d, _ := published(t, st, "Half is recycled")
	copied, draft, err := st.DuplicateWidget(ctx, store.Actor{ID: "u2", Name: "Another"}, w.ID)
	wantErr(t, "DuplicateWidget", err, nil)
	wantEqual(t, "copy", []any{copied.State, copied.Edition, copied.ShortCode, copied.DatasetID, copied.OwnerID, copied.DirectorateID, draft.Version},
		[]any{widgets.InDraft, 0, "", w.DatasetID, "u2", w.DirectorateID, 1})
	if copied.ID == w.ID || copied.PublicID == w.PublicID || draft.WidgetID != copied.ID {
		t.Errorf("the copy %+v shares an id with %+v", copied, w)
	}
	wantEqual(t, "what it says", []any{draft.Spec, draft.SnapshotID, draft.Query}, []any{d.Spec, d.SnapshotID, d.Query})
	wantEqual(t, "events", actions(t, st, subject("widget", copied.ID)), []string{store.FigureDuplicated})
	_, _, err = st.DuplicateWidget(ctx, amina, "nothing")
	wantErr(t, "of nothing", err, store.ErrNotFound)
}
