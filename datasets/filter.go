package datasets

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"figurehead/datasets/table"
)

// Filter keeps the rows that pass a test of one Field.
// Tests: "is", "isNot" (one of, none of Values; "" is the blank cell), "contains"
// (one of Values is part of the text, in capitals or not),
// "atLeast", "atMost", "above", "below" (one Value), "between" (two, both
// inclusive), "present", "missing" (no Values). Only "isNot" and "missing" keep
// cells without a value.
type Filter struct {
	Field  string   `json:"field"`
	Test   string   `json:"test"`
	Values []string `json:"values,omitempty"`
}

// Do is the step's name in JSON.
func (Filter) Do() string { return "filter" }

// filterTest is one test: how many Values it takes, and what it does with them.
type filterTest struct {
	least, most int
	takes       func(table.Kind) bool
	make        func(f table.Field, values []table.Cell) cellTest
}

var filterTests = map[string]filterTest{
	"is":       {1, MaxFilterValues, anyKind, func(_ table.Field, v []table.Cell) cellTest { return oneOf(v, true) }},
	"isNot":    {1, MaxFilterValues, anyKind, func(_ table.Field, v []table.Cell) cellTest { return oneOf(v, false) }},
	"contains": {1, MaxFilterValues, isText, func(_ table.Field, v []table.Cell) cellTest { return holdsAny(v) }},
	"atLeast":  {1, 1, ordered, func(_ table.Field, v []table.Cell) cellTest { return cellTest{low: &v[0]} }},
	"atMost":   {1, 1, ordered, func(_ table.Field, v []table.Cell) cellTest { return cellTest{high: &v[0]} }},
	"above":    {1, 1, ordered, func(_ table.Field, v []table.Cell) cellTest { return cellTest{low: &v[0], open: true} }},
	"below":    {1, 1, ordered, func(_ table.Field, v []table.Cell) cellTest { return cellTest{high: &v[0], open: true} }},
	"between":  {2, 2, ordered, func(_ table.Field, v []table.Cell) cellTest { return cellTest{low: &v[0], high: &v[1]} }},
	"present":  {0, 0, anyKind, func(table.Field, []table.Cell) cellTest { return cellTest{} }},
	"missing":  {0, 0, anyKind, func(f table.Field, _ []table.Cell) cellTest { return onlyMissing(f) }},
}

func (s Filter) outline(in []table.Field) ([]table.Field, error) {
	f, err := fieldOf(s.Field, in)
	if err != nil {
		return nil, err
	}
	test, known := filterTests[s.Test]
	if !known {
		return nil, Problem{Field: s.Field, Message: fmt.Sprintf("There is no test %q.", shorten(s.Test)), Suggestion: choices("The tests are", s.Test, slices.Sorted(maps.Keys(filterTests)))}
	}
	if len(s.Values) < test.least || len(s.Values) > test.most {
		return nil, Problem{Field: s.Field, Message: fmt.Sprintf("The test %q has %s.", s.Test, valuesInWords(len(s.Values))), Suggestion: "Give it " + countInWords(test.least, test.most) + "."}
	}
	if !test.takes(f.Kind) {
		return nil, s.wrongKind(f)
	}
	_, err = s.values(f, test)
	return in, err
}

// isText reports whether values of k are text.
func isText(k table.Kind) bool { return !ordered(k) }

func (s Filter) wrongKind(f table.Field) Problem {
	if isText(f.Kind) {
		return Problem{Field: s.Field, Message: fmt.Sprintf("%q holds text, which the test %q cannot put in order.", f.Name, s.Test), Suggestion: `Use "is", "isNot" or "contains", or a column of numbers or dates.`}
	}
	return Problem{Field: s.Field, Message: fmt.Sprintf("%q holds %s, in which the test %q finds no text.", f.Name, kindWords[f.Kind], s.Test), Suggestion: `Use "is", "isNot" or "between", or a column of text.`}
}

func countInWords(least, most int) string {
	if least == most {
		return valuesInWords(most)
	}
	return fmt.Sprintf("%d to %s", least, valuesInWords(most))
}

func valuesInWords(n int) string {
	switch n {
	case 0:
		return "no values"
	case 1:
		return "one value"
	}
	return thousands(n) + " values"
}

// values reads the Values as cells of the Field; "" is the blank cell.
func (s Filter) values(f table.Field, test filterTest) ([]table.Cell, error) {
	cells := make([]table.Cell, len(s.Values))
	for i, text := range s.Values {
		if text == "" && s.Test == "contains" {
			return nil, Problem{Field: f.Name, Message: `The test "contains" looks for an empty text, which is part of every text.`, Suggestion: "Give it the text to look for."}
		}
		if text == "" && test.takes(table.Text) {
			cells[i] = table.MissingCell(f, table.Blank)
			continue
		}
		cell, err := table.ParseCell(text, f)
		if err != nil {
			return nil, wrongValue(f, text, err)
		}
		cells[i] = cell
	}
	return cells, nil
}

func wrongValue(f table.Field, text string, err error) error {
	suggestion := "Write a plain number such as 1250.5, without commas or a unit."
	if errors.Is(err, table.ErrTooManyDigits) {
		suggestion = "Use at most 38 digits."
	}
	if f.Kind.Calendar() {
		suggestion = "Write it like " + table.PeriodLabel(table.Date(2018, 7, 1), f.Grain) + "."
	}
	return Problem{Field: f.Name, Message: fmt.Sprintf("%q cannot be compared with %q, which holds %s.", shorten(text), f.Name, kindWords[f.Kind]), Suggestion: suggestion}
}

// kindWords name what a column holds, in messages.
var kindWords = map[table.Kind]string{
	table.Text: "text", table.Integers: "whole numbers", table.Decimals: "numbers", table.Percentages: "percentages",
	table.Currency: "amounts of money", table.Dates: "dates", table.Periods: "periods", table.PlaceCode: "place codes",
}

func (s Filter) run(ctx context.Context, in relation) (relation, error) {
	column := indexOf(s.Field, in.fields)
	f, test := in.fields[column], filterTests[s.Test]
	values, err := s.values(f, test)
	if err != nil {
		return relation{}, err
	}
	passes := test.make(f, values).compile(in.columns[column], f)
	rows := []uint32{} // not nil, which would mean all rows
	err = blocks(ctx, in.n, func(from, to int) {
		if rows = passes(in.rows, from, to, rows); from == 0 { // room for the rest, if it is like the beginning
			rows = slices.Grow(rows, len(rows)*(in.n-to)/max(to, 1)*17/16)
		}
	})
	return in.keep(rows), err
}

// fieldOf returns the named Field, or the Problem that it is not there.
func fieldOf(name string, fields []table.Field) (table.Field, error) {
	i := indexOf(name, fields)
	if i < 0 {
		return table.Field{}, noField(name, fields)
	}
	return fields[i], nil
}

func indexOf(name string, fields []table.Field) int {
	return slices.IndexFunc(fields, func(f table.Field) bool { return f.Name == name })
}
