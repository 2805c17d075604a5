package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// leastScatter is how many names with two numbers a scatter plot is suggested
// for.
const leastScatter = 8

// scatter suggests two numbers of each name against each other, in the newest
// period. It makes no claim of how they go together.
func (g *suggester) scatter() {
	other := g.secondMeasure()
	if other < 0 {
		return
	}
	v, rows, ok := g.namedNumbers()
	if !ok || len(rows.Rows) > MaxScatter {
		return
	}
	keep := []string{g.name(v.who), g.name(other), g.name(g.measure)}
	steps := join(v.pins, g.apart(v.who), g.newest(v), []datasets.Step{datasets.Choose{Fields: keep}})
	if g.count(steps...) != len(rows.Rows) { // a name has several rows
		return
	}
	roles := g.roles(v.who, -1, -1)
	roles.Across = g.name(other)
	spec := Spec{Kind: Scatter, Encoding: roles}
	if g.area != "" && v.who == g.place {
		spec.Highlight = []string{g.area}
	}
	if s, ok := g.sketch(spec, steps...); ok {
		g.scatterWords(&s, v, other, rows)
	}
}

// secondMeasure is the first other column of numbers that vary from name to name
// and are no code, year or end of an interval; −1 for none.
func (g *suggester) secondMeasure() int {
	low, high := g.ends()
	return slices.IndexFunc(g.fields, func(f table.Field) bool {
		i := slices.IndexFunc(g.fields, func(o table.Field) bool { return o.Name == f.Name })
		return g.measure >= 0 && i != g.measure && i != low && i != high && f.Kind.Number() && f.Role != table.Identifier &&
			!headingHas(spaced(f.Name), notMeasures) && g.table.Profile(i).Distinct >= leastScatter
	})
}

// scatterWords titles a scatter plot by its highest number and where the same
// name stands across, and offers it.
func (g *suggester) scatterWords(s *sketch, v view, other int, rows datasets.Result) {
	points := present(allPoints(s.figure))
	if len(points) < leastScatter {
		return
	}
	high, low := highestLowest(points)
	if high.Value == low.Value {
		return
	}
	if own := slices.IndexFunc(points, func(p Point) bool { return p.Highlight }); own >= 0 {
		high = points[own]
	} else if slices.ContainsFunc(points, func(p Point) bool { return p.Value == high.Value && p.Ordinal != high.Ordinal }) {
		return
	}
	noun, across := g.noun(v.subject), measureName(g.name(other))
	s.spec.Highlight = []string{g.rawName(s, high.Category)}
	s.spec.Title = fmt.Sprintf("%s: %s %s, %s %s", high.Category, noun, words.Plain(high.Label), across, words.Plain(high.Across.Label))
	period := ""
	if at := rows.Index(g.timeName(v)); at >= 0 && len(rows.Rows) > 0 && rows.Rows[0][at].Kind.Calendar() {
		period = words.Period(rows.Rows[0][at])
	}
	s.spec.Subtitle = subtitle(fmt.Sprintf("%s and %s by %s", noun, across, thing(g.name(v.who))), period)
	g.offer(*s, fmt.Sprintf("%s, among %s", s.spec.Title, words.Count(len(points), thing(g.name(v.who)), plural(g.name(v.who)))), "")
}
