package store

import (
	"cmp"
	"context"

	"figurehead/datasets"
	"figurehead/widgets"
)

// baseDraft is a Draft with the number of the Revision it goes on from.
type baseDraft struct {
	widgets.Draft
	base int
}

// Draft returns the draft of a widget, or ErrNotFound.
func (s *Store) Draft(ctx context.Context, widgetID string) (d widgets.Draft, err error) {
	stored, err := one(s.alone(ctx), scanDraft, selectDraft, widgetID)
	return stored.Draft, named("draft of widget "+widgetID, err)
}

// SaveDraft stores a draft and returns it with its new Version. When d.Version
// is not the stored one nothing is stored, and ErrConflict comes with the
// draft as it is now. The audit trail gets one event for a run of saves, not
// one for each.
func (s *Store) SaveDraft(ctx context.Context, by Actor, d widgets.Draft) (widgets.Draft, error) {
	result := d
	err := s.change(ctx, "save draft of widget "+d.WidgetID, func(tx *tx) error {
		was, err := one(tx, scanDraft, selectDraft, d.WidgetID)
		if err != nil {
			return err
		}
		if was.Version != d.Version {
			result = was.Draft
			return ErrConflict
		}
		begins, err := tx.beginsEdit(by, was)
		if err != nil {
			return err
		}
		if result, err = tx.storeDraft(by, d, was.base); err != nil {
			return err
		}
		if err := tx.auditEdits(by, was.Draft, d); err != nil {
			return err
		}
		if !begins {
			return nil
		}
		return tx.audit(by, FigureEdited, "widget "+d.WidgetID, d.Spec.Title, "")
	})
	return result, err
}

// beginsEdit reports whether a save is the first of a run by this person.
func (t *tx) beginsEdit(by Actor, was baseDraft) (bool, error) {
	if was.SavedBy != by.ID {
		return true, nil
	}
	base, err := one(t, scanRevision, selectRevision, was.WidgetID, was.base)
	if err != nil {
		return false, err
	}
	return sameContent(base.Draft, was.Draft)
}

// sameContent reports whether two drafts show the same figure.
func sameContent(a, b widgets.Draft) (bool, error) {
	one, err := toJSON([]any{a.SnapshotID, a.Query, a.Spec})
	if err != nil {
		return false, err
	}
	other, err := toJSON([]any{b.SnapshotID, b.Query, b.Spec})
	return one == other && sameThemeName(a.ThemeID, b.ThemeID), err
}

// storeDraft writes a draft as the next version, and its title to the widget.
func (t *tx) storeDraft(by Actor, d widgets.Draft, base int) (widgets.Draft, error) {
	query, spec, err := draftColumns(d)
	if err != nil {
		return d, err
	}
	d.Version, d.SavedAt, d.SavedBy = d.Version+1, t.now, by.ID
	err = t.execOne(updateDraft, d.Version, base, d.SnapshotID, query, spec, d.ThemeID, millis(d.SavedAt), d.SavedBy, d.WidgetID)
	if err != nil {
		return d, err
	}
	if err := t.joinDraft(d); err != nil {
		return d, err
	}
	if err := t.lapse(by, d.WidgetID, "the figure was changed", false); err != nil {
		return d, err
	}
	title := cmp.Or(d.Heading, d.Spec.Title)
	d.Heading = ""
	return d, t.execOne(updateWidgetTitle, title, figureSearch(title, d.Spec.Subtitle, d.Spec.Alt), d.Spec.Kind, millis(t.now), d.WidgetID)
}

func (t *tx) insertDraft(d widgets.Draft, base int) error {
	query, spec, err := draftColumns(d)
	if err != nil {
		return err
	}
	if err := t.exec(insertDraft, d.WidgetID, d.Version, base, d.SnapshotID, query, spec, d.ThemeID, millis(d.SavedAt), d.SavedBy); err != nil {
		return err
	}
	return t.joinDraft(d)
}

// draftColumns writes Query and Spec. A Query that could not be read back is
// refused here, where its author is.
func draftColumns(d widgets.Draft) (query, spec string, err error) {
	if query, err = toJSON(d.Query); err != nil {
		return "", "", err
	}
	if err := (jsonColumn{new(datasets.Query)}).Scan(query); err != nil {
		return "", "", err
	}
	spec, err = toJSON(d.Spec)
	return query, spec, err
}

const (
	insertDraft = `
INSERT INTO drafts (widget_id, version, base, snapshot_id, query, spec, theme_id, saved_at, saved_by)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

	selectDraft = `
SELECT widget_id, version, base, snapshot_id, query, spec, theme_id, saved_at, saved_by
FROM drafts WHERE widget_id = ?`

	updateDraft = `
UPDATE drafts SET version = ?, base = ?, snapshot_id = ?, query = ?, spec = ?, theme_id = ?, saved_at = ?, saved_by = ?
WHERE widget_id = ?`
)

func scanDraft(row scanner) (d baseDraft, err error) {
	err = row.Scan(&d.WidgetID, &d.Version, &d.base, &d.SnapshotID, jsonColumn{&d.Query}, jsonColumn{&d.Spec},
		&d.ThemeID, timeColumn{&d.SavedAt}, &d.SavedBy)
	return d, err
}

// auditEdits tells every cell that a person edited, or edited back, with the
// reason; the values stand in the Revisions.
func (t *tx) auditEdits(by Actor, was, is widgets.Draft) error {
	for _, change := range []struct {
		action    string
		in, notIn []datasets.Edit
	}{
		{EditDropped, was.Query.Edits(), is.Query.Edits()},
		{NumberEdited, is.Query.Edits(), was.Query.Edits()},
	} {
		there := map[string]bool{}
		for _, e := range change.notIn {
			key, err := toJSON(e)
			if err != nil {
				return err
			}
			there[key] = true
		}
		for _, e := range change.in {
			key, err := toJSON(e)
			if err != nil {
				return err
			}
			if there[key] {
				continue
			}
			if err := t.audit(by, change.action, "widget "+is.WidgetID, is.Spec.Title, "“"+e.Field+"”: "+e.Why); err != nil {
				return err
			}
		}
	}
	return nil
}
