package store_test

import (
	"fmt"
	"testing"
	"time"

	"figurehead/store"
)

func testViews(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, _, _ := published(t, st, "Half is recycled")
	id := w.PublicID
	add := func(list ...store.Views) {
		t.Helper()
		wantErr(t, "AddViews", st.AddViews(ctx, list), nil)
	}
	by := func(since string) []store.Views {
		t.Helper()
		return must[[]store.Views](t)(st.ViewsByHost(ctx, id, since))
	}
	add(store.Views{PublicID: id, Day: "2026-11-26", Host: "www.example.gov.uk", Frames: 3},
		store.Views{PublicID: id, Day: "2026-11-26", Pages: 1})
	add(store.Views{PublicID: id, Day: "2026-11-26", Host: "www.example.gov.uk", Frames: 2, Pages: 1},
		store.Views{PublicID: id, Day: "2026-11-27", Host: "news.example.org", Frames: 1},
		store.Views{PublicID: "00000000000000000000000000", Day: "2026-11-27", Frames: 9})
	wantEqual(t, "by host", by("2026-11-01"), []store.Views{
		{PublicID: id, Host: "www.example.gov.uk", Frames: 5, Pages: 1}, {PublicID: id, Pages: 1}, {PublicID: id, Host: "news.example.org", Frames: 1}})
	wantEqual(t, "since a day", by("2026-11-27"), []store.Views{{PublicID: id, Host: "news.example.org", Frames: 1}})

	for i := range 2 * store.MaxViewHosts {
		add(store.Views{PublicID: id, Day: "2026-11-28", Host: fmt.Sprintf("host-%d.example.org", i), Frames: 1})
	}
	add(store.Views{PublicID: id, Day: "2026-11-28", Host: "host-0.example.org", Frames: 1})
	many := by("2026-11-28")
	wantEqual(t, "hosts of a day", []any{len(many), many[0].Host, many[0].Frames, many[1].Host, many[1].Frames},
		[]any{store.MaxViewHosts + 1, "", int64(store.MaxViewHosts), "host-0.example.org", int64(2)})

	fold := func(now time.Time) {
		t.Helper()
		wantErr(t, "FoldViews", st.FoldViews(ctx, now), nil)
	}
	before := store.Views{PublicID: id}
	for _, v := range by("2026-01-01") {
		before.Frames, before.Pages = before.Frames+v.Frames, before.Pages+v.Pages
	}
	fold(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
	wantEqual(t, "young days stay", len(by("2026-11-28")), store.MaxViewHosts+1)
	for range 2 { // a second time changes nothing
		fold(time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC))
		wantEqual(t, "a month", by("2026-01-01"), []store.Views{before})
		wantEqual(t, "on its first day", len(by("2026-11-02")), 0)
	}
}
