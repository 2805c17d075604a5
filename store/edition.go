package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"figurehead/widgets"
)

// Publish numbers the Edition, stores it with the Revision it was made from,
// moves the public pointer and the Widget's state, gives the short code, and
// writes the audit event: all of it, or nothing. Every rendition is in Blobs
// before.
//
// It returns ErrConflict when draftVersion is not the stored one (so of two
// publishers one wins) or when the Edition was drawn for another number,
// ErrPurged when the draft's Snapshot is erased, and ErrNotFound when the
// bytes of a rendition are not there.
func (s *Store) Publish(ctx context.Context, by Actor, widgetID string, draftVersion int, e widgets.Edition) (widgets.Edition, error) {
	err := s.change(ctx, "publish widget "+widgetID, func(tx *tx) (err error) {
		e, err = tx.publish(by, widgetID, draftVersion, e)
		return err
	})
	return e, err
}

func (t *tx) publish(by Actor, widgetID string, draftVersion int, e widgets.Edition) (widgets.Edition, error) {
	w, err := one(t, scanWidget, selectWidget, widgetID)
	if err != nil {
		return e, err
	}
	d, err := t.publishableDraft(widgetID, draftVersion)
	if err != nil {
		return e, err
	}
	revision, err := t.keepRevision(by, d, "publish")
	if err != nil {
		return e, err
	}
	if e, err = t.publishRevision(by, w, revision, e); err != nil {
		return e, err
	}
	if err := t.overtakePlan(by, w.ID, "published meanwhile", false); err != nil {
		return e, err
	}
	if err := t.lapse(by, w.ID, "published without it", true); err != nil {
		return e, err
	}
	// A published draft has another version, so that a second publisher who
	// looked at the same one meets a conflict; but nothing in it is newer than
	// what is public, though it may have been stored after the drawing.
	at := millis(e.PublishedAt)
	return e, t.execOne(updatePublishedDraft, d.Version+1, at, at, w.ID)
}

// publishRevision makes an Edition of a Revision the public one.
func (t *tx) publishRevision(by Actor, w widgets.Widget, r widgets.Revision, e widgets.Edition) (widgets.Edition, error) {
	if err := t.snapshotsThere(r.Draft); err != nil {
		return e, err
	}
	if err := t.nameEdition(w, &e); err != nil {
		return e, err
	}
	id, body, err := t.insertEdition(by, w, r, e)
	if err != nil {
		return e, err
	}
	if err := t.joinEdition(id, r.Draft.Query); err != nil {
		return e, err
	}
	if err := t.keepTheme(w, r.Draft, e); err != nil {
		return e, err
	}
	if err := t.moveUnpinned(w, id, body, e); err != nil {
		return e, err
	}
	return e, t.audit(by, FigurePublished, "widget "+w.ID, e.Title, fmt.Sprintf("edition %d of %s, snapshot %s", e.Number, w.PublicID, r.Draft.SnapshotID))
}

// publishableDraft returns the draft when it has the version looked at and all
// its Snapshots still exist.
func (t *tx) publishableDraft(widgetID string, version int) (baseDraft, error) {
	d, err := one(t, scanDraft, selectDraft, widgetID)
	if err != nil {
		return d, err
	}
	if d.Version != version {
		return d, fmt.Errorf("draft has version %d, not %d: %w", d.Version, version, ErrConflict)
	}
	return d, t.snapshotsThere(d.Draft)
}

// snapshotsThere returns ErrPurged when a Snapshot that a draft needs is erased.
func (t *tx) snapshotsThere(d widgets.Draft) error {
	for _, id := range append(d.Query.References(), d.SnapshotID) {
		snapshot, err := one(t, scanSnapshot, selectSnapshot, id)
		if err == nil && !snapshot.PurgedAt.IsZero() {
			err = fmt.Errorf("snapshot %s: %w", snapshot.ID, ErrPurged)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// nameEdition gives an Edition its address, number and date.
func (t *tx) nameEdition(w widgets.Widget, e *widgets.Edition) (err error) {
	next, err := value[int](t, selectNextEdition, w.ID)
	if err != nil {
		return err
	}
	if e.Number != 0 && e.Number != next {
		return fmt.Errorf("drawn as edition %d, the next is %d: %w", e.Number, next, ErrConflict)
	}
	e.PublicID, e.Number = w.PublicID, next
	if e.ShortCode, err = t.shortCode(w); err != nil {
		return err
	}
	if e.PublishedAt.IsZero() {
		e.PublishedAt = t.now
	}
	e.PublishedAt = wholeMillis(e.PublishedAt)
	return nil
}

func (t *tx) insertEdition(by Actor, w widgets.Widget, r widgets.Revision, e widgets.Edition) (id, body string, err error) {
	if err := t.newID(&id); err != nil {
		return "", "", err
	}
	if body, err = toJSON(e); err != nil {
		return "", "", err
	}
	err = t.exec(insertEdition, id, w.ID, e.Number, r.ID, r.Draft.SnapshotID, millis(e.PublishedAt), by.ID, body, themeOf(e))
	if err != nil {
		return "", "", err
	}
	for _, name := range slices.Sorted(maps.Keys(e.Renditions)) {
		hash := e.Renditions[name].SHA256
		if err := t.needBlob(hash); err != nil {
			return "", "", fmt.Errorf("rendition %s: %w", name, err)
		}
		if err := t.exec(insertRendition, id, name, hash); err != nil {
			return "", "", fmt.Errorf("rendition %s: %w", name, err)
		}
	}
	return id, body, nil
}

// moveLive points the public address and the widget at an Edition.
func (t *tx) moveLive(w widgets.Widget, editionID, body string, e widgets.Edition) error {
	if err := t.pointTo(w, editionID, body, e); err != nil {
		return err
	}
	// Lists show the title as readers do, with its tokens resolved.
	return t.execOne(updateWidgetTitle, e.Title, figureSearch(e.Title, e.Subtitle, e.Alt), e.Kind, millis(t.now), w.ID)
}

// pointTo makes an Edition what public addresses serve.
func (t *tx) pointTo(w widgets.Widget, editionID, body string, e widgets.Edition) error {
	err := t.exec(upsertPublished, w.PublicID, w.ID, e.ShortCode, widgets.Live, editionID, body, e.Listed,
		searchable(e.Title, e.Subtitle, e.Provenance.Sources()), millis(e.PublishedAt))
	if err != nil {
		return err
	}
	if err := t.execOne(updateWidgetState, widgets.Live, e.Number, millis(t.now), w.ID); err != nil {
		return err
	}
	return t.exec(touchPublishedVersion)
}

// Edition returns a frozen Edition of a figure that is public: the same for
// ever, but for images that it lost, or ErrWithdrawn, or ErrPurged. ErrNotFound when there was never one.
func (s *Store) Edition(ctx context.Context, publicID string, number int) (e widgets.Edition, err error) {
	id, ok := FoldPublicID(publicID)
	if !ok {
		return e, ErrNotFound
	}
	err = s.view(ctx, "edition", func(tx *tx) error {
		public, err := tx.publicState(id)
		if err != nil {
			return err
		}
		stored, err := one(tx, scanEdition, selectEdition, id, number)
		if err != nil {
			return err
		}
		switch {
		case stored.purged || public.state == widgets.Purged:
			return ErrPurged
		case public.state == widgets.Withdrawn:
			return ErrWithdrawn
		}
		if e, err = stored.edition(); err != nil {
			return err
		}
		kept, err := values[string](tx, selectRenditionNames, stored.id)
		maps.DeleteFunc(e.Renditions, func(name string, _ widgets.Rendition) bool { return !slices.Contains(kept, name) })
		e.Corrections = public.beside(stored.id, number)
		e.Pinned = public.pinned && stored.id == public.live
		return err
	})
	return e, err
}

const (
	selectNextEdition = `SELECT COALESCE(MAX(number), 0) + 1 FROM editions WHERE widget_id = ?`

	insertEdition = `
INSERT INTO editions (id, widget_id, number, revision_id, snapshot_id, published_at, published_by, body, theme_id, purged_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`

	insertRendition = `INSERT INTO renditions (edition_id, name, sha256) VALUES (?, ?, ?)`

	updatePublishedDraft = `
UPDATE drafts SET version = ?, saved_at = CASE WHEN saved_at > ? THEN ? ELSE saved_at END
WHERE widget_id = ?`

	selectRenditionNames = `SELECT name FROM renditions WHERE edition_id = ?`

	selectEdition = `
SELECT e.id, e.body, e.purged_at
FROM editions e JOIN widgets w ON w.id = e.widget_id
WHERE w.public_id = ? AND e.number = ?`
)

// storedEdition is an Edition as its row holds it.
type storedEdition struct {
	id     string
	body   string
	purged bool
}

func scanEdition(row scanner) (e storedEdition, err error) {
	var purgedAt int64
	err = row.Scan(&e.id, &e.body, &purgedAt)
	e.purged = purgedAt != 0
	return e, err
}

func (s storedEdition) edition() (e widgets.Edition, err error) {
	if s.body == "" {
		return e, errors.New("edition has no body")
	}
	return e, jsonColumn{&e}.Scan(s.body)
}
