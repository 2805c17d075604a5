package refresh

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/store"
)

// How many datasets are fetched at once, of all hosts and of one; how long one
// refresh may take, how long its lease holds it, and how often what is due is
// looked for.
const (
	mostAtOnce  = 8
	mostPerHost = 4
	workTime    = 20 * time.Minute
	leaseTime   = 30 * time.Minute
	lookEvery   = 15 * time.Second
)

// Leases are the schedules as they are kept; *store.Store is.
type Leases interface {
	DueSchedules(ctx context.Context, now time.Time) ([]store.Schedule, error)
	LeaseSchedule(ctx context.Context, due store.Schedule, now, until time.Time) (bool, error)
	FinishSchedule(ctx context.Context, leased store.Schedule, due time.Time, failures int) error
}

// Done is what a source said beside its data.
type Done struct {
	NextRelease time.Time // day of the next release; zero when not said
}

// Work fetches one dataset. An error is a failure. A datasets.Problem of the
// data itself is looked at again at the next due time, within a day; any other
// is tried again soon, later each time. A fetch.Status in it may ask for more
// time.
type Work func(context.Context, store.Schedule) (Done, error)

// Options are what a Queue works with.
type Options struct {
	Leases Leases
	Work   Work
	Zone   func() *time.Location // in which days begin; UTC when nil
	Now    func() time.Time
	Log    *slog.Logger
}

// Queue has what is due fetched.
type Queue struct {
	Options
	mu    sync.Mutex
	line  line
	wake  chan struct{}
	under sync.WaitGroup
}

// NewQueue returns a Queue that nothing runs yet.
func NewQueue(o Options) *Queue {
	if o.Zone == nil {
		o.Zone = func() *time.Location { return time.UTC }
	}
	return &Queue{Options: o, line: newLine(), wake: make(chan struct{}, 1)}
}

// Run works until ctx ends and returns when nothing is under way any more.
func (q *Queue) Run(ctx context.Context) {
	defer q.under.Wait()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for err := q.look(ctx); ; {
		if err != nil && ctx.Err() == nil {
			q.Log.Error("what is due to be fetched", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			err = q.look(ctx)
		case <-q.wake:
			err = q.fill(ctx)
		}
	}
}

// look reads what is due and starts what may start.
func (q *Queue) look(ctx context.Context) error {
	due, err := q.Leases.DueSchedules(ctx, q.Now())
	if err != nil {
		return err
	}
	q.mu.Lock()
	q.line.wait(due, q.Now())
	q.mu.Unlock()
	return q.fill(ctx)
}

// fill starts what waits while there is room.
func (q *Queue) fill(ctx context.Context) error {
	for ctx.Err() == nil {
		now := q.Now()
		q.mu.Lock()
		s, h, ok := q.line.take(now)
		q.mu.Unlock()
		if !ok {
			return nil
		}
		// The database keeps milliseconds; a lease is known by its end.
		until := now.Add(leaseTime).Truncate(time.Millisecond)
		leased, err := q.Leases.LeaseSchedule(ctx, s, now, until)
		if err != nil || !leased {
			q.give(h)
			if err != nil {
				return err
			}
			continue // another process has it
		}
		s.LeasedUntil = until
		q.under.Go(func() {
			q.one(ctx, s, h)
			q.give(h)
			select {
			case q.wake <- struct{}{}:
			default:
			}
		})
	}
	return nil
}

func (q *Queue) give(h *host) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.line.give(h)
}

// one fetches a leased dataset and says when it is due again.
func (q *Queue) one(ctx context.Context, s store.Schedule, h *host) {
	done, err := q.worked(ctx, s)
	due, failures := s.DueAt, s.Failures
	if ctx.Err() == nil { // stopped: due as before, for the next start
		due, failures = q.again(s, h, done, err)
	}
	if err := q.Leases.FinishSchedule(context.WithoutCancel(ctx), s, due, failures); err != nil {
		q.Log.Error("a dataset stays leased until its time is over", "dataset", s.DatasetID, "error", err)
	}
}

// again is when a dataset is due next, and how often it has failed in a row.
func (q *Queue) again(s store.Schedule, h *host, done Done, err error) (time.Time, int) {
	now := q.Now()
	q.met(hostOf(s.Source), h, err, now)
	if err == nil {
		return q.regular(s, done, now), 0
	}
	failures := s.Failures + 1
	wait := backOff(s.DatasetID, failures)
	if ofTheData(err) {
		wait = mostWait
		if regular := q.regular(s, done, now); s.Rule != store.RefreshOnce && regular.Before(now.Add(wait)) {
			wait = regular.Sub(now)
		}
	}
	due := now.Add(max(wait, retryAfter(err)))
	q.Log.Warn("a dataset could not be fetched", "dataset", s.DatasetID, "failures", failures, "again", due)
	return due, failures
}

// regular is the next due time of the rule: never in a period that had one
// already, even where the clock was set back meanwhile. A day comes once.
func (q *Queue) regular(s store.Schedule, done Done, now time.Time) time.Time {
	if s.Rule == store.RefreshOnce {
		return time.Time{}
	}
	if s.DueAt.After(now) {
		now = s.DueAt
	}
	next := Next(s, now, q.Zone())
	if s.Rule == store.RefreshRelease && !done.NextRelease.IsZero() {
		if release := onRelease(s.DatasetID, done.NextRelease, q.Zone()); release.After(next) {
			return release
		}
	}
	return next
}

// met remembers how a host behaved.
func (q *Queue) met(name string, h *host, err error, now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch after := retryAfter(err); {
	case after > 0:
		h.hush(now.Add(after))
	case ofTheHost(err):
		h.broke(name, now)
	default:
		h.answered()
	}
}

// worked does the work within its time. A panic is a failure of one dataset.
func (q *Queue) worked(ctx context.Context, s store.Schedule) (done Done, err error) {
	ctx, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
			q.Log.Error("fetching a dataset", "dataset", s.DatasetID, "error", err)
		}
	}()
	return q.Work(ctx, s)
}

// ofTheData reports whether a file came and a person has to look at it.
func ofTheData(err error) bool {
	var problem datasets.Problem
	return errors.As(err, &problem) && !errors.Is(err, fetch.ErrUnavailable)
}

// ofTheHost reports whether a server failed as a whole, not over one file.
func ofTheHost(err error) bool {
	var status fetch.Status
	if errors.As(err, &status) {
		return status.Code >= http.StatusInternalServerError || status.Code == http.StatusTooManyRequests
	}
	return errors.Is(err, fetch.ErrUnavailable)
}

// retryAfter is how long a server asked to be left alone.
func retryAfter(err error) time.Duration {
	var status fetch.Status
	if !errors.As(err, &status) {
		return 0
	}
	return status.RetryAfter
}
