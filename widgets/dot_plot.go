package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// DotPlot compares names by the place of a dot, each with the confidence
// interval of its number where there is one.
const DotPlot Kind = "dotPlot"

func dotPlotKind() kind {
	return kind{
		name: DotPlot, called: called("dot plot", "plot dotiau"),
		roles: []Role{{"category", "Names of the rows", true}, {"value", "Numbers", true},
			{"low", "Lower ends of the intervals", false}, {"high", "Upper ends of the intervals", false},
			{"group", "Headings over the rows", false}, statusRole},
		read: (*reading).dots, plot: plot{height: dotsHeight, draw: drawDots},
		describe: describeDots, message: dotsMessage, suggest: (*suggester).dots, leads: true,
		checks: []func(examination) (Check, bool){examination.overlaps},
		shows:  shown{words: true, values: true, states: true, intervals: true, gives: true, tells: true},
	}
}

// dots makes the one series of a dot plot: by size, unless its rows stand under
// headings or have an order of their own, such as ages.
func (b *reading) dots(f *Figure) error {
	by := b.category
	if by < 0 {
		by = b.time
	}
	rows := slices.DeleteFunc(slices.Clone(b.result.Rows), func(row []table.Cell) bool { return b.isReference(row, by) })
	if err := tooMany(len(rows), MaxBars, "rows"); err != nil {
		return err
	}
	s := Series{Name: b.result.Fields[b.value].Name}
	for i, row := range rows {
		p := b.point(row, by, i)
		if by < 0 {
			p.Category, p.Short = s.Name, s.Name
		}
		if b.group >= 0 && b.group != by {
			p.Group, _ = b.label(row[b.group])
		}
		s.Points = append(s.Points, p)
	}
	if err := b.intervals(f, rows, s.Points); err != nil {
		return err
	}
	if f.Order == "" {
		f.Order = "value"
		calendar := by >= 0 && b.result.Fields[by].Kind.Calendar()
		if calendar || b.group >= 0 || ascending(s.Points) {
			f.Order = "data"
		}
	}
	groups := grouped(s.Points)
	s.Points = s.Points[:0]
	for _, g := range groups {
		if err := unique(g, "dot plot"); err != nil {
			return err
		}
		sortPoints(g, f.Order)
		s.Points = append(s.Points, g...)
	}
	f.Series = []Series{s}
	if f.Interval != "" {
		b.remarks = append(b.remarks, b.words.Say(words.IntervalNote, "interval", f.Interval))
	}
	return nil
}

// grouped puts the points of each heading together, in order of first
// appearance.
func grouped(points []Point) [][]Point {
	places := make(map[string]int)
	var groups [][]Point
	for _, p := range points {
		at, known := places[p.Group]
		if !known {
			at = len(groups)
			places[p.Group] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], p)
	}
	return groups
}

func describeDots(f Figure) []string {
	rows := f.count(len(allPoints(f)), words.NounRow)
	opening := f.say(words.DotsOpening, "rows", rows)
	if f.Interval != "" {
		opening = f.say(words.DotsIntervals, "rows", rows, "interval", f.Interval)
	}
	return append([]string{about(f, opening)}, dotsMessage(f)...)
}

// dotsMessage says which is highest and lowest, with their intervals, and
// whether the highest is similar to the next.
func dotsMessage(f Figure) []string {
	points := present(allPoints(f))
	sentences := f.extremes(f.withIntervals(points), true)
	if first, second, near := nearest(points); f.Interval != "" && near {
		sentences = append(sentences, ended(f.say(words.SimilarTo, "first", first.Category, "second", second.Category)))
	}
	return sentences
}

// nearest are the highest point and the one after it, and whether their
// intervals overlap.
func nearest(points []Point) (first, second Point, near bool) {
	if len(points) < 2 {
		return first, second, false
	}
	points = append([]Point(nil), points...)
	sortPoints(points, "value")
	return points[0], points[1], overlap(points[0], points[1])
}

// overlaps: where the intervals of the two highest overlap, a title that names
// one of them does not leave out the other (Analysis Function, "Communicating
// uncertainty").
func (e examination) overlaps() (Check, bool) {
	first, second, near := nearest(present(allPoints(e.figure)))
	if e.figure.Interval == "" || first.Category == "" {
		return Check{}, false
	}
	title, a, b := e.figure.Title, shorten(first.Category), shorten(second.Category)
	c := Check{ID: "intervals", Title: "The highest is clear of the next", Field: "title"}
	c.Reason = fmt.Sprintf("The interval of %s does not overlap that of %s.", a, b)
	c.Done = true
	if near {
		c.Title = "The title calls neither of the two highest higher"
		c.Reason = fmt.Sprintf("The intervals of %s and %s overlap, so they are similar.", a, b)
		c.Done = !strings.Contains(title, first.Category) || strings.Contains(title, second.Category) || strings.Contains(title, "similar")
	}
	if !c.Done {
		c.Title = "The highest may not be higher than the next"
		c.Reason = fmt.Sprintf("The intervals of %s and %s overlap: say in the title that they are similar, or name both.", a, b)
	}
	return c, true
}
