package intake

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/progress"
	"figurehead/datasets/table"
)

// columnReader reads the cells of one column into a table.Builder.
type columnReader struct {
	at      int // position in the record
	field   int // position in the table
	recipe  *datasets.RecipeColumn
	as      shape
	number  numberReader
	markers map[string]table.Reason
	opens   [256]bool // first characters of markers

	last    []byte // the day before, as written
	lastDay table.Day
}

func newColumnReader(c *datasets.RecipeColumn, field int) *columnReader {
	r := &columnReader{at: c.Position, field: field, recipe: c, markers: c.Markers, as: calendarBits(c)}
	for text := range r.markers {
		if text != "" {
			r.opens[text[0]] = true
		}
	}
	r.number.decimal = '.'
	if c.Decimal == "," {
		r.number.decimal = ','
	}
	return r
}

// calendarBits are the shapes by which a Recipe's column is read as days.
func calendarBits(c *datasets.RecipeColumn) shape {
	switch c.Field.Kind {
	case table.Dates:
		switch c.DateOrder {
		case "dmy":
			return dayDMY | dayISO
		case "mdy":
			return dayMDY | dayISO
		}
		return dayISO | dayCompact | dayNamed
	case table.Periods:
		switch c.Field.Grain {
		case table.Month:
			return monthShape | compactMonth
		case table.Quarter, table.FinancialQuarter:
			return quarterShape
		case table.Year:
			return yearShape
		case table.HalfYear:
			return halfShape
		case table.Week:
			return weekShape
		}
		return splitYear | compactSplit
	}
	return 0
}

// set puts one trimmed cell into b. It returns false when the cell cannot be read.
func (r *columnReader) set(b *table.Builder, cell []byte) bool {
	kind := r.recipe.Field.Kind
	if len(cell) == 0 {
		b.Missing(r.field, table.Blank)
		return true
	}
	switch {
	case kind.Number():
		if d, ok := r.readNumber(cell); ok {
			b.Number(r.field, d)
			return true
		}
	case kind.Calendar():
		if day, ok := r.readDay(cell); ok {
			b.Day(r.field, day)
			return true
		}
	default:
		if len(r.markers) == 0 {
			b.TextBytes(r.field, cell)
			return true
		}
		if reason, ok := r.markers[string(cell)]; ok {
			b.Missing(r.field, reason)
			return true
		}
		b.TextBytes(r.field, cell)
		return true
	}
	if reason, ok := r.reason(cell); ok {
		b.Missing(r.field, reason)
		return true
	}
	return false
}

// readNumber reads a number unless it is a marker: -9.99 can stand for none.
func (r *columnReader) readNumber(cell []byte) (table.Decimal, bool) {
	if r.opens[cell[0]] {
		if _, marker := r.markers[string(cell)]; marker {
			return table.Decimal{}, false
		}
	}
	return r.number.read(cell)
}

func (r *columnReader) readDay(cell []byte) (table.Day, bool) {
	if len(r.last) > 0 && bytes.Equal(cell, r.last) {
		return r.lastDay, true
	}
	day, ok := readDay(cell, r.as)
	if ok && r.recipe.Field.Grain == table.AcademicYear {
		year, _, _ := day.Civil()
		day = table.Date(year, 9, 1)
	}
	if ok {
		r.last, r.lastDay = append(r.last[:0], cell...), day
	}
	return day, ok
}

func (r *columnReader) reason(cell []byte) (table.Reason, bool) {
	if reason, ok := r.markers[string(cell)]; ok {
		return reason, true
	}
	reason, ok := always[string(bytes.ToLower(cell))]
	return reason, ok
}

// totalReader says whether a record is a total that is left out.
type totalReader struct {
	at     int
	labels []string
}

func (t totalReader) matches(cell []byte) bool {
	for _, l := range t.labels {
		if l == string(cell) {
			return true
		}
	}
	return false
}

// leftOut gives a reader for each rule whose rows are left out.
func leftOut(r datasets.Recipe) []totalReader {
	var out []totalReader
	for _, rule := range r.TotalRows {
		if rule.Use != datasets.TotalsOut {
			continue
		}
		for _, c := range r.Columns {
			if c.Field.Name == rule.Field {
				out = append(out, totalReader{c.Position, rule.Labels})
			}
		}
	}
	return out
}

// build reads the data rows of s into a table by a Recipe. A cell that cannot
// be read is a Problem with its row.
func build(ctx context.Context, s *sheet, first, last int, r datasets.Recipe) (*table.Table, error) {
	var fields []table.Field
	var readers []*columnReader
	for i := range r.Columns {
		c := &r.Columns[i]
		if c.Dropped {
			continue
		}
		readers = append(readers, newColumnReader(c, len(fields)))
		fields = append(fields, c.Field)
	}
	if len(fields) == 0 {
		return nil, datasets.Problem{Message: "No column is left to use.", Suggestion: "Use at least one column."}
	}
	b := table.NewBuilder(fields)
	rows := withoutTotals(s, s.rowsOf(first, last), leftOut(r))
	if err := b.SetRows(rows); err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, noRows()
	}
	b.Grow(len(rows))
	bad, badReader := len(rows), (*columnReader)(nil)
	for i, reader := range readers {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("read column %q: %w", reader.recipe.Field.Name, err)
		}
		progress.Tell(ctx, progress.Filling, i+1, len(readers))
		if at := reader.read(ctx, b, s, rows[:bad]); at < bad { // of several, the first row is named
			bad, badReader = at, reader
		}
		b.EndColumn(i)
	}
	if badReader != nil {
		row := int(rows[bad])
		return nil, unreadable(row, badReader.recipe, s.cell(row, badReader.at))
	}
	return b.Table()
}

// withoutTotals takes the rows out that are totals.
func withoutTotals(s *sheet, rows []int32, totals []totalReader) []int32 {
	if len(totals) == 0 {
		return rows
	}
	return slices.DeleteFunc(rows, func(row int32) bool {
		return slices.ContainsFunc(totals, func(t totalReader) bool { return t.matches(s.cell(int(row), t.at)) })
	})
}

// read sets the cells of a column in all rows, each text that stands in many
// of them once. It returns the place of the first cell that cannot be read, or
// the number of rows.
func (r *columnReader) read(ctx context.Context, b *table.Builder, s *sheet, rows []int32) int {
	if r.at >= len(s.columns) {
		return len(rows) // blank to the end
	}
	c := &s.columns[r.at]
	before := make([]int, len(c.words)) // place of a text's first row, from 1
	for i, row := range rows {
		if i%cancelEvery == 0 {
			progress.Beat(ctx)
		}
		code, held := c.code(int(row))
		if held && code != 0 && before[code] > 0 {
			b.Again(r.field, before[code]-1)
			continue
		}
		if !r.set(b, s.textAt(c.span(int(row)))) {
			return i
		}
		if held && code != 0 {
			before[code] = i + 1
		}
	}
	return len(rows)
}

// unreadable names the row and what was expected there.
func unreadable(row int, c *datasets.RecipeColumn, cell []byte) error {
	what := "a number"
	switch {
	case c.Field.Kind == table.Dates:
		what = "a date"
	case c.Field.Kind == table.Periods:
		what = "a " + c.Field.Grain.String()
	case shapeOf(cell)&overlong != 0:
		what = "a number of at most 38 digits"
	}
	return datasets.Problem{
		Row:        row,
		Field:      c.Field.Name,
		Message:    fmt.Sprintf("Row %s of %s holds %s, which is not %s.", count(row), quote(c.Field.Name), quote(string(cell)), what),
		Suggestion: "Mend the cell in the file, or read the column as text.",
	}
}
