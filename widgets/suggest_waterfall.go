package widgets

import (
	"fmt"
	"maps"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// waterfall suggests what each name added to the change of a sum between the
// last two periods.
func (g *suggester) waterfall() {
	if g.measure < 0 || !g.additive || g.time < 0 || g.periods < 2 || g.fields[g.time].Kind != table.Periods {
		return
	}
	for _, d := range g.openDimensions() {
		if n := g.table.Profile(d).Distinct; n < 3 || n > MaxSteps {
			continue
		}
		change := datasets.Change{Name: g.freeName("Change"), Of: g.name(g.measure), Over: g.name(g.time), Within: []string{g.name(d)}, From: "previous", As: "difference"}
		running := datasets.Cumulative{Name: g.freeName("Change so far"), Of: change.Name}
		steps := join(g.allApart(), g.apart(d), g.summed(d, g.time), []datasets.Step{change,
			datasets.Latest{Field: g.name(g.time), Count: 1}, datasets.Choose{Fields: []string{g.name(d), change.Name}},
			datasets.Sort{By: []datasets.SortKey{{Field: change.Name, Order: "descending"}}}, running})
		spec := Spec{Kind: Waterfall, Encoding: datasets.Roles{Category: g.name(d), Value: change.Name, Running: running.Name}}
		if s, ok := g.sketch(spec, steps...); ok && g.fallWords(&s, d) {
			return
		}
	}
}

// fallWords titles a waterfall by its total and the step that did most of it,
// and offers it.
func (g *suggester) fallWords(s *sketch, d int) bool {
	first, last, ok := g.firstLast([]datasets.Step{datasets.Latest{Field: g.name(g.time), Count: 2}}, g.time)
	points, total := s.figure.Series[0].Points, s.figure.Totals.Points[0]
	if !ok || total.Value == 0 {
		return false
	}
	most, verb := points[0], "rose"
	if total.Value < 0 {
		most, verb = points[len(points)-1], "fell"
	}
	size := strings.TrimLeft(words.Plain(total.Label), "+−")
	s.spec.Title = fmt.Sprintf("%s %s by %s between %s and %s, most of all in %s", words.Capital(g.size("")), verb, size,
		words.Period(first), words.Period(last), most.Category)
	s.spec.Subtitle = subtitle("change in "+g.noun("")+" by "+thing(g.name(d)), words.Period(first)+" to "+words.Period(last), g.unit())
	s.spec.Names = withName(s.spec.Names, s.spec.Encoding.Running, "All "+plural(g.name(d)))
	before := len(g.list)
	g.offer(*s, fmt.Sprintf("%s, %s", s.spec.Title, words.Plain(most.Label)), "")
	return len(g.list) > before
}

// withName adds a name to those that a Spec has.
func withName(names map[string]string, key, name string) map[string]string {
	all := map[string]string{key: name}
	maps.Copy(all, names)
	return all
}
