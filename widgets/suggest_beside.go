package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// sideBySide suggests groups of bars: a dimension of two or three groups within
// each group of another.
func (g *suggester) sideBySide() {
	if g.measure < 0 || g.parts >= 0 {
		return
	}
	dims := g.openDimensions()
	for _, series := range dims {
		if n := g.groups(series); n < 2 || n > MaxGrouped {
			continue
		}
		for _, d := range dims {
			n := g.groups(d)
			if d == series || n < 3 || !g.additive && (n > maxSuggestedBars || len(g.dimensions) != 2) || g.additive && (n > 400 || !g.noneBelowZero() || !g.cross(d, series)) {
				continue
			}
			steps := join(g.apart(d), g.apart(series), g.newest(view{time: g.time}), g.summed(d, series, g.time))
			if g.additive {
				steps = g.crossed(d, series, maxSuggestedGroups, MaxGrouped)
			}
			spec := Spec{Kind: GroupedBar, Encoding: g.roles(d, -1, series)}
			if g.additive {
				spec.Order = g.orderOf(d, maxSuggestedGroups)
			}
			if s, ok := g.sketch(spec, steps...); ok && g.sideWords(&s, d, series) {
				return
			}
		}
	}
}

// sideWords titles groups of bars by the highest of all, and offers them.
func (g *suggester) sideWords(s *sketch, d, series int) bool {
	var high Point
	name := ""
	for _, line := range s.figure.Series {
		for _, p := range present(line.Points) {
			if (name == "" || p.Value > high.Value) && p.Category != allOthers {
				high, name = p, line.Name
			}
		}
	}
	if name == "" || len(s.figure.Series) < 2 || g.additive && !g.highestCell(s, d, series, high.Category, name) {
		return false
	}
	s.spec.Title = fmt.Sprintf("%s was highest in %s for %s, at %s", words.Capital(g.size("")), high.Category, name, words.Plain(high.Label))
	s.spec.Subtitle = g.subtitleBy(d, series)
	before := len(g.list)
	g.offer(*s, fmt.Sprintf("%s, among %s by %s", s.spec.Title, words.Count(g.groups(d), thing(g.name(d)), plural(g.name(d))), thing(g.name(series))), "")
	return len(g.list) > before
}

// highestCell reports whether no cell of the two dimensions, shown or not, is
// higher than the one of those names.
func (g *suggester) highestCell(s *sketch, d, series int, category, name string) bool {
	r, ok := g.run(join(g.allApart(), g.apart(d), g.apart(series), g.summed(d, series),
		[]datasets.Step{g.sorted(g.measure, "descending"), datasets.Limit{Count: 1}})...)
	return ok && g.shown(s, r.Rows[0][0].Text) == category && g.shown(s, r.Rows[0][1].Text) == name
}

// periodsSideBySide suggests the latest periods of the place beside the highest
// of its neighbours, or of a dimension of two or three groups.
func (g *suggester) periodsSideBySide() {
	if g.measure < 0 || g.time < 0 || g.periods < 2 || g.fields[g.time].Kind != table.Periods {
		return
	}
	latest := datasets.Latest{Field: g.name(g.time), Count: maxGroupedPeriods}
	if g.place >= 0 && !g.additive {
		g.besideNeighbour(latest)
		return
	}
	for _, d := range g.openDimensions() {
		if n := g.groups(d); n < 2 || n > MaxGrouped || !g.additive && len(g.dimensions) > 1 {
			continue
		}
		steps := join(g.allApart(), g.apart(d), []datasets.Step{latest}, g.summed(g.time, d), []datasets.Step{g.sorted(g.time, "ascending")})
		spec := Spec{Kind: GroupedColumn, Encoding: g.roles(-1, g.time, d)}
		if s, ok := g.sketch(spec, steps...); ok && g.courseWords(&s, s.figure.Series[0], g.size(""), "by "+thing(g.name(d))) {
			return
		}
	}
}

// besideNeighbour sets the place beside the highest other one.
func (g *suggester) besideNeighbour(latest datasets.Step) {
	v, ok := g.placeView()
	if !ok || v.time < 0 {
		return
	}
	scope, _ := g.neighbours(v)
	top, ok := g.run(join(scope, g.newest(v), g.summed(v.who, v.time), []datasets.Step{g.sorted(g.measure, "descending"), datasets.Limit{Count: 2}})...)
	if !ok {
		return
	}
	other := ""
	for _, row := range top.Rows {
		if name := row[0].Text; name != v.area && other == "" {
			other = name
		}
	}
	both := datasets.Filter{Field: g.name(v.who), Test: "is", Values: []string{v.area, other}}
	spec := Spec{Kind: GroupedColumn, Encoding: g.roles(-1, v.time, v.who), SeriesOrder: []string{v.area}}
	s, ok := g.sketch(spec, join(v.pins, []datasets.Step{both, latest}, g.summed(v.time, v.who), []datasets.Step{g.sorted(v.time, "ascending")})...)
	if other == "" || !ok || len(s.figure.Series) != 2 {
		return
	}
	g.courseWords(&s, s.figure.Series[0], g.noun(v.subject), "and "+the(g.shown(&s, other)))
}

// courseWords titles columns by how one series went, and offers them.
func (g *suggester) courseWords(s *sketch, of Series, noun, beside string) bool {
	points := present(of.Points)
	if len(points) < 2 {
		return false
	}
	first, last := points[0], points[len(points)-1]
	verb := map[bool]string{true: "rose", false: "fell"}[last.Value > first.Value]
	s.spec.Title = fmt.Sprintf("%s in %s %s from %s to %s", words.Capital(noun), the(of.Name), verb, words.Plain(first.Label), words.Plain(last.Label))
	if first.Label == last.Label {
		s.spec.Title = fmt.Sprintf("%s in %s was %s both first and last", words.Capital(noun), the(of.Name), words.Plain(last.Label))
	}
	s.spec.Subtitle = subtitle(fmt.Sprintf("%s, %s %s", noun, the(of.Name), beside), first.Category+" to "+last.Category, g.unit())
	before := len(g.list)
	g.offer(*s, fmt.Sprintf("%s between %s and %s", s.spec.Title, first.Category, last.Category), "")
	return len(g.list) > before
}

// wholesInTime suggests the latest periods of a whole with its largest parts.
func (g *suggester) wholesInTime() {
	if g.measure < 0 || !g.additive || g.time < 0 || g.periods < 2 || g.fields[g.time].Kind != table.Periods || !g.noneBelowZero() {
		return
	}
	dims := slices.Clone(g.openDimensions())
	slices.SortStableFunc(dims, func(a, b int) int { return btoi(g.groups(a) > MaxSeries) - btoi(g.groups(b) > MaxSeries) })
	for _, d := range dims {
		n := g.groups(d)
		if n < 2 || n > 400 {
			continue
		}
		steps := join(g.allApart(), g.apart(d), []datasets.Step{datasets.Latest{Field: g.name(g.time), Count: maxStackedPeriods}})
		if n > MaxSeries {
			steps = append(steps, g.topOf(d, MaxSeries-1, g.name(g.time)))
		} else {
			steps = append(steps, g.summed(g.time, d)...)
		}
		total := datasets.Total{Name: g.freeName("Total"), Of: g.name(g.measure), Within: []string{g.name(g.time)}}
		roles := g.roles(-1, g.time, d)
		roles.Total = total.Name
		s, ok := g.sketch(Spec{Kind: StackedColumn, Encoding: roles}, append(steps, total, g.sorted(g.time, "ascending"))...)
		if ok && g.totalWords(&s, d) {
			return
		}
	}
}

// totalWords titles stacked columns by how the whole went, and offers them.
func (g *suggester) totalWords(s *sketch, d int) bool {
	points := present(s.figure.Totals.Points)
	if len(points) < 2 || points[0].Label == points[len(points)-1].Label {
		return false
	}
	first, last := points[0], points[len(points)-1]
	verb := map[bool]string{true: "rose", false: "fell"}[last.Value > first.Value]
	s.spec.Title = fmt.Sprintf("%s %s from %s to %s", words.Capital(g.whole()), verb, words.Plain(first.Label), words.Plain(last.Label))
	s.spec.Subtitle = subtitle(fmt.Sprintf("%s by %s", measureName(g.name(g.measure)), thing(g.name(d))), first.Category+" to "+last.Category, g.unit())
	before := len(g.list)
	g.offer(*s, fmt.Sprintf("%s between %s and %s", s.spec.Title, first.Category, last.Category), "")
	return len(g.list) > before
}
