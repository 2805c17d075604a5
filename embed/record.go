package embed

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// freshness is how long the version of what is published is believed before
// the store is asked again. The promise is one second, for every process.
const freshness = 250 * time.Millisecond

// pointer knows which version of the published figures is current. It needs
// no goroutine: the first request after freshness asks.
type pointer struct {
	checked atomic.Int64 // Unix nanoseconds
	version atomic.Int64
}

// current returns the version; while the store does not answer, the last one,
// so that what is in memory is still served. Until the store has answered once
// everybody asks it: nobody is given a version that never was.
func (p *pointer) current(ctx context.Context, s Store, now time.Time) int64 {
	at, last := now.UnixNano(), p.checked.Load()
	if last != 0 {
		fresh := at >= last && at-last < int64(freshness)
		if fresh || !p.checked.CompareAndSwap(last, at) {
			return p.version.Load()
		}
	}
	if version, err := s.PublishedVersion(ctx); err == nil {
		p.version.Store(version)
		p.checked.CompareAndSwap(0, at)
	}
	return p.version.Load()
}

// record is what routing needs to know of a published figure: its state, the
// number of its Edition and the blobs of that.
type record struct {
	id      string
	state   widgets.State
	edition widgets.Edition // without drawings, table and result
	covers  string          // the span of its dates
	at      time.Time       // of a withdrawal
	reason  string
	version int64
}

// record returns the state of a figure, at most freshness old. A figure that
// is unknown or was never published gives store.ErrNotFound.
func (f *face) record(ctx context.Context, address string) (*record, error) {
	id, ok := publicID(address)
	if !ok {
		return nil, store.ErrNotFound
	}
	version := f.pointer.current(ctx, f.Store, f.Now())
	key := id + "@" + strconv.FormatInt(version, 36)
	if r, ok := f.records.GetIfPresent(key); ok {
		return r, nil
	}
	return f.records.Get(ctx, key, loader[*record](func(ctx context.Context) (*record, error) {
		p, err := f.Store.Published(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("figure %s: %w", id, err)
		}
		return newRecord(id, version, p), nil
	}))
}

// publicID folds an address as the store does; one that is written as we write
// it, which is nearly every one, is taken as it is.
func publicID(address string) (string, bool) {
	if len(address) == 26 && strings.Trim(address, "0123456789abcdefghjkmnpqrstvwxyz") == "" {
		return address, true
	}
	return store.FoldPublicID(address)
}

func newRecord(id string, version int64, p widgets.Published) *record {
	e, covers := p.Edition, Coverage(p.Edition.Result)
	e.Parts, e.Facts, e.Table, e.Result = nil, nil, widgets.TableWords{}, datasets.Result{}
	return &record{id: id, state: p.State, edition: e, covers: covers, at: p.WithdrawnAt, reason: p.Reason, version: version}
}

// live returns an error when the figure is not there to be seen any more.
func (r *record) live() error {
	if r.state == widgets.Live {
		return nil
	}
	return goneError{r}
}

// weight is a generous guess at the bytes of a record.
func (r *record) weight() int { return 2048 + 256*len(r.edition.Renditions) }

// at returns the record of Edition n of a figure, which is r itself when it is
// the live one or n is 0. It returns an error when the figure is withdrawn or
// the Edition erased.
func (f *face) at(ctx context.Context, r *record, n int) (*record, error) {
	if err := r.live(); err != nil {
		return nil, err
	}
	if n == 0 || n == r.edition.Number {
		return r, nil
	}
	// The version is in the key because an Edition can still be erased.
	key := fmt.Sprintf("%s/%d@%d", r.id, n, r.version)
	if frozen, ok := f.records.GetIfPresent(key); ok {
		return frozen, nil
	}
	return f.records.Get(ctx, key, loader[*record](func(ctx context.Context) (*record, error) {
		e, err := f.edition(ctx, r.id, n)
		if err != nil {
			return nil, err
		}
		return newRecord(r.id, r.version, widgets.Published{State: widgets.Live, Edition: e}), nil
	}))
}

// edition returns one Edition whole, with its drawings and table.
func (f *face) edition(ctx context.Context, id string, n int) (widgets.Edition, error) {
	e, err := f.Store.Edition(ctx, id, n)
	if err != nil {
		return widgets.Edition{}, fmt.Errorf("figure %s, edition %d: %w", id, n, err)
	}
	return e, nil
}

// figureAt finds what the two parts {id} and {n} of an address name; n is ""
// for the live Edition.
func (f *face) figureAt(ctx context.Context, id, n string) (*record, error) {
	number := 0
	if n != "" {
		var err error
		if number, err = editionNumber(n); err != nil {
			return nil, err
		}
	}
	r, err := f.record(ctx, id)
	if err != nil {
		return nil, err
	}
	return f.at(ctx, r, number)
}

// key names what is made of an Edition in the cache: the version is part of it
// so that nothing outlives an erasure.
func (r *record) key(what string) string {
	return what + "/" + r.id + "/" + strconv.Itoa(r.edition.Number) + "@" + strconv.FormatInt(r.version, 36)
}

// editionNumber reads {n} of an address: digits without a sign or a leading
// zero, so that an Edition has one address.
func editionNumber(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1<<30 || strconv.Itoa(n) != s {
		return 0, store.ErrNotFound
	}
	return n, nil
}

// loader makes a cache's loader of a function that knows its key.
type loader[V any] func(context.Context) (V, error)

// Load calls the function.
func (l loader[V]) Load(ctx context.Context, _ string) (V, error) { return l(ctx) }

// Reload calls the function.
func (l loader[V]) Reload(ctx context.Context, _ string, _ V) (V, error) { return l(ctx) }

// organisationName keeps what the pages say about the organisation for a few
// seconds: it changes once a year and stands on every page.
type organisationName struct {
	mu   sync.Mutex
	at   time.Time
	kept store.Organisation
}

const organisationFreshness = 5 * time.Second

// organisation returns the organisation, or a nameless one before set-up.
func (f *face) organisation(ctx context.Context) store.Organisation {
	f.name.mu.Lock()
	defer f.name.mu.Unlock()
	now := f.Now()
	if f.Organisation == nil || (!f.name.at.IsZero() && now.Sub(f.name.at).Abs() < organisationFreshness) {
		return f.name.kept
	}
	f.name.at = now
	if o, err := f.Organisation(ctx); err == nil {
		f.name.kept = o
	}
	return f.name.kept
}
