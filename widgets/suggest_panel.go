package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// maxSuggestedBars is how many bars a suggested bar chart has at most.
const maxSuggestedBars = 12

// view is one place's numbers with every other dimension held still.
type view struct {
	who     int // the dimension that holds the places
	area    string
	chosen  bool // the area is the highest place, not the organisation's own
	time    int  // −1 when periods play no part
	pins    []datasets.Step
	pinned  []int  // the dimensions that pins hold still
	what    int    // the dimension of the subject, −1 for none
	subject string // the category of it that was pinned
}

// panel suggests figures about one place among others: the organisation's
// area, or for numbers that cannot be added up the place that is highest. It
// reports false when the rows are not of that shape.
func (g *suggester) panel() bool {
	v := view{who: g.place, area: g.area, time: g.time, what: -1}
	if g.additive && g.time >= 0 && g.fields[g.time].Kind == table.Dates {
		v.time = -1
	}
	switch {
	case v.who >= 0:
	case g.additive || len(g.dimensions) == 0:
		return false
	default:
		v.who, v.chosen = g.longest(), true
	}
	if !g.pin(&v) {
		return false
	}
	g.panelHeadline(v)
	g.panelBars(v)
	g.panelLine(v)
	g.otherLine(v)
	g.panelColumns(v)
	if !g.additive {
		g.panelTable(v)
	}
	g.partBars(v)
	if g.additive {
		g.amounts()
	}
	return len(g.list) > 0
}

// longest is the dimension with the most names that is not one of parts.
func (g *suggester) longest() int {
	best := g.dimensions[0]
	for _, d := range g.dimensions {
		if d != g.parts && (best == g.parts || g.table.Profile(d).Distinct > g.table.Profile(best).Distinct) {
			best = d
		}
	}
	return best
}

// is keeps one value of a column.
func (g *suggester) is(column int, value string) datasets.Step {
	return datasets.Filter{Field: g.name(column), Test: "is", Values: []string{value}}
}

// apart leaves out the rows that are totals, and those without a name.
func (g *suggester) apart(column int) []datasets.Step {
	f := g.fields[column]
	var steps []datasets.Step
	if totals := slices.DeleteFunc(slices.Clone(f.Totals), func(s string) bool { return s == "" }); len(totals) > 0 {
		steps = append(steps, datasets.Filter{Field: f.Name, Test: "isNot", Values: totals})
	}
	if g.table.Profile(column).Missing > 0 {
		steps = append(steps, datasets.Filter{Field: f.Name, Test: "present"})
	}
	return steps
}

// newest keeps the newest period of a view.
func (g *suggester) newest(v view) []datasets.Step {
	if v.time < 0 {
		return nil
	}
	return []datasets.Step{datasets.Latest{Field: g.name(v.time), Count: 1}}
}

// pin holds every other dimension still, so that a place has one number for a
// period: at its total where it has one, else at its greatest part.
func (g *suggester) pin(v *view) bool {
	if g.additive {
		for _, d := range g.dimensions {
			if d != v.who && len(g.fields[d].Totals) > 0 {
				v.pins = append(v.pins, g.apart(d)...)
			}
		}
		return true
	}
	for _, d := range g.partsFirst() {
		if d != v.who {
			g.pinOne(v, d)
		}
	}
	if v.area == "" {
		v.area = g.highest(v.who, join(v.pins, g.apart(v.who), g.newest(*v)))
	}
	return v.area != "" && g.count(join(g.here(*v), g.newest(*v))...) == 1
}

func (g *suggester) partsFirst() []int {
	order := slices.Clone(g.dimensions)
	slices.SortStableFunc(order, func(a, b int) int {
		switch g.parts {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	return order
}

// pinOne holds one dimension still, if the place has several values of it.
func (g *suggester) pinOne(v *view, d int) {
	scope := join(v.pins, g.apart(v.who), g.newest(*v))
	if v.area != "" {
		scope = join(g.here(*v), g.newest(*v))
	}
	places := g.count(join(scope, []datasets.Step{datasets.Group{By: []string{g.name(v.who)}}})...)
	if g.count(join(scope, []datasets.Step{datasets.Group{By: []string{g.name(v.who), g.name(d)}}})...) == places {
		return // each place has one value of it, such as its region
	}
	value := g.highest(d, append(scope, g.apart(d)...))
	if totals := g.fields[d].Totals; len(totals) > 0 && d != g.parts {
		value = totals[0]
	} else {
		v.what, v.subject = d, value
	}
	v.pins, v.pinned = append(v.pins, g.is(d, value)), append(v.pinned, d)
}

// highest is the name in a column whose number is the greatest.
func (g *suggester) highest(column int, scope []datasets.Step) string {
	r, ok := g.run(join(scope, []datasets.Step{
		datasets.Group{By: []string{g.name(column)}, Measures: []datasets.Summary{{Name: "fh highest", Summary: "max", Field: g.name(g.measure)}}},
		datasets.Sort{By: []datasets.SortKey{{Field: "fh highest", Order: "descending"}}}, datasets.Limit{Count: 1}})...)
	if !ok || r.Rows[0][1].Missing != table.Present {
		return ""
	}
	return r.Rows[0][0].Text
}

// here are the rows of the view's place.
func (g *suggester) here(v view) []datasets.Step {
	return join(v.pins, []datasets.Step{g.is(v.who, v.area)})
}

func join(lists ...[]datasets.Step) []datasets.Step { return slices.Concat(lists...) }

// summed adds the rows up by some columns when the measure allows it, and
// keeps those columns and the measure in any case.
func (g *suggester) summed(columns ...int) []datasets.Step {
	var by []string
	for _, c := range columns {
		if c >= 0 {
			by = append(by, g.name(c))
		}
	}
	measure := g.name(g.measure)
	if !g.additive {
		return []datasets.Step{datasets.Choose{Fields: append(by, measure)}}
	}
	return []datasets.Step{datasets.Group{By: by, Measures: []datasets.Summary{{Name: measure, Summary: "sum", Field: measure}}}}
}

func (g *suggester) sorted(column int, order string) datasets.Step {
	return datasets.Sort{By: []datasets.SortKey{{Field: g.name(column), Order: order}}}
}

// roles names columns for a Spec.
func (g *suggester) roles(category, time, series int) datasets.Roles {
	name := func(column int) string {
		if column < 0 {
			return ""
		}
		return g.name(column)
	}
	return datasets.Roles{Category: name(category), Time: name(time), Series: name(series), Value: name(g.measure)}
}

// panelHeadline is the latest number of the place with its change.
func (g *suggester) panelHeadline(v view) {
	steps := append(g.here(v), g.summed(v.time)...)
	spec := Spec{Kind: Headline, Encoding: g.roles(-1, v.time, -1)}
	place := shortName(v.area)
	spec.Sentence = g.reading(v.subject, place)
	if v.chosen {
		standing := ", the highest of all "
		if g.rankOf(v, join(v.pins, g.apart(v.who), g.newest(v), g.summed(v.who, v.time))).joint {
			standing = ", the joint highest of all "
		}
		spec.Sentence += standing + plural(g.name(v.who)) + ","
		if v.time < 0 {
			spec.Sentence = strings.TrimSuffix(spec.Sentence, ",")
		}
	}
	spec.Subtitle = subtitle(g.noun(v.subject), place, g.unit())
	g.headlineOf(spec, v.time, steps)
}

// headlineOf finishes a headline: its comparison, sparkline and sentence.
func (g *suggester) headlineOf(spec Spec, time int, steps []datasets.Step) {
	if time >= 0 {
		steps = append(steps, g.sorted(time, "ascending"))
		spec.Sentence += " in {period}"
		if g.fields[time].Kind == table.Dates {
			spec.Sentence = spec.Sentence[:len(spec.Sentence)-len(" in {period}")] + " on {period}"
		}
		spec.Sparkline = g.periods > 2
		spec.Compare = "previous"
		if grain := g.fields[time].Grain; grain == table.Month || grain == table.Quarter {
			spec.Compare = "yearBefore"
		}
	}
	spec.Title = "{value} " + spec.Sentence
	s, ok := g.sketch(spec, steps...)
	if !ok {
		return
	}
	g.offer(s, headlineSentence(s.figure), "")
}

// reading reads on from a headline's number: "was the recycling rate in Essex".
func (g *suggester) reading(subject, place string) string {
	noun := g.noun(subject)
	switch {
	case g.percent() && subject != "" && (generic(g.name(g.measure)) || g.parts >= 0):
		return "was " + lower(subject) + " in " + the(place)
	case g.counted():
		return noun + " in " + the(place)
	}
	return "was the " + noun + " in " + the(place)
}

// panelLine is the place over time.
func (g *suggester) panelLine(v view) {
	if v.time >= 0 {
		g.lineOf(g.here(v), v.time, g.noun(v.subject), shortName(v.area))
	}
}

// otherLine is the part of the place that changed most, other than the subject.
func (g *suggester) otherLine(v view) {
	if v.time < 0 || v.what < 0 {
		return
	}
	other := v
	other.pins = slices.Clone(v.pins)
	at := slices.Index(v.pinned, v.what)
	most, found := table.Decimal{}, ""
	open := slices.Delete(slices.Clone(v.pins), at, at+1)
	r, ok := g.run(join(open, []datasets.Step{g.is(v.who, v.area)}, g.apart(v.what), g.summed(v.time, v.what))...)
	if !ok {
		return
	}
	for _, fact := range changesOver(r) {
		if fact.name != v.subject && fact.change.Abs().Cmp(most) > 0 {
			most, found = fact.change.Abs(), fact.name
		}
	}
	if found == "" {
		return
	}
	other.subject, other.pins[at] = found, g.is(v.what, found)
	g.panelLine(other)
}

// courseChange is how far a category moved from its first to its last period.
type courseChange struct {
	name   string
	change table.Decimal
}

// changesOver reads rows of period, category and value.
func changesOver(r datasets.Result) []courseChange {
	type ends struct{ first, last table.Cell }
	type numbers struct{ first, last table.Decimal }
	days, values := make(map[string]ends), make(map[string]numbers)
	var order []string
	for _, row := range r.Rows {
		if row[0].Missing != table.Present || row[2].Missing != table.Present {
			continue
		}
		name := row[1].Text
		d, seen := days[name]
		n := values[name]
		if !seen {
			order = append(order, name)
		}
		if !seen || row[0].Day < d.first.Day {
			d.first, n.first = row[0], row[2].Number
		}
		if !seen || row[0].Day > d.last.Day {
			d.last, n.last = row[0], row[2].Number
		}
		days[name], values[name] = d, n
	}
	var changes []courseChange
	for _, name := range order {
		if change, err := values[name].last.Sub(values[name].first); err == nil {
			changes = append(changes, courseChange{name, change})
		}
	}
	return changes
}

// panelColumns is the place in its latest periods, the highest standing out.
func (g *suggester) panelColumns(v view) {
	if v.time >= 0 {
		g.columnsOf(g.here(v), v.time, g.noun(v.subject), shortName(v.area))
	}
}

// panelTable is every part of the place, or every place, with its change.
func (g *suggester) panelTable(v view) {
	rows, scope, stands := v.who, v.pins, v.area
	place := ""
	if v.what >= 0 {
		at := slices.Index(v.pinned, v.what)
		scope = append(slices.Delete(slices.Clone(v.pins), at, at+1), g.is(v.who, v.area))
		rows, stands, place = v.what, v.subject, shortName(v.area)
	}
	steps := join(scope, g.apart(rows))
	fields := []string{g.name(rows), g.name(g.measure)}
	if v.time >= 0 && g.periods > 1 {
		change := "Change on " + before(g.fields[v.time].Grain)
		steps = append(steps, datasets.Change{Name: change, Of: g.name(g.measure), Over: g.name(v.time), Within: []string{g.name(rows)}, From: "previous", As: "difference"})
		fields = append(fields, change)
	}
	if v.time >= 0 {
		fields = append([]string{g.name(v.time)}, fields...)
	}
	steps = join(steps, g.newest(v), []datasets.Step{datasets.Choose{Fields: fields}, g.sorted(g.measure, "descending"), datasets.Limit{Count: 30}})
	s, ok := g.sketch(Spec{Kind: Table, Encoding: g.roles(rows, v.time, -1), Highlight: []string{stands}}, steps...)
	if !ok {
		return
	}
	n := len(s.result.Rows)
	if n < 2 {
		return
	}
	g.titleTable(&s, rows, place)
	period := ""
	if fact, ok := words.FactNamed(s.figure.Facts, "value"); ok && fact.Period.Kind.Calendar() {
		period = words.Period(fact.Period)
	}
	s.spec.Subtitle = subtitle(g.noun("")+" by "+thing(g.name(rows)), place, period, g.unit())
	sentence := fmt.Sprintf("All %d %s", n, plural(g.name(rows)))
	if n >= 30 {
		sentence = fmt.Sprintf("The %d highest %s", n, plural(g.name(rows)))
	}
	if place != "" {
		sentence += " in " + the(place)
	} else {
		sentence += " by " + g.noun(v.subject)
	}
	if period, ok := words.FactNamed(s.figure.Facts, "value"); ok && period.Period.Kind.Calendar() {
		sentence += " " + during(period.Period)
	}
	g.offer(s, sentence+", highest first", "")
}

// before is what a change is on: "the year before".
func before(grain table.Grain) string {
	return map[table.Grain]string{table.Month: "the month before", table.Quarter: "the quarter before",
		table.NoGrain: "the one before"}[grain] + map[bool]string{true: "the year before"}[grain >= table.Year]
}
