package widgets

import (
	"fmt"
	"strings"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// stale is how long after its end a period needs to be named in the title.
const staleMonths = 18

// period asks for the period in the title when the newest figures are old.
func (e examination) period() (Check, bool) {
	newest, ok := e.newest()
	if !ok || e.figure.Provenance.AsAt.IsZero() {
		return Check{}, false
	}
	c := Check{ID: "period", Field: "title"}
	label := words.Period(newest)
	end := table.AddPeriods(newest.Day, newest.Grain, 1)
	year, month, _ := end.Civil()
	months := (e.figure.Provenance.AsAt.Year()-year)*12 + int(e.figure.Provenance.AsAt.Month()) - month
	if c.Done = months < staleMonths; c.Done {
		c.Title = "The figures are recent"
		c.Reason = fmt.Sprintf("The newest are for %s.", label)
		return c, true
	}
	if c.Done = e.saysWhen(newest); c.Done {
		c.Title = "The title says when the figures are from"
		c.Reason = fmt.Sprintf("The newest are for %s.", label)
		return c, true
	}
	c.Title = fmt.Sprintf("The newest figures are for %s, more than %s ago", label, years(months))
	c.Reason = "Readers may take them for this year’s. The title does not say when they are from."
	on := "in "
	if newest.Kind == table.Dates {
		on = "on "
	}
	c.Repair = &Repair{Name: "title", Value: strings.TrimRight(e.spec.Title, ". ") + " " + on + label,
		Label: fmt.Sprintf("Add “%s%s” to the title", on, label)}
	return c, true
}

// saysWhen reports whether the title holds the period, or its year.
func (e examination) saysWhen(newest table.Cell) bool {
	title := words.Plain(e.figure.Title)
	if strings.Contains(title, words.Period(newest)) || strings.Contains(title, words.ShortPeriod(newest)) {
		return true
	}
	if newest.Grain == table.FinancialYear || newest.Grain == table.AcademicYear {
		return false
	}
	year, _, _ := newest.Day.Civil()
	return strings.Contains(title, fmt.Sprint(year))
}

// newest is the latest day or period in the Result.
func (e examination) newest() (table.Cell, bool) {
	var newest table.Cell
	found := false
	for column, field := range e.result.Fields {
		if !field.Kind.Calendar() {
			continue
		}
		for _, row := range e.result.Rows {
			c := row[column]
			if c.Missing == table.Present && (!found || c.Day > newest.Day) {
				newest, found = c, true
			}
		}
		if found {
			return newest, true
		}
	}
	return newest, false
}

func years(months int) string {
	if months < 24 {
		return "a year"
	}
	return words.Count(months/12, "year", "years")
}

// zero: bars and columns start at zero, always; the layout has no other way
// (ONS service manual, "Axes and gridlines").
func (e examination) zero() (Check, bool) {
	c := Check{ID: "zero", Title: "Bars start at zero", Done: true}
	if e.kind.inTime {
		c.Title = "Columns start at zero"
	}
	points := present(allPoints(e.figure))
	if len(points) == 0 {
		return c, false
	}
	high, _ := highestLowest(points)
	c.Reason = fmt.Sprintf("The highest is %s.", words.Plain(high.Label))
	return c, true
}

// lines: at most four colours, unless one line stands out from grey ones.
func (e examination) lines() (Check, bool) {
	n, highlighted := len(e.figure.Series), 0
	for _, s := range e.figure.Series {
		if s.Highlight {
			highlighted++
		}
	}
	c := Check{ID: "series", Title: "Lines can be told apart", Field: "highlight"}
	c.Done = n <= MaxSeries || highlighted > 0 && highlighted <= MaxSeries
	switch {
	case n <= MaxSeries:
		c.Reason = fmt.Sprintf("%s, each named at its end.", words.Count(n, "line", "lines"))
	case c.Done:
		c.Reason = fmt.Sprintf("%s out of %s; the others are grey.", words.Count(highlighted, "line stands", "lines stand"), words.Whole(n))
	default:
		c.Title = "There are more lines than colours can tell apart"
		c.Reason = fmt.Sprintf("%s lines; up to %d can be told apart. Let one stand out, or show fewer.", words.Whole(n), MaxSeries)
		c.Repair = &Repair{Name: "highlight", Value: e.firstSeries(), Label: fmt.Sprintf("Let “%s” stand out", shorten(e.figure.Series[0].Name))}
	}
	return c, true
}

// firstSeries is the first series' name as in the Result.
func (e examination) firstSeries() string {
	b, err := newReading(e.spec, e.result, words.For(e.figure.Lang))
	if err != nil || b.series < 0 {
		return ""
	}
	return b.rawSeries(e.figure.Series[0].Name)
}
