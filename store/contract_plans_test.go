package store_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"figurehead/store"
	"figurehead/widgets"
)

func testPlans(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, d := widget(t, st, "Half is recycled")
	_, err := st.Plan(ctx, w.ID)
	wantErr(t, "nothing planned", err, store.ErrNotFound)
	plan := store.Plan{WidgetID: w.ID, PublishAt: day(2), WithdrawAt: day(5), Reason: "The campaign is over."}
	_, err = st.MakePlan(ctx, amina, plan, d.Version+1)
	wantErr(t, "a plan of a draft that moved", err, store.ErrConflict)
	plan = must[store.Plan](t)(st.MakePlan(ctx, amina, plan, d.Version))
	wantEqual(t, "plan", must[store.Plan](t)(st.Plan(ctx, w.ID)), plan)
	due := func(at time.Time) int { t.Helper(); return len(must[[]store.Plan](t)(st.DuePlans(ctx, at))) }
	wantEqual(t, "due before, at", []int{due(day(1)), due(day(2))}, []int{0, 1})

	d.Spec.Title = "A later title"
	d = must[widgets.Draft](t)(st.SaveDraft(ctx, amina, d))
	e := must[widgets.Edition](t)(st.PublishPlanned(ctx, plan, edition(t, st, "Half is recycled", "one")))
	wantEqual(t, "published", []any{e.Number, must[widgets.Published](t)(st.Published(ctx, w.PublicID)).Edition.Title}, []any{1, "Half is recycled"})
	wantEqual(t, "the draft stays", must[widgets.Draft](t)(st.Draft(ctx, w.ID)).Spec.Title, "A later title")
	_, err = st.PublishPlanned(ctx, plan, edition(t, st, "Half is recycled", "one"))
	wantErr(t, "published once", err, store.ErrConflict)
	wantEqual(t, "due then, at the end", []int{due(day(4)), due(day(5))}, []int{0, 1})
	left := must[store.Plan](t)(st.Plan(ctx, w.ID))
	wantErr(t, "withdraw", st.WithdrawPlanned(ctx, left), nil)
	wantErr(t, "withdraw again", st.WithdrawPlanned(ctx, left), store.ErrConflict)
	public := must[widgets.Published](t)(st.Published(ctx, w.PublicID))
	wantEqual(t, "withdrawn", []any{public.State, public.Reason}, []any{widgets.Withdrawn, "The campaign is over."})
	wantEqual(t, "events", actions(t, st, subject("widget", w.ID)), []string{
		store.FigureStarted, store.PublishingPlanned, store.FigureEdited, store.FigurePublished, store.FigureWithdrawn})
}

// testPlansOvertaken: what was planned ends when a person publishes or withdraws,
// and a plan that failed is tried no more.
func testPlansOvertaken(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, d := widget(t, st, "Half is recycled")
	plan := func(p store.Plan) store.Plan {
		t.Helper()
		p.WidgetID = w.ID
		return must[store.Plan](t)(st.MakePlan(ctx, amina, p, must[widgets.Draft](t)(st.Draft(ctx, w.ID)).Version))
	}
	plan(store.Plan{PublishAt: day(2)})
	must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, d.Version, edition(t, st, "Now", "now")))
	_, err := st.Plan(ctx, w.ID)
	wantErr(t, "published meanwhile", err, store.ErrNotFound)

	both := plan(store.Plan{PublishAt: day(2), WithdrawAt: day(3), Reason: "Over."})
	failed := must[bool](t)(st.FailPlan(ctx, both, "Its data was erased."))
	again := must[bool](t)(st.FailPlan(ctx, both, "Its data was erased."))
	wantEqual(t, "failed once", []bool{failed, again}, []bool{true, false})
	left := must[store.Plan](t)(st.Plan(ctx, w.ID))
	next, _ := left.Next()
	wantEqual(t, "failed", []any{left.Failure, left.Publishes(), next}, []any{"Its data was erased.", false, day(3)})
	_, err = st.PublishPlanned(ctx, both, edition(t, st, "Now", "now"))
	wantErr(t, "after it failed", err, store.ErrConflict)
	wantEqual(t, "the withdrawal stands", len(must[[]store.Plan](t)(st.DuePlans(ctx, day(3)))), 1)

	moved := must[store.Plan](t)(st.RetimePlan(ctx, amina, store.Plan{WidgetID: w.ID, WithdrawAt: day(4), Reason: "Later."}))
	wantEqual(t, "changed", []any{moved.WithdrawAt, moved.PublishAt.IsZero()}, []any{day(4), true})
	wantErr(t, "the plan before", st.WithdrawPlanned(ctx, left), store.ErrConflict)
	wantErr(t, "Withdraw", st.Withdraw(ctx, amina, w.ID, "Wrong."), nil)
	_, err = st.Plan(ctx, w.ID)
	wantErr(t, "withdrawn meanwhile", err, store.ErrNotFound)
	wantErr(t, "CancelPlan", st.CancelPlan(ctx, amina, w.ID), store.ErrNotFound)
	plan(store.Plan{PublishAt: day(9)})
	wantErr(t, "CancelPlan", st.CancelPlan(ctx, amina, w.ID), nil)
	wantEqual(t, "plans", len(must[[]store.Plan](t)(st.Plans(ctx))), 0)
	wantEqual(t, "events", actions(t, st, subject("widget", w.ID)), []string{
		store.FigureStarted, store.PublishingPlanned, store.FigurePublished, store.PublishingPlanCancelled,
		store.PublishingPlanned, store.PublishingPlanFailed, store.PublishingPlanChanged, store.FigureWithdrawn, store.PublishingPlanCancelled,
		store.PublishingPlanned, store.PublishingPlanCancelled})
}

// testPlansRace: of many who publish one plan, one does.
func testPlansRace(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, d := widget(t, st, "Contended")
	plan := must[store.Plan](t)(st.MakePlan(ctx, amina, store.Plan{WidgetID: w.ID, PublishAt: day(2)}, d.Version))
	drawn := edition(t, st, "Contended", "one")
	var wins sync.Map
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			if _, err := st.PublishPlanned(ctx, plan, drawn); err == nil {
				wins.Store(i, true)
			}
		})
	}
	all.Wait()
	n := 0
	wins.Range(func(any, any) bool { n++; return true })
	wantEqual(t, "winners", n, 1)
	wantEqual(t, "editions", must[[]store.PublicFigure](t)(st.PublicFigures(ctx))[0].Editions, 1)
}

func testFreezes(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, _ := widget(t, st, "Half is recycled")
	all := must[store.Freeze](t)(st.SetFreeze(ctx, amina, store.Freeze{From: day(2), To: day(9), Reason: "Election", HoldRefreshes: true}))
	one := must[store.Freeze](t)(st.SetFreeze(ctx, amina, store.Freeze{From: day(3), To: day(4), DirectorateIDs: []string{"roads"}, Reason: "Inquiry"}))
	list := must[[]store.Freeze](t)(st.Freezes(ctx, day(1)))
	wantEqual(t, "freezes", len(list), 2)
	wantEqual(t, "covers", []bool{
		list[0].Covers("", day(1)), list[0].Covers("", day(2)), list[0].Covers("parks", day(8)), list[0].Covers("parks", day(9)),
		list[1].Covers("roads", day(3)), list[1].Covers("parks", day(3)), list[1].Covers("", day(3)),
	}, []bool{false, true, true, false, true, false, false})
	wantEqual(t, "over", len(must[[]store.Freeze](t)(st.Freezes(ctx, day(4)))), 1)
	wantErr(t, "without a reason", st.LiftFreezeFor(ctx, amina, all.ID, w.ID, " "), store.ErrReason)
	wantErr(t, "for a figure", st.LiftFreezeFor(ctx, amina, all.ID, w.ID, "A flood warning."), nil)
	lifted := must[[]store.Freeze](t)(st.Freezes(ctx, day(1)))[0]
	wantEqual(t, "exceptions", []any{lifted.Excepts(w.ID), lifted.Excepts("other"), lifted.Exceptions[0].Reason}, []any{true, false, "A flood warning."})
	wantErr(t, "lift", st.LiftFreeze(ctx, amina, one.ID, "It is over."), nil)
	wantErr(t, "lift twice", st.LiftFreeze(ctx, amina, one.ID, "It is over."), store.ErrNotFound)
	wantErr(t, "for a figure of a lifted one", st.LiftFreezeFor(ctx, amina, one.ID, w.ID, "A flood."), store.ErrNotFound)
	wantErr(t, "lift nothing", st.LiftFreeze(ctx, amina, "nothing", "It is over."), store.ErrNotFound)
	wantEqual(t, "lifted", must[[]store.Freeze](t)(st.Freezes(ctx, day(1)))[1].Covers("roads", day(3)), false)
	if got := strings.Join(actions(t, st, subject("freeze", one.ID)), " "); got != store.FreezeSet+" "+store.FreezeLifted {
		t.Errorf("events = %s", got)
	}
}
