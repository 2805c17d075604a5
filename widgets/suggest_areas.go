package widgets

import (
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// leastAreaPeriods is how many periods make a course rather than a few columns.
const leastAreaPeriods = 8

// fillable reports whether the measure can be shown as an area over time: an
// amount that adds up, never below zero, in enough periods.
func (g *suggester) fillable() bool {
	return g.measure >= 0 && g.additive && g.time >= 0 && g.fields[g.time].Kind == table.Periods && g.periods >= leastAreaPeriods &&
		g.count(datasets.Filter{Field: g.name(g.measure), Test: "below", Values: []string{"0"}}) == 0
}

// areaOver offers the whole amount over time, or that of the organisation's place.
func (g *suggester) areaOver() {
	if !g.fillable() {
		return
	}
	v := view{who: g.place, area: g.area, time: g.time, what: -1}
	if v.who >= 0 && g.pin(&v) {
		g.courseOf(Area, g.here(v), g.time, g.noun(v.subject), shortName(v.area))
		return
	}
	g.courseOf(Area, g.allApart(), g.time, g.whole(), "")
}

// stackedAreaOver offers an amount over time by a dimension: all of its groups up to
// four, else the three largest and the rest.
func (g *suggester) stackedAreaOver() {
	if !g.fillable() {
		return
	}
	const other = "All others"
	for _, d := range g.openDimensions() {
		n := g.groups(d)
		if d == g.place || n < 2 || n > 40 {
			continue
		}
		steps := join(g.allApart(), g.apart(d))
		if n <= MaxSeries {
			steps = join(steps, g.summed(g.time, d))
		} else {
			steps = append(steps, datasets.Top{Field: g.name(d), Of: g.name(g.measure), Count: MaxSeries - 1, Other: other, Each: []string{g.name(g.time)}})
		}
		s, ok := g.sketch(Spec{Kind: StackedArea, Encoding: g.roles(-1, g.time, d)}, append(steps, g.sorted(g.time, "ascending"))...)
		if !ok || len(s.figure.Series) < 2 || s.figure.Series[0].Key == other {
			continue
		}
		largest, next := lastOf(s.figure.Series[0]), lastOf(s.figure.Series[1])
		if largest.Value == next.Value || largest.Ordinal != next.Ordinal {
			continue
		}
		s.spec.Title = fmt.Sprintf("%s was the largest part of %s in %s, %s", s.figure.Series[0].Name, g.ofAll(), largest.Category, words.Plain(largest.Label))
		first, last := span(s.figure.Series)
		s.spec.Subtitle = subtitle(measureName(g.name(g.measure))+" by "+thing(g.name(d)), words.British.Between(first, last), g.unit())
		g.offer(s, s.spec.Title, "")
		return
	}
}
