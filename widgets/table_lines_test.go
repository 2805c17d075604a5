package widgets_test

import (
	"errors"
	"math"
	"math/rand/v2"
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
	randomShapes[widgets.Table] = func(r *rand.Rand) (widgets.Spec, datasets.Result) {
		spec, result := randomRows(r, widgets.Table)
		spec.Sparkline = spec.Encoding.Time != "" && spec.Encoding.Value != "" && r.IntN(4) > 0
		spec.Scale = []string{"", "free"}[r.IntN(2)]
		return spec, result
	}
}

// linesResult has one number for each place and year from 2018 on; "" is not
// available.
func linesResult(places map[string][]string) datasets.Result {
	r := datasets.Result{Fields: []table.Field{placeField, {Name: "Year", Kind: table.Periods, Grain: table.Year, Role: table.Time}, shareField}}
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range places {
			if !yield(name) {
				return
			}
		}
	}) {
		for k, v := range places[name] {
			cell := gone(table.NotAvailable)
			if v != "" {
				cell = percentage(v)
			}
			r.Rows = append(r.Rows, []table.Cell{text(name), table.PeriodCell(table.Date(2018+k, 1, 1), table.Year), cell})
		}
	}
	return r
}

func linesSpec(change func(*widgets.Spec)) widgets.Spec {
	s := widgets.Spec{Version: 1, Kind: widgets.Table, Title: "T", Sparkline: true,
		Encoding: datasets.Roles{Category: "Local Authority", Time: "Year", Value: "Recycled"}}
	if change != nil {
		change(&s)
	}
	return s
}

// tableLine is the line of one row read back: its vertices, and its last dot.
type tableLine struct {
	path []widgets.Pt
	dot  widgets.Pt
}

// tableLines are the lines in the rows of a drawing, from the top.
func tableLines(p widgets.Placed) []tableLine {
	var all []tableLine
	var open []widgets.Pt
	for _, m := range p.Marks {
		switch m := m.(type) {
		case widgets.PathMark:
			open = append(open, m.Points...)
		case widgets.DotMark:
			if len(open) > 0 {
				all = append(all, tableLine{open, m.Center})
			}
			open = nil
		}
	}
	return all
}

// The numbers of every small line are read back: on a shared scale one scale puts
// all rows within half a pixel, on free ones each row has its own; the dot stands
// on the last.
func TestTableLinesAreTheNumbers(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, e := range examples(t) {
		if e.spec.Kind != widgets.Table || !e.spec.Sparkline {
			continue
		}
		for _, scale := range []string{"shared", "free"} {
			e.spec.Scale = scale
			f := e.figure(t)
			for _, preset := range widgets.Presets {
				lines := tableLines(place(t, f, preset.Name, widgets.Light))
				if len(lines) == 0 || len(lines) > len(f.Series) {
					t.Fatalf("%s, %s: %d lines for %d rows", e.folder, preset.Name, len(lines), len(f.Series))
				}
				var values, heights []float64
				for i, line := range lines {
					points := f.Series[i].Points
					if len(line.path) != len(points) {
						t.Fatalf("%s, %s: line %d has %d vertices, want %d", e.folder, preset.Name, i+1, len(line.path), len(points))
					}
					if scale == "free" {
						values, heights = nil, nil
					}
					for k, at := range line.path {
						values, heights = append(values, points[k].Value-points[0].Value), append(heights, float64(line.path[0].Y-at.Y))
					}
					if end := line.path[len(points)-1]; math.Abs(float64(line.dot.X-end.X)) > 0.5 || math.Abs(float64(line.dot.Y-end.Y)) > 0.5 {
						t.Errorf("%s, %s: the dot of line %d is at %v, want %v", e.folder, preset.Name, i+1, line.dot, end)
					}
					checked += len(points)
					if scale == "free" && !someScale(values, heights, 0.5) {
						t.Errorf("%s, %s: the numbers of line %d are not on one scale", e.folder, preset.Name, i+1)
					}
				}
				if scale == "shared" && !someScale(values, heights, 0.5) {
					t.Errorf("%s, %s: the numbers of all lines are not on one scale", e.folder, preset.Name)
				}
			}
		}
	}
	if checked < 1000 {
		t.Errorf("%d numbers were read back, want 1,000 at least", checked)
	}
}

// A missing number is a gap and never zero: the pen is lifted there, and the
// reason is said.
func TestTableLinesLeaveGaps(t *testing.T) {
	t.Parallel()
	f := figure(t, linesSpec(nil), linesResult(map[string][]string{
		"Essex": {"40", "42", "", "46", "48"}, "Kent": {"", "30", "31", "32", ""}}))
	lines := tableLines(place(t, f, "frame-l", widgets.Light))
	if len(lines) != 2 {
		t.Fatalf("%d lines, want 2", len(lines))
	}
	lifted := slices.IndexFunc(lines[0].path, func(at widgets.Pt) bool { return at.X != at.X })
	if len(lines[0].path) != 5 || lifted != 2 {
		t.Errorf("the line of Essex is %v, want two points, a gap and two points", lines[0].path)
	}
	if len(lines[1].path) != 3 || lines[1].dot.X >= lines[0].dot.X-1 {
		t.Errorf("the line of Kent is %v to %v, want three points that end before those of Essex", lines[1].path, lines[1].dot)
	}
	if want := "No figure for Essex in 2020, Kent in 2018 and Kent in 2022 (not available)."; !slices.Contains(f.Notes, want) {
		t.Errorf("Notes = %q, want %q", f.Notes, want)
	}
}

func TestTableLinesSayTheirScale(t *testing.T) {
	t.Parallel()
	near := linesResult(map[string][]string{"Essex": {"4", "42"}, "Kent": {"30", "31"}})
	far := linesResult(map[string][]string{"Essex": {"40", "42"}, "Kent": {"30", "31"}})
	for _, test := range []struct {
		name   string
		change func(*widgets.Spec)
		from   datasets.Result
		want   string
	}{
		{"shared", nil, near, "All small lines have the same scale, 2018 to 2019."},
		{"shared, far from zero", nil, far, "All small lines have the same scale, 2018 to 2019. It does not start at zero."},
		{"free", func(s *widgets.Spec) { s.Scale = "free" }, near, "Each small line has its own scale, 2018 to 2019. Not all start at zero."},
		{"Welsh", func(s *widgets.Spec) { s.Lang = "cy" }, near, "Mae gan bob llinell fach yr un raddfa, o 2018 i 2019."},
	} {
		f := figure(t, linesSpec(test.change), test.from)
		if !slices.Contains(f.Notes, test.want) {
			t.Errorf("%s: Notes = %q, want %q", test.name, f.Notes, test.want)
		}
		var drawn []string
		for _, m := range place(t, f, "portrait", widgets.Light).Marks {
			if m, ok := m.(widgets.TextMark); ok {
				drawn = append(drawn, m.Text)
			}
		}
		if all := strings.Join(drawn, " "); !strings.Contains(words.Plain(all), test.want) {
			t.Errorf("%s: the portrait says %q, want %q", test.name, all, test.want)
		}
	}
}

// The table under the figure has a row for each name and a column for each
// period, in the order of the drawing, and the description says where they end.
func TestTableLinesInWords(t *testing.T) {
	t.Parallel()
	f := figure(t, linesSpec(func(s *widgets.Spec) { s.Highlight = []string{"Kent"} }),
		linesResult(map[string][]string{"Essex": {"40", "42", "38"}, "Kent": {"30", "", "49"}}))
	want := widgets.TableWords{Caption: "T", Heads: []string{"Local Authority", "2018", "2019", "2020"}, Numeric: []bool{false, true, true, true},
		Rows: [][]string{{"Kent", "30%", "not available", "49%"}, {"Essex", "40%", "42%", "38%"}}, Bold: []bool{true, false}}
	if diff := cmp.Diff(want, f.Table); diff != "" {
		t.Errorf("Table (−want +got):\n%s", diff)
	}
	if want := "Table of 2 rows with a small line in each, 2018 to 2020: T. In 2020, Kent is highest at 49%, Essex is lowest at 38%. No figure for Kent in 2019 (not available). Kent rose most, by 19 percentage points. Essex fell most, by 2 percentage points."; words.Plain(f.Alt) != want {
		t.Errorf("Alt = %q, want %q", words.Plain(f.Alt), want)
	}
}

// Columns that are periods are a line in the order of time, whatever theirs;
// measures name any others.
func TestTableLinesAcrossColumns(t *testing.T) {
	t.Parallel()
	of := func(name string) table.Field {
		return table.Field{Name: name, Kind: table.Percentages, Unit: "%", Role: table.Measure}
	}
	r := datasets.Result{Fields: []table.Field{of("2019/20"), placeField, of("2018/19"), {Name: "Homes", Kind: table.Integers}}, Rows: [][]table.Cell{
		{percentage("42.5"), text("Essex"), percentage("40"), table.NumberCell(table.Integers, table.MustDecimal("7"))},
		{percentage("31"), text("Kent"), percentage("30"), table.NumberCell(table.Integers, table.MustDecimal("5"))}}}
	spec := linesSpec(func(s *widgets.Spec) { s.Encoding = datasets.Roles{Category: "Local Authority"} })
	f := figure(t, spec, r)
	var got [][2]string
	for _, s := range f.Series {
		got = append(got, [2]string{s.Points[0].Label, s.Points[1].Label})
	}
	if diff := cmp.Diff([][2]string{{"40.0%", "42.5%"}, {"30.0%", "31.0%"}}, got); diff != "" {
		t.Errorf("labels (−want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"42.5%", "Essex", "40.0%", "7"}, f.Table.Rows[0]); diff != "" {
		t.Errorf("table (−want +got):\n%s", diff)
	}
	placed := place(t, f, "frame-l", widgets.Light)
	var heads []string
	for _, m := range placed.Marks {
		if m, ok := m.(widgets.TextMark); ok && m.Fill == placed.Colors.Muted {
			heads = append(heads, m.Text)
		}
	}
	if diff := cmp.Diff([]string{"Local Authority", "Homes", "2018/19", "2019/20"}, heads); diff != "" {
		t.Errorf("heads (−want +got):\n%s", diff)
	}
	spec.Measures = []string{"2019/20", "Homes"}
	_, err := widgets.NewFigure(spec, r, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
	var problem datasets.Problem
	if errors.As(err, &problem); problem.Field != "measures" || problem.Suggestion == "" {
		t.Errorf("NewFigure of percentages and homes = %v, want a problem with measures", err)
	}
}

func TestTableLinesThatAreRefused(t *testing.T) {
	t.Parallel()
	two := linesResult(map[string][]string{"Essex": {"40", "42"}, "Kent": {"30", "31"}})
	for _, test := range []struct {
		name   string
		change func(*widgets.Spec)
		from   datasets.Result
		field  string
	}{
		{"no names", func(s *widgets.Spec) { s.Encoding.Category = "" }, two, "category"},
		{"no numbers", func(s *widgets.Spec) { s.Encoding.Value = "" }, two, "value"},
		{"one period", nil, linesResult(map[string][]string{"Essex": {"40"}}), "time"},
		{"no periods", func(s *widgets.Spec) { s.Encoding.Time = "" }, two, "time"},
	} {
		_, err := widgets.NewFigure(linesSpec(test.change), test.from, widgets.Provenance{}, widgets.DefaultTheme(), "en-GB")
		var problem datasets.Problem
		if errors.As(err, &problem); problem.Field != test.field || problem.Suggestion == "" {
			t.Errorf("%s: NewFigure = %v, want a problem with %q and what to do", test.name, err, test.field)
		}
	}
}

// The worst rows that a file can have are placed without a fault in every size.
func TestWorstTableLines(t *testing.T) {
	t.Parallel()
	flat := func(v string) []string { return slices.Repeat([]string{v}, 12) }
	many := map[string][]string{}
	for i := range 60 {
		many[numbered(i)] = []string{"1", "2"}
	}
	for name, places := range map[string]map[string][]string{
		"one row": {"Essex": {"40", "42"}}, "equal": {"Essex": flat("7"), "Kent": flat("7")}, "zero": {"Essex": flat("0")},
		"negative": {"Essex": {"-4", "-2", "-9"}, "Kent": {"-1", "3", "5"}}, "huge": {"Essex": {"1", "100000000000000"}},
		"tiny": {"Essex": {"0.000000000001", "0.000000000002"}}, "empty row": {"Essex": {"", ""}, "Kent": {"1", "2"}},
		"one number": {"Essex": {"", "4", ""}, "Kent": {"1", "2", "3"}}, "long": {long(1): {"1", "2"}, long(2): {"2", "3"}},
		"unbroken": {unbroken(1): {"1", "2"}}, "sixty": many,
	} {
		for _, scale := range []string{"", "free"} {
			f := figure(t, linesSpec(func(s *widgets.Spec) { s.Scale, s.Highlight = scale, []string{"Essex"} }), linesResult(places))
			for _, preset := range widgets.Presets {
				for _, scheme := range []widgets.Scheme{widgets.Light, widgets.Dark} {
					placed, err := widgets.Place(f, preset, scheme, draw.Text)
					if err != nil {
						wantsProblem(t, widgets.Table, 0, err)
						continue
					}
					for _, fault := range faults(placed) {
						t.Errorf("%s, %q, %s %s: %s", name, scale, preset.Name, scheme, fault)
					}
				}
			}
		}
	}
}

// A measure by name and year is offered as a table with small lines, each on its
// own scale where one would flatten most.
func TestSuggestTableOfLines(t *testing.T) {
	t.Parallel()
	fields := []table.Field{{Name: "Year", Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time}, {Name: "Method", Kind: table.Text}, {Name: "Tonnes", Kind: table.Integers, Role: table.Measure}}
	for want, least := range map[string]string{"": "100", "free": "10"} {
		var rows [][]string
		for y := range 10 {
			for m := range 6 {
				rows = append(rows, []string{table.PeriodLabel(table.Date(2009+y, 4, 1), table.FinancialYear), numbered(m), []string{"900", "500", "400", "300", "200", least}[m]})
			}
		}
		data := build(t, fields, rows)
		list, err := widgets.SuggestOthers(t.Context(), data, widgets.SuggestOptions{}, nil)
		at := slices.IndexFunc(list, func(s widgets.Suggestion) bool { return s.Kind == widgets.Table })
		if err != nil || at < 0 {
			t.Fatalf("SuggestOthers = %v, %v, want a table", list, err)
		}
		s := list[at]
		holds(t, data, s)
		if want := "Place 1 was highest of 6 methods in 2018/19, at 900."; s.Sentence != want || !s.Spec.Sparkline {
			t.Errorf("SuggestOthers = %q with lines: %v, want %q", s.Sentence, s.Spec.Sparkline, want)
		}
		if s.Spec.Scale != want {
			t.Errorf("least %s: scale %q, want %q", least, s.Spec.Scale, want)
		}
	}
}

// A row that stands out has a tint and, for those who cannot see it, a bar at its
// left and bold text.
func TestMarkedRow(t *testing.T) {
	t.Parallel()
	for _, scheme := range []widgets.Scheme{widgets.Light, widgets.Dark} {
		f := figure(t, linesSpec(func(s *widgets.Spec) { s.Highlight = []string{"Kent"} }), linesResult(map[string][]string{"Essex": {"40", "42"}, "Kent": {"30", "31"}}))
		placed := place(t, f, "frame-m", scheme)
		var tint, bar widgets.RectMark
		for _, m := range placed.Marks {
			switch m := m.(type) {
			case widgets.RectMark:
				if m.Fill == placed.Colors.Band {
					tint = m
				} else if m.Fill == placed.Colors.Highlight {
					bar = m
				}
			case widgets.TextMark:
				inside := m.At.Y > tint.Y && m.At.Y < tint.Y+tint.H
				if (m.Text == "Kent" || m.Text == "30%" || m.Text == "31%") != (inside && m.Face == widgets.Bold) {
					t.Errorf("%s: %q is inside the tint: %v, face %v", scheme, m.Text, inside, m.Face)
				}
			}
		}
		if bar.W < 2 || bar.H != tint.H || bar.X != tint.X {
			t.Errorf("%s: the bar is %+v, want it at the left of %+v", scheme, bar, tint)
		}
	}
}
