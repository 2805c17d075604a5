package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"figurehead/datasets/places"
)

// BoundarySet is one version of a boundary set, without its places: what a list
// shows.
type BoundarySet struct {
	ID        string // what a Spec names
	Version   int    // from 1
	Name      string
	Licence   string
	Places    int // how many
	SHA256    string
	SizeBytes int64
	CreatedAt time.Time
}

// AddBoundarySet keeps a set as the next version of its id, and returns it. A
// set that is the same as the newest adds none: the newest is returned.
func (s *Store) AddBoundarySet(ctx context.Context, by Actor, set *places.Set) (b BoundarySet, err error) {
	content := *set
	content.Version = 0 // the row has it, so that equal sets are equal bytes
	raw, err := content.Encode()
	if err != nil {
		return b, fmt.Errorf("boundary set %s: %w", set.ID, err)
	}
	b = BoundarySet{ID: set.ID, Version: 1, Name: set.Name, Licence: set.Licence, Places: len(set.Places)}
	if b.SHA256, b.SizeBytes, err = s.blobs.Put(ctx, bytes.NewReader(raw)); err != nil {
		return b, fmt.Errorf("boundary set %s: %w", set.ID, err)
	}
	err = s.change(ctx, "add boundary set "+set.ID, func(tx *tx) error { return tx.addBoundarySet(by, &b) })
	return b, err
}

func (t *tx) addBoundarySet(by Actor, b *BoundarySet) error {
	newest, err := one(t, scanBoundarySet, selectBoundarySet, b.ID)
	switch {
	case errors.Is(err, ErrNotFound):
	case err != nil:
		return err
	case newest.SHA256 == b.SHA256:
		*b = newest
		return nil
	default:
		b.Version = newest.Version + 1
	}
	if err := t.needBlob(b.SHA256); err != nil {
		return err
	}
	b.CreatedAt = t.now
	if err := t.exec(insertBoundarySet, b.ID, b.Version, b.Name, b.Licence, b.Places, b.SHA256, b.SizeBytes, millis(t.now)); err != nil {
		return err
	}
	return t.audit(by, BoundariesImported, "boundary set "+b.ID, b.Name, fmt.Sprintf("version %d, sha256 %s", b.Version, b.SHA256))
}

// BoundarySets returns the newest version of every set, in the order of their
// names.
func (s *Store) BoundarySets(ctx context.Context) ([]BoundarySet, error) {
	list, err := recently(s, "list boundary sets", func() (list []BoundarySet, err error) {
		err = s.view(ctx, "list boundary sets", func(tx *tx) (err error) {
			list, err = all(tx, scanBoundarySet, selectBoundarySets)
			return err
		})
		return list, err
	})
	return slices.Clone(list), err
}

// Boundaries returns the places of a version of a set.
func (s *Store) Boundaries(ctx context.Context, b BoundarySet) (*places.Set, error) {
	raw, err := s.blobs.Get(ctx, b.SHA256)
	if err != nil {
		return nil, fmt.Errorf("boundary set %s: %w", b.ID, err)
	}
	set, err := places.Decode(raw)
	if err != nil {
		return nil, fmt.Errorf("boundary set %s: %w", b.ID, err)
	}
	set.Version = b.Version
	return set, nil
}

const (
	selectBoundarySet = `
SELECT id, version, name, licence, places, sha256, size_bytes, created_at
FROM boundary_sets WHERE id = ? ORDER BY version DESC LIMIT 1`

	selectBoundarySets = `
SELECT id, version, name, licence, places, sha256, size_bytes, created_at
FROM boundary_sets b
WHERE version = (SELECT MAX(version) FROM boundary_sets n WHERE n.id = b.id)
ORDER BY name, id`

	insertBoundarySet = `
INSERT INTO boundary_sets (id, version, name, licence, places, sha256, size_bytes, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
)

func scanBoundarySet(row scanner) (b BoundarySet, err error) {
	err = row.Scan(&b.ID, &b.Version, &b.Name, &b.Licence, &b.Places, &b.SHA256, &b.SizeBytes, timeColumn{&b.CreatedAt})
	return b, err
}
