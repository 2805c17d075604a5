package widgets

import (
	"fmt"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// headlines suggests a row of headline figures where a dimension has two to
// four names: the newest number of each.
func (g *suggester) headlines() {
	if g.measure < 0 {
		return
	}
	for _, d := range g.openDimensions() {
		if n := g.table.Profile(d).Distinct; n < 2 || n > MaxHeadlines+len(g.fields[d].Totals) {
			continue
		}
		kept := []string{g.name(d)}
		if g.time >= 0 {
			kept = append(kept, g.name(g.time))
		}
		steps := append(g.apart(d), datasets.Choose{Fields: append(kept, g.name(g.measure))})
		if s, ok := g.sketch(Spec{Kind: Headlines, Encoding: g.roles(d, g.time, -1)}, steps...); ok && g.headlinesWords(&s, d) {
			return
		}
	}
}

// headlinesWords titles a row by its highest number and offers it.
func (g *suggester) headlinesWords(s *sketch, d int) bool {
	points := present(s.figure.Series[0].Points)
	if len(points) < 2 || len(points) < len(s.figure.Headlines) {
		return false
	}
	first, second, _ := nearest(points)
	if first.Value == second.Value {
		return false
	}
	noun := g.size("")
	s.spec.Title = fmt.Sprintf("%s has the highest %s, %s", first.Category, noun, words.Plain(first.Label))
	s.spec.Subtitle = subtitle(fmt.Sprintf("%s by %s", noun, thing(g.name(d))), g.periodOf(s), g.unit())
	before := len(g.list)
	g.offer(*s, fmt.Sprintf("%s, of %d %s", s.spec.Title, len(points), plural(g.name(d))), "")
	return len(g.list) > before
}
