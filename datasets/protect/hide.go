package protect

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// mask says which numbers of one measure are hidden.
type mask struct {
	atoms, totals []bool
}

// run hides what has to be hidden and goes on with the rest of the Query.
func (f *figure) run(ctx context.Context, rule Rule) (Outcome, error) {
	masks, small, err := f.hide(ctx, rule)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{Small: small, Others: -small}
	for _, m := range masks {
		for _, hidden := range m.atoms {
			if hidden {
				out.Others++
			}
		}
	}
	var exact bool
	if out.Entries, exact = f.entries(masks); !exact {
		return Outcome{}, cannotFollow("the rows of this figure cannot be told apart from others")
	}
	t, err := f.protected(rule, masks)
	if err != nil {
		return Outcome{}, err
	}
	out.Result, err = datasets.Run(ctx, datasets.Query{Version: datasets.QueryVersion, Steps: f.after}, t)
	return out, err
}

// shows lists the measures that the figure shows or whose small numbers would
// make others tell of few people.
func (f *figure) shows() []string {
	var measures []string
	for _, m := range f.measures {
		if m != "" && !slices.Contains(measures, m) {
			measures = append(measures, m)
		}
	}
	if len(f.counts) == 0 && f.group != nil && !slices.Contains(measures, "rows") {
		measures = append(measures, "rows")
	}
	return measures
}

// hide decides for every measure which of its numbers are hidden.
func (f *figure) hide(ctx context.Context, rule Rule) (map[string]mask, int, error) {
	var sums []sum
	small := 0
	at := map[string][]int{}
	numbers := slices.Concat(f.atoms, f.totals)
	for _, measure := range f.shows() {
		for i, n := range numbers {
			s, known := f.sumOf(measure, n.parts)
			if !known {
				at[measure] = append(at[measure], -1)
				continue
			}
			few := s.value > 0 && s.value < int64(rule.Threshold)
			s.margin = n.total || i >= len(f.atoms)
			s.forced = few || f.many.hiddenBefore(measure, n.parts)
			s.hidden = s.forced
			if few && i < len(f.atoms) {
				small++
			}
			at[measure] = append(at[measure], len(sums))
			sums = append(sums, s)
		}
	}
	sums = append(sums, f.many.earlier(f, sums)...)
	if rule.Threshold > 1 {
		s := newSystem(f.base.allValues(), sums, int64(rule.Threshold))
		if err := s.protect(ctx); err != nil {
			return nil, 0, refused(err)
		}
		sums = s.sums
	}
	masks := map[string]mask{}
	for measure, of := range at {
		hidden := make([]bool, len(of))
		for i, j := range of {
			hidden[i] = j >= 0 && sums[j].hidden
		}
		masks[measure] = mask{hidden[:len(f.atoms)], hidden[len(f.atoms):]}
	}
	return masks, small, nil
}

// sumOf is one number of a measure, or false when it is missing in the table
// already, so that nobody can add it up.
func (f *figure) sumOf(measure string, parts []int) (sum, bool) {
	s := sum{parts: f.base.partsOf(measure, parts)}
	for _, part := range parts {
		if f.base.missing[measure][part] {
			return s, false
		}
		s.value += f.base.values[measure][part]
	}
	return s, len(parts) > 0
}

// refused says that what is public already gives a small number away.
func refused(err error) error {
	switch {
	case errors.Is(err, errTooMuch):
		return cannotFollow("this figure has more numbers than can be protected at once")
	case !errors.Is(err, ErrCannot):
		return err
	}
	return datasets.Problem{
		Message:    "A small number in this figure could be worked out from figures of this dataset that were published already.",
		Suggestion: "Show fewer or larger groups.",
	}
}

// protected makes the table that the rest of the Query works on.
func (f *figure) protected(rule Rule, masks map[string]mask) (*table.Table, error) {
	fields := slices.Clone(f.counted.Fields)
	rows := make([][]table.Cell, len(f.counted.Rows))
	for i, row := range f.counted.Rows {
		rows[i] = f.protectedRow(i, row, rule, masks)
	}
	for _, step := range f.beside {
		field, cells, err := f.besideCells(step, rows, fields, rule, masks)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(fields, func(g table.Field) bool { return g.Name == field.Name }) {
			return nil, datasets.Problem{Field: "name", Message: fmt.Sprintf("There are two columns called %q.", field.Name), Suggestion: "Give the new one another name."}
		}
		fields = append(fields, field)
		for i := range rows {
			rows[i] = append(rows[i], cells[i])
		}
	}
	b := table.NewBuilder(fields)
	for i, row := range rows {
		for column, cell := range row {
			b.Set(column, cell)
		}
		if err := b.EndRow(i + 1); err != nil {
			return nil, fmt.Errorf("protect: %w", err)
		}
	}
	return b.Table()
}

// protectedRow hides and rounds the numbers of one row. What else is said of
// hidden people, a mean or a percentage, is hidden with them.
func (f *figure) protectedRow(i int, row []table.Cell, rule Rule, masks map[string]mask) []table.Cell {
	out := slices.Clone(row)
	any := f.few(i, rule)
	for _, m := range masks {
		any = any || m.atoms[i]
	}
	for column, field := range f.counted.Fields {
		measure := f.measures[column]
		switch cell := out[column]; {
		case !field.Kind.Number() || cell.Missing != table.Present || slices.Contains(f.by, field.Name):
		case measure != "" && masks[measure].atoms[i], measure == "" && any:
			out[column] = table.MissingCell(field, table.Suppressed)
		case measure != "" && rule.Round:
			out[column].Number = rounded(cell.Number)
		}
	}
	return out
}

// few reports whether a row is about fewer people than the threshold by any
// count of the table, shown or not: a percentage of them tells of few.
func (f *figure) few(i int, rule Rule) bool {
	for _, name := range f.counts {
		n := int64(0)
		for _, part := range f.atoms[i].parts {
			n += f.base.values["sum "+name][part]
		}
		if n > 0 && n < int64(rule.Threshold) {
			return true
		}
	}
	return false
}

// rounded is a number of people to the nearest 5.
func rounded(d table.Decimal) table.Decimal {
	n, whole := d.Int64()
	if !whole {
		return d
	}
	return table.NewDecimal((n+2)/5*5, 0)
}

// besideCells works out a Share or a Total from what readers may see: the
// rounded numbers, and the totals that are not hidden themselves.
func (f *figure) besideCells(step datasets.Step, rows [][]table.Cell, fields []table.Field, rule Rule, masks map[string]mask) (table.Field, []table.Cell, error) {
	var name, of string
	var within []string
	share := false
	switch step := step.(type) {
	case datasets.Share:
		name, of, within, share = step.Name, step.Of, step.Within, true
	case datasets.Total:
		name, of, within = step.Name, step.Of, step.Within
	}
	column := f.counted.Index(of)
	field := table.Field{Name: name, Kind: table.Percentages, Role: table.Measure, Unit: "%"}
	if !share {
		field = fields[column]
		field.Name, field.NoSum, field.Totals = name, true, nil
	}
	totals := f.totalsOf(column, within, masks)
	cells := make([]table.Cell, len(rows))
	for i, row := range rows {
		total, found := totals[f.keyOfRow(f.counted.Rows[i], within)]
		cell := row[column]
		switch {
		case !found:
			cells[i] = table.MissingCell(field, table.Suppressed)
		case rule.Round && !share:
			cells[i] = table.NumberCell(field.Kind, rounded(table.NewDecimal(total, 0)))
		case !share:
			cells[i] = table.NumberCell(field.Kind, table.NewDecimal(total, 0))
		case cell.Missing != table.Present:
			cells[i] = table.MissingCell(field, cell.Missing)
		default:
			d := table.NewDecimal(total, 0)
			if rule.Round {
				d = rounded(d)
			}
			var part, whole table.Sum
			part.Add(cell.Number)
			whole.Add(d)
			if whole.Sign() == 0 {
				cells[i] = table.MissingCell(field, table.NotApplicable)
				continue
			}
			percent, err := table.Percent(&part, &whole)
			if err != nil {
				return field, nil, fmt.Errorf("share: %w", err)
			}
			cells[i] = table.NumberCell(field.Kind, percent)
		}
	}
	return field, cells, nil
}

// totalsOf gives the totals of a column that readers may know, by key.
func (f *figure) totalsOf(column int, within []string, masks map[string]mask) map[string]int64 {
	measure := f.measures[column]
	hidden := map[string]bool{}
	for i, n := range slices.Concat(f.atoms, f.totals) {
		m := masks[measure]
		if i < len(f.atoms) && m.atoms[i] || i >= len(f.atoms) && m.totals[i-len(f.atoms)] {
			hidden[keyOf(n.parts)] = true
		}
	}
	totals, parts := map[string]int64{}, map[string][]int{}
	lost := map[string]bool{}
	for i, row := range f.counted.Rows {
		key := f.keyOfRow(row, within)
		parts[key] = append(parts[key], f.atoms[i].parts...)
		lost[key] = lost[key] || row[column].Missing != table.Present || f.atoms[i].total
	}
	for key, of := range parts {
		slices.Sort(of)
		if lost[key] || hidden[keyOf(of)] {
			continue
		}
		for _, part := range of {
			totals[key] += f.base.values[measure][part]
		}
	}
	return totals
}

// entries are the numbers of the figure and its totals, for the ledger; false
// when one of them cannot be described.
func (f *figure) entries(masks map[string]mask) ([]Entry, bool) {
	var out []Entry
	for _, m := range f.shows() {
		seen := map[string]bool{}
		for i, n := range slices.Concat(f.atoms, f.totals) {
			if seen[keyOf(n.parts)] || len(n.parts) == 0 {
				continue
			}
			seen[keyOf(n.parts)] = true
			where, exact := f.base.where(n.parts, f.fields)
			if !exact {
				return nil, false
			}
			e := Entry{Measure: m, Where: where}
			if mask, hides := masks[m]; hides {
				e.Hidden = i < len(f.atoms) && mask.atoms[i] || i >= len(f.atoms) && mask.totals[i-len(f.atoms)]
			}
			out = append(out, e)
		}
	}
	return out, true
}
