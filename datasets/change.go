package datasets

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"figurehead/datasets/table"
)

// Change adds a Field with the change of Of along Over, apart for each
// combination of Within. From is "previous" (the row before in time, whatever
// lies between) or "yearBefore" (the same period or day a year earlier). As is
// "difference" or "percent".
//
// Without an earlier value the change is not available; from or to a suppressed
// or confidential value it is suppressed; a percentage of 0 or of a number
// below 0 is not applicable.
type Change struct {
	Name   string   `json:"name"`
	Of     string   `json:"of"`
	Over   string   `json:"over"`
	Within []string `json:"within,omitempty"`
	From   string   `json:"from"`
	As     string   `json:"as"`
}

// Do is the step's name in JSON.
func (Change) Do() string { return "change" }

// changeBases find the place of the earlier row, or −1.
var changeBases = map[string]func(l line, day table.Day, g table.Grain) int{
	"previous":   func(l line, day table.Day, _ table.Grain) int { return l.before(day) },
	"yearBefore": func(l line, day table.Day, g table.Grain) int { return l.at(table.YearBefore(day, g)) },
}

// changeForms word the change as a number.
var changeForms = map[string]struct {
	field  func(of table.Field) table.Field
	number func(now, base table.Decimal) (table.Decimal, table.Reason, error)
}{
	"difference": {differenceField, difference},
	"percent":    {func(table.Field) table.Field { return percentField() }, percentChange},
}

func differenceField(of table.Field) table.Field {
	f := measureOf(of)
	if f.Kind == table.Percentages {
		f.Unit = percentagePoints
	}
	return f
}

// Units of numbers that are made.
const (
	percentagePoints = "percentage points"
	percent          = "%"
)

func percentField() table.Field {
	return table.Field{Kind: table.Percentages, Role: table.Measure, Unit: percent}
}

func difference(now, base table.Decimal) (table.Decimal, table.Reason, error) {
	d, err := now.Sub(base)
	return d, table.Present, err
}

func percentChange(now, base table.Decimal) (table.Decimal, table.Reason, error) {
	if base.Sign() <= 0 {
		return table.Decimal{}, table.NotApplicable, nil
	}
	var part, whole table.Sum
	part.Add(now)
	part.Sub(base)
	whole.Add(base)
	d, err := table.Percent(&part, &whole)
	return d, table.Present, err
}

func (s Change) outline(in []table.Field) ([]table.Field, error) {
	of, err := numbersOf(s.Of, in, "change")
	if err != nil {
		return nil, err
	}
	if err := needsCalendar(s.Over, in, "cannot say what came before"); err != nil {
		return nil, err
	}
	if _, err := fieldsOf(s.Within, in); err != nil {
		return nil, err
	}
	if _, known := changeBases[s.From]; !known {
		return nil, Problem{Field: "from", Message: fmt.Sprintf("A change cannot be from %q.", shorten(s.From)), Suggestion: choices("It can be from", s.From, slices.Sorted(maps.Keys(changeBases)))}
	}
	form, known := changeForms[s.As]
	if !known {
		return nil, Problem{Field: "as", Message: fmt.Sprintf("A change cannot be given as %q.", shorten(s.As)), Suggestion: choices("It can be given as", s.As, slices.Sorted(maps.Keys(changeForms)))}
	}
	f := form.field(of)
	f.Name = s.Name
	return addField(in, f)
}

// numbersOf returns the named Field if it holds numbers.
func numbersOf(name string, in []table.Field, what string) (table.Field, error) {
	f, err := fieldOf(name, in)
	if err == nil && !f.Kind.Number() {
		err = Problem{Field: name, Message: fmt.Sprintf("%q holds %s, so it has no %s.", f.Name, kindWords[f.Kind], what), Suggestion: "Choose a column of numbers."}
	}
	return f, err
}

func (s Change) run(ctx context.Context, in relation) (relation, error) {
	f, g, lines, err := columnAlong(ctx, in, s, s.Over, s.Within)
	if err != nil {
		return relation{}, err
	}
	of, over := indexOf(s.Of, in.fields), indexOf(s.Over, in.fields)
	cells := make([]table.Cell, in.n)
	for place := range cells {
		day := in.cell(place, over)
		base := -1
		if day.Missing == table.Present {
			base = changeBases[s.From](lines[g.ids[place]], day.Day, day.Grain)
		}
		before := table.MissingCell(f, table.NotAvailable)
		if base >= 0 {
			before = in.cell(base, of)
		}
		if cells[place], err = s.cell(f, in.cell(place, of), before); err != nil {
			return relation{}, err
		}
	}
	return in.with(f, cells)
}

// cell is the change from before to now.
func (s Change) cell(f table.Field, now, before table.Cell) (table.Cell, error) {
	return against(f, s.Of, now, before, changeForms[s.As].number)
}

// against makes a number of f from the number now of a column and one before it.
func against(f table.Field, of string, now, before table.Cell, number func(now, base table.Decimal) (table.Decimal, table.Reason, error)) (table.Cell, error) {
	switch {
	case hides(now.Missing) || hides(before.Missing):
		return table.MissingCell(f, table.Suppressed), nil
	case now.Missing != table.Present:
		return table.MissingCell(f, now.Missing), nil
	case before.Missing != table.Present:
		return table.MissingCell(f, table.NotAvailable), nil
	}
	d, missing, err := number(now.Number, before.Number)
	if errors.Is(err, table.ErrTooManyDigits) {
		return table.Cell{}, Problem{Field: of, Message: fmt.Sprintf("%s compared with %s has more than %d digits.", now, before, table.MaxDigits), Suggestion: "Use numbers with fewer digits."}
	}
	if missing != table.Present || err != nil {
		return table.MissingCell(f, missing), err
	}
	return table.NumberCell(f.Kind, d), nil
}
