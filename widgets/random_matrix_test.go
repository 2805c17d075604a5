package widgets_test

import (
	"fmt"
	"math/rand/v2"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

func init() {
	randomShapes[widgets.PercentBar] = randomParts(widgets.PercentBar)
	randomShapes[widgets.DivergingBar] = randomParts(widgets.DivergingBar)
}

// matrixKinds are the kinds that set several series against each other.
var matrixKinds = []widgets.Kind{widgets.GroupedBar, widgets.StackedBar, widgets.PercentBar, widgets.DivergingBar,
	widgets.GroupedColumn, widgets.StackedColumn}

// hostileMatrices are figures of several series that a real file can make, with
// the worst of their kind.
func hostileMatrices() map[string]widgets.Figure {
	figures := map[string]widgets.Figure{}
	for _, kind := range matrixKinds {
		for name, series := range map[string][]widgets.Series{
			"one number":     several(1, points(1, numbered, falling)),
			"one row":        several(3, points(1, numbered, falling)),
			"one series":     several(1, points(9, numbered, falling)),
			"six series":     several(6, marked(points(12, numbered, falling), 4)),
			"one stands out": highlit(several(4, points(9, numbered, falling))[:1]),
			"all equal":      several(3, points(8, numbered, func(int) float64 { return 16 })),
			"all zero":       several(3, points(8, numbered, func(int) float64 { return 0 })),
			"missing":        several(3, missing(points(10, numbered, falling), 0, 3, 9)),
			"infinite":       several(2, points(6, numbered, func(i int) float64 { return 1 / float64(i) })),
			"huge":           several(3, points(6, numbered, func(i int) float64 { return 1e12 * float64(i+1) })),
			"tiny":           several(3, points(6, numbered, func(i int) float64 { return 1e-9 * float64(i+1) })),
			"long names":     several(3, points(12, long, falling)),
			"unbroken names": several(2, points(5, unbroken, falling)),
			"forty":          several(3, marked(points(40, numbered, falling), 20)),
			"ten thousand":   several(2, points(10000, numbered, falling)),
			"grouped":        several(3, headed(points(9, numbered, falling))),
		} {
			if kind == widgets.DivergingBar {
				series = sided(series)
			}
			figures[string(kind)+", "+name] = hostile(kind, series...)
		}
	}
	for _, kind := range []widgets.Kind{widgets.GroupedColumn, widgets.StackedColumn} {
		for name, series := range map[string][]widgets.Series{
			"months":       several(3, months(60, falling)),
			"a few years":  several(4, months(5, func(i int) float64 { return float64(10 + i) })),
			"gaps":         several(2, missing(months(24, falling), 0, 3, 4, 23)),
			"ends missing": several(2, missing(months(9, falling), 8)),
			"many":         several(6, months(400, falling)),
		} {
			f := hostile(kind, series...)
			f.Spec.Encoding.Category, f.Spec.Encoding.Time = "", "Month"
			figures[string(kind)+" over time, "+name] = f
		}
	}
	fall := hostile(widgets.GroupedColumn, several(2, months(9, func(i int) float64 { return float64(4 - i) }))...)
	fall.Spec.Encoding.Category, fall.Spec.Encoding.Time = "", "Month"
	figures["groupedColumn over time, mixed"] = fall
	negative := several(3, points(7, numbered, func(i int) float64 { return float64(3 - i) }))
	figures["groupedBar, mixed"] = hostile(widgets.GroupedBar, negative...)
	totals := hostile(widgets.StackedBar, several(3, points(9, numbered, falling))...)
	totals.Totals = widgets.Series{Name: "All of them together", Points: missing(points(9, numbered, falling), 2)}
	figures["stackedBar, totals"] = totals
	names := hostile(widgets.StackedBar, several(4, points(9, numbered, falling))...)
	for i := range names.Series {
		names.Series[i].Name = long(i)
	}
	figures["stackedBar, long names of parts"] = names
	return figures
}

// several makes n series of the same points, each smaller than the one before,
// the first of which stands out where there are more than four.
func several(n int, of []widgets.Point) []widgets.Series {
	all := make([]widgets.Series, n)
	for k := range all {
		all[k] = widgets.Series{Name: fmt.Sprintf("Part %d", k+1), Highlight: n > 4 && k == 0, Points: make([]widgets.Point, len(of))}
		for i, p := range of {
			if p.Value /= float64(k + 1); !p.Missing {
				p.Label = fmt.Sprintf("%.1f", p.Value)
			}
			all[k].Points[i] = p
		}
	}
	return all
}

// sided gives series their sides: left, right, apart, and again.
func sided(series []widgets.Series) []widgets.Series {
	for k := range series {
		series[k].Side = []widgets.Side{widgets.LeftSide, widgets.RightSide, widgets.Aside, widgets.NoAnswer}[k%4]
	}
	return series
}

// headed puts points under three headings.
func headed(of []widgets.Point) []widgets.Point {
	for i := range of {
		of[i].Group = fmt.Sprintf("A question that was asked, number %d", i/3+1)
	}
	return of
}

// randomParts makes rows whose parts make up 100, or a little less, with one
// in twelve missing.
func randomParts(kind widgets.Kind) func(*rand.Rand) (widgets.Spec, datasets.Result) {
	return func(r *rand.Rand) (widgets.Spec, datasets.Result) {
		share := table.Field{Name: "Share", Kind: table.Percentages, Role: table.Measure, Unit: "%"}
		result := datasets.Result{Fields: []table.Field{{Name: "Name", Kind: table.Text}, {Name: "Part", Kind: table.Text}, share}}
		spec := widgets.Spec{Version: widgets.SpecVersion, Kind: kind, Title: randomWords(r, 9), Subtitle: randomWords(r, 6),
			Encoding: datasets.Roles{Category: "Name", Series: "Part", Value: "Share"}}
		names, parts, n := randomNames(r), randomNames(r), 1+r.IntN(6)
		for i := range 1 + r.IntN(14) {
			left := int64(1000 - r.IntN(30))
			for k := range n {
				part := left
				if k < n-1 {
					part = r.Int64N(left + 1)
				}
				left -= part
				cell := table.NumberCell(table.Percentages, table.NewDecimal(part, 1))
				if r.IntN(12) == 0 {
					cell = table.MissingCell(share, table.Reason(1+r.IntN(int(table.Unreadable))))
				}
				name := names[i%len(names)]
				if i >= len(names) {
					name = fmt.Sprintf("%s %d", name, i)
				}
				result.Rows = append(result.Rows, []table.Cell{{Kind: table.Text, Text: name}, {Kind: table.Text, Text: parts[k] + "."}, cell})
			}
		}
		if kind == widgets.DivergingBar && n > 2 && r.IntN(2) == 0 {
			spec.Left, spec.Aside = []string{parts[0] + "."}, []string{parts[1] + "."}
		}
		switch r.IntN(4) {
		case 0:
			spec.Highlight = []string{names[0]}
		case 1:
			spec.Highlight = []string{parts[0] + "."}
		}
		return spec, result
	}
}
