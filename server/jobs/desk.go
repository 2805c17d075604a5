package jobs

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"sync"
	"time"

	"figurehead/datasets/progress"
)

// Limits of a Desk where its Options say nothing else.
const (
	mostJobs   = 64      // under way, for everybody
	mostOfOne  = 8       // of them for one person
	mostBytes  = 1 << 30 // of their files: four of the largest
	keptFor    = 30 * time.Minute
	mostEnded  = 256      // remembered
	endedBytes = 64 << 20 // of what was pasted, remembered with them
)

// Options of a Desk. Zero values are the limits of this package.
type Options struct {
	Now func() time.Time
	// Files worked on at the same time, by size, and addresses asked at the same time.
	Small, Large, Fetching int
}

// Desk has the jobs of a server.
type Desk struct {
	now   func() time.Time
	lanes [3]lane

	mu       sync.Mutex
	jobs     map[string]*Job
	stopping bool
	under    sync.WaitGroup
}

// NewDesk returns a Desk with nothing on it.
func NewDesk(o Options) *Desk {
	d := &Desk{now: o.Now, jobs: map[string]*Job{}}
	if d.now == nil {
		d.now = time.Now
	}
	d.lanes[small] = newLane(orElse(o.Small, 4), 2)
	d.lanes[large] = newLane(orElse(o.Large, 2), 1)
	d.lanes[fetching] = newLane(orElse(o.Fetching, 8), 2)
	return d
}

func orElse(n, usual int) int {
	if n > 0 {
		return n
	}
	return usual
}

// Start begins work on a file of so many bytes, 0 where that is not known yet.
// It returns ErrBusy when too much is under way and ErrStopping after Stop.
func (d *Desk) Start(owner, title string, bytes int, memo any, do Work) (*Job, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tidy()
	if d.stopping {
		return nil, ErrStopping
	}
	all, own := 0, 0
	for _, j := range d.jobs {
		if j.Ended() {
			continue
		}
		all++
		if j.Owner == owner {
			own++
		}
	}
	if all >= mostJobs || own >= mostOfOne || !d.room(nil, bytes) {
		return nil, ErrBusy
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	j := &Job{ID: rand.Text(), Owner: owner, Title: title, Began: d.now(), memo: memo, bytes: bytes, cancel: cancel, done: make(chan struct{})}
	j.step.Store(&progress.Step{Stage: progress.Receiving})
	if bytes > 0 { // it is here
		j.step.Store(&progress.Step{Stage: progress.Reading})
	}
	ctx = progress.To(ctx, func(s progress.Step) { j.step.Store(&s) }, j.keep)
	ctx = context.WithValue(ctx, jobKey{}, &working{d, j})
	d.jobs[j.ID] = j
	d.under.Go(func() {
		defer cancel(nil)
		next, err := worked(ctx, do)
		j.end(d.now(), next, err)
	})
	return j, nil
}

// room reports whether there is memory for a file of so many bytes beside those
// of all jobs but one. A file alone always has room.
func (d *Desk) room(but *Job, bytes int) bool {
	held := 0
	for _, j := range d.jobs {
		if j != but && !j.Ended() {
			held += j.bytes
		}
	}
	return held == 0 || held+bytes <= mostBytes
}

// brings notes that a job has a file of so many bytes now.
func (d *Desk) brings(j *Job, bytes int) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if bytes > j.bytes && !d.room(j, bytes) {
		return ErrBusy
	}
	j.bytes = max(j.bytes, bytes)
	return nil
}

// worked does the work; a panic is an error of it.
func worked(ctx context.Context, do Work) (next string, err error) {
	defer func() {
		if r := recover(); r != nil {
			next, err = "", fmt.Errorf("panic: %v", r)
		}
	}()
	return do(ctx)
}

// Of returns a job of that person, or false when there is none: unknown jobs
// and those of others look the same.
func (d *Desk) Of(owner, id string) (*Job, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tidy()
	j, ok := d.jobs[id]
	if !ok || j.Owner != owner {
		return nil, false
	}
	return j, true
}

// UnderWay lists what of a person has not ended, the oldest first.
func (d *Desk) UnderWay(owner string) []*Job {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []*Job
	for _, j := range d.jobs {
		if !j.Ended() && j.Owner == owner {
			list = append(list, j)
		}
	}
	slices.SortFunc(list, func(a, b *Job) int { return a.Began.Compare(b.Began) })
	return list
}

// Cancel ends a job of that person. One that is being kept already goes on.
func (d *Desk) Cancel(owner, id string) (*Job, bool) {
	j, ok := d.Of(owner, id)
	if ok {
		j.stop(ErrCancelled)
	}
	return j, ok
}

// Stop ends all work and waits for its end, but no longer than that. It returns
// how many jobs it ended.
func (d *Desk) Stop(most time.Duration) int {
	d.mu.Lock()
	d.stopping = true
	n := 0
	for _, j := range d.jobs {
		if !j.Ended() {
			j.stop(ErrStopping)
			n++
		}
	}
	d.mu.Unlock()
	all := make(chan struct{})
	go func() {
		d.under.Wait()
		close(all)
	}()
	select {
	case <-all:
	case <-time.After(most):
	}
	return n
}

// sized is a memo that says how much memory it takes.
type sized interface{ Bytes() int }

// tidy forgets what ended long ago, and the oldest of what ended when there is
// too much of it.
func (d *Desk) tidy() {
	var over []*Job
	now := d.now()
	for id, j := range d.jobs {
		if !j.Ended() {
			continue
		}
		if now.Sub(j.ended) > keptFor {
			delete(d.jobs, id)
			continue
		}
		over = append(over, j)
	}
	slices.SortFunc(over, func(a, b *Job) int { return b.ended.Compare(a.ended) }) // the newest first
	bytes := 0
	for i, j := range over {
		if m, ok := j.Memo().(sized); ok {
			bytes += m.Bytes()
		}
		if i > 0 && (i >= mostEnded || bytes > endedBytes) {
			delete(d.jobs, j.ID)
		}
	}
}
