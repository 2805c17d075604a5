package jobs

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"figurehead/datasets/progress"
)

// Why work ended without a result of its own.
var (
	ErrCancelled = errors.New("the work was cancelled")
	ErrStopping  = errors.New("the server is stopping")
	ErrBusy      = errors.New("too much work is under way")
)

// Words say why work ended that nobody can mend; false for other errors.
func Words(err error) (string, bool) {
	for _, w := range []struct {
		err  error
		text string
	}{
		{ErrBusy, "So much is under way that there is no room for more. Nothing was changed. Try again in a few minutes."},
		{ErrStopping, "The server was stopped before this was done. Nothing was changed. Send it again in a minute."},
		{ErrCancelled, "Cancelled. Nothing was stored."},
	} {
		if errors.Is(err, w.err) {
			return w.text, true
		}
	}
	return "", false
}

// Work is done under a context that is cancelled with ErrCancelled or
// ErrStopping. It returns the address to go on at.
type Work func(context.Context) (next string, err error)

// Job is work under way, or what became of it.
type Job struct {
	ID    string
	Owner string // id of the user who began it
	Title string
	Began time.Time

	bytes  int
	cancel context.CancelCauseFunc
	done   chan struct{}
	step   atomic.Pointer[progress.Step]

	mu     sync.Mutex // of what follows
	memo   any
	wanted error // why it is to end, nil
	kept   bool  // it is past the point where it can be cancelled
	ended  time.Time
	next   string
	err    error
}

// Step is how far the work is.
func (j *Job) Step() progress.Step { return *j.step.Load() }

// Done is closed when the work has ended.
func (j *Job) Done() <-chan struct{} { return j.done }

// Ended reports whether the work has ended.
func (j *Job) Ended() bool {
	select {
	case <-j.done:
		return true
	default:
		return false
	}
}

// Result waits for the end and gives the address to go on at, or why the work
// did not succeed.
func (j *Job) Result() (next string, err error) {
	<-j.done
	return j.next, j.err
}

// Wait waits for the end, but no longer than that. It reports whether it came.
func (j *Job) Wait(most time.Duration) bool {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-j.done:
		return true
	case <-timer.C:
		return false
	}
}

// Lasting is a memo that is wanted of work that succeeded, too.
type Lasting interface{ Lasts() }

// Memo is what whoever began it wants to have again. Work that succeeded has none
// unless it is Lasting.
func (j *Job) Memo() any {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.memo
}

// Stopping reports whether the work was told to end.
func (j *Job) Stopping() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.wanted != nil
}

// stop ends the work for a reason, unless it is being kept already.
func (j *Job) stop(why error) {
	j.mu.Lock()
	stops := !j.kept
	if stops && j.wanted == nil {
		j.wanted = why
	}
	j.mu.Unlock()
	if stops {
		j.cancel(why)
	}
}

// keep makes it too late to cancel.
func (j *Job) keep() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.wanted != nil {
		return j.wanted
	}
	j.kept = true
	return nil
}

// end notes what became of it. Work that succeeded before it could be stopped
// has succeeded.
func (j *Job) end(now time.Time, next string, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err != nil && j.wanted != nil {
		err = j.wanted // whatever words the reader had for it
	}
	j.ended, j.next, j.err = now, next, err
	if _, lasts := j.memo.(Lasting); err == nil && !lasts {
		j.memo = nil
	}
	close(j.done)
}

type jobKey struct{}

// jobOf is the job that works under ctx, or nil.
func jobOf(ctx context.Context) *working {
	w, _ := ctx.Value(jobKey{}).(*working)
	return w
}

// working is a job at its desk.
type working struct {
	desk *Desk
	job  *Job
}
