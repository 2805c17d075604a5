package store

import (
	"context"
	"time"
)

// RefreshOutcome is what came of a try to fetch a dataset again.
type RefreshOutcome string

// The outcomes of a refresh.
const (
	RefreshChanged RefreshOutcome = "changed" // a newer copy is in use
	RefreshSame    RefreshOutcome = "same"    // nothing was new
	RefreshKept    RefreshOutcome = "kept"    // it failed, and the last good copy stays
)

// Refresh is one try to fetch a dataset again.
type Refresh struct {
	ID        string
	DatasetID string
	At        time.Time
	By        string // name of who or what tried
	Outcome   RefreshOutcome
	Words     string // why, or what changed
	// What the source said of its file, so that it need not be sent again.
	ETag, LastModified string
}

// keptRefreshes is how many tries of a dataset are remembered.
const keptRefreshes = 50

// RecordRefresh remembers a try and forgets those before the last fifty. The
// audit trail has when a dataset began to fail.
func (s *Store) RecordRefresh(ctx context.Context, by Actor, r Refresh) (Refresh, error) {
	err := s.change(ctx, "record refresh of dataset "+r.DatasetID, func(tx *tx) error {
		d, err := one(tx, scanDataset, selectDataset, r.DatasetID)
		if err != nil {
			return err
		}
		before, err := all(tx, scanRefresh, selectRefreshes, r.DatasetID)
		if err != nil {
			return err
		}
		if err := tx.newID(&r.ID); err != nil {
			return err
		}
		r.At, r.By = tx.now, by.Name
		if err := tx.exec(insertRefresh, r.ID, r.DatasetID, millis(r.At), r.By, r.Outcome, r.Words, r.ETag, r.LastModified); err != nil {
			return err
		}
		if err := tx.exec(deleteOldRefreshes, r.DatasetID, r.DatasetID, keptRefreshes); err != nil {
			return err
		}
		if err := tx.judge(d.ID); err != nil {
			return err
		}
		topic, failed := DatasetNotRefreshed+" dataset "+d.ID, len(before) > 0 && before[0].Outcome == RefreshKept
		switch {
		case r.Outcome != RefreshKept:
			return tx.settle(topic)
		case failed: // the trail has it once, however often it fails
			return tx.recur(topic)
		}
		// Why may quote a cell, which the trail never does.
		return tx.audit(by, DatasetNotRefreshed, "dataset "+d.ID, d.Title, "")
	})
	return r, err
}

// Refreshes returns the tries of a dataset, the newest first.
func (s *Store) Refreshes(ctx context.Context, datasetID string) (list []Refresh, err error) {
	err = s.view(ctx, "list refreshes of dataset "+datasetID, func(tx *tx) (err error) {
		list, err = all(tx, scanRefresh, selectRefreshes, datasetID)
		return err
	})
	return list, err
}

const (
	insertRefresh = `
INSERT INTO refreshes (id, dataset_id, at, by_name, outcome, words, etag, last_modified)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)`

	deleteOldRefreshes = `
DELETE FROM refreshes WHERE dataset_id = ? AND id NOT IN (
  SELECT id FROM refreshes WHERE dataset_id = ? ORDER BY at DESC, id DESC LIMIT ?)`

	selectRefreshes = `
SELECT id, dataset_id, at, by_name, outcome, words, etag, last_modified
FROM refreshes WHERE dataset_id = ? ORDER BY at DESC, id DESC`
)

func scanRefresh(row scanner) (r Refresh, err error) {
	return r, row.Scan(&r.ID, &r.DatasetID, timeColumn{&r.At}, &r.By, &r.Outcome, &r.Words, &r.ETag, &r.LastModified)
}
