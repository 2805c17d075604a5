package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// amounts suggests figures about rows that add up, such as payments, and about
// rows of one number each: the whole, what it is made of, when, and the
// largest.
func (g *suggester) amounts() {
	main, second := g.mainDimensions()
	if len(g.list) == 0 {
		g.wholeHeadline()
	}
	g.groupBars(main)
	g.whenColumns()
	g.groupBars(second)
	g.groupTable(main)
	g.largestRows()
	if g.table.Rows() == 1 {
		g.rowsAsTheyAre()
	}
}

// mainDimensions picks the two dimensions whose groups fit a chart best.
func (g *suggester) mainDimensions() (main, second int) {
	fits := func(d int) int {
		switch n := g.table.Profile(d).Distinct; {
		case n >= 3 && n <= 40:
			return 0
		case n > 40 && n <= 400:
			return 1
		case n == 2:
			return 2
		}
		return 3
	}
	order := g.openDimensions()
	if g.place >= 0 && g.additive {
		order = slices.DeleteFunc(order, func(d int) bool { return d == g.place })
	}
	slices.SortStableFunc(order, func(a, b int) int { return fits(a) - fits(b) })
	main, second = -1, -1
	if len(order) > 0 {
		main = order[0]
	}
	if len(order) > 1 {
		second = order[1]
	}
	return main, second
}

// payees are headings of columns that may name private people; figures about
// them are never suggested.
var payees = []string{"supplier", "vendor", "payee", "beneficiary", "recipient", "claimant", "applicant", "tenant", "creditor",
	"surname", "forename", "first name", "last name", "person", "employee", "officer"}

// openDimensions are the dimensions without those that may name people.
func (g *suggester) openDimensions() []int {
	return slices.DeleteFunc(slices.Clone(g.dimensions), func(d int) bool { return headingHas(spaced(g.name(d)), payees) })
}

// allApart leaves out the total rows of every dimension.
func (g *suggester) allApart() []datasets.Step {
	var steps []datasets.Step
	for _, d := range g.dimensions {
		if len(g.fields[d].Totals) > 0 {
			steps = append(steps, g.apart(d)...)
		}
	}
	return steps
}

// wholeHeadline is the sum of everything, the latest period of it, or the one
// number there is.
func (g *suggester) wholeHeadline() {
	spec := Spec{Kind: Headline, Encoding: g.roles(-1, -1, -1), Subtitle: subtitle(measureName(g.name(g.measure)), g.unit())}
	noun := measureName(g.name(g.measure))
	switch {
	case g.table.Rows() == 1:
		steps := g.summed(g.time)
		spec.Sentence = "was the " + noun + g.onlyName()
		if g.counted() {
			spec.Sentence = noun + g.onlyName()
		}
		spec.Encoding = g.roles(-1, g.time, -1)
		spec.Subtitle = subtitle(noun, strings.TrimPrefix(g.onlyName(), " of "), g.unit())
		g.headlineOf(spec, g.time, true, steps)
	case !g.additive:
		g.highestHeadline(spec, noun)
	case g.time >= 0 && g.periods > 1 && g.fields[g.time].Kind == table.Periods:
		spec.Sentence = "was the " + g.whole()
		if g.counted() {
			spec.Sentence = noun
		}
		spec.Encoding = g.roles(-1, g.time, -1)
		g.headlineOf(spec, g.time, true, join(g.allApart(), g.summed(g.time)))
	default:
		spec.Sentence = "was the " + g.whole()
		if g.counted() {
			spec.Sentence = strings.TrimPrefix(noun, "all ")
			if !endsInYear.MatchString(g.name(g.measure)) {
				spec.Sentence += " in all"
			}
		}
		spec.Sentence += g.when()
		spec.Subtitle = subtitle(noun, g.payer(), trimComma(g.when()), g.unit())
		g.headlineOf(spec, -1, true, join(g.allApart(), g.summed()))
	}
}

// whole is what the sum of the measure is called: "total amount", "sum of
// admissions".
func (g *suggester) whole() string {
	noun := measureName(g.name(g.measure))
	switch f := g.fields[g.measure]; {
	case noun == "total":
		return noun
	case f.Kind == table.Currency || generic(f.Name):
		return "total " + noun
	}
	return "sum of the " + noun
}

// onlyName names the only row, if it has a name.
func (g *suggester) onlyName() string {
	if len(g.dimensions) == 0 {
		return ""
	}
	return " of " + shortName(g.table.Cell(0, g.dimensions[0]).Text)
}

// ofAll is the whole in "a third of": "the total amount", "all fly-tips".
func (g *suggester) ofAll() string {
	if g.counted() {
		return "all " + measureName(g.name(g.measure))
	}
	return "the " + g.whole()
}

// usedRows counts the rows that are no totals.
func (g *suggester) usedRows() int {
	return g.count(g.allApart()...)
}

// payer is whose money it is: the publisher of amounts of money.
func (g *suggester) payer() string {
	if g.fields[g.measure].Kind != table.Currency {
		return ""
	}
	return g.options.Source.Publisher
}

// when says between which days or periods the rows lie.
func (g *suggester) when() string {
	if g.time < 0 {
		return ""
	}
	p := g.table.Profile(g.time)
	return ", " + fromTo(p.Min, p.Max)
}

// highestHeadline is the highest of numbers that cannot be added up.
func (g *suggester) highestHeadline(spec Spec, noun string) {
	if len(g.dimensions) == 0 || g.time >= 0 && g.periods > 1 {
		return
	}
	d := g.longest()
	name := g.highest(d, g.allApart())
	if name == "" {
		return
	}
	spec.Sentence = fmt.Sprintf("was the %s of %s, the highest of all %s", noun, shortName(name), plural(g.name(d)))
	spec.Subtitle = subtitle(noun, shortName(name), g.unit())
	g.headlineOf(spec, -1, false, join([]datasets.Step{g.is(d, name)}, g.summed(), []datasets.Step{
		g.sorted(g.measure, "descending"), datasets.Limit{Count: 1}}))
}

// whenColumns is a column for each day or period, when there are few enough.
func (g *suggester) whenColumns() {
	if g.time < 0 || !g.additive || g.periods > 62 {
		return
	}
	noun := g.whole()
	if g.counted() {
		noun = g.size("")
	}
	g.columnsOf(g.allApart(), g.time, noun, "")
}

// largestRows are the ten highest rows as they stand in the file.
func (g *suggester) largestRows() {
	const most = 10
	f := g.fields[g.measure]
	if g.table.Rows() < 2 || f.Kind != table.Currency && !generic(f.Name) || !g.additive && g.time >= 0 && g.periods > 1 {
		return
	}
	if slices.ContainsFunc(g.openDimensions(), g.oneRowEach) {
		return // the groups are the rows
	}
	var fields []string
	if g.time >= 0 {
		fields = append(fields, g.name(g.time))
	}
	for _, d := range g.openDimensions() {
		if len(fields) < 4 {
			fields = append(fields, g.name(d))
		}
	}
	fields = append(fields, g.name(g.measure))
	steps := join(g.allApart(), []datasets.Step{g.sorted(g.measure, "descending"), datasets.Limit{Count: most}, datasets.Choose{Fields: fields}})
	s, ok := g.sketch(Spec{Kind: Table, Encoding: g.roles(-1, -1, -1)}, steps...)
	if !ok {
		return
	}
	highest, ok := words.FactNamed(s.figure.Facts, "highest")
	if !ok {
		return
	}
	noun := measureName(g.name(g.measure))
	label := words.Plain(words.Number(highest.Value.Number, g.format(s)))
	s.spec.Title = fmt.Sprintf("The highest single %s was %s", noun, label)
	s.spec.Subtitle = subtitle(fmt.Sprintf("The %s highest rows", words.Whole(len(s.result.Rows))), g.payer(), trimComma(g.when()))
	g.offer(s, fmt.Sprintf("%s, among %s", s.spec.Title, words.Count(g.usedRows(), "row", "rows")), "")
}
