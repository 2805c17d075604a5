package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// Index adds a Field with each number of Of as a percentage of the one at a base
// along Over, so that it is 100 there, apart for each combination of Within, with
// 12 decimals. Base is a day or period; without it, it is the first of each
// combination.
//
// Without a number at the base the index is not available; from or to a
// suppressed or confidential value it is suppressed; of a base of 0 or below it
// is not applicable. A row without a day has none.
type Index struct {
	Name   string   `json:"name"`
	Of     string   `json:"of"`
	Over   string   `json:"over"`
	Within []string `json:"within,omitempty"`
	Base   string   `json:"base,omitempty"`
}

// Do is the step's name in JSON.
func (Index) Do() string { return "index" }

func (s Index) outline(in []table.Field) ([]table.Field, error) {
	if _, err := numbersOf(s.Of, in, "index"); err != nil {
		return nil, err
	}
	if err := needsCalendar(s.Over, in, "cannot say what came before"); err != nil {
		return nil, err
	}
	if _, err := s.base(in); err != nil {
		return nil, err
	}
	if _, err := fieldsOf(s.Within, in); err != nil {
		return nil, err
	}
	return addField(in, table.Field{Name: s.Name, Kind: table.Decimals, Role: table.Measure, NoSum: true})
}

// base is the day of the Base, when there is one.
func (s Index) base(in []table.Field) (table.Day, error) {
	if s.Base == "" {
		return 0, nil
	}
	over := in[indexOf(s.Over, in)]
	cell, err := table.ParseCell(s.Base, over)
	if err != nil {
		return 0, wrongValue(over, s.Base, err)
	}
	return cell.Day, nil
}

func (s Index) run(ctx context.Context, in relation) (relation, error) {
	f, _, lines, err := columnAlong(ctx, in, s, s.Over, s.Within)
	if err != nil {
		return relation{}, err
	}
	day, err := s.base(in.fields)
	if err != nil {
		return relation{}, err
	}
	of := indexOf(s.Of, in.fields)
	cells := notAvailable(f, in.n)
	for _, line := range lines {
		base := table.MissingCell(f, table.NotAvailable)
		if at := s.place(line, day); at >= 0 {
			base = in.cell(at, of)
		}
		for _, place := range line.places {
			if cells[place], err = against(f, s.Of, in.cell(int(place), of), base, ofHundred); err != nil {
				return relation{}, err
			}
		}
	}
	return in.with(f, cells)
}

// place is that of the base in a line, or −1.
func (s Index) place(l line, day table.Day) int {
	if s.Base == "" && len(l.places) > 0 {
		return int(l.places[0])
	}
	return l.at(day)
}

func ofHundred(now, base table.Decimal) (table.Decimal, table.Reason, error) {
	if base.Sign() <= 0 {
		return table.Decimal{}, table.NotApplicable, nil
	}
	var part, whole table.Sum
	part.Add(now)
	whole.Add(base)
	d, err := table.Percent(&part, &whole)
	return d, table.Present, err
}
