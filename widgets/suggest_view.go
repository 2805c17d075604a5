package widgets

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// view is one place's numbers with every other dimension held still.
type view struct {
	who     int // the dimension that holds the places
	area    string
	chosen  bool // the area is the highest place, not the organisation's own
	time    int  // −1 when periods play no part
	pins    []datasets.Step
	pinned  []int  // the dimensions that pins hold still
	what    int    // the dimension of the subject, −1 for none
	subject string // the category of it that was pinned
}

// panel suggests figures about one place among others: the organisation's
// area, or for numbers that cannot be added up the place that is highest. It
// reports false when the rows are not of that shape.
func (g *suggester) panel() bool {
	v := view{who: g.place, area: g.area, time: g.time, what: -1}
	if g.additive && g.time >= 0 && g.fields[g.time].Kind == table.Dates {
		v.time = -1
	}
	switch {
	case v.who >= 0:
	case g.additive || len(g.dimensions) == 0:
		return false
	default:
		v.who, v.chosen = g.longest(), true
		if g.time >= 0 && g.fields[g.time].Kind == table.Dates && g.table.Profile(v.who).Distinct == g.table.Rows() {
			v.time = -1 // a row each, with a day of its own: no two stand beside each other on a day
		}
	}
	if !g.pin(&v) {
		return false
	}
	g.panelHeadline(v)
	g.panelBars(v)
	g.panelLine(v)
	g.otherLine(v)
	g.panelColumns(v)
	if !g.additive {
		g.panelTable(v)
	}
	g.partBars(v)
	if g.additive {
		g.amounts()
	}
	return len(g.list) > 0
}

// longest is the dimension with the most names that is not one of parts.
func (g *suggester) longest() int {
	best := g.dimensions[0]
	for _, d := range g.dimensions {
		if d != g.parts && (best == g.parts || g.table.Profile(d).Distinct > g.table.Profile(best).Distinct) {
			best = d
		}
	}
	return best
}

// is keeps one value of a column.
func (g *suggester) is(column int, value string) datasets.Step {
	return datasets.Filter{Field: g.name(column), Test: "is", Values: []string{value}}
}

// apart leaves out the rows that are totals, and those without a name.
func (g *suggester) apart(column int) []datasets.Step {
	f := g.fields[column]
	var steps []datasets.Step
	if totals := slices.DeleteFunc(slices.Clone(f.Totals), func(s string) bool { return s == "" }); len(totals) > 0 {
		steps = append(steps, datasets.Filter{Field: f.Name, Test: "isNot", Values: totals})
	}
	if g.table.Profile(column).Missing > 0 {
		steps = append(steps, datasets.Filter{Field: f.Name, Test: "present"})
	}
	return steps
}

// newest keeps the newest period of a view.
func (g *suggester) newest(v view) []datasets.Step {
	if v.time < 0 {
		return nil
	}
	return []datasets.Step{datasets.Latest{Field: g.name(v.time), Count: 1}}
}

// pin holds every other dimension still, so that a place has one number for a
// period: at its total where it has one, else at its greatest part.
func (g *suggester) pin(v *view) bool {
	if g.additive {
		for _, d := range g.dimensions {
			if d != v.who && len(g.fields[d].Totals) > 0 {
				v.pins = append(v.pins, g.apart(d)...)
			}
		}
		return true
	}
	for _, d := range g.partsFirst() {
		if d != v.who {
			g.pinOne(v, d)
		}
	}
	if v.area == "" {
		v.area = g.highest(v.who, join(v.pins, g.apart(v.who), g.newest(*v)))
	}
	return v.area != "" && g.count(join(g.here(*v), g.newest(*v))...) == 1
}

func (g *suggester) partsFirst() []int {
	order := slices.Clone(g.dimensions)
	slices.SortStableFunc(order, func(a, b int) int {
		switch g.parts {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	return order
}

// pinOne holds one dimension still, if the place has several values of it.
func (g *suggester) pinOne(v *view, d int) {
	scope := join(v.pins, g.apart(v.who), g.newest(*v))
	if v.area != "" {
		scope = join(g.here(*v), g.newest(*v))
	}
	places := g.count(join(scope, []datasets.Step{datasets.Group{By: []string{g.name(v.who)}}})...)
	if g.count(join(scope, []datasets.Step{datasets.Group{By: []string{g.name(v.who), g.name(d)}}})...) == places {
		return // each place has one value of it, such as its region
	}
	value := g.highest(d, append(scope, g.apart(d)...))
	if totals := g.fields[d].Totals; len(totals) > 0 && d != g.parts {
		value = totals[0]
	} else {
		v.what, v.subject = d, value
	}
	v.pins, v.pinned = append(v.pins, g.is(d, value)), append(v.pinned, d)
}

// highest is the name in a column whose number is the greatest.
func (g *suggester) highest(column int, scope []datasets.Step) string {
	r, ok := g.run(join(scope, []datasets.Step{
		datasets.Group{By: []string{g.name(column)}, Measures: []datasets.Summary{{Name: "fh highest", Summary: "max", Field: g.name(g.measure)}}},
		datasets.Sort{By: []datasets.SortKey{{Field: "fh highest", Order: "descending"}}}, datasets.Limit{Count: 1}})...)
	if !ok || r.Rows[0][1].Missing != table.Present {
		return ""
	}
	return r.Rows[0][0].Text
}

// here are the rows of the view's place.
func (g *suggester) here(v view) []datasets.Step {
	return join(v.pins, []datasets.Step{g.is(v.who, v.area)})
}

func join(lists ...[]datasets.Step) []datasets.Step { return slices.Concat(lists...) }

// summed adds the rows up by some columns when the measure allows it, and
// keeps those columns and the measure in any case.
func (g *suggester) summed(columns ...int) []datasets.Step {
	var by []string
	for _, c := range columns {
		if c >= 0 {
			by = append(by, g.name(c))
		}
	}
	measure := g.name(g.measure)
	var steps []datasets.Step
	if g.time >= 0 && slices.Contains(columns, g.time) && g.table.Profile(g.time).Missing > 0 {
		steps = append(steps, datasets.Filter{Field: g.name(g.time), Test: "present"})
	}
	if !g.additive {
		return append(steps, datasets.Choose{Fields: append(by, measure)})
	}
	return append(steps, datasets.Group{By: by, Measures: []datasets.Summary{{Name: measure, Summary: "sum", Field: measure}}})
}

func (g *suggester) sorted(column int, order string) datasets.Step {
	return datasets.Sort{By: []datasets.SortKey{{Field: g.name(column), Order: order}}}
}

// roles names columns for a Spec.
func (g *suggester) roles(category, time, series int) datasets.Roles {
	name := func(column int) string {
		if column < 0 {
			return ""
		}
		return g.name(column)
	}
	return datasets.Roles{Category: name(category), Time: name(time), Series: name(series), Value: name(g.measure)}
}
