package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Most groups and stacks of bars of a suggested figure, and most periods of
// grouped and of stacked columns, so that a link preview names all of them.
const (
	maxSuggestedGroups = 5
	maxSuggestedStacks = 8

	maxGroupedPeriods = 6
	maxStackedPeriods = 12
)

// wholes suggests what each of the largest groups is made of, with its total.
func (g *suggester) wholes() {
	d, part, ok := g.crossing(MaxSeries)
	if !ok {
		return
	}
	total := datasets.Total{Name: g.freeName("Total"), Of: g.name(g.measure), Within: []string{g.name(d)}}
	roles := g.roles(d, -1, part)
	roles.Total = total.Name
	steps := append(g.crossed(d, part, maxSuggestedStacks, MaxSeries), total)
	spec := Spec{Kind: StackedBar, Encoding: roles, SeriesOrder: g.inOrder(d, part), Order: g.orderOf(d, maxSuggestedStacks)}
	s, ok := g.sketch(spec, steps...)
	if !ok {
		return
	}
	at := slices.IndexFunc(s.figure.Totals.Points, func(p Point) bool { return !p.Missing && p.Category != allOthers })
	if at < 0 {
		return
	}
	whole := s.figure.Totals.Points[at]
	most := g.mostOf(s.figure, at)
	s.spec.Title = fmt.Sprintf("%s has the highest %s, %s", whole.Category, g.size(""), words.Plain(whole.Label))
	s.spec.Highlight = []string{g.rawName(&s, whole.Category)}
	s.spec.Subtitle = g.subtitleBy(d, part)
	g.offer(s, fmt.Sprintf("%s, of which %s was %s", s.spec.Title, words.Plain(most.label), most.name), "")
}

// namedLabel is the name of a series and one of its numbers as printed.
type namedLabel struct{ name, label string }

// mostOf is the largest part of a bar.
func (g *suggester) mostOf(f Figure, at int) namedLabel {
	var most namedLabel
	high := -1.0
	for _, s := range f.Series {
		if p := s.Points[at]; !p.Missing && p.Value > high {
			high, most = p.Value, namedLabel{s.Name, p.Label}
		}
	}
	return most
}

// subtitleBy says what is counted, by which two columns, when, and in what unit.
func (g *suggester) subtitleBy(d, part int) string {
	return subtitle(fmt.Sprintf("%s by %s and %s", measureName(g.name(g.measure)), thing(g.name(d)), thing(g.name(part))),
		g.payer(), trimComma(g.when()), g.unit())
}

// crossing picks two dimensions of amounts whose groups stand in each other: one
// of three groups or more, and one of two to most, else one of a few that are
// put together. It reports false where there are none, or where an amount is
// missing or below zero.
func (g *suggester) crossing(most int) (d, part int, ok bool) {
	if g.measure < 0 || !g.additive || !g.noneBelowZero() {
		return 0, 0, false
	}
	dims := g.openDimensions()
	for _, few := range []int{most, 30} {
		for _, part = range dims {
			if n := g.groups(part); n < 2 || n > few {
				continue
			}
			for _, d = range dims {
				if n := g.groups(d); d != part && n >= 3 && n <= 400 && n >= g.groups(part) && g.cross(d, part) {
					return d, part, true
				}
			}
		}
	}
	return 0, 0, false
}

// noneBelowZero reports whether every amount is there and none is below zero.
func (g *suggester) noneBelowZero() bool {
	p := g.table.Profile(g.measure)
	return p.Missing == 0 && p.Min.Number.Sign() >= 0
}

// cross reports whether groups of one dimension have several of another.
func (g *suggester) cross(d, part int) bool {
	both := g.count(join(g.allApart(), g.apart(d), g.apart(part), []datasets.Step{datasets.Group{By: []string{g.name(d), g.name(part)}}})...)
	return 2*both >= 3*g.groups(d)
}

// crossed adds the measure up for two dimensions; of each only the largest
// groups are kept apart, and all others put together.
func (g *suggester) crossed(d, part, most, mostParts int) []datasets.Step {
	steps := join(g.allApart(), g.apart(d), g.apart(part))
	fits := true
	for _, side := range []struct{ of, beside, most int }{{part, d, mostParts}, {d, part, most}} {
		if g.groups(side.of) > side.most {
			fits = false
			steps = append(steps, g.topOf(side.of, side.most-1, g.name(side.beside)))
		}
	}
	if fits {
		steps = append(steps, g.summed(d, part)...)
	}
	return steps
}

// orderOf is the order of the data where smaller groups were put together: the
// largest group first, all others last. Else it is left to the kind.
func (g *suggester) orderOf(d, most int) string {
	if g.groups(d) > most {
		return "data"
	}
	return ""
}

// topOf keeps the largest groups of a dimension and puts all others together,
// the same ones for every value of each.
func (g *suggester) topOf(d, count int, each ...string) datasets.Step {
	return datasets.Top{Field: g.name(d), Of: g.name(g.measure), Count: count, Other: allOthers, Each: each}
}

// allOthers is what the smaller groups of a dimension are called together.
const allOthers = "All others"

// inOrder are the parts of a dimension, the largest first and the others last.
func (g *suggester) inOrder(d, part int) []string {
	steps := g.crossed(d, part, maxSuggestedStacks, MaxSeries)
	r, ok := g.run(append(steps, datasets.Group{By: []string{g.name(part)},
		Measures: []datasets.Summary{{Name: "fh sum", Summary: "sum", Field: g.name(g.measure)}}}, g.byName("fh sum", "descending"))...)
	if !ok {
		return nil
	}
	var order []string
	for _, row := range r.Rows {
		if name := row[0].Text; name != allOthers {
			order = append(order, name)
		}
	}
	return order
}

func (g *suggester) byName(field, order string) datasets.Step {
	return datasets.Sort{By: []datasets.SortKey{{Field: field, Order: order}}}
}

// hundreds suggests how 100% is divided: of places, where parts make up 100
// already, else of groups, by their shares.
func (g *suggester) hundreds() {
	if g.measure >= 0 && g.parts >= 0 {
		g.partsOfPlaces()
		return
	}
	d, part, ok := g.crossing(MaxSeries)
	if !ok {
		return
	}
	share := datasets.Share{Name: g.freeName("Share"), Of: g.name(g.measure), Within: []string{g.name(d)}}
	roles := g.roles(d, -1, part)
	roles.Value = share.Name
	steps := append(g.crossed(d, part, maxSuggestedStacks, MaxSeries), share)
	spec := Spec{Kind: PercentBar, Encoding: roles, SeriesOrder: g.inOrder(d, part), Order: g.orderOf(d, maxSuggestedStacks)}
	s, ok := g.sketch(spec, steps...)
	if !ok {
		return
	}
	lead := s.figure.Series[0]
	named := slices.DeleteFunc(present(lead.Points), func(p Point) bool { return p.Category == allOthers })
	if len(named) < 2 {
		return
	}
	high, low := highestLowest(named)
	if high.Value == low.Value {
		return
	}
	s.spec.Title = fmt.Sprintf("%s made up %s of %s and %s of %s", lead.Name, words.Plain(high.Label), high.Category, words.Plain(low.Label), low.Category)
	s.spec.Subtitle = subtitle(fmt.Sprintf("Share of %s by %s", measureName(g.name(g.measure)), thing(g.name(part))), g.payer(), trimComma(g.when()), "per cent")
	of := fmt.Sprintf("%d %s", len(named), plural(g.name(d)))
	if len(named) < g.groups(d) {
		of = fmt.Sprintf("the %d largest %s", len(named), plural(g.name(d)))
	}
	g.offer(s, fmt.Sprintf("%s, the most and the least of %s", s.spec.Title, of), "")
}

// partsOfPlaces compares the parts of the place with those of its neighbours.
func (g *suggester) partsOfPlaces() {
	v, ok := g.placeView()
	if !ok || v.what != g.parts || v.who == g.parts {
		return
	}
	at := slices.Index(v.pinned, v.what)
	open := slices.Delete(slices.Clone(v.pins), at, at+1)
	scope, where := g.neighbours(v)
	scope = join(open, scope[len(v.pins):])
	steps := join(scope, g.newest(v), g.summed(v.who, v.what, v.time))
	s, ok := g.sketch(Spec{Kind: PercentBar, Encoding: g.roles(v.who, -1, v.what)}, steps...)
	if !ok || len(s.figure.Series) < 2 || len(s.figure.Series[0].Points) < 2 {
		return
	}
	i := slices.IndexFunc(s.figure.Series[0].Points, func(p Point) bool { return p.Category == g.shown(&s, v.area) })
	if i < 0 {
		return
	}
	most := g.mostOf(s.figure, i)
	if most.name == "" {
		return
	}
	largest := g.rawName(&s, most.name)
	s.spec.SeriesOrder = []string{largest}
	if !v.chosen {
		s.spec.Highlight = append(s.spec.Highlight, v.area)
	}
	if len(s.figure.Series) > MaxSeries {
		s.spec.Highlight = append(s.spec.Highlight, largest)
	}
	of := fmt.Sprintf("%d %s", len(s.figure.Series[0].Points), plural(g.name(v.who)))
	if where != "" {
		of += " in " + where
	}
	s.spec.Title = fmt.Sprintf("%s made up %s in %s", most.name, words.Plain(most.label), the(shortName(v.area)))
	s.spec.Subtitle = subtitle(plural(g.name(g.parts)), of, g.periodIn(s.result, v.time), g.unit())
	g.offer(s, s.spec.Title+", the largest part, beside the parts of the others", "")
}

// shown is the name that a sketch shows for one of the Result.
func (g *suggester) shown(s *sketch, raw string) string { return firstOf(s.spec.Names[raw], raw) }

// periodIn is the one period of a Result's rows, or "".
func (g *suggester) periodIn(r datasets.Result, time int) string {
	if time < 0 {
		return ""
	}
	at := r.Index(g.name(time))
	if at < 0 || len(r.Rows) == 0 || r.Rows[0][at].Missing != table.Present {
		return ""
	}
	return words.Period(r.Rows[0][at])
}

// placeView is the place among others, with every other dimension held still.
func (g *suggester) placeView() (view, bool) {
	if g.measure < 0 || len(g.dimensions) == 0 {
		return view{}, false
	}
	v := view{who: g.place, area: g.area, time: g.time, what: -1}
	if v.who < 0 {
		v.who, v.chosen = g.longest(), true
	}
	if !slices.Contains(g.openDimensions(), v.who) {
		return v, false
	}
	return v, g.pin(&v)
}

// neighbours are the steps that keep the place and the others of its region, or
// those with the highest numbers; they begin with the pins of the view.
func (g *suggester) neighbours(v view) (scope []datasets.Step, where string) {
	scope = join(v.pins, g.apart(v.who))
	if region, value := g.region(v); region >= 0 {
		scope, where = append(scope, g.is(region, value)), the(value)
	}
	return g.fewNames(scope, v), where
}
