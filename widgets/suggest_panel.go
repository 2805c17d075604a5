package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

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
	g.headlineOf(spec, v.time, !v.chosen, steps)
}

// headlineOf finishes a headline: its comparison, sparkline and sentence. Its title
// follows the data, unless its sentence claims more than its number.
func (g *suggester) headlineOf(spec Spec, time int, follows bool, steps []datasets.Step) {
	if time >= 0 {
		steps = append(steps, g.sorted(time, "ascending"))
		spec.Sentence += " in {period}"
		if g.fields[time].Kind == table.Dates {
			spec.Sentence = spec.Sentence[:len(spec.Sentence)-len(" in {period}")] + " on {period}"
		}
		spec.Sparkline = g.periods > 2 && !g.movingTarget(spec) // its line would stand across all periods
		spec.Compare = "previous"
		if table.WithinYear(g.fields[time].Grain) {
			spec.Compare = "yearBefore"
		}
	}
	spec.Title = "{value} " + spec.Sentence
	s, ok := g.sketch(spec, steps...)
	if !ok {
		return
	}
	if !follows {
		s.spec.Title = words.Plain(s.figure.Title)
	}
	g.offer(s, strings.Join(append([]string{headlineSentence(s.figure)}, headlineGap(s.figure)...), " "), "")
}

// reading reads on from a headline's number: "was the recycling rate in Essex".
func (g *suggester) reading(subject, place string) string {
	noun := g.noun(subject)
	switch {
	case g.percent() && subject != "" && (generic(g.name(g.measure)) || g.parts >= 0):
		return "was " + lower(subject) + " " + g.at(place)
	case g.counted():
		return noun + " " + g.at(place)
	}
	return "was the " + noun + " " + g.at(place)
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
		g.columnsOf(g.here(v), v.time, g.size(v.subject), shortName(v.area))
	}
}

// panelTable is every part of the place, or every place, with its change.
func (g *suggester) panelTable(v view) {
	rows, scope, stands, place := v.who, v.pins, v.area, ""
	if v.what >= 0 {
		at := slices.Index(v.pinned, v.what)
		scope = append(slices.Delete(slices.Clone(v.pins), at, at+1), g.is(v.who, v.area))
		rows, stands, place = v.what, v.subject, shortName(v.area)
	}
	steps, fields := join(scope, g.apart(rows)), []string{g.name(rows), g.name(g.measure)}
	if v.time >= 0 && g.periods > 1 {
		change := g.changeStep(v.time)
		change.Within = []string{g.name(rows)}
		steps, fields = append(steps, change), append(fields, change.Name)
	}
	if v.time >= 0 {
		fields = slices.Insert(fields, 1, g.name(v.time)) // the name stays first: it is what the phone shows
	}
	steps = join(steps, g.newest(v), []datasets.Step{datasets.Choose{Fields: fields}, g.sorted(g.measure, "descending"), datasets.Limit{Count: maxPanelRows}})
	s, ok := g.sketch(Spec{Kind: Table, Encoding: g.roles(rows, v.time, -1), Highlight: []string{stands}}, steps...)
	if !ok || len(s.result.Rows) < 2 {
		return
	}
	g.titleTable(&s, rows, place)
	g.offer(s, g.tableSentence(&s, v, rows, place), "")
}

// maxPanelRows is how many rows a suggested table of places or parts has at most.
const maxPanelRows = 30

// tableSentence says what a table of places or parts holds, and puts the same
// into its subtitle.
func (g *suggester) tableSentence(s *sketch, v view, rows int, place string) string {
	n := len(s.result.Rows)
	sentence := fmt.Sprintf("All %d %s", n, plural(g.name(rows)))
	if n >= maxPanelRows {
		sentence = fmt.Sprintf("The %d highest %s", n, plural(g.name(rows)))
	}
	if place != "" {
		sentence += " " + g.at(place)
	} else {
		sentence += " by " + g.noun(v.subject)
	}
	period := ""
	if fact, ok := words.FactNamed(s.figure.Facts, "value"); ok && fact.Period.Kind.Calendar() {
		period = words.Period(fact.Period)
		sentence += " " + during(fact.Period)
	}
	s.spec.Subtitle = subtitle(g.noun("")+" by "+thing(g.name(rows)), place, period, g.unit())
	return sentence + ", highest first"
}

// changeStep adds the change on a year before, or on the day before it in the
// data where there is no such thing.
func (g *suggester) changeStep(time int) datasets.Change {
	c := datasets.Change{Name: "Change on the year before", Of: g.name(g.measure), Over: g.name(time), From: "yearBefore", As: "difference"}
	if g.fields[time].Grain == table.NoGrain {
		c.Name, c.From = "Change on the day before it", "previous"
	}
	return c
}
