package widgets_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

func heatSpec() widgets.Spec {
	return widgets.Spec{Version: 1, Kind: widgets.HeatTable, Subtitle: "Landfill",
		Encoding: datasets.Roles{Category: "Local Authority", Time: "Year", Value: "Recycled"}}
}

// A class is that of the number as printed: 14.6 is printed 15 and stands with
// 15, not with 14.4.
func TestHeatClassesAreThoseOfThePrintedNumber(t *testing.T) {
	t.Parallel()
	f := figure(t, heatSpec(), movedResult([3]string{"Essex", "14.6", "45"}, [3]string{"Kent", "14.4", "29.5"}, [3]string{"Suffolk", "0", ""}))
	if diff := cmp.Diff([]string{"15%", "30%"}, f.Breaks); diff != "" {
		t.Errorf("edges (−want +got):\n%s", diff)
	}
	byLabel := map[string]int{}
	for _, s := range f.Series {
		for _, p := range s.Points {
			if p.Missing {
				if p.Sign != "[c]" {
					t.Errorf("a suppressed number has the sign %q, want [c]", p.Sign)
				}
				continue
			}
			if class, seen := byLabel[p.Label]; seen && class != p.Class {
				t.Errorf("%s stands in two classes", p.Label)
			}
			byLabel[p.Label] = p.Class
		}
	}
	want := map[string]int{"0%": 0, "14%": 0, "15%": 1, "30%": 2, "45%": 2}
	if diff := cmp.Diff(want, byLabel); diff != "" {
		t.Errorf("classes (−want +got):\n%s", diff)
	}
}

func TestHeatTableWords(t *testing.T) {
	t.Parallel()
	spec := heatSpec()
	spec.Highlight = []string{"Kent"}
	f := figure(t, spec, movedResult([3]string{"Essex", "46", "17"}, [3]string{"Kent", "40", "20"}))
	want := "Heat table of 2 rows by 2 columns: Landfill. Kent goes from 40% to 20%. Essex in 2014/15 is highest at 46%, Essex in 2018/19 is lowest at 17%."
	if diff := cmp.Diff(want, widgets.Describe(f)); diff != "" {
		t.Errorf("Describe (−want +got):\n%s", diff)
	}
	rows := [][]string{{"Local Authority", "2014/15", "2018/19"}, {"Kent", "40%", "20%"}, {"Essex", "46%", "17%"}}
	if diff := cmp.Diff(rows, append([][]string{f.Table.Heads}, f.Table.Rows...)); diff != "" {
		t.Errorf("table, by the last column (−want +got):\n%s", diff)
	}
}

func TestHeatTableRefuses(t *testing.T) {
	t.Parallel()
	bare := heatSpec()
	bare.Encoding.Time = ""
	twice := movedResult([3]string{"Essex", "46", "51.1"}, [3]string{"Essex", "1", "2"})
	var rows [][3]string
	for i := range widgets.MaxHeatRows + 1 {
		rows = append(rows, [3]string{numbered(i), "1", "2"})
	}
	for name, test := range map[string]struct {
		spec   widgets.Spec
		result datasets.Result
		field  string
	}{
		"no columns": {bare, movedResult([3]string{"Essex", "46", "51.1"}), "series"},
		"a twice":    {heatSpec(), twice, "category"},
		"41 rows":    {heatSpec(), movedResult(rows...), "rows"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := widgets.NewFigure(test.spec, test.result, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Field != test.field || problem.Suggestion == "" {
				t.Errorf("NewFigure = %v (field %q), want a problem with %q and what to do", err, problem.Field, test.field)
			}
		})
	}
}

// Every cell shown has its number on the shade of its class; a hidden one is
// hatched, and no missing one has a shade.
func TestCellsHaveTheirNumberAndShade(t *testing.T) {
	t.Parallel()
	eachPlaced(t, widgets.HeatTable, func(t *testing.T, what string, f widgets.Figure, p widgets.Placed) {
		shade := map[widgets.Color]bool{}
		for _, c := range p.Colors.Sequential {
			shade[c] = true
		}
		labels := map[string]map[int]bool{}
		for _, s := range f.Series {
			for _, point := range s.Points {
				text := strings.TrimSuffix(point.Label, "%")
				if point.Missing {
					text = point.Sign
				}
				if labels[text] == nil {
					labels[text] = map[int]bool{}
				}
				labels[text][point.Class] = true
			}
		}
		cells := 0
		for i, m := range p.Marks {
			r, ok := m.(widgets.RectMark)
			if !ok || !shade[r.Fill] || i+1 == len(p.Marks) {
				continue
			}
			next := p.Marks[i+1]
			if _, edge := next.(widgets.RuleMark); edge && i+2 < len(p.Marks) { // of a pale cell
				next = p.Marks[i+2]
			}
			text, ok := next.(widgets.TextMark)
			if !ok || text.Anchor != widgets.Middle {
				continue // of the key
			}
			cells++
			classes := labels[text.Text]
			at := len(f.Breaks)
			for class := range classes {
				at = class
			}
			if len(classes) == 1 && shadesOf(p, len(f.Breaks)+1)[at] != r.Fill {
				t.Errorf("%s: %q stands on %v, want the shade of class %d", what, text.Text, r.Fill, at)
			}
			if x := float64(text.At.X); x < float64(r.X) || x > float64(r.X+r.W) {
				t.Errorf("%s: %q stands outside its cell", what, text.Text)
			}
		}
		if cells == 0 && len(f.Breaks) > 0 {
			t.Errorf("%s: no cell has a shade", what)
		}
	})
}

// shadesOf are the shades of n classes, low to high.
func shadesOf(p widgets.Placed, n int) []widgets.Color {
	s := p.Colors.Sequential
	return [][]widgets.Color{{s[2]}, {s[1], s[3]}, s[1:], s}[n-1]
}

// hostileHeats are the worst of what heat tables can be given.
func hostileHeats() map[string]widgets.Figure {
	figures := map[string]widgets.Figure{}
	for name, size := range map[string]struct {
		rows, columns int
		name          func(int) string
		value         func(int) float64
	}{
		"one cell":       {1, 1, numbered, falling},
		"years":          {12, 12, func(i int) string { return fmt.Sprint(2010 + i) }, falling},
		"all equal":      {4, 5, numbered, func(int) float64 { return 42 }},
		"forty by forty": {40, 40, numbered, falling},
		"long names":     {9, 11, long, falling},
		"unbroken names": {6, 4, unbroken, falling},
		"huge":           {5, 6, numbered, func(i int) float64 { return 1e12 * float64(i+1) }},
		"negative":       {6, 6, numbered, func(i int) float64 { return float64(i - 3) }},
	} {
		var series []widgets.Series
		for i := range size.rows {
			s := widgets.Series{Name: size.name(i), Highlight: i == size.rows-1, Points: months(size.columns, func(j int) float64 { return size.value(i + j) })}
			for j := range s.Points {
				s.Points[j].Class = (i + j) % 4
				if (i+j)%7 == 3 {
					missing(s.Points, j)
					s.Points[j].Sign = []string{"[c]", "[x]"}[j%2]
				}
			}
			series = append(series, s)
		}
		f := hostile(widgets.HeatTable, series...)
		f.Breaks = []string{"10%", "25%", "50%"}
		figures["heatTable, "+name] = f
	}
	return figures
}

func init() { randomShapes[widgets.HeatTable] = randomHeat }

// randomHeat makes rows of name, period and number, of which some are not there.
func randomHeat(r *rand.Rand) (widgets.Spec, datasets.Result) {
	spec := heatSpec()
	spec.Title, spec.Subtitle = randomWords(r, 4+r.IntN(11)), randomWords(r, r.IntN(9))
	value := table.Field{Name: "Recycled", Kind: table.Decimals, Role: table.Measure}
	number, names := randomNumbers(r, &value), randomNames(r)
	grain := table.Grain(1 + r.IntN(int(table.AcademicYear)))
	result := datasets.Result{Fields: []table.Field{placeField, value, {Name: "Year", Kind: table.Periods, Grain: grain, Role: table.Time}}}
	first, columns := table.PeriodStart(table.Date(2000+r.IntN(20), 1, 1), grain), 1+r.IntN(24)
	for _, name := range names[:1+r.IntN(12)] {
		for i := range columns {
			if r.IntN(12) > 0 {
				result.Rows = append(result.Rows, []table.Cell{text(name), number(), {Kind: table.Periods, Grain: grain, Day: table.AddPeriods(first, grain, i)}})
			}
		}
	}
	if r.IntN(2) == 0 {
		spec.Highlight = []string{names[0]}
	}
	return spec, result
}
