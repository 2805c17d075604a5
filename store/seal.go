package store

import (
	"context"
	"fmt"

	"figurehead/datasets"
)

// SealSnapshot puts a cleaned copy in the place of a Snapshot whose bytes hold
// personal data: the copy becomes the newest Snapshot, Drafts go on from it,
// and the raw bytes of the old one are erased, unless another Snapshot that is
// not purged has the same. Editions stay as they were published. The bytes of
// the copy are in Blobs before: ErrNotFound when they are not. A Snapshot that
// is purged already is ErrPurged.
func (s *Store) SealSnapshot(ctx context.Context, by Actor, old string, copied datasets.Snapshot) (datasets.Snapshot, error) {
	err := s.change(ctx, "seal snapshot "+old, func(tx *tx) error {
		was, err := one(tx, scanSnapshot, selectSnapshot, old)
		if err != nil {
			return err
		}
		if !was.PurgedAt.IsZero() {
			return ErrPurged
		}
		copied.ID, copied.DatasetID = "", was.DatasetID
		copied, err = tx.seal(by, was, copied)
		return err
	})
	if err != nil {
		return datasets.Snapshot{}, err
	}
	return copied, s.finishErasures(ctx)
}

func (t *tx) seal(by Actor, was, copied datasets.Snapshot) (datasets.Snapshot, error) {
	copied, err := t.addSnapshot(copied)
	if err != nil {
		return copied, err
	}
	if err := t.exec(condemnRawBytes, millis(t.now), was.ID); err != nil {
		return copied, err
	}
	if err := t.execOne(updateSnapshotPurged, millis(t.now), was.ID); err != nil {
		return copied, err
	}
	if err := t.exec(moveDrafts, copied.ID, was.ID); err != nil {
		return copied, err
	}
	if err := t.moveJoins(by, was.ID, copied.ID); err != nil {
		return copied, err
	}
	if err := t.execOne(touchDataset, millis(t.now), was.DatasetID); err != nil {
		return copied, err
	}
	d, err := one(t, scanDataset, selectDataset, was.DatasetID)
	if err != nil {
		return copied, err
	}
	return copied, t.audit(by, SnapshotSealed, "dataset "+d.ID, d.Title,
		fmt.Sprintf("snapshot %s, sha256 %s, replaced by a cleaned copy, snapshot %s, sha256 %s", was.ID, was.SHA256, copied.ID, copied.SHA256))
}

const moveDrafts = `UPDATE drafts SET snapshot_id = ?, version = version + 1 WHERE snapshot_id = ?`
