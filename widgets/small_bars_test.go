package widgets_test

import (
	"errors"
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
		return randomRowsOf(r, widgets.Spec{Kind: widgets.SmallMultiples, Panel: []string{"line", "column", "bar", "bar"}[r.IntN(4)],
			Scale: []string{"", "free"}[r.IntN(2)]})
	}
}

// smallBarsResult has a number for each bar of each panel; "" is not available.
func smallBarsResult(panels, bars []string, number func(panel, bar int) string) datasets.Result {
	r := datasets.Result{Fields: []table.Field{{Name: "Region", Kind: table.Text}, {Name: "Treatment", Kind: table.Text}, shareField}}
	for i, panel := range panels {
		for k, bar := range bars {
			cell := gone(table.NotAvailable)
			if v := number(i, k); v != "" {
				cell = percentage(v)
			}
			r.Rows = append(r.Rows, []table.Cell{text(panel), text(bar), cell})
		}
	}
	return r
}

func smallBarsSpec(change func(*widgets.Spec)) widgets.Spec {
	s := widgets.Spec{Version: 1, Kind: widgets.SmallMultiples, Title: "T", Panel: "bar",
		Encoding: datasets.Roles{Category: "Treatment", Series: "Region", Value: "Recycled"}}
	if change != nil {
		change(&s)
	}
	return s
}

// barLengths are how far the so many bars of each panel reach from its zero line,
// which is drawn after them: to the right, or below zero to the left. The squares of
// a key come before those of the first.
func barLengths(p widgets.Placed, bars int) [][]float64 {
	var all [][]float64
	var open []widgets.RectMark
	for _, m := range p.Marks {
		switch m := m.(type) {
		case widgets.RectMark:
			if (m.Fill == p.Colors.Highlight || m.Fill == p.Colors.Context || slices.Contains(p.Colors.Series[:], m.Fill)) && m.W < p.Width*0.9 {
				open = append(open, m)
			}
		case widgets.RuleMark:
			if m.Stroke != p.Colors.Muted || m.X1 != m.X2 {
				continue
			}
			var lengths []float64
			for _, bar := range open[max(0, len(open)-bars):] {
				if reach := float64(bar.X + bar.W - m.X1); reach > 0.6 {
					lengths = append(lengths, reach)
				} else {
					lengths = append(lengths, float64(bar.X-m.X1))
				}
			}
			all, open = append(all, lengths), nil
		}
	}
	return all
}

// The bars of every panel are read back: one shared scale puts them all within half
// a pixel from their zero lines, a free one those of each panel.
func TestSmallBarsAreTheNumbers(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, e := range examples(t) {
		if e.spec.Kind != widgets.SmallMultiples || e.spec.Panel != "bar" {
			continue
		}
		for _, scale := range []string{"shared", "free"} {
			e.spec.Scale = scale
			f := e.figure(t)
			for _, preset := range widgets.Presets {
				panels := barLengths(place(t, f, preset.Name, widgets.Light), len(f.Series[0].Points))
				if len(panels) != len(f.Series) {
					t.Fatalf("%s, %s: %d panels, want %d", filepath.Base(e.folder), preset.Name, len(panels), len(f.Series))
				}
				values, lengths := []float64{0}, []float64{0}
				for i, s := range f.Series {
					if len(panels[i]) != len(s.Points) {
						t.Fatalf("%s, %s: panel %d has %d bars, want %d", filepath.Base(e.folder), preset.Name, i+1, len(panels[i]), len(s.Points))
					}
					if scale == "free" {
						values, lengths = []float64{0}, []float64{0}
					}
					for k, p := range s.Points {
						values, lengths = append(values, p.Value), append(lengths, panels[i][k])
					}
					if scale == "free" && !someScale(values, lengths, 0.5) {
						t.Errorf("%s, %s: the bars of panel %d are %v for %v", filepath.Base(e.folder), preset.Name, i+1, lengths, values)
					}
					checked += len(s.Points)
				}
				if scale == "shared" && !someScale(values, lengths, 0.5) {
					t.Errorf("%s, %s: the bars are not on one scale", filepath.Base(e.folder), preset.Name)
				}
			}
		}
	}
	if checked < 500 {
		t.Errorf("%d numbers were read back, want 500 at least", checked)
	}
}

// Every panel has the same bars in the same order, that of the first by size;
// panels stand by the bar that stands out.
func TestSmallBarsKeepTheirOrder(t *testing.T) {
	t.Parallel()
	numbers := [][]string{{"10", "50", "30"}, {"60", "20", "1"}, {"40", "", "2"}}
	r := smallBarsResult([]string{"Essex", "Kent", "Luton"}, []string{"Burned", "Landfill", "Recycled"}, func(i, k int) string { return numbers[i][k] })
	for _, test := range []struct {
		name         string
		change       func(*widgets.Spec)
		panels, bars []string
	}{
		{"as it is", nil, []string{"Kent", "Luton", "Essex"}, []string{"Burned", "Landfill", "Recycled"}},
		{"Recycled stands out", func(s *widgets.Spec) { s.Highlight = []string{"Recycled"} }, []string{"Essex", "Luton", "Kent"}, []string{"Landfill", "Recycled", "Burned"}},
		{"by name", func(s *widgets.Spec) { s.Order = "name" }, []string{"Essex", "Kent", "Luton"}, []string{"Landfill", "Recycled", "Burned"}},
		{"as in the data", func(s *widgets.Spec) { s.Order = "data" }, []string{"Essex", "Kent", "Luton"}, []string{"Burned", "Landfill", "Recycled"}},
		{"panels named", func(s *widgets.Spec) { s.SeriesOrder = []string{"Luton"} }, []string{"Luton", "Essex", "Kent"}, []string{"Burned", "Recycled", "Landfill"}},
	} {
		f := figure(t, smallBarsSpec(test.change), r)
		var panels []string
		for _, s := range f.Series {
			panels = append(panels, s.Name)
			var bars []string
			for _, p := range s.Points {
				bars = append(bars, p.Category)
			}
			if diff := cmp.Diff(test.bars, bars); diff != "" {
				t.Errorf("%s: bars of %s (−want +got):\n%s", test.name, s.Name, diff)
			}
		}
		if diff := cmp.Diff(test.panels, panels); diff != "" {
			t.Errorf("%s: panels (−want +got):\n%s", test.name, diff)
		}
	}
}

func TestDescribeSmallBars(t *testing.T) {
	t.Parallel()
	numbers := [][]string{{"10", "50"}, {"60", "20"}, {"40", ""}}
	r := smallBarsResult([]string{"Essex", "Kent", "Luton"}, []string{"Burned", "Landfill"}, func(i, k int) string { return numbers[i][k] })
	f := figure(t, smallBarsSpec(nil), r)
	want := "3 small bar charts of 2 bars each: T. For Burned, Kent is highest at 60%, Essex is lowest at 10%. No figure for Luton in Landfill (not available)."
	if got := words.Plain(f.Alt); !strings.HasPrefix(got, want) {
		t.Errorf("Alt = %q, want %q first", got, want)
	}
}

func TestSmallBarsThatAreRefused(t *testing.T) {
	t.Parallel()
	three, one := []string{"A", "B", "C"}, func(int, int) string { return "1" }
	var many []string
	for i := range widgets.MaxPanels + 1 {
		many = append(many, numbered(i))
	}
	twice := smallBarsResult(three, three, one)
	twice.Rows = append(twice.Rows, twice.Rows[0])
	for _, test := range []struct {
		name   string
		change func(*widgets.Spec)
		from   datasets.Result
		field  string
	}{
		{"no names", func(s *widgets.Spec) { s.Encoding.Category = "" }, smallBarsResult(three, three, one), "category"},
		{"no panels", func(s *widgets.Spec) { s.Encoding.Series = "" }, smallBarsResult(three, three, one), "series"},
		{"25 panels", nil, smallBarsResult(many, three, one), "series"},
		{"13 bars", nil, smallBarsResult(three, many[:widgets.MaxSmallBars+1], one), "rows"},
		{"a number twice", nil, twice, "category"},
	} {
		_, err := widgets.NewFigure(smallBarsSpec(test.change), test.from, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
		var problem datasets.Problem
		if errors.As(err, &problem); problem.Field != test.field || problem.Suggestion == "" {
			t.Errorf("%s: NewFigure = %v, want a problem with %q and what to do", test.name, err, test.field)
		}
	}
}

// Three to nine panels, and the worst of bars, are placed without a fault in every
// size, or refused with what to do.
func TestWorstSmallBars(t *testing.T) {
	t.Parallel()
	names := func(n int, name func(int) string) []string {
		var list []string
		for i := range n {
			list = append(list, name(i))
		}
		return list
	}
	count := func(i, k int) string { return []string{"59.3", "30.2", "6.9", "3.5", "12"}[(i+k)%5] }
	drawn := 0
	for name, r := range map[string]datasets.Result{
		"three": smallBarsResult(names(3, numbered), names(4, numbered), count), "four": smallBarsResult(names(4, numbered), names(6, numbered), count),
		"six": smallBarsResult(names(6, numbered), names(5, numbered), count), "nine": smallBarsResult(names(9, numbered), names(3, numbered), count),
		"one": smallBarsResult(names(1, numbered), names(1, numbered), count), "many": smallBarsResult(names(24, numbered), names(12, numbered), count),
		"long": smallBarsResult(names(6, long), names(4, long), count), "unbroken": smallBarsResult(names(4, unbroken), names(4, unbroken), count),
		"zero":     smallBarsResult(names(4, numbered), names(3, numbered), func(int, int) string { return "0" }),
		"negative": smallBarsResult(names(6, numbered), names(3, numbered), func(i, k int) string { return []string{"-4", "12", "-0.5"}[(i+k)%3] }),
		"missing":  smallBarsResult(names(4, numbered), names(3, numbered), func(i, k int) string { return []string{"", "12", "7"}[(i+k)%3] }),
		"huge":     smallBarsResult(names(4, numbered), names(3, numbered), func(int, int) string { return "100000000000000" }),
		"tiny":     smallBarsResult(names(4, numbered), names(3, numbered), func(int, int) string { return "0.000000000001" }),
	} {
		for _, change := range []func(*widgets.Spec){nil, func(s *widgets.Spec) { s.Scale = "free" }, func(s *widgets.Spec) { s.Highlight = []string{numbered(1)} }} {
			f := figure(t, smallBarsSpec(change), r)
			for _, preset := range widgets.Presets {
				for _, scheme := range []widgets.Scheme{widgets.Light, widgets.Dark} {
					placed, err := widgets.Place(f, preset, scheme, draw.Text)
					if err != nil {
						wantsProblem(t, widgets.SmallMultiples, 0, err)
						continue
					}
					drawn++
					for _, fault := range faults(placed) {
						t.Errorf("%s, %s %s: %s", name, preset.Name, scheme, fault)
					}
				}
			}
		}
	}
	if drawn < 300 {
		t.Errorf("%d were drawn, want 300 at least", drawn)
	}
}

// A measure by two dimensions without time is offered as small bars.
func TestSuggestSmallBars(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Service", Kind: table.Text}, {Name: "Quarter end", Kind: table.Text}, {Name: "Tonnes", Kind: table.Integers, Role: table.Measure}}
	var rows [][]string
	for i := range 6 {
		for k := range 5 {
			rows = append(rows, []string{numbered(i), long(k), []string{"900", "50", "40", "30", "20", "10"}[(i+k)%6]})
		}
	}
	data := build(t, fields, rows)
	list, err := widgets.SuggestOthers(t.Context(), data, widgets.SuggestOptions{}, nil)
	at := slices.IndexFunc(list, func(s widgets.Suggestion) bool { return s.Kind == widgets.SmallMultiples })
	if err != nil || at < 0 || list[at].Spec.Panel != "bar" {
		t.Fatalf("SuggestOthers = %v, %v, want small bars", list, err)
	}
	holds(t, data, list[at])
}
