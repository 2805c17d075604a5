package store

import (
	"context"
	"fmt"

	"figurehead/datasets"
	"figurehead/widgets"
)

// SaveReference marks a Dataset as a reference table, or, with the zero Reference,
// as none. Figures that take numbers from it already keep them.
func (s *Store) SaveReference(ctx context.Context, by Actor, datasetID string, r datasets.Reference) error {
	return s.change(ctx, "save reference of dataset "+datasetID, func(tx *tx) error {
		d, err := one(tx, scanDataset, selectDataset, datasetID)
		if err != nil || d.Reference == r {
			return err
		}
		body, err := toJSON(r)
		if err != nil {
			return err
		}
		if err := tx.execOne(updateReference, body, millis(tx.now), datasetID); err != nil {
			return err
		}
		return tx.audit(by, ReferenceChanged, "dataset "+d.ID, d.Title, r.Words())
	})
}

// JoinedWidgets returns the widgets in a state whose drafts take numbers from a
// Dataset that is not their own.
func (s *Store) JoinedWidgets(ctx context.Context, datasetID string, state widgets.State) (list []widgets.Widget, err error) {
	err = s.view(ctx, "list widgets joined with dataset "+datasetID, func(tx *tx) (err error) {
		list, err = all(tx, scanWidget, selectJoinedWidgets, state, datasetID)
		return err
	})
	return list, err
}

// joinDraft remembers the Snapshots that a draft takes numbers from.
func (t *tx) joinDraft(d widgets.Draft) error {
	if err := t.exec(deleteDraftJoins, d.WidgetID); err != nil {
		return err
	}
	for _, id := range d.Query.References() {
		if err := t.exec(insertDraftJoin, d.WidgetID, id); err != nil {
			return fmt.Errorf("numbers of snapshot %s: %w", id, err)
		}
	}
	return nil
}

// joinEdition remembers those that an Edition was made from.
func (t *tx) joinEdition(editionID string, q datasets.Query) error {
	for _, id := range q.References() {
		if err := t.exec(insertEditionJoin, editionID, id); err != nil {
			return fmt.Errorf("numbers of snapshot %s: %w", id, err)
		}
	}
	return nil
}

// moveJoins lets drafts that take numbers from one Snapshot take them from another.
func (t *tx) moveJoins(by Actor, from, to string) error {
	ids, err := all(t, scanText, selectDraftsJoined, from)
	if err != nil {
		return err
	}
	for _, id := range ids {
		d, err := one(t, scanDraft, selectDraft, id)
		if err != nil {
			return err
		}
		d.Query = d.Query.Renewed(map[string]string{from: to})
		if _, err := t.storeDraft(by, d.Draft, d.base); err != nil {
			return err
		}
	}
	return nil
}

func scanText(row scanner) (text string, err error) { return text, row.Scan(&text) }

const (
	updateReference = `UPDATE datasets SET reference = ?, updated_at = ? WHERE id = ?`

	deleteDraftJoins = `DELETE FROM draft_joins WHERE widget_id = ?`

	insertDraftJoin = `INSERT INTO draft_joins (widget_id, snapshot_id) VALUES (?, ?)`

	selectDraftsJoined = `SELECT widget_id FROM draft_joins WHERE snapshot_id = ? ORDER BY widget_id`

	insertEditionJoin = `INSERT INTO edition_joins (edition_id, snapshot_id) VALUES (?, ?)`

	selectJoinedWidgets = `
SELECT id, public_id, COALESCE(short_code, ''), dataset_id, COALESCE(directorate_id, ''), owner_id, state, title, kind, edition, created_at, updated_at
FROM widgets
WHERE state = ? AND id IN (
  SELECT j.widget_id FROM draft_joins j JOIN snapshots s ON s.id = j.snapshot_id WHERE s.dataset_id = ?)
ORDER BY updated_at DESC, id DESC`
)
