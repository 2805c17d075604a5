package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"figurehead/widgets"
)

// Correction is a notice that stands, or stood, beside a figure.
type Correction struct {
	ID string
	widgets.Correction
	By        string // user id
	RemovedAt time.Time
}

// Correct puts a notice beside a figure, on its public addresses and on those of
// the Editions with these numbers. It returns ErrReason without words, ErrNotFound
// when there is no such Edition or none is named, and ErrWithdrawn when the
// figure is not live.
func (s *Store) Correct(ctx context.Context, by Actor, widgetID, words string, editions []int) error {
	words = strings.TrimSpace(words)
	if words == "" {
		return fmt.Errorf("correct widget %s: %w", widgetID, ErrReason)
	}
	editions = slices.Compact(slices.Sorted(slices.Values(editions)))
	return s.change(ctx, "correct widget "+widgetID, func(tx *tx) error {
		w, err := tx.liveWidget(widgetID)
		if err != nil {
			return err
		}
		next, err := value[int](tx, selectNextEdition, w.ID)
		if err != nil {
			return err
		}
		if len(editions) == 0 || editions[0] < 1 || editions[len(editions)-1] >= next {
			return ErrNotFound
		}
		var id string
		if err := tx.newID(&id); err != nil {
			return err
		}
		numbers, err := toJSON(editions)
		if err != nil {
			return err
		}
		if err := tx.exec(insertCorrection, id, w.ID, words, numbers, millis(tx.now), by.ID); err != nil {
			return err
		}
		if err := tx.showCorrections(w); err != nil {
			return err
		}
		return tx.audit(by, FigureCorrected, "widget "+w.ID, w.Title, "editions "+numbers+" of "+w.PublicID+": "+words)
	})
}

// RemoveCorrection takes a notice away; it stays in the list. One that is away
// already stays as it is.
func (s *Store) RemoveCorrection(ctx context.Context, by Actor, widgetID, id string) error {
	return s.change(ctx, "remove correction of widget "+widgetID, func(tx *tx) error {
		w, err := one(tx, scanWidget, selectWidget, widgetID)
		if err != nil {
			return err
		}
		list, err := all(tx, scanCorrection, selectCorrections, w.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(list, func(c Correction) bool { return c.ID == id })
		if at < 0 {
			return ErrNotFound
		}
		if !list[at].RemovedAt.IsZero() {
			return nil
		}
		if err := tx.execOne(updateCorrectionRemoved, millis(tx.now), id); err != nil {
			return err
		}
		if err := tx.showCorrections(w); err != nil {
			return err
		}
		return tx.audit(by, FigureCorrected, "widget "+w.ID, w.Title, "notice removed: "+list[at].Words)
	})
}

// Corrections are all notices of a figure, the newest first, with those removed.
func (s *Store) Corrections(ctx context.Context, widgetID string) (list []Correction, err error) {
	err = s.view(ctx, "corrections of widget "+widgetID, func(tx *tx) (err error) {
		list, err = all(tx, scanCorrection, selectCorrections, widgetID)
		return err
	})
	return list, err
}

// showCorrections writes the notices that stand into the read model.
func (t *tx) showCorrections(w widgets.Widget) error {
	list, err := all(t, scanCorrection, selectCorrections, w.ID)
	if err != nil {
		return err
	}
	standing := []widgets.Correction{}
	for _, c := range list {
		if c.RemovedAt.IsZero() {
			standing = append(standing, c.Correction)
		}
	}
	body, err := toJSON(standing)
	if err != nil {
		return err
	}
	if err := t.execOne(updateCorrections, body, w.ID); err != nil {
		return err
	}
	return t.exec(touchPublishedVersion)
}

// publicState is the state of a public address, with the notices beside it.
func (t *tx) publicState(publicID string) (publicState, error) {
	return one(t, func(row scanner) (p publicState, err error) {
		return p, row.Scan(&p.state, &p.live, jsonColumn{&p.corrections}, &p.pinned)
	}, selectPublishedState, publicID)
}

type publicState struct {
	state       widgets.State
	live        string // id of the Edition that the address without a number serves
	corrections []widgets.Correction
	pinned      bool
}

// beside are the notices of an Edition: all beside the live one, else those that
// concern it.
func (p publicState) beside(editionID string, number int) (list []widgets.Correction) {
	for _, c := range p.corrections {
		if editionID == p.live || slices.Contains(c.Editions, number) {
			list = append(list, c)
		}
	}
	return list
}

func scanCorrection(row scanner) (c Correction, err error) {
	return c, row.Scan(&c.ID, &c.Words, jsonColumn{&c.Editions}, timeColumn{&c.At}, &c.By, timeColumn{&c.RemovedAt})
}

const (
	insertCorrection = `INSERT INTO corrections (id, widget_id, words, numbers, made_at, made_by, removed_at) VALUES (?, ?, ?, ?, ?, ?, 0)`

	selectCorrections = `
SELECT id, words, numbers, made_at, made_by, removed_at FROM corrections WHERE widget_id = ? ORDER BY made_at DESC, id DESC`

	updateCorrectionRemoved = `UPDATE corrections SET removed_at = ? WHERE id = ?`

	updateCorrections = `UPDATE published SET corrections = ? WHERE widget_id = ?`
)
