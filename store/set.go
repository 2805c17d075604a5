package store

import (
	"context"
	"fmt"

	"figurehead/widgets"
)

// SetFilter narrows a list of Sets; empty fields do not.
type SetFilter struct {
	DatasetID string
	State     widgets.State
}

// CreateSet starts a Set. Nothing of it is public.
func (s *Store) CreateSet(ctx context.Context, by Actor, set widgets.Set) (widgets.Set, error) {
	err := s.change(ctx, "create set", func(tx *tx) (err error) {
		if err := tx.newID(&set.ID); err != nil {
			return err
		}
		if set.PublicID, err = NewPublicID(s.rand); err != nil {
			return err
		}
		set.Version, set.State, set.CreatedAt, set.UpdatedAt, set.SavedBy = 1, widgets.InDraft, tx.now, tx.now, by.ID
		pattern, err := patternColumn(set.Pattern)
		if err != nil {
			return err
		}
		err = tx.exec(insertSet, set.ID, set.PublicID, set.DatasetID, orNull(set.DirectorateID), set.OwnerID, set.TemplateID,
			set.Version, set.State, set.Name, pattern, millis(set.CreatedAt), millis(set.UpdatedAt), set.SavedBy)
		if err != nil {
			return err
		}
		return tx.audit(by, SetMade, "set "+set.ID, set.Name, "from widget "+set.TemplateID)
	})
	return set, err
}

// patternColumn writes a Pattern. A Query that could not be read back is refused
// here, where its author is.
func patternColumn(p widgets.Pattern) (string, error) {
	text, err := toJSON(p)
	if err != nil {
		return "", err
	}
	return text, (jsonColumn{new(widgets.Pattern)}).Scan(text)
}

// Set returns one Set, or ErrNotFound.
func (s *Store) Set(ctx context.Context, id string) (set widgets.Set, err error) {
	err = s.view(ctx, "set "+id, func(tx *tx) (err error) {
		set, err = one(tx, scanSet, selectSet, id)
		return err
	})
	return set, err
}

// Sets returns the Sets that pass the filter, the last changed first.
func (s *Store) Sets(ctx context.Context, f SetFilter) (list []widgets.Set, err error) {
	err = s.view(ctx, "list sets", func(tx *tx) (err error) {
		list, err = all(tx, scanSet, selectSets, f.DatasetID, f.DatasetID, f.State, f.State)
		return err
	})
	return list, err
}

// SetOf returns the Set that a figure belongs to, or ErrNotFound.
func (s *Store) SetOf(ctx context.Context, widgetID string) (set widgets.Set, err error) {
	err = s.view(ctx, "set of widget "+widgetID, func(tx *tx) (err error) {
		set, err = one(tx, scanSet, selectSetOf, widgetID)
		return err
	})
	return set, err
}

// SetFigures returns what a Set knows of single places: those left out, and those
// with a figure, in order of place.
func (s *Store) SetFigures(ctx context.Context, setID string) (list []widgets.SetFigure, err error) {
	err = s.view(ctx, "figures of set "+setID, func(tx *tx) (err error) {
		list, err = tx.setFigures(setID)
		return err
	})
	return list, err
}

func (t *tx) setFigures(setID string) ([]widgets.SetFigure, error) {
	rows, err := all(t, scanSetFigure, selectSetFigures, setID)
	if err != nil {
		return nil, err
	}
	figures, err := all(t, scanWidget, selectSetWidgets, setID)
	if err != nil {
		return nil, err
	}
	drafts, err := all(t, scanDraft, selectSetDrafts, setID)
	if err != nil {
		return nil, err
	}
	byID := map[string]int{}
	var list []widgets.SetFigure
	for i, r := range rows {
		list = append(list, r.SetFigure)
		byID[r.Widget.ID] = i
	}
	for _, w := range figures {
		list[byID[w.ID]].Widget = w
	}
	for _, d := range drafts {
		i := byID[d.WidgetID]
		digest, err := madeDigest(d.Draft)
		if err != nil {
			return nil, err
		}
		list[i].Draft, list[i].Own = d.Draft, digest != rows[i].made
	}
	return list, nil
}

// madeDigest tells whether a draft is still what a Pattern gave, in whatever
// theme.
func madeDigest(d widgets.Draft) (string, error) {
	text, err := toJSON([]any{d.Query, d.Spec, ""})
	return hashOf([]byte(text)), err
}

// SetChange is a new state of what a Set is made from.
type SetChange struct {
	Set widgets.Set // with the Version that it goes on from
	Out map[string]bool
	// Drafts are the new ones of figures that exist, with the Versions that they
	// go on from, by place.
	Drafts map[string]widgets.Draft
}

// SaveSet stores a changed Set and the Drafts that follow it: ErrConflict, and
// nothing changed, when somebody changed the Set or one of the Drafts first.
func (s *Store) SaveSet(ctx context.Context, by Actor, c SetChange) (widgets.Set, error) {
	set := c.Set
	err := s.change(ctx, "save set "+set.ID, func(tx *tx) error {
		was, err := one(tx, scanSet, selectSet, set.ID)
		if err != nil {
			return err
		}
		if was.Version != set.Version {
			return fmt.Errorf("set has version %d, not %d: %w", was.Version, set.Version, ErrConflict)
		}
		pattern, err := patternColumn(set.Pattern)
		if err != nil {
			return err
		}
		set.Version, set.UpdatedAt, set.SavedBy = set.Version+1, tx.now, by.ID
		if err := tx.execOne(updateSet, set.Version, set.Name, pattern, millis(tx.now), set.SavedBy, set.ID); err != nil {
			return err
		}
		for place, out := range c.Out {
			if err := tx.exec(upsertLeftOut, set.ID, place, out); err != nil {
				return err
			}
		}
		for place, d := range c.Drafts {
			if err := tx.giveDraft(by, set.ID, place, d); err != nil {
				return err
			}
		}
		last, err := one(tx, scanEvent, selectLastEvent)
		if err == nil && last.Action == SetChanged && last.Subject == "set "+set.ID && last.ActorID == by.ID {
			return nil // one event for a run of changes
		}
		return tx.audit(by, SetChanged, "set "+set.ID, set.Name, "")
	})
	return set, err
}

// giveDraft stores what the Pattern gives as the Draft of a figure that exists.
func (t *tx) giveDraft(by Actor, setID, place string, d widgets.Draft) error {
	was, err := one(t, scanDraft, selectDraft, d.WidgetID)
	if err != nil {
		return err
	}
	if was.Version != d.Version {
		return fmt.Errorf("draft of widget %s has version %d, not %d: %w", d.WidgetID, was.Version, d.Version, ErrConflict)
	}
	if _, err := t.storeDraft(by, d, was.base); err != nil {
		return err
	}
	return t.noteMade(setID, place, d)
}

// noteMade remembers the Draft that the Pattern gave.
func (t *tx) noteMade(setID, place string, d widgets.Draft) error {
	digest, err := madeDigest(d)
	if err != nil {
		return err
	}
	return t.exec(upsertSetFigure, setID, place, d.WidgetID, digest)
}

// OpenSetFigure gives a place of a Set its figure, so that it can be changed by
// itself; the one it has already is returned.
func (s *Store) OpenSetFigure(ctx context.Context, by Actor, setID, place string, w widgets.Widget, d widgets.Draft) (widgets.Widget, error) {
	err := s.change(ctx, "open a figure of set "+setID, func(tx *tx) error {
		if _, err := one(tx, scanSet, selectSet, setID); err != nil {
			return err
		}
		known, err := one(tx, scanWidget, selectSetWidget, setID, place)
		if err == nil {
			w = known
			return nil
		}
		if err := ignoreNotFound(err); err != nil {
			return err
		}
		if d, err = tx.newSetFigure(by, setID, place, &w, d); err != nil {
			return err
		}
		return tx.audit(by, FigureStarted, "widget "+w.ID, w.Title, "set "+setID)
	})
	return w, err
}

// newSetFigure stores a Widget with its Draft and first Revision.
func (t *tx) newSetFigure(by Actor, setID, place string, w *widgets.Widget, d widgets.Draft) (widgets.Draft, error) {
	if err := t.insertWidget(w, d.Spec); err != nil {
		return d, err
	}
	d.WidgetID, d.Version, d.SavedAt, d.SavedBy = w.ID, 1, t.now, by.ID
	r, err := t.insertRevision(by, d, 0, "created")
	if err != nil {
		return d, err
	}
	if err := t.insertDraft(d, r.Number); err != nil {
		return d, err
	}
	return d, t.noteMade(setID, place, d)
}

const (
	setColumns = `id, public_id, dataset_id, COALESCE(directorate_id, ''), owner_id, template_id, version, state, name, pattern, created_at, updated_at, saved_by, published_at`

	insertSet = `
INSERT INTO figure_sets (id, public_id, dataset_id, directorate_id, owner_id, template_id, version, state, name, pattern, created_at, updated_at, saved_by, published_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`

	selectSet = `SELECT ` + setColumns + ` FROM figure_sets WHERE id = ?`

	selectSets = `
SELECT ` + setColumns + ` FROM figure_sets
WHERE (? = '' OR dataset_id = ?) AND (? = '' OR state = ?)
ORDER BY updated_at DESC, id DESC`

	selectSetOf = `SELECT ` + setColumns + ` FROM figure_sets WHERE id = (SELECT set_id FROM set_figures WHERE widget_id = ?)`

	selectLastEvent = `
SELECT seq, at, actor_id, actor, action, subject, title, detail FROM audit_events ORDER BY seq DESC LIMIT 1`

	updateSet = `UPDATE figure_sets SET version = ?, name = ?, pattern = ?, updated_at = ?, saved_by = ? WHERE id = ?`

	selectSetFigures = `
SELECT place, left_out, gone, COALESCE(widget_id, ''), made FROM set_figures WHERE set_id = ? ORDER BY place`

	selectSetWidgets = `
SELECT id, public_id, COALESCE(short_code, ''), dataset_id, COALESCE(directorate_id, ''), owner_id, state, title, kind, edition, created_at, updated_at
FROM widgets WHERE id IN (SELECT widget_id FROM set_figures WHERE set_id = ?)`

	selectSetWidget = `
SELECT id, public_id, COALESCE(short_code, ''), dataset_id, COALESCE(directorate_id, ''), owner_id, state, title, kind, edition, created_at, updated_at
FROM widgets WHERE id = (SELECT widget_id FROM set_figures WHERE set_id = ? AND place = ?)`

	selectSetDrafts = `
SELECT widget_id, version, base, snapshot_id, query, spec, theme_id, saved_at, saved_by
FROM drafts WHERE widget_id IN (SELECT widget_id FROM set_figures WHERE set_id = ?)`

	upsertLeftOut = `
INSERT INTO set_figures (set_id, place, left_out, gone, made) VALUES (?, ?, ?, FALSE, '')
ON CONFLICT (set_id, place) DO UPDATE SET left_out = excluded.left_out`

	upsertSetFigure = `
INSERT INTO set_figures (set_id, place, left_out, gone, widget_id, made) VALUES (?, ?, FALSE, FALSE, ?, ?)
ON CONFLICT (set_id, place) DO UPDATE SET widget_id = excluded.widget_id, made = excluded.made`
)

func scanSet(row scanner) (s widgets.Set, err error) {
	err = row.Scan(&s.ID, &s.PublicID, &s.DatasetID, &s.DirectorateID, &s.OwnerID, &s.TemplateID, &s.Version, &s.State, &s.Name,
		jsonColumn{&s.Pattern}, timeColumn{&s.CreatedAt}, timeColumn{&s.UpdatedAt}, &s.SavedBy, timeColumn{&s.PublishedAt})
	return s, err
}

// madeFigure is a SetFigure with the digest of what the Pattern gave it last.
type madeFigure struct {
	widgets.SetFigure
	made string
}

func scanSetFigure(row scanner) (f madeFigure, err error) {
	err = row.Scan(&f.Place, &f.Out, &f.Gone, &f.Widget.ID, &f.made)
	return f, err
}
