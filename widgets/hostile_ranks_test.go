package widgets_test

import (
	"fmt"
	"math"

	"figurehead/widgets"
)

// hostileRanks are the worst of what dot plots, arrows and slopes can be given.
func hostileRanks() map[string]widgets.Figure {
	figures := map[string]widgets.Figure{}
	for _, kind := range []widgets.Kind{widgets.DotPlot, widgets.Arrow, widgets.Slope} {
		for name, points := range map[string][]widgets.Point{
			"one row":        points(1, numbered, falling),
			"two marked":     marked(points(9, numbered, falling), 3, 8),
			"all equal":      points(8, numbered, func(int) float64 { return 42 }),
			"all zero":       points(8, numbered, func(int) float64 { return 0 }),
			"no one at all":  wholeZeros(8),
			"all negative":   points(8, numbered, func(i int) float64 { return -falling(i) }),
			"mixed":          points(14, numbered, func(i int) float64 { return float64(7 - i) }),
			"missing":        missing(points(10, numbered, falling), 3, 9),
			"far from zero":  points(6, numbered, func(i int) float64 { return 400.5 + float64(i) }),
			"infinite":       points(6, numbered, func(i int) float64 { return 1 / float64(i) }),
			"huge":           points(6, numbered, func(i int) float64 { return 1e12 * float64(i+1) }),
			"tiny":           points(6, numbered, func(i int) float64 { return 1e-9 * float64(i+1) }),
			"long names":     points(12, long, falling),
			"unbroken names": points(5, unbroken, falling),
			"forty":          marked(points(40, numbered, falling), 20),
		} {
			f := hostile(kind, widgets.Series{Name: "Value", Points: beside(kind, points)})
			if kind == widgets.DotPlot {
				f.Interval = "95% confidence interval"
			}
			f.Between = [2]string{"2014/15", "2018/19"}
			figures[string(kind)+", "+name] = f
		}
	}
	figures["dotPlot, without intervals"] = hostile(widgets.DotPlot, widgets.Series{Points: marked(points(20, numbered, falling), 2)})
	figures["dotPlot, headings"] = hostile(widgets.DotPlot, widgets.Series{Points: underHeadings(points(24, numbered, falling))})
	columns := hostile(widgets.Arrow, widgets.Series{Points: beside(widgets.Arrow, points(7, numbered, falling))})
	columns.Between = [2]string{"Share of adults who were often or always lonely in April 2020", "The same in May"}
	figures["arrow, long moments"] = columns
	columns.Kind = widgets.Slope
	figures["slope, long moments"] = columns
	return figures
}

// beside gives points the ends of an interval, or an earlier number, of which
// the third is missing.
func beside(kind widgets.Kind, points []widgets.Point) []widgets.Point {
	number := func(v float64) *widgets.Bound { return &widgets.Bound{Value: v, Label: fmt.Sprintf("%.1f", v)} }
	for i := range points {
		v := points[i].Value
		switch {
		case kind == widgets.DotPlot:
			points[i].Low, points[i].High = number(v-math.Abs(v)/5), number(v+math.Abs(v)/4)
		case i == 2:
			points[i].From = &widgets.Bound{Missing: true, Reason: "hidden to protect people"}
		default:
			points[i].From = number(v * (0.4 + 0.3*float64(i%4)))
		}
	}
	return points
}

// underHeadings puts points under headings of one to five rows.
func underHeadings(points []widgets.Point) []widgets.Point {
	group, left := 0, 0
	for i := range points {
		if left == 0 {
			group++
			left = 1 + group%5
		}
		left--
		points[i].Group = fmt.Sprintf("Heading number %d", group)
	}
	return points
}

// wholeZeros are n points of whole numbers, all 0.
func wholeZeros(n int) []widgets.Point {
	made := points(n, numbered, func(int) float64 { return 0 })
	for i := range made {
		made[i].Label = "0"
	}
	return made
}
