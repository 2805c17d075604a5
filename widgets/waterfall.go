package widgets

import (
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Waterfall shows how steps up and down lead from zero to a total.
const Waterfall Kind = "waterfall"

// MaxSteps is how many steps a waterfall has at most.
const MaxSteps = 24

func waterfallKind() kind {
	return kind{
		name: Waterfall, called: called("waterfall chart", "siart rhaeadr"),
		roles: []Role{{"category", "Names of the steps", true}, {"value", "Changes", true}, {"running", "Running total of the changes", true}},
		read:  (*reading).steps, plot: plot{height: waterfallHeight, draw: drawWaterfall},
		describe: describeWaterfall, message: waterfallMessage, suggest: (*suggester).waterfall,
		checks: []func(examination) (Check, bool){examination.largestFirst},
	}
}

// steps makes one step for each row, in the order in which the running total
// was made, and the total that they lead to.
func (b *reading) steps(f *Figure) error {
	if b.category < 0 {
		return needsNames
	}
	if b.running < 0 {
		return datasets.Problem{Field: "running", Message: "A waterfall needs the running total of its steps.",
			Suggestion: "Add the cumulative step after the rows are sorted, and choose its column."}
	}
	if err := b.numeric(b.running); err != nil {
		return err
	}
	if err := tooMany(len(b.result.Rows), MaxSteps, "steps"); err != nil {
		return err
	}
	s := Series{Name: b.result.Fields[b.value].Name}
	start := table.NewDecimal(0, 0)
	for i, row := range b.result.Rows {
		p, err := b.step(row, i, start)
		if err != nil {
			return err
		}
		start = row[b.running].Number
		s.Points = append(s.Points, p)
	}
	f.Order, f.Series = "data", []Series{s}
	f.Totals = b.wholeOf(s.Points, start)
	return unique(s.Points, "waterfall")
}

// step is the step of one row, from the running total before it to its own.
func (b *reading) step(row []table.Cell, i int, start table.Decimal) (Point, error) {
	p := b.point(row, b.category, i)
	value, end := row[b.value], row[b.running]
	if value.Missing != table.Present || end.Missing != table.Present {
		return p, datasets.Problem{Field: "value",
			Message:    fmt.Sprintf("The number of %q is missing: %s. Steps with a gap lead to no total.", shorten(p.Category), b.words.Reason(max(value.Missing, end.Missing))),
			Suggestion: "Leave its row out and say so in a note, or show a bar chart."}
	}
	if isTotal(b.result.Fields[b.category], row[b.category]) {
		return p, datasets.Problem{Field: "category",
			Message:    fmt.Sprintf("%q is a total of the other rows and would be counted twice.", shorten(p.Category)),
			Suggestion: "Leave the row out; the waterfall ends with the total."}
	}
	if moved, err := end.Number.Sub(start); err != nil || moved.Cmp(value.Number) != 0 {
		return p, datasets.Problem{Field: "running",
			Message:    fmt.Sprintf("The running total does not follow from the numbers: at %q it should move by %s.", shorten(p.Category), words.Plain(p.Label)),
			Suggestion: "Sort the rows first and let the cumulative step make the running total."}
	}
	p.Label = signed(p)
	p.Low, p.High = &Bound{Value: start.Float64()}, &Bound{Value: end.Number.Float64()}
	return p, nil
}

// signed is the label of a step with its sign.
func signed(p Point) string {
	if p.Value > 0 {
		return "+" + p.Label
	}
	return p.Label
}

// wholeOf is the total, the last running total. It has a sign where there are
// steps down, for then it is a change.
func (b *reading) wholeOf(steps []Point, total table.Decimal) Series {
	name := b.result.Fields[b.running].Name
	p := Point{Category: firstOf(b.spec.Names[name], b.words.Say(words.TheTotal)), Value: total.Float64(), Highlight: true}
	p.Short = p.Category
	p.Label = b.words.Number(total, b.number.Label())
	for _, step := range steps {
		if step.Value < 0 {
			p.Label = signed(p)
			break
		}
	}
	return Series{Name: p.Category, Points: []Point{p}}
}

func describeWaterfall(f Figure) []string {
	opening := f.say(words.WaterfallOpening, "steps", f.count(len(allPoints(f)), words.NounStep))
	return append([]string{about(f, opening)}, waterfallMessage(f)...)
}

// waterfallMessage says which step adds and which takes away most, and the
// total.
func waterfallMessage(f Figure) []string {
	high, low := highestLowest(allPoints(f))
	var sentences []string
	if high.Value > 0 {
		sentences = append(sentences, ended(f.say(words.AddsMost, "name", high.Category, "value", words.Plain(high.Label))))
	}
	if low.Value < 0 {
		sentences = append(sentences, ended(f.say(words.TakesMost, "name", low.Category, "value", words.Plain(low.Label))))
	}
	total := f.Totals.Points[0]
	return append(sentences, ended(f.say(words.TotalIs, "name", total.Category, "value", words.Plain(total.Label))))
}

// largestFirst: steps read best from the largest rise to the largest fall
// (shared figure design, section 6).
func (e examination) largestFirst() (Check, bool) {
	points := allPoints(e.figure)
	c := Check{ID: "order", Title: "Steps stand by size", Done: true, Reason: "The largest rise comes first, the largest fall last."}
	for i := 1; i < len(points); i++ {
		c.Done = c.Done && points[i].Value <= points[i-1].Value
	}
	if !c.Done {
		c.Title, c.Reason = "Steps do not stand by size", "Unless they follow each other in time, sort them with the highest first."
	}
	return c, len(points) > 1
}
