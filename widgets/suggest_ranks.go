package widgets

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Words in the heading of an interval's ends.
var (
	lowWords  = []string{"lower", "low", "lcl", "lci", "min"}
	highWords = []string{"upper", "high", "ucl", "uci", "max"}
)

// ends are the columns that hold the ends of the measure's interval, or −1.
func (g *suggester) ends() (low, high int) {
	find := func(list []string) int {
		return slices.IndexFunc(g.fields, func(f table.Field) bool {
			return f.Kind.Number() && headingHas(f.Name, list) && (headingHas(f.Name, intervalWords) || levelPattern.MatchString(f.Name))
		})
	}
	return find(lowWords), find(highWords)
}

// intervalWords beside them say that they are ends of an interval, and not
// numbers of their own such as a highest temperature.
var intervalWords = []string{"ci", "cl", "lcl", "ucl", "lci", "uci", "confidence", "limit", "bound", "interval"}

// dots suggests a dot plot where columns hold the ends of an interval: the
// rows of the newest period, one for each name.
func (g *suggester) dots() {
	low, high := g.ends()
	if low < 0 || high < 0 || g.measure < 0 || g.measure == low || g.measure == high {
		return
	}
	for _, d := range g.openDimensions() {
		if n := g.table.Profile(d).Distinct; n < 2 {
			continue
		}
		steps := g.apart(d)
		period := g.time
		if period >= 0 {
			steps = append(steps, datasets.Latest{Field: g.name(period), Count: 1})
		}
		kept := []string{g.name(d), g.name(g.measure), g.name(low), g.name(high)}
		if period >= 0 {
			kept = slices.Insert(kept, 1, g.name(period))
		}
		steps = append(steps, datasets.Choose{Fields: kept}, g.sorted(g.measure, "descending"))
		roles := g.roles(d, period, -1)
		roles.Low, roles.High = g.name(low), g.name(high)
		s, ok := g.sketch(Spec{Kind: DotPlot, Encoding: roles}, steps...)
		if ok && g.dotWords(&s, d) {
			return
		}
	}
}

// dotWords titles a dot plot by its highest number, or its two highest where
// their intervals overlap, and offers it.
func (g *suggester) dotWords(s *sketch, d int) bool {
	points := present(s.figure.Series[0].Points)
	if len(points) < 2 {
		return false
	}
	first, second, near := nearest(points)
	noun := g.size("")
	switch {
	case first.Value == points[len(points)-1].Value:
		s.spec.Title = fmt.Sprintf("All %d %s have the same %s, %s", len(points), plural(g.name(d)), noun, words.Plain(first.Label))
	case near:
		s.spec.Title = fmt.Sprintf("%s and %s have the highest %s, %s and %s", first.Category, second.Category, noun,
			words.Plain(first.Label), words.Plain(second.Label))
		s.spec.Highlight = []string{g.rawName(s, first.Category), g.rawName(s, second.Category)}
	default:
		s.spec.Title = fmt.Sprintf("%s has the highest %s, %s", first.Category, noun, words.Plain(first.Label))
		s.spec.Highlight = []string{g.rawName(s, first.Category)}
	}
	s.spec.Subtitle = subtitle(fmt.Sprintf("%s by %s, with %s", noun, thing(g.name(d)), s.figure.Interval), g.periodOf(s), g.unit())
	before := len(g.list)
	g.offer(*s, fmt.Sprintf("%s, of %d %s with their %s", s.spec.Title, len(points), plural(g.name(d)), s.figure.Interval), "")
	return len(g.list) > before
}

// periodOf is the one period of a sketch, or "".
func (g *suggester) periodOf(s *sketch) string {
	if fact, ok := words.FactNamed(s.figure.Facts, "value"); ok && fact.Period.Kind.Calendar() {
		return words.Period(fact.Period)
	}
	return ""
}

// arrows suggests how each name moved from the first to the newest period.
func (g *suggester) arrows() { g.moves(Arrow) }

// slopes suggests the same as lines.
func (g *suggester) slopes() { g.moves(Slope) }

// moves compares the first and the newest period of the place and its
// neighbours, or of all names where they are few.
func (g *suggester) moves(kind Kind) {
	if g.measure < 0 || g.time < 0 || g.periods < 2 || g.fields[g.time].Kind != table.Periods || len(g.dimensions) == 0 {
		return
	}
	v := view{who: g.place, area: g.area, time: g.time, what: -1}
	if v.who < 0 {
		v.who, v.chosen = g.longest(), true
	}
	if !slices.Contains(g.openDimensions(), v.who) || !g.pin(&v) {
		return
	}
	scope := join(v.pins, g.apart(v.who))
	where := ""
	if region, value := g.region(v); region >= 0 {
		scope, where = append(scope, g.is(region, value)), the(value)
	}
	scope = g.fewNames(scope, v)
	first, last, ok := g.firstLast(scope, v.time)
	if !ok {
		return
	}
	label := func(c table.Cell) string { return table.PeriodLabel(c.Day, c.Grain) }
	periods := datasets.Filter{Field: g.name(v.time), Test: "is", Values: []string{label(first), label(last)}}
	spec := Spec{Kind: kind, Encoding: g.roles(v.who, v.time, -1), Order: "value"}
	if !v.chosen {
		spec.Highlight = []string{v.area}
	}
	if s, ok := g.sketch(spec, join(scope, []datasets.Step{periods}, g.summed(v.who, v.time))...); ok {
		g.moveWords(&s, v, where, first, last)
	}
}

// fewNames keeps the names of the highest numbers in the newest period, and the
// place itself, where there are more than a suggestion shows.
func (g *suggester) fewNames(scope []datasets.Step, v view) []datasets.Step {
	newest := join(scope, g.newest(v), g.summed(v.who, v.time), []datasets.Step{g.sorted(g.measure, "descending")})
	if g.count(newest...) <= maxSuggestedBars {
		return scope
	}
	top, ok := g.run(append(newest, datasets.Limit{Count: maxSuggestedBars})...)
	if !ok {
		return scope
	}
	return append(slices.Clone(scope), datasets.Filter{Field: g.name(v.who), Test: "is", Values: topNames(top, v.area)})
}

// firstLast are the first and the last period of a scope, when they differ.
func (g *suggester) firstLast(scope []datasets.Step, time int) (first, last table.Cell, ok bool) {
	r, ok := g.run(join(scope, []datasets.Step{
		datasets.Filter{Field: g.name(time), Test: "present"}, datasets.Group{By: []string{g.name(time)}}, g.sorted(time, "ascending")})...)
	if !ok || len(r.Rows) < 2 {
		return first, last, false
	}
	return r.Rows[0][0], r.Rows[len(r.Rows)-1][0], true
}

// moveWords titles an arrow or slope chart: how the place moved, whether all
// moved one way, or which changed most.
func (g *suggester) moveWords(s *sketch, v view, where string, first, last table.Cell) {
	points := paired(s.figure.Series[0].Points)
	if len(points) < 2 {
		return
	}
	noun, of := capital(g.noun(v.subject)), fmt.Sprintf("%d %s", len(points), plural(g.name(v.who)))
	if where != "" {
		of += " in " + where
	}
	span := fmt.Sprintf("between %s and %s", words.Period(first), words.Period(last))
	most, change := s.figure.changedMost(points)
	own := slices.IndexFunc(points, func(p Point) bool { return p.Highlight })
	switch {
	case own >= 0 && points[own].Label != points[own].From.Label:
		p := points[own]
		s.spec.Title = fmt.Sprintf("%s in %s %s from %s %s to %s %s", noun, the(shortName(v.area)), verbOf(p), words.Plain(p.From.Label),
			during(first), words.Plain(p.Label), during(last))
	case oneWay(points):
		s.spec.Title = fmt.Sprintf("%s %s in all %s %s", noun, verbOf(points[0]), of, span)
	case change != "":
		s.spec.Title = fmt.Sprintf("%s changed most in %s, %s %s", noun, most.Category, change, span)
		s.spec.Highlight = []string{g.rawName(s, most.Category)}
	default:
		return
	}
	s.spec.Subtitle = subtitle(noun, of, words.Period(first)+" and "+words.Period(last), g.unit())
	s.spec.ShortSubtitle = subtitle(noun, of)
	g.offer(*s, s.spec.Title+", beside the others", "")
}

func verbOf(p Point) string {
	if p.Value < p.From.Value {
		return "fell"
	}
	return "rose"
}

// oneWay reports whether all points rose or all fell.
func oneWay(points []Point) bool {
	for _, p := range points {
		if p.Value == p.From.Value || verbOf(p) != verbOf(points[0]) {
			return false
		}
	}
	return true
}

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
	s.spec.Title = fmt.Sprintf("%s %s by %s between %s and %s, most of all in %s", capital(g.size("")), verb, size,
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
