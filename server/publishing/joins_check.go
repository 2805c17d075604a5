package publishing

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// joinChecks are about the Datasets that a figure takes numbers from beside its own.
func (p *Publisher) joinChecks(ctx context.Context, m made) ([]widgets.Check, error) {
	var checks []widgets.Check
	for _, j := range m.joined {
		people, err := p.peopleCheck(ctx, j.snapshot.ID)
		if err != nil {
			return nil, err
		}
		if !people.Done {
			people.ID, people.Title = "people-reference", fmt.Sprintf("“%s” may tell of single people", j.dataset.Title)
			checks = append(checks, people)
		}
		checks = append(checks, referenceCheck(j))
	}
	for _, u := range m.unmatched {
		checks = append(checks, unmatchedCheck(u))
	}
	return checks, nil
}

// referenceCheck asks for what must be known of the other Dataset: who looked at it,
// whose it is and under which licence.
func referenceCheck(j joined) widgets.Check {
	c := widgets.Check{ID: "reference", Title: fmt.Sprintf("“%s” may be used too", j.dataset.Title), Blocking: true}
	licence, known := datasets.LicenceByKey(j.dataset.Source.Licence)
	switch {
	case !j.snapshot.Confirmed:
		c.Reason = "Nobody has looked at how this file was read. Open it and press “Yes, use it like this”."
	case strings.TrimSpace(j.dataset.Source.Publisher) == "":
		c.Reason = "Its publisher is not named. Name it on the page of that dataset."
	case !known:
		c.Reason = "Its licence is not decided. Decide it on the page of that dataset."
	case !licence.Open:
		c.Reason = licence.Name + " does not allow its numbers to be published again."
	default:
		c.Done, c.Blocking = true, false
		c.Reason = fmt.Sprintf("%s, %s. Both sources stand below the figure.", j.dataset.Source.Publisher, licence.Name)
		return c
	}
	c.Title = fmt.Sprintf("“%s” cannot be used yet", j.dataset.Title)
	return c
}

// shownLabels is how many places and periods are named before the rest is counted.
const shownLabels = 3

// unmatchedCheck counts what the other Dataset has no number for.
func unmatchedCheck(u datasets.Unmatched) widgets.Check {
	c := widgets.Check{ID: "unmatched", Title: fmt.Sprintf("“%s” is missing for some", u.Join.Name)}
	named := u.Labels[:min(len(u.Labels), shownLabels)]
	list := strings.Join(named, "; ")
	if more := len(u.Labels) - len(named); more > 0 {
		list += fmt.Sprintf(" and %s more", words.Whole(more))
	}
	what := "this place"
	if u.Join.Period != nil {
		what = "this place and year"
	}
	c.Reason = fmt.Sprintf("There is no “%s” for %s in %d of %s: %s. What is worked out from it is missing there, never 0.",
		u.Join.Take, what, len(u.Labels), words.Count(u.Of, "row", "rows"), list)
	return c
}

// unmatchedNotes tell a reader why a number that is worked out from another dataset
// is missing, where one is.
func unmatchedNotes(m made) []string {
	value := m.result.Index(m.draft.Spec.Encoding.Value)
	if value < 0 || !slices.ContainsFunc(m.result.Rows, func(row []table.Cell) bool { return row[value].Missing == table.NotAvailable }) {
		return nil
	}
	var notes []string
	for _, u := range m.unmatched {
		phrase := words.NoneThere
		if u.Join.Period != nil {
			phrase = words.NoneThereThen
		}
		notes = append(notes, words.For(m.figure.Lang).Say(phrase, "name", "“"+u.Join.Name+"”")+".")
	}
	return notes
}
