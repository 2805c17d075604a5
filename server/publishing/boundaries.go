package publishing

import (
	"context"
	"fmt"
	"sync"

	"figurehead/datasets/places"
	"figurehead/store"
	"figurehead/widgets"
)

// boundaries keeps the boundary sets of the store ready, by the hash of their
// places: there are few, and each is read for every drawing of a map.
type boundaries struct {
	mu   sync.Mutex
	sets map[string]*places.Set
}

// Boundaries returns the newest version of every boundary set in the store;
// those shipped with the program are not among them.
func (p *Publisher) Boundaries(ctx context.Context) ([]*places.Set, error) {
	list, err := p.store.BoundarySets(ctx)
	if err != nil {
		return nil, fmt.Errorf("boundary sets: %w", err)
	}
	p.boundaries.mu.Lock()
	defer p.boundaries.mu.Unlock()
	kept := make(map[string]*places.Set, len(list))
	sets := make([]*places.Set, 0, len(list))
	for _, b := range list {
		key := fmt.Sprint(b.SHA256, b.Version)
		set := p.boundaries.sets[key]
		if set == nil {
			if set, err = p.store.Boundaries(ctx, b); err != nil {
				return nil, err
			}
		}
		kept[key] = set
		sets = append(sets, set)
	}
	p.boundaries.sets = kept
	return sets, nil
}

// boundariesFor returns the sets that a figure of that kind may be drawn on
// beside those shipped; none for a kind that is no map.
func (p *Publisher) boundariesFor(ctx context.Context, kind widgets.Kind) ([]*places.Set, error) {
	if !widgets.OnMap(kind) {
		return nil, nil
	}
	return p.Boundaries(ctx)
}

// ImportBoundaries makes a boundary set of a file and of a layout of tiles for
// it, which may be nil, and keeps it as the next version of its id. What a
// person can mend is a datasets.Problem, and then nothing is kept.
func (p *Publisher) ImportBoundaries(ctx context.Context, by store.Actor, raw, tiles []byte, o places.Options) (store.BoundarySet, *places.Set, error) {
	set, err := places.Read(raw, o)
	if err != nil {
		return store.BoundarySet{}, nil, err
	}
	if tiles != nil {
		layout, err := places.Read(tiles, o)
		if err != nil {
			return store.BoundarySet{}, nil, fmt.Errorf("tiles: %w", err)
		}
		if set, err = set.WithTiles(layout); err != nil {
			return store.BoundarySet{}, nil, fmt.Errorf("tiles: %w", err)
		}
	}
	kept, err := p.store.AddBoundarySet(ctx, by, set)
	return kept, set, err
}
