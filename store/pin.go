package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"figurehead/widgets"
)

// ErrThinned means that an Edition no longer has the images it was published with.
var ErrThinned = errors.New("its images are no longer kept")

// Pin is the Edition that a figure's public addresses keep serving.
type Pin struct {
	Number int
	At     time.Time
	By     string // user id
}

// Pin makes public addresses serve one Edition of a live figure, whatever is
// published or refreshed, until Unpin. It returns ErrNotFound when there is no
// such Edition, ErrPurged when it is erased, ErrThinned when its images are gone
// and ErrWithdrawn when the figure is not live.
func (s *Store) Pin(ctx context.Context, by Actor, widgetID string, number int) error {
	return s.change(ctx, "pin widget "+widgetID, func(tx *tx) error {
		w, err := tx.liveWidget(widgetID)
		if err != nil {
			return err
		}
		pinned, err := tx.pinned(widgetID)
		if err != nil || pinned == number {
			return err
		}
		stored, e, err := tx.wholeEdition(w, number)
		if err != nil {
			return err
		}
		if err := tx.exec(updateUnpinned, millis(tx.now), w.ID); err != nil {
			return err
		}
		if err := tx.exec(insertPin, w.ID, number, millis(tx.now), by.ID); err != nil {
			return err
		}
		if err := tx.pointTo(w, stored.id, stored.body, e); err != nil {
			return err
		}
		return tx.audit(by, FigurePinned, "widget "+w.ID, e.Title, fmt.Sprintf("edition %d of %s", number, w.PublicID))
	})
}

// Unpin lets the newest Edition that is not erased be public again. A figure that
// is not pinned stays as it is.
func (s *Store) Unpin(ctx context.Context, by Actor, widgetID string) error {
	return s.change(ctx, "unpin widget "+widgetID, func(tx *tx) error {
		w, err := tx.liveWidget(widgetID)
		if err != nil {
			return err
		}
		pinned, err := tx.pinned(widgetID)
		if err != nil || pinned == 0 {
			return err
		}
		if err := tx.exec(updateUnpinned, millis(tx.now), w.ID); err != nil {
			return err
		}
		number, err := value[int](tx, selectNewestKept, w.ID)
		if err != nil {
			return err
		}
		stored, e, err := tx.wholeEdition(w, number)
		if err != nil {
			return err
		}
		if err := tx.pointTo(w, stored.id, stored.body, e); err != nil {
			return err
		}
		return tx.audit(by, FigureUnpinned, "widget "+w.ID, e.Title, fmt.Sprintf("edition %d of %s instead of %d", number, w.PublicID, pinned))
	})
}

// Pins are the pins that hold now, by widget id.
func (s *Store) Pins(ctx context.Context) (pins map[string]Pin, err error) {
	pins = map[string]Pin{}
	err = s.view(ctx, "list pins", func(tx *tx) error {
		_, err := all(tx, func(row scanner) (struct{}, error) {
			var id string
			var p Pin
			err := row.Scan(&id, &p.Number, timeColumn{&p.At}, &p.By)
			pins[id] = p
			return struct{}{}, err
		}, selectPins)
		return err
	})
	return pins, err
}

// Pinned is the number of the Edition that public addresses of a figure keep
// serving, 0 for none.
func (s *Store) Pinned(ctx context.Context, widgetID string) (number int, err error) {
	err = s.view(ctx, "pin of widget "+widgetID, func(tx *tx) (err error) {
		number, err = tx.pinned(widgetID)
		return err
	})
	return number, err
}

func (t *tx) pinned(widgetID string) (int, error) {
	number, err := value[int](t, selectPin, widgetID)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return number, err
}

// moveUnpinned points the public address at a new Edition unless it is to keep
// serving another.
func (t *tx) moveUnpinned(w widgets.Widget, editionID, body string, e widgets.Edition) error {
	pinned, err := t.pinned(w.ID)
	if err != nil {
		return err
	}
	if pinned == 0 {
		return t.moveLive(w, editionID, body, e)
	}
	return t.exec(touchPublishedVersion) // the Edition has an address of its own
}

// liveWidget is a widget that is public, else ErrWithdrawn.
func (t *tx) liveWidget(id string) (widgets.Widget, error) {
	w, err := one(t, scanWidget, selectWidget, id)
	if err == nil && w.State != widgets.Live {
		err = ErrWithdrawn
	}
	return w, err
}

// wholeEdition is an Edition that has all that it was published with.
func (t *tx) wholeEdition(w widgets.Widget, number int) (storedEdition, widgets.Edition, error) {
	stored, err := one(t, scanEdition, selectEdition, w.PublicID, number)
	if err != nil {
		return stored, widgets.Edition{}, err
	}
	if stored.purged {
		return stored, widgets.Edition{}, ErrPurged
	}
	e, err := stored.edition()
	if err != nil {
		return stored, e, err
	}
	kept, err := values[string](t, selectRenditionNames, stored.id)
	if err == nil && len(kept) < len(e.Renditions) {
		err = ErrThinned
	}
	return stored, e, err
}

const (
	selectPin  = `SELECT number FROM pins WHERE widget_id = ? AND unpinned_at = 0`
	selectPins = `SELECT widget_id, number, pinned_at, pinned_by FROM pins WHERE unpinned_at = 0`

	insertPin = `INSERT INTO pins (widget_id, number, pinned_at, pinned_by, unpinned_at) VALUES (?, ?, ?, ?, 0)`

	updateUnpinned = `UPDATE pins SET unpinned_at = ? WHERE widget_id = ? AND unpinned_at = 0`

	// A figure whose pinned Edition is erased has nothing to keep serving.
	updatePinsPurged = `
UPDATE pins SET unpinned_at = ?
WHERE unpinned_at = 0 AND EXISTS (SELECT 1 FROM editions e WHERE e.widget_id = pins.widget_id AND e.number = pins.number AND e.purged_at <> 0)`

	selectNewestKept = `SELECT COALESCE(MAX(number), 0) FROM editions WHERE widget_id = ? AND purged_at = 0`
)
