package widgets

import (
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// passage is how one run of numbers went, oldest first.
type passage struct {
	rows             [][]table.Cell // period and value, present ones only
	rising, falling  bool           // strictly, each time
	change, lastStep int            // −1, 0, 1
}

// passageOf reads rows of period and value.
func passageOf(r datasets.Result) passage {
	c := passage{rising: true, falling: true}
	for _, row := range r.Rows {
		if row[0].Missing == table.Present && row[1].Missing == table.Present {
			c.rows = append(c.rows, row)
		}
	}
	for i := 1; i < len(c.rows); i++ {
		c.lastStep = c.rows[i][1].Number.Cmp(c.rows[i-1][1].Number)
		c.rising = c.rising && c.lastStep > 0
		c.falling = c.falling && c.lastStep < 0
	}
	if len(c.rows) > 1 {
		c.change = c.rows[len(c.rows)-1][1].Number.Cmp(c.rows[0][1].Number)
	}
	return c
}

// lineOf offers a line of one run of numbers.
func (g *suggester) lineOf(scope []datasets.Step, time int, noun, place string) {
	g.courseOf(Line, scope, time, noun, place)
}

// courseOf offers one run of numbers as a figure of that kind.
func (g *suggester) courseOf(kind Kind, scope []datasets.Step, time int, noun, place string) {
	if g.periods < 3 {
		return
	}
	steps := join(scope, g.summed(time), []datasets.Step{g.sorted(time, "ascending")})
	s, ok := g.sketch(Spec{Kind: kind, Encoding: g.roles(-1, time, -1)}, steps...)
	if !ok {
		return
	}
	c := passageOf(s.result)
	if len(c.rows) < 3 {
		return
	}
	points := present(s.figure.Series[0].Points)
	first, last := points[0], points[len(points)-1]
	firstCell, lastCell := c.rows[0][0], c.rows[len(c.rows)-1][0]
	subject := words.Capital(noun)
	if place != "" {
		subject += " " + g.at(place)
	}
	from := fmt.Sprintf("from %s to %s", words.Plain(first.Label), words.Plain(last.Label))
	verb := map[int]string{1: "rose", -1: "fell"}[c.change]
	sentence, catch := "", ""
	switch {
	case c.change == 0:
		s.spec.Title = fmt.Sprintf("%s was %s both %s and %s", subject, words.Plain(first.Label), during(firstCell), during(lastCell))
		sentence = s.spec.Title
	case (c.rising || c.falling) && len(points) == len(s.figure.Series[0].Points): // no period is missing
		s.spec.Title = fmt.Sprintf("%s %s %s since %s", subject, verb, every(firstCell), words.Period(firstCell))
		sentence = s.spec.Title + ", " + from
	default:
		s.spec.Title = fmt.Sprintf("%s %s %s", subject, verb, from)
		sentence = fmt.Sprintf("%s between %s and %s", s.spec.Title, words.Period(firstCell), words.Period(lastCell))
		catch = g.catch(s, c)
	}
	s.spec.Subtitle = subtitle(noun, place, fromTo(firstCell, lastCell), g.unit())
	g.offer(s, sentence, catch)
}

// catch says what a sentence about a whole run leaves out: that the last step
// went the other way.
func (g *suggester) catch(s sketch, c passage) string {
	if c.lastStep == 0 || c.lastStep == c.change {
		return ""
	}
	change, ok := words.FactNamed(s.figure.Facts, "change")
	if !ok {
		return ""
	}
	text := words.British.Change(s.figure.Facts, "change", g.format(s))
	return fmt.Sprintf("But %s it was %s on %s", during(change.Period), words.Plain(text), words.Period(change.BasePeriod))
}

// format is how the numbers of a sketch are written.
func (g *suggester) format(s sketch) words.Format {
	b, err := newReading(s.spec, s.result, words.British)
	if err != nil {
		return words.Format{Decimals: words.Exact}
	}
	return b.number
}

// columnsOf offers the latest periods as columns, the highest standing out.
func (g *suggester) columnsOf(scope []datasets.Step, time int, noun, place string) {
	const most = 12
	if g.periods < 2 {
		return
	}
	steps := join(scope, []datasets.Step{datasets.Latest{Field: g.name(time), Count: most}}, g.summed(time),
		[]datasets.Step{g.sorted(time, "ascending")})
	spec := Spec{Kind: Column, Encoding: g.roles(-1, time, -1)}
	s, ok := g.sketch(spec, steps...)
	if !ok {
		return
	}
	highest, ok := words.FactNamed(s.figure.Facts, "highest")
	lowest, _ := words.FactNamed(s.figure.Facts, "lowest")
	points := present(s.figure.Series[0].Points)
	if !ok || len(points) < 2 || highest.Value.Number.Cmp(lowest.Value.Number) == 0 {
		return
	}
	high, _ := highestLowest(points)
	s.spec.Highlight = []string{table.PeriodLabel(highest.Period.Day, highest.Period.Grain)}
	subject := words.Capital(noun)
	if place != "" {
		subject += " " + g.at(place)
	}
	sentence := fmt.Sprintf("%s was highest %s, at %s", subject, during(highest.Period), words.Plain(high.Label))
	s.spec.Title = sentence
	first, last := s.result.Rows[0][0], s.result.Rows[len(s.result.Rows)-1][0]
	s.spec.Subtitle = subtitle(noun, place, fromTo(first, last), g.unit())
	if g.periods > most && len(s.result.Rows) == most {
		sentence = fmt.Sprintf("Of the latest %d, %s", len(s.result.Rows), lower(sentence))
	}
	if second, ok := words.FactNamed(s.figure.Facts, "second"); ok && second.Value.Number.Cmp(highest.Value.Number) != 0 {
		at := strings.Replace(during(highest.Period), words.Period(highest.Period), "{highest:period}", 1)
		s.spec.Title = fmt.Sprintf("%s was highest %s, at {highest}", subject, at)
		s.spec.Subtitle, s.spec.Highlight = subtitle(noun, place, "{span}", g.unit()), []string{"{highest:period}"}
	}
	g.offer(s, sentence, "")
}
