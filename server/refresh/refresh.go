package refresh

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/store"
)

// How many hosts are asked at once, how long one refresh may take, how long its
// lease holds it, and how often what is due is looked for.
const (
	mostHosts = 4
	workTime  = 20 * time.Minute
	leaseTime = 30 * time.Minute
	lookEvery = time.Minute
)

// Leases are the schedules as they are kept; *store.Store is.
type Leases interface {
	DueSchedules(ctx context.Context, now time.Time) ([]store.Schedule, error)
	LeaseSchedule(ctx context.Context, due store.Schedule, now, until time.Time) (bool, error)
	FinishSchedule(ctx context.Context, leased store.Schedule, due time.Time, failures int) error
}

// Work fetches one dataset. An error is a failure: it is tried again, later each
// time. A fetch.Status in it may ask for more time.
type Work func(context.Context, store.Schedule) error

// Queue has what is due fetched.
type Queue struct {
	leases Leases
	work   Work
	now    func() time.Time
	log    *slog.Logger

	mu    sync.Mutex
	busy  map[string]bool      // hosts that are being asked
	quiet map[string]time.Time // hosts that asked for time, until then
	wake  chan struct{}
	under sync.WaitGroup
}

// NewQueue returns a Queue that nothing runs yet. now is the clock.
func NewQueue(leases Leases, work Work, now func() time.Time, log *slog.Logger) *Queue {
	return &Queue{leases: leases, work: work, now: now, log: log, busy: map[string]bool{}, quiet: map[string]time.Time{}, wake: make(chan struct{}, 1)}
}

// Run works until ctx ends and returns when nothing is under way any more.
func (q *Queue) Run(ctx context.Context) {
	defer q.under.Wait()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		if err := q.start(ctx); err != nil && ctx.Err() == nil {
			q.log.Error("what is due to be fetched", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		case <-q.wake:
		}
	}
}

// start begins whatever is due and has a free host.
func (q *Queue) start(ctx context.Context) error {
	now := q.now()
	due, err := q.leases.DueSchedules(ctx, now)
	if err != nil {
		return err
	}
	for _, s := range due {
		host := hostOf(s.Source)
		if !q.take(host, now) {
			continue
		}
		// The database keeps milliseconds; a lease is known by its end.
		until := now.Add(leaseTime).Truncate(time.Millisecond)
		leased, err := q.leases.LeaseSchedule(ctx, s, now, until)
		if err != nil || !leased {
			q.free(host)
			if err != nil {
				return err
			}
			continue
		}
		s.LeasedUntil = until
		q.under.Go(func() {
			q.one(ctx, s, host)
			q.free(host)
			select {
			case q.wake <- struct{}{}:
			default:
			}
		})
	}
	return nil
}

// take makes a host busy, unless it is, asked for time, or too many are.
func (q *Queue) take(host string, now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if until, asked := q.quiet[host]; asked && now.Before(until) {
		return false
	}
	delete(q.quiet, host)
	if q.busy[host] || len(q.busy) >= mostHosts {
		return false
	}
	q.busy[host] = true
	return true
}

func (q *Queue) free(host string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.busy, host)
}

// one fetches a leased dataset and says when it is due again.
func (q *Queue) one(ctx context.Context, s store.Schedule, host string) {
	err := q.worked(ctx, s)
	due, failures := Next(s.Rule, s.DatasetID, q.now()), 0
	switch {
	case ctx.Err() != nil: // stopped: due as before, for the next start
		due, failures = s.DueAt, s.Failures
	case err != nil:
		failures = s.Failures + 1
		due = q.now().Add(max(backOff(s.DatasetID, failures), q.hush(host, err)))
		q.log.Warn("a dataset could not be fetched", "dataset", s.DatasetID, "failures", failures, "again", due)
	}
	if err := q.leases.FinishSchedule(context.WithoutCancel(ctx), s, due, failures); err != nil {
		q.log.Error("a dataset stays leased until its time is over", "dataset", s.DatasetID, "error", err)
	}
}

// worked does the work within its time. A panic is a failure of one dataset.
func (q *Queue) worked(ctx context.Context, s store.Schedule) (err error) {
	ctx, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
			q.log.Error("fetching a dataset", "dataset", s.DatasetID, "error", err)
		}
	}()
	return q.work(ctx, s)
}

// hush leaves a host alone for as long as it asked, and returns that.
func (q *Queue) hush(host string, err error) time.Duration {
	var status fetch.Status
	if !errors.As(err, &status) || status.RetryAfter <= 0 {
		return 0
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.quiet[host] = q.now().Add(status.RetryAfter)
	return status.RetryAfter
}

// hostOf is whom a source is asked of.
func hostOf(s datasets.Source) string {
	address := s.Address
	if s.Kind == "portal" {
		address = s.Portal.Address
	}
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Hostname()
}
