package jobs

import (
	"bytes"
	"context"
	"slices"
	"sync"

	"figurehead/datasets/progress"
)

// smallBytes is the largest file that does not wait for large ones.
const smallBytes = 4 << 20

const (
	small = iota
	large
	fetching
)

// Turn waits until a file of so many bytes may be worked on and returns what
// gives the turn back. When ctx ends first, its cause is the error. Work that
// is no job has its turn at once. When there is no memory for the file beside
// those of others, the error is ErrBusy.
func Turn(ctx context.Context, bytes int) (release func(), err error) {
	w := jobOf(ctx)
	if w == nil {
		return func() {}, nil
	}
	if err := w.desk.brings(w.job, bytes); err != nil {
		return nil, err
	}
	at := small
	if bytes > smallBytes {
		at = large
	}
	return w.desk.lanes[at].turn(ctx, w.job.Owner)
}

// Fetch is Turn for asking another server: work waits there for long, and does
// nothing.
func Fetch(ctx context.Context) (release func(), err error) {
	w := jobOf(ctx)
	if w == nil {
		return func() {}, nil
	}
	return w.desk.lanes[fetching].turn(ctx, w.job.Owner)
}

// lane gives turns to files of one size.
type lane struct {
	mu      *sync.Mutex
	free    int
	ofOne   int // turns that one person may have at the same time
	having  map[string]int
	served  map[string]int // when a person last got a turn, as a count of turns
	turns   int
	waiting []*waiter
}

type waiter struct {
	owner string
	ctx   context.Context
	ready chan struct{}
}

func newLane(free, ofOne int) lane {
	return lane{mu: &sync.Mutex{}, free: free, ofOne: ofOne, having: map[string]int{}, served: map[string]int{}}
}

func (l *lane) turn(ctx context.Context, owner string) (func(), error) {
	w := &waiter{owner, ctx, make(chan struct{})}
	l.mu.Lock()
	l.waiting = append(l.waiting, w)
	l.next()
	l.mu.Unlock()
	select {
	case <-w.ready:
		return sync.OnceFunc(func() { l.release(owner) }), nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	at := slices.Index(l.waiting, w)
	if at >= 0 {
		l.waiting = slices.Delete(l.waiting, at, at+1)
		l.next()
	}
	l.mu.Unlock()
	if at < 0 { // it got its turn at the same moment
		l.release(owner)
	}
	return nil, context.Cause(ctx)
}

func (l *lane) release(owner string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.free++
	if l.having[owner]--; l.having[owner] == 0 {
		delete(l.having, owner)
	}
	l.next()
}

// next gives the free turns to whoever had one the longest ago, and tells the
// others how many are before them.
func (l *lane) next() {
	for l.free > 0 {
		at := -1
		for i, w := range l.waiting {
			if l.having[w.owner] >= l.ofOne {
				continue
			}
			if at < 0 || l.served[w.owner] < l.served[l.waiting[at].owner] {
				at = i
			}
		}
		if at < 0 {
			break
		}
		w := l.waiting[at]
		l.waiting = slices.Delete(l.waiting, at, at+1)
		l.free--
		l.turns++
		l.having[w.owner]++
		l.served[w.owner] = l.turns
		close(w.ready)
	}
	if len(l.waiting) == 0 && len(l.having) == 0 {
		clear(l.served) // nobody is before anybody
	}
	for i, w := range l.waiting {
		progress.Tell(w.ctx, progress.Waiting, i+1, 0)
	}
}

// Weight is how large a file counts for its turn: packed ones grow.
func Weight(raw []byte) int {
	const grows = 8
	if start := raw[:min(len(raw), 4)]; bytes.HasPrefix(start, []byte("PK")) || bytes.HasPrefix(start, []byte("PAR1")) {
		return grows * len(raw)
	}
	return len(raw)
}
