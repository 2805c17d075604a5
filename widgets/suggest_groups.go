package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// groupBars is a bar for each value of a dimension, the highest ones.
func (g *suggester) groupBars(d int) {
	if d < 0 || !g.additive && g.time >= 0 && g.periods > 1 {
		return
	}
	steps := append(g.rowsOf(d), g.summed(d)...)
	all := g.count(steps...)
	share, parts := g.topShare(d)
	spec, others := Spec{Kind: Bar, Encoding: g.roles(d, -1, -1), Order: "value"}, parts && all > maxSuggestedBars
	if others { // the rest as one bar, last
		steps, spec.Order = append(steps, g.topOf(d, maxSuggestedBars-1)), "data"
	}
	if parts {
		steps = append(steps, datasets.Share{Name: g.freeName("Share"), Of: g.name(g.measure)})
	}
	scale := g.isScale(d) && all <= maxSuggestedBars
	switch {
	case scale:
		spec.Order = "data"
	case !others:
		steps = append(steps, g.sorted(g.measure, "descending"), datasets.Limit{Count: maxSuggestedBars})
	}
	s, ok := g.sketch(spec, steps...)
	if !ok || len(s.result.Rows) < 2 {
		return
	}
	noun := measureName(g.name(g.measure))
	covers := "by " + thing(g.name(d))
	switch {
	case others:
		covers += fmt.Sprintf(", %d highest and all others", maxSuggestedBars-1)
	case all > maxSuggestedBars:
		covers += fmt.Sprintf(", %d highest", maxSuggestedBars)
	}
	s.spec.Subtitle = subtitle(noun+" "+covers, g.payer(), trimComma(g.whenOf(d)), g.unit())
	if parts {
		high := s.figure.Series[0].Points[0]
		if scale {
			high, _ = highestLowest(present(s.figure.Series[0].Points))
		}
		name := high.Category
		s.spec.Title = fmt.Sprintf("%s made up %s of %s", g.called(d, name), share, g.ofAllOf(d))
		s.spec.Highlight = []string{g.rawName(&s, name)}
		g.offer(s, fmt.Sprintf("%s, %s", s.spec.Title, words.Plain(high.Label)), "")
		return
	}
	g.highestWords(&s, words.Count(all, thing(g.name(d)), plural(g.name(d))), "", g.size(""))
}

// rowsOf are the rows whose groups by a dimension are added up: all but totals,
// or, where each group has one number a year, those of the newest year.
func (g *suggester) rowsOf(d int) []datasets.Step {
	rows := join(g.allApart(), g.apart(d))
	if g.yearly(d) {
		rows = append(rows, datasets.Latest{Field: g.name(g.time), Count: 1})
	}
	return rows
}

// yearly reports whether every value of a dimension has one number for each of
// several years, so that a sum over the years would say little.
func (g *suggester) yearly(d int) bool {
	if g.time < 0 || g.periods < 2 {
		return false
	}
	if grain := g.fields[g.time].Grain; grain != table.Year && grain != table.FinancialYear {
		return false
	}
	yearly, known := g.byYear[d]
	if !known {
		rows := join(g.allApart(), g.apart(d))
		yearly = g.count(append(slices.Clip(rows), datasets.Group{By: []string{g.name(d), g.name(g.time)}})...) == g.count(rows...)
		if g.byYear == nil {
			g.byYear = map[int]bool{}
		}
		g.byYear[d] = yearly
	}
	return yearly
}

// oneRowEach reports whether every value of a dimension has one row, or one a year.
func (g *suggester) oneRowEach(d int) bool { return g.yearly(d) || g.groups(d) == g.usedRows() }

// whenOf says in which time the rows lie that groups by a dimension add up.
func (g *suggester) whenOf(d int) string {
	if g.yearly(d) {
		return ", " + words.Period(g.table.Profile(g.time).Max)
	}
	return g.when()
}

// ofAllOf is the whole of those rows in "a third of".
func (g *suggester) ofAllOf(d int) string {
	if g.yearly(d) {
		return g.ofAll() + " " + during(g.table.Profile(g.time).Max)
	}
	return g.ofAll()
}

func trimComma(s string) string {
	if len(s) > 2 {
		return s[2:]
	}
	return s
}

// topShare is the share of the highest group, when all groups are parts of a
// whole and none is below zero.
func (g *suggester) topShare(d int) (string, bool) {
	if !g.additive {
		return "", false
	}
	groups := append(g.rowsOf(d), g.summed(d)...)
	measure := g.name(g.measure)
	if g.count(append(groups, datasets.Filter{Field: measure, Test: "below", Values: []string{"0"}})...) > 0 ||
		g.count(append(groups, datasets.Filter{Field: measure, Test: "missing"})...) > 0 {
		return "", false
	}
	r, ok := g.run(append(groups, datasets.Share{Name: "fh share", Of: measure}, g.sorted(g.measure, "descending"), datasets.Limit{Count: 2})...)
	if !ok || len(r.Rows) < 2 || r.Rows[0][2].Missing != table.Present || r.Rows[0][1].Number.Cmp(r.Rows[1][1].Number) == 0 {
		return "", false
	}
	return words.Number(r.Rows[0][2].Number, words.Format{Decimals: 1, Unit: "%"}), true
}

// groupTable is each group with its sum, its rows and its share.
func (g *suggester) groupTable(d int) {
	const most = 50
	if d < 0 || !g.additive && g.time >= 0 && g.periods > 1 {
		return
	}
	measure := g.name(g.measure)
	steps := g.rowsOf(d)
	all := g.groups(d)
	if g.additive {
		sums := datasets.Group{By: []string{g.name(d)}, Measures: []datasets.Summary{{Name: measure, Summary: "sum", Field: measure}}}
		if all < g.count(steps...) { // else each group is one row
			sums.Measures = append([]datasets.Summary{{Name: g.freeName("Rows"), Summary: "count"}}, sums.Measures...)
		}
		steps = append(steps, sums)
		if _, ok := g.topShare(d); ok {
			steps = append(steps, datasets.Share{Name: g.freeName("Share"), Of: measure})
		}
	} else {
		steps = append(steps, g.summed(d)...)
	}
	scale := g.isScale(d) && all <= most
	if !scale {
		steps = append(steps, g.sorted(g.measure, "descending"))
	}
	s, ok := g.sketch(Spec{Kind: Table, Encoding: g.roles(d, -1, -1)}, append(steps, datasets.Limit{Count: most})...)
	if !ok {
		return
	}
	n := len(s.result.Rows)
	if n < 2 {
		return
	}
	g.titleTable(&s, d, "")
	noun := measureName(measure)
	sentence := fmt.Sprintf("All %s by %s", words.Count(n, thing(g.name(d)), plural(g.name(d))), noun)
	switch {
	case n < all:
		sentence = fmt.Sprintf("The %d highest of %s %s by %s", n, words.Whole(all), plural(g.name(d)), noun)
	case !scale:
		sentence += ", highest first"
	}
	s.spec.Subtitle = subtitle(noun+" by "+thing(g.name(d)), g.payer(), trimComma(g.whenOf(d)), g.unit())
	g.offer(s, sentence, "")
}

// groups counts the values of a dimension that are no totals.
func (g *suggester) groups(d int) int {
	return g.count(join(g.allApart(), g.apart(d), []datasets.Step{datasets.Group{By: []string{g.name(d)}}})...)
}

// freeName is a name that no column has yet.
func (g *suggester) freeName(name string) string {
	for slices.ContainsFunc(g.fields, func(f table.Field) bool { return f.Name == name }) {
		name += " (new)"
	}
	return name
}
