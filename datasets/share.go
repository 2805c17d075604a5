package datasets

import (
	"context"
	"errors"
	"fmt"

	"figurehead/datasets/table"
)

// Share adds a Field with Of as a percentage of its total, apart for each
// combination of Within, with 12 decimals. Missing values are left out of the
// total and keep their reason; a suppressed or confidential value suppresses
// every share of its combination; shares of a total of 0 are not applicable.
type Share struct {
	Name   string   `json:"name"`
	Of     string   `json:"of"`
	Within []string `json:"within,omitempty"`
}

// Do is the step's name in JSON.
func (Share) Do() string { return "share" }

func (s Share) outline(in []table.Field) ([]table.Field, error) {
	if _, err := numbersOf(s.Of, in, "share"); err != nil {
		return nil, err
	}
	if _, err := fieldsOf(s.Within, in); err != nil {
		return nil, err
	}
	f := percentField()
	f.Name = s.Name
	return addField(in, f)
}

func (s Share) run(ctx context.Context, in relation) (relation, error) {
	if err := addsToAtMost(in.n); err != nil {
		return relation{}, err
	}
	f := percentField()
	f.Name = s.Name
	g, err := groupRows(ctx, in, s.Within)
	if err != nil {
		return relation{}, err
	}
	of := indexOf(s.Of, in.fields)
	v := values{in: in, groups: g, column: in.columns[of], of: in.fields[of], field: f}
	tallies, err := v.tallies(ctx)
	if err != nil {
		return relation{}, err
	}
	totals, err := v.totals(ctx)
	if err != nil {
		return relation{}, err
	}
	cells := make([]table.Cell, in.n)
	for place := range cells {
		group := g.ids[place]
		if cells[place], err = shareCell(f, in.cell(place, of), tallies[group], &totals[group]); err != nil {
			return relation{}, err
		}
	}
	return in.with(f, cells)
}

func shareCell(f table.Field, part table.Cell, group tally, total *table.Sum) (table.Cell, error) {
	switch {
	case group.hidden:
		return table.MissingCell(f, table.Suppressed), nil
	case part.Missing != table.Present:
		return table.MissingCell(f, part.Missing), nil
	case total.Sign() == 0:
		return table.MissingCell(f, table.NotApplicable), nil
	}
	var number table.Sum
	number.Add(part.Number)
	d, err := table.Percent(&number, total)
	if errors.Is(err, table.ErrTooManyDigits) {
		return table.Cell{}, Problem{Field: f.Name, Message: fmt.Sprintf("The share of %s has more than %d digits.", part, table.MaxDigits), Suggestion: "Use numbers with fewer digits."}
	}
	return table.NumberCell(f.Kind, d), err
}
