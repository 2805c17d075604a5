package protect

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// base is the table counted by every Field that a figure or the ledger tells
// rows apart by: the parts of all numbers.
type base struct {
	fields   []string
	measures []string
	codes    [][]int    // by field: the number of the label of each part
	labels   [][]string // by field: the labels
	values   map[string][]int64
	missing  map[string][]bool
	count    int          // of the parts
	selected []int        // parts that pass the filters of the Query
	ids      *table.Table // the parts by their fields, to be filtered
	// of says which measures a measure adds up: itself, or others.
	of map[string][]int
}

// maxParts bounds the parts of all numbers of a figure and its ledger.
const maxParts = 50_000

const idField = "\x01part"

// newBase counts t by the fields.
func newBase(ctx context.Context, t *table.Table, fields, measures []string) (*base, error) {
	group := datasets.Group{By: fields, Measures: summaries(measures)}
	r, err := datasets.RunUpTo(ctx, datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{group}}, t, maxParts)
	if err != nil {
		if _, mends := err.(datasets.Problem); mends {
			return nil, cannotFollow("the figures made from it tell too many groups apart")
		}
		return nil, err
	}
	b := &base{fields: fields, measures: append([]string{"rows"}, measures...), count: len(r.Rows), values: map[string][]int64{}, missing: map[string][]bool{}}
	for i := range fields {
		b.label(r, i)
	}
	for _, m := range append([]string{"rows"}, measures...) {
		column := r.Index(m)
		values, missing := make([]int64, len(r.Rows)), make([]bool, len(r.Rows))
		for row := range r.Rows {
			cell := r.Rows[row][column]
			n, whole := cell.Number.Int64()
			missing[row] = cell.Missing != table.Present || !whole
			values[row] = n
			if missing[row] {
				values[row] = 0
			}
		}
		b.values[m], b.missing[m] = values, missing
	}
	b.ids, err = b.identified(r)
	return b, err
}

// label numbers the values of one field.
func (b *base) label(r datasets.Result, field int) {
	known := map[string]int{}
	codes, labels := make([]int, len(r.Rows)), []string{}
	for row := range r.Rows {
		l := label(r.Rows[row][field])
		code, found := known[l]
		if !found {
			code = len(labels)
			known[l], labels = code, append(labels, l)
		}
		codes[row] = code
	}
	b.codes, b.labels = append(b.codes, codes), append(b.labels, labels)
}

// maxRelated bounds the measures among which sums of others are looked for.
const maxRelated = 10

// relate finds measures that are the sum of others in every part: persons that
// are men and women. Who knows two of them knows the third.
func (b *base) relate() {
	measures := b.measures
	b.of = map[string][]int{}
	for i, m := range measures {
		b.of[m] = []int{i}
	}
	related := measures[1:] // rows are no sum
	if len(related) > maxRelated {
		related = related[:maxRelated]
	}
	for i, whole := range related {
		for choice := 1; choice < 1<<len(related); choice++ {
			if choice>>i&1 == 1 || !b.adds(related, whole, choice) {
				continue
			}
			var of []int
			for j, m := range related {
				if choice>>j&1 == 1 {
					of = append(of, b.of[m]...)
				}
			}
			if !slices.Contains(of, i+1) { // two that are the same name one of them
				b.of[whole] = of
				break
			}
		}
	}
}

func (b *base) adds(measures []string, whole string, choice int) bool {
	any := false
	for part, want := range b.values[whole] {
		sum, lost := int64(0), b.missing[whole][part]
		for j, m := range measures {
			if choice>>j&1 == 1 {
				sum += b.values[m][part]
				lost = lost || b.missing[m][part]
			}
		}
		if !lost && sum != want {
			return false
		}
		any = any || want != 0
	}
	return any
}

// partsOf numbers the parts of a measure among those of all measures.
func (b *base) partsOf(measure string, parts []int) []int {
	var out []int
	for _, at := range b.of[measure] {
		for _, part := range parts {
			out = append(out, at*b.count+part)
		}
	}
	slices.Sort(out)
	return out
}

// allValues are the values of the parts of all measures.
func (b *base) allValues() []int64 {
	values := make([]int64, 0, len(b.measures)*b.count)
	for _, m := range b.measures {
		values = append(values, b.values[m]...)
	}
	return values
}

// identified is a table of the parts by their fields, each with its number.
func (b *base) identified(r datasets.Result) (*table.Table, error) {
	fields := append(slices.Clone(r.Fields[:len(b.fields)]), table.Field{Name: idField, Kind: table.Integers, Role: table.Identifier})
	builder := table.NewBuilder(fields)
	for row := range r.Rows {
		for i := range b.fields {
			builder.Set(i, r.Rows[row][i])
		}
		builder.Number(len(b.fields), table.NewDecimal(int64(row), 0))
		if err := builder.EndRow(row + 1); err != nil {
			return nil, fmt.Errorf("protect: %w", err)
		}
	}
	t, err := builder.Table()
	if err != nil {
		return nil, fmt.Errorf("protect: %w", err)
	}
	return t, nil
}

// filtered is the same base with the parts that the filters keep: they look at
// fields that every row of a part has alike.
func (b *base) filtered(ctx context.Context, before []datasets.Step) (*base, error) {
	left, err := datasets.RunUpTo(ctx, datasets.Query{Version: datasets.QueryVersion, Steps: before}, b.ids, maxParts)
	if err != nil {
		return nil, err
	}
	out := *b
	shown := make([]bool, b.count)
	for _, row := range left.Rows {
		id, _ := row[len(b.fields)].Number.Int64()
		shown[id] = true
	}
	for part, is := range shown {
		if is {
			out.selected = append(out.selected, part)
		}
	}
	return &out, nil
}

// number is one number of a figure: the parts that it sums up.
type number struct {
	key   string // labels of the Fields by which it is told apart
	parts []int
	total bool
}

// numbersBy sums the selected parts by some fields, in order of appearance.
func (b *base) numbersBy(by []string, of []int) []number {
	var numbers []number
	known := map[string]int{}
	for _, part := range of {
		key := b.keyOf(part, by)
		at, found := known[key]
		if !found {
			at = len(numbers)
			known[key] = at
			numbers = append(numbers, number{key: key})
		}
		numbers[at].parts = append(numbers[at].parts, part)
	}
	return numbers
}

func (b *base) keyOf(part int, by []string) string {
	labels := make([]string, len(by))
	for i, name := range by {
		field := slices.Index(b.fields, name)
		labels[i] = b.labels[field][b.codes[field][part]]
	}
	return strings.Join(labels, "\x02")
}

// where describes parts by the labels of those fields, or false when other
// parts have the same ones.
func (b *base) where(parts []int, fields []string) ([]datasets.Coordinate, bool) {
	var where []datasets.Coordinate
	for _, name := range slices.Sorted(slices.Values(fields)) {
		field := slices.Index(b.fields, name)
		seen := map[int]bool{}
		c := datasets.Coordinate{Field: name}
		for _, part := range parts {
			if code := b.codes[field][part]; !seen[code] {
				seen[code] = true
				c.Values = append(c.Values, b.labels[field][code])
			}
		}
		slices.Sort(c.Values)
		where = append(where, c)
	}
	same, known := b.at(where)
	return where, known && slices.Equal(same, parts)
}

// at gives the parts of an Entry, or false when a Field is not there any more.
func (b *base) at(where []datasets.Coordinate) ([]int, bool) {
	wanted := make([][]bool, 0, len(where))
	fields := make([]int, 0, len(where))
	for _, c := range where {
		field := slices.Index(b.fields, c.Field)
		if field < 0 {
			return nil, false
		}
		in := make([]bool, len(b.labels[field]))
		for code, l := range b.labels[field] {
			_, in[code] = slices.BinarySearch(c.Values, l)
		}
		wanted, fields = append(wanted, in), append(fields, field)
	}
	var parts []int
	for part := range b.count {
		all := true
		for i, field := range fields {
			all = all && wanted[i][b.codes[field][part]]
		}
		if all {
			parts = append(parts, part)
		}
	}
	return parts, true
}
