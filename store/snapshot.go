package store

import (
	"context"
	"fmt"

	"figurehead/datasets"
)

// Snapshot returns one snapshot, or ErrNotFound.
func (s *Store) Snapshot(ctx context.Context, id string) (datasets.Snapshot, error) {
	return look(ctx, s, "snapshot "+id, scanSnapshot, selectSnapshot, id)
}

// Snapshots returns the snapshots of a dataset, the newest first.
func (s *Store) Snapshots(ctx context.Context, datasetID string) (list []datasets.Snapshot, err error) {
	err = s.view(ctx, "list snapshots of "+datasetID, func(tx *tx) (err error) {
		list, err = all(tx, scanSnapshot, selectSnapshots, datasetID)
		return err
	})
	return list, err
}

// SnapshotsPage returns readings of a dataset in the order in which they came, the
// newest first: so many after the one with an id, "" from the start.
func (s *Store) SnapshotsPage(ctx context.Context, datasetID, after string, limit int) (list []datasets.Snapshot, err error) {
	err = s.view(ctx, "page of snapshots of "+datasetID, func(tx *tx) (err error) {
		list, err = all(tx, scanSnapshot, selectSnapshotsPage, datasetID, after, after, limit)
		return err
	})
	return list, err
}

// AddSnapshot stores a new reading of a dataset whose raw bytes are in Blobs.
// A reading in which nothing changed adds none: the newest is returned.
func (s *Store) AddSnapshot(ctx context.Context, by Actor, snapshot datasets.Snapshot) (datasets.Snapshot, error) {
	err := s.change(ctx, "add snapshot", func(tx *tx) error {
		d, err := one(tx, scanDataset, selectDataset, snapshot.DatasetID)
		if err != nil {
			return fmt.Errorf("dataset %q: %w", snapshot.DatasetID, err)
		}
		newest, err := one(tx, scanSnapshot, selectSnapshot, d.SnapshotID)
		if err != nil {
			return err
		}
		same, err := sameReading(newest, snapshot)
		if err != nil {
			return err
		}
		if same {
			snapshot = newest
			return nil
		}
		if snapshot, err = tx.addSnapshot(snapshot); err != nil {
			return err
		}
		if err := tx.execOne(touchDataset, millis(tx.now), d.ID); err != nil {
			return err
		}
		return tx.audit(by, DatasetRefreshed, "dataset "+d.ID, d.Title, "sha256 "+snapshot.SHA256)
	})
	return snapshot, err
}

// sameReading reports whether two snapshots hold the same bytes read alike.
func sameReading(a, b datasets.Snapshot) (bool, error) {
	if !a.PurgedAt.IsZero() || a.SHA256 != b.SHA256 || a.TableDigest != b.TableDigest || a.Confirmed != b.Confirmed {
		return false, nil
	}
	recipe, err := toJSON(a.Recipe)
	if err != nil {
		return false, err
	}
	other, err := toJSON(b.Recipe)
	return recipe == other, err
}

func (t *tx) addSnapshot(s datasets.Snapshot) (datasets.Snapshot, error) {
	if err := t.needBlob(s.SHA256); err != nil {
		return s, fmt.Errorf("raw bytes: %w", err)
	}
	if err := t.newID(&s.ID); err != nil {
		return s, err
	}
	if s.RetrievedAt.IsZero() {
		s.RetrievedAt = t.now
	}
	s.RetrievedAt = wholeMillis(s.RetrievedAt)
	recipe, err := toJSON(s.Recipe)
	if err != nil {
		return s, err
	}
	return s, t.exec(insertSnapshot, s.ID, s.DatasetID, s.DatasetID, s.SHA256, s.SizeBytes, recipe, s.Confirmed,
		s.TableDigest, s.Rows, millis(s.RetrievedAt))
}

// SaveRecipe stores a corrected recipe, with the table it gives, of a snapshot
// that is not confirmed yet; with Confirmed it is confirmed. A confirmed
// snapshot is never changed: ErrConflict, unless nothing would change.
func (s *Store) SaveRecipe(ctx context.Context, by Actor, snapshot datasets.Snapshot) error {
	return s.change(ctx, "save recipe of snapshot "+snapshot.ID, func(tx *tx) error {
		was, err := one(tx, scanSnapshot, selectSnapshot, snapshot.ID)
		if err != nil {
			return err
		}
		same, err := sameReading(was, snapshot)
		if err != nil || same {
			return err
		}
		if was.Confirmed {
			return fmt.Errorf("already confirmed: %w", ErrConflict)
		}
		return tx.updateRecipe(by, was, snapshot)
	})
}

func (t *tx) updateRecipe(by Actor, was, is datasets.Snapshot) error {
	recipe, err := toJSON(is.Recipe)
	if err != nil {
		return err
	}
	if err := t.execOne(updateRecipe, recipe, is.Confirmed, is.TableDigest, is.Rows, is.ID); err != nil {
		return err
	}
	d, err := one(t, scanDataset, selectDataset, was.DatasetID)
	if err != nil {
		return err
	}
	action := RecipeChanged
	if is.Confirmed {
		action = RecipeConfirmed
	}
	return t.audit(by, action, "dataset "+d.ID, d.Title, "snapshot "+is.ID)
}

const (
	selectSnapshot = `
SELECT id, dataset_id, sha256, size_bytes, recipe, confirmed, table_digest, row_count, retrieved_at, purged_at
FROM snapshots WHERE id = ?`

	selectSnapshots = `
SELECT id, dataset_id, sha256, size_bytes, recipe, confirmed, table_digest, row_count, retrieved_at, purged_at
FROM snapshots WHERE dataset_id = ? ORDER BY number DESC`

	selectSnapshotsPage = `
SELECT id, dataset_id, sha256, size_bytes, recipe, confirmed, table_digest, row_count, retrieved_at, purged_at
FROM snapshots WHERE dataset_id = ? AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?`

	insertSnapshot = `
INSERT INTO snapshots (id, dataset_id, number, sha256, size_bytes, recipe, confirmed, table_digest, row_count, retrieved_at, purged_at)
VALUES (?, ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM snapshots WHERE dataset_id = ?), ?, ?, ?, ?, ?, ?, ?, 0)`

	updateRecipe = `UPDATE snapshots SET recipe = ?, confirmed = ?, table_digest = ?, row_count = ? WHERE id = ?`
)

func scanSnapshot(row scanner) (s datasets.Snapshot, err error) {
	err = row.Scan(&s.ID, &s.DatasetID, &s.SHA256, &s.SizeBytes, jsonColumn{&s.Recipe}, &s.Confirmed,
		&s.TableDigest, &s.Rows, timeColumn{&s.RetrievedAt}, timeColumn{&s.PurgedAt})
	return s, err
}
