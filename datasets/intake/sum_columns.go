package intake

import (
	"fmt"
	"math"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// sumColumn is a column of numbers that is the sum of those beside it in every
// row in which all of them have one.
type sumColumn struct {
	field string
	parts []string // in the order of the file
}

// Fewer rows than these prove no sum: of small numbers more are needed.
const (
	fewestSums      = 3
	fewestSmallSums = 6
	// mostSumLooks is how many rows are looked at for all columns together.
	mostSumLooks = 8 << 20
)

// sumColumns finds columns that add up the ones just before them, or just after.
func (v view) sumColumns() []sumColumn {
	var found []sumColumn
	var parts []int // measures that add up no others
	var addable []int
	for _, i := range v.measures {
		if v.fields[i].Additive() {
			addable = append(addable, i)
		}
	}
	looks := mostSumLooks
	for _, i := range addable {
		if run := v.runUpTo(i, parts, &looks); run > 0 {
			found = append(found, v.sumColumn(i, parts[len(parts)-run:]))
			continue
		}
		parts = append(parts, i)
	}
	if len(found) > 0 {
		return found
	}
	for at, i := range addable { // a total may stand before its parts
		after := slices.Clone(addable[at+1:])
		slices.Reverse(after)
		if run := v.runUpTo(i, after, &looks); run > 0 {
			found = append(found, v.sumColumn(i, addable[at+1:at+1+run]))
		}
	}
	return found
}

func (v view) sumColumn(total int, parts []int) sumColumn {
	s := sumColumn{field: v.fields[total].Name}
	for _, i := range parts {
		s.parts = append(s.parts, v.fields[i].Name)
	}
	return s
}

// runUpTo is how many columns at the end of a list add up to a column; 0 when
// none do.
func (v view) runUpTo(total int, parts []int, looks *int) int {
	if v.t.Profile(total).Distinct < 3 {
		return 0
	}
	for n := 2; n <= len(parts); n++ {
		run := parts[len(parts)-n:]
		if f := v.fields[run[0]]; f.Kind == table.Currency != (v.fields[total].Kind == table.Currency) || f.Unit != v.fields[total].Unit {
			return 0
		}
		if v.sums(total, run, looks) {
			return n
		}
	}
	return 0
}

// sums reports whether a column is the sum of others in every row that has all
// of them, and in more rows than chance would have it.
func (v view) sums(total int, parts []int, looks *int) bool {
	rows, large := 0, false
	for row := range v.t.Rows() {
		if *looks--; *looks < 0 {
			return false
		}
		whole := v.t.Column(total).Missing(row) == table.Present
		var sum table.Sum
		filled := 0
		for _, i := range parts {
			c := v.t.Column(i)
			if whole = whole && c.Missing(row) == table.Present; !whole {
				break
			}
			if n := c.Number(row); n.Cmp(table.Decimal{}) != 0 {
				filled++
				sum.Add(n)
			}
		}
		if !whole {
			continue
		}
		want := v.t.Column(total).Number(row)
		if got, err := sum.Total(); err != nil || got.Cmp(want) != 0 {
			return false
		}
		if filled > 1 {
			rows++
			large = large || math.Abs(number(v.t.Column(total), row)) >= fewestByChance
		}
	}
	return rows >= fewestSmallSums || large && rows >= fewestSums
}

// sumColumnSentences say which columns are the sums of others, and offer to
// leave them out.
func (d *describer) sumColumnSentences() []Sentence {
	var out []Sentence
	for _, f := range d.p.found.columns {
		c := columnNamed(&d.r, f.field)
		if c == nil || c.Personal != nil {
			continue
		}
		value, what := "yes", "It is used like other columns: do not add it to them."
		if c.Dropped {
			value, what = "no", "It is left out, so nothing is counted twice."
		}
		out = append(out, Sentence{Topic: "Totals", Text: fmt.Sprintf("%s is the sum of %s in every row. %s", quote(f.field), f.words(), what),
			Controls: []Control{useControl(*c, value)}})
	}
	return out
}

// words name the parts.
func (s sumColumn) words() string {
	if n := len(s.parts); n > 4 {
		return fmt.Sprintf("the %s columns %s to %s", inWords(n), quote(s.parts[0]), quote(s.parts[n-1]))
	}
	return listed(s.parts, 4)
}

// useControl asks whether a column is used.
func useControl(c datasets.RecipeColumn, value string) Control {
	return Control{Name: fmt.Sprintf("use-%d", c.Position), Label: "Use " + quote(c.Field.Name), Type: "radio", Value: value,
		Choices: []Choice{{"no", "Leave it out"}, {"yes", "Use it"}}}
}

// isSum reports whether a column is known to be the sum of others.
func (f findings) isSum(field string) bool {
	return slices.ContainsFunc(f.columns, func(s sumColumn) bool { return s.field == field })
}
