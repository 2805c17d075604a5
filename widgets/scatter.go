package widgets

import (
	"cmp"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Scatter shows two numbers of each name by the place of a point.
const Scatter Kind = "scatter"

// MaxScatter is how many points a scatter plot has at most.
const MaxScatter = 2000

func scatterKind() kind {
	return kind{
		name: Scatter, called: called("scatter plot", "plot gwasgariad"),
		roles: []Role{{"category", "Names of the points", true}, {"across", "Numbers across", true}, {"value", "Numbers upwards", true}, statusRole},
		read:  (*reading).scatter, plot: plot{height: scatterHeight, draw: drawScatter, stretches: true},
		describe: describeScatter, message: scatterMessage, suggest: (*suggester).scatter, drawn: scatterDrawn,
		shows: shown{words: true, values: true, states: true},
	}
}

// scatter makes one point for each row. A point without one of its numbers has
// no place and is told of with its reason.
func (b *reading) scatter(f *Figure) error {
	if b.category < 0 {
		return needsNames
	}
	if b.across < 0 {
		return datasets.Problem{Field: "across", Message: "A scatter plot needs two columns of numbers.", Suggestion: "Choose the numbers of the horizontal axis."}
	}
	if err := b.numeric(b.across); err != nil {
		return err
	}
	if err := tooMany(len(b.result.Rows), MaxScatter, "points"); err != nil {
		return err
	}
	f.Axes = [2]string{b.heading(b.across), b.heading(b.value)}
	s := Series{Name: f.Axes[1]}
	format := b.format(b.across).Label()
	for i, row := range b.result.Rows {
		p := b.point(row, b.category, i)
		c := row[b.across]
		p.Across = &Bound{Missing: c.Missing != table.Present}
		if p.Across.Missing {
			p.Across.Reason = b.words.Reason(c.Missing)
			if !p.Missing { // its label stays, for it has a number of its own
				p.Missing, p.Value, p.Reason = true, 0, p.Across.Reason
			}
		} else {
			p.Across.Value, p.Across.Label = c.Number.Float64(), b.words.Number(c.Number, format)
		}
		s.Points = append(s.Points, p)
	}
	f.Order, f.Series = "data", []Series{s}
	return unique(s.Points, "scatter plot")
}

// heading is the name of a column as the Spec words it.
func (b *reading) heading(column int) string {
	name := b.result.Fields[column].Name
	return firstOf(b.spec.Names[name], name)
}

// scatterDrawn counts the numbers upwards that are drawn, or told of because
// the number across is missing.
func scatterDrawn(f Figure) int {
	n := 0
	for _, p := range allPoints(f) {
		if p.Label != "" {
			n++
		}
	}
	return n
}

func describeScatter(f Figure) []string {
	opening := f.say(words.ScatterOpening, "points", f.count(len(present(allPoints(f))), words.NounPoint), "across", f.Axes[0], "value", f.Axes[1])
	return append([]string{about(f, opening)}, scatterMessage(f)...)
}

// scatterMessage says where the points that stand out are, and from where to
// where the numbers run. It says nothing of how the two go together.
func scatterMessage(f Figure) []string {
	points := present(allPoints(f))
	var sentences []string
	for _, p := range points {
		if p.Highlight && len(sentences) < 2 {
			sentences = append(sentences, ended(f.say(words.ScatterPoint, "name", p.Category, "across", f.Axes[0], "x", words.Plain(p.Across.Label),
				"value", f.Axes[1], "y", words.Plain(p.Label))))
		}
	}
	return append(sentences, f.reach(f.Axes[1], points), f.reach(f.Axes[0], acrossValues(points)))
}

// acrossValues are the points with their numbers across as values.
func acrossValues(points []Point) []Point {
	turned := slices.Clone(points)
	for i, p := range points {
		turned[i].Value, turned[i].Label = p.Across.Value, p.Across.Label
	}
	return turned
}

// reach says between which names an axis runs.
func (f Figure) reach(axis string, points []Point) string {
	if len(points) == 0 {
		return ""
	}
	high, low := highestLowest(points)
	if high.Value == low.Value {
		return ended(f.say(words.ScatterSame, "axis", axis, "value", words.Plain(high.Label)))
	}
	return ended(f.say(words.ScatterReach, "axis", axis, "low", words.Plain(low.Label), "lowest", low.Category,
		"high", words.Plain(high.Label), "highest", high.Category))
}

// byWeight orders points for naming: those that stand out, the extremes of both
// axes, of both of which it returns how many there are, then those that lie
// farthest out.
func byWeight(points []Point) (sorted []Point, telling int) {
	if len(points) == 0 {
		return nil, 0
	}
	turned := acrossValues(points)
	top, foot := highestLowest(points)
	right, left := highestLowest(turned)
	middle := func(a, b Point) float64 { return (a.Value + b.Value) / 2 }
	span := func(a, b Point) float64 { return max(a.Value-b.Value, 1e-300) }
	weight := func(p Point) float64 {
		switch {
		case p.Highlight:
			return 4
		case slices.ContainsFunc([]Point{top, foot, right, left}, func(e Point) bool { return e.Ordinal == p.Ordinal }):
			return 3
		}
		x, y := (p.Across.Value-middle(right, left))/span(right, left), (p.Value-middle(top, foot))/span(top, foot)
		return x*x + y*y
	}
	sorted = slices.Clone(points)
	slices.SortStableFunc(sorted, func(a, b Point) int { return cmp.Compare(weight(b), weight(a)) })
	for telling < len(sorted) && weight(sorted[telling]) >= 3 {
		telling++
	}
	return sorted, telling
}
