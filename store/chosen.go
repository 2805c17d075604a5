package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"figurehead/widgets"
)

// Chosen is a figure that something is done to together with others, as whoever
// chose it saw it.
type Chosen struct {
	WidgetID               string
	State                  widgets.State
	OwnerID, DirectorateID string
	Edition                int
}

// ChosenError names the figures of a choice that were changed by somebody else
// since they were chosen, or are gone. It is an ErrConflict: nothing was done.
type ChosenError struct{ Titles []string }

// Error names the figures.
func (e *ChosenError) Error() string {
	return "changed since they were chosen: " + strings.Join(e.Titles, "; ")
}

// Unwrap makes it an ErrConflict.
func (e *ChosenError) Unwrap() error { return ErrConflict }

// WithdrawAll is Withdraw of several figures: all of them, or none and a
// ChosenError when one of them is not as it was chosen.
func (s *Store) WithdrawAll(ctx context.Context, by Actor, chosen []Chosen, reason string) error {
	return s.change(ctx, "withdraw figures", func(tx *tx) error {
		return tx.eachChosen(chosen, func(w widgets.Widget) error {
			if err := tx.withdraw(by, w.ID, reason); err != nil {
				return err
			}
			return tx.overtakePlan(by, w.ID, "withdrawn meanwhile", true)
		})
	})
}

// Assignment is who a figure belongs to from now on; an empty OwnerID leaves
// the owner, and without Move the directorate stays.
type Assignment struct {
	OwnerID       string
	Move          bool
	DirectorateID string
}

// AssignAll gives several figures another owner or directorate: all of them, or
// none and a ChosenError when one of them is not as it was chosen.
func (s *Store) AssignAll(ctx context.Context, by Actor, chosen []Chosen, to Assignment) error {
	return s.change(ctx, "assign figures", func(tx *tx) error {
		words, err := tx.assignmentWords(to)
		if err != nil {
			return err
		}
		return tx.eachChosen(chosen, func(w widgets.Widget) error {
			owner, directorate := w.OwnerID, w.DirectorateID
			if to.OwnerID != "" {
				owner = to.OwnerID
			}
			if to.Move {
				directorate = to.DirectorateID
			}
			if owner == w.OwnerID && directorate == w.DirectorateID {
				return nil
			}
			if err := tx.execOne(updateAssigned, owner, orNull(directorate), millis(tx.now), w.ID); err != nil {
				return err
			}
			return tx.audit(by, FigureAssigned, "widget "+w.ID, w.Title, words)
		})
	})
}

// assignmentWords name owner and directorate; ErrNotFound for one that is not
// there.
func (t *tx) assignmentWords(to Assignment) (string, error) {
	var parts []string
	if to.OwnerID != "" {
		u, err := one(t, scanUser, selectUser, to.OwnerID)
		if err != nil {
			return "", fmt.Errorf("owner: %w", err)
		}
		parts = append(parts, "owner "+u.Name)
	}
	if to.Move {
		name := "none"
		if to.DirectorateID != "" {
			d, err := one(t, scanDirectorate, selectDirectorate, to.DirectorateID)
			if err != nil {
				return "", fmt.Errorf("directorate: %w", err)
			}
			name = d.Name
		}
		parts = append(parts, "directorate "+name)
	}
	return strings.Join(parts, ", "), nil
}

// eachChosen does something to every figure that is as it was chosen, or
// nothing to any.
func (t *tx) eachChosen(chosen []Chosen, do func(widgets.Widget) error) error {
	var moved []string
	var list []widgets.Widget
	for _, c := range chosen {
		w, err := one(t, scanWidget, selectWidget, c.WidgetID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err != nil || w.State != c.State || w.OwnerID != c.OwnerID || w.DirectorateID != c.DirectorateID || w.Edition != c.Edition {
			moved = append(moved, w.Title)
		}
		list = append(list, w)
	}
	if len(moved) > 0 {
		return &ChosenError{moved}
	}
	for _, w := range list {
		if err := do(w); err != nil {
			return err
		}
	}
	return nil
}

const updateAssigned = `UPDATE widgets SET owner_id = ?, directorate_id = ?, updated_at = ? WHERE id = ?`
