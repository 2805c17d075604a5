package publishing

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/maypok86/otter/v2"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// resultBytes bounds the memory of Results kept ready.
const resultBytes = 32 << 20

// resultKey is the digest of all that a Result is made from: the table, the
// Query, the tables that it takes numbers from, and under a rule the rule and
// the ledger that it was applied by.
type resultKey [sha256.Size]byte

// results keeps what Queries gave last, so that a change of words asks the data
// nothing. It is forgotten as a whole when data is erased.
type results struct {
	cache   *otter.Cache[resultKey, shown]
	erasure atomic.Int64 // counts what was erased
}

func newResults() *results {
	const weightUnit = 1 << 10
	return &results{cache: otter.Must(&otter.Options[resultKey, shown]{
		MaximumWeight: resultBytes / weightUnit,
		Weigher:       func(_ resultKey, s shown) uint32 { return uint32(s.sizeBytes()/weightUnit) + 1 },
	})}
}

// sizeBytes is about the memory that what is shown holds.
func (s shown) sizeBytes() int64 {
	const cell, entry = 96, 256
	size := int64(len(s.Entries) * entry)
	for _, row := range s.Result.Rows {
		size += int64(24 + len(row)*cell)
		for _, c := range row {
			size += int64(len(c.Text))
		}
	}
	return size
}

// of gives what is kept under the key, or makes it. What was begun before data
// was erased is not kept.
func (r *results) of(key resultKey, make func() (shown, error)) (shown, error) {
	s, ok := r.cache.GetIfPresent(key)
	if !ok {
		before := r.erasure.Load()
		var err error
		if s, err = make(); err != nil {
			return s, err
		}
		s.key = key
		r.cache.Set(key, s)
		if r.erasure.Load() != before {
			r.cache.Invalidate(key)
		}
	}
	s.Result.Rows = slices.Clone(s.Result.Rows)
	return s, nil
}

// forget drops everything that is kept of the data behind figures.
func (p *Publisher) forget(snapshotID string) {
	p.tables.Invalidate(snapshotID)
	p.results.erasure.Add(1)
	p.results.cache.InvalidateAll()
	p.again.Forget()
	p.looks.InvalidateAll()
	p.thumbs.InvalidateAll()
}

// result gives the Result of a Query under the rule of the Dataset, kept from
// the last time where nothing of it has changed.
func (p *Publisher) result(ctx context.Context, d datasets.Dataset, q datasets.Query, joined []joined, t *table.Table) (shown, error) {
	parts := []any{t.Digest(), t.Fields(), q}
	for _, j := range joined {
		if j.dataset.Protection.On() { // what is hidden in it depends on its own ledger
			return p.run(ctx, d, q, t)
		}
		parts = append(parts, j.snapshot.TableDigest, j.snapshot.Recipe)
	}
	if d.Protection.On() {
		version, err := p.store.LedgerVersion(ctx, d.ID)
		if err != nil {
			return shown{}, err
		}
		parts = append(parts, d.ID, d.Protection, version)
	}
	raw, err := json.Marshal(parts)
	if err != nil {
		return shown{}, fmt.Errorf("query: %w", err)
	}
	return p.results.of(sha256.Sum256(raw), func() (shown, error) {
		s, err := p.run(ctx, d, q, t)
		s.ledger.Entries = nil
		return s, err
	})
}

// Rows gives what a Draft's Query gives, before small numbers are hidden: what
// columns are chosen by, never what is shown. An error that a person can mend is
// a datasets.Problem.
func (p *Publisher) Rows(ctx context.Context, draft widgets.Draft) (datasets.Result, error) {
	t, err := p.Table(ctx, draft.SnapshotID)
	if err != nil {
		return datasets.Result{}, err
	}
	q, joined, err := p.join(ctx, draft.Query)
	if err != nil {
		return datasets.Result{}, err
	}
	s, err := p.result(ctx, datasets.Dataset{}, q, joined, t)
	return s.Result, err
}
