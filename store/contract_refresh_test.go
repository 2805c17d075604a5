package store_test

import (
	"fmt"
	"testing"

	"figurehead/store"
)

func testRefreshes(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d, _ := dataset(t, st, "Waste", "a,b\n1,2\n")
	other, _ := dataset(t, st, "Roads", "a,b\n1,3\n")
	first := must[store.Refresh](t)(st.RecordRefresh(ctx, amina, store.Refresh{DatasetID: d.ID, Outcome: store.RefreshSame, ETag: `"v1"`, LastModified: "Mon, 01 Jun 2026 00:00:00 GMT"}))
	second := must[store.Refresh](t)(st.RecordRefresh(ctx, amina, store.Refresh{DatasetID: d.ID, Outcome: store.RefreshKept, Words: "The server did not answer."}))
	must[store.Refresh](t)(st.RecordRefresh(ctx, amina, store.Refresh{DatasetID: other.ID, Outcome: store.RefreshChanged}))
	got := must[[]store.Refresh](t)(st.Refreshes(ctx, d.ID))
	wantEqual(t, "refreshes", []string{got[0].ID, got[0].Words, got[1].ID, got[1].ETag, got[0].By}, []string{second.ID, second.Words, first.ID, first.ETag, amina.Name})
	wantEqual(t, "events", actions(t, st, subject("dataset", d.ID)), []string{store.DatasetImported, store.DatasetNotRefreshed})

	for n := range 60 {
		must[store.Refresh](t)(st.RecordRefresh(ctx, amina, store.Refresh{DatasetID: d.ID, Outcome: store.RefreshSame, Words: fmt.Sprint(n)}))
	}
	got = must[[]store.Refresh](t)(st.Refreshes(ctx, d.ID))
	wantEqual(t, "kept", len(got), 50)
	wantEqual(t, "of the other dataset", len(must[[]store.Refresh](t)(st.Refreshes(ctx, other.ID))), 1)
	_, err := st.RecordRefresh(ctx, amina, store.Refresh{DatasetID: "nothing"})
	wantErr(t, "RecordRefresh of nothing", err, store.ErrNotFound)
}
