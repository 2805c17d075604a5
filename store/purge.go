package store

import (
	"context"
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/widgets"
)

// PurgeSnapshot erases the raw bytes of a Snapshot, unless another that is not
// purged has the same, and the Editions made from it with their renditions.
// Hash, who and why stay in the audit trail; the addresses are answered as
// purged. It returns ErrReason without a reason. A snapshot that is purged
// already is no error.
func (s *Store) PurgeSnapshot(ctx context.Context, by Actor, id, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fmt.Errorf("purge snapshot %s: %w", id, ErrReason)
	}
	err := s.change(ctx, "purge snapshot "+id, func(tx *tx) error {
		snapshot, err := one(tx, scanSnapshot, selectSnapshot, id)
		if err != nil || !snapshot.PurgedAt.IsZero() {
			return err
		}
		return tx.purge(by, snapshot, reason)
	})
	if err != nil {
		return err
	}
	queries.forget()
	// From here on the purge is decided: what a stop leaves is finished at the
	// next start.
	return s.finishErasures(ctx)
}

func (t *tx) purge(by Actor, snapshot datasets.Snapshot, reason string) error {
	for _, statement := range []string{condemnRawBytes, condemnRenditions} {
		if err := t.exec(statement, millis(t.now), snapshot.ID); err != nil {
			return err
		}
	}
	erased, err := t.count(updateEditionsPurged, millis(t.now), snapshot.ID)
	if err != nil {
		return err
	}
	if err := t.purgePublic(snapshot.ID); err != nil {
		return err
	}
	if err := t.execOne(updateSnapshotPurged, millis(t.now), snapshot.ID); err != nil {
		return err
	}
	d, err := one(t, scanDataset, selectDataset, snapshot.DatasetID)
	if err != nil {
		return err
	}
	return t.audit(by, SnapshotPurged, "dataset "+d.ID, d.Title,
		fmt.Sprintf("snapshot %s, sha256 %s, %d editions: %s", snapshot.ID, snapshot.SHA256, erased, reason))
}

// purgePublic empties the read model of the figures whose newest Edition is
// among those erased.
func (t *tx) purgePublic(snapshotID string) error {
	statements := []struct {
		text string
		args []any
	}{
		{deleteRenditions, []any{snapshotID}},
		{deleteLedger, []any{snapshotID}},
		{updateWidgetsPurged, []any{widgets.Purged, millis(t.now), snapshotID}},
		{updateSetsPurged, []any{widgets.Purged, widgets.Purged, snapshotID}},
		{updatePublishedPurged, []any{widgets.Purged, snapshotID}},
		{updatePinsPurged, []any{millis(t.now)}},
		{touchPublishedVersion, nil},
	}
	for _, s := range statements {
		if err := t.exec(s.text, s.args...); err != nil {
			return err
		}
	}
	return nil
}

const (
	condemnRawBytes = `
INSERT INTO erasures (sha256, condemned_at)
SELECT sha256, ? FROM snapshots WHERE id = ?
ON CONFLICT (sha256) DO NOTHING`

	condemnRenditions = `
INSERT INTO erasures (sha256, condemned_at)
SELECT DISTINCT r.sha256, ? FROM renditions r WHERE r.edition_id IN (SELECT edition_id FROM edition_snapshots WHERE snapshot_id = ?)
ON CONFLICT (sha256) DO NOTHING`

	updateEditionsPurged = `UPDATE editions SET body = '', purged_at = ? WHERE id IN (SELECT edition_id FROM edition_snapshots WHERE snapshot_id = ?)`

	deleteRenditions = `
DELETE FROM renditions WHERE edition_id IN (SELECT edition_id FROM edition_snapshots WHERE snapshot_id = ?)`

	// Its labels are words of the data. Those of figures that are public from
	// another snapshot stay.
	deleteLedger = `
DELETE FROM ledger WHERE widget_id IN (SELECT widget_id FROM editions WHERE id IN (SELECT edition_id FROM edition_snapshots WHERE snapshot_id = ?))
  AND NOT EXISTS (SELECT 1 FROM editions e WHERE e.widget_id = ledger.widget_id AND e.purged_at = 0)`

	updateWidgetsPurged = `
UPDATE widgets SET state = ?, edition = 0, updated_at = ?
WHERE id IN (SELECT widget_id FROM published WHERE edition_id IN (SELECT edition_id FROM edition_snapshots WHERE snapshot_id = ?))`

	// The names of its places are words of the data.
	updateSetsPurged = `
UPDATE published_sets SET state = ?, body = '{}', listed = FALSE, reason = ''
WHERE state <> ? AND set_id IN (SELECT f.set_id FROM set_figures f JOIN published p ON p.widget_id = f.widget_id
  WHERE p.edition_id IN (SELECT edition_id FROM edition_snapshots WHERE snapshot_id = ?))`

	updatePublishedPurged = `
UPDATE published SET state = ?, body = '{}', listed = FALSE, search = '', reason = ''
WHERE edition_id IN (SELECT edition_id FROM edition_snapshots WHERE snapshot_id = ?)`

	updateSnapshotPurged = `UPDATE snapshots SET purged_at = ? WHERE id = ?`
)
