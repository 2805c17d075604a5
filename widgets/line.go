package widgets

import (
	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Line shows how numbers went over time.
const Line Kind = "line"

func lineKind() kind {
	return kind{
		name: Line, called: called("line chart", "siart llinell"),
		roles: []Role{{"time", "Periods", true}, {"series", "Lines", false}, {"value", "Numbers", true}, lowRole, highRole, statusRole},
		read:  (*reading).lines, plot: plot{height: lineHeight, draw: drawLines, stretches: true},
		describe: describeLines, more: moreOfLines, message: linesMessage, inTime: true, alongTime: true,
		shows:  shown{words: true, values: true, times: true, breaks: true, states: true, intervals: true},
		checks: []func(examination) (Check, bool){examination.lines},
	}
}

// lines makes one series for each line, in order of first appearance, with
// its points in time. A period that one line lacks is a gap in it.
func (b *reading) lines(f *Figure) error { return b.linesUpTo(f, MaxLines) }

// linesUpTo makes the series of lines, so many at most.
func (b *reading) linesUpTo(f *Figure, most int) error {
	by := b.time
	if by < 0 {
		by = b.category
	}
	if by < 0 {
		return datasets.Problem{Field: "time", Message: "A line chart needs a column of dates or periods.",
			Suggestion: "Choose one, or use a bar chart."}
	}
	if err := tooMany(len(b.result.Rows), MaxPoints, "points"); err != nil {
		return err
	}
	if err := b.splitLines(f, by, most); err != nil {
		return err
	}
	f.Order = "data"
	if b.result.Fields[by].Kind.Calendar() {
		b.alignLines(f, by)
	}
	return nil
}

// splitLines puts each row into the series of its name.
func (b *reading) splitLines(f *Figure, by, most int) error {
	position := make(map[string]int)
	places := make(map[string]int)
	for _, row := range b.result.Rows {
		if !b.placeable(row, by) {
			continue
		}
		key, name, highlight := "", b.result.Fields[b.value].Name, false
		if b.series >= 0 {
			key, highlight = b.raw(row[b.series]), b.highlighted(row[b.series])
			name, _ = b.label(row[b.series])
		}
		at, known := position[key]
		if !known {
			at = len(f.Series)
			position[key] = at
			f.Series = append(f.Series, Series{Name: name, Key: key, Highlight: highlight})
		}
		label := b.raw(row[by])
		if _, seen := places[label]; !seen {
			places[label] = len(places)
		}
		f.Series[at].Points = append(f.Series[at].Points, b.point(row, by, places[label]))
	}
	if err := tooMany(len(f.Series), most, "lines"); err != nil {
		return err
	}
	for _, s := range f.Series {
		if err := unique(s.Points, "line"); err != nil {
			return err
		}
	}
	return nil
}

// alignLines sorts the points of each line by time and gives every line the
// same periods.
func (b *reading) alignLines(f *Figure, by int) {
	all := make(map[int]Point)
	for _, s := range f.Series {
		sortByTime(s.Points)
		for _, p := range b.fillGaps(s.Points, by) {
			all[p.Ordinal] = p
		}
	}
	var shared []Point
	for _, p := range all {
		shared = append(shared, Point{Category: p.Category, Key: p.Key, Short: p.Short, Ordinal: p.Ordinal,
			Missing: true, Reason: b.words.Reason(table.Blank)})
	}
	sortByTime(shared)
	if len(shared)*len(f.Series) > 2*MaxPoints {
		return
	}
	for i, s := range f.Series {
		own := make(map[int]Point, len(s.Points))
		for _, p := range s.Points {
			own[p.Ordinal] = p
		}
		points := append([]Point(nil), shared...)
		for j, p := range points {
			if q, ok := own[p.Ordinal]; ok {
				points[j] = q
			}
		}
		f.Series[i].Points = points
	}
}
