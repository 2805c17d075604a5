package intake

import (
	"regexp"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// placeholderForm is how numbers that stand for none are written: -1, -9, -99.99.
var placeholderForm = regexp.MustCompile(`^-(1|9+(\.9+)?|0\.9+|8{2,})$`)

// placeholders finds measures whose lowest number is such a one, is repeated
// and lies apart from all the others.
func (v view) placeholders(s *sheet, r datasets.Recipe) []placeholder {
	var out []placeholder
	for _, i := range append(slices.Clone(v.measures), v.points()...) {
		profile := v.t.Profile(i)
		if profile.Min.Missing != table.Present || !placeholderForm.MatchString(profile.Min.Number.String()) {
			continue
		}
		rows, apart := v.lowest(i, profile.Min.Number)
		if !apart || len(rows) < 3 || len(rows)*100 < v.t.Rows() || len(rows)*4 > v.t.Rows()*3 {
			continue
		}
		column := columnNamed(&r, v.fields[i].Name)
		out = append(out, placeholder{field: v.fields[i].Name, texts: v.texts(s, rows, column.Position), rows: len(rows)})
	}
	return out
}

// points are number columns that are no measures: decimal dates, places on the ground.
func (v view) points() []int {
	var out []int
	for i, f := range v.fields {
		if f.Kind.Number() && f.Role != table.Measure {
			out = append(out, i)
		}
	}
	return out
}

// lowest gives the rows that hold low, and whether every other number is zero
// or more.
func (v view) lowest(column int, low table.Decimal) (rows []int, apart bool) {
	c := v.t.Column(column)
	zero := table.Decimal{}
	for row := range v.t.Rows() {
		if c.Missing(row) != table.Present {
			continue
		}
		switch n := c.Number(row); {
		case n == low:
			rows = append(rows, row)
		case n.Cmp(zero) < 0:
			return nil, false
		}
	}
	return rows, true
}

// texts gives the different ways in which those rows write the number.
func (v view) texts(s *sheet, rows []int, position int) []string {
	var out []string
	for _, row := range rows {
		cells := s.cells(v.t.SourceRow(row))
		if position >= len(cells) {
			continue
		}
		if text := string(trimSpace(cells[position])); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}
