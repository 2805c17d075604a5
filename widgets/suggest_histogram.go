package widgets

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// leastSpread is how many different numbers a histogram is suggested for.
const leastSpread = 20

// histogram suggests how the numbers of many names are spread, in the newest
// period; the bin of the organisation's own place stands out.
func (g *suggester) histogram() {
	v, rows, ok := g.namedNumbers()
	if !ok || differentNumbers(rows, g.name(g.measure)) < leastSpread {
		return
	}
	bins := datasets.Bins{Of: g.name(g.measure), Lower: "From", Upper: "To", Name: words.Capital(plural(g.name(v.who)))}
	spec := Spec{Kind: Histogram, Encoding: datasets.Roles{Low: bins.Lower, High: bins.Upper, Value: bins.Name}}
	if own, ok := g.ownNumber(v, rows); ok {
		spec.Highlight = []string{own.Number.String()}
	}
	if s, ok := g.sketch(spec, append(g.namedSteps(v), bins)...); ok {
		g.binWords(&s, v, rows)
	}
}

// namedNumbers is a view with one number for each name in the newest period, and
// its rows of name, period and number; false where the data has none.
func (g *suggester) namedNumbers() (view, datasets.Result, bool) {
	if g.measure < 0 || len(g.dimensions) == 0 {
		return view{}, datasets.Result{}, false
	}
	v := view{who: g.place, area: g.area, time: g.time, what: -1}
	if v.who < 0 {
		v.who = g.longest()
	}
	if !slices.Contains(g.openDimensions(), v.who) || !g.pin(&v) {
		return v, datasets.Result{}, false
	}
	steps := g.namedSteps(v)
	rows, ok := g.run(steps...)
	if !ok || g.count(append(steps, datasets.Group{By: []string{g.name(v.who)}})...) != len(rows.Rows) {
		return v, rows, false
	}
	return v, rows, true
}

func (g *suggester) namedSteps(v view) []datasets.Step {
	return join(v.pins, g.apart(v.who), g.newest(v), g.summed(v.who, v.time))
}

// differentNumbers counts the different numbers of a column.
func differentNumbers(r datasets.Result, column string) int {
	at, seen := r.Index(column), make(map[string]bool)
	for _, row := range r.Rows {
		if c := row[at]; c.Missing == table.Present {
			seen[c.Number.String()] = true
		}
	}
	return len(seen)
}

// ownNumber is the number of the organisation's own place.
func (g *suggester) ownNumber(v view, r datasets.Result) (table.Cell, bool) {
	who, at := r.Index(g.name(v.who)), r.Index(g.name(g.measure))
	for _, row := range r.Rows {
		if g.area != "" && v.who == g.place && row[who].Text == g.area && row[at].Missing == table.Present {
			return row[at], true
		}
	}
	return table.Cell{}, false
}

// binWords titles a histogram by the bin of the own place, else by the fullest,
// and offers it.
func (g *suggester) binWords(s *sketch, v view, rows datasets.Result) {
	points := present(allPoints(s.figure))
	high, _ := highestLowest(points)
	own := slices.IndexFunc(points, func(p Point) bool { return p.Highlight })
	equal := equalTo(high, points)
	of := ""
	if total, ok := words.FactNamed(s.figure.Facts, "total"); ok && len(s.figure.Apart) == 0 {
		of = " of " + words.Number(total.Value.Number, words.Format{})
	}
	names, noun := plural(g.name(v.who)), g.size(v.subject)
	more := fmt.Sprintf(", in %s of equal width", words.Count(len(allPoints(s.figure)), "bin", "bins"))
	switch {
	case own >= 0:
		p := points[own]
		s.spec.Title = fmt.Sprintf("%s is among the %s%s %s with a %s of %s", words.Capital(the(shortName(g.area))), p.Label, of, names, noun, words.Plain(p.Category))
		if p.Value == 1 {
			s.spec.Title = fmt.Sprintf("%s alone has a %s of %s", words.Capital(the(shortName(g.area))), noun, words.Plain(p.Category))
		}
	case equal == 1:
		s.spec.Title = fmt.Sprintf("%s is %s in %s%s %s", words.Capital(noun), words.Plain(high.Category), high.Label, of, names)
		more = fmt.Sprintf(", more than in any other of %s of equal width", words.Count(len(allPoints(s.figure)), "bin", "bins"))
	default:
		return
	}
	period := ""
	if at := rows.Index(g.timeName(v)); at >= 0 && len(rows.Rows) > 0 && rows.Rows[0][at].Kind.Calendar() {
		period = words.Period(rows.Rows[0][at])
	}
	s.spec.Subtitle = subtitle(fmt.Sprintf("%s by %s", names, noun), period, g.unit())
	g.offer(*s, s.spec.Title+more, "")
}

// timeName is the column of a view's periods, "" for none.
func (g *suggester) timeName(v view) string {
	if v.time < 0 {
		return ""
	}
	return g.name(v.time)
}
