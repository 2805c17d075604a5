package store

import (
	"cmp"
	"context"

	"figurehead/widgets"
)

// WidgetFilter narrows a list of Widgets; empty fields do not.
type WidgetFilter struct {
	DirectorateID, OwnerID, DatasetID, Text string
	State                                   widgets.State
	Limit                                   int
}

// CreateWidget starts a figure: its Widget with a public id, its Draft and, so
// that undo can go back to it, a first Revision.
func (s *Store) CreateWidget(ctx context.Context, by Actor, w widgets.Widget, d widgets.Draft) (widgets.Widget, widgets.Draft, error) {
	err := s.change(ctx, "create widget", func(tx *tx) error {
		if err := tx.insertWidget(&w, d.Spec); err != nil {
			return err
		}
		d.WidgetID, d.Version, d.SavedAt, d.SavedBy = w.ID, 1, tx.now, by.ID
		r, err := tx.insertRevision(by, d, 0, "created")
		if err != nil {
			return err
		}
		if err := tx.insertDraft(d, r.Number); err != nil {
			return err
		}
		return tx.audit(by, FigureStarted, "widget "+w.ID, w.Title, "dataset "+w.DatasetID)
	})
	return w, d, err
}

// DuplicateWidget starts a figure as a copy of another: its Draft as it is now, on
// the same data, in the same directorate, and of whoever copies it.
func (s *Store) DuplicateWidget(ctx context.Context, by Actor, id string) (w widgets.Widget, d widgets.Draft, err error) {
	err = s.change(ctx, "duplicate widget "+id, func(tx *tx) error {
		from, err := one(tx, scanWidget, selectWidget, id)
		if err != nil {
			return err
		}
		was, err := one(tx, scanDraft, selectDraft, id)
		if err != nil {
			return err
		}
		w = widgets.Widget{DatasetID: from.DatasetID, DirectorateID: from.DirectorateID, OwnerID: by.ID, Title: from.Title}
		if err := tx.insertWidget(&w, was.Spec); err != nil {
			return err
		}
		d = was.Draft
		d.WidgetID, d.Version, d.SavedAt, d.SavedBy = w.ID, 1, tx.now, by.ID
		r, err := tx.insertRevision(by, d, 0, "duplicated")
		if err != nil {
			return err
		}
		if err := tx.insertDraft(d, r.Number); err != nil {
			return err
		}
		return tx.audit(by, FigureDuplicated, "widget "+w.ID, w.Title, "of widget "+id)
	})
	return w, d, err
}

func (t *tx) insertWidget(w *widgets.Widget, spec widgets.Spec) (err error) {
	if err := t.newID(&w.ID); err != nil {
		return err
	}
	if w.PublicID == "" {
		if w.PublicID, err = NewPublicID(t.store.rand); err != nil {
			return err
		}
	}
	w.State, w.Edition = widgets.InDraft, 0
	// The title comes with its tokens resolved where whoever starts it has the numbers.
	w.Title, w.Kind = cmp.Or(w.Title, spec.Title), spec.Kind
	w.CreatedAt, w.UpdatedAt = t.now, t.now
	return t.exec(insertWidget, w.ID, w.PublicID, orNull(w.ShortCode), w.DatasetID, orNull(w.DirectorateID), w.OwnerID, w.State,
		w.Title, figureSearch(w.Title, spec.Subtitle, spec.Alt), w.Kind, w.Edition, millis(w.CreatedAt), millis(w.UpdatedAt))
}

// Widget returns one widget, or ErrNotFound.
func (s *Store) Widget(ctx context.Context, id string) (widgets.Widget, error) {
	return look(ctx, s, "widget "+id, scanWidget, selectWidget, id)
}

// WidgetByPublicID returns the widget with that public id, published or not,
// or ErrNotFound.
func (s *Store) WidgetByPublicID(ctx context.Context, publicID string) (w widgets.Widget, err error) {
	id, ok := FoldPublicID(publicID)
	if !ok {
		return w, ErrNotFound
	}
	err = s.view(ctx, "widget by public id", func(tx *tx) (err error) {
		w, err = one(tx, scanWidget, selectWidgetByPublicID, id)
		return err
	})
	return w, err
}

// Widgets returns the widgets that pass the filter, the last changed first.
func (s *Store) Widgets(ctx context.Context, f WidgetFilter) (list []widgets.Widget, err error) {
	err = s.view(ctx, "list widgets", func(tx *tx) (err error) {
		text := matching(folded(f.Text))
		list, err = all(tx, scanWidget, selectWidgets, f.DirectorateID, f.DirectorateID, f.OwnerID, f.OwnerID,
			f.DatasetID, f.DatasetID, f.State, f.State, text, text, atMost(f.Limit))
		return err
	})
	return list, err
}

// WidgetsPage returns the widgets that pass the filter in the order they were made
// in, the newest first: so many as its limit after the one with an id, "" from the
// start.
func (s *Store) WidgetsPage(ctx context.Context, f WidgetFilter, after string) (list []widgets.Widget, err error) {
	err = s.view(ctx, "page of widgets", func(tx *tx) (err error) {
		text := matching(folded(f.Text))
		list, err = all(tx, scanWidget, selectWidgetsPage, f.DirectorateID, f.DirectorateID, f.OwnerID, f.OwnerID,
			f.DatasetID, f.DatasetID, f.State, f.State, text, text, after, after, atMost(f.Limit))
		return err
	})
	return list, err
}

// ReserveShortCode gives a widget its short code, for the images that carry
// it, and returns the one it has.
func (s *Store) ReserveShortCode(ctx context.Context, widgetID string) (code string, err error) {
	err = s.change(ctx, "reserve short code", func(tx *tx) error {
		w, err := one(tx, scanWidget, selectWidget, widgetID)
		if err != nil {
			return err
		}
		code, err = tx.shortCode(w)
		return err
	})
	return code, err
}

// shortCode returns the short code of a widget, made new when it has none.
func (t *tx) shortCode(w widgets.Widget) (string, error) {
	if w.ShortCode != "" {
		return w.ShortCode, nil
	}
	code, err := t.freeShortCode()
	if err != nil {
		return "", err
	}
	return code, t.execOne(updateShortCode, code, w.ID)
}

// freeShortCode is one that no widget has.
func (t *tx) freeShortCode() (string, error) {
	for {
		code, err := newShortCode(t.store.rand)
		if err != nil {
			return "", err
		}
		used, err := value[int64](t, countShortCode, code)
		if err != nil || used == 0 {
			return code, err
		}
	}
}

const (
	insertWidget = `
INSERT INTO widgets (id, public_id, short_code, dataset_id, directorate_id, owner_id, state, title, search, kind, edition, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	selectWidget = `
SELECT id, public_id, COALESCE(short_code, ''), dataset_id, COALESCE(directorate_id, ''), owner_id, state, title, kind, edition, created_at, updated_at
FROM widgets WHERE id = ?`

	selectWidgetByPublicID = `
SELECT id, public_id, COALESCE(short_code, ''), dataset_id, COALESCE(directorate_id, ''), owner_id, state, title, kind, edition, created_at, updated_at
FROM widgets WHERE public_id = ?`

	filterWidgets = `
SELECT id, public_id, COALESCE(short_code, ''), dataset_id, COALESCE(directorate_id, ''), owner_id, state, title, kind, edition, created_at, updated_at
FROM widgets
WHERE (? = '' OR directorate_id = ?)
  AND (? = '' OR owner_id = ?)
  AND (? = '' OR dataset_id = ?)
  AND (? = '' OR state = ?)
  AND (? = '' OR search LIKE ? ESCAPE '!')`

	selectWidgets = filterWidgets + `
ORDER BY updated_at DESC, id DESC
LIMIT ?`

	selectWidgetsPage = filterWidgets + `
  AND (? = '' OR id < ?)
ORDER BY id DESC
LIMIT ?`

	countShortCode = `SELECT COUNT(*) FROM widgets WHERE short_code = ?`

	updateShortCode = `UPDATE widgets SET short_code = ? WHERE id = ?`

	updateWidgetTitle = `UPDATE widgets SET title = ?, search = ?, kind = ?, updated_at = ? WHERE id = ?`

	updateWidgetState = `UPDATE widgets SET state = ?, edition = ?, updated_at = ? WHERE id = ?`
)

func scanWidget(row scanner) (w widgets.Widget, err error) {
	err = row.Scan(&w.ID, &w.PublicID, &w.ShortCode, &w.DatasetID, &w.DirectorateID, &w.OwnerID, &w.State,
		&w.Title, &w.Kind, &w.Edition, timeColumn{&w.CreatedAt}, timeColumn{&w.UpdatedAt})
	return w, err
}
