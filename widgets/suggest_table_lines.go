package widgets

import (
	"fmt"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// steepestShared is how many times the least last number the greatest may be
// before one scale would flatten the lines of most rows.
const steepestShared = 10

// tableOfLines suggests a table of the place and its neighbours, or of all names
// where they are few, with the course of each in a small line.
func (g *suggester) tableOfLines() {
	if g.measure < 0 || g.time < 0 || g.periods < leastPanels || len(g.dimensions) == 0 {
		return
	}
	v, ok := g.throughTime()
	if !ok {
		return
	}
	scope, where := join(v.pins, g.apart(v.who)), ""
	if region, value := g.region(v); region >= 0 {
		scope, where = append(scope, g.is(region, value)), " in "+the(value)
	}
	scope = g.fewNames(scope, v)
	spec := Spec{Kind: Table, Encoding: g.roles(v.who, v.time, -1), Sparkline: true}
	if !v.chosen {
		spec.Highlight = []string{v.area}
	}
	s, ok := g.sketch(spec, join(scope, g.summed(v.who, v.time), []datasets.Step{g.sorted(v.time, "ascending")})...)
	if n := len(s.figure.Series); !ok || n < 3 || n > maxPanelRows {
		return
	}
	ends := endsOf(s.figure.Series)
	if _, same := samePeriod(ends); len(ends) < len(s.figure.Series) || !same || ends[0].Value == ends[1].Value {
		return
	}
	if last := ends[len(ends)-1]; last.Value > 0 && ends[0].Value > steepestShared*last.Value {
		s.spec.Scale = "free"
	}
	noun := words.Capital(g.noun(v.subject))
	s.spec.Title = fmt.Sprintf("%s was highest of %s%s in %s, at %s", ends[0].Category,
		words.Count(len(ends), thing(g.name(v.who)), plural(g.name(v.who))), where, ends[0].Short, words.Plain(ends[0].Label))
	first, last := span(s.figure.Series)
	s.spec.Subtitle = subtitle(noun+" by "+thing(g.name(v.who)), words.British.Between(first, last), g.unit())
	g.offer(s, s.spec.Title, "")
}
