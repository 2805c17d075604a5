package datasets

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"weak"

	"figurehead/datasets/table"
)

// Again answers Queries as [Run] does, and faster where one is asked again with
// other values in one of its filters: whoever makes a figure tries one place after
// another, or moves a bound.
//
// The Query has to begin with filters and a group of sums, means and counts. When
// it was asked once with each of its filters as it is but one, the rows are put in
// order of the column of that one, and what blocks of them add up to is kept: then
// other values are answered from whole blocks and the two that they begin and end
// in. What is kept belongs to one Table in memory and goes with it. The zero value
// is ready; its methods may be called concurrently.
type Again struct {
	mu    sync.Mutex
	asked []askedShape // the last used last
	bytes int64
}

// askedShape is a Query without the values of one filter.
type askedShape struct {
	key   shapeKey
	kept  *pieces // nil while it was asked once only
	none  bool    // nothing can be kept of it
	bytes int64
}

type shapeKey struct {
	table weak.Pointer[table.Table]
	shape [sha256.Size]byte
}

// Bounds of what is kept ready.
const (
	againBytes  = 96 << 20
	againShapes = 64
	againRows   = 2000 // fewer are read faster than put in order
)

// Run is [Run].
func (a *Again) Run(ctx context.Context, q Query, t *table.Table) (Result, error) {
	filters, group, ok := q.foldable(t)
	if !ok {
		return Run(ctx, q, t)
	}
	keys, err := shapeKeys(t, filters, group)
	if err != nil {
		return Result{}, err
	}
	at, kept := a.find(keys)
	if at < 0 {
		return Run(ctx, q, t)
	}
	if kept == nil {
		others := slices.Delete(slices.Clone(filters), at, at+1)
		if kept, err = newPieces(ctx, relationOf(t), others, filters[at].Field, group); err != nil {
			return Result{}, err
		}
		a.keep(keys[at], kept)
		if kept == nil {
			return Run(ctx, q, t)
		}
	}
	r, ok, err := kept.answer(ctx, relationOf(t), filters[at], group)
	if err != nil {
		return Result{}, inStep(len(filters), err)
	}
	if !ok {
		return Run(ctx, q, t)
	}
	return q.runFrom(ctx, r, len(filters)+1, MaxResultRows)
}

// Forget drops everything that is kept.
func (a *Again) Forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.asked, a.bytes = nil, 0
}

// foldable are the filters and the group that q begins with, when Again can
// answer them.
func (q Query) foldable(t *table.Table) ([]Filter, Group, bool) {
	if t.Rows() < againRows {
		return nil, Group{}, false
	}
	fields := t.Fields()
	var filters []Filter
	for _, step := range q.Steps {
		if _, err := step.outline(fields); err != nil {
			return nil, Group{}, false // Run says what is wrong
		}
		switch step := step.(type) {
		case Filter:
			filters = append(filters, step)
			continue
		case Group:
			adds := !slices.ContainsFunc(step.Measures, func(s Summary) bool { return s.Summary != "sum" && s.Summary != "mean" && s.Summary != "count" })
			return filters, step, adds && len(filters) > 0
		}
		break
	}
	return nil, Group{}, false
}

// shapeKeys are the shapes that a Query has: for each filter, all but its values.
func shapeKeys(t *table.Table, filters []Filter, group Group) ([]shapeKey, error) {
	keys := make([]shapeKey, len(filters))
	for i := range filters {
		open := slices.Clone(filters)
		open[i].Values, open[i].Test = nil, ""
		raw, err := json.Marshal([]any{i, open, group})
		if err != nil {
			return nil, fmt.Errorf("query: %w", err)
		}
		keys[i] = shapeKey{weak.Make(t), sha256.Sum256(raw)}
	}
	return keys, nil
}

// find returns the place of the shape that was asked before, and what is kept of
// it, or −1; it remembers them all.
func (a *Again) find(keys []shapeKey) (at int, kept *pieces) {
	a.mu.Lock()
	defer a.mu.Unlock()
	at = -1
	for i, key := range keys {
		found := slices.IndexFunc(a.asked, func(s askedShape) bool { return s.key == key })
		if found < 0 {
			a.asked = append(a.asked, askedShape{key: key})
			continue
		}
		shape := a.asked[found]
		a.asked = append(slices.Delete(a.asked, found, found+1), shape)
		if !shape.none && (at < 0 || kept == nil && shape.kept != nil) {
			at, kept = i, shape.kept
		}
	}
	a.drop()
	return at, kept
}

// keep notes the pieces of a shape, or that there are none.
func (a *Again) keep(key shapeKey, kept *pieces) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i := range a.asked {
		if s := &a.asked[i]; s.key == key && s.kept == nil {
			s.kept, s.none, s.bytes = kept, kept == nil, kept.sizeBytes()
			a.bytes += s.bytes
		}
	}
	a.drop()
}

// drop forgets what belongs to tables that are gone, and what was used longest ago.
func (a *Again) drop() {
	for i := 0; i < len(a.asked); {
		s := a.asked[i]
		if s.key.table.Value() != nil && len(a.asked) <= againShapes && a.bytes <= againBytes {
			i++
			continue
		}
		a.bytes -= s.bytes
		a.asked = slices.Delete(a.asked, i, i+1)
	}
}
