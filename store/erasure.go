package store

import (
	"context"
	"fmt"
	"time"

	"figurehead/store/blob"
)

// Bytes are deleted only inside a writing transaction that finds no row in
// need of them, and a row is stored only inside one that finds its bytes. As
// there is one writer at a time, nothing that is needed is ever deleted.

// needBlob returns ErrNotFound when the bytes a row is about to name are not
// in Blobs.
func (t *tx) needBlob(sha256 string) error {
	there, err := t.store.blobs.Has(t.ctx, sha256)
	if err == nil && !there {
		err = fmt.Errorf("blob %q: %w", sha256, ErrNotFound)
	}
	return err
}

// finishErasures deletes what purges have condemned, and then empties the
// write-ahead log, which still holds the pages as they were.
func (s *Store) finishErasures(ctx context.Context) error {
	erased := 0
	err := s.change(ctx, "erase purged bytes", func(tx *tx) error {
		condemned, err := values[string](tx, selectErasures)
		if err != nil || len(condemned) == 0 {
			return err
		}
		for _, sha256 := range condemned {
			if _, err := tx.deleteUnneeded(sha256); err != nil {
				return err
			}
		}
		erased = len(condemned)
		return tx.exec(deleteErasures)
	})
	if err != nil || erased == 0 {
		return err
	}
	return s.emptyLog(ctx)
}

// deleteUnneeded deletes a blob that no row needs and reports whether it did.
func (t *tx) deleteUnneeded(sha256 string) (bool, error) {
	needed, err := value[int64](t, countNeeds, sha256, sha256, sha256, sha256)
	if err != nil || needed > 0 {
		return false, err
	}
	return true, t.store.blobs.Delete(t.ctx, sha256)
}

// emptyLog copies the write-ahead log into the database and truncates it. A
// reader that still looks at older pages delays it to the next time.
func (s *Store) emptyLog(ctx context.Context) error {
	var busy, pages, moved int64
	if err := s.write.QueryRowContext(ctx, checkpointTruncate).Scan(&busy, &pages, &moved); err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	return nil
}

// CollectOrphans deletes blobs that no row needs and that were stored longer
// ago than grace, and what writes cut short left behind: a publish or an
// import that stopped between its bytes and its row. It returns how many.
func (s *Store) CollectOrphans(ctx context.Context, grace time.Duration) (int, error) {
	before := s.now().Add(-grace)
	orphans, err := s.orphans(ctx, before)
	if err != nil {
		return 0, err
	}
	deleted := 0
	for _, sha256 := range orphans {
		err := s.change(ctx, "collect blob "+sha256, func(tx *tx) error {
			gone, err := tx.deleteUnneeded(sha256)
			if gone {
				deleted++
			}
			return err
		})
		if err != nil {
			return deleted, err
		}
	}
	tidied, err := s.blobs.Tidy(ctx, before)
	return deleted + tidied, err
}

// orphans returns the blobs stored before an instant that no row needs.
func (s *Store) orphans(ctx context.Context, before time.Time) (list []string, err error) {
	err = s.view(ctx, "list orphans", func(tx *tx) error {
		return s.blobs.List(ctx, func(b blob.Info) error {
			if !b.StoredAt.Before(before) {
				return nil
			}
			needed, err := value[int64](tx, countNeeds, b.SHA256, b.SHA256, b.SHA256, b.SHA256)
			if err == nil && needed == 0 {
				list = append(list, b.SHA256)
			}
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

const (
	selectErasures = `SELECT sha256 FROM erasures ORDER BY sha256`

	deleteErasures = `DELETE FROM erasures`

	countNeeds = `
SELECT (SELECT COUNT(*) FROM snapshots WHERE sha256 = ? AND purged_at = 0)
     + (SELECT COUNT(*) FROM renditions WHERE sha256 = ?)
     + (SELECT COUNT(*) FROM boundary_sets WHERE sha256 = ?)
     + (SELECT COUNT(*) FROM campaigns WHERE preview = ?)`

	checkpointTruncate = `PRAGMA wal_checkpoint(TRUNCATE)`
)
