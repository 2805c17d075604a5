package store

import (
	"context"
	"fmt"

	"figurehead/widgets"
)

// A Revision knows its parent, the Revision it goes on from, and a Draft its
// base. Undo moves the base towards the first Revision, redo to the newest
// child; what was undone stays, and editing after an undo starts a new branch.

// AddRevision keeps the draft as a Revision and returns it. A draft that is
// still its base adds none.
func (s *Store) AddRevision(ctx context.Context, by Actor, widgetID, reason string) (r widgets.Revision, err error) {
	err = s.change(ctx, "add revision of widget "+widgetID, func(tx *tx) error {
		d, err := one(tx, scanDraft, selectDraft, widgetID)
		if err != nil {
			return err
		}
		r, err = tx.keepRevision(by, d, reason)
		return err
	})
	return r, err
}

// Revisions returns the revisions of a widget, the newest first.
func (s *Store) Revisions(ctx context.Context, widgetID string) (list []widgets.Revision, err error) {
	err = s.view(ctx, "list revisions of widget "+widgetID, func(tx *tx) error {
		stored, err := all(tx, scanRevision, selectRevisions, widgetID)
		for _, r := range stored {
			list = append(list, r.Revision)
		}
		return err
	})
	return list, err
}

// Revision returns one revision of a widget, or ErrNotFound.
func (s *Store) Revision(ctx context.Context, widgetID string, number int) (r widgets.Revision, err error) {
	err = s.view(ctx, "revision of widget "+widgetID, func(tx *tx) error {
		found, err := one(tx, scanRevision, selectRevision, widgetID, number)
		r = found.Revision
		return err
	})
	return r, err
}

// PublishedRevision returns what the newest Edition of a figure was made from,
// or ErrNotFound when it was never published.
func (s *Store) PublishedRevision(ctx context.Context, widgetID string) (r widgets.Revision, err error) {
	err = s.view(ctx, "published revision of widget "+widgetID, func(tx *tx) error {
		found, err := one(tx, scanRevision, selectPublishedRevision, widgetID)
		r = found.Revision
		return err
	})
	return r, err
}

// Undo puts the newest earlier Revision that differs back as the draft. It
// returns ErrNotFound when there is none and ErrConflict, with the draft as it
// is now, when version is stale.
func (s *Store) Undo(ctx context.Context, by Actor, widgetID string, version int) (widgets.Draft, error) {
	return s.step(ctx, by, widgetID, version, FigureUndone, (*tx).undoTarget)
}

// Redo takes the last Undo back. It returns ErrNotFound when nothing was
// undone, or when the draft was changed since.
func (s *Store) Redo(ctx context.Context, by Actor, widgetID string, version int) (widgets.Draft, error) {
	return s.step(ctx, by, widgetID, version, FigureRedone, (*tx).redoTarget)
}

// step moves the draft to the Revision that target finds.
func (s *Store) step(ctx context.Context, by Actor, widgetID string, version int, action string,
	target func(*tx, Actor, baseDraft) (treeRevision, error),
) (result widgets.Draft, err error) {
	err = s.change(ctx, fmt.Sprintf("%s widget %s", action, widgetID), func(tx *tx) error {
		d, err := one(tx, scanDraft, selectDraft, widgetID)
		if err != nil {
			return err
		}
		result = d.Draft
		if d.Version != version {
			return ErrConflict
		}
		to, err := target(tx, by, d)
		if err != nil {
			return err
		}
		back := to.Draft
		back.Version, back.ThemeID = d.Version, asKept(back.ThemeID, d.ThemeID)
		if result, err = tx.storeDraft(by, back, to.Number); err != nil {
			return err
		}
		if err := tx.auditEdits(by, d.Draft, back); err != nil {
			return err
		}
		return tx.audit(by, action, "widget "+widgetID, back.Spec.Title, fmt.Sprintf("to revision %d", to.Number))
	})
	return result, err
}

// undoTarget keeps what would be lost and walks towards the first Revision.
func (t *tx) undoTarget(by Actor, d baseDraft) (treeRevision, error) {
	kept, err := t.keepRevision(by, d, "undo")
	if err != nil {
		return treeRevision{}, err
	}
	at, err := one(t, scanRevision, selectRevision, d.WidgetID, kept.Number)
	for err == nil && at.parent > 0 {
		if at, err = one(t, scanRevision, selectRevision, d.WidgetID, at.parent); err != nil {
			break
		}
		same, compare := sameContent(at.Draft, d.Draft)
		if compare != nil {
			return at, compare
		}
		if !same {
			return at, nil
		}
	}
	if err == nil {
		err = ErrNotFound
	}
	return at, err
}

// redoTarget finds the newest child of an unchanged draft's base.
func (t *tx) redoTarget(_ Actor, d baseDraft) (treeRevision, error) {
	base, err := one(t, scanRevision, selectRevision, d.WidgetID, d.base)
	if err != nil {
		return base, err
	}
	same, err := sameContent(base.Draft, d.Draft)
	if err != nil {
		return base, err
	}
	if !same {
		return base, ErrNotFound
	}
	return one(t, scanRevision, selectNewestChild, d.WidgetID, d.base)
}

// keepRevision returns the Revision that holds the draft, made when the base
// does not, and makes it the draft's base.
func (t *tx) keepRevision(by Actor, d baseDraft, reason string) (widgets.Revision, error) {
	base, err := one(t, scanRevision, selectRevision, d.WidgetID, d.base)
	if err != nil {
		return widgets.Revision{}, err
	}
	same, err := sameContent(base.Draft, d.Draft)
	if err != nil || same {
		return base.Revision, err
	}
	r, err := t.insertRevision(by, d.Draft, d.base, reason)
	if err != nil {
		return r, err
	}
	return r, t.execOne(updateDraftBase, r.Number, d.WidgetID)
}

func (t *tx) insertRevision(by Actor, d widgets.Draft, parent int, reason string) (widgets.Revision, error) {
	r := widgets.Revision{WidgetID: d.WidgetID, Reason: reason, Draft: d, At: t.now, By: by.ID}
	if err := t.newID(&r.ID); err != nil {
		return r, err
	}
	query, spec, err := draftColumns(d)
	if err != nil {
		return r, err
	}
	r.Number, err = value[int](t, insertRevision, r.ID, r.WidgetID, r.WidgetID, parent, reason,
		d.SnapshotID, query, spec, d.ThemeID, millis(r.At), r.By)
	r.Draft = revisionDraft(r)
	return r, err
}

const (
	insertRevision = `
INSERT INTO revisions (id, widget_id, number, parent, reason, snapshot_id, query, spec, theme_id, made_at, made_by)
VALUES (?, ?, (SELECT COALESCE(MAX(number), 0) + 1 FROM revisions WHERE widget_id = ?), ?, ?, ?, ?, ?, ?, ?, ?)
RETURNING number`

	selectRevision = `
SELECT id, widget_id, number, parent, reason, snapshot_id, query, spec, theme_id, made_at, made_by
FROM revisions WHERE widget_id = ? AND number = ?`

	selectRevisions = `
SELECT id, widget_id, number, parent, reason, snapshot_id, query, spec, theme_id, made_at, made_by
FROM revisions WHERE widget_id = ? ORDER BY number DESC`

	selectNewestChild = `
SELECT id, widget_id, number, parent, reason, snapshot_id, query, spec, theme_id, made_at, made_by
FROM revisions WHERE widget_id = ? AND parent = ? ORDER BY number DESC LIMIT 1`

	selectPublishedRevision = `
SELECT r.id, r.widget_id, r.number, r.parent, r.reason, r.snapshot_id, r.query, r.spec, r.theme_id, r.made_at, r.made_by
FROM editions e JOIN revisions r ON r.id = e.revision_id
WHERE e.widget_id = ? ORDER BY e.number DESC LIMIT 1`

	updateDraftBase = `UPDATE drafts SET base = ? WHERE widget_id = ?`
)

// treeRevision is a Revision with the number of the one it goes on from.
type treeRevision struct {
	widgets.Revision
	parent int
}

func scanRevision(row scanner) (r treeRevision, err error) {
	err = row.Scan(&r.ID, &r.WidgetID, &r.Number, &r.parent, &r.Reason, &r.Draft.SnapshotID,
		jsonColumn{&r.Draft.Query}, jsonColumn{&r.Draft.Spec}, &r.Draft.ThemeID, timeColumn{&r.At}, &r.By)
	r.Draft = revisionDraft(r.Revision)
	return r, err
}

// revisionDraft is the draft as its Revision holds it: it has no version of its own.
func revisionDraft(r widgets.Revision) widgets.Draft {
	d := r.Draft
	d.WidgetID, d.Version, d.SavedAt, d.SavedBy = r.WidgetID, 0, r.At, r.By
	return d
}
