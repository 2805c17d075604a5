package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Freeze is a time in which nothing new is published, as before an election.
type Freeze struct {
	ID             string
	DirectorateIDs []string // whose figures; all where empty
	From, To       time.Time
	Reason         string
	HoldRefreshes  bool // public figures do not follow newer data either
	SetBy          string
	SetAt          time.Time
	LiftedAt       time.Time
	LiftedBy       string
	LiftReason     string
	Exceptions     []FreezeException
}

// FreezeException is a figure for which an admin lifted a Freeze.
type FreezeException struct {
	WidgetID, Title, Reason, By string
	At                          time.Time
}

// Covers reports whether the freeze holds at an instant for a directorate.
func (f Freeze) Covers(directorateID string, at time.Time) bool {
	return f.LiftedAt.IsZero() && !at.Before(f.From) && at.Before(f.To) &&
		(len(f.DirectorateIDs) == 0 || slices.Contains(f.DirectorateIDs, directorateID))
}

// Excepts reports whether the freeze was lifted for a figure.
func (f Freeze) Excepts(widgetID string) bool {
	return slices.ContainsFunc(f.Exceptions, func(e FreezeException) bool { return e.WidgetID == widgetID })
}

// SetFreeze adds a freeze.
func (s *Store) SetFreeze(ctx context.Context, by Actor, f Freeze) (Freeze, error) {
	err := s.change(ctx, "set freeze", func(tx *tx) error {
		if err := tx.newID(&f.ID); err != nil {
			return err
		}
		f.SetBy, f.SetAt, f.From, f.To = by.Name, tx.now, wholeMillis(f.From), wholeMillis(f.To)
		directorates, err := toJSON(append([]string{}, f.DirectorateIDs...))
		if err != nil {
			return err
		}
		if err := tx.exec(insertFreeze, f.ID, directorates, millis(f.From), millis(f.To), f.Reason, f.HoldRefreshes, by.Name, millis(tx.now)); err != nil {
			return err
		}
		detail := fmt.Sprintf("from %s to %s", f.From.UTC().Format(time.RFC3339), f.To.UTC().Format(time.RFC3339))
		if len(f.DirectorateIDs) > 0 {
			detail += " for directorates " + strings.Join(f.DirectorateIDs, ", ")
		}
		if f.HoldRefreshes {
			detail += ", refreshes held"
		}
		return tx.audit(by, FreezeSet, "freeze "+f.ID, f.Reason, detail)
	})
	return f, err
}

// Freezes returns those that end after an instant, lifted ones too, the earliest
// first.
func (s *Store) Freezes(ctx context.Context, after time.Time) (list []Freeze, err error) {
	err = s.view(ctx, "list freezes", func(tx *tx) (err error) {
		if list, err = all(tx, scanFreeze, selectFreezes, millis(after)); err != nil {
			return err
		}
		for i := range list {
			if list[i].Exceptions, err = all(tx, scanException, selectExceptions, list[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// LiftFreeze ends a freeze, with the reason. ErrNotFound when there is none that
// still stands.
func (s *Store) LiftFreeze(ctx context.Context, by Actor, id, reason string) error {
	return s.change(ctx, "lift freeze "+id, func(tx *tx) error {
		if strings.TrimSpace(reason) == "" {
			return ErrReason
		}
		f, err := one(tx, scanFreeze, selectFreeze, id)
		if err != nil {
			return err
		}
		if err := tx.execOne(liftFreeze, millis(tx.now), by.Name, reason, id); err != nil {
			return err
		}
		return tx.audit(by, FreezeLifted, "freeze "+id, f.Reason, reason)
	})
}

// LiftFreezeFor lets one figure be published although a freeze stands.
func (s *Store) LiftFreezeFor(ctx context.Context, by Actor, id, widgetID, reason string) error {
	return s.change(ctx, "lift freeze "+id+" for widget "+widgetID, func(tx *tx) error {
		if strings.TrimSpace(reason) == "" {
			return ErrReason
		}
		f, err := one(tx, scanFreeze, selectFreeze, id)
		if err != nil {
			return err
		}
		w, err := one(tx, scanWidget, selectWidget, widgetID)
		if err != nil {
			return err
		}
		if !f.LiftedAt.IsZero() {
			return ErrNotFound
		}
		if err := tx.exec(upsertException, id, widgetID, reason, by.Name, millis(tx.now)); err != nil {
			return err
		}
		return tx.audit(by, FreezeLifted, "widget "+w.ID, w.Title, "for this figure: "+reason)
	})
}

const (
	insertFreeze = `
INSERT INTO freezes (id, directorates, from_at, to_at, reason, hold_refreshes, set_by, set_at, lifted_at, lifted_by, lift_reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '', '')`

	selectFreeze = `
SELECT id, directorates, from_at, to_at, reason, hold_refreshes, set_by, set_at, lifted_at, lifted_by, lift_reason
FROM freezes WHERE id = ?`

	selectFreezes = `
SELECT id, directorates, from_at, to_at, reason, hold_refreshes, set_by, set_at, lifted_at, lifted_by, lift_reason
FROM freezes WHERE to_at > ? ORDER BY from_at, id`

	liftFreeze = `UPDATE freezes SET lifted_at = ?, lifted_by = ?, lift_reason = ? WHERE id = ? AND lifted_at = 0`

	upsertException = `
INSERT INTO freeze_exceptions (freeze_id, widget_id, reason, by_name, made_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (freeze_id, widget_id) DO UPDATE SET reason = excluded.reason, by_name = excluded.by_name, made_at = excluded.made_at`

	selectExceptions = `
SELECT e.widget_id, w.title, e.reason, e.by_name, e.made_at
FROM freeze_exceptions e JOIN widgets w ON w.id = e.widget_id WHERE e.freeze_id = ? ORDER BY e.made_at, e.widget_id`
)

func scanFreeze(row scanner) (f Freeze, err error) {
	err = row.Scan(&f.ID, jsonColumn{&f.DirectorateIDs}, timeColumn{&f.From}, timeColumn{&f.To}, &f.Reason, &f.HoldRefreshes,
		&f.SetBy, timeColumn{&f.SetAt}, timeColumn{&f.LiftedAt}, &f.LiftedBy, &f.LiftReason)
	return f, err
}

func scanException(row scanner) (e FreezeException, err error) {
	return e, row.Scan(&e.WidgetID, &e.Title, &e.Reason, &e.By, timeColumn{&e.At})
}
