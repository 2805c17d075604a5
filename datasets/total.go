package datasets

import (
	"context"
	"errors"
	"fmt"

	"figurehead/datasets/table"
)

// Total adds a Field with the exact total of Of over all rows of the same
// combination of Within: the whole that parts make up.
//
// A total over a missing value is missing for the same reason (suppressed when
// the value is hidden, not available when there are several reasons), never
// smaller.
type Total struct {
	Name   string   `json:"name"`
	Of     string   `json:"of"`
	Within []string `json:"within,omitempty"`
}

// Do is the step's name in JSON.
func (Total) Do() string { return "total" }

func (s Total) outline(in []table.Field) ([]table.Field, error) {
	of, err := numbersOf(s.Of, in, "total")
	if err != nil {
		return nil, err
	}
	if err := canBeAdded(of); err != nil {
		return nil, err
	}
	if _, err := fieldsOf(s.Within, in); err != nil {
		return nil, err
	}
	f := oneOfMany(of)
	f.Name = s.Name
	return addField(in, f)
}

// canBeAdded is the Problem of numbers whose sum means nothing.
func canBeAdded(f table.Field) error {
	if f.Additive() {
		return nil
	}
	why := "holds " + kindWords[f.Kind]
	if f.NoSum {
		why = "holds means, ranks, rates or the like"
	}
	return Problem{Field: f.Name, Message: fmt.Sprintf("%q %s, which cannot be added up.", f.Name, why), Suggestion: "Choose a column of amounts or counts."}
}

func (s Total) run(ctx context.Context, in relation) (relation, error) {
	f, err := columnAdded(in, s)
	if err != nil {
		return relation{}, err
	}
	g, err := groupRows(ctx, in, s.Within)
	if err != nil {
		return relation{}, err
	}
	totals, err := valuesOf(in, g, s.Of).completeSums(ctx)
	if err != nil {
		return relation{}, err
	}
	cells := make([]table.Cell, in.n)
	for place, id := range g.ids {
		cells[place] = totals[id]
	}
	return in.with(f, cells)
}

// tooWide is the Problem of a number worked out from a column that has too many
// digits; other errors are kept.
func tooWide(err error, of, what string) error {
	if !errors.Is(err, table.ErrTooManyDigits) {
		return err
	}
	return Problem{Field: of, Message: fmt.Sprintf("%s %q has more than %d digits.", what, of, table.MaxDigits), Suggestion: "Use fewer rows, or numbers with fewer digits."}
}
