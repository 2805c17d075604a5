package store_test

import (
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/store"
)

func testSchedules(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d, _ := dataset(t, st, "Waste", "a,b\n1,2\n")
	never := must[store.Schedule](t)(st.Schedule(ctx, d.ID))
	wantEqual(t, "without a rule", never.Rule, store.RefreshNever)
	set := func(rule store.RefreshRule, due time.Time) {
		t.Helper()
		wantErr(t, "SetSchedule", st.SetSchedule(ctx, amina, store.Schedule{DatasetID: d.ID, Rule: rule, DueAt: due}), nil)
	}
	set(store.RefreshDaily, day(2))
	due := func(at time.Time) int { t.Helper(); return len(must[[]store.Schedule](t)(st.DueSchedules(ctx, at))) }
	wantEqual(t, "due before, at", []int{due(day(1)), due(day(2))}, []int{0, 1})
	found := must[[]store.Schedule](t)(st.DueSchedules(ctx, day(2)))[0]
	wantEqual(t, "found", []any{found.DatasetID, found.Rule, found.SetBy, found.DueAt}, []any{d.ID, store.RefreshDaily, amina.ID, day(2)})

	lease := func(now, until time.Time) bool {
		t.Helper()
		return must[bool](t)(st.LeaseSchedule(ctx, found, now, until))
	}
	until := day(2).Add(time.Hour)
	wantEqual(t, "leased once, not twice", []bool{lease(day(2), until), lease(day(2), until)}, []bool{true, false})
	wantEqual(t, "due while leased, after the lease", []int{due(day(2)), due(until)}, []int{0, 1})
	again := until.Add(time.Hour)
	wantEqual(t, "leased after its holder was killed", lease(until, again), true)
	found.LeasedUntil = until
	wantErr(t, "finish with a lost lease", st.FinishSchedule(ctx, found, day(9), 3), nil)
	wantEqual(t, "left alone", must[store.Schedule](t)(st.Schedule(ctx, d.ID)).LeasedUntil, again)
	found.LeasedUntil = again
	wantErr(t, "finish", st.FinishSchedule(ctx, found, day(3), 2), nil)
	now := must[store.Schedule](t)(st.Schedule(ctx, d.ID))
	wantEqual(t, "finished", []any{now.DueAt, now.LeasedUntil.IsZero(), now.Failures}, []any{day(3), true, 2})
	wantEqual(t, "leased with an old due time", lease(day(4), day(5)), false)

	found = now
	wantEqual(t, "leased again", lease(day(3), day(4)), true)
	set(store.RefreshWeekly, day(8)) // while it is being fetched
	found.LeasedUntil = day(4)
	wantErr(t, "finish", st.FinishSchedule(ctx, found, day(4), 1), nil)
	now = must[store.Schedule](t)(st.Schedule(ctx, d.ID))
	wantEqual(t, "what was chosen meanwhile stays", []any{now.Rule, now.DueAt, now.Failures}, []any{store.RefreshWeekly, day(8), 0})
	set(store.RefreshNever, time.Time{})
	found = must[store.Schedule](t)(st.Schedule(ctx, d.ID))
	wantEqual(t, "never", []any{due(day(28)), lease(day(28), day(29))}, []any{0, false})
	once := store.Schedule{DatasetID: d.ID, Rule: store.RefreshOnce, Day: "2026-01-09", DueAt: day(9)}
	wantErr(t, "SetSchedule", st.SetSchedule(ctx, amina, once), nil)
	found = must[[]store.Schedule](t)(st.DueSchedules(ctx, day(9)))[0]
	wantEqual(t, "day", found.Day, "2026-01-09")
	wantEqual(t, "leased", lease(day(9), day(10)), true)
	found.LeasedUntil = day(10)
	wantErr(t, "finish", st.FinishSchedule(ctx, found, time.Time{}, 0), nil)
	wantEqual(t, "due again", due(day(28)), 0)
	wantEqual(t, "events", actions(t, st, subject("dataset", d.ID)), []string{store.DatasetImported, store.DatasetChanged, store.DatasetChanged, store.DatasetChanged, store.DatasetChanged})
	wantErr(t, "SetSchedule of nothing", st.SetSchedule(ctx, amina, store.Schedule{DatasetID: "nothing", Rule: store.RefreshDaily, DueAt: day(1)}), store.ErrNotFound)
}

func testBands(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d, _ := dataset(t, st, "Waste", "a,b\n1,2\n")
	wantEqual(t, "at first", len(d.Bands), 0)
	bands := []datasets.Band{{Field: "b", Low: "0", High: "10"}, {Field: "a", High: "2.5"}}
	for range 2 { // saved again, nothing happens
		wantErr(t, "SaveBands", st.SaveBands(ctx, amina, d.ID, bands), nil)
	}
	wantEqual(t, "bands", must[datasets.Dataset](t)(st.Dataset(ctx, d.ID)).Bands, bands)
	wantErr(t, "SaveBands", st.SaveBands(ctx, amina, d.ID, nil), nil)
	wantEqual(t, "no bands", len(must[[]datasets.Dataset](t)(st.Datasets(ctx))[0].Bands), 0)
	wantEqual(t, "events", actions(t, st, subject("dataset", d.ID)), []string{store.DatasetImported, store.DatasetChanged, store.DatasetChanged})
	wantErr(t, "SaveBands of nothing", st.SaveBands(ctx, amina, "nothing", bands), store.ErrNotFound)
}
