package store

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets"
)

// CreateDataset stores a Dataset with its first Snapshot. The raw bytes are in
// Blobs before: ErrNotFound when they are not.
func (s *Store) CreateDataset(ctx context.Context, by Actor, d datasets.Dataset, first datasets.Snapshot) (datasets.Dataset, datasets.Snapshot, error) {
	err := s.change(ctx, "create dataset", func(tx *tx) (err error) {
		if err := tx.insertDataset(&d); err != nil {
			return err
		}
		first.DatasetID = d.ID
		if first, err = tx.addSnapshot(first); err != nil {
			return err
		}
		d.SnapshotID = first.ID
		return tx.audit(by, DatasetImported, "dataset "+d.ID, d.Title, "sha256 "+first.SHA256)
	})
	return d, first, err
}

func (t *tx) insertDataset(d *datasets.Dataset) error {
	if err := t.newID(&d.ID); err != nil {
		return err
	}
	d.CreatedAt, d.UpdatedAt = t.now, t.now
	source, err := toJSON(d.Source)
	if err != nil {
		return err
	}
	return t.exec(insertDataset, d.ID, d.Title, source, datasetSearch(d.Title, d.Source), orNull(d.DirectorateID), d.OwnerID, millis(d.CreatedAt), millis(d.UpdatedAt))
}

// Dataset returns one dataset, or ErrNotFound.
func (s *Store) Dataset(ctx context.Context, id string) (datasets.Dataset, error) {
	return look(ctx, s, "dataset "+id, scanDataset, selectDataset, id)
}

// Datasets returns all datasets, the last changed first.
func (s *Store) Datasets(ctx context.Context) (list []datasets.Dataset, err error) {
	err = s.view(ctx, "list datasets", func(tx *tx) (err error) {
		list, err = all(tx, scanDataset, selectDatasets)
		return err
	})
	return list, err
}

// DatasetsPage returns datasets in the order they were made in, the newest first:
// so many after the one with an id, "" from the start.
func (s *Store) DatasetsPage(ctx context.Context, after string, limit int) (list []datasets.Dataset, err error) {
	err = s.view(ctx, "page of datasets", func(tx *tx) (err error) {
		list, err = all(tx, scanDataset, selectDatasetsPage, after, after, limit)
		return err
	})
	return list, err
}

// SaveDataset stores a changed title, source, directorate or owner.
func (s *Store) SaveDataset(ctx context.Context, by Actor, d datasets.Dataset) error {
	return s.change(ctx, "save dataset "+d.ID, func(tx *tx) error {
		source, err := toJSON(d.Source)
		if err != nil {
			return err
		}
		if err := tx.execOne(updateDataset, d.Title, source, datasetSearch(d.Title, d.Source), orNull(d.DirectorateID), d.OwnerID, millis(tx.now), d.ID); err != nil {
			return err
		}
		return tx.audit(by, DatasetChanged, "dataset "+d.ID, d.Title, "")
	})
}

// SaveBands stores between which values the columns of a newer file may lie.
func (s *Store) SaveBands(ctx context.Context, by Actor, datasetID string, bands []datasets.Band) error {
	return s.change(ctx, "save bands of dataset "+datasetID, func(tx *tx) error {
		d, err := one(tx, scanDataset, selectDataset, datasetID)
		if err != nil {
			return err
		}
		if slices.Equal(d.Bands, bands) {
			return nil
		}
		body, err := toJSON(append([]datasets.Band{}, bands...))
		if err != nil {
			return err
		}
		if err := tx.execOne(updateBands, body, millis(tx.now), d.ID); err != nil {
			return err
		}
		return tx.audit(by, DatasetChanged, "dataset "+d.ID, d.Title, fmt.Sprintf("what a newer file may hold: %d columns", len(bands)))
	})
}

const (
	updateBands = `UPDATE datasets SET bands = ?, updated_at = ? WHERE id = ?`

	insertDataset = `
INSERT INTO datasets (id, title, source, search, directorate_id, owner_id, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)`

	selectDataset = `
SELECT d.id, d.title, d.source, COALESCE(d.directorate_id, ''), d.owner_id, d.created_at, d.updated_at, d.protection, d.reference, d.bands,
  COALESCE((SELECT s.id FROM snapshots s WHERE s.dataset_id = d.id ORDER BY s.number DESC LIMIT 1), '')
FROM datasets d WHERE d.id = ?`

	selectDatasetsPage = `
SELECT d.id, d.title, d.source, COALESCE(d.directorate_id, ''), d.owner_id, d.created_at, d.updated_at, d.protection, d.reference, d.bands,
  COALESCE((SELECT s.id FROM snapshots s WHERE s.dataset_id = d.id ORDER BY s.number DESC LIMIT 1), '')
FROM datasets d WHERE (? = '' OR d.id < ?) ORDER BY d.id DESC LIMIT ?`

	selectDatasets = `
SELECT d.id, d.title, d.source, COALESCE(d.directorate_id, ''), d.owner_id, d.created_at, d.updated_at, d.protection, d.reference, d.bands,
  COALESCE((SELECT s.id FROM snapshots s WHERE s.dataset_id = d.id ORDER BY s.number DESC LIMIT 1), '')
FROM datasets d ORDER BY d.updated_at DESC, d.id DESC`

	updateDataset = `
UPDATE datasets SET title = ?, source = ?, search = ?, directorate_id = ?, owner_id = ?, updated_at = ? WHERE id = ?`

	touchDataset = `UPDATE datasets SET updated_at = ? WHERE id = ?`
)

func scanDataset(row scanner) (d datasets.Dataset, err error) {
	err = row.Scan(&d.ID, &d.Title, jsonColumn{&d.Source}, &d.DirectorateID, &d.OwnerID,
		timeColumn{&d.CreatedAt}, timeColumn{&d.UpdatedAt}, jsonColumn{&d.Protection}, jsonColumn{&d.Reference}, jsonColumn{&d.Bands}, &d.SnapshotID)
	return d, err
}
