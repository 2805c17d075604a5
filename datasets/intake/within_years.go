package intake

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// yearPart is a month or a quarter of a year, as the name of a column has it:
// "Jan", "Q1". Its number counts from 1; its name is a heading of its own.
type yearPart struct {
	grain table.Grain
	n     int
	name  string // "" when a heading is none
}

// fewestMonths is how many months beside each other make a year that goes on.
const fewestMonths = 6

// partOfYear reads the name of a column.
func partOfYear(heading string) yearPart {
	word := strings.ToLower(strings.Trim(heading, " ."))
	for i, name := range monthNames {
		if word == name || len(word) >= 3 && len(word) <= 4 && strings.HasPrefix(name, word) {
			return yearPart{table.Month, i + 1, "Month"}
		}
	}
	for _, before := range []string{"q", "qtr ", "quarter "} {
		if rest, found := strings.CutPrefix(word, before); found && len(rest) == 1 && rest[0] >= '1' && rest[0] <= '4' {
			return yearPart{table.Quarter, int(rest[0] - '0'), "Quarter"}
		}
	}
	return yearPart{}
}

// withinGrain is what the columns are that a Recipe turns into rows within years.
func withinGrain(r datasets.Recipe) yearPart {
	part := partOfYear(r.Unpivot.Labels[0])
	part.name = part.grain.String()
	return part
}

// withinYears is how columns of months, or all four quarters, would become rows
// beside the one column of years; nil when there are no such columns.
func withinYears(r datasets.Recipe) (*datasets.Unpivot, string) {
	within, years := "", 0
	found := map[table.Grain][]string{}
	seen := map[yearPart]int{}
	taken := map[string]bool{}
	for _, c := range r.Columns {
		part := partOfYear(c.Field.Name)
		switch {
		case c.Dropped:
		case c.Field.Kind == table.Periods && isYear(c.Field.Grain):
			within, years = c.Field.Name, years+1
		case c.Field.Kind.Number() && part.name != "":
			found[part.grain] = append(found[part.grain], c.Field.Name)
			seen[part]++
		default:
			taken[c.Field.Name] = true
		}
	}
	for part, n := range seen {
		if n > 1 {
			delete(found, part.grain)
		}
	}
	names := found[table.Month]
	if len(names) < fewestMonths {
		names = found[table.Quarter]
	}
	if years != 1 || len(names) < 4 {
		return nil, ""
	}
	u := datasets.Unpivot{Fields: names, Labels: slices.Clone(names), Name: partOfYear(names[0]).name, Value: "Value"}
	for _, name := range []*string{&u.Name, &u.Value} {
		for taken[*name] {
			*name += " of the column"
		}
	}
	return &u, within
}

func isYear(g table.Grain) bool {
	return g == table.Year || g == table.FinancialYear || g == table.AcademicYear
}

// withinYear puts the year of one column and the month or quarter of another
// together.
type withinYear struct {
	fields      []table.Field
	year, label int // places in the row before
	grain       table.Grain
	of          table.Grain // of the year
}

func newWithinYear(fields []table.Field, r datasets.Recipe) (*withinYear, error) {
	w := &withinYear{year: -1, label: -1}
	for i, f := range fields {
		switch f.Name {
		case r.Within:
			w.year, w.of = i, f.Grain
		case r.Unpivot.Name:
			w.label = i
		}
	}
	if w.year < 0 || w.label < 0 || !isYear(w.of) {
		return nil, datasets.Problem{Field: r.Within, Message: fmt.Sprintf("%s holds the years of the columns that are turned into rows, so it has to be used, and as years.", quote(r.Within)),
			Suggestion: "Use it as years, or keep a column for each period."}
	}
	if w.grain = withinGrain(r).grain; w.grain == table.Quarter && w.of == table.FinancialYear {
		w.grain = table.FinancialQuarter
	}
	for i, f := range fields {
		switch i {
		case w.year:
			w.fields = append(w.fields, table.Field{Name: r.Unpivot.Name, Kind: table.Periods, Grain: w.grain, Role: table.Time})
		case w.label:
		default:
			w.fields = append(w.fields, f)
		}
	}
	return w, nil
}

// row puts the period in the place of the year.
func (w *withinYear) row(row []table.Cell) []table.Cell {
	out := slices.Clone(row)
	if when := &out[w.year]; when.Missing == table.Present {
		when.Day = w.day(when.Day, partOfYear(row[w.label].Text).n)
	}
	out[w.year].Kind, out[w.year].Grain = table.Periods, w.grain
	return slices.Delete(out, w.label, w.label+1)
}

// day is the first of a month or quarter of the year that begins on a day:
// months keep their names, and quarters are counted from its beginning.
func (w *withinYear) day(begins table.Day, n int) table.Day {
	year, from, _ := begins.Civil()
	month := n
	if w.grain != table.Month {
		month = from + 3*(n-1)
		return table.Date(year+(month-1)/12, (month-1)%12+1, 1)
	}
	if month < from {
		year++
	}
	return table.Date(year, month, 1)
}
