package widgets_test

import (
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// drawnTexts are the texts of a drawing in one string, as read.
func drawnTexts(p widgets.Placed) string {
	var all []string
	for _, m := range p.Marks {
		if m, ok := m.(widgets.TextMark); ok {
			all = append(all, m.Text)
		}
	}
	return words.Plain(strings.Join(all, " "))
}

// A line at a value lies in every small chart at the height of its number, by the
// scale of the columns there, and its words are drawn once.
func TestLineInEverySmallChart(t *testing.T) {
	t.Parallel()
	e := exampleNamed(t, "small-multiples-marked")
	for _, scale := range []string{"shared", "free"} {
		e.spec.Scale = scale
		f := e.figure(t)
		for _, preset := range widgets.Presets {
			placed := place(t, f, preset.Name, widgets.Light)
			var zeros []widgets.RuleMark
			var columns []widgets.RectMark
			for _, m := range placed.Marks {
				switch m := m.(type) {
				case widgets.RectMark:
					if m.Fill == placed.Colors.Highlight && m.W < placed.Width/10 {
						columns = append(columns, m)
					}
				case widgets.RuleMark:
					if m.Stroke == placed.Colors.Muted && m.Y1 == m.Y2 {
						zeros = append(zeros, m)
					}
				}
			}
			if len(zeros) != len(f.Series) {
				t.Fatalf("%s, %s: %d zero lines, want %d", preset.Name, scale, len(zeros), len(f.Series))
			}
			for i, zero := range zeros {
				at := i * len(f.Series[i].Points)
				perUnit := float64(columns[at].H) / f.Series[i].Points[0].Value
				want, drawn := float64(zero.Y1)-10*perUnit, widgets.Px(0)
				for _, m := range placed.Marks {
					if m, ok := m.(widgets.RuleMark); ok && m.Y1 == m.Y2 && m.X1 >= zero.X1-0.2 && m.X2 <= zero.X2+0.2 &&
						(m.Stroke == placed.Colors.Ink || m.Stroke == placed.Colors.Paper) && math.Abs(float64(m.Y1)-want) <= 1 {
						drawn += m.X2 - m.X1
					}
				}
				if drawn < 0.9*(zero.X2-zero.X1) {
					t.Errorf("%s, %s: %v px of the line lie in chart %d at %.1f, want all of %v", preset.Name, scale, drawn, i+1, want, zero.X2-zero.X1)
				}
			}
			if n := strings.Count(drawnTexts(placed), "Target for municipal waste"); n != 1 {
				t.Errorf("%s, %s: the words are drawn %d times, want once: %s", preset.Name, scale, n, drawnTexts(placed))
			}
		}
	}
}

func exampleNamed(t *testing.T, name string) example {
	t.Helper()
	all := examples(t)
	at := slices.IndexFunc(all, func(e example) bool { return filepath.Base(e.folder) == name })
	if at < 0 {
		t.Fatalf("no example %s", name)
	}
	return all[at]
}

// What is not final is hatched in every small chart of columns and dashed in those
// of lines, and a sentence says so.
func TestStatesInSmallCharts(t *testing.T) {
	t.Parallel()
	r := multiplesResult(table.Integers, "", []string{"10", "20", "30"}, []string{"30", "20", "25"}, []string{"5", "6", "7"})
	for _, panel := range []string{"line", "column"} {
		f := figure(t, multiplesSpec(func(s *widgets.Spec) {
			s.Panel, s.States = panel, map[string]string{"2020": "provisional", "2019": "provisional"}
		}), r)
		placed := place(t, f, "portrait", widgets.Light)
		hatched, dashed := 0, 0
		for _, m := range placed.Marks {
			switch m := m.(type) {
			case widgets.RectMark:
				hatched += btoi(m.Hatch.Width > 0)
			case widgets.PathMark:
				dashed += btoi(len(m.Dash) > 0)
			}
		}
		if panel == "column" && hatched != 6 || panel == "line" && dashed != 3 {
			t.Errorf("%s: %d columns are hatched and %d lines dashed, want 6 and 3", panel, hatched, dashed)
		}
		if want := "Figures for 2019 and 2020 are provisional."; !strings.Contains(drawnTexts(placed), want) || !slices.Contains(f.Notes, want) {
			t.Errorf("%s: %q and Notes %q, want %q", panel, drawnTexts(placed), f.Notes, want)
		}
	}
}

// A bar that is not final is hatched in every small chart, beside names and under a
// key, and in a table the small line is dashed to a hollow dot.
func TestStatesOfSmallBarsAndTableLines(t *testing.T) {
	t.Parallel()
	e := exampleNamed(t, "small-multiples-bars")
	e.spec.States = map[string]string{"Landfill": "provisional"}
	f := e.figure(t)
	for _, preset := range []string{"frame-l", "og"} {
		hatched, placed := 0, place(t, f, preset, widgets.Light)
		for _, m := range placed.Marks {
			if m, ok := m.(widgets.RectMark); ok {
				hatched += btoi(m.Hatch.Width > 0)
			}
		}
		if hatched != len(f.Series) {
			t.Errorf("%s: %d bars are hatched, want one in each of %d charts", preset, hatched, len(f.Series))
		}
	}
	lines := figure(t, linesSpec(func(s *widgets.Spec) { s.States = map[string]string{"2020": "provisional"} }),
		linesResult(map[string][]string{"Essex": {"40", "42", "38"}, "Kent": {"30", "31", "49"}}))
	placed, dashed := place(t, lines, "square", widgets.Light), 0
	for _, m := range placed.Marks {
		if m, ok := m.(widgets.PathMark); ok {
			dashed += btoi(len(m.Dash) > 0)
		}
	}
	if dashed != 2 || !strings.Contains(drawnTexts(placed), "Figures for 2020 are provisional.") {
		t.Errorf("%d lines are dashed, want 2, and it says %q", dashed, drawnTexts(placed))
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Words about one number stand in the chart of its series; ranges and events lie in
// every chart; small bars have lines at a number only.
func TestRemarksOnSmallCharts(t *testing.T) {
	t.Parallel()
	r := multiplesResult(table.Integers, "", []string{"10", "20", "30"}, []string{"30", "20", "25"}, []string{"5", "6", "7"})
	f := figure(t, multiplesSpec(func(s *widgets.Spec) {
		s.Annotations = []widgets.Annotation{{Type: "text", At: "2019", Series: numbered(1), Text: "Flood"},
			{Type: "range", At: "2018", To: "2019", Text: "Trial"}, {Type: "line", At: "2019", Text: "Merger"}}
	}), r)
	placed := place(t, f, "frame-l", widgets.Light)
	tints, uprights := 0, 0
	for _, m := range placed.Marks {
		switch m := m.(type) {
		case widgets.RectMark:
			tints += btoi(m.Fill == placed.Colors.Band && m.H > 40) // smaller ones are under words
		case widgets.RuleMark:
			uprights += btoi(m.X1 == m.X2 && m.Stroke == placed.Colors.Ink)
		}
	}
	if tints != 3 || uprights < 3 {
		t.Errorf("%d tints and %d upright rules, want one in each of 3 charts", tints, uprights)
	}
	for _, want := range []string{"Flood", "Trial", "Merger"} {
		if strings.Count(drawnTexts(placed), want) != 1 {
			t.Errorf("%q is drawn %d times, want once: %s", want, strings.Count(drawnTexts(placed), want), drawnTexts(placed))
		}
	}
	bars := smallBarsResult([]string{"A", "B", "C"}, []string{"x", "y"}, func(i, k int) string { return []string{"30", "60", "20"}[(i+k)%3] })
	f = figure(t, smallBarsSpec(func(s *widgets.Spec) {
		s.Annotations = []widgets.Annotation{{Type: "line", Value: "50", Text: "Target"}, {Type: "text", At: "x", Series: "A", Text: "Flood"}}
	}), bars)
	if len(f.Remarks) != 1 || len(f.Unplaced) != 1 || !strings.Contains(f.Unplaced[0].Message, "mall bar charts have only lines at a number") {
		t.Errorf("Remarks = %v, Unplaced = %v, want the line and the text unplaced", f.Remarks, f.Unplaced)
	}
	if got := drawnTexts(place(t, f, "square", widgets.Light)); !strings.Contains(got, "Reference line: Target 50%") {
		t.Errorf("the square says %q, want the words of the line", got)
	}
}
