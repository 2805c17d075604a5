package store

import (
	"context"
	"fmt"
	"time"

	"figurehead/widgets"
)

// Version is an Edition as its history tells it: the Revision that it was made
// from, and what became of it.
type Version struct {
	Number      int
	PublishedAt time.Time
	By          string // user id, or who else publishes: "refresh", "demo"
	ByName      string // "" when it was no person
	Revision    widgets.Revision
	Retrieved   time.Time // when its data was
	Purged      bool      // it is erased
	NoData      bool      // its data is erased
	Pictures    bool      // it has images
}

// Versions returns Editions of a figure with their Revisions, the newest first:
// those with a lower number than before, 0 for all, and at most limit.
func (s *Store) Versions(ctx context.Context, widgetID string, before, limit int) (list []Version, err error) {
	err = s.view(ctx, "versions of widget "+widgetID, func(tx *tx) (err error) {
		list, err = all(tx, scanVersion, selectVersions, widgetID, before, before, atMost(limit))
		return err
	})
	return list, err
}

// VersionEdition returns what one Edition of a figure holds, whether the figure is
// public or not; ErrPurged when it is erased.
func (s *Store) VersionEdition(ctx context.Context, widgetID string, number int) (e widgets.Edition, err error) {
	err = s.view(ctx, "version of widget "+widgetID, func(tx *tx) error {
		w, err := one(tx, scanWidget, selectWidget, widgetID)
		if err != nil {
			return err
		}
		stored, err := one(tx, scanEdition, selectEdition, w.PublicID, number)
		if err != nil {
			return err
		}
		if stored.purged {
			return ErrPurged
		}
		e, err = stored.edition()
		return err
	})
	return e, err
}

// Restore makes the Revision of an Edition the draft again, as a new Revision: what
// was there before stays, and Undo goes back to it. It returns ErrConflict, with
// the draft as it is now, when version is stale, and ErrPurged when its data is
// erased.
func (s *Store) Restore(ctx context.Context, by Actor, widgetID string, version, number int) (result widgets.Draft, err error) {
	err = s.change(ctx, "restore widget "+widgetID, func(tx *tx) error {
		d, err := one(tx, scanDraft, selectDraft, widgetID)
		if err != nil {
			return err
		}
		result = d.Draft
		if d.Version != version {
			return ErrConflict
		}
		was, err := one(tx, scanRevision, selectRevisionOfEdition, widgetID, number)
		if err != nil {
			return err
		}
		if err := tx.snapshotsThere(was.Draft); err != nil {
			return err
		}
		kept, err := tx.keepRevision(by, d, "restore")
		if err != nil {
			return err
		}
		back := was.Draft
		back.Version, back.ThemeID = d.Version, asKept(back.ThemeID, d.ThemeID)
		added, err := tx.insertRevision(by, back, kept.Number, "restore")
		if err != nil {
			return err
		}
		if result, err = tx.storeDraft(by, back, added.Number); err != nil {
			return err
		}
		if err := tx.auditEdits(by, d.Draft, back); err != nil {
			return err
		}
		return tx.audit(by, FigureRestored, "widget "+widgetID, back.Spec.Title, fmt.Sprintf("from edition %d", number))
	})
	return result, err
}

const (
	selectVersions = `
SELECT e.number, e.published_at, e.published_by, COALESCE(u.name, ''), e.purged_at, s.retrieved_at,
  (SELECT COALESCE(MAX(x.purged_at), 0) FROM edition_snapshots es JOIN snapshots x ON x.id = es.snapshot_id WHERE es.edition_id = e.id),
  EXISTS (SELECT 1 FROM renditions i WHERE i.edition_id = e.id AND i.name = 'og.png'),
  r.id, r.widget_id, r.number, r.reason, r.snapshot_id, r.query, r.spec, r.theme_id, r.made_at, r.made_by
FROM editions e
JOIN revisions r ON r.id = e.revision_id
JOIN snapshots s ON s.id = e.snapshot_id
LEFT JOIN users u ON u.id = e.published_by
WHERE e.widget_id = ? AND (? = 0 OR e.number < ?)
ORDER BY e.number DESC LIMIT ?`

	selectRevisionOfEdition = `
SELECT r.id, r.widget_id, r.number, r.parent, r.reason, r.snapshot_id, r.query, r.spec, r.theme_id, r.made_at, r.made_by
FROM editions e JOIN revisions r ON r.id = e.revision_id
WHERE e.widget_id = ? AND e.number = ?`
)

func scanVersion(row scanner) (v Version, err error) {
	var purged, noData int64
	r := &v.Revision
	err = row.Scan(&v.Number, timeColumn{&v.PublishedAt}, &v.By, &v.ByName, &purged, timeColumn{&v.Retrieved}, &noData, &v.Pictures,
		&r.ID, &r.WidgetID, &r.Number, &r.Reason, &r.Draft.SnapshotID, jsonColumn{&r.Draft.Query}, jsonColumn{&r.Draft.Spec},
		&r.Draft.ThemeID, timeColumn{&r.At}, &r.By)
	v.Purged, v.NoData = purged != 0, noData != 0
	r.Draft = revisionDraft(*r)
	return v, err
}
