package intake

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

var reasonWords = map[table.Reason]string{
	table.NotAvailable: "not available", table.Confidential: "confidential", table.Suppressed: "suppressed",
	table.NotApplicable: "not applicable", table.Low: "low", table.Unreadable: "not readable",
}

// missing says which cells have no value, and why.
func (d *describer) missing() []Sentence {
	var words, empty []string
	if d.noNumberMissing() {
		words = append(words, "No number is missing.")
	}
	for i, f := range d.t.Fields() {
		if n := d.t.Profile(i).Reasons[table.Blank]; n > 0 && !slices.Contains(f.Totals, "") {
			empty = append(empty, fmt.Sprintf("%s is empty in %s", quote(f.Name), counted(n, "row", "rows")))
		}
	}
	for reason := table.NotAvailable; reason <= table.Unreadable; reason++ {
		if w := d.marked(reason); w != "" {
			words = append(words, w)
		}
	}
	if len(empty) > 0 {
		words = append(words, joined(empty, 4)+".")
	}
	if len(words) == 0 {
		return nil
	}
	return []Sentence{{Topic: "Missing", Text: strings.Join(words, " ")}}
}

// marked says which markers are read as missing for one reason, and where.
func (d *describer) marked(reason table.Reason) string {
	var texts, names []string
	cells := 0
	for i, f := range d.t.Fields() {
		n := d.t.Profile(i).Reasons[reason]
		if n == 0 {
			continue
		}
		cells += n
		names = append(names, f.Name)
		for text, r := range columnNamed(&d.r, f.Name).Markers {
			if r == reason && !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	if cells == 0 {
		return ""
	}
	slices.Sort(texts)
	what := "a marker"
	if len(texts) > 0 {
		what = listed(texts, 4)
	}
	return fmt.Sprintf("%s in %s of %s %s read as %s.", datasets.Capital(what), counted(cells, "cell", "cells"), listed(names, 4), is(cells), reasonWords[reason])
}

// noNumberMissing is true for tables that have numbers, all of them there.
func (d *describer) noNumberMissing() bool {
	numbers := false
	for i, f := range d.t.Fields() {
		if !f.Kind.Number() {
			continue
		}
		numbers = true
		if d.t.Profile(i).Missing > 0 {
			return false
		}
	}
	return numbers
}

// unusual says which values an officer may want to look at before use.
func (d *describer) unusual() []Sentence {
	var out []Sentence
	for i, f := range d.t.Fields() {
		if f.Role != table.Measure {
			continue
		}
		if text := d.negatives(i, f); text != "" {
			out = append(out, Sentence{Topic: "Unusual", Text: text})
		}
		if text := d.farOut(i, f); text != "" {
			out = append(out, Sentence{Topic: "Unusual", Text: text})
		}
	}
	for i, f := range d.t.Fields() {
		if text := d.farDate(i, f); text != "" {
			out = append(out, Sentence{Topic: "Unusual", Text: text})
		}
	}
	const most = 4
	if len(out) > most {
		rest := len(out) - most + 1
		out = append(out[:most-1:most-1], Sentence{Topic: "Unusual", Text: fmt.Sprintf("%s more columns hold numbers below zero or far from the others.", datasets.Capital(inWords(rest)))})
	}
	return out
}

// negatives tells of numbers below zero in a column that has mostly others.
func (d *describer) negatives(column int, f table.Field) string {
	low := d.t.Profile(column).Min
	zero := table.Decimal{}
	if low.Missing != table.Present || low.Number.Cmp(zero) >= 0 {
		return ""
	}
	c := d.t.Column(column)
	var rows []int
	at, present := 0, 0
	for row := range d.t.Rows() {
		if c.Missing(row) != table.Present {
			continue
		}
		present++
		n := c.Number(row)
		if n.Cmp(zero) < 0 {
			rows = append(rows, row)
		}
		if n == low.Number && at == 0 {
			at = d.t.SourceRow(row)
		}
	}
	if len(rows)*4 > present {
		return ""
	}
	where := d.allWhere(rows)
	return fmt.Sprintf("%s of %s %s below zero%s. The lowest is %s, in row %s. They are kept as they are.",
		datasets.Capital(counted(len(rows), "number", "numbers")), quote(f.Name), is(len(rows)), where, numberWords(low.Number), count(at))
}

// allWhere names the one word that all rows share in a column of few words.
func (d *describer) allWhere(rows []int) string {
	if len(rows) < 2 {
		return ""
	}
	for i, f := range d.t.Fields() {
		c := d.t.Column(i)
		if f.Role != table.Dimension || c.Codes == nil || d.t.Profile(i).Distinct < 2 || d.t.Profile(i).Distinct > 30 {
			continue
		}
		code := c.Codes[rows[0]]
		if code >= table.FirstCode && !slices.ContainsFunc(rows, func(row int) bool { return c.Codes[row] != code }) {
			return fmt.Sprintf(", all where %s is %s", quote(f.Name), quote(c.Words[code]))
		}
	}
	return ""
}

// farOut tells of a highest number ten times the next one, in columns of some length.
func (d *describer) farOut(column int, f table.Field) string {
	profile := d.t.Profile(column)
	if profile.Max.Missing != table.Present || profile.Distinct < 10 {
		return ""
	}
	c := d.t.Column(column)
	totals := d.totalRows()
	var first, second float64
	at := 0
	for row := range d.t.Rows() {
		if c.Missing(row) != table.Present || totals[row] {
			continue
		}
		switch n := number(c, row); {
		case n > first:
			first, second, at = n, first, row
		case n > second:
			second = n
		}
	}
	if second <= 0 || first < 10*second {
		return ""
	}
	return fmt.Sprintf("%s in row %s is more than ten times any other number of %s.", numberWords(c.Number(at)), count(d.t.SourceRow(at)), quote(f.Name))
}

// farDate tells of days long past or to come.
func (d *describer) farDate(column int, f table.Field) string {
	profile := d.t.Profile(column)
	if !f.Kind.Calendar() || profile.Min.Missing != table.Present || f.Kind == table.Periods {
		return ""
	}
	low, _, _ := profile.Min.Day.Civil()
	high, _, _ := profile.Max.Day.Civil()
	if high-low > 100 {
		return fmt.Sprintf("The dates of %s span more than a hundred years, %s. Look for a mistyped year.", quote(f.Name), between(profile.Min, profile.Max))
	}
	return ""
}

// totalRows marks the rows of the table that are totals kept apart.
func (d *describer) totalRows() []bool {
	marked := make([]bool, d.t.Rows())
	for i, f := range d.t.Fields() {
		c := d.t.Column(i)
		if len(f.Totals) == 0 || c.Codes == nil {
			continue
		}
		for row, code := range c.Codes {
			if slices.Contains(f.Totals, c.Words[code]) {
				marked[row] = true
			}
		}
	}
	return marked
}

// problems are warnings: rows that are used, and that an officer should know of.
func (d *describer) problems() []datasets.Problem {
	f, l := d.p.profile, d.p.layout
	var out []datasets.Problem
	if d.p.told != nil {
		out = append(out, d.p.told.Problems...)
	} else if f.shorts > 0 {
		out = append(out, datasets.Problem{
			Row: f.short[0],
			Message: fmt.Sprintf("%s %s fewer values than there are columns: %s. What is missing at the end is read as empty.",
				datasets.Capital(counted(f.shorts, "row", "rows")), map[bool]string{true: "has", false: "have"}[f.shorts == 1], rowList(f.short, f.shorts)),
			Suggestion: "Look at those rows. A line end inside a value, without quotation marks, cuts a row in two.",
		})
	}
	if len(f.swallows) > 0 {
		out = append(out, datasets.Problem{
			Row:        f.swallows[0],
			Message:    fmt.Sprintf("One value of row %s holds what looks like whole rows.", count(f.swallows[0])),
			Suggestion: "Look for a quotation mark in that row that is not closed.",
		})
	}
	if d.unended() && d.looksCut() {
		out = append(out, datasets.Problem{
			Row:        l.last,
			Message:    fmt.Sprintf("The last row, %s, has no line end and a shorter value than the rows above it.", count(l.last)),
			Suggestion: "The file may have been cut short. Compare the row with the source.",
		})
	}
	return out
}

// unended reports whether the last row of data has no line end. Many whole
// files end so; a file that was cut does too.
func (d *describer) unended() bool {
	return !d.p.sheet.ended && d.p.layout.last == d.p.sheet.rows()
}

// looksCut compares the last value with those above it: a number with fewer
// decimals than each of them, or a word that only begins one of them.
func (d *describer) looksCut() bool {
	l, s := d.p.layout, d.p.sheet
	last := s.strings(l.last)
	value, at := last[len(last)-1], len(last)-1
	places, begins := -1, value == ""
	for row := max(l.first, l.last-200); row < l.last; row++ {
		cells := s.strings(row)
		if at >= len(cells) || cells[at] == "" {
			continue
		}
		if cells[at] == value {
			return false
		}
		begins = begins || strings.HasPrefix(cells[at], value) && shapeOf([]byte(cells[at]))&dotNumber == 0
		if n := decimalsOf(cells[at]); places < 0 || n < places {
			places = n
		}
	}
	return begins || places > 0 && decimalsOf(value) < places
}

// decimalsOf counts the characters after the last point of a cell.
func decimalsOf(cell string) int {
	if at := strings.LastIndexByte(cell, '.'); at >= 0 {
		return len(cell) - at - 1
	}
	return 0
}
