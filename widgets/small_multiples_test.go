package widgets_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/draw"
	"figurehead/widgets/words"
)

func init() {
	randomShapes[widgets.SmallMultiples] = func(r *rand.Rand) (widgets.Spec, datasets.Result) {
		spec, result := randomRows(r, widgets.SmallMultiples)
		spec.Annotations, spec.Breaks = nil, nil
		spec.Panel, spec.Scale = []string{"", "line", "column"}[r.IntN(3)], []string{"", "shared", "free"}[r.IntN(3)]
		if r.IntN(2) == 0 { // more charts than the series of other kinds
			names, at := randomNames(r), result.Index(spec.Encoding.Series)
			for i, row := range slices.Clone(result.Rows) {
				for k := range 5 {
					more := slices.Clone(row)
					more[at] = table.TextCell(fmt.Sprintf("%s %s", names[k], row[at].Text))
					if i%7 != k { // not all have every period
						result.Rows = append(result.Rows, more)
					}
				}
			}
		}
		if len(result.Rows) > 0 && r.IntN(2) == 0 {
			spec.Highlight = []string{result.Rows[r.IntN(len(result.Rows))][result.Index(spec.Encoding.Series)].Text}
		}
		return spec, result
	}
}

// hostileMultiples are those that every size has room for.
func hostileMultiples() map[string]widgets.Figure {
	figures := worstMultiples()
	maps.DeleteFunc(figures, func(name string, _ widgets.Figure) bool { return crowded(name) })
	return figures
}

func crowded(name string) bool {
	return strings.Contains(name, ", 24,") || strings.Contains(name, "long runs, column") || strings.Contains(name, "huge") && strings.Contains(name, "free")
}

// Where there is no room for the panels a size refuses them with what to do;
// where there is, they have no faults.
func TestCrowdedMultiples(t *testing.T) {
	inWholeLane(t)
	t.Parallel()
	drawn, refused := 0, 0
	for name, f := range worstMultiples() {
		if !crowded(name) {
			continue
		}
		for _, preset := range widgets.Presets {
			placed, err := widgets.Place(f, preset, widgets.Light, draw.Text)
			var problem datasets.Problem
			switch {
			case err == nil:
				drawn++
				for _, fault := range faults(placed) {
					t.Errorf("%s, %s: %s", name, preset.Name, fault)
				}
			case !errors.As(err, &problem) || problem.Field != "series" || problem.Suggestion == "":
				t.Errorf("Place(%s, %s) = %v, want a problem with what to do", name, preset.Name, err)
			default:
				refused++
			}
		}
	}
	if drawn < 20 || refused < 20 {
		t.Errorf("%d were drawn and %d refused, want 20 of each at least", drawn, refused)
	}
}

// worstMultiples are small multiples with the worst of their kind.
func worstMultiples() map[string]widgets.Figure {
	many := func(n int, name func(int) string, points func(i int) []widgets.Point) []widgets.Series {
		var all []widgets.Series
		for i := range n {
			all = append(all, widgets.Series{Name: name(i), Key: name(i), Points: points(i)})
		}
		return all
	}
	flat := func(v float64) func(int) []widgets.Point {
		return func(int) []widgets.Point { return months(12, func(int) float64 { return v }) }
	}
	fall := func(int) []widgets.Point { return months(24, falling) }
	figures := map[string]widgets.Figure{}
	for name, series := range map[string][]widgets.Series{
		"one":        many(1, numbered, fall),
		"one point":  many(6, numbered, func(int) []widgets.Point { return months(1, falling) }),
		"24":         many(24, numbered, fall),
		"equal":      many(9, numbered, flat(7)),
		"zero":       many(9, numbered, flat(0)),
		"long":       many(9, long, fall),
		"unbroken":   many(9, unbroken, fall),
		"gaps":       many(9, numbered, func(i int) []widgets.Point { return missing(months(24, falling), i, 20-i, 23) }),
		"empty one":  many(5, numbered, func(i int) []widgets.Point { return missing(months(2, falling), 0, 1-min(i, 1)) }),
		"negative":   many(9, numbered, func(i int) []widgets.Point { return months(24, func(k int) float64 { return float64(12 - k - i) }) }),
		"huge":       many(9, numbered, flat(1e14)),
		"tiny":       many(9, numbered, flat(1e-12)),
		"not finite": many(5, numbered, func(int) []widgets.Point { return months(9, func(i int) float64 { return math.Log(float64(i - 3)) }) }),
		"long runs":  many(9, numbered, func(int) []widgets.Point { return months(500, falling) }),
		"open": many(7, numbered, func(int) []widgets.Point {
			p := months(12, falling)
			p[10].State, p[11].State = words.Provisional, words.PartOfPeriod
			return p
		}),
	} {
		for _, setting := range []string{"line", "column"} {
			for _, scale := range []string{"shared", "free"} {
				f := hostile(widgets.SmallMultiples, series...)
				f.Spec.Encoding.Series, f.Spec.Panel, f.Spec.Scale = "Name", setting, scale
				figures[fmt.Sprintf("smallMultiples, %s, %s, %s", name, setting, scale)] = f
				if len(series) > 1 {
					marked := slices.Clone(series)
					marked[len(marked)-1].Highlight = true
					f.Series = marked
					figures[fmt.Sprintf("smallMultiples, %s, %s, %s, whole", name, setting, scale)] = f
				}
			}
		}
	}
	return figures
}

// The numbers of every panel are read back: on a shared scale one scale puts
// them all within half a pixel, measured from each panel's own zero line.
func TestPanelsStandOnOneScale(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, e := range examples(t) {
		if e.spec.Kind != widgets.SmallMultiples || e.spec.Panel == "bar" {
			continue
		}
		f := e.figure(t)
		panels := slices.DeleteFunc(slices.Clone(f.Series), func(s widgets.Series) bool { return s.Highlight })
		for _, preset := range widgets.Presets {
			var heights, values []float64
			for i, tops := range panelHeights(place(t, f, preset.Name, widgets.Light), e.spec.Panel == "column") {
				if i >= len(panels) || len(tops) != len(panels[i].Points) {
					t.Fatalf("%s, %s: panel %d of %d has %d marks", e.folder, preset.Name, i+1, len(panels), len(tops))
				}
				for k, p := range panels[i].Points {
					heights, values = append(heights, tops[k]), append(values, p.Value)
				}
			}
			if len(values) != len(panels)*len(panels[0].Points) || !someScale(append(values, 0), append(heights, 0), 0.5) {
				t.Errorf("%s, %s: %d numbers of panels are not on one scale from zero", filepath.Base(e.folder), preset.Name, len(values))
			}
			checked += len(values)
		}
	}
	if checked < 1000 {
		t.Errorf("%d numbers were read back, want 1,000 at least", checked)
	}
}

// panelHeights are how high the points of each panel stand over the zero line
// that is drawn beside them.
func panelHeights(p widgets.Placed, column bool) [][]float64 {
	var all [][]float64
	var zero float64
	var open []float64
	for _, m := range p.Marks {
		switch m := m.(type) {
		case widgets.RectMark:
			if column && m.Fill == p.Colors.Highlight && m.W < p.Width/10 { // wider ones are planes
				open = append(open, float64(m.Y))
			}
		case widgets.RuleMark:
			if m.Stroke != p.Colors.Muted || m.Y1 != m.Y2 {
				continue
			}
			zero = float64(m.Y1)
			if column {
				all, open = append(all, above(zero, open)), nil
			}
		case widgets.PathMark:
			if !column && m.Stroke == p.Colors.Highlight {
				var ys []float64
				for _, at := range m.Points {
					ys = append(ys, float64(at.Y))
				}
				all = append(all, above(zero, ys))
			}
		}
	}
	return all
}

func above(zero float64, ys []float64) []float64 {
	var heights []float64
	for _, y := range ys {
		heights = append(heights, zero-y)
	}
	return heights
}

// multiplesResult has one number for each year and place; numbers are by place.
func multiplesResult(kind table.Kind, unit string, numbers ...[]string) datasets.Result {
	r := datasets.Result{Fields: []table.Field{{Name: "Year", Kind: table.Periods, Grain: table.Year, Role: table.Time}, {Name: "Place", Kind: table.Text},
		{Name: "Rate", Kind: kind, Unit: unit, Role: table.Measure}}}
	for i, of := range numbers {
		for k, n := range of {
			r.Rows = append(r.Rows, []table.Cell{table.PeriodCell(table.Date(2018+k, 1, 1), table.Year), table.TextCell(numbered(i)), table.NumberCell(kind, table.MustDecimal(n))})
		}
	}
	return r
}

func multiplesSpec(change func(*widgets.Spec)) widgets.Spec {
	s := widgets.Spec{Version: 1, Kind: widgets.SmallMultiples, Title: "T", Encoding: datasets.Roles{Time: "Year", Series: "Place", Value: "Rate"}}
	change(&s)
	return s
}

func TestSmallMultiplesSayTheirScale(t *testing.T) {
	t.Parallel()
	far := multiplesResult(table.Decimals, "ppm", []string{"410.5", "411.5"}, []string{"412.5", "413.5"}, []string{"409.5", "408.5"})
	near := multiplesResult(table.Decimals, "ppm", []string{"1.5", "411.5"}, []string{"412.5", "413.5"}, []string{"409.5", "408.5"})
	for _, test := range []struct {
		name   string
		change func(*widgets.Spec)
		from   datasets.Result
		want   string
	}{
		{"shared", func(*widgets.Spec) {}, near, "All charts have the same scale."},
		{"free", func(s *widgets.Spec) { s.Scale = "free" }, near, "Each chart has its own scale."},
		{"far from zero", func(*widgets.Spec) {}, far, "All charts have the same scale. The axis does not start at zero."},
		{"columns start at zero", func(s *widgets.Spec) { s.Panel = "column" }, far, "All charts have the same scale."},
		{"Welsh", func(s *widgets.Spec) { s.Lang = "cy" }, near, "Mae gan bob siart yr un raddfa."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f, err := widgets.NewFigure(multiplesSpec(test.change), test.from, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			if err != nil {
				t.Fatal(err)
			}
			var texts []string
			for _, m := range place(t, f, "frame-l", widgets.Light).Marks {
				if m, ok := m.(widgets.TextMark); ok {
					texts = append(texts, m.Text)
				}
			}
			if !slices.Contains(texts, test.want) {
				t.Errorf("the frame says %q, want %q", texts, test.want)
			}
		})
	}
}

func TestDescribeSmallMultiples(t *testing.T) {
	t.Parallel()
	r := multiplesResult(table.Percentages, "%", []string{"10", "40"}, []string{"30", "20"}, []string{"20", "25"})
	for _, test := range []struct {
		name   string
		change func(*widgets.Spec)
		want   string
	}{
		{"lines", func(*widgets.Spec) {},
			"3 small line charts, 2018 to 2019: T. In 2019, Place 1 is highest at 40%, Place 2 is lowest at 20%. Place 1 rose most, by 30 percentage points. Place 2 fell most, by 10 percentage points."},
		{"columns with a whole", func(s *widgets.Spec) { s.Panel, s.Highlight = "column", []string{"Place 3"} },
			"2 small column charts, 2018 to 2019: T. In 2019, Place 1 is highest at 40%, Place 2 is lowest at 20%. Place 3, dashed in each chart, is 25% in 2019. Place 1 rose most, by 30 percentage points. Place 2 fell most, by 10 percentage points."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f, err := widgets.NewFigure(multiplesSpec(test.change), r, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, words.Plain(f.Alt)); diff != "" {
				t.Errorf("Describe (−want +got):\n%s", diff)
			}
		})
	}
}

func TestSmallMultiplesThatAreRefused(t *testing.T) {
	t.Parallel()
	var many [][]string
	for range widgets.MaxPanels + 1 {
		many = append(many, []string{"1", "2"})
	}
	few, lots := multiplesResult(table.Integers, "", many[:3]...), multiplesResult(table.Integers, "", many...)
	for _, test := range []struct {
		name  string
		spec  widgets.Spec
		from  datasets.Result
		field string
	}{
		{"25 charts", multiplesSpec(func(*widgets.Spec) {}), lots, "series"},
		{"24 and a whole", multiplesSpec(func(s *widgets.Spec) { s.Highlight = []string{"Place 4"} }), lots, ""},
		{"no series", multiplesSpec(func(s *widgets.Spec) { s.Encoding.Series = "" }), few, "series"},
		{"no time", multiplesSpec(func(s *widgets.Spec) { s.Encoding.Time = "" }), few, "time"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := widgets.NewFigure(test.spec, test.from, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
			var problem datasets.Problem
			if errors.As(err, &problem); problem.Field != test.field || test.field != "" && problem.Suggestion == "" {
				t.Errorf("NewFigure = %v, want a problem with %q and what to do", err, test.field)
			}
		})
	}
}

// What a picture has no room for is refused with where it has.
func TestSmallMultiplesWithoutRoom(t *testing.T) {
	t.Parallel()
	f := worstMultiples()["smallMultiples, 24, line, shared"]
	og, _ := widgets.PresetByName("og")
	var problem datasets.Problem
	if _, err := widgets.Place(f, og, widgets.Light, draw.Text); !errors.As(err, &problem) || !strings.Contains(problem.Suggestion, "a frame or a table") {
		t.Errorf("Place(og) = %v, want a problem that names a frame or a table", err)
	}
	for _, name := range []string{"frame-s", "frame-m", "frame-l"} {
		place(t, f, name, widgets.Light)
	}
}

func TestSuggestSmallMultiples(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time}, {Name: "Method", Kind: table.Text}, {Name: "Tonnes", Kind: table.Integers, Role: table.Measure}}
	var rows [][]string
	for y := range 10 {
		for m := range 6 {
			rows = append(rows, []string{table.PeriodLabel(table.Date(2009+y, 4, 1), table.FinancialYear), numbered(m), []string{"900", "500", "40", "30", "20", "10"}[m]})
		}
	}
	s := others(t, build(t, fields, rows), "")[widgets.SmallMultiples]
	if want := "Place 1 was highest of 6 methods in 2018/19, at 900."; s.Sentence != want {
		t.Errorf("SuggestOthers = %q, want %q", s.Sentence, want)
	}
}
