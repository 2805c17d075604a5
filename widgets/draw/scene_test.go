package draw

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"figurehead/widgets"
)

// charts are the figures of the benchmark: a bar for each of 12 wards and five
// lines of 60 months.
type charts struct {
	Bar struct {
		Title, Sub, Source string
		Cats               []string
		Vals               []float64
	}
	Line struct {
		Title, Sub, Source string
		Names              []string
		Series             [][]float64
	}
}

func readCharts(t testing.TB) charts {
	t.Helper()
	raw, err := os.ReadFile("testdata/charts.json")
	if err != nil {
		t.Fatal(err)
	}
	var c charts
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

var (
	ink    = widgets.Color{R: 0x14, G: 0x20, B: 0x2B}
	muted  = widgets.Color{R: 0x4A, G: 0x56, B: 0x61}
	faint  = widgets.Color{R: 0xDD, G: 0xE3, B: 0xE8}
	white  = widgets.Color{R: 255, G: 255, B: 255}
	series = []widgets.Color{{R: 0x12, G: 0x43, B: 0x6D}, {R: 0x28, G: 0xA1, B: 0x97}, {R: 0x80, G: 0x16, B: 0x50}, {R: 0xF4, G: 0x6A, B: 0x25}, {R: 0x3D, G: 0x3D, B: 0x3D}}
)

// scene gathers marks by hand, without the layout of package widgets.
type scene struct{ widgets.Placed }

func newScene(width, height widgets.Px, name, description string) *scene {
	return &scene{widgets.Placed{Width: width, Height: height, Paper: white, Name: name, Description: description, Lang: "en-GB"}}
}

func (s *scene) add(m ...widgets.Mark) { s.Marks = append(s.Marks, m...) }

func (s *scene) text(x, y, size widgets.Px, text string, face widgets.Face, a widgets.Anchor, c widgets.Color) {
	s.add(widgets.TextMark{At: widgets.Pt{X: x, Y: y}, Text: text, Face: face, Size: size, Anchor: a, Fill: c})
}

func (s *scene) rule(x1, y1, x2, y2, width widgets.Px, c widgets.Color, dash ...widgets.Px) {
	s.add(widgets.RuleMark{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: width, Stroke: c, Dash: dash})
}

func (s *scene) head(title, sub, source string) {
	s.text(40, 62, 36, title, widgets.Bold, widgets.Start, ink)
	s.text(40, 98, 22, sub, widgets.Regular, widgets.Start, muted)
	s.text(40, s.Height-24, 18, source, widgets.Regular, widgets.Start, muted)
}

// barScene is the bar figure at 1200 × 630.
func barScene(t testing.TB) widgets.Placed {
	d := readCharts(t).Bar
	s := newScene(1200, 630, d.Title, "Bar chart of 12 wards. Whitestone-under-Edge recycles or composts 62.9% of household waste, Old Town 22.1%.")
	s.head(d.Title, d.Sub, d.Source)
	const left, right, top, bottom, most = 264.0, 1110.0, 124.0, 538.0, 70.0
	for v := 0.0; v <= most; v += 10 {
		x := widgets.Px(left + v*(right-left)/most)
		s.rule(x, top, x, bottom, 1, faint)
		s.text(x, bottom+26, 18, fmt.Sprint(v), widgets.Regular, widgets.Middle, muted)
	}
	band := (bottom - top) / float64(len(d.Cats))
	for i, name := range d.Cats {
		y, w := widgets.Px(top+band*float64(i)), widgets.Px(d.Vals[i]*(right-left)/most)
		s.text(left-10, y+widgets.Px(band/2+7), 20, name, widgets.Regular, widgets.End, ink)
		s.add(widgets.RectMark{X: left, Y: y + widgets.Px(band*.14), W: w, H: widgets.Px(band * .72), Fill: series[0]})
		s.text(left+w+8, y+widgets.Px(band/2+7), 20, fmt.Sprintf("%.1f", d.Vals[i]), widgets.Bold, widgets.Start, ink)
	}
	s.rule(left, top, left, bottom, 2, muted)
	return s.Placed
}

// lineScene is the line figure at 1200 × 630.
func lineScene(t testing.TB) widgets.Placed {
	d := readCharts(t).Line
	s := newScene(1200, 630, d.Title, "Line chart of monthly library visits in five areas from January 2021 to December 2025.")
	s.head(d.Title, d.Sub, d.Source)
	const left, right, top, bottom, most = 120.0, 1060.0, 124.0, 538.0, 40000.0
	for v := 0.0; v <= most; v += 10000 {
		y := widgets.Px(bottom - v*(bottom-top)/most)
		s.rule(left, y, right, y, 1, faint)
		s.text(left-10, y+6, 18, fmt.Sprint(v), widgets.Regular, widgets.End, muted)
	}
	step := (right - left) / 59.0
	for i := 0; i < 60; i += 12 {
		x := widgets.Px(left + step*float64(i))
		s.rule(x, bottom, x, bottom+8, 1, muted)
		s.text(x, bottom+28, 18, fmt.Sprintf("Jan %d", 2021+i/12), widgets.Regular, widgets.Middle, muted)
	}
	for k, values := range d.Series {
		points := make([]widgets.Pt, len(values))
		for i, v := range values {
			points[i] = widgets.Pt{X: widgets.Px(left + step*float64(i)), Y: widgets.Px(bottom - v*(bottom-top)/most)}
		}
		end := points[len(points)-1]
		s.add(widgets.PathMark{Points: points, Width: 3, Stroke: series[k]},
			widgets.DotMark{Center: end, Radius: 5, Fill: series[k]})
		s.text(end.X+12, end.Y+6, 20, d.Names[k], widgets.Bold, widgets.Start, series[k])
	}
	return s.Placed
}

// marksScene shows every kind of mark and every edge of them.
func marksScene() widgets.Placed {
	s := newScene(600, 400, "Marks", "Every mark a canvas draws.")
	nan := widgets.Px(math.NaN())
	s.add(
		widgets.RectMark{X: 20.3, Y: 20.6, W: 100.2, H: 40.5, Fill: series[0]},
		widgets.RectMark{X: 140, Y: 20, W: 100, H: 40, Radius: 8, Fill: series[1]},
		widgets.RectMark{X: 260, Y: 20, W: 100, H: 40, Radius: 99, Fill: series[2]},
		widgets.RectMark{X: 380, Y: 20, W: 0.4, H: 40, Fill: ink},
		widgets.AreaMark{Points: []widgets.Pt{{X: 400, Y: 60}, {X: 440, Y: 20}, {X: 480, Y: 60}}, Fill: series[3]},
		widgets.DotMark{Center: widgets.Pt{X: 510, Y: 40}, Radius: 15, Fill: series[4]},
		widgets.DotMark{Center: widgets.Pt{X: 560, Y: 40}, Radius: 15, Fill: series[0], Width: 5, Inside: white},
		widgets.PathMark{Points: []widgets.Pt{{X: 20, Y: 160}, {X: 90, Y: 100}, {X: 160, Y: 170}, {X: nan, Y: 0}, {X: 220, Y: 100}, {X: nan, Y: nan}, {X: 280, Y: 170}, {X: 360, Y: 90}}, Width: 4, Stroke: series[0]},
		widgets.PathMark{Points: []widgets.Pt{{X: 380, Y: 160}, {X: 450, Y: 90}, {X: 520, Y: 170}, {X: 580, Y: 100}}, Width: 3, Stroke: series[2], Dash: []widgets.Px{12, 5}},
	)
	s.rule(20, 200, 580, 200, 1, muted)
	s.rule(20, 210, 580, 210, 1.6, muted, 4, 3)
	s.rule(20, 220, 20, 380, 2.4, ink)
	s.rule(30, 380, 90, 220, 2, series[3])
	for i, a := range []widgets.Anchor{widgets.Start, widgets.Middle, widgets.End} {
		s.text(300, widgets.Px(250+i*30), 21, "AVATAR £1,234.50", widgets.Face(i%2), a, ink)
	}
	s.text(110, 340, 16.5, "Tŷ Gwyn, Llŵyn y Môr ▲ 1.2 − 3 ½ ≤", widgets.Regular, widgets.Start, muted)
	s.text(110, 375, 28, "  Newtown \t St. Mary’s ", widgets.Bold, widgets.Start, series[0])
	return s.Placed
}
