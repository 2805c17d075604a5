package intake

import (
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// kindChoices are the ways to read a column, as Change takes them.
var kindChoices = []Choice{
	{"text", "Text"}, {"number", "A number"}, {"percentage", "Per cent"}, {"currency", "Money"},
	{"date", "A date"}, {"month", "A month"}, {"quarter", "A quarter"}, {"financial quarter", "A quarter, named by its financial year"}, {"half-year", "A half-year"}, {"week", "A week"}, {"year", "A calendar year"},
	{"financial year", "A financial year, April to March"}, {"academic year", "An academic year, September to August"},
	{"place code", "A place code"}, {"code", "A code, not added up"},
}

// kindValue is the choice that a column's Field stands for.
func kindValue(f table.Field) string {
	switch f.Kind {
	case table.Integers, table.Decimals:
		return "number"
	case table.Percentages:
		return "percentage"
	case table.Currency:
		return "currency"
	case table.Dates:
		return "date"
	case table.Periods:
		return f.Grain.String()
	case table.PlaceCode:
		return "place code"
	}
	if f.Role == table.Identifier {
		return "code"
	}
	return "text"
}

func kindControl(c datasets.RecipeColumn) Control {
	return Control{
		Name: fmt.Sprintf("kind-%d", c.Position), Label: "How " + quote(c.Field.Name) + " is read", Type: "select",
		Value: kindValue(c.Field), Choices: kindChoices,
	}
}

// used gives the columns in the table with their position there.
func (d *describer) used() (columns []datasets.RecipeColumn) {
	for _, c := range d.r.Columns {
		if !c.Dropped {
			columns = append(columns, c)
		}
	}
	return columns
}

var grainWords = map[table.Grain]string{
	table.Month: "months", table.Quarter: "quarters", table.FinancialQuarter: "quarters of financial years", table.HalfYear: "half-years", table.Week: "weeks", table.Year: "calendar years",
	table.FinancialYear: "financial years", table.AcademicYear: "academic years",
}

func (d *describer) time() []Sentence {
	out := d.sideBySide()
	for i, c := range d.used() {
		v := d.p.verdicts[c.Position]
		switch {
		case c.Field.Kind == table.Dates:
			out = append(out, d.dates(i, c, v))
		case c.Field.Kind == table.Periods:
			out = append(out, d.periods(i, c, v))
		case v.mixedGrains && !d.p.parts.stack.found():
			out = append(out, Sentence{Topic: "Time", Controls: []Control{kindControl(c)},
				Text: fmt.Sprintf("%s holds years, quarters or months together, so it is read as text. Keep one of them with a filter.", quote(c.Field.Name))})
		}
	}
	return out
}

func (d *describer) dates(column int, c datasets.RecipeColumn, v verdict) Sentence {
	profile, read := d.t.Profile(column), d.p.profile.columns[c.Position]
	s := Sentence{Topic: "Time", Controls: []Control{kindControl(c)},
		Text: fmt.Sprintf("%s holds dates, %s.", quote(c.Field.Name), between(profile.Min, profile.Max))}
	words := map[string]string{"dmy": "the day first", "mdy": "the month first"}[c.DateOrder]
	switch {
	case words == "":
	case v.doubtOrder:
		s.Guess = c.DateOrder == v.dateOrder
		s.Text = fmt.Sprintf("%s is read with %s, %s. No day above 12 proves it.", quote(c.Field.Name), words, between(profile.Min, profile.Max))
		s.Controls = []Control{{
			Name: fmt.Sprintf("date-order-%d", c.Position), Label: "How " + quote(c.Field.Name) + " is written", Type: "radio", Value: c.DateOrder,
			Choices: []Choice{{"dmy", "Day first: 3/4/2025 is 3 April"}, {"mdy", "Month first: 3/4/2025 is 4 March"}},
		}, kindControl(c)}
	case read.only(dayDMY, dayNamed|dayISO)+read.only(dayMDY, dayNamed|dayISO) > 0:
		s.Text += fmt.Sprintf(" They are written with %s.", words)
	}
	if read.with(hasTime) > 0 {
		s.Text += " Times of day are left out."
	}
	return s
}

func (d *describer) periods(column int, c datasets.RecipeColumn, v verdict) Sentence {
	s := Sentence{Topic: "Time", Controls: []Control{kindControl(c)}}
	profile := d.t.Profile(column)
	s.Text = fmt.Sprintf("%s holds %s, %s.", quote(c.Field.Name), grainWords[c.Field.Grain], between(profile.Min, profile.Max))
	if c.Field.Grain == table.Quarter && d.p.profile.columns[c.Position].with(ownQuarter) > 0 {
		s.Text += " Some are quarters of financial years. All are named by the calendar: the first of a financial year, April to June, is Q2."
	}
	if c.Field.Grain == table.FinancialQuarter {
		s.Text += " The first is April to June."
	}
	if v.doubtYear && c.Field.Grain == v.grain {
		s.Guess = true
		s.Text = fmt.Sprintf("%s is read as %s, %s. It could hold %s as well.", quote(c.Field.Name), grainWords[c.Field.Grain], between(profile.Min, profile.Max),
			map[bool]string{true: "numbers", false: "months"}[c.Field.Grain == table.Year])
	}
	return s
}

// between gives the span of two cells: "2000/01 to 2018/19", or one of them.
func between(low, high table.Cell) string {
	if low.Missing != table.Present {
		return "none that can be read"
	}
	a, b := cellWords(low), cellWords(high)
	if a == b {
		return "all " + a
	}
	return a + " to " + b
}

var monthWords = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// cellWords writes a cell as a person reads it.
func cellWords(c table.Cell) string {
	switch {
	case c.Missing != table.Present:
		return ""
	case c.Kind == table.Dates:
		year, month, day := c.Day.Civil()
		return fmt.Sprintf("%d %s %d", day, monthWords[month-1], year)
	case c.Kind == table.Periods && c.Grain == table.Month:
		year, month, _ := c.Day.Civil()
		return fmt.Sprintf("%s %d", monthWords[month-1], year)
	case c.Kind == table.Periods:
		return table.PeriodLabel(c.Day, c.Grain)
	case c.Kind.Number():
		return numberWords(c.Number)
	}
	return c.Text
}

// numberWords writes a number with thousands marks and a true minus sign; more
// than four decimals are rounded to two, and small numbers to the first digit
// that counts.
func numberWords(d table.Decimal) string {
	if d.Places() > 4 {
		places := 2
		for places < d.Places() && d.Round(places-1).IsZero() {
			places++
		}
		d = d.Round(places)
	}
	whole, fraction, _ := strings.Cut(d.String(), ".")
	sign := ""
	if rest, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = "−", rest
	}
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}
