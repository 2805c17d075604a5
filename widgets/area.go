package widgets

import (
	"cmp"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// Area shows how one amount went over time, filled down to zero.
const Area Kind = "area"

// StackedArea shows over time a whole and what it is made of.
const StackedArea Kind = "stackedArea"

func areaKind() kind {
	return kind{
		name: Area, called: called("area chart", "siart arwynebedd"),
		roles: []Role{{"time", "Periods", true}, {"value", "Numbers", true}, statusRole},
		read:  (*reading).area, plot: plot{height: lineHeight, draw: drawArea, stretches: true},
		describe: describeArea, message: linesMessage, more: Figure.lastChange, suggest: (*suggester).areaOver,
		checks: []func(examination) (Check, bool){examination.zero},
		inTime: true, alongTime: true,
		shows: shown{words: true, values: true, times: true, breaks: true, states: true},
	}
}

func stackedAreaKind() kind {
	return kind{
		name: StackedArea, called: called("stacked area chart", "siart arwynebedd pentyrru"),
		roles: []Role{{"time", "Periods", true}, {"series", "Parts of the whole", true}, {"value", "Numbers", true}, statusRole},
		read:  (*reading).stackedArea, plot: plot{height: lineHeight, draw: drawStackedArea, stretches: true},
		describe: describeStackedArea, message: linesMessage, suggest: (*suggester).stackedAreaOver,
		checks: []func(examination) (Check, bool){examination.zero, apart(MaxSeries)},
		inTime: true, alongTime: true,
		shows: shown{words: true, values: true, times: true, breaks: true, states: true},
	}
}

// ErrNoWhole means that no period has a number for every part of a stack. It is
// a datasets.Problem: an officer can mend it.
var ErrNoWhole error = datasets.Problem{Field: "value", Message: "No period has a number for every part, so there is no whole to draw.",
	Suggestion: "Choose fewer parts, or use a line chart."}

// area makes the one series of an area chart.
func (b *reading) area(f *Figure) error {
	if b.series >= 0 && b.series != b.time {
		return datasets.Problem{Field: "series", Message: "An area chart shows one number for each period; areas of several would hide each other.",
			Suggestion: "Use a stacked area chart for parts of a whole, or a line chart."}
	}
	if err := b.lines(f); err != nil {
		return err
	}
	f.Series = f.Series[:1]
	return nil
}

// stackedArea makes one series for each part, the one that stands at the bottom
// first: in the order of the Spec, else from the largest last number down.
func (b *reading) stackedArea(f *Figure) error {
	if b.series < 0 {
		return datasets.Problem{Field: "series", Message: "A stacked area chart needs the parts of its whole.", Suggestion: "Choose the column that names them, or use an area chart."}
	}
	if err := b.addable(); err != nil {
		return err
	}
	if err := b.lines(f); err != nil {
		return err
	}
	if n := len(f.Series); n > MaxSeries {
		return datasets.Problem{Field: "series", Message: fmt.Sprintf("There are %s parts; a stacked area chart shows %d at most.", words.Whole(n), MaxSeries),
			Suggestion: "Keep the largest and put the rest together, or show one small chart for each."}
	}
	if err := b.noNegatives(f); err != nil {
		return err
	}
	if !f.someWhole() {
		return ErrNoWhole
	}
	slices.SortStableFunc(f.Series, func(x, y Series) int {
		if order := b.spec.SeriesOrder; len(order) > 0 {
			return cmp.Compare(orderIn(order, x.Key), orderIn(order, y.Key))
		}
		return cmp.Compare(lastOf(y).Value, lastOf(x).Value)
	})
	return nil
}

// someWhole reports whether a period has a number for every series.
func (f Figure) someWhole() bool {
	counts := map[int]int{}
	for _, p := range present(allPoints(f)) {
		counts[p.Ordinal]++
	}
	for _, n := range counts {
		if n == len(f.Series) {
			return true
		}
	}
	return false
}

// orderIn is the place of a name in an order; those not in it come last.
func orderIn(order []string, name string) int {
	if i := slices.Index(order, name); i >= 0 {
		return i
	}
	return len(order)
}

// lastOf is the last point of a series that has a value.
func lastOf(s Series) Point {
	points := present(s.Points)
	if len(points) == 0 {
		return Point{}
	}
	return points[len(points)-1]
}

func describeArea(f Figure) []string {
	first, last := span(f.Series)
	opening := f.say(words.AreaOpening) + f.spanUnsaid(first, last)
	return append([]string{about(f, opening)}, linesMessage(f)...)
}

func describeStackedArea(f Figure) []string {
	first, last := span(f.Series)
	opening := f.say(words.StackedAreaOpening, "parts", f.count(len(f.Series), words.NounPart)) + f.spanUnsaid(first, last)
	return append([]string{about(f, opening)}, linesMessage(f)...)
}
