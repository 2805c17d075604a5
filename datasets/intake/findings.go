package intake

import (
	"regexp"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// findings is what the values of a table show together.
type findings struct {
	shares       []share
	totals       []totals
	placeholders []placeholder
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
	nested int // of them, rows in which another blank dimension is blank too
	within string
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
	f.totals = append(v.blankTotals(), v.namedTotals()...)
	f.placeholders = v.placeholders(p.sheet, p.recipe)
	f.shares = v.shares()
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

// tidy reports whether words and time place nearly every row apart: then a
// blank word is a level, and not a word that someone forgot.
func (v view) tidy() bool {
	if v.t.Rows() < 4 || len(v.dimensions) < 2 {
		return false
	}
	seen := make(map[uint64]struct{}, v.t.Rows())
	columns := v.columns(v.dimensions)
	for row := range v.t.Rows() {
		seen[v.place(row, columns)] = struct{}{}
		if (row+1-len(seen))*200 > v.t.Rows() {
			return false
		}
	}
	return true
}

// blankTotals finds dimensions in which the blank cell stands for all.
func (v view) blankTotals() []totals {
	if len(v.measures) == 0 {
		return nil
	}
	var out []totals
	tidy, asked := false, false
	for _, i := range v.dimensions {
		f := v.fields[i]
		profile := v.t.Profile(i)
		if f.Role == table.Time || profile.Missing == 0 || profile.Distinct < 2 || profile.Missing*4 > v.t.Rows()*3 {
			continue
		}
		if !asked {
			tidy, asked = v.tidy(), true
		}
		if tidy {
			out = append(out, totals{field: f.Name, labels: []string{""}, rows: profile.Missing})
		}
	}
	v.nest(out)
	return out
}

// nest finds totals of which some are totals of a second column as well: of a
// region when its authority is blank, of the whole when both are.
func (v view) nest(found []totals) {
	for a := range found {
		for b := range found {
			if a == b || found[b].rows >= found[a].rows {
				continue
			}
			outer, inner := v.t.Column(v.t.Index(found[b].field)), v.t.Column(v.t.Index(found[a].field))
			inside := 0
			for row := range v.t.Rows() {
				if outer.Missing(row) != table.Present && inner.Missing(row) != table.Present {
					inside++
				}
			}
			if inside == found[b].rows {
				found[a].within, found[a].nested = found[b].field, inside
			}
		}
	}
}

var (
	allOf   = regexp.MustCompile(`(?i)^all( (people|persons|ages|sexes|households|areas|categories|groups|pupils|england|gb|uk|great britain|wards|districts|regions|authorities|types|tenures|ethnic groups|usual residents|methods|schools|children|adults|local authorities))?$`)
	nations = []string{"wales", "scotland", "northern ireland"}
	wholes  = []string{"england", "united kingdom", "uk", "great britain", "england and wales", "gb"}
)

// namedTotals finds labels such as Total, All people and, among many places, England.
func (v view) namedTotals() []totals {
	var out []totals
	for _, i := range v.dimensions {
		if v.fields[i].Kind != table.Text {
			continue
		}
		words := v.t.Column(i).Words[table.FirstCode:]
		var labels []string
		for _, w := range words {
			if isTotalWord(w) || allOf.MatchString(w) || isWhole(w, words) {
				labels = append(labels, w)
			}
		}
		if len(labels) == 0 || len(labels) == len(words) {
			continue
		}
		out = append(out, totals{field: v.fields[i].Name, labels: labels, rows: v.countRows(i, labels)})
	}
	return out
}

func (v view) countRows(column int, labels []string) int {
	c, n := v.t.Column(column), 0
	for _, code := range c.Codes {
		if code >= table.FirstCode && slices.Contains(labels, c.Words[code]) {
			n++
		}
	}
	return n
}

// isWhole is true for a country that stands among its parts.
func isWhole(word string, words []string) bool {
	lower := strings.ToLower(word)
	if !slices.Contains(wholes, lower) || len(words) < 4 {
		return false
	}
	for _, w := range words {
		if slices.Contains(nations, strings.ToLower(w)) {
			return lower != "england"
		}
	}
	return true
}

// apply puts the findings into a Recipe and reports whether it changed.
func (f findings) apply(r *datasets.Recipe) bool {
	for _, t := range f.totals {
		r.TotalRows = append(r.TotalRows, datasets.TotalRule{Field: t.field, Labels: t.labels, Use: datasets.TotalsApart})
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
