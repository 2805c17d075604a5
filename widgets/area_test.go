package widgets_test

import (
	"errors"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/draw"
	"figurehead/widgets/words"
)

// hostileAreas are areas and stacked areas with the worst of their kind.
func hostileAreas() map[string]widgets.Figure {
	rising := func(i int) float64 { return float64(i) }
	flat := func(v float64) func(int) float64 { return func(int) float64 { return v } }
	part := func(name string, p []widgets.Point) widgets.Series {
		return widgets.Series{Name: name, Key: name, Points: p}
	}
	state := func(from []widgets.Point, s words.State, at ...int) []widgets.Point {
		for _, i := range at {
			from[i].State = s
		}
		return from
	}
	figures := map[string]widgets.Figure{}
	for name, points := range map[string][]widgets.Point{
		"one point":   months(1, falling),
		"all equal":   months(20, flat(7)),
		"all zero":    months(20, flat(0)),
		"gaps":        missing(months(24, falling), 0, 5, 6, 8, 23),
		"negative":    months(30, func(i int) float64 { return float64(15 - i) }),
		"huge":        months(12, func(i int) float64 { return 1e14 * float64(i) }),
		"tiny":        months(12, func(i int) float64 { return 1e-12 * float64(i) }),
		"not finite":  months(12, func(i int) float64 { return math.Log(float64(i - 3)) }),
		"many points": months(5000, falling),
		"open":        state(months(12, rising), words.Provisional, 5, 10, 11),
		"a part":      state(months(12, rising), words.PartOfPeriod, 11),
		"all open":    state(months(3, rising), words.Estimated, 0, 1, 2),
	} {
		figures["area, "+name] = hostile(widgets.Area, widgets.Series{Name: "Value", Points: points})
	}
	for name, series := range map[string][]widgets.Series{
		"one part":      {part("A", months(20, rising))},
		"four":          {part("A", months(20, rising)), part("B", months(20, falling)), part("C", months(20, flat(5))), part("D", months(20, flat(1)))},
		"two periods":   {part("A", months(2, rising)), part("B", months(2, falling))},
		"one period":    {part("A", months(1, flat(3))), part("B", months(1, falling))},
		"gaps":          {part("A", missing(months(20, rising), 3, 9)), part("B", missing(months(20, falling), 8, 10))},
		"thin parts":    {part("A", months(40, flat(100))), part("B", months(40, flat(0.1))), part("C", months(40, flat(0.1))), part("D", months(40, flat(0)))},
		"long names":    {part(long(1), months(9, rising)), part(unbroken(2), months(9, falling))},
		"huge":          {part("A", months(9, func(i int) float64 { return 1e14 })), part("B", months(9, falling))},
		"open":          {part("A", state(months(12, flat(9)), words.Provisional, 10, 11)), part("B", months(12, flat(4)))},
		"marked":        highlit([]widgets.Series{part("A", months(20, rising)), part("B", months(20, falling))})[:2],
		"ends early":    {part("Whole", months(24, falling)), part("Early", missing(months(24, falling), 20, 21, 22, 23))},
		"many periods":  {part("A", months(2000, flat(3))), part("B", months(2000, falling))},
		"all but zero":  {part("A", months(20, flat(0))), part("B", months(20, flat(0)))},
		"spikes":        {part("A", months(60, func(i int) float64 { return 100 * float64(i%2) })), part("B", months(60, func(i int) float64 { return 50 * float64((i+1)%3) }))},
		"hundreds high": {part("A", months(300, func(i int) float64 { return 100 + 90*math.Sin(float64(i)) })), part("B", months(300, flat(4)))},
	} {
		figures["stackedArea, "+name] = hostile(widgets.StackedArea, series...)
	}
	return figures
}

// The bands of a stack are as thick as their numbers: one scale puts every
// part of every period within half a pixel.
func TestBandsAreAsThickAsTheirNumbers(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, e := range examples(t) {
		if e.spec.Kind != widgets.StackedArea {
			continue
		}
		f := e.figure(t)
		for _, preset := range widgets.Presets {
			var areas []widgets.AreaMark
			for _, m := range place(t, f, preset.Name, widgets.Light).Marks {
				if a, ok := m.(widgets.AreaMark); ok {
					areas = append(areas, a)
				}
			}
			if len(areas) != len(f.Series) {
				t.Fatalf("%s, %s: %d bands for %d parts", e.folder, preset.Name, len(areas), len(f.Series))
			}
			values, heights := []float64{0}, []float64{0}
			for i, s := range f.Series {
				n := len(s.Points)
				top, foot := areas[i].Points[:n], slices.Clone(areas[i].Points[n:])
				slices.Reverse(foot)
				for k, p := range s.Points {
					at := foot[min(k, len(foot)-1)]
					if len(foot) == 2 { // the lowest band stands on a straight line
						at = foot[0]
					}
					values, heights = append(values, p.Value), append(heights, float64(at.Y-top[k].Y))
				}
			}
			checked += len(values)
			if !someScale(values, heights, 0.25) {
				t.Errorf("%s, %s: the bands are not on one scale from zero", filepath.Base(e.folder), preset.Name)
			}
		}
	}
	if checked < 500 {
		t.Errorf("%d numbers were read back, want 500 at least", checked)
	}
}

func TestAreasThatAreRefused(t *testing.T) {
	t.Parallel()
	result := func(parts int, value string, kind table.Kind) datasets.Result {
		r := datasets.Result{Fields: []table.Field{{Name: "Year", Kind: table.Periods, Grain: table.Year, Role: table.Time}, {Name: "Part", Kind: table.Text}, {Name: "Rate", Kind: kind, Role: table.Measure, NoSum: kind == table.Decimals}}}
		for year := range 3 {
			for i := range parts {
				r.Rows = append(r.Rows, []table.Cell{table.PeriodCell(table.Date(2018+year, 1, 1), table.Year), table.TextCell(numbered(i)), table.NumberCell(kind, table.MustDecimal(value))})
			}
		}
		return r
	}
	for _, test := range []struct {
		name  string
		kind  widgets.Kind
		roles datasets.Roles
		from  datasets.Result
		field string
	}{
		{"an area of several", widgets.Area, datasets.Roles{Time: "Year", Series: "Part", Value: "Rate"}, result(2, "5", table.Integers), "series"},
		{"a stack of one number", widgets.StackedArea, datasets.Roles{Time: "Year", Value: "Rate"}, result(1, "5", table.Integers), "series"},
		{"five parts", widgets.StackedArea, datasets.Roles{Time: "Year", Series: "Part", Value: "Rate"}, result(5, "5", table.Percentages), "series"},
		{"parts below zero", widgets.StackedArea, datasets.Roles{Time: "Year", Series: "Part", Value: "Rate"}, result(2, "-5", table.Percentages), "value"},
		{"rates", widgets.StackedArea, datasets.Roles{Time: "Year", Series: "Part", Value: "Rate"}, result(2, "5.5", table.Decimals), "value"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := widgets.NewFigure(widgets.Spec{Version: 1, Kind: test.kind, Encoding: test.roles}, test.from, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Field != test.field || problem.Suggestion == "" {
				t.Errorf("NewFigure = %v, want a problem with %s and what to do", err, test.field)
			}
		})
	}
}

// A stack whose parts have no period in common has nothing to show.
func TestStackWithoutAWhole(t *testing.T) {
	t.Parallel()
	f := hostile(widgets.StackedArea, widgets.Series{Name: "A", Points: missing(months(2, falling), 0)}, widgets.Series{Name: "B", Points: missing(months(2, falling), 1)})
	for _, p := range widgets.Presets {
		if _, err := widgets.Place(f, p, widgets.Light, draw.Text); !errors.Is(err, widgets.ErrNoWhole) {
			t.Errorf("Place(%s) = %v, want ErrNoWhole", p.Name, err)
		}
	}
}

func TestSuggestAreas(t *testing.T) {
	t.Parallel()
	year := table.Field{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time}
	fields := []table.Field{year, {Name: "Method", Kind: table.Text}, {Name: "Tonnes", Kind: table.Integers, Role: table.Measure}}
	rows := func(methods int) (all [][]string) {
		for y := range 10 {
			for m := range methods {
				all = append(all, []string{table.PeriodLabel(table.Date(2009+y, 4, 1), table.FinancialYear), numbered(m), []string{"900", "500", "40", "30", "20", "10"}[m]})
			}
		}
		return all
	}
	for _, test := range []struct {
		name    string
		methods int
		kind    widgets.Kind
		want    string
	}{
		{"three parts", 3, widgets.StackedArea, "Place 1 was the largest part of all tonnes in 2018/19, 900."},
		{"six parts", 6, widgets.StackedArea, "Place 1 was the largest part of all tonnes in 2018/19, 900."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := others(t, build(t, fields, rows(test.methods)), "")[test.kind]
			if diff := cmp.Diff(test.want, s.Sentence); diff != "" {
				t.Errorf("SuggestOthers (−want +got):\n%s", diff)
			}
		})
	}
	// Rates and shares are not offered as areas: they do not add up.
	waste := read(t, "../server/demo/data/sdg-11-6-1-council-collected-waste.csv")
	for _, kind := range []widgets.Kind{widgets.Area, widgets.StackedArea} {
		if s, ok := others(t, waste, "Essex")[kind]; ok {
			t.Errorf("%s of shares is offered: %q", kind, s.Sentence)
		}
	}
}
