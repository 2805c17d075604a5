package refresh

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"figurehead/datasets"
	"figurehead/store"
)

// shelf keeps schedules in memory, as the store keeps them in its table.
type shelf struct {
	mu   sync.Mutex
	rows map[string]store.Schedule
}

func (s *shelf) DueSchedules(_ context.Context, now time.Time) (due []store.Schedule, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, row := range s.rows {
		if !row.DueAt.IsZero() && !row.DueAt.After(now) && !row.LeasedUntil.After(now) {
			due = append(due, row)
		}
	}
	slices.SortFunc(due, func(a, b store.Schedule) int {
		if before(a, b) {
			return -1
		}
		return 1
	})
	return due, nil
}

func (s *shelf) LeaseSchedule(_ context.Context, due store.Schedule, now, until time.Time) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	row := s.rows[due.DatasetID]
	if !row.DueAt.Equal(due.DueAt) || row.LeasedUntil.After(now) {
		return false, nil
	}
	row.LeasedUntil = until
	s.rows[due.DatasetID] = row
	return true, nil
}

func (s *shelf) FinishSchedule(_ context.Context, leased store.Schedule, due time.Time, failures int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	row := s.rows[leased.DatasetID]
	row.DueAt, row.Failures, row.LeasedUntil = due, failures, time.Time{}
	s.rows[leased.DatasetID] = row
	return nil
}

// backlog is 10,000 datasets of 50 hosts that are all due at once, as after a
// night on which the server was down: five large portals have 8,800 of them, 45
// hosts share 1,200, from 8 to 48 each.
func backlog(due time.Time) *shelf {
	sizes := []int{3000, 2200, 1600, 1200, 800}
	for n := range 45 {
		sizes = append(sizes, 5+n*44/45)
	}
	s := &shelf{rows: map[string]store.Schedule{}}
	order := rand.New(rand.NewPCG(1, 50)).Perm(10_000) // of hosts there is none
	add := func(host int) {
		n := len(s.rows)
		id := fmt.Sprintf("%05d", order[n])
		s.rows[id] = store.Schedule{
			DatasetID: id, Rule: store.RefreshOnce, DueAt: due,
			Source: datasets.Source{Kind: "url", Address: fmt.Sprintf("https://h%02d.example/%d.csv", host, n)},
		}
	}
	for host, size := range sizes {
		for range size {
			add(host)
		}
	}
	for len(s.rows) < 10_000 { // the smallest have the rest
		add(5 + len(s.rows)%10)
	}
	return s
}

func small(s store.Schedule) bool { return hostOf(s.Source) >= "h05" }

// took is how long a host takes for a dataset: from one to five seconds.
func took(s store.Schedule) time.Duration {
	return time.Second + jitter(s.DatasetID, 5*time.Second)*4/5
}

// waits are how long the datasets of small hosts waited, in order.
type waits []time.Duration

func (w waits) p95() time.Duration {
	slices.Sort(w)
	return w[len(w)*95/100]
}

// queued has the backlog fetched by the Queue.
func queued(t *testing.T) (small95 time.Duration, all time.Duration, most map[string]int) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		rows := backlog(began)
		left := len(rows.rows)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		var mu sync.Mutex
		var waited waits
		busy := map[string]int{}
		most = map[string]int{}
		runs := map[string]int{}
		q := NewQueue(Options{Leases: rows, Now: time.Now, Log: slog.New(slog.DiscardHandler), Work: func(_ context.Context, s store.Schedule) (Done, error) {
			host := hostOf(s.Source)
			mu.Lock()
			if small(s) {
				waited = append(waited, time.Since(began))
			}
			runs[s.DatasetID]++
			busy[host]++
			most[host] = max(most[host], busy[host])
			most[""] = max(most[""], len(runs)-(10_000-left))
			mu.Unlock()
			time.Sleep(took(s))
			mu.Lock()
			defer mu.Unlock()
			busy[host]--
			if left--; left == 0 {
				all = time.Since(began)
				stop()
			}
			return Done{}, nil
		}})
		q.Run(ctx)
		for id, n := range runs {
			if n != 1 {
				t.Errorf("dataset %s was fetched %d times", id, n)
			}
		}
		if len(runs) != 10_000 {
			t.Errorf("%d datasets were fetched, want 10000", len(runs))
		}
		small95 = waited.p95()
	})
	return small95, all, most
}

// firstCome has the same backlog fetched by as many workers from one plain
// queue, each dataset in its turn. With polite, a worker waits where four are
// at its host already.
func firstCome(t *testing.T, polite bool) (small95 time.Duration) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		due, err := backlog(began).DueSchedules(t.Context(), began)
		if err != nil {
			t.Fatal(err)
		}
		room := map[string]chan struct{}{}
		for _, s := range due {
			room[hostOf(s.Source)] = make(chan struct{}, mostPerHost)
		}
		work := make(chan store.Schedule)
		var mu sync.Mutex
		var waited waits
		var workers sync.WaitGroup
		for range mostAtOnce {
			workers.Go(func() {
				for s := range work {
					if polite {
						room[hostOf(s.Source)] <- struct{}{}
					}
					if small(s) {
						mu.Lock()
						waited = append(waited, time.Since(began))
						mu.Unlock()
					}
					time.Sleep(took(s))
					if polite {
						<-room[hostOf(s.Source)]
					}
				}
			})
		}
		for _, s := range due {
			work <- s
		}
		close(work)
		workers.Wait()
		small95 = waited.p95()
	})
	return small95
}

// TestSmallHostsDoNotWait: 10,000 datasets of 50 hosts at once. Those of small
// hosts wait a fraction of what they would in one queue for all.
func TestSmallHostsDoNotWait(t *testing.T) {
	t.Parallel()
	small95, all, most := queued(t)
	plain, polite := firstCome(t, false), firstCome(t, true)
	t.Logf("p95 of small hosts: %v; in one queue %v (%.3f), in one queue with four at a host %v (%.3f); all took %v",
		small95, plain, small95.Seconds()/plain.Seconds(), polite, small95.Seconds()/polite.Seconds(), all)
	if ratio := small95.Seconds() / plain.Seconds(); ratio > 0.15 {
		t.Errorf("small hosts wait %.3f of what they would in one queue, want at most 0.15", ratio)
	}
	for host, n := range most {
		if limit := mostPerHost; host != "" && n > limit || host == "" && n > mostAtOnce {
			t.Errorf("%d at once at %q", n, host)
		}
	}
}
