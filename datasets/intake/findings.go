package intake

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// findings is what the values of a table show together.
type findings struct {
	shares       []share
	totals       []totals
	placeholders []placeholder
	columns      []sumColumn
}

// share is a measure whose values add up to about 100 over one dimension.
type share struct {
	field, over string
	parts       int // values of the dimension
	low, high   float64
}

// totals are rows of one dimension that add up others.
type totals struct {
	field  string
	labels []string // "" for the blank cell
	rows   int
	nested int  // of them, rows in which another blank dimension is blank too
	out    bool // the rows say nothing but numbers, and are left out
	within string
	parts  int  // of sums: rows that one adds up; 0 for what the words say
	runs   bool // of sums: those next to it
}

// placeholder is a number that stands for no number: -9.99.
type placeholder struct {
	field string
	texts []string // as written in the file
	rows  int
}

// view is a trial table with the positions of its columns by what they are for.
type view struct {
	t          *table.Table
	fields     []table.Field
	dimensions []int // words and time that place a row
	measures   []int
}

func newView(t *table.Table) view {
	v := view{t: t, fields: t.Fields()}
	for i, f := range v.fields {
		switch {
		case f.Role == table.Dimension && f.Kind == table.Text, f.Role == table.Time:
			v.dimensions = append(v.dimensions, i)
		case f.Role == table.Measure:
			v.measures = append(v.measures, i)
		}
	}
	return v
}

// look finds totals, placeholders and shares in a trial table.
func look(p *proposal, t *table.Table) findings {
	v := newView(t)
	var f findings
	nameless := v.namelessTotals()
	for _, t := range v.blankTotals() {
		if len(nameless) == 0 || t.rows != nameless[0].rows {
			f.totals = append(f.totals, t)
		}
	}
	f.totals = append(append(f.totals, v.namedTotals()...), nameless...)
	f.totals = append(f.totals, v.sumTotals(f.totals)...)
	f.placeholders = v.placeholders(p.sheet, p.recipe)
	f.shares = v.shares()
	f.columns = v.sumColumns()
	return f
}

// place is a number that rows at one place in all given columns share. Two
// places share one by chance so rarely that what is found stays a guess anyway.
func (v view) place(row int, columns []*table.Column) uint64 {
	h := uint64(len(columns))
	for _, c := range columns {
		n := uint64(1)
		switch {
		case c.Codes != nil:
			n = uint64(c.Codes[row]) + 2
		case c.Missing(row) == table.Present:
			n = uint64(uint32(c.Days[row])) + 2
		}
		h = (h ^ n) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return h
}

func (v view) columns(at []int) []*table.Column {
	out := make([]*table.Column, len(at))
	for i, column := range at {
		out[i] = v.t.Column(column)
	}
	return out
}

func (v view) except(column int) []int {
	return slices.DeleteFunc(slices.Clone(v.dimensions), func(i int) bool { return i == column })
}

// apply puts the findings into a Recipe and reports whether it changed.
func (f findings) apply(r *datasets.Recipe) bool {
	for _, t := range f.totals {
		use := datasets.TotalsApart
		if t.out {
			use = datasets.TotalsOut
		}
		r.TotalRows = append(r.TotalRows, datasets.TotalRule{Field: t.field, Labels: t.labels, Use: use})
	}
	setTotals(r)
	for _, sh := range f.shares {
		c := columnNamed(r, sh.field)
		c.Field.Kind, c.Field.Unit = table.Percentages, "%"
	}
	for _, h := range f.placeholders {
		c := columnNamed(r, h.field)
		if c.Markers == nil {
			c.Markers = map[string]table.Reason{}
		}
		for _, text := range h.texts {
			c.Markers[text] = table.NotAvailable
		}
	}
	return len(f.totals)+len(f.shares)+len(f.placeholders) > 0
}

// setTotals names in each Field the labels that are kept apart.
func setTotals(r *datasets.Recipe) {
	for i := range r.Columns {
		r.Columns[i].Field.Totals = nil
	}
	for _, rule := range r.TotalRows {
		if c := columnNamed(r, rule.Field); c != nil && rule.Use == datasets.TotalsApart {
			c.Field.Totals = append(c.Field.Totals, rule.Labels...)
		}
	}
}

func columnNamed(r *datasets.Recipe, name string) *datasets.RecipeColumn {
	for i := range r.Columns {
		if r.Columns[i].Field.Name == name {
			return &r.Columns[i]
		}
	}
	return nil
}
