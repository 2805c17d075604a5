package protect

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Outcome is a Result as readers may see it.
type Outcome struct {
	Result datasets.Result
	// Entries are what the ledger has to remember when the Result is published.
	Entries []Entry
	// Small and Others count the numbers that are hidden because they are small,
	// and those that are hidden so that nobody works the small ones out.
	Small, Others int
}

// maxNumbers bounds the numbers of one figure that are protected together.
const maxNumbers = 1500

// Run gives the Result of q on t under a Rule, with what the ledger of the
// Dataset says. Without a Rule it is [datasets.Run], and Entries are given where
// the numbers can be followed. ErrCannot and what a person can mend, a
// [datasets.Problem], say why a figure cannot be shown.
func Run(ctx context.Context, q datasets.Query, t *table.Table, rule Rule, ledger []Entry) (Outcome, error) {
	return NewMany(t, rule, ledger).Run(ctx, q)
}

// figure is the numbers of a Query on their way to readers.
type figure struct {
	plan
	many     *Many
	base     *base
	counted  datasets.Result // the true numbers, after plan.group
	measures []string        // of the columns of counted: "" for no count
	atoms    []number        // one for each row of counted
	totals   []number
	fields   []string // that the entries name
}

// newFigure counts the table and follows each row of the figure to its parts.
// It is nil when no column counts people.
func (m *Many) newFigure(ctx context.Context, p plan) (*figure, error) {
	f := &figure{plan: p, many: m}
	steps := slices.Clone(p.before)
	if p.group != nil {
		steps = append(steps, *p.group)
	}
	var err error
	if f.counted, err = datasets.RunUpTo(ctx, datasets.Query{Version: datasets.QueryVersion, Steps: steps}, m.table, datasets.MaxResultRows); err != nil {
		return nil, err
	}
	f.leaveOut()
	var measures []string
	for _, field := range f.counted.Fields {
		measure := p.measureOf(field.Name)
		f.measures = append(f.measures, measure)
		if measure != "" && measure != "rows" && !slices.Contains(measures, measure) {
			measures = append(measures, measure)
		}
	}
	if err := p.followable(); err != nil {
		return nil, err
	}
	if len(p.counts) == 0 && p.group == nil {
		return nil, nil // rows as they are, of a table that counts nobody
	}
	for _, name := range p.counts {
		measures = union(measures, []string{"sum " + name})
	}
	f.fields = union(p.by, p.about)
	counted, err := m.counted(ctx, f.fields, measures)
	if err != nil {
		return nil, err
	}
	if f.base, err = counted.filtered(ctx, p.before); err != nil {
		return nil, err
	}
	return f, f.follow()
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, name := range b {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// leaveOut takes away columns of numbers that the rest of the Query does not
// use: a Result that shows nothing of them tells nothing of them.
func (f *figure) leaveOut() {
	if len(f.after) == 0 || len(f.counted.Rows) == 0 {
		return
	}
	want, ok := f.outline(f.counted.Fields, nil)
	if !ok {
		return
	}
	out := map[string]bool{}
	for _, field := range f.counted.Fields {
		if !field.Kind.Number() || slices.Contains(f.by, field.Name) || slices.ContainsFunc(f.beside, func(s datasets.Step) bool { return uses(s, field.Name) }) {
			continue
		}
		out[field.Name] = true
		if got, ok := f.outline(f.counted.Fields, out); !ok || !slices.Equal(got, want) {
			delete(out, field.Name)
		}
	}
	if len(out) == 0 {
		return
	}
	narrow := datasets.Result{}
	var at []int
	for i, field := range f.counted.Fields {
		if !out[field.Name] {
			at = append(at, i)
			narrow.Fields = append(narrow.Fields, field)
		}
	}
	for _, row := range f.counted.Rows {
		cells := make([]table.Cell, len(at))
		for i, column := range at {
			cells[i] = row[column]
		}
		narrow.Rows = append(narrow.Rows, cells)
	}
	f.counted = narrow
}

func uses(step datasets.Step, name string) bool {
	switch step := step.(type) {
	case datasets.Share:
		return step.Of == name
	case datasets.Total:
		return step.Of == name
	}
	return false
}

// outline names the columns that the rest of the Query gives of a first row
// without some columns.
func (f *figure) outline(fields []table.Field, without map[string]bool) ([]string, bool) {
	var kept []table.Field
	var cells []table.Cell
	for i, field := range fields {
		if !without[field.Name] {
			kept, cells = append(kept, field), append(cells, f.counted.Rows[0][i])
		}
	}
	for _, step := range f.beside { // as numbers: their names are used later
		name := ""
		switch step := step.(type) {
		case datasets.Share:
			name = step.Name
		case datasets.Total:
			name = step.Name
		}
		kept = append(kept, table.Field{Name: name, Kind: table.Decimals, Role: table.Measure})
		cells = append(cells, table.NumberCell(table.Decimals, table.NewDecimal(1, 0)))
	}
	b := table.NewBuilder(kept)
	for i, cell := range cells {
		b.Set(i, cell)
	}
	if err := b.EndRow(1); err != nil {
		return nil, false
	}
	t, err := b.Table()
	if err != nil {
		return nil, false
	}
	steps := slices.DeleteFunc(slices.Clone(f.after), func(s datasets.Step) bool { _, edits := s.(datasets.EditCells); return edits })
	r, err := datasets.Run(context.Background(), datasets.Query{Version: datasets.QueryVersion, Steps: steps}, t)
	if err != nil {
		return nil, false
	}
	var names []string
	for _, field := range r.Fields {
		names = append(names, field.Name)
	}
	return names, true
}

// follow finds the parts of every row and of every total over rows.
func (f *figure) follow() error {
	byKey := map[string]number{}
	for _, n := range f.base.numbersBy(f.by, f.base.selected) {
		byKey[n.key] = n
	}
	seen := map[string]bool{}
	for _, row := range f.counted.Rows {
		key := f.keyOfRow(row, f.by)
		n, found := byKey[key]
		if !found || seen[key] {
			return cannotFollow("this figure shows rows that cannot be told apart")
		}
		seen[key] = true
		f.atoms = append(f.atoms, n)
	}
	if len(f.atoms)*max(len(f.shows()), 1) > maxNumbers {
		return cannotFollow(fmt.Sprintf("this figure has more than %d numbers", maxNumbers))
	}
	whole := f.wholes()
	var single []int
	for i, n := range f.atoms {
		if whole[i] == nil {
			single = append(single, n.parts...)
		}
	}
	known := map[string]bool{}
	for i := range f.atoms {
		if whole[i] != nil {
			f.atoms[i].parts, f.atoms[i].total = whole[i], true
		}
		slices.Sort(f.atoms[i].parts)
		known[keyOf(f.atoms[i].parts)] = true
	}
	for _, by := range subsets(f.by, f.within()) {
		for _, n := range f.base.numbersBy(by, single) {
			slices.Sort(n.parts)
			if key := keyOf(n.parts); !known[key] {
				known[key], n.total = true, true
				f.totals = append(f.totals, n)
			}
		}
	}
	return nil
}

func (f *figure) keyOfRow(row []table.Cell, by []string) string {
	labels := make([]string, len(by))
	for i, name := range by {
		labels[i] = label(row[f.counted.Index(name)])
	}
	return strings.Join(labels, "\x02")
}

// wholes gives the rows that are totals of others in the table itself the parts
// of those others, when the numbers say so.
func (f *figure) wholes() [][]int {
	whole := make([][]int, len(f.atoms))
	for i, row := range f.counted.Rows {
		var free []string
		for _, name := range f.by {
			column := f.counted.Index(name)
			cell, totals := row[column], f.counted.Fields[column].Totals
			text := cell.String()
			if slices.Contains(totals, text) && (cell.Missing == table.Present || cell.Missing == table.Blank) {
				free = append(free, name)
			}
		}
		if len(free) == 0 {
			continue
		}
		var parts []int
		for j, other := range f.counted.Rows {
			if j != i && f.partOf(row, other, free) {
				parts = append(parts, f.atoms[j].parts...)
			}
		}
		if f.sameSums(f.atoms[i].parts, parts) {
			slices.Sort(parts)
			whole[i] = parts
		}
	}
	return whole
}

// partOf reports whether a row is one of those that a total adds up: it names
// what the total leaves open, and has the same of all that the total names.
func (f *figure) partOf(total, row []table.Cell, free []string) bool {
	for _, name := range f.by {
		column := f.counted.Index(name)
		a, b := total[column], row[column]
		switch {
		case slices.Contains(free, name):
			if label(a) == label(b) || slices.Contains(f.counted.Fields[column].Totals, b.String()) {
				return false
			}
		case a.Missing == table.Blank:
		case label(a) != label(b):
			return false
		}
	}
	return true
}

func (f *figure) sameSums(whole, parts []int) bool {
	if len(parts) == 0 {
		return false
	}
	for m, values := range f.base.values {
		if m == "rows" {
			continue
		}
		a, b := int64(0), int64(0)
		for _, part := range whole {
			a += values[part]
		}
		for _, part := range parts {
			b += values[part]
		}
		if a != b {
			return false
		}
	}
	return len(f.base.values) > 1
}

// within lists the Fields within which shares and totals are taken.
func (f *figure) within() [][]string {
	var all [][]string
	for _, step := range f.beside {
		switch step := step.(type) {
		case datasets.Share:
			all = append(all, step.Within)
		case datasets.Total:
			all = append(all, step.Within)
		}
	}
	return all
}

// subsets are the ways to take totals: by every choice of few Fields; of many by
// each one and by all but one. Of all Fields there is no total.
func subsets(by []string, also [][]string) [][]string {
	var all [][]string
	if len(by) <= 4 {
		for choice := range 1<<len(by) - 1 {
			var some []string
			for i, name := range by {
				if choice>>i&1 == 1 {
					some = append(some, name)
				}
			}
			all = append(all, some)
		}
	} else {
		all = append(all, nil)
		for i, name := range by {
			all = append(all, []string{name}, slices.Delete(slices.Clone(by), i, i+1))
		}
	}
	return append(all, also...)
}
