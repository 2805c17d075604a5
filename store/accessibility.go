package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// How far the public pages comply, as the organisation judged them.
const (
	NotJudged          = ""
	FullyCompliant     = "full"
	PartiallyCompliant = "partial"
	NotCompliant       = "none"
)

// Who enforces the regulations where the organisation is.
const (
	EnforcedInBritain         = ""
	EnforcedInNorthernIreland = "ni"
	EnforcedElsewhere         = "own" // in the words of the organisation
)

// Accessibility is the organisation's part of the accessibility statement of
// its public pages. What is empty it has not said.
type Accessibility struct {
	Status    string `json:"status,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Page      string `json:"page,omitempty"`      // http or https
	ReplyDays int    `json:"replyDays,omitempty"` // working days; 0 when not said
	Enforced  string `json:"enforced,omitempty"`
	// Days as 2006-01-02.
	Prepared string `json:"prepared,omitempty"`
	Reviewed string `json:"reviewed,omitempty"`
	Tested   string `json:"tested,omitempty"`
	// English and Welsh are what it says in its own words; one may be empty.
	English AccessibilityWords `json:"english"`
	Welsh   AccessibilityWords `json:"welsh"`
}

// AccessibilityWords are plain text in one language, a point on each line.
type AccessibilityWords struct {
	Problems    string `json:"problems,omitempty"`   // what does not comply
	Burden      string `json:"burden,omitempty"`     // what would be a disproportionate burden to mend
	OutOfScope  string `json:"outOfScope,omitempty"` // what the regulations leave out
	Testing     string `json:"testing,omitempty"`    // how and by whom it was tested
	Enforcement string `json:"enforcement,omitempty"`
}

// Accessibility returns what the organisation said, or nothing yet.
func (s *Store) Accessibility(ctx context.Context) (a Accessibility, err error) {
	err = s.view(ctx, "accessibility", func(tx *tx) (err error) {
		a, err = one(tx, scanAccessibility, `SELECT body FROM accessibility WHERE id = 1`)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		return err
	})
	return a, err
}

func scanAccessibility(row scanner) (a Accessibility, err error) {
	return a, row.Scan(jsonColumn{&a})
}

// SaveAccessibility stores what the organisation says. Readers have it at once.
func (s *Store) SaveAccessibility(ctx context.Context, by Actor, a Accessibility) error {
	body, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("accessibility: %w", err)
	}
	return s.change(ctx, "save accessibility", func(tx *tx) error {
		if err := tx.exec(upsertAccessibility, string(body)); err != nil {
			return err
		}
		return tx.audit(by, AccessibilityChanged, "organisation", "Accessibility statement", statusWords[a.Status])
	})
}

var statusWords = map[string]string{
	NotJudged: "not judged", FullyCompliant: "fully compliant", PartiallyCompliant: "partially compliant", NotCompliant: "not compliant",
}

const upsertAccessibility = `INSERT INTO accessibility (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body`
