package widgets_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
)

var (
	partField   = table.Field{Name: "Treatment", Kind: table.Text, Totals: []string{"All"}}
	tonnesField = table.Field{Name: "Waste", Kind: table.Integers, Unit: "tonnes"}
	byTreatment = datasets.Roles{Category: "Local Authority", Series: "Treatment", Value: "Waste"}
	asShares    = datasets.Roles{Category: "Local Authority", Series: "Treatment", Value: "Recycled"}
)

// tonnes are rows of place, treatment and number; "" is a number not available.
func tonnes(rows ...[3]string) datasets.Result { return crossed(tonnesField, rows) }

// shares are the same with percentages.
func shares(rows ...[3]string) datasets.Result { return crossed(shareField, rows) }

func crossed(of table.Field, rows [][3]string) datasets.Result {
	r := datasets.Result{Fields: []table.Field{placeField, partField, of}}
	for _, row := range rows {
		c := table.MissingCell(of, table.NotAvailable)
		if row[2] != "" {
			c = table.NumberCell(of.Kind, table.MustDecimal(row[2]))
		}
		r.Rows = append(r.Rows, []table.Cell{text(row[0]), text(row[1]), c})
	}
	return r
}

func matrixSpec(kind widgets.Kind, roles datasets.Roles) widgets.Spec {
	return widgets.Spec{Version: 1, Kind: kind, Encoding: roles, Title: "Essex recycles more than Suffolk"}
}

// shown lists the numbers of each series in the order of the figure.
func shown(f widgets.Figure) map[string][]string {
	got := map[string][]string{}
	for _, s := range f.Series {
		for _, p := range s.Points {
			got[s.Name] = append(got[s.Name], p.Category+" "+p.Label+p.Reason)
		}
	}
	return got
}

func TestMatrixKeepsEveryCell(t *testing.T) {
	t.Parallel()
	r := tonnes([3]string{"Essex", "Landfill", "20"}, [3]string{"Essex", "Recycled", "50"},
		[3]string{"Suffolk", "Landfill", "70"}, [3]string{"Norfolk", "Recycled", ""}, [3]string{"Norfolk", "Landfill", "5"})
	f := figure(t, matrixSpec(widgets.GroupedBar, byTreatment), r)
	want := map[string][]string{
		"Landfill": {"Suffolk 70", "Essex 20", "Norfolk 5"},
		"Recycled": {"Suffolk no figure given", "Essex 50", "Norfolk not available"},
	}
	if diff := cmp.Diff(want, shown(f)); diff != "" {
		t.Errorf("Series (−want +got):\n%s", diff)
	}
	rows := [][]string{{"Suffolk", "70", "no figure given"}, {"Essex", "20", "50"}, {"Norfolk", "5", "not available"}}
	if diff := cmp.Diff(rows, f.Table.Rows); diff != "" {
		t.Errorf("Table (−want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Local Authority", "Landfill (tonnes)", "Recycled (tonnes)"}, f.Table.Heads); diff != "" {
		t.Errorf("Heads (−want +got):\n%s", diff)
	}
	const note = "No figure for Recycled in Suffolk (no figure given) and Recycled in Norfolk (not available)."
	if diff := cmp.Diff([]string{note}, f.Notes); diff != "" {
		t.Errorf("Notes (−want +got):\n%s", diff)
	}
	if c := byID(widgets.Checks(f, f.Spec, onsSource(), r))["missing"]; !c.Done {
		t.Errorf("missing = %+v", c)
	}
}

func TestMatrixOrder(t *testing.T) {
	t.Parallel()
	r := tonnes([3]string{"Essex", "Landfill", "20"}, [3]string{"Essex", "Recycled", "50"},
		[3]string{"Suffolk", "Landfill", "40"}, [3]string{"Suffolk", "Recycled", "10"},
		[3]string{"Norfolk", "Landfill", "30"}, [3]string{"Norfolk", "Recycled", "35"})
	ages := tonnes([3]string{"Under 5", "Landfill", "1"}, [3]string{"5 to 15", "Landfill", "9"}, [3]string{"16 to 64", "Landfill", "30"}, [3]string{"65 and over", "Landfill", "12"})
	for _, test := range []struct {
		name   string
		kind   widgets.Kind
		change func(*widgets.Spec)
		result datasets.Result
		want   []string // categories, then series
	}{
		{"groups by their first bar", widgets.GroupedBar, nil, r, []string{"Suffolk", "Norfolk", "Essex", "Landfill", "Recycled"}},
		{"groups by the bar that stands out", widgets.GroupedBar, func(s *widgets.Spec) { s.Highlight = []string{"Recycled"} }, r,
			[]string{"Essex", "Norfolk", "Suffolk", "Landfill", "Recycled"}},
		{"stacks by their length", widgets.StackedBar, nil, r, []string{"Essex", "Norfolk", "Suffolk", "Landfill", "Recycled"}},
		{"series as the Spec says", widgets.StackedBar, func(s *widgets.Spec) { s.SeriesOrder = []string{"Recycled"} }, r,
			[]string{"Essex", "Norfolk", "Suffolk", "Recycled", "Landfill"}},
		{"names by name", widgets.StackedBar, func(s *widgets.Spec) { s.Order = "name" }, r, []string{"Essex", "Norfolk", "Suffolk", "Landfill", "Recycled"}},
		{"ages keep their order", widgets.GroupedBar, nil, ages, []string{"Under 5", "5 to 15", "16 to 64", "65 and over", "Landfill"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			spec := matrixSpec(test.kind, byTreatment)
			if test.change != nil {
				test.change(&spec)
			}
			f := figure(t, spec, test.result)
			var got []string
			for _, p := range f.Series[0].Points {
				got = append(got, p.Category)
			}
			for _, s := range f.Series {
				got = append(got, s.Name)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("order (−want +got):\n%s", diff)
			}
		})
	}
}

// Periods stand in time, and one without a row is a gap.
func TestColumnsOfSeriesLeaveGaps(t *testing.T) {
	t.Parallel()
	r := datasets.Result{Fields: []table.Field{yearField, partField, tonnesField}}
	for _, row := range []struct {
		year        int
		part, waste string
	}{{2018, "Landfill", "7"}, {2015, "Landfill", "9"}, {2015, "Recycled", "4"}, {2016, "Recycled", "5"}} {
		r.Rows = append(r.Rows, []table.Cell{financialYear(row.year), text(row.part), table.NumberCell(table.Integers, table.MustDecimal(row.waste))})
	}
	want := map[string][]string{
		"Landfill": {"2015/16 9", "2016/17 no figure given", "2017/18 no figure given", "2018/19 7"},
		"Recycled": {"2015/16 4", "2016/17 5", "2017/18 no figure given", "2018/19 no figure given"},
	}
	for _, kind := range []widgets.Kind{widgets.GroupedColumn, widgets.StackedColumn} {
		f := figure(t, matrixSpec(kind, datasets.Roles{Time: "Year", Series: "Treatment", Value: "Waste"}), r)
		if diff := cmp.Diff(want, shown(f)); diff != "" {
			t.Errorf("Series of a %s (−want +got):\n%s", kind, diff)
		}
	}
}

// Totals are words at the end of a bar and never one of its parts.
func TestTotalsAreNotParts(t *testing.T) {
	t.Parallel()
	rows := tonnes([3]string{"Essex", "Landfill", "20"}, [3]string{"Essex", "Recycled", "50"}, [3]string{"Essex", "All", "70"},
		[3]string{"Suffolk", "Landfill", "40"}, [3]string{"Suffolk", "Recycled", "10"}, [3]string{"Suffolk", "All", "50"})
	column := tonnes([3]string{"Essex", "Landfill", "20"}, [3]string{"Essex", "Recycled", "50"}, [3]string{"Suffolk", "Landfill", "40"}, [3]string{"Suffolk", "Recycled", "10"})
	column.Fields = append(column.Fields, table.Field{Name: "Together", Kind: table.Integers, Unit: "tonnes"})
	for i, total := range []string{"70", "70", "50", "50"} {
		column.Rows[i] = append(column.Rows[i], table.NumberCell(table.Integers, table.MustDecimal(total)))
	}
	withTotal := byTreatment
	withTotal.Total = "Together"
	for _, test := range []struct {
		name, total string
		roles       datasets.Roles
		result      datasets.Result
	}{{"rows named as totals", "All", byTreatment, rows}, {"a column of totals", "Together", withTotal, column}} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := figure(t, matrixSpec(widgets.StackedBar, test.roles), test.result)
			want := map[string][]string{"Landfill": {"Essex 20", "Suffolk 40"}, "Recycled": {"Essex 50", "Suffolk 10"}}
			if diff := cmp.Diff(want, shown(f)); diff != "" {
				t.Errorf("Series (−want +got):\n%s", diff)
			}
			if f.Totals.Name != test.total || f.Totals.Points[0].Label != "70" || f.Totals.Points[1].Label != "50" {
				t.Errorf("Totals = %+v", f.Totals)
			}
			if c := byID(widgets.Checks(f, f.Spec, onsSource(), test.result))["missing"]; !c.Done {
				t.Errorf("missing = %+v", c)
			}
			drawn := texts(place(t, f, "frame-l", widgets.Light))
			for _, word := range []string{"70", "50", test.total} {
				if !strings.Contains(drawn, "|"+word+"|") {
					t.Errorf("the drawing lacks %q: %s", word, drawn)
				}
			}
		})
	}
}

// texts are the words of a drawing, each between bars.
func texts(p widgets.Placed) string {
	all := "|"
	for _, m := range p.Marks {
		if m, ok := m.(widgets.TextMark); ok {
			all += m.Text + "|"
		}
	}
	return all
}

func TestMatrixRefuses(t *testing.T) {
	t.Parallel()
	ok := [][3]string{{"Essex", "Landfill", "20"}, {"Essex", "Recycled", "50"}, {"Suffolk", "Landfill", "40"}}
	var seven, many [][3]string
	for i := range 50 {
		name := "Name " + string(rune('A'+i%26)) + string(rune('A'+i/26))
		if i < 7 {
			seven = append(seven, [3]string{"Essex", name, "1"})
		}
		many = append(many, [3]string{name, "Landfill", "1"})
	}
	disagree := tonnes(ok...)
	disagree.Fields = append(disagree.Fields, table.Field{Name: "Together", Kind: table.Integers})
	for i, total := range []string{"70", "71", "40"} {
		disagree.Rows[i] = append(disagree.Rows[i], table.NumberCell(table.Integers, table.MustDecimal(total)))
	}
	withTotal := byTreatment
	withTotal.Total = "Together"
	monthly := table.Field{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time}
	twice := datasets.Result{Fields: []table.Field{monthly, partField, tonnesField}}
	for range 2 {
		twice.Rows = append(twice.Rows, []table.Cell{financialYear(2018), text("Landfill"), table.NumberCell(table.Integers, table.MustDecimal("5"))})
	}
	inTime := datasets.Roles{Time: "Year", Series: "Treatment", Value: "Waste"}
	mean := tonnes(ok...)
	mean.Fields[2].NoSum = true
	for _, test := range []struct {
		name   string
		kind   widgets.Kind
		roles  datasets.Roles
		result datasets.Result
		field  string
	}{
		{"no series", widgets.GroupedBar, datasets.Roles{Category: "Local Authority", Value: "Waste"}, tonnes(ok...), "series"},
		{"no category", widgets.StackedBar, datasets.Roles{Series: "Treatment", Value: "Waste"}, tonnes(ok...), "series"},
		{"the same column twice", widgets.GroupedBar, datasets.Roles{Category: "Treatment", Series: "Treatment", Value: "Waste"}, tonnes(ok...), "series"},
		{"two numbers for one bar", widgets.GroupedBar, byTreatment, tonnes(append(ok, ok[0])...), "category"},
		{"seven series", widgets.StackedBar, byTreatment, tonnes(seven...), "series"},
		{"fifty names", widgets.GroupedBar, byTreatment, tonnes(many...), "rows"},
		{"a part below zero", widgets.StackedBar, byTreatment, tonnes([3]string{"Essex", "Landfill", "-1"}, [3]string{"Essex", "Recycled", "5"}), "value"},
		{"means stood on end", widgets.StackedBar, byTreatment, mean, "value"},
		{"totals that disagree", widgets.StackedBar, withTotal, disagree, "total"},
		{"two numbers for one period", widgets.GroupedColumn, inTime, twice, "category"},
		{"columns of more than 100%", widgets.StackedColumn, asShares, shares([3]string{"Essex", "Landfill", "60"}, [3]string{"Essex", "Recycled", "50"}), "value"},
		{"bars of more than 100%", widgets.StackedBar, asShares, shares([3]string{"Essex", "Landfill", "60"}, [3]string{"Essex", "Recycled", "50"}), "value"},
		{"tonnes as 100%", widgets.PercentBar, byTreatment, tonnes(ok...), "value"},
		{"more than 100%", widgets.PercentBar, asShares, shares([3]string{"Essex", "Landfill", "60"}, [3]string{"Essex", "Recycled", "50"}), "value"},
		{"fractions", widgets.PercentBar, asShares, shares([3]string{"Essex", "Landfill", "0.4"}, [3]string{"Essex", "Recycled", "0.6"}), "value"},
		{"a share below zero", widgets.PercentBar, asShares, shares([3]string{"Essex", "Landfill", "-4"}, [3]string{"Essex", "Recycled", "104"}), "value"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := widgets.NewFigure(matrixSpec(test.kind, test.roles), test.result, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Field != test.field || problem.Message == "" || problem.Suggestion == "" {
				t.Errorf("NewFigure = %+v, want a problem with %q and what to do", err, test.field)
			}
		})
	}
}

// Parts of 100% are drawn as they are: rounding is said, and so is a gap.
func TestPartsOf100(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		parts []string
		notes []string
		check bool
	}{
		{"exact", []string{"20", "30", "50"}, nil, true},
		{"rounded before", []string{"33.3", "33.3", "33.3"}, []string{"Shares may not add up to 100% because of rounding."}, true},
		{"rounded here", []string{"33.4", "33.3", "33.3"}, []string{"Shares may not add up to 100% because of rounding."}, true},
		{"a little over", []string{"50.2", "50.2", "0"}, nil, true},
		{"parts left out", []string{"20", "30", "10"}, []string{"The parts shown make less than 100% in 1 of 1."}, false},
		{"one missing", []string{"20", "30", ""}, []string{"No figure for C in Essex (not available)."}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := shares([3]string{"Essex", "A", test.parts[0]}, [3]string{"Essex", "B", test.parts[1]}, [3]string{"Essex", "C", test.parts[2]})
			f := figure(t, matrixSpec(widgets.PercentBar, asShares), r)
			if diff := cmp.Diff(test.notes, f.Notes); diff != "" {
				t.Errorf("Notes (−want +got):\n%s", diff)
			}
			if c := byID(widgets.Checks(f, f.Spec, onsSource(), r))["wholes"]; c.Done != test.check {
				t.Errorf("wholes = %+v, want %v", c, test.check)
			}
		})
	}
}

// More series than can be told apart are said, with a click that mends it.
func TestSeriesApart(t *testing.T) {
	t.Parallel()
	r := tonnes([3]string{"Essex", "A", "1"}, [3]string{"Essex", "B", "2"}, [3]string{"Essex", "C", "3"}, [3]string{"Essex", "D", "4"})
	for _, test := range []struct {
		kind      widgets.Kind
		highlight []string
		done      bool
	}{{widgets.GroupedBar, nil, false}, {widgets.GroupedBar, []string{"B"}, true}, {widgets.StackedBar, nil, true}} {
		spec := matrixSpec(test.kind, byTreatment)
		spec.Highlight, spec.SeriesOrder = test.highlight, []string{"C"}
		c := byID(widgets.Checks(figure(t, spec, r), spec, onsSource(), r))["series"]
		if c.Done != test.done {
			t.Errorf("series of a %s with %q = %+v, want %v", test.kind, test.highlight, c, test.done)
		}
		if !test.done && (c.Repair == nil || c.Repair.Name != "highlight" || c.Repair.Value != "C") {
			t.Errorf("Repair = %+v, want the first series shown to stand out", c.Repair)
		}
	}
}

// drawnBar is one row or group member as drawn: where it starts and where each of
// its parts ends.
type drawnBar struct{ ends []float64 }

// drawnBars are the bars of a drawing, which are its last rectangles, as many
// rows of them as asked; parts of one bar share their upper edge.
func drawnBars(p widgets.Placed, rows int) []drawnBar {
	var rects []widgets.RectMark
	for _, m := range p.Marks {
		if m, ok := m.(widgets.RectMark); ok {
			rects = append(rects, m)
		}
	}
	first := len(rects) - 1
	for seen := 1; first > 0; first-- {
		if rects[first-1].Y != rects[first].Y {
			if seen++; seen > rows {
				break
			}
		}
	}
	var bars []drawnBar
	for i := first; i >= 0 && i < len(rects); i++ {
		r := rects[i]
		end := float64(r.X + r.W - rects[first].X)
		if i > first && r.Y == rects[i-1].Y { // a part ends where the next one starts
			bar := &bars[len(bars)-1]
			bar.ends[len(bar.ends)-1] = float64(r.X - rects[first].X)
			bar.ends = append(bar.ends, end)
			continue
		}
		bars = append(bars, drawnBar{[]float64{end}})
	}
	return bars
}

// oneScale is a scale that puts the end of every bar within half a pixel of
// its value, or false when there is none.
func oneScale(bars []drawnBar, values [][]float64) (float64, bool) {
	low, high := 0.0, math.Inf(1)
	for i, bar := range bars {
		v, end := values[i][len(values[i])-1], bar.ends[len(bar.ends)-1]
		if v > 0 {
			low, high = max(low, (end-0.51)/v), min(high, (end+0.51)/v)
		}
	}
	return (low + high) / 2, low <= high
}

// Values read back out of the drawing are those of the Result: the end of each
// bar, and of each part of a stack, lies where one scale puts it.
func TestLengthsAreTheNumbers(t *testing.T) {
	t.Parallel()
	for _, e := range examples(t) {
		if e.spec.Kind != widgets.GroupedBar && e.spec.Kind != widgets.StackedBar && e.spec.Kind != widgets.PercentBar {
			continue
		}
		f := e.figure(t)
		values := barValues(f, e.spec.Kind != widgets.GroupedBar)
		for _, preset := range widgets.Presets {
			bars := drawnBars(place(t, f, preset.Name, widgets.Light), len(values))
			if len(bars) != len(values) {
				t.Fatalf("%s %s: %d bars, want %d", e.folder, preset.Name, len(bars), len(values))
			}
			scale, ok := oneScale(bars, values)
			if !ok {
				t.Errorf("%s %s: %v are not one scale of %v", e.folder, preset.Name, bars, values)
			}
			for i, bar := range bars {
				for _, v := range values[i] {
					if !slices.ContainsFunc(bar.ends, func(end float64) bool { return math.Abs(end-v*scale) <= 1 }) && v*scale > 0.5 {
						t.Errorf("%s %s: bar %d ends at %v, none at %v", e.folder, preset.Name, i, bar.ends, v*scale)
					}
				}
			}
		}
	}
}

// barValues are the numbers that the bars of a figure end at: one for each bar,
// or the running sums of a stack.
func barValues(f widgets.Figure, stacked bool) [][]float64 {
	var all [][]float64
	for i := range f.Series[0].Points {
		sum := 0.0
		var sums []float64
		for _, s := range f.Series {
			v := s.Points[i]
			if sum += v.Value; v.Missing {
				continue
			}
			if sums = append(sums, sum); !stacked {
				all = append(all, []float64{v.Value})
			}
		}
		if stacked && len(sums) > 0 {
			all = append(all, sums)
		}
	}
	return all
}

// Heights read back out of the drawing are the numbers: one scale puts the end
// of each column, or of each part of a stack, within half a pixel.
func TestHeightsAreTheNumbers(t *testing.T) {
	t.Parallel()
	for _, e := range examples(t) {
		if e.spec.Kind != widgets.GroupedColumn && e.spec.Kind != widgets.StackedColumn {
			continue
		}
		f := e.figure(t)
		for _, preset := range widgets.Presets {
			var bars []drawnBar
			var values [][]float64
			rects, zero := columnRects(place(t, f, preset.Name, widgets.Light), len(f.Series)*len(f.Series[0].Points))
			at := 0
			for i := range f.Series[0].Points {
				sum := 0.0
				for _, s := range f.Series {
					if sum += s.Points[i].Value; e.spec.Kind == widgets.GroupedColumn {
						sum = s.Points[i].Value
					}
					top := float64(zero - rects[at].Y)
					if e.spec.Kind == widgets.StackedColumn && s.Name != f.Series[len(f.Series)-1].Name {
						top = float64(zero - rects[at+1].Y - rects[at+1].H) // where the next part begins
					}
					bars, values = append(bars, drawnBar{[]float64{top}}), append(values, []float64{sum})
					at++
				}
			}
			if _, ok := oneScale(bars, values); !ok {
				t.Errorf("%s %s: %v are not one scale of %v", e.folder, preset.Name, bars, values)
			}
		}
	}
}

// columnRects are the last n rectangles and the foot that they stand on.
func columnRects(p widgets.Placed, n int) ([]widgets.RectMark, widgets.Px) {
	var rects []widgets.RectMark
	zero := widgets.Px(0)
	for _, m := range p.Marks {
		if m, ok := m.(widgets.RectMark); ok && m.Fill != p.Colors.Paper { // no ground of words
			rects = append(rects, m)
		}
	}
	rects = rects[len(rects)-n:]
	for _, r := range rects {
		zero = max(zero, r.Y+r.H)
	}
	return rects, zero
}
