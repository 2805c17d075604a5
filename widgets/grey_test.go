package widgets_test

import (
	"fmt"
	"slices"
	"testing"

	"figurehead/widgets"
)

// greyRatio is the ratio at which two fills are told apart in grey print.
const greyRatio = 1.5

// Without colour parts are told apart: two that touch differ in luminance, and
// where signs of a key look the same their order is said.
func TestGreyPrintCanBeRead(t *testing.T) {
	t.Parallel()
	series := widgets.NewPalette(widgets.DefaultTheme(), widgets.Light).Series
	for _, e := range examples(t) {
		f := e.figure(t)
		for _, preset := range []string{"frame-s", "frame-m", "frame-l", "print", "portrait", "square"} {
			p := place(t, f, preset, widgets.Light)
			for _, fault := range touchingAlike(p, series) {
				t.Errorf("%s %s: %s", e.folder, preset, fault)
			}
			if swatches := swatchesOf(p, series); alike(swatches) && !saysOrder(p) {
				t.Errorf("%s %s: signs of the key look the same in grey, and nothing says in which order they stand", e.folder, preset)
			}
		}
	}
}

// touchingAlike lists the filled parts that touch and look the same without colour.
func touchingAlike(p widgets.Placed, series []widgets.Color) []string {
	var parts []widgets.RectMark
	var found []string
	for _, m := range p.Marks {
		m, ok := m.(widgets.RectMark)
		if !ok || m.Hatch.Width > 0 || !slices.Contains(series, m.Fill) {
			continue
		}
		for _, o := range parts {
			apart := max(o.X-m.X-m.W, m.X-o.X-o.W, o.Y-m.Y-m.H, m.Y-o.Y-o.H)
			if m.Fill != o.Fill && apart < 0.75 && apart > -0.75 && widgets.Contrast(m.Fill, o.Fill) < greyRatio {
				found = append(found, fmt.Sprintf("%s and %s touch at %.0f, %.0f", m.Fill, o.Fill, m.X, m.Y))
			}
		}
		parts = append(parts, m)
	}
	return found
}

// swatchesOf are the colours of the squares that stand before a name: a key.
func swatchesOf(p widgets.Placed, series []widgets.Color) []widgets.Color {
	var fills []widgets.Color
	for i, m := range p.Marks[:max(len(p.Marks)-1, 0)] {
		r, ok := m.(widgets.RectMark)
		_, named := p.Marks[i+1].(widgets.TextMark)
		if ok && named && r.W == r.H && slices.Contains(series, r.Fill) && !slices.Contains(fills, r.Fill) {
			fills = append(fills, r.Fill)
		}
	}
	return fills
}

func alike(fills []widgets.Color) bool {
	for i, a := range fills {
		for _, b := range fills[:i] {
			if widgets.Contrast(a, b) < greyRatio {
				return true
			}
		}
	}
	return false
}

func saysOrder(p widgets.Placed) bool {
	return slices.ContainsFunc(p.Marks, func(m widgets.Mark) bool {
		t, ok := m.(widgets.TextMark)
		return ok && slices.Contains([]string{"From the left:", "From the foot up:", "From the top down:", "Clockwise:"}, t.Text)
	})
}

// Each coloured line has a shape of its own at its ends.
func TestLinesHaveShapesOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, preset := range []string{"frame-s", "frame-l", "og", "print"} {
		p := place(t, hostile(widgets.Line, highlit(waves(6))...), preset, widgets.Light)
		shapes := map[string]widgets.Color{}
		for _, m := range p.Marks {
			key, fill := "", widgets.Color{}
			switch m := m.(type) {
			case widgets.DotMark:
				key, fill = "circle", m.Inside
			case widgets.ShapeMark:
				ring := m.Polygons[0][0]
				key, fill = fmt.Sprintf("%d corners, from %.1f, %.1f", len(ring), ring[1].X-ring[0].X, ring[1].Y-ring[0].Y), m.Fill
			default:
				continue
			}
			if other, known := shapes[key]; known && other != fill {
				t.Errorf("%s: two lines have the shape %s", preset, key)
			}
			shapes[key] = fill
		}
		if len(shapes) < 6 {
			t.Errorf("%s: %d shapes for 6 lines: %v", preset, len(shapes), shapes)
		}
	}
}
