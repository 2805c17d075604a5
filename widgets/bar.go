package widgets

import (
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Bar compares names by lengths from zero.
const Bar Kind = "bar"

func barKind() kind {
	return kind{
		name: Bar, called: called("bar chart", "siart bar"),
		roles: []Role{{"category", "Names of the bars", true}, {"value", "Numbers", true}, lowRole, highRole, statusRole},
		read:  (*reading).bars, plot: plot{height: barHeight, draw: drawBars},
		describe: describeBars, more: moreOfBars, message: barsMessage, shows: shown{words: true, values: true, states: true, intervals: true, gives: true},
		checks: []func(examination) (Check, bool){examination.zero},
	}
}

// bars makes the one series of a bar chart, in its order: by size unless the
// bars are periods (ONS service manual, "Sort bars").
func (b *reading) bars(f *Figure) error {
	by := b.category
	if by < 0 {
		by = b.time
	}
	if b.series >= 0 && b.series != by {
		return datasets.Problem{Field: "series", Message: "A bar chart shows one number for each name and cannot be split again.",
			Suggestion: "Use a line chart or a table for the split."}
	}
	if err := b.single(f, by, MaxBars, "bars", "bar chart"); err != nil {
		return err
	}
	if f.Order == "" {
		f.Order = "value"
		if by >= 0 && b.result.Fields[by].Kind.Calendar() {
			f.Order = "data"
		}
	}
	sortPoints(f.Series[0].Points, f.Order)
	return nil
}

// single makes a figure's only series from one column of labels.
func (b *reading) single(f *Figure, by, most int, marks, kind string) error {
	rows := b.result.Rows
	if err := tooMany(len(rows), most, marks); err != nil {
		return err
	}
	s := Series{Name: b.result.Fields[b.value].Name}
	for i, row := range rows {
		if b.kind.inTime && !b.placeable(row, by) {
			continue
		}
		if b.isReference(row, by) {
			continue
		}
		p := b.point(row, by, i)
		if by < 0 {
			p.Category, p.Short = s.Name, s.Name
		}
		s.Points = append(s.Points, p)
	}
	f.Series = []Series{s}
	return unique(s.Points, kind)
}

// sortPoints puts points in the order of that name; equal ones keep theirs and
// missing ones come last.
func sortPoints(points []Point, order string) {
	switch order {
	case "value":
		slices.SortStableFunc(points, func(a, b Point) int { return -bySize(a, b, -1) })
	case "valueAscending":
		slices.SortStableFunc(points, func(a, b Point) int { return bySize(a, b, 1) })
	case "name":
		slices.SortStableFunc(points, func(a, b Point) int {
			return strings.Compare(strings.ToLower(a.Category), strings.ToLower(b.Category))
		})
	}
}

// bySize compares values; missing is the result for a missing first one.
func bySize(a, b Point, missing int) int {
	switch {
	case a.Missing && b.Missing:
		return 0
	case a.Missing:
		return missing
	case b.Missing:
		return -missing
	case a.Value < b.Value:
		return -1
	case a.Value > b.Value:
		return 1
	}
	return 0
}

// Column compares a few periods, oldest first.
const Column Kind = "column"

func columnKind() kind {
	return kind{
		name: Column, called: called("column chart", "siart colofn"),
		roles: []Role{{"time", "Periods", true}, {"value", "Numbers", true}, lowRole, highRole, statusRole},
		read:  (*reading).columns, plot: plot{height: columnHeight, draw: drawColumns, stretches: true},
		describe: describeColumns, more: Figure.lastChange, message: columnsMessage, inTime: true,
		shows:  shown{words: true, values: true, times: true, breaks: true, states: true, intervals: true, gives: true},
		checks: []func(examination) (Check, bool){examination.zero},
	}
}

// columns makes the one series of a column chart, oldest first when the
// columns are periods.
func (b *reading) columns(f *Figure) error {
	by := b.time
	if by < 0 {
		by = b.category
	}
	if b.series >= 0 && b.series != by {
		return datasets.Problem{Field: "series", Message: "A column chart shows one number for each period and cannot be split again.",
			Suggestion: "Use a line chart or a table for the split."}
	}
	if err := b.single(f, by, MaxColumns, "columns", "column chart"); err != nil {
		return err
	}
	points := f.Series[0].Points
	if by >= 0 && b.result.Fields[by].Kind.Calendar() {
		f.Order = "data"
		sortByTime(points)
		if f.Series[0].Points = b.fillGaps(points, by); len(f.Series[0].Points) > MaxColumns {
			f.Series[0].Points = points
		}
		return nil
	}
	sortPoints(points, f.Order)
	return nil
}

func sortByTime(points []Point) {
	slices.SortStableFunc(points, func(a, b Point) int { return a.Ordinal - b.Ordinal })
}

// fillGaps puts a missing point where a period between the first and the last
// has no row, so that a gap is seen.
func (b *reading) fillGaps(points []Point, by int) []Point {
	field := b.result.Fields[by]
	if field.Kind != table.Periods || len(points) < 2 {
		return points
	}
	var filled []Point
	for i, p := range points {
		for i > 0 {
			day := table.AddPeriods(table.Day(filled[len(filled)-1].Ordinal), field.Grain, 1)
			if int(day) >= p.Ordinal || len(filled) > MaxPoints {
				break
			}
			filled = append(filled, b.gap(table.Cell{Kind: table.Periods, Grain: field.Grain, Day: day}))
		}
		filled = append(filled, p)
	}
	return filled
}

// gap is a period that has no row.
func (b *reading) gap(period table.Cell) Point {
	p := Point{Ordinal: int(period.Day), Missing: true, Reason: b.words.Reason(table.Blank)}
	p.Category, p.Short = b.label(period)
	p.Key = b.raw(period)
	return p
}
