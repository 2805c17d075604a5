package widgets_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// scattered are rows of a name with a number across and one upwards; "" is
// missing.
func scattered(rows ...[3]string) datasets.Result {
	r := datasets.Result{Fields: []table.Field{{Name: "Council", Kind: table.Text},
		{Name: "Landfill", Kind: table.Percentages, Unit: "%", Role: table.Measure}, {Name: "Recycled", Kind: table.Percentages, Unit: "%", Role: table.Measure}}}
	for _, row := range rows {
		cells := []table.Cell{text(row[0])}
		for i := 1; i < 3; i++ {
			c := table.MissingCell(r.Fields[i], table.NotAvailable)
			if row[i] != "" {
				c = table.NumberCell(table.Percentages, table.MustDecimal(row[i]))
			}
			cells = append(cells, c)
		}
		r.Rows = append(r.Rows, cells)
	}
	return r
}

func scatterSpec() widgets.Spec {
	return widgets.Spec{Version: 1, Kind: widgets.Scatter, Subtitle: "Waste", Encoding: datasets.Roles{Category: "Council", Across: "Landfill", Value: "Recycled"}}
}

func TestScatterWords(t *testing.T) {
	t.Parallel()
	r := scattered([3]string{"A", "10", "50"}, [3]string{"B", "30", "20"}, [3]string{"C", "", "40"}, [3]string{"D", "5", ""})
	spec := scatterSpec()
	spec.Highlight = []string{"B"}
	f := figure(t, spec, r)
	want := "Scatter plot of 2 points, Landfill across and Recycled upwards: Waste. B: Landfill 30%, Recycled 20%. No figure for C and D (not available). " +
		"Recycled runs from 20% (B) to 50% (A). Landfill runs from 10% (A) to 30% (B)."
	if diff := cmp.Diff(want, widgets.Describe(f)); diff != "" {
		t.Errorf("Describe (−want +got):\n%s", diff)
	}
	if c := byID(widgets.Checks(f, spec, onsSource(), r))["missing"]; !c.Done {
		t.Errorf("Checks = %v, want a missing number across to be no fault", c.Reason)
	}
	same := figure(t, scatterSpec(), scattered([3]string{"A", "7", "50"}, [3]string{"B", "7", "20"}))
	if got := widgets.Describe(same); !strings.Contains(got, "Landfill is 7% for all.") {
		t.Errorf("Describe = %q, want that all are 7%%", got)
	}
}

func TestScatterRefuses(t *testing.T) {
	t.Parallel()
	without, nameless, texts := scatterSpec(), scatterSpec(), scatterSpec()
	without.Encoding.Across, nameless.Encoding.Category, texts.Encoding.Across = "", "", "Council"
	var many [][3]string
	for i := range widgets.MaxScatter + 1 {
		many = append(many, [3]string{numbered(i), "1", "2"})
	}
	good := [][3]string{{"A", "1", "2"}, {"B", "2", "3"}}
	for name, test := range map[string]struct {
		spec  widgets.Spec
		rows  [][3]string
		field string
	}{
		"one column of numbers": {without, good, "across"},
		"no names":              {nameless, good, "category"},
		"text across":           {texts, good, "Council"},
		"a name twice":          {scatterSpec(), [][3]string{{"A", "1", "2"}, {"A", "2", "3"}}, "category"},
		"2,001 points":          {scatterSpec(), many, "rows"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := widgets.NewFigure(test.spec, scattered(test.rows...), widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Field != test.field || problem.Suggestion == "" {
				t.Errorf("NewFigure = %v (field %q), want a problem with %q and what to do", err, problem.Field, test.field)
			}
		})
	}
	none := scattered([3]string{"A", "", "2"}, [3]string{"B", "3", ""})
	if _, err := widgets.NewFigure(scatterSpec(), none, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB"); !errors.Is(err, widgets.ErrNoNumbers) {
		t.Errorf("NewFigure of no whole point = %v, want ErrNoNumbers", err)
	}
}

// Every point stands at its two numbers, each on one scale.
func TestPointsStandAtTheirNumbers(t *testing.T) {
	inWholeLane(t)
	t.Parallel()
	eachPlaced(t, widgets.Scatter, func(t *testing.T, what string, f widgets.Figure, p widgets.Placed) {
		points := slices.Clone(f.Series[0].Points)
		points = slices.DeleteFunc(points, func(p widgets.Point) bool {
			return !drawable(p.Value, p.Missing) || p.Across == nil || !drawable(p.Across.Value, p.Across.Missing)
		})
		// From left to right, those that stand out last.
		slices.SortStableFunc(points, func(a, b widgets.Point) int {
			if a.Highlight != b.Highlight {
				if a.Highlight {
					return 1
				}
				return -1
			}
			switch x, y := a.Across.Value-b.Across.Value, a.Value-b.Value; {
			case x < 0 || x == 0 && y < 0:
				return -1
			case x > 0 || y > 0:
				return 1
			}
			return 0
		})
		var across, up, xs, ys []float64
		for _, point := range points {
			across, up = append(across, point.Across.Value), append(up, point.Value)
		}
		for i, m := range p.Marks {
			if m, ok := m.(widgets.DotMark); ok && !numberRing(m, p) && !keyDot(p.Marks, i) {
				xs, ys = append(xs, float64(m.Center.X)), append(ys, float64(m.Center.Y))
			}
		}
		onOneScale(t, what+", across", across, xs)
		onOneScale(t, what+", upwards", up, ys)
	})
}

// keyDot reports whether a dot is the sign of a name over the plot, which it follows.
func keyDot(marks []widgets.Mark, i int) bool {
	name, ok := marks[max(i-1, 0)].(widgets.TextMark)
	return ok && name.Face == widgets.Bold
}

// hostileScatters are the worst of what scatter plots can be given.
func hostileScatters() map[string]widgets.Figure {
	figures := map[string]widgets.Figure{}
	square := func(i int) float64 { return float64(i*i%97) - 20 }
	for name, p := range map[string][]widgets.Point{
		"one point":      points(1, numbered, falling),
		"marked":         marked(points(60, numbered, falling), 3, 20, 59),
		"all equal":      points(8, numbered, func(int) float64 { return 42 }),
		"all zero":       points(8, numbered, func(int) float64 { return 0 }),
		"negative":       points(50, numbered, func(i int) float64 { return -50 - falling(i) }),
		"mixed":          points(80, numbered, square),
		"missing":        missing(points(10, numbered, falling), 0, 3, 9),
		"infinite":       points(6, numbered, func(i int) float64 { return 1 / float64(i) }),
		"huge":           points(6, numbered, func(i int) float64 { return 1e12 * float64(i+1) }),
		"tiny":           points(6, numbered, func(i int) float64 { return 1e-9 * float64(i+1) }),
		"far":            points(30, numbered, func(i int) float64 { return 900 + float64(i) }),
		"long names":     marked(points(30, long, square), 2),
		"unbroken names": points(30, unbroken, square),
		"most":           marked(points(widgets.MaxScatter, numbered, func(i int) float64 { return float64(i * 7919 % 1009) }), 1000),
	} {
		for i := range p {
			v := p[(i*3+1)%len(p)].Value
			p[i].Across = &widgets.Bound{Value: v, Label: fmt.Sprintf("%.1f", v)}
		}
		f := hostile(widgets.Scatter, widgets.Series{Name: "Upwards", Points: p})
		f.Axes = [2]string{long(0), long(1)}
		figures["scatter, "+name] = f
	}
	return figures
}

// Two columns of numbers with one row for each of eight names or more lead to a
// scatter plot, fewer do not, and nothing is said of how the two go together.
func TestSuggestScatter(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Ward", Kind: table.Text, Role: table.Dimension},
		{Name: "Homes", Kind: table.Integers, Role: table.Measure}, {Name: "Parks", Kind: table.Integers, Role: table.Measure}}
	for n, want := range map[int]string{7: "", 9: "Ward 9: homes 1,081, parks 10, among 9 wards."} {
		var rows [][]string
		for i := range n {
			rows = append(rows, []string{fmt.Sprintf("Ward %d", i+1), fmt.Sprint(1001 + 10*i), fmt.Sprint(i + 2)})
		}
		if diff := cmp.Diff(want, others(t, build(t, fields, rows), "")[widgets.Scatter].Sentence); diff != "" {
			t.Errorf("SuggestOthers of %d rows (−want +got):\n%s", n, diff)
		}
	}
}
