package widgets

import (
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Most rows and columns of a suggested heat table: what a phone shows.
const (
	suggestedHeatRows    = 12
	suggestedHeatColumns = 12
)

// heat suggests rows of names by the latest periods: the place and its
// neighbours, or all names where they are few.
func (g *suggester) heat() {
	if g.measure < 0 || g.time < 0 || g.periods < 4 || g.fields[g.time].Kind != table.Periods || len(g.dimensions) == 0 {
		return
	}
	v, ok := g.throughTime()
	if !ok {
		return
	}
	scope, where := join(v.pins, g.apart(v.who)), ""
	if region, value := g.region(v); region >= 0 {
		scope, where = append(scope, g.is(region, value)), the(value)
	}
	scope = g.fewNames(scope, v)
	spec := Spec{Kind: HeatTable, Encoding: g.roles(v.who, v.time, -1)}
	if !v.chosen {
		spec.Highlight = []string{v.area}
	}
	latest := datasets.Latest{Field: g.name(v.time), Count: suggestedHeatColumns}
	s, ok := g.sketch(spec, join(scope, []datasets.Step{latest}, g.summed(v.who, v.time))...)
	if n := len(s.figure.Series); ok && n >= 3 && n <= suggestedHeatRows {
		g.heatWords(&s, v, where)
	}
}

// heatWords titles a heat table by its highest number.
func (g *suggester) heatWords(s *sketch, v view, where string) {
	highest, ok := words.FactNamed(s.figure.Facts, "highest")
	first, last, some := g.firstLast(s.steps, v.time)
	if !ok || !some || !highest.Period.Kind.Calendar() {
		return
	}
	name := firstOf(s.spec.Names[highest.Category.Text], highest.Category.Text)
	label := words.Plain(words.Number(highest.Value.Number, g.format(*s)))
	of := fmt.Sprintf("%d %s", len(s.figure.Series), plural(g.name(v.who)))
	if where != "" {
		of += " in " + where
	}
	noun := words.Capital(g.noun(v.subject))
	s.spec.Title = fmt.Sprintf("%s was highest in %s %s, %s", noun, the(name), during(highest.Period), label)
	s.spec.Subtitle = subtitle(noun, of, fromTo(first, last), g.unit())
	s.spec.ShortSubtitle = subtitle(noun, of)
	g.offer(*s, fmt.Sprintf("%s: %s, %s", s.spec.Title, of, fromTo(first, last)), "")
}
