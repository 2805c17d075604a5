package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// periodsAreUnique reports whether every day or period has one row.
func (g *suggester) periodsAreUnique() bool { return g.periods == g.table.Rows() }

// series suggests figures about one run of numbers in time: the latest, all of
// it, the last years, the latest periods and their changes.
func (g *suggester) series() {
	noun := measureName(g.name(g.measure))
	spec := Spec{Kind: Headline, Encoding: g.roles(-1, g.time, -1), Sentence: g.counting(noun),
		Subtitle: subtitle(noun, g.unit())}
	steps, target := g.oneColumn(), g.target()
	if target >= 0 {
		spec.Encoding.Target = g.name(target)
		steps = g.oneColumn(g.name(target))
	}
	g.headlineOf(spec, g.time, true, steps)
	if target >= 0 {
		g.lineBesideTarget(target, noun)
	}
	g.lineOf(nil, g.time, noun, "")
	if n := g.recent(); g.periods > 2*n {
		g.lineOf([]datasets.Step{datasets.Latest{Field: g.name(g.time), Count: n}}, g.time, noun, "")
	}
	g.columnsOf(nil, g.time, noun, "")
	g.seriesTable(noun)
	g.highestPeriod(noun)
}

// participles end names of what is counted: "homes built".
var participles = []string{"built", "made", "sold", "sent", "held", "given", "lost", "found", "taken", "met", "begun"}

// counting reads on from a headline's number: "killed", "fires", "was the attendance".
func (g *suggester) counting(noun string) string {
	counted := strings.TrimPrefix(noun, "all ")
	first, _, _ := strings.Cut(counted, " of ")
	if g.counted() && (strings.HasSuffix(first, "s") || strings.HasSuffix(first, "ed") || headingHas(first, participles)) {
		return counted
	}
	return "was the " + noun
}

// oneColumn keeps the time, the measure and what is named beside it.
func (g *suggester) oneColumn(beside ...string) []datasets.Step {
	return []datasets.Step{datasets.Choose{Fields: append([]string{g.name(g.time), g.name(g.measure)}, beside...)}}
}

// recent is the number of periods of about five years, or of the latest 30 days.
func (g *suggester) recent() int {
	return map[table.Grain]int{table.Week: 52, table.Month: 60, table.HalfYear: 10, table.Quarter: 20, table.FinancialQuarter: 20, table.Year: 10, table.FinancialYear: 10, table.AcademicYear: 10, table.NoGrain: 30}[g.fields[g.time].Grain]
}

// seriesTable is the latest periods with their change.
func (g *suggester) seriesTable(noun string) {
	const most = 12
	change := g.changeStep(g.time)
	steps := append(g.oneColumn(), change,
		datasets.Latest{Field: g.name(g.time), Count: most}, g.sorted(g.time, "descending"))
	s, ok := g.sketch(Spec{Kind: Table, Encoding: g.roles(-1, g.time, -1)}, steps...)
	if !ok {
		return
	}
	value, ok := words.FactNamed(s.figure.Facts, "value")
	if !ok {
		return
	}
	with := ""
	if at := s.result.Index(change.Name); at >= 0 && slices.ContainsFunc(s.result.Rows, func(row []table.Cell) bool { return row[at].Missing == table.Present }) {
		with = ", with the " + lower(change.Name)
	}
	label := words.Plain(words.Number(value.Value.Number, g.format(s)))
	s.spec.Title = fmt.Sprintf("%s was %s %s", words.Capital(noun), label, during(value.Period))
	s.spec.Subtitle = subtitle(noun, words.Count(len(s.result.Rows), "period", "periods"), g.unit())
	g.offer(s, fmt.Sprintf("%s in the latest %s%s", words.Capital(noun), words.Count(len(s.result.Rows), "period", "periods"), with), "")
}

// highestPeriod is the ten highest periods.
func (g *suggester) highestPeriod(noun string) {
	const most = 10
	if g.periods < 2*most {
		return
	}
	s, ok := g.sketch(Spec{Kind: Table, Encoding: g.roles(-1, g.time, -1)},
		append(g.oneColumn(), g.sorted(g.measure, "descending"), datasets.Limit{Count: most})...)
	if !ok {
		return
	}
	highest, ok := words.FactNamed(s.figure.Facts, "highest")
	if !ok {
		return
	}
	label := words.Plain(words.Number(highest.Value.Number, g.format(s)))
	s.spec.Title = fmt.Sprintf("%s was highest %s, at %s", words.Capital(noun), during(highest.Period), label)
	s.spec.Subtitle = subtitle(noun, fmt.Sprintf("%d highest", most), g.unit())
	g.offer(s, fmt.Sprintf("%s was highest %s, at %s, of %s", words.Capital(noun), during(highest.Period), label, words.Count(g.periods, "period", "periods")), "")
}
