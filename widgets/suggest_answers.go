package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/shapes"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// answers suggests a diverging bar chart where the data is unmistakably that of
// a survey: percentages of answers that run from a low to a high end, in a
// column of their own or each in its column.
func (g *suggester) answers() {
	if g.answersInRows() {
		return
	}
	g.answersInColumns()
}

// twoSided reports whether the words of some answers tell the left side, those
// of others the right, and how many of them tell any.
func twoSided(answers []string) bool {
	found := map[Side]int{}
	for _, a := range answers {
		if side, told := shapes.Leaning(a); told {
			found[side.Place()]++
		}
	}
	return found[LeftSide] > 0 && found[RightSide] > 0 && len(answers) >= 2 && len(answers) <= shapes.MaxAnswers &&
		4*(found[LeftSide]+found[RightSide]+found[Aside]) >= 3*len(answers)
}

// answersInRows suggests answers that are the values of one column.
func (g *suggester) answersInRows() bool {
	if g.measure < 0 || g.additive {
		return false
	}
	for _, d := range g.dimensions {
		names := g.table.Column(d).Words[table.FirstCode:]
		if len(names) > shapes.MaxAnswers || !twoSided(names) {
			continue
		}
		steps := join(g.apart(d), g.newest(view{time: g.time}))
		who, group, ok := g.askedBy(d)
		if !ok {
			continue
		}
		kept := []string{g.name(who), g.name(d), g.name(g.measure)}
		roles := datasets.Roles{Category: g.name(who), Series: g.name(d), Value: g.name(g.measure)}
		if group >= 0 {
			kept, roles.Group = append([]string{g.name(group)}, kept...), g.name(group)
		}
		if g.offerAnswers(append(steps, datasets.Choose{Fields: kept}), roles, thing(g.name(who))) {
			return true
		}
	}
	return false
}

// askedBy are the columns that name who answered and, of two, what was asked:
// the one that does not name people, else the one with fewer names. It reports
// false where more columns split the rows.
func (g *suggester) askedBy(answers int) (who, group int, ok bool) {
	rest := slices.DeleteFunc(slices.Clone(g.dimensions), func(d int) bool { return d == answers })
	switch len(rest) {
	case 1:
		return rest[0], -1, true
	case 2:
		a, b := rest[0], rest[1]
		fewer := g.table.Profile(a).Distinct < g.table.Profile(b).Distinct
		if people := g.namesPeople(a); people != g.namesPeople(b) {
			fewer = !people
		}
		if fewer {
			return b, a, true
		}
		return a, b, true
	}
	return 0, 0, false
}

// countedAnswers are the columns of how many people gave each answer; none where
// a column of numbers beside them is no total, and could be an answer as well.
func (g *suggester) countedAnswers() (columns []string) {
	for _, f := range g.fields {
		switch _, told := shapes.Leaning(f.Name); {
		case headingHas(f.Name, lowWords) || headingHas(f.Name, highWords): // ends of an interval as well
			return nil
		case told && f.Kind == table.Integers && additive(f):
			columns = append(columns, f.Name)
		case f.Kind.Number() && !headingHas(f.Name, []string{"total", "base", "responses", "answers", "all", "respondents"}):
			return nil
		}
	}
	if len(columns) < 3 || !twoSided(columns) {
		return nil
	}
	return columns
}

// answersByCount suggests shares of answers whose numbers stand in a column each,
// in place of figures of one answer alone.
func (g *suggester) answersByCount() bool {
	if columns := g.countedAnswers(); len(columns) == 0 || !g.answersOf(columns, true) {
		return false
	}
	g.rowsAsTheyAre()
	return true
}

// answersInColumns suggests answers that head columns of percentages, or of
// numbers, of which it takes the shares.
func (g *suggester) answersInColumns() {
	if columns := g.countedAnswers(); len(columns) > 0 {
		g.answersOf(columns, true)
		return
	}
	var columns []string
	for _, f := range g.fields {
		if _, told := shapes.Leaning(f.Name); told && (f.Kind.Number() && !f.Additive() || f.Kind == table.Decimals) {
			columns = append(columns, f.Name)
		}
	}
	g.answersOf(columns, false)
}

// answersOf offers the answers that head some columns; counted ones as shares.
func (g *suggester) answersOf(columns []string, counted bool) bool {
	texts := slices.DeleteFunc(slices.Clone(g.dimensions), func(d int) bool { return g.fields[d].Kind != table.Text })
	if len(columns) < 3 || !twoSided(columns) || len(texts) == 0 || len(texts) > 2 {
		return false
	}
	roles := datasets.Roles{Category: g.name(texts[0]), Series: g.freeName("Answer"), Value: g.freeName("Share")}
	kept := []string{roles.Category}
	if len(texts) == 2 {
		who, group, _ := g.askedBy(-1)
		roles.Category, roles.Group = g.name(who), g.name(group)
		kept = []string{roles.Group, roles.Category}
	}
	value := roles.Value
	if counted {
		value = g.freeName("Answers")
	}
	steps := join(g.newest(view{time: g.time}), []datasets.Step{datasets.Choose{Fields: append(kept, columns...)},
		datasets.Unpivot{Fields: columns, Name: roles.Series, Value: value}})
	if counted {
		steps = append(steps, datasets.Share{Name: roles.Value, Of: value, Within: kept})
	}
	return g.offerAnswers(steps, roles, thing(roles.Category))
}

// offerAnswers makes the figure and offers it, titled by the commonest of all
// answers on the right.
func (g *suggester) offerAnswers(steps []datasets.Step, roles datasets.Roles, who string) bool {
	return g.offerAnswersOf(Spec{Kind: DivergingBar, Encoding: roles}, steps, who)
}

// offerAnswersOf is offerAnswers with settings.
func (g *suggester) offerAnswersOf(spec Spec, steps []datasets.Step, who string) bool {
	s, ok := g.sketch(spec, steps...)
	if !ok {
		spec.Number.Unit = "%" // proved by the parts of every bar making 100, else it is refused
		if s, ok = g.sketch(spec, steps...); !ok {
			return false
		}
	}
	if len(s.figure.shortBars()) > 0 {
		return false
	}
	answer, high, low, ok := commonest(s.figure.side(RightSide))
	if !ok {
		return false
	}
	s.spec.Title = fmt.Sprintf("“%s” was most common among %s, %s", answer, standsAt(high), words.Plain(high.Label))
	s.spec.Subtitle = subtitle("answers by "+who, g.periodIn(s.result, g.time), "per cent")
	before := len(g.list)
	g.offer(s, fmt.Sprintf("%s, and least among %s, %s", s.spec.Title, standsAt(low), words.Plain(low.Label)), "")
	return len(g.list) > before
}

// commonest is the answer with the highest number, and where it is highest and
// lowest; false where it is the same everywhere.
func commonest(side []Series) (answer string, high, low Point, ok bool) {
	for _, s := range side {
		points := present(s.Points)
		if len(points) < 2 {
			continue
		}
		if most, least := highestLowest(points); answer == "" || most.Value > high.Value {
			answer, high, low = s.Name, most, least
		}
	}
	return answer, high, low, answer != "" && high.Label != low.Label
}
