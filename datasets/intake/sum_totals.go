package intake

import (
	"fmt"
	"math"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Sums are looked for in tables of at most so many rows, and runs of rows that
// the next one adds up in those of at most so many.
const (
	mostSumRows = 50_000
	mostRunRows = 5_000
	// Below it a number can be the sum of others by chance.
	fewestByChance = 100
)

// sumTotals finds the values of dimensions whose numbers are the sums of those
// of other rows, in every measure that can be added up.
func (v view) sumTotals(known []totals) []totals {
	measures := v.summable()
	if v.t.Rows() > mostSumRows || v.t.Rows() < 4 || len(measures) == 0 {
		return nil
	}
	var out []totals
	for _, i := range v.dimensions {
		if slices.ContainsFunc(known, func(t totals) bool { return t.field == v.fields[i].Name }) {
			continue
		}
		if found, ok := v.wholeOf(i, measures); ok {
			out = append(out, found)
		}
	}
	if len(out) == 0 && len(known) == 0 && len(v.dimensions) == 1 && v.t.Rows() <= mostRunRows {
		out = append(out, v.runTotals(v.dimensions[0], measures)...)
	}
	return out
}

// summable are the columns of numbers that can be added up exactly here.
func (v view) summable() []*table.Column {
	var out []*table.Column
	for _, i := range v.measures {
		if c := v.t.Column(i); v.fields[i].Additive() && c.Wide == nil && v.t.Profile(i).Distinct > 2 {
			out = append(out, c)
		}
	}
	return out
}

// wholeOf finds the value of a dimension that is the sum of all its others,
// wherever it stands.
func (v view) wholeOf(dimension int, measures []*table.Column) (totals, bool) {
	f, c := v.fields[dimension], v.t.Column(dimension)
	blank := v.t.Profile(dimension).Missing
	if f.Role == table.Time && blank == 0 || v.t.Profile(dimension).Distinct < 3 {
		return totals{}, false
	}
	groups := map[uint64][]int{} // rows that differ in the dimension alone
	others := v.columns(v.except(dimension))
	for row := range v.t.Rows() {
		at := v.place(row, others)
		groups[at] = append(groups[at], row)
	}
	label, rows, checks, parts, large := "", 0, 0, 0, false
	for _, g := range groups {
		total, n := v.totalOf(g, measures)
		if total < 0 {
			if len(g) > 3 {
				return totals{}, false
			}
			continue
		}
		cell := c.Cell(total, f)
		text := cell.Text
		if f.Role == table.Time {
			if cell.Missing != table.Blank {
				return totals{}, false
			}
			text = ""
		}
		if rows > 0 && text != label || cell.Missing != table.Present && f.Role != table.Time {
			return totals{}, false
		}
		label, rows, checks, parts, large = text, rows+1, checks+n, max(parts, len(g)-1), large || isLarge(measures, total)
	}
	found := totals{field: f.Name, labels: []string{label}, rows: rows, parts: parts, out: f.Role == table.Time}
	return found, (checks > 3 || large) && (f.Role == table.Time && rows == blank || f.Role != table.Time && v.countRows(dimension, found.labels) == rows)
}

// isLarge reports whether a row has a number beyond what small ones add up to
// by chance.
func isLarge(measures []*table.Column, row int) bool {
	return slices.ContainsFunc(measures, func(c *table.Column) bool { return math.Abs(number(c, row)) >= fewestByChance })
}

// totalOf is the row of a group that is the sum of all others in every measure
// without gaps, and in how many; -1 when there is none.
func (v view) totalOf(rows []int, measures []*table.Column) (total, checks int) {
	total = -1
	if len(rows) < 4 {
		return -1, 0
	}
	for _, c := range measures {
		sum, whole := int64(0), true
		for _, row := range rows {
			whole = whole && c.Missing(row) == table.Present && math.Abs(float64(c.Scaled[row])) < 1<<52
			sum += c.Scaled[row]
		}
		if !whole || sum == 0 {
			continue
		}
		at := slices.IndexFunc(rows, func(row int) bool { return c.Scaled[row]*2 == sum })
		if at < 0 || total >= 0 && rows[at] != total {
			return -1, 0
		}
		total, checks = rows[at], checks+1
	}
	return total, checks
}

// runTotals finds rows that add up the rows just above or just below them.
func (v view) runTotals(dimension int, measures []*table.Column) []totals {
	var labels []string
	parts := 0
	for _, step := range []int{-1, 1} {
		for row := range v.t.Rows() {
			n := v.addsUp(row, step, measures)
			if label := v.t.Cell(row, dimension); n > 0 && label.Missing == table.Present && !slices.Contains(labels, label.Text) {
				labels, parts = append(labels, label.Text), max(parts, n)
			}
		}
		if len(labels) > 0 {
			break
		}
	}
	found := totals{field: v.fields[dimension].Name, labels: labels, rows: v.countRows(dimension, labels), parts: parts, runs: true}
	if len(labels) == 0 || found.rows != len(labels) || found.rows*2 > v.t.Rows() {
		return nil
	}
	return []totals{found}
}

// addsUp is how many rows next to a row add up to it in every measure; 0 when
// none do, or when chance could have made it so.
func (v view) addsUp(row, step int, measures []*table.Column) int {
	const fewest = 3
	sums := make([]int64, len(measures))
	if !isLarge(measures, row) {
		return 0
	}
	for n := 1; ; n++ {
		at := row + n*step
		if at < 0 || at >= v.t.Rows() {
			return 0
		}
		equal, zero := true, true
		for i, c := range measures {
			if c.Missing(row) != table.Present || c.Missing(at) != table.Present || c.Scaled[at] < 0 || math.Abs(float64(c.Scaled[at])) >= 1<<52 {
				return 0
			}
			sums[i] += c.Scaled[at]
			if sums[i] > c.Scaled[row] {
				return 0
			}
			equal, zero = equal && sums[i] == c.Scaled[row], zero && sums[i] == 0
		}
		if equal && !zero && n >= fewest {
			return n
		}
	}
}

// sumSentence says which rows are the sums of others.
func (d *describer) sumSentence(f totals, c datasets.RecipeColumn, use datasets.TotalUse) Sentence {
	s := Sentence{Topic: "Totals", Guess: use != datasets.TotalsRows, Controls: []Control{d.totalControl(c, totalChoices)}}
	one := f.rows == 1
	switch {
	case f.labels[0] == "":
		s.Text = fmt.Sprintf("%s %s no %s, and %s the sum of the others.", datasets.Capital(counted(f.rows, "row", "rows")), map[bool]string{true: "has", false: "have"}[one], quote(f.field), map[bool]string{true: "is", false: "each is"}[one])
	case f.runs:
		s.Text = fmt.Sprintf("%s in %s %s the rows next to %s.", listed(f.labels, 4), quote(f.field), map[bool]string{true: "adds up", false: "add up"}[one], map[bool]string{true: "it", false: "them"}[one])
	default:
		s.Text = fmt.Sprintf("%s is the sum of the other %s values of %s.", quote(f.labels[0]), inWords(f.parts), quote(f.field))
	}
	them := map[bool]string{true: "It is", false: "They are"}[one]
	s.Text += " " + them + map[datasets.TotalUse]string{
		datasets.TotalsApart: map[bool]string{true: " read as a total", false: " read as totals"}[one] + " and kept apart, so nothing is counted twice.",
		datasets.TotalsOut:   " left out, so nothing is counted twice.",
		datasets.TotalsRows:  " used like other rows.",
	}[use]
	return s
}
