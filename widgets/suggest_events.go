package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// events suggests figures of a list of what happened, a row each with its own
// reference, and how long it took: the median, how the times are spread, and the
// median of each group. Such numbers are never added up. It reports false when
// the rows are not of that shape.
func (g *suggester) events() bool {
	const least = 10
	f := g.fields[g.measure]
	reference := slices.IndexFunc(g.fields, func(f table.Field) bool { return f.Role == table.Identifier })
	if g.additive || !headingHas(f.Name, durations) || reference < 0 || g.table.Rows() < least ||
		g.table.Profile(reference).Distinct < g.table.Rows()*9/10 {
		return false
	}
	noun := measureName(f.Name)
	median := datasets.Summary{Name: g.freeName("Median"), Summary: "median", Field: f.Name}
	present := datasets.Filter{Field: f.Name, Test: "present"}
	rows := words.Count(g.count(present), "row", "rows")
	g.headlineOf(Spec{Kind: Headline, Encoding: datasets.Roles{Value: median.Name}, Sentence: "was the median of " + noun + ", of " + rows,
		Subtitle: subtitle("median of "+noun, trimComma(g.when()), g.unit())}, -1, false,
		[]datasets.Step{present, datasets.Group{Measures: []datasets.Summary{median}}})
	g.eventSpread(reference, present)
	for _, d := range g.openDimensions() {
		g.eventMedians(d, median, present)
	}
	if len(g.list) == 0 {
		return false
	}
	g.rowsAsTheyAre()
	return true
}

// eventSpread is the histogram of the numbers of all rows.
func (g *suggester) eventSpread(reference int, steps ...datasets.Step) {
	rows, ok := g.run(steps...)
	if !ok || differentNumbers(rows, g.name(g.measure)) < leastSpread {
		return
	}
	bins := datasets.Bins{Of: g.name(g.measure), Lower: "From", Upper: "To", Name: words.Capital(plural(g.name(reference)))}
	spec := Spec{Kind: Histogram, Encoding: datasets.Roles{Low: bins.Lower, High: bins.Upper, Value: bins.Name}}
	if s, ok := g.sketch(spec, append(slices.Clone(steps), bins)...); ok {
		g.binWords(&s, view{who: reference, time: -1, what: -1}, rows)
	}
}

// eventMedians is a bar for the median of each name of a dimension with few.
func (g *suggester) eventMedians(d int, median datasets.Summary, steps ...datasets.Step) {
	if n := g.table.Profile(d).Distinct; n < 2 || n > maxSuggestedBars || n*2 > g.table.Rows() {
		return
	}
	s, ok := g.sketch(Spec{Kind: Bar, Encoding: datasets.Roles{Category: g.name(d), Value: median.Name}, Order: "value"},
		join(steps, g.apart(d), []datasets.Step{datasets.Group{By: []string{g.name(d)}, Measures: []datasets.Summary{median}}})...)
	if !ok || len(s.result.Rows) < 2 {
		return
	}
	noun := "median of " + measureName(g.name(g.measure))
	s.spec.Subtitle = subtitle(fmt.Sprintf("%s by %s", noun, thing(g.name(d))), trimComma(g.when()), g.unit())
	g.highestWords(&s, words.Count(len(s.result.Rows), thing(g.name(d)), plural(g.name(d))), "", noun)
}
