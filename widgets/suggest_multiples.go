package widgets

import (
	"fmt"

	"figurehead/widgets/words"
)

// leastPanels is how many lines are too many for one plot.
const leastPanels = MaxSeries + 1

// Bars and panels of suggested small bar charts: more than stand side by side in
// groups, and what a picture holds.
const (
	leastSmallBars = MaxGrouped + 1
	mostSmallBars  = 7
	mostBarPanels  = 9
)

// multiples offers small charts over time, else of bars.
func (g *suggester) multiples() {
	if g.multiplesOver(); len(g.list) == 0 {
		g.smallBars()
	}
}

// smallBars offers a measure by two dimensions: each group of the one is a small
// chart with a bar for each group of the other.
func (g *suggester) smallBars() {
	if g.measure < 0 {
		return
	}
	dims := g.openDimensions()
	for _, panel := range dims {
		if n := g.groups(panel); n < 3 || n > mostBarPanels {
			continue
		}
		for _, bar := range dims {
			n := g.groups(bar)
			if bar == panel || n < leastSmallBars || n > mostSmallBars || !g.additive && len(g.dimensions) != 2 || g.additive && !g.cross(bar, panel) {
				continue
			}
			steps := join(g.apart(bar), g.apart(panel), g.newest(view{time: g.time}), g.summed(bar, panel, g.time))
			if g.additive {
				steps = g.crossed(bar, panel, mostSmallBars, mostBarPanels)
			}
			spec := Spec{Kind: SmallMultiples, Encoding: g.roles(bar, -1, panel), Panel: panelBar}
			if s, ok := g.sketch(spec, steps...); ok && g.sideWords(&s, bar, panel) {
				return
			}
		}
	}
}

// multiplesOver offers a measure over time by a dimension of five groups or more,
// each in a small chart.
func (g *suggester) multiplesOver() {
	if g.measure < 0 || g.time < 0 || g.periods < 3 {
		return
	}
	for _, d := range g.openDimensions() {
		n := g.groups(d)
		if n < leastPanels || n > MaxPanels {
			continue
		}
		steps := join(g.allApart(), g.apart(d), g.summed(g.time, d))
		s, ok := g.sketch(Spec{Kind: SmallMultiples, Encoding: g.roles(-1, g.time, d)}, append(steps, g.sorted(g.time, "ascending"))...)
		if !ok || len(s.figure.Series) < leastPanels {
			continue
		}
		highest, next := lastOf(s.figure.Series[0]), lastOf(s.figure.Series[1])
		if highest.Value == next.Value || !s.figure.allEndTogether() {
			continue
		}
		s.spec.Title = fmt.Sprintf("%s was highest of %s in %s, at %s", s.figure.Series[0].Name,
			words.Count(len(s.figure.Series), thing(g.name(d)), plural(g.name(d))), highest.Category, words.Plain(highest.Label))
		first, last := span(s.figure.Series)
		s.spec.Subtitle = subtitle(measureName(g.name(g.measure))+" by "+thing(g.name(d)), words.British.Between(first, last), g.unit())
		g.offer(s, s.spec.Title, "")
		return
	}
}

// allEndTogether reports whether every panel has a number for the last period of all.
func (f Figure) allEndTogether() bool {
	ends := endsOf(f.panels())
	if len(ends) < len(f.panels()) {
		return false
	}
	_, same := samePeriod(ends)
	return same
}
