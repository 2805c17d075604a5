package plans

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// How often what is due is looked for; how long before its time a figure is
// drawn; how long something that may go better in a moment is tried.
const (
	lookEvery = 500 * time.Millisecond
	ahead     = 30 * time.Second
	tryFor    = time.Minute
	workTime  = 5 * time.Minute
)

// Plans are those that are kept; *store.Store is.
type Plans interface {
	DuePlans(ctx context.Context, until time.Time) ([]store.Plan, error)
	FailPlan(ctx context.Context, p store.Plan, why string) (bool, error)
}

// Press draws, publishes and withdraws; *publishing.Publisher is one.
type Press interface {
	Prepare(ctx context.Context, p store.Plan) (*publishing.Prepared, error)
	PublishPlanned(ctx context.Context, p store.Plan, ready *publishing.Prepared) (widgets.Edition, error)
	WithdrawPlanned(ctx context.Context, p store.Plan) error
}

// Options are what a Runner works with.
type Options struct {
	Plans Plans
	Press Press
	// May says whether whoever planned something may still do it.
	May func(ctx context.Context, p store.Plan) (bool, error)
	Now func() time.Time
	Log *slog.Logger
}

// Runner carries out plans at their times.
type Runner struct {
	Options
	mu    sync.Mutex
	busy  map[string]bool // plans that somebody here works on
	ready map[string]*publishing.Prepared
	under sync.WaitGroup
}

// New returns a Runner that nothing runs yet.
func New(o Options) *Runner {
	return &Runner{Options: o, busy: map[string]bool{}, ready: map[string]*publishing.Prepared{}}
}

// Run works until ctx ends and returns when nothing is under way any more.
func (r *Runner) Run(ctx context.Context) {
	defer r.under.Wait()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		if err := r.look(ctx); err != nil && ctx.Err() == nil {
			r.Log.Error("what is planned", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// look starts work on what is due, and draws what will be soon.
func (r *Runner) look(ctx context.Context) error {
	now := r.Now()
	list, err := r.Plans.DuePlans(ctx, now.Add(ahead))
	if err != nil {
		return err
	}
	r.forget(list)
	for _, p := range list {
		at, _ := p.Next()
		switch {
		case !at.After(now.Add(lookEvery)):
			r.start(ctx, p, r.carryOut)
		case p.Publishes():
			r.start(ctx, p, r.prepare)
		}
	}
	return nil
}

// start works on a plan beside the clock, unless somebody here does already.
func (r *Runner) start(ctx context.Context, p store.Plan, work func(context.Context, store.Plan)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.busy[p.ID] {
		return
	}
	r.busy[p.ID] = true
	r.under.Go(func() {
		defer func() {
			r.mu.Lock()
			defer r.mu.Unlock()
			delete(r.busy, p.ID)
		}()
		ctx, cancel := context.WithTimeout(ctx, workTime)
		defer cancel()
		work(ctx, p)
	})
}

// forget drops what was drawn for plans that are no more.
func (r *Runner) forget(list []store.Plan) {
	r.mu.Lock()
	defer r.mu.Unlock()
	still := map[string]bool{}
	for _, p := range list {
		still[p.ID] = true
	}
	for id := range r.ready {
		if !still[id] {
			delete(r.ready, id)
		}
	}
}

func (r *Runner) isReady(p store.Plan) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, tried := r.ready[p.ID]
	return tried
}

// prepare draws a figure before its time, once. That it was drawn is asked here,
// where nobody else works on the plan: in look, a drawing that ended a moment
// later would be done again. What goes wrong now is found again, and said, at
// the time.
func (r *Runner) prepare(ctx context.Context, p store.Plan) {
	if r.isReady(p) {
		return
	}
	ready, err := guarded(func() (*publishing.Prepared, error) { return r.Press.Prepare(ctx, p) })
	if err != nil && ctx.Err() == nil {
		r.Log.Warn("a planned figure cannot be drawn yet", "figure", p.WidgetID, "error", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ready[p.ID] = ready
}

// carryOut does what is due, at its time and not before.
func (r *Runner) carryOut(ctx context.Context, p store.Plan) {
	at, _ := p.Next()
	if wait := at.Sub(r.Now()); wait > 0 {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
	if p.Publishes() {
		r.publish(ctx, p)
		return
	}
	err := r.Press.WithdrawPlanned(ctx, p)
	if err != nil && !errors.Is(err, store.ErrConflict) && ctx.Err() == nil {
		r.Log.Error("a figure could not be withdrawn as planned; it is tried again", "figure", p.WidgetID, "error", err)
	}
}

func (r *Runner) publish(ctx context.Context, p store.Plan) {
	if why, err := r.never(ctx, p); err != nil || why != "" {
		r.failed(ctx, p, why, err)
		return
	}
	r.mu.Lock()
	ready := r.ready[p.ID]
	r.mu.Unlock()
	_, err := guarded(func() (widgets.Edition, error) { return r.Press.PublishPlanned(ctx, p, ready) })
	switch {
	case err == nil || errors.Is(err, store.ErrConflict): // another server was first, or the plan changed
		return
	case ctx.Err() != nil:
		return // stopped: as before, for the next start
	}
	why, lasting := publishing.WhyNot(err)
	if !lasting {
		r.Log.Error("a planned figure could not be published", "figure", p.WidgetID, "error", err)
		if r.Now().Sub(p.PublishAt) < tryFor {
			return
		}
	}
	r.failed(ctx, p, why, nil)
}

// never is why a plan is not even tried.
func (r *Runner) never(ctx context.Context, p store.Plan) (string, error) {
	now := r.Now()
	if !p.WithdrawAt.IsZero() && !p.WithdrawAt.After(now) {
		return "The server was not running between the two times that were planned.", nil
	}
	if now.Sub(p.PublishAt) > publishing.Late {
		return "The server was not running at the time, nor in the day after it.", nil
	}
	if may, err := r.May(ctx, p); err != nil || !may {
		return p.By.Name + " planned it, and may not publish this figure any more.", err
	}
	return "", nil
}

// failed notes a failure; what is public stays as it is.
func (r *Runner) failed(ctx context.Context, p store.Plan, why string, err error) {
	if err == nil {
		_, err = r.Plans.FailPlan(ctx, p, why)
	}
	if err != nil && ctx.Err() == nil {
		r.Log.Error("a plan that failed could not be noted; it is tried again", "figure", p.WidgetID, "error", err)
	}
}

// guarded makes a panic the failure of one figure.
func guarded[T any](do func() (T, error)) (result T, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return do()
}
