package widgets_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

var edgeField = table.Field{Kind: table.Percentages, Unit: "%", NoSum: true}

// binned are rows of bins as the Query step makes them: lower edge, upper edge
// and count; without edges, a count of missing values.
func binned(field table.Field, rows ...[3]string) datasets.Result {
	low, high := field, field
	low.Name, high.Name = "From", "To"
	count := table.Field{Name: "Councils", Kind: table.Integers, Role: table.Measure}
	r := datasets.Result{Fields: []table.Field{low, high, count}}
	for _, row := range rows {
		var cells []table.Cell
		for i, f := range r.Fields {
			if row[i] == "" {
				cells = append(cells, table.MissingCell(f, table.Suppressed))
				continue
			}
			cells = append(cells, table.NumberCell(f.Kind, table.MustDecimal(row[i])))
		}
		r.Rows = append(r.Rows, cells)
	}
	return r
}

func histogramSpec() widgets.Spec {
	return widgets.Spec{Version: 1, Kind: widgets.Histogram, Subtitle: "Councils by share recycled",
		Encoding: datasets.Roles{Low: "From", High: "To", Value: "Councils"}}
}

func TestHistogramWords(t *testing.T) {
	t.Parallel()
	rows := [][3]string{{"40", "50", "7"}, {"50", "60", "9"}, {"30", "40", "2"}}
	for name, test := range map[string]struct {
		rows      [][3]string
		highlight []string
		want      string
	}{
		"fullest": {rows, nil, "The fullest bin, 50% to under 60%, holds 9 of 18. The bins run from 30% to 60%."},
		"one stands out by a number in it": {rows, []string{"47.6"}, "The fullest bin, 50% to under 60%, holds 9 of 18. " +
			"40% to under 50% holds 7. The bins run from 30% to 60%."},
		"an upper edge is not in its bin": {rows, []string{"60"}, "The fullest bin, 50% to under 60%, holds 9 of 18. The bins run from 30% to 60%."},
		"two as full": {[][3]string{{"0", "2.5", "4"}, {"2.5", "5", "4"}}, nil, "The fullest bins, 0.0% to under 2.5% and 2.5% to under 5.0%, hold 4 each. " +
			"The bins run from 0.0% to 5.0%."},
		"missing apart": {append(rows[:3:3], [3]string{"", "", "5"}), nil, "The fullest bin, 50% to under 60%, holds 9. The bins run from 30% to 60%. " +
			"Counted apart, as they have no figure: 5 (hidden to protect people)."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			spec := histogramSpec()
			spec.Highlight = test.highlight
			f := figure(t, spec, binned(edgeField, test.rows...))
			bins := map[int]string{2: "2 bins", 3: "3 bins"}[len(f.Series[0].Points)]
			if diff := cmp.Diff("Histogram of "+bins+": Councils by share recycled. "+test.want, widgets.Describe(f)); diff != "" {
				t.Errorf("Describe (−want +got):\n%s", diff)
			}
			if told := strings.Contains(strings.Join(f.Notes, " "), "Counted apart"); told != (len(f.Apart) > 0) {
				t.Errorf("Notes = %q, missing told of = %v", f.Notes, told)
			}
		})
	}
}

func TestHistogramRefuses(t *testing.T) {
	t.Parallel()
	without := histogramSpec()
	without.Encoding.Low = ""
	var many [][3]string
	for i := range widgets.MaxHistogramBins + 1 {
		many = append(many, [3]string{table.NewDecimal(int64(i), 0).String(), table.NewDecimal(int64(i+1), 0).String(), "1"})
	}
	for name, test := range map[string]struct {
		spec  widgets.Spec
		rows  [][3]string
		field string
	}{
		"no edges":         {without, [][3]string{{"0", "1", "1"}}, "low"},
		"one edge":         {histogramSpec(), [][3]string{{"0", "", "1"}}, "high"},
		"a gap":            {histogramSpec(), [][3]string{{"0", "1", "1"}, {"2", "3", "1"}}, "low"},
		"an overlap":       {histogramSpec(), [][3]string{{"0", "2", "1"}, {"1", "3", "1"}}, "low"},
		"different widths": {histogramSpec(), [][3]string{{"0", "1", "1"}, {"1", "3", "1"}}, "low"},
		"edges exchanged":  {histogramSpec(), [][3]string{{"1", "0", "1"}}, "high"},
		"fewer than none":  {histogramSpec(), [][3]string{{"0", "1", "-1"}}, "value"},
		"61 bins":          {histogramSpec(), many, "rows"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := widgets.NewFigure(test.spec, binned(edgeField, test.rows...), widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Field != test.field || problem.Suggestion == "" {
				t.Errorf("NewFigure = %v (field %q), want a problem with %q and what to do", err, problem.Field, test.field)
			}
		})
	}
}

// Every bin stands from edge to edge on one scale, and as high as its count.
func TestBinsAreAsHighAsTheirCounts(t *testing.T) {
	t.Parallel()
	eachPlaced(t, widgets.Histogram, func(t *testing.T, what string, f widgets.Figure, p widgets.Placed) {
		foot, bars := zeroLine(p), map[float64]widgets.RectMark{}
		for _, m := range p.Marks {
			if m, ok := m.(widgets.RectMark); ok && math.Abs(float64(m.Y+m.H)-foot) < 0.05 && (m.Fill == p.Colors.Highlight || m.Fill == p.Colors.Context) {
				if old, seen := bars[float64(m.X)]; !seen || m.H > old.H {
					bars[float64(m.X)] = m
				}
			}
		}
		var heights, places, counts, edges []float64
		for x, m := range bars {
			places, heights = append(places, x), append(heights, float64(m.H))
		}
		sortTogether(places, heights)
		i := 0
		for _, point := range f.Series[0].Points {
			if !drawable(point.Value, point.Missing) || point.Value == 0 {
				continue
			}
			if i < len(heights) && heights[i] <= 1 { // the fewest have a sliver
				heights[i] = -1
			}
			i++
			counts, edges = append(counts, point.Value), append(edges, point.Low.Value)
		}
		if len(counts) != len(heights) {
			t.Errorf("%s: %d bars for %d bins with a count", what, len(heights), len(counts))
			return
		}
		onOneScale(t, what+", edges", edges, places)
		heights, counts = append(heights, 0), append(counts, 0)
		for i := len(heights) - 1; i >= 0; i-- {
			if heights[i] < 0 {
				heights, counts = append(heights[:i], heights[i+1:]...), append(counts[:i], counts[i+1:]...)
			}
		}
		onOneScale(t, what+", counts", counts, heights)
	})
}

// zeroLine is the height of the line on which columns stand.
func zeroLine(p widgets.Placed) float64 {
	for _, m := range p.Marks {
		if m, ok := m.(widgets.RuleMark); ok && m.Stroke == p.Colors.Muted && m.Y1 == m.Y2 {
			return float64(m.Y1)
		}
	}
	return -1
}

func sortTogether(keys, others []float64) {
	for i := range keys {
		for j := i; j > 0 && keys[j] < keys[j-1]; j-- {
			keys[j], keys[j-1], others[j], others[j-1] = keys[j-1], keys[j], others[j-1], others[j]
		}
	}
}

// hostileHistograms are the worst of what histograms can be given.
func hostileHistograms() map[string]widgets.Figure {
	figures := map[string]widgets.Figure{}
	for name, p := range map[string][]widgets.Point{
		"one bin":   points(1, numbered, falling),
		"marked":    marked(points(9, numbered, falling), 0, 8),
		"all zero":  points(8, numbered, func(int) float64 { return 0 }),
		"all equal": points(8, numbered, func(int) float64 { return 42 }),
		"missing":   missing(points(10, numbered, falling), 3, 9),
		"infinite":  points(6, numbered, func(i int) float64 { return 1 / float64(i) }),
		"huge":      points(6, numbered, func(i int) float64 { return 1e12 * float64(i+1) }),
		"tiny":      points(6, numbered, func(i int) float64 { return 1e-9 * float64(i+1) }),
		"most":      marked(points(widgets.MaxHistogramBins, numbered, falling), 30),
		"one tower": points(30, numbered, func(i int) float64 { return map[int]float64{7: 1e6}[i] + 1 }),
	} {
		for long, edge := range map[string]string{"": "%", ", long edges": " hundred thousand million tonnes"} {
			p := append([]widgets.Point(nil), p...)
			for i := range p {
				at := float64(10 * i)
				p[i].Low = &widgets.Bound{Value: at, Label: words10(i) + edge}
				p[i].High = &widgets.Bound{Value: at + 10, Label: words10(i+1) + edge}
			}
			f := hostile(widgets.Histogram, widgets.Series{Name: "Councils", Points: p})
			f.Apart = []widgets.Point{{Category: "suppressed", Label: "12", Value: 12}}
			figures["histogram, "+name+long] = f
		}
	}
	return figures
}

func words10(i int) string { return table.NewDecimal(int64(10*i), 0).String() }

func init() { randomShapes[widgets.Histogram] = randomBins }

// randomBins makes bins of one width, some empty, some of whose counts are
// missing, with counts of what is missing after them.
func randomBins(r *rand.Rand) (widgets.Spec, datasets.Result) {
	spec := histogramSpec()
	spec.Title, spec.Subtitle = randomWords(r, 4+r.IntN(11)), randomWords(r, r.IntN(9))
	low := table.Field{Name: "From", Kind: table.Decimals}
	randomNumbers(r, &low)
	high := low
	high.Name = "To"
	count := table.Field{Name: "Councils", Kind: table.Integers, Role: table.Measure}
	number := randomNumbers(r, &count)
	result := datasets.Result{Fields: []table.Field{low, high, count}}
	places := []int{0, 0, 1, 2, 9}[r.IntN(5)]
	width, from := 1+r.Int64N([]int64{5, 500, 1_000_000_000_000}[r.IntN(3)]), r.Int64N(9)-4
	for i := range int64(1 + r.IntN(widgets.MaxHistogramBins)) {
		c := number()
		if c.Missing == table.Present && c.Number.Sign() < 0 {
			c.Number = negated(c.Number)
		}
		result.Rows = append(result.Rows, []table.Cell{
			table.NumberCell(low.Kind, table.NewDecimal((from+i)*width, places)), table.NumberCell(low.Kind, table.NewDecimal((from+i+1)*width, places)), c})
	}
	if r.IntN(3) == 0 {
		for reason := range 1 + r.IntN(3) {
			result.Rows = append(result.Rows, []table.Cell{table.MissingCell(low, table.Reason(1+reason)), table.MissingCell(high, table.Reason(1+reason)), number()})
		}
	}
	if r.IntN(2) == 0 {
		spec.Highlight = []string{result.Rows[r.IntN(len(result.Rows))][0].Number.String()}
	}
	return spec, result
}
