package widgets_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

// stepped are rows of name and change with the running total that the
// cumulative step would make.
func stepped(t testing.TB, field table.Field, rows ...[2]string) datasets.Result {
	t.Helper()
	field.Name = "Change"
	running := field
	running.Name = "So far"
	r := datasets.Result{Fields: []table.Field{{Name: "District", Kind: table.Text, Totals: []string{"All"}}, field, running}}
	total := table.NewDecimal(0, 0)
	for _, row := range rows {
		value, end := table.MissingCell(field, table.Suppressed), table.MissingCell(field, table.Suppressed)
		if row[1] != "" {
			value = table.NumberCell(field.Kind, table.MustDecimal(row[1]))
			sum, err := total.Sub(negated(value.Number))
			if err != nil {
				t.Fatal(err)
			}
			total, end = sum, table.NumberCell(field.Kind, sum)
		}
		r.Rows = append(r.Rows, []table.Cell{text(row[0]), value, end})
	}
	return r
}

func negated(d table.Decimal) table.Decimal {
	n, _ := table.NewDecimal(0, 0).Sub(d)
	return n
}

var countField = table.Field{Kind: table.Integers, Role: table.Measure}

func waterfallSpec() widgets.Spec {
	return widgets.Spec{Version: 1, Kind: widgets.Waterfall, Subtitle: "Change in certificates",
		Encoding: datasets.Roles{Category: "District", Value: "Change", Running: "So far"}, Names: map[string]string{"So far": "All districts"}}
}

func TestWaterfallWords(t *testing.T) {
	t.Parallel()
	r := stepped(t, countField, [2]string{"Chelmsford", "1157"}, [2]string{"Maldon", "0"}, [2]string{"Colchester", "-404"})
	f := figure(t, waterfallSpec(), r)
	want := "Waterfall chart of 3 steps: Change in certificates. Chelmsford adds most, +1,157. Colchester takes away most, −404. All districts: +753."
	if diff := cmp.Diff(want, widgets.Describe(f)); diff != "" {
		t.Errorf("Describe (−want +got):\n%s", diff)
	}
	var labels []string
	for _, p := range append(f.Series[0].Points, f.Totals.Points...) {
		labels = append(labels, p.Category+" "+p.Label)
	}
	if diff := cmp.Diff([]string{"Chelmsford +1,157", "Maldon 0", "Colchester −404", "All districts +753"}, labels); diff != "" {
		t.Errorf("labels (−want +got):\n%s", diff)
	}
	money := table.Field{Kind: table.Currency, Unit: "£", Role: table.Measure}
	f = figure(t, waterfallSpec(), stepped(t, money, [2]string{"Roads", "2500"}, [2]string{"Parks", "1200"}))
	if got := f.Totals.Points[0].Label; got != "£3,700" {
		t.Errorf("total of payments = %q, want £3,700", got)
	}
}

func TestWaterfallRefuses(t *testing.T) {
	t.Parallel()
	good := stepped(t, countField, [2]string{"A", "5"}, [2]string{"B", "-2"})
	bent := stepped(t, countField, [2]string{"A", "5"}, [2]string{"B", "-2"})
	slices.Reverse(bent.Rows)
	without := waterfallSpec()
	without.Encoding.Running = ""
	var many [][2]string
	for i := range widgets.MaxSteps + 1 {
		many = append(many, [2]string{numbered(i), "1"})
	}
	for name, test := range map[string]struct {
		spec   widgets.Spec
		result datasets.Result
		field  string
	}{
		"no running total":  {without, good, "running"},
		"sorted afterwards": {waterfallSpec(), bent, "running"},
		"a hidden step":     {waterfallSpec(), stepped(t, countField, [2]string{"A", "5"}, [2]string{"B", ""}), "value"},
		"a total as a step": {waterfallSpec(), stepped(t, countField, [2]string{"A", "5"}, [2]string{"All", "5"}), "category"},
		"a name twice":      {waterfallSpec(), stepped(t, countField, [2]string{"A", "5"}, [2]string{"A", "5"}), "category"},
		"25 steps":          {waterfallSpec(), stepped(t, countField, many...), "rows"},
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

func TestStepsThatDoNotStandBySizeAreNoticed(t *testing.T) {
	t.Parallel()
	for want, rows := range map[bool][][2]string{true: {{"A", "5"}, {"B", "-2"}}, false: {{"A", "1"}, {"B", "5"}}} {
		r := stepped(t, countField, rows...)
		if c := byID(widgets.Checks(figure(t, waterfallSpec(), r), waterfallSpec(), onsSource(), r))["order"]; c.Done != want {
			t.Errorf("Checks of %v: in order = %v, want %v", rows, c.Done, want)
		}
	}
}

// Every bar runs from the running total before it to its own, on one scale, and
// the total from zero.
func TestStepsRunBetweenTheirTotals(t *testing.T) {
	t.Parallel()
	eachPlaced(t, widgets.Waterfall, func(t *testing.T, what string, f widgets.Figure, p widgets.Placed) {
		var bars []widgets.RectMark
		for _, m := range p.Marks {
			if m, ok := m.(widgets.RectMark); ok && slices.Contains([]widgets.Color{p.Colors.Series[0], p.Colors.Series[3], p.Colors.Ink}, m.Fill) && m.Y > 0 {
				bars = append(bars, m)
			}
		}
		points := f.Series[0].Points
		if p.Preset.Frame == false && len(bars) > len(points)+1 {
			bars = bars[len(bars)-len(points)-1:] // the claim plane has the brand's colour
		}
		if len(bars) != len(points)+1 {
			t.Errorf("%s: %d bars for %d steps and their total", what, len(bars), len(points))
			return
		}
		var values, places []float64
		add := func(from, to float64, m widgets.RectMark) {
			if m.W <= 1 {
				return // a step too small to be seen has a sliver
			}
			values, places = append(values, min(from, to), max(from, to)), append(places, float64(m.X), float64(m.X+m.W))
		}
		for i, point := range points {
			add(point.Low.Value, point.High.Value, bars[i])
		}
		add(0, f.Totals.Points[0].Value, bars[len(points)])
		onOneScale(t, what, values, places)
	})
}

// hostileWaterfalls are the worst of what waterfalls can be given.
func hostileWaterfalls() map[string]widgets.Figure {
	figures := map[string]widgets.Figure{}
	for name, p := range map[string][]widgets.Point{
		"one row":        points(1, numbered, falling),
		"marked":         marked(points(9, numbered, falling), 3),
		"all zero":       points(8, numbered, func(int) float64 { return 0 }),
		"all negative":   points(8, numbered, func(i int) float64 { return -falling(i) }),
		"down, then up":  points(8, numbered, func(i int) float64 { return float64(i*i) - 20 }),
		"huge":           points(6, numbered, func(i int) float64 { return 1e12 * float64(3-i) }),
		"tiny":           points(6, numbered, func(i int) float64 { return 1e-9 * float64(3-i) }),
		"long names":     points(12, long, falling),
		"unbroken names": points(5, unbroken, falling),
		"most":           points(widgets.MaxSteps, numbered, func(i int) float64 { return float64(12 - i) }),
	} {
		start := 0.0
		for i := range p {
			p[i].Low, p[i].High = &widgets.Bound{Value: start}, &widgets.Bound{Value: start + p[i].Value}
			start = p[i].High.Value
		}
		f := hostile(widgets.Waterfall, widgets.Series{Name: "Change", Points: p})
		f.Totals = widgets.Series{Name: "Total", Points: []widgets.Point{{Category: "Total", Short: "Total", Value: start, Label: fmt.Sprintf("%.1f", start), Highlight: true}}}
		figures["waterfall, "+name] = f
	}
	return figures
}

func init() { randomShapes[widgets.Waterfall] = randomSteps }

// randomSteps makes rows of change with their running total.
func randomSteps(r *rand.Rand) (widgets.Spec, datasets.Result) {
	spec := waterfallSpec()
	spec.Title, spec.Subtitle = randomWords(r, 4+r.IntN(11)), randomWords(r, r.IntN(9))
	spec.Names["So far"] = randomWords(r, 1+r.IntN(4))
	result := datasets.Result{Fields: []table.Field{{Name: "District", Kind: table.Text}, {Name: "Change"}, {Name: "So far"}}}
	field := table.Field{Name: "Change", Kind: table.Decimals, Role: table.Measure}
	number := randomNumbers(r, &field)
	running := field
	running.Name = "So far"
	result.Fields[1], result.Fields[2] = field, running
	total := table.NewDecimal(0, 0)
	for _, name := range randomNames(r)[:1+r.IntN(12)] {
		c := number()
		if c.Missing != table.Present {
			continue
		}
		if r.IntN(3) == 0 {
			c.Number = negated(c.Number)
		}
		total, _ = total.Sub(negated(c.Number))
		result.Rows = append(result.Rows, []table.Cell{text(name), c, table.NumberCell(field.Kind, total)})
	}
	return spec, result
}
