package widgets_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

func init() {
	for _, kind := range []widgets.Kind{widgets.Pie, widgets.Donut} {
		randomShapes[kind] = func(r *rand.Rand) (widgets.Spec, datasets.Result) { return randomWhole(r, kind) }
	}
}

// randomWhole makes up to six parts: amounts, or percentages that make 100 of
// which one may be missing.
func randomWhole(r *rand.Rand, kind widgets.Kind) (widgets.Spec, datasets.Result) {
	spec := widgets.Spec{Version: widgets.SpecVersion, Kind: kind, Title: randomWords(r, 4+r.IntN(11)), Subtitle: randomWords(r, r.IntN(9)),
		Encoding: datasets.Roles{Category: "Part", Value: "Number"}}
	names, n := randomNames(r), 1+r.IntN(widgets.MaxSlices)
	field := table.Field{Name: "Number", Kind: table.Percentages, Unit: "%", Role: table.Measure}
	weights, total := make([]int64, n), int64(0)
	for i := range weights {
		weights[i] = int64(math.Pow(10, 5*r.Float64()))
		total += weights[i]
	}
	amounts := r.IntN(2) == 0
	if amounts {
		field.Kind, field.Unit = table.Currency, "£"
	}
	result := datasets.Result{Fields: []table.Field{{Name: "Part", Kind: table.Text, Role: table.Dimension}, field}}
	for i, w := range weights {
		cell := table.NumberCell(field.Kind, table.NewDecimal(w, 0))
		if !amounts {
			cell = table.NumberCell(field.Kind, table.NewDecimal(w*100_000_000/total, 6))
		}
		if n > 2 && i == n/2 && r.IntN(4) == 0 {
			cell = table.MissingCell(field, table.Reason(1+r.IntN(int(table.Unreadable))))
		}
		result.Rows = append(result.Rows, []table.Cell{{Kind: table.Text, Text: names[i]}, cell})
	}
	if r.IntN(2) == 0 {
		spec.Highlight = []string{names[r.IntN(n)]}
	}
	return spec, result
}

// whole makes a pie of parts by name.
func whole(kind widgets.Kind, unit table.Kind, values ...string) (widgets.Figure, error) {
	field := table.Field{Name: "Number", Kind: unit, Role: table.Measure}
	r := datasets.Result{Fields: []table.Field{{Name: "Part", Kind: table.Text, Totals: []string{"All parts"}}, field}}
	for i, v := range values {
		name := fmt.Sprintf("Part %c", 'A'+i)
		if v == "total" {
			name, v = "All parts", "100"
		}
		cell := table.MissingCell(field, table.Suppressed)
		if v != "" {
			cell = table.NumberCell(unit, table.MustDecimal(v))
		}
		r.Rows = append(r.Rows, []table.Cell{{Kind: table.Text, Text: name}, cell})
	}
	spec := widgets.Spec{Version: widgets.SpecVersion, Kind: kind, Title: "How the whole is divided", Encoding: datasets.Roles{Category: "Part", Value: "Number"}}
	return widgets.NewFigure(spec, r, widgets.Provenance{Source: "A council"}, widgets.DefaultTheme(), "en-GB")
}

func TestPieRefusesWhatIsNoWhole(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		unit   table.Kind
		values []string
		want   string
	}{
		"amounts":               {table.Decimals, []string{"3", "2", "1"}, ""},
		"one":                   {table.Decimals, []string{"3"}, ""},
		"equal":                 {table.Decimals, []string{"2", "2", "2"}, ""},
		"with a zero":           {table.Decimals, []string{"3", "0"}, ""},
		"tiny and huge":         {table.Decimals, []string{"0.000000000001", "1000000000000"}, ""},
		"amounts, one missing":  {table.Decimals, []string{"3", "", "1"}, ""},
		"percentages":           {table.Percentages, []string{"60.4", "39.5"}, ""},
		"percentages, one gone": {table.Percentages, []string{"60", "", "10"}, ""},
		"below zero":            {table.Decimals, []string{"3", "-1"}, "Part B is below zero, and no slice can be."},
		"all zero":              {table.Decimals, []string{"0", "0"}, "Every value is zero, so there is no whole to divide."},
		"all missing":           {table.Decimals, []string{"", ""}, "Every value is missing."},
		"more than 100%":        {table.Percentages, []string{"60", "50"}, "The slices make more than 100%, so they are not parts of one whole."},
		"less than 100%":        {table.Percentages, []string{"60", "30"}, "The slices make less than 100%: a part of the whole is not in the data."},
		"a total among them":    {table.Decimals, []string{"3", "2", "total"}, `"All parts" holds the sum of the other rows, so it is no slice of them.`},
		"too many":              {table.Decimals, []string{"7", "6", "5", "4", "3", "2", "1"}, "There are 7 slices, and up to 6 can be told apart."},
	} {
		for _, kind := range []widgets.Kind{widgets.Pie, widgets.Donut} {
			t.Run(name+", "+string(kind), func(t *testing.T) {
				t.Parallel()
				_, err := whole(kind, test.unit, test.values...)
				var problem datasets.Problem
				switch {
				case test.want == "" && err != nil:
					t.Errorf("refused: %v", err)
				case test.want != "" && (!errors.As(err, &problem) || problem.Message != test.want || problem.Suggestion == ""):
					t.Errorf("error %v, want %q and what to do", err, test.want)
				}
			})
		}
	}
}

// TestManySlicesCanBecomeBars reads the check and its button.
func TestManySlicesCanBecomeBars(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		values []string
		want   *widgets.Repair
	}{
		{[]string{"3", "2", "1"}, nil},
		{[]string{"4", "3", "2", "1"}, &widgets.Repair{Name: "kind", Value: "bar", Label: "Show bars instead"}},
	} {
		f, err := whole(widgets.Pie, table.Decimals, test.values...)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, c := range widgets.Checks(f, f.Spec, datasets.Source{}, datasets.Result{}) {
			if c.ID != "slices" {
				continue
			}
			found = true
			if c.Done != (test.want == nil) || c.Blocking || (c.Repair == nil) != (test.want == nil) || c.Repair != nil && *c.Repair != *test.want {
				t.Errorf("%d slices: check %+v, repair %+v, want repair %+v", len(test.values), c, c.Repair, test.want)
			}
		}
		if !found {
			t.Errorf("%d slices: no check of their number", len(test.values))
		}
	}
}

// TestMissingPercentageKeepsItsPlace: the slices there are keep their angles,
// and the rest of the whole is hatched.
func TestMissingPercentageKeepsItsPlace(t *testing.T) {
	t.Parallel()
	f, err := whole(widgets.Pie, table.Percentages, "60", "", "15")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range widgets.Presets {
		placed, err := widgets.Place(f, p, widgets.Light, draw.Text)
		if err != nil {
			t.Fatal(err)
		}
		pie := pieOf(t, placed)
		if n := len(pie.Slices); n != 3 || pie.Slices[2].Value != 25 || pie.Slices[2].Hatch.Width == 0 {
			t.Errorf("%s: slices %+v, want the last 25 and hatched", p.Name, pie.Slices)
		}
	}
}

func pieOf(t *testing.T, p widgets.Placed) widgets.PieMark {
	t.Helper()
	for _, m := range p.Marks {
		if pie, ok := m.(widgets.PieMark); ok {
			return pie
		}
	}
	t.Fatal("no pie is placed")
	return widgets.PieMark{}
}

// TestSlicesAreHeldToContrast: slices that are alike need the paper between
// them.
func TestSlicesAreHeldToContrast(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]widgets.Kind{"pie": widgets.Pie, "donut": widgets.Donut} {
		f, err := whole(kind, table.Decimals, "5", "4", "3", "2", "1")
		if err != nil {
			t.Fatal(err)
		}
		preset, _ := widgets.PresetByName("frame-l")
		placed, err := widgets.Place(f, preset, widgets.Light, draw.Text)
		if err != nil {
			t.Fatal(err)
		}
		if got := widgets.ContrastFaults(placed, draw.Text); len(got) > 0 {
			t.Errorf("%s: faults %v, want none", name, got)
		}
		for i, m := range placed.Marks {
			if pie, ok := m.(widgets.PieMark); ok {
				pie.Gap = 0
				placed.Marks[i] = pie
			}
		}
		if got := widgets.ContrastFaults(placed, draw.Text); len(got) == 0 {
			t.Errorf("%s without paper between its slices: no fault", name)
		}
	}
}

// TestShapesAreHeldToContrast looks at a shape with a hole, which shows the
// paper under it.
func TestShapesAreHeldToContrast(t *testing.T) {
	t.Parallel()
	square := func(x, side widgets.Px) []widgets.Pt {
		return []widgets.Pt{{X: x, Y: x}, {X: x + side, Y: x}, {X: x + side, Y: x + side}, {X: x, Y: x + side}}
	}
	colors := widgets.NewPalette(widgets.DefaultTheme(), widgets.Light)
	for name, test := range map[string]struct {
		fill, text widgets.Color
		at         widgets.Px
		want       int
	}{
		"dark text in the hole":   {colors.Highlight, colors.Ink, 50, 0},
		"dark text on the shape":  {colors.Highlight, colors.Ink, 20, 1},
		"white text in the hole":  {colors.Highlight, colors.Paper, 50, 1},
		"white text on the shape": {colors.Highlight, colors.Paper, 20, 0},
		"pale shape":              {colors.Context, colors.Ink, 50, 1},
	} {
		p := widgets.Placed{Width: 200, Height: 200, Paper: colors.Paper, Colors: colors, Marks: []widgets.Mark{
			widgets.ShapeMark{Polygons: []widgets.Polygon{{square(10, 80), square(40, 20)}}, Fill: test.fill},
			widgets.TextMark{At: widgets.Pt{X: test.at - 3, Y: test.at + 3}, Text: "x", Size: 8, Fill: test.text},
		}}
		if got := widgets.ContrastFaults(p, draw.Text); len(got) != test.want {
			t.Errorf("%s: faults %v, want %d", name, got, test.want)
		}
	}
}
