package widgets

import (
	"fmt"
	"regexp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// The roles of columns that say how sure and how firm a number is.
var (
	lowRole    = Role{Name: "low", Label: "Lower ends of the intervals"}
	highRole   = Role{Name: "high", Label: "Upper ends of the intervals"}
	statusRole = Role{Name: "status", Label: "Which numbers are provisional"}
)

// bound is the number of a cell that stands beside a value. It is written as the
// value is.
func (b *reading) bound(c table.Cell) *Bound {
	var p Point
	b.setValue(&p, c)
	return &Bound{Value: p.Value, Label: p.Label, Missing: p.Missing, Reason: p.Reason}
}

// present reports whether there is such a number.
func (e *Bound) present() bool { return e != nil && !e.Missing }

// numeric refuses a column without numbers in a role that needs them; −1 is
// no column.
func (b *reading) numeric(column int) error {
	if column < 0 || b.result.Fields[column].Kind.Number() {
		return nil
	}
	name := b.result.Fields[column].Name
	return datasets.Problem{Field: name,
		Message:    fmt.Sprintf("The column %q holds no numbers, so it cannot be drawn.", shorten(name)),
		Suggestion: "Choose a column of numbers."}
}

// intervals gives the points of one Series the ends of their confidence
// intervals, row for row. One end alone, an end that is no number, and ends
// on the wrong side of the value are refused.
func (b *reading) intervals(f *Figure, rows [][]table.Cell, points []Point) error {
	if err := b.readIntervals(f, rows); err != nil || f.Interval == "" {
		return err
	}
	for i, row := range rows {
		points[i].Low, points[i].High = b.bound(row[b.low]), b.bound(row[b.high])
	}
	return nil
}

// readIntervals holds the intervals of rows to what they must be, and names them.
func (b *reading) readIntervals(f *Figure, rows [][]table.Cell) error {
	if b.low < 0 && b.high < 0 {
		return nil
	}
	if b.low < 0 || b.high < 0 {
		return datasets.Problem{Field: "low", Message: "A confidence interval has two ends, but only one column is chosen.",
			Suggestion: "Choose the lower and the upper end, or neither."}
	}
	for _, column := range []int{b.low, b.high} {
		if err := b.numeric(column); err != nil {
			return err
		}
	}
	for _, row := range rows {
		low, value, high := row[b.low], row[b.value], row[b.high]
		if wrongWay(low, value) || wrongWay(value, high) || wrongWay(low, high) {
			return datasets.Problem{Field: "low",
				Message:    fmt.Sprintf("The interval of %q does not hold its number.", shorten(b.rowName(row))),
				Suggestion: "Check which columns hold the lower and the upper end."}
		}
	}
	f.Interval = b.intervalName()
	return nil
}

// rowName is what a row is about, as the figure shows it.
func (b *reading) rowName(row []table.Cell) string {
	if b.base() < 0 {
		return ""
	}
	long, _ := b.label(row[b.base()])
	return long
}

// wrongWay reports whether two numbers that are there stand the wrong way round.
func wrongWay(low, high table.Cell) bool {
	return low.Missing == table.Present && high.Missing == table.Present && low.Number.Cmp(high.Number) > 0
}

// intervalName is what the interval is called, with its level where a heading
// says it: "95% confidence interval".
func (b *reading) intervalName() string {
	for _, column := range []int{b.low, b.high, b.value} {
		if m := levelPattern.FindStringSubmatch(b.result.Fields[column].Name); m != nil {
			return b.words.Say(words.IntervalAt, "level", firstOf(m[1], m[2])+"%")
		}
	}
	return b.words.Say(words.Interval)
}

// shortInterval is what the interval is called where there is little room: "95%
// interval".
func (f Figure) shortInterval() string {
	if m := levelPattern.FindStringSubmatch(f.Interval); m != nil {
		return f.say(words.IntervalShort, "level", m[1]+"%")
	}
	return f.Interval
}

// levelPattern finds the level of an interval in a heading: "Lower 95% limit",
// "95 per cent confidence limit", "ci95_low".
var levelPattern = regexp.MustCompile(`(?i)\b(\d{2}(?:\.\d+)?) ?(?:%|per ?cent)|ci_?(\d{2})`)

// interval is the interval of a point in words, or "" where it has none:
// "8.6% to 13.3%".
func (f Figure) interval(p Point) string {
	if p.Missing || !p.Low.present() || !p.High.present() {
		return ""
	}
	return f.say(words.LowToHigh, "low", words.Plain(p.Low.Label), "high", words.Plain(p.High.Label))
}

// withIntervals are the points with their interval in their label, for
// sentences: "11.0% (8.6% to 13.3%)".
func (f Figure) withIntervals(points []Point) []Point {
	told := make([]Point, len(points))
	for i, p := range points {
		if interval := f.interval(p); interval != "" {
			p.Label = words.Plain(p.Label) + " (" + interval + ")"
		}
		told[i] = p
	}
	return told
}

// overlap reports whether the intervals of two points have a number in common.
// A point without an interval is its own.
func overlap(a, b Point) bool { return a.lowest() <= b.highest() && b.lowest() <= a.highest() }

// HasInterval reports whether the number has both ends of its confidence interval.
func (p Point) HasInterval() bool { return !p.Missing && p.Low.present() && p.High.present() }

// lowest and highest are the ends of a value with its interval.
func (p Point) lowest() float64 {
	if p.HasInterval() {
		return min(p.Value, p.Low.Value)
	}
	return p.Value
}

func (p Point) highest() float64 {
	if p.HasInterval() {
		return max(p.Value, p.High.Value)
	}
	return p.Value
}
