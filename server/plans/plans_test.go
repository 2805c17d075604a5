package plans

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// shelf keeps plans in memory as the store does, and publishes as the publisher
// does: whoever takes a plan off the list first has published it.
type shelf struct {
	mu       sync.Mutex
	plans    map[string]store.Plan
	wrong    func(store.Plan) error // what publishing meets
	prepared map[string]int
	events   []string
	at       []time.Time
}

func (s *shelf) DuePlans(_ context.Context, until time.Time) (due []store.Plan, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.plans {
		if at, ok := p.Next(); ok && !at.After(until) {
			due = append(due, p)
		}
	}
	return due, nil
}

func (s *shelf) FailPlan(_ context.Context, p store.Plan, why string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, ok := s.plans[p.WidgetID]
	if !ok || now.ID != p.ID || !now.FailedAt.IsZero() {
		return false, nil
	}
	now.FailedAt, now.Failure = time.Now(), why
	s.plans[p.WidgetID] = now
	s.happened("failed: " + why)
	return true, nil
}

func (s *shelf) happened(what string) {
	s.events, s.at = append(s.events, what), append(s.at, time.Now())
}

func (s *shelf) Prepare(_ context.Context, p store.Plan) (*publishing.Prepared, error) {
	time.Sleep(2 * time.Second) // drawing
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prepared[p.WidgetID]++
	return &publishing.Prepared{}, nil
}

func (s *shelf) PublishPlanned(_ context.Context, p store.Plan, ready *publishing.Prepared) (widgets.Edition, error) {
	if ready == nil {
		time.Sleep(2 * time.Second)
	}
	time.Sleep(20 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wrong != nil {
		if err := s.wrong(p); err != nil {
			return widgets.Edition{}, err
		}
	}
	now, ok := s.plans[p.WidgetID]
	if !ok || now.ID != p.ID || !now.Publishes() {
		return widgets.Edition{}, store.ErrConflict
	}
	now.PublishAt = time.Time{}
	s.plans[p.WidgetID] = now
	s.happened("published")
	return widgets.Edition{}, nil
}

func (s *shelf) WithdrawPlanned(_ context.Context, p store.Plan) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now, ok := s.plans[p.WidgetID]; !ok || now.ID != p.ID {
		return store.ErrConflict
	}
	delete(s.plans, p.WidgetID)
	s.happened("withdrawn")
	return nil
}

func newShelf(list ...store.Plan) *shelf {
	s := &shelf{plans: map[string]store.Plan{}, prepared: map[string]int{}}
	for i, p := range list {
		p.ID, p.WidgetID = "plan", string(rune('a'+i))
		s.plans[p.WidgetID] = p
	}
	return s
}

func (s *shelf) options() Options {
	return Options{Plans: s, Press: s, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		May: func(context.Context, store.Plan) (bool, error) { return true, nil }}
}

// run has n servers work for a while.
func (s *shelf) run(t *testing.T, n int, o Options, d time.Duration) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), d)
	defer stop()
	var servers sync.WaitGroup
	for range n {
		servers.Go(func() { New(o).Run(ctx) })
	}
	servers.Wait()
}

// TestOnTime: a figure is out within a second of its time, never before, once,
// with two servers, and in the nights in which clocks change.
func TestOnTime(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []time.Time{
		time.Date(2027, 3, 28, 0, 59, 0, 0, london), time.Date(2027, 3, 28, 2, 0, 0, 0, london),
		time.Date(2027, 10, 31, 0, 59, 0, 0, london), time.Date(2027, 10, 31, 2, 0, 0, 0, london),
		time.Date(2027, 6, 1, 9, 30, 0, 0, london),
	} {
		for _, servers := range []int{1, 2} {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(at) - 10*time.Minute)
				s := newShelf(store.Plan{PublishAt: at, WithdrawAt: at.Add(time.Hour)})
				s.run(t, servers, s.options(), 2*time.Hour)
				if len(s.events) != 2 || s.events[0] != "published" || s.events[1] != "withdrawn" {
					t.Fatalf("%s, %d servers: %v", at, servers, s.events)
				}
				for i, due := range []time.Time{at, at.Add(time.Hour)} {
					if late := s.at[i].Sub(due); late < 0 || late > time.Second {
						t.Errorf("%s: %s %v after its time", at, s.events[i], late)
					}
				}
				if s.prepared["a"] != servers {
					t.Errorf("%s: drawn %d times before, with %d servers", at, s.prepared["a"], servers)
				}
			})
		}
	}
}

// TestDrawnOnce: somebody who wanted a figure drawn while it was being drawn, and
// comes to it when it is, does not draw it again.
func TestDrawnOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(store.Plan{PublishAt: time.Now().Add(time.Minute)})
		r, p := New(s.options()), s.plans["a"]
		for range 2 {
			r.start(t.Context(), p, r.prepare)
			r.under.Wait()
		}
		if s.prepared["a"] != 1 {
			t.Errorf("drawn %d times", s.prepared["a"])
		}
	})
}

// TestAfterARestart: what was due while no server ran is done at the start; what
// nobody can want any more is said.
func TestAfterARestart(t *testing.T) {
	for _, test := range []struct {
		name string
		plan func(now time.Time) store.Plan
		want string
	}{
		{"an hour late", func(now time.Time) store.Plan { return store.Plan{PublishAt: now.Add(-time.Hour)} }, "published"},
		{"two days late", func(now time.Time) store.Plan { return store.Plan{PublishAt: now.Add(-48 * time.Hour)} },
			"failed: The server was not running at the time, nor in the day after it."},
		{"to be withdrawn by now", func(now time.Time) store.Plan {
			return store.Plan{PublishAt: now.Add(-2 * time.Hour), WithdrawAt: now.Add(-time.Hour)}
		}, "failed: The server was not running between the two times that were planned."},
		{"withdrawn late", func(now time.Time) store.Plan { return store.Plan{WithdrawAt: now.Add(-48 * time.Hour)} }, "withdrawn"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newShelf(test.plan(time.Now()))
			s.run(t, 1, s.options(), time.Minute)
			if len(s.events) == 0 || s.events[0] != test.want {
				t.Errorf("%s: %v, want %s", test.name, s.events, test.want)
			}
		})
	}
}

// TestFailures: what lasts fails at once and once; what may pass is tried again
// for a minute; a panic is the failure of one figure.
func TestFailures(t *testing.T) {
	problem := datasets.Problem{Message: "Nothing new is published."}
	for _, test := range []struct {
		name  string
		wrong func(tries int) error
		may   bool
		want  []string
		most  time.Duration
	}{
		{"a rule", func(int) error { return problem }, true, []string{"failed: Nothing new is published."}, time.Second},
		{"erased", func(int) error { return store.ErrPurged }, true, []string{"failed: Its data was erased."}, time.Second},
		{"a full disk that is emptied", func(n int) error {
			if n < 5 {
				return store.ErrFull
			}
			return nil
		}, true, []string{"published"}, 30 * time.Second},
		{"a full disk", func(int) error { return store.ErrFull }, true, []string{"failed: The disk of the server was full."}, 70 * time.Second},
		{"a panic", func(int) error { panic("boom") }, true, []string{"failed: Something went wrong in the server. Its log says what."}, 70 * time.Second},
		{"nobody who may", func(int) error { return nil }, false, []string{"failed: Ann planned it, and may not publish this figure any more."}, time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			at := time.Now().Add(time.Minute)
			s := newShelf(store.Plan{PublishAt: at, By: store.Actor{Name: "Ann"}})
			tries := 0
			s.wrong = func(store.Plan) error { tries++; return test.wrong(tries) }
			o := s.options()
			o.May = func(context.Context, store.Plan) (bool, error) { return test.may, nil }
			s.run(t, 1, o, 5*time.Minute)
			if len(s.events) != len(test.want) || s.events[0] != test.want[0] {
				t.Fatalf("%s: %v, want %v", test.name, s.events, test.want)
			}
			if took := s.at[0].Sub(at); took > test.most {
				t.Errorf("%s: said after %v, want within %v", test.name, took, test.most)
			}
		})
	}
}

// TestStopped: a server that stops in the middle leaves the plan for its next start.
func TestStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf(store.Plan{PublishAt: time.Now()})
		ctx, stop := context.WithCancel(t.Context())
		s.wrong = func(store.Plan) error { stop(); return errors.Join(context.Canceled, store.ErrFull) }
		New(s.options()).Run(ctx)
		s.wrong = nil
		s.run(t, 1, s.options(), 10*time.Second)
		if len(s.events) != 1 || s.events[0] != "published" {
			t.Errorf("events = %v, want it published after the next start", s.events)
		}
	})
}
