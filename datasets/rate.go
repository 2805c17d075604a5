package datasets

import (
	"context"
	"fmt"
	"strings"

	"figurehead/datasets/table"
)

// Rate adds a Field with Of per so many of By, in the same row: cases per 1,000
// people, or, per 100, a percentage. It is Of × Per ÷ By, with 12 decimals.
//
// A rate of or by a suppressed or confidential value is suppressed; one of a
// missing value is missing for the same reason; one by a missing value is not
// available, and one by 0 or below is not applicable.
type Rate struct {
	Name string `json:"name"`
	Of   string `json:"of"`
	By   string `json:"by"`
	Per  int    `json:"per"`
}

// maxPer is larger than any number of people or homes that rates are given for.
const maxPer = 1_000_000_000

// Do is the step's name in JSON.
func (Rate) Do() string { return "rate" }

func (s Rate) outline(in []table.Field) ([]table.Field, error) {
	of, err := s.amounts(s.Of, in)
	if err != nil {
		return nil, err
	}
	if _, err := s.amounts(s.By, in); err != nil {
		return nil, err
	}
	if s.Per < 1 || s.Per > maxPer {
		return nil, Problem{Field: "per", Message: fmt.Sprintf("The rate is per %d.", s.Per), Suggestion: fmt.Sprintf("Give a number from 1 to %s.", thousands(maxPer))}
	}
	return addField(in, s.field(of))
}

// amounts is the named Field, unless a rate of it would mean nothing.
func (s Rate) amounts(name string, in []table.Field) (table.Field, error) {
	f, err := numbersOf(name, in, "rate")
	if err == nil && f.Kind == table.Percentages {
		err = Problem{Field: name, Message: fmt.Sprintf("%q holds percentages, of which there is no rate.", f.Name), Suggestion: "Choose a column of amounts or counts."}
	}
	return f, err
}

// field describes the rate: a percentage, money, or a number whose unit says per
// how many it is, unless its name does.
func (s Rate) field(of table.Field) table.Field {
	f := table.Field{Name: s.Name, Kind: table.Decimals, Role: table.Measure, Unit: of.Unit, NoSum: true}
	switch {
	case s.Per == 100:
		f = percentField()
		f.Name = s.Name
	case of.Kind == table.Currency:
		f.Kind = table.Currency
	case s.Per > 1 && !strings.Contains(s.Name, "per "+thousands(s.Per)):
		f.Unit = strings.TrimSpace(of.Unit + " per " + thousands(s.Per))
	}
	return f
}

func (s Rate) run(ctx context.Context, in relation) (relation, error) {
	f, err := columnAdded(in, s)
	if err != nil {
		return relation{}, err
	}
	of, by := indexOf(s.Of, in.fields), indexOf(s.By, in.fields)
	cells := make([]table.Cell, in.n)
	for place := range cells {
		if cells[place], err = against(f, s.Of, in.cell(place, of), in.cell(place, by), s.number); err != nil {
			return relation{}, err
		}
	}
	if err := ctx.Err(); err != nil {
		return relation{}, err
	}
	return in.with(f, cells)
}

func (s Rate) number(of, by table.Decimal) (table.Decimal, table.Reason, error) {
	if by.Sign() <= 0 {
		return table.Decimal{}, table.NotApplicable, nil
	}
	var part, whole table.Sum
	part.Add(of)
	whole.Add(by)
	d, err := table.Ratio(&part, int64(s.Per), &whole)
	return d, table.Present, err
}
