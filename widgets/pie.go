package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// Pie shows how a whole is divided, by the angles of slices.
const Pie Kind = "pie"

// MaxSlices is how many slices can be told apart by colour at all; up to
// FewSlices are read as easily as bars.
const (
	MaxSlices = 6
	FewSlices = 3
)

func pieKind() kind {
	return kind{
		name: Pie, called: called("pie chart", "siart cylch"),
		roles: []Role{{"category", "Names of the slices", true}, {"value", "Numbers", true}},
		read:  (*reading).slices, plot: plot{height: pieHeight, draw: drawPie, stretches: true},
		describe: describePie(words.PieOpening), more: moreOfBars, message: slicesMessage,
		checks:  []func(examination) (Check, bool){examination.fewSlices},
		suggest: func(g *suggester) { g.wholeOf(Pie, 2, FewSlices) },
	}
}

// slices makes the one series of a pie or donut: the largest first, unless the
// rows are in an order of their own.
func (b *reading) slices(f *Figure) error {
	by := b.category
	if by < 0 {
		by = b.time
	}
	if b.series >= 0 && b.series != by {
		return datasets.Problem{Field: "series", Message: "The slices of a whole cannot be split again.",
			Suggestion: "Use a bar chart or a table for the split."}
	}
	if n := len(b.result.Rows); n > MaxSlices {
		return datasets.Problem{Field: "rows",
			Message:    fmt.Sprintf("There are %s slices, and up to %d can be told apart.", words.Whole(n), MaxSlices),
			Suggestion: "Keep the largest and add up the rest, or use a bar chart."}
	}
	if err := b.oneWhole(by); err != nil {
		return err
	}
	if err := b.single(f, by, MaxSlices, "slices", KindWord(f.Kind, "en")); err != nil {
		return err
	}
	if f.Order == "" {
		f.Order = "value"
		if by >= 0 && b.result.Fields[by].Kind.Calendar() {
			f.Order = "data"
		}
	}
	sortPoints(f.Series[0].Points, f.Order)
	return wholeProblem(f.Series[0].Points, b.number.Percent())
}

// oneWhole refuses numbers that are no parts, such as rates and means, and rows
// that hold the sum of others.
func (b *reading) oneWhole(by int) error {
	if !b.adds() {
		return datasets.Problem{Field: "value", Message: "The numbers of " + shorten(b.result.Fields[b.value].Name) + " cannot be added up, so they are not parts of a whole.",
			Suggestion: "Use a bar chart."}
	}
	if by < 0 {
		return nil
	}
	for _, row := range b.result.Rows {
		c := row[by]
		if name := c.String(); c.Missing == table.Present && slices.Contains(b.result.Fields[by].Totals, name) {
			return datasets.Problem{Field: "rows", Message: fmt.Sprintf("%q holds the sum of the other rows, so it is no slice of them.", shorten(name)),
				Suggestion: "Leave that row out, or use a bar chart."}
		}
	}
	return nil
}

// mostPie is the most that percentages make in a circle, whose slices cannot
// stand out beyond 100 as bars do.
const mostPie = 100.5

// wholeProblem says why the values make no whole, if they do not: one is below
// zero, all are zero, or percentages make more or less than 100. Where a
// percentage is missing the others may make less.
func wholeProblem(points []Point, percent bool) error {
	total, missing := 0.0, false
	for _, p := range points {
		missing = missing || p.Missing
		if p.Value < 0 {
			return datasets.Problem{Field: "value", Message: fmt.Sprintf("%s is below zero, and no slice can be.", shorten(p.Category)),
				Suggestion: "Use a bar chart."}
		}
		total += p.Value
	}
	switch {
	case len(present(points)) == 0:
		return nil // every value is missing, which is said elsewhere
	case total == 0:
		return datasets.Problem{Field: "value", Message: "Every value is zero, so there is no whole to divide.", Suggestion: "Use a bar chart or a table."}
	case !percent:
		return nil
	case total > mostPie:
		return datasets.Problem{Field: "value", Message: "The slices make more than 100%, so they are not parts of one whole.",
			Suggestion: "Use a bar chart, which needs no whole."}
	case total < leastWhole && !missing:
		return datasets.Problem{Field: "value", Message: "The slices make less than 100%: a part of the whole is not in the data.",
			Suggestion: "Add the part that is left out, or use a bar chart, which needs no whole."}
	}
	return nil
}

// describePie names what is drawn, then the slices.
func describePie(opening words.Phrase) func(f Figure) []string {
	return func(f Figure) []string {
		n := len(allPoints(f))
		return append([]string{about(f, f.say(opening, "slices", f.count(n, words.NounSlice)))}, slicesMessage(f)...)
	}
}

// slicesMessage gives every slice while they are few, else the largest, those
// that stand out and the smallest.
func slicesMessage(f Figure) []string {
	points := present(allPoints(f))
	if len(points) > FewSlices+1 || len(points) == 0 {
		return f.extremes(points, true)
	}
	var parts []string
	for _, p := range points {
		parts = append(parts, f.say(words.SliceIs, "name", p.Category, "value", words.Plain(p.Label)))
	}
	return []string{ended(strings.Join(parts, ", "))}
}

// fewSlices warns of a whole of many parts, whose angles are hard to compare
// (Analysis Function, "Pie charts").
func (e examination) fewSlices() (Check, bool) {
	n := len(present(allPoints(e.figure)))
	c := Check{ID: "slices", Title: "The slices are few enough to compare", Field: "kind", Done: n <= FewSlices}
	c.Reason = fmt.Sprintf("%s, each with its name and number.", words.Count(n, "slice", "slices"))
	if !c.Done {
		c.Title = "There are many slices to compare"
		c.Reason = fmt.Sprintf("%s slices; angles are compared easily up to %d. Bars show which is larger at a glance.", words.Whole(n), FewSlices)
		c.Repair = &Repair{Name: "kind", Value: string(Bar), Label: "Show bars instead"}
	}
	return c, true
}
