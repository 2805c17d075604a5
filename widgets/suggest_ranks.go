package widgets

import (
	"fmt"
	"slices"

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
	if low, high := g.ends(); low >= 0 && high >= 0 {
		g.eachName(Spec{Kind: DotPlot, Encoding: datasets.Roles{Low: g.name(low), High: g.name(high)}}, MaxBars)
	}
}

// icons suggests an icon array where percentages are of people and there are
// two to four groups of them.
func (g *suggester) icons() {
	if g.measure < 0 || !g.percent() || !g.ofPeople() {
		return
	}
	var roles datasets.Roles
	if low, high := g.ends(); low >= 0 && high >= 0 {
		roles = datasets.Roles{Low: g.name(low), High: g.name(high)}
	}
	g.eachName(Spec{Kind: IconArray, Encoding: roles}, MaxIconGroups)
}

// peopleNouns in a heading or a name say that a percentage is of people.
var peopleNouns = []string{"adult", "adults", "people", "persons", "population", "child", "children", "pupils", "residents", "men", "women",
	"boys", "girls", "parents", "carers", "workers", "employees", "patients", "households", "respondents", "disabled"}

// ofPeople reports whether the numbers are of people, as a heading or a name
// has it.
func (g *suggester) ofPeople() bool {
	for column := range g.fields {
		if g.namesPeople(column) {
			return true
		}
	}
	return false
}

// namesPeople reports whether a column is of people, as its heading or one of
// its names has it.
func (g *suggester) namesPeople(column int) bool {
	if headingHas(spaced(g.name(column)), peopleNouns) {
		return true
	}
	if !slices.Contains(g.dimensions, column) || g.table.Profile(column).Distinct > MaxBars {
		return false
	}
	return slices.ContainsFunc(g.table.Column(column).Words[table.FirstCode:], func(name string) bool { return headingHas(name, peopleNouns) })
}

// eachName suggests a figure with one number for each name of a dimension, in
// the newest period. The Spec has its kind and the ends of intervals.
func (g *suggester) eachName(spec Spec, most int) {
	ends := []string{spec.Encoding.Low, spec.Encoding.High}
	if g.measure < 0 || slices.Contains(ends, g.name(g.measure)) {
		return
	}
	for _, d := range g.openDimensions() {
		if n := g.table.Profile(d).Distinct; n < 2 || n > most+len(g.fields[d].Totals) {
			continue
		}
		steps, kept := g.apart(d), []string{g.name(d)}
		if g.time >= 0 {
			steps = append(steps, datasets.Latest{Field: g.name(g.time), Count: 1})
			kept = append(kept, g.name(g.time))
		}
		kept = append(kept, g.name(g.measure))
		if ends[0] != "" {
			kept = append(kept, ends...)
		}
		steps = append(steps, datasets.Choose{Fields: kept}, g.sorted(g.measure, "descending"))
		low, high := spec.Encoding.Low, spec.Encoding.High
		spec.Encoding = g.roles(d, g.time, -1)
		spec.Encoding.Low, spec.Encoding.High = low, high
		if spec.Kind == IconArray {
			spec.Encoding.Time = "" // one period; it has no place in the figure
		}
		if s, ok := g.sketch(spec, steps...); ok && g.dotWords(&s, d) {
			return
		}
	}
}

// dotWords titles one number for each name by its highest number, or its two highest where
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
	with, of := "", fmt.Sprintf("%s, of %d %s", s.spec.Title, len(points), plural(g.name(d)))
	if s.figure.Interval != "" {
		with, of = ", with "+s.figure.Interval, of+" with their "+s.figure.Interval
	}
	s.spec.Subtitle = subtitle(fmt.Sprintf("%s by %s%s", noun, thing(g.name(d)), with), g.periodOf(s), g.unit())
	before := len(g.list)
	g.offer(*s, of, "")
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

// throughTime views the place, or without one the longest list of names, along
// the periods; ok is false where one number for each cannot be pinned down.
func (g *suggester) throughTime() (v view, ok bool) {
	v = view{who: g.place, area: g.area, time: g.time, what: -1}
	if v.who < 0 {
		v.who, v.chosen = g.longest(), true
	}
	return v, slices.Contains(g.openDimensions(), v.who) && g.pin(&v)
}

// moves compares the first and the newest period of the place and its
// neighbours, or of all names where they are few.
func (g *suggester) moves(kind Kind) {
	if g.measure < 0 || g.time < 0 || g.periods < 2 || g.fields[g.time].Kind != table.Periods || len(g.dimensions) == 0 {
		return
	}
	v, ok := g.throughTime()
	if !ok {
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
	noun, of := words.Capital(g.noun(v.subject)), fmt.Sprintf("%d %s", len(points), plural(g.name(v.who)))
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
