package publishing

import (
	"fmt"

	"figurehead/datasets"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// told is a Tie in names: the last that is kept, and those that are left out.
func (m made) told(t datasets.Tie) (kept string, left []string) {
	e := m.draft.Spec.Encoding
	columns := []string{e.Category, e.Place, e.Series, e.Time}
	for _, row := range t.Left {
		left = append(left, t.Name(row, columns...))
	}
	if t.More > 0 {
		left = append(left, words.For(m.figure.Lang).Say(words.AndMore, "n", words.Whole(t.More)))
	}
	return t.Name(t.Kept, columns...), left
}

// tieNotes tell a reader who was left out although equal to the last that is shown.
func tieNotes(m made) []string {
	var notes []string
	for _, t := range m.result.Ties {
		kept, left := m.told(t)
		if kept == "" {
			continue
		}
		phrase, locale := words.LeftOutEqual, words.For(m.figure.Lang)
		if t.Rest != "" {
			phrase = words.InRestEqual
		}
		notes = append(notes, locale.Say(phrase, "rest", t.Rest, "name", kept, "names", locale.List(left))+".")
	}
	return notes
}

// tieChecks tell the officer of the same.
func tieChecks(m made) []widgets.Check {
	var checks []widgets.Check
	for _, t := range m.result.Ties {
		kept, left := m.told(t)
		if kept == "" {
			continue
		}
		checks = append(checks, widgets.Check{ID: "tie", Title: "The list ends between equal numbers",
			Reason: fmt.Sprintf("%s: the same “%s” as %s, which is the last that is shown. A note under the figure says so. Show one more or one fewer to end elsewhere.", words.British.List(left), t.Of, kept)})
	}
	return checks
}
