package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// Cumulative adds a Field with the running total of Of, apart for each
// combination of Within: over days or periods in time, or, without Over, down
// the rows as they stand. It is exact.
//
// From a missing value on, the total is missing for the same reason (suppressed
// when a value is hidden, not available when there are several reasons), never
// smaller. A row without a day has none.
type Cumulative struct {
	Name   string   `json:"name"`
	Of     string   `json:"of"`
	Over   string   `json:"over,omitempty"`
	Within []string `json:"within,omitempty"`
}

// Do is the step's name in JSON.
func (Cumulative) Do() string { return "cumulative" }

func (s Cumulative) outline(in []table.Field) ([]table.Field, error) {
	of, err := numbersOf(s.Of, in, "running total")
	if err != nil {
		return nil, err
	}
	if err := canBeAdded(of); err != nil {
		return nil, err
	}
	if s.Over != "" {
		if err := needsCalendar(s.Over, in, "cannot say what came before"); err != nil {
			return nil, err
		}
	}
	if _, err := fieldsOf(s.Within, in); err != nil {
		return nil, err
	}
	f := oneOfMany(of)
	f.Name = s.Name
	return addField(in, f)
}

func (s Cumulative) run(ctx context.Context, in relation) (relation, error) {
	f, _, lines, err := columnAlong(ctx, in, s, s.Over, s.Within)
	if err != nil {
		return relation{}, err
	}
	of := indexOf(s.Of, in.fields)
	cells := notAvailable(f, in.n)
	for _, line := range lines {
		var total table.Sum
		var met tally
		for _, place := range line.places {
			cell := in.cell(int(place), of)
			met.add(cell.Missing)
			if cells[place].Missing = met.incomplete(); cells[place].Missing != table.Present {
				continue
			}
			total.Add(cell.Number)
			if cells[place].Number, err = total.Total(); err != nil {
				return relation{}, tooWide(err, s.Of, "A running total of")
			}
		}
	}
	return in.with(f, cells)
}
