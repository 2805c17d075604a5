package widgets_test

import (
	"path/filepath"
	"slices"
	"testing"

	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// themes are looks from four councils: the usual one, one that passes, one too
// pale to be used as given, and one on tinted paper.
func themes(t *testing.T) map[string]widgets.Theme {
	t.Helper()
	c := func(text string) widgets.Color {
		parsed, err := widgets.ParseColor(text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	tinted := widgets.BrandTheme(c("#662483"))
	tinted.Paper = c("#fff8e7")
	return map[string]widgets.Theme{
		"usual": widgets.DefaultTheme(), "green": green(), "yellow": widgets.BrandTheme(c("#ffcc00")), "tinted": tinted,
	}
}

// Every text and every mark of every example, in every size, in both schemes
// and four themes, reaches its contrast.
func TestEveryDrawingReachesItsContrast(t *testing.T) {
	inWholeLane(t)
	for _, e := range examples(t) {
		t.Run(filepath.Base(e.folder), func(t *testing.T) {
			t.Parallel()
			f := e.figure(t)
			for name, theme := range themes(t) {
				f.Theme = theme
				for _, preset := range widgets.Presets {
					for _, scheme := range []widgets.Scheme{widgets.Light, widgets.Dark} {
						placed, err := widgets.Place(f, preset, scheme, draw.Text)
						if err != nil {
							continue // it does not fit there: another test's matter
						}
						for _, fault := range widgets.ContrastFaults(placed, draw.Text) {
							t.Errorf("%s, %s, %s: at %.0f %s", name, preset.Name, scheme, fault.At, fault)
						}
					}
				}
			}
		})
	}
}

// What ContrastFaults finds in drawings made to have one fault, or none.
func TestContrastFaults(t *testing.T) {
	t.Parallel()
	p := widgets.NewPalette(widgets.DefaultTheme(), widgets.Light)
	text := func(x, y widgets.Px, fill widgets.Color) widgets.Mark {
		return widgets.TextMark{At: widgets.Pt{X: x, Y: y}, Text: "Essex", Size: 16, Fill: fill}
	}
	rect := func(x, y, w, h widgets.Px, fill widgets.Color) widgets.Mark {
		return widgets.RectMark{X: x, Y: y, W: w, H: h, Fill: fill}
	}
	rule := func(x1, y1, x2, y2 widgets.Px, stroke widgets.Color) widgets.Mark {
		return widgets.RuleMark{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: 2, Stroke: stroke}
	}
	square := []widgets.Pt{{X: 100, Y: 100}, {X: 200, Y: 100}, {X: 200, Y: 200}, {X: 100, Y: 200}}
	for _, test := range []struct {
		name  string
		marks []widgets.Mark
		want  string // what is at fault, or nothing
	}{
		{"ink on paper", []widgets.Mark{text(10, 30, p.Ink)}, ""},
		{"orange text", []widgets.Mark{text(10, 30, p.Series[3])}, "“Essex”"},
		{"ink on a dark bar", []widgets.Mark{rect(0, 10, 90, 30, p.Highlight), text(10, 30, p.Ink)}, "“Essex”"},
		{"white on a dark bar", []widgets.Mark{rect(0, 10, 90, 30, p.Highlight), text(10, 30, p.Paper)}, ""},
		{"white text half over the end of its bar", []widgets.Mark{rect(0, 10, 30, 30, p.Highlight), text(10, 30, p.Paper)}, "“Essex”"},
		{"text over an area", []widgets.Mark{widgets.AreaMark{Points: square, Fill: p.Series[0]}, text(120, 150, p.Ink)}, "“Essex”"},
		{"a pale bar", []widgets.Mark{rect(10, 10, 90, 30, p.Context)}, "a mark"},
		{"a pale bar from the zero line", []widgets.Mark{rect(10, 10, 90, 30, p.Context), rule(10, 0, 10, 200, p.Muted)}, "a mark"},
		{"a pale bar with its edge", []widgets.Mark{rect(10, 10, 90, 30, p.Context), rule(99, 10, 99, 40, p.Edge)}, ""},
		{"a pale bar with its edge drawn as a bar", []widgets.Mark{rect(10, 10, 90, 30, p.Context), rect(98, 10, 2, 30, p.Edge)}, ""},
		{"a pale area under its line", []widgets.Mark{widgets.AreaMark{Points: square, Fill: p.Interval},
			widgets.PathMark{Points: square[:2], Width: 2, Stroke: p.IntervalEdge}}, ""},
		{"two parts that touch", []widgets.Mark{rect(10, 10, 40, 30, p.Series[0]), rect(50, 10, 40, 30, p.Series[2])}, "two parts that touch"},
		{"two parts with a gap", []widgets.Mark{rect(10, 10, 40, 30, p.Series[0]), rect(52, 10, 40, 30, p.Series[2])}, ""},
		{"two parts with a line of paper", []widgets.Mark{rect(10, 10, 40, 30, p.Series[0]), rect(50, 10, 40, 30, p.Series[2]), rule(50, 10, 50, 40, p.Paper)}, ""},
		{"two areas that touch", []widgets.Mark{widgets.AreaMark{Points: square, Fill: p.Series[0]},
			rect(200, 100, 80, 100, p.Series[2])}, "two parts that touch"},
		{"a pale line", []widgets.Mark{widgets.PathMark{Points: square, Width: 3, Stroke: p.Context}}, "a line"},
		{"a dark line on a dark ground", []widgets.Mark{rect(0, 0, 300, 300, p.Series[0]), widgets.PathMark{Points: square, Width: 3, Stroke: p.Ink}}, "a line"},
		{"the same in a casing of paper", []widgets.Mark{rect(0, 0, 300, 300, p.Series[0]), widgets.PathMark{Points: square, Width: 9, Stroke: p.Paper},
			widgets.PathMark{Points: square, Width: 3, Stroke: p.Ink}}, ""},
		{"a gridline", []widgets.Mark{rule(0, 50, 300, 50, p.Rule)}, ""},
		{"a pale dot", []widgets.Mark{widgets.DotMark{Center: square[0], Radius: 5, Fill: p.Context}}, "a dot"},
		{"a hollow dot", []widgets.Mark{widgets.DotMark{Center: square[0], Radius: 5, Width: 2, Fill: p.Series[0], Inside: p.Paper}}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			placed := widgets.Placed{Width: 300, Height: 300, Paper: p.Paper, Colors: p, Marks: test.marks}
			got := ""
			for _, fault := range widgets.ContrastFaults(placed, draw.Text) {
				got = fault.What
			}
			if got != test.want {
				t.Errorf("ContrastFaults = %q, want %q", got, test.want)
			}
		})
	}
}

// Lines through points whose colours some readers cannot tell apart differ in
// their dash or their width too, in every example and both schemes.
func TestLookAlikeLinesDiffer(t *testing.T) {
	t.Parallel()
	for _, e := range examples(t) {
		f := e.figure(t)
		for _, preset := range widgets.Presets {
			for _, scheme := range []widgets.Scheme{widgets.Light, widgets.Dark} {
				placed, err := widgets.Place(f, preset, scheme, draw.Text)
				if err != nil {
					continue
				}
				looks := map[widgets.Color]widgets.PathMark{}
				var colors []widgets.NamedColor
				for _, m := range placed.Marks {
					line, ok := m.(widgets.PathMark)
					if !ok || len(line.Points) < 5 || line.Stroke == placed.Paper || looks[line.Stroke].Width >= line.Width {
						continue
					}
					if _, known := looks[line.Stroke]; !known {
						colors = append(colors, widgets.NamedColor{Name: line.Stroke.String(), Color: line.Stroke})
					}
					looks[line.Stroke] = line
				}
				for _, pair := range widgets.LookAlikes(colors) {
					a, b := looks[pair.A.Color], looks[pair.B.Color]
					if a.Width == b.Width && slices.Equal(a.Dash, b.Dash) {
						t.Errorf("%s, %s, %s: lines of %s and %s look alike with %s and in no other way differ", filepath.Base(e.folder), preset.Name, scheme, pair.A.Name, pair.B.Name, pair.Vision)
					}
				}
			}
		}
	}
}
