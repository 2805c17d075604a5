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

// panelBars compares the place with its neighbours: those of the same region
// when they are few enough, else the highest ones of all.
func (g *suggester) panelBars(v view) {
	region, value := g.region(v)
	scope := v.pins
	if region >= 0 {
		scope = append(slices.Clone(scope), g.is(region, value))
	}
	finish := join(g.newest(v), g.summed(v.who, v.time), []datasets.Step{g.sorted(g.measure, "descending")})
	steps := join(scope, g.apart(v.who), finish)
	among := g.count(steps...)
	top, ok := g.run(append(slices.Clone(steps), datasets.Limit{Count: maxSuggestedBars})...)
	if !ok {
		return
	}
	shown := len(top.Rows)
	if among > maxSuggestedBars {
		filter := datasets.Filter{Field: g.name(v.who), Test: "is", Values: topNames(top, v.area)}
		steps, shown = join(scope, []datasets.Step{filter}, finish), len(filter.Values)
	}
	s, ok := g.sketch(Spec{Kind: Bar, Encoding: g.roles(v.who, v.time, -1), Highlight: []string{v.area}, Order: "value"}, steps...)
	if !ok || shown < 2 {
		return
	}
	of := plural(g.name(v.who))
	where, covers := "", "all "+of
	if region >= 0 {
		where, covers = the(value), value
	}
	rank := g.rankOf(v, join(scope, g.apart(v.who), g.newest(v), g.summed(v.who, v.time)))
	if shown < among {
		covers = fmt.Sprintf("%d highest %s", shown, of)
		if rank.place > shown {
			covers = fmt.Sprintf("%s and the %d highest %s", shortName(v.area), shown-1, of)
		}
	}
	period := ""
	if fact, ok := words.FactNamed(s.figure.Facts, "value"); ok && fact.Period.Kind.Calendar() {
		period = words.Period(fact.Period)
	}
	s.spec.Subtitle = subtitle(g.noun(v.subject), covers, period, g.unit())
	g.rankWords(&s, v, rank, fmt.Sprintf("%s %s", words.Whole(among), of), where)
}

// ranking is where a place stands among those that have a number.
type ranking struct {
	place, total int // 1 is the highest; place 0 means that it has no number
	joint        bool
}

// rankOf counts the rows above the place's own and those equal to it.
func (g *suggester) rankOf(v view, scope []datasets.Step) ranking {
	own, ok := g.run(append(slices.Clone(scope), g.is(v.who, v.area))...)
	if !ok {
		return ranking{}
	}
	value := own.Rows[0][len(own.Fields)-1]
	if value.Missing != table.Present {
		return ranking{}
	}
	test := func(name string, values ...string) int {
		return g.count(append(slices.Clone(scope), datasets.Filter{Field: g.name(g.measure), Test: name, Values: values})...)
	}
	return ranking{1 + test("above", value.Number.String()), test("present"), test("is", value.Number.String()) > 1}
}

// rankWords writes title and sentence of a comparison from the place's rank.
func (g *suggester) rankWords(s *sketch, v view, rank ranking, among, where string) {
	points := present(s.figure.Series[0].Points)
	high, low := highestLowest(points)
	if rank.place == 0 || high.Value == low.Value {
		g.highestWords(s, among, where, g.size(v.subject))
		return
	}
	place, suffix := shortName(v.area), ""
	if where != "" {
		suffix = " in " + where
	}
	standing := ordinalPlace(rank.place, rank.total)
	article := "the "
	if rank.joint {
		article = "the joint "
	}
	s.spec.Title = fmt.Sprintf("%s has %s%s %s%s", words.Capital(the(place)), article, standing, g.size(v.subject), suffix)
	label := ""
	for _, p := range points {
		if p.Highlight {
			label = ", " + words.Plain(p.Label)
		}
	}
	if rank.place > len(points) { // a rank that cannot be counted off the bars
		s.spec.Title = fmt.Sprintf("%s has the highest %s%s, %s; %s has %s", high.Category, g.size(v.subject), suffix,
			words.Plain(high.Label), the(place), strings.TrimPrefix(label, ", "))
	}
	if fact, ok := words.FactNamed(s.figure.Facts, "value"); ok && fact.Period.Kind.Calendar() {
		label += " " + during(fact.Period)
	}
	g.offer(*s, fmt.Sprintf("%s has %s%s %s of %s%s%s", words.Capital(the(place)), article, standing, g.size(v.subject), "the "+among, suffix, label), "")
}

// ordinalPlace is a rank in words; the last of several is the lowest.
func ordinalPlace(rank, total int) string {
	switch {
	case rank == 1:
		return "highest"
	case rank == total:
		return "lowest"
	}
	return words.Ordinal(rank) + " highest"
}

// highestWords names the highest bar, when no bar is the subject.
func (g *suggester) highestWords(s *sketch, among, where, noun string) {
	points := present(s.figure.Series[0].Points)
	if len(points) < 2 {
		return
	}
	high, low := highestLowest(points)
	if high.Value == low.Value {
		s.spec.Title = fmt.Sprintf("All %s have the same %s, %s", among, noun, words.Plain(high.Label))
		g.offer(*s, s.spec.Title, "")
		return
	}
	joint := "the"
	if equalTo(high, points) > 1 {
		joint = "the joint"
	}
	suffix := ""
	if where != "" {
		suffix = " in " + where
	}
	s.spec.Title = fmt.Sprintf("%s has %s highest %s%s, %s", high.Category, joint, noun, suffix, words.Plain(high.Label))
	s.spec.Highlight = []string{g.rawName(s, high.Category)}
	g.offer(*s, fmt.Sprintf("%s has %s highest %s of %s%s, %s", high.Category, joint, noun, among, suffix, words.Plain(high.Label)), "")
}

// rawName is the name in the Result that is shown as label.
func (g *suggester) rawName(s *sketch, label string) string {
	for raw, name := range s.spec.Names {
		if name == label {
			return raw
		}
	}
	return label
}

// topNames are the highest names and the place itself.
func topNames(r datasets.Result, area string) []string {
	var names []string
	for _, row := range r.Rows {
		if name := row[0].Text; name != area && len(names) < maxSuggestedBars-1 {
			names = append(names, name)
		}
	}
	return append(names, area)
}

// region is the dimension that groups the places, with the value that holds
// ours and from 3 to 12 others; −1 when there is none.
func (g *suggester) region(v view) (column int, value string) {
	column, most := -1, 2
	for _, d := range g.dimensions {
		if d == v.who || slices.Contains(v.pinned, d) {
			continue
		}
		r, ok := g.run(join(v.pins, g.apart(v.who), g.newest(v), []datasets.Step{datasets.Group{By: []string{g.name(v.who), g.name(d)}}})...)
		if !ok {
			continue
		}
		if own, n := sharing(r, v.area); n > most && n <= maxSuggestedBars {
			column, value, most = d, own, n
		}
	}
	return column, value
}

// sharing reads rows of place and region: the region of one place and how many
// places share it. A place with two regions makes it 0.
func sharing(r datasets.Result, place string) (region string, n int) {
	seen := make(map[string]bool)
	counts := make(map[string]int)
	for _, row := range r.Rows {
		if seen[row[0].Text] {
			return "", 0
		}
		seen[row[0].Text] = true
		if row[0].Text == place {
			region = row[1].Text
		}
		if row[1].Missing == table.Present {
			counts[row[1].Text]++
		}
	}
	return region, counts[region]
}

// partBars compares the parts of the place: its disposal methods.
func (g *suggester) partBars(v view) {
	if v.what < 0 {
		return
	}
	at := slices.Index(v.pinned, v.what)
	scope := append(slices.Delete(slices.Clone(v.pins), at, at+1), g.is(v.who, v.area))
	steps := join(scope, g.apart(v.what), g.newest(v), g.summed(v.what, v.time),
		[]datasets.Step{g.sorted(g.measure, "descending"), datasets.Limit{Count: maxSuggestedBars}})
	s, ok := g.sketch(Spec{Kind: Bar, Encoding: g.roles(v.what, v.time, -1), Highlight: []string{v.subject}, Order: "value"}, steps...)
	if !ok || len(s.result.Rows) < 2 {
		return
	}
	place := shortName(v.area)
	s.spec.Subtitle = subtitle(plural(g.name(v.what)), place, g.unit())
	g.titleTable(&s, v.what, place)
	g.offer(s, s.spec.Title, "")
}

// titleTable titles rows by the highest of them.
func (g *suggester) titleTable(s *sketch, rows int, place string) {
	highest, ok := words.FactNamed(s.figure.Facts, "highest")
	lowest, _ := words.FactNamed(s.figure.Facts, "lowest")
	where := ""
	if place != "" {
		where = " " + g.at(place)
	}
	if !ok || highest.Value.Number.Cmp(lowest.Value.Number) == 0 {
		s.spec.Title = fmt.Sprintf("All %s%s are equal", plural(g.name(rows)), where)
		return
	}
	name := highest.Category.Text
	if short := s.spec.Names[name]; short != "" {
		name = short
	}
	label := words.Plain(words.Number(highest.Value.Number, g.format(*s)))
	if place != "" {
		s.spec.Title = fmt.Sprintf("%s was the highest of the %s%s, %s", name, plural(g.name(rows)), where, label)
		return
	}
	s.spec.Title = fmt.Sprintf("%s had the highest %s, %s", g.called(rows, name), g.size(""), label)
}
