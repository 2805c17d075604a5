package draw

import (
	"encoding/xml"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"figurehead/widgets"
)

// measures are coordinates and lengths, most of them usable.
var measures = rapid.OneOf(
	rapid.Float64Range(-50, 350),
	rapid.Float64Range(0, 40),
	rapid.SampledFrom([]float64{0, -1, 1e-9, 1e9, 1e300, -1e300, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, math.SmallestNonzeroFloat64}),
)

func drawPx(t *rapid.T, name string) widgets.Px { return widgets.Px(measures.Draw(t, name)) }

func drawPoints(t *rapid.T) []widgets.Pt {
	points := make([]widgets.Pt, rapid.IntRange(0, 20).Draw(t, "points"))
	for i := range points {
		points[i] = widgets.Pt{X: drawPx(t, "x"), Y: drawPx(t, "y")}
	}
	return points
}

func drawDash(t *rapid.T) []widgets.Px {
	dash := make([]widgets.Px, rapid.IntRange(0, 3).Draw(t, "dashes"))
	for i := range dash {
		dash[i] = drawPx(t, "dash")
	}
	return dash
}

func drawHatch(t *rapid.T) widgets.Hatch {
	return widgets.Hatch{Stroke: ink, Gap: drawPx(t, "gap"), Width: drawPx(t, "line")}
}

func drawSlices(t *rapid.T) []widgets.Slice {
	list := make([]widgets.Slice, rapid.IntRange(0, 5).Draw(t, "slices"))
	for i := range list {
		list[i] = widgets.Slice{Value: measures.Draw(t, "value"), Fill: ink, Hatch: drawHatch(t), Rim: drawPx(t, "rim"), Edge: muted}
	}
	return list
}

func drawPolygons(t *rapid.T) []widgets.Polygon {
	polygons := make([]widgets.Polygon, rapid.IntRange(0, 3).Draw(t, "polygons"))
	for i := range polygons {
		for range rapid.IntRange(0, 3).Draw(t, "rings") {
			polygons[i] = append(polygons[i], drawPoints(t))
		}
	}
	return polygons
}

func drawMark(t *rapid.T) widgets.Mark {
	c := rapid.SampledFrom(series).Draw(t, "colour")
	switch rapid.IntRange(0, 9).Draw(t, "mark") {
	case 0:
		return widgets.RectMark{X: drawPx(t, "x"), Y: drawPx(t, "y"), W: drawPx(t, "w"), H: drawPx(t, "h"), Radius: drawPx(t, "r"), Fill: c, Hatch: drawHatch(t)}
	case 1:
		return widgets.RuleMark{X1: drawPx(t, "x1"), Y1: drawPx(t, "y1"), X2: drawPx(t, "x2"), Y2: drawPx(t, "y2"), Width: drawPx(t, "w"), Stroke: c, Dash: drawDash(t)}
	case 2:
		return widgets.PathMark{Points: drawPoints(t), Width: drawPx(t, "w"), Stroke: c, Dash: drawDash(t)}
	case 3:
		return widgets.AreaMark{Points: drawPoints(t), Fill: c, Hatch: drawHatch(t)}
	case 4:
		return widgets.DotMark{Center: widgets.Pt{X: drawPx(t, "x"), Y: drawPx(t, "y")}, Radius: drawPx(t, "r"), Width: drawPx(t, "w"), Fill: c}
	case 5:
		return widgets.ImageMark{X: drawPx(t, "x"), Y: drawPx(t, "y"), W: drawPx(t, "w"), H: drawPx(t, "h"), PNG: logo(t, 3, 2)}
	case 6:
		return widgets.ShapeMark{Polygons: drawPolygons(t), Fill: c, Hatch: drawHatch(t), Stroke: c, Width: drawPx(t, "w"),
			Grid: widgets.Grid{Origin: widgets.Pt{X: drawPx(t, "x"), Y: drawPx(t, "y")}, Unit: drawPx(t, "unit")}}
	case 7:
		return widgets.ArcMark{Center: widgets.Pt{X: drawPx(t, "x"), Y: drawPx(t, "y")}, R0: drawPx(t, "r0"), R1: drawPx(t, "r1"),
			A0: measures.Draw(t, "a0"), A1: measures.Draw(t, "a1"), Fill: c, Hatch: drawHatch(t)}
	case 8:
		return widgets.PieMark{Center: widgets.Pt{X: drawPx(t, "x"), Y: drawPx(t, "y")}, R0: drawPx(t, "r0"), R1: drawPx(t, "r1"),
			Gap: drawPx(t, "gap"), Paper: white, Slices: drawSlices(t)}
	}
	return widgets.TextMark{At: widgets.Pt{X: drawPx(t, "x"), Y: drawPx(t, "y")}, Text: rapid.String().Draw(t, "text"),
		Face: widgets.Face(rapid.IntRange(0, 5).Draw(t, "face")), Size: drawPx(t, "size"), Anchor: widgets.Anchor(rapid.IntRange(0, 4).Draw(t, "anchor")), Fill: c}
}

// TestHostileMarks draws marks with measures no layout should give.
func TestHostileMarks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := newScene(300, 200, rapid.String().Draw(t, "name"), rapid.String().Draw(t, "description"))
		for range rapid.IntRange(0, 12).Draw(t, "marks") {
			s.add(drawMark(t))
		}
		drawing := string(SVG(s.Placed, SVGOptions{Standalone: true}).HTML)
		wellFormed(t, drawing)
		_, body, _ := strings.Cut(drawing, "</desc>")
		for _, attribute := range []string{`="NaN`, `="Inf`, "e+"} {
			if strings.Contains(stripTexts(body), attribute) {
				t.Fatalf("%s in %s", attribute, drawing)
			}
		}
		data, err := PNG(s.Placed, PNGOptions{Level: 1})
		if err != nil {
			t.Fatal(err)
		}
		decode(t, data)
	})
}

// wellFormed reads a drawing as XML, element by element.
func wellFormed(t failer, drawing string) {
	var root node
	if err := xml.Unmarshal([]byte(drawing), &root); err != nil {
		t.Fatalf("drawing is not well-formed: %v\n%s", err, drawing)
	}
}

// stripTexts removes what stands between text tags.
func stripTexts(drawing string) string {
	var b strings.Builder
	for _, part := range strings.Split(drawing, "<text") {
		_, after, found := strings.Cut(part, "</text>")
		if !found {
			after = part
		}
		b.WriteString(after)
	}
	return b.String()
}

// TestHostileSizes gives figures sizes no preset has: an SVG without size,
// never an endless one.
func TestHostileSizes(t *testing.T) {
	t.Parallel()
	for _, size := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -5, 0, 1e300} {
		placed := marksScene()
		placed.Width = widgets.Px(size)
		root := parse(t, SVG(placed, SVGOptions{Standalone: true}))
		if got := root.attr("width"); got != "0" {
			t.Errorf("width %v is written as %q", size, got)
		}
	}
}

// TestCrowdedFiguresEnd draws far more than a figure holds, in far less than
// the time an officer waits.
func TestCrowdedFiguresEnd(t *testing.T) {
	t.Parallel()
	bars, line := newScene(1200, 630, "", ""), newScene(1200, 630, "", "")
	var points []widgets.Pt
	for i := range 1_000 {
		x := widgets.Px(i) * 1.2
		bars.add(widgets.RectMark{X: x, Y: 10, W: 0.9, H: widgets.Px(i % 600), Fill: series[i%5]})
		bars.text(x, 300, 14, "Ward", widgets.Regular, widgets.Middle, ink)
		points = append(points, widgets.Pt{X: x, Y: widgets.Px(i % 2 * 600)})
	}
	line.add(widgets.PathMark{Points: points, Width: 3, Stroke: series[0]})
	dashed := newScene(1200, 630, "", "")
	dashed.add(widgets.PathMark{Points: points, Width: 3, Stroke: series[0], Dash: []widgets.Px{0.5, 0.5}})
	area := newScene(1200, 630, "", "")
	area.add(widgets.AreaMark{Points: points, Fill: series[0], Hatch: provisional})
	border, slices := newScene(1200, 630, "", ""), newScene(1200, 630, "", "")
	border.add(widgets.ShapeMark{Polygons: []widgets.Polygon{zigzag(200_000)}, Fill: series[0], Hatch: provisional, Stroke: white, Width: 1})
	coast := newScene(1200, 630, "", "")
	coast.add(widgets.ShapeMark{Polygons: []widgets.Polygon{jagged(200_000)}, Fill: series[0], Stroke: white, Width: 1})
	for i := range 500 {
		slices.add(widgets.ArcMark{Center: widgets.Pt{X: 600, Y: 315}, R1: 300, A0: float64(i) / 80, A1: float64(i+1) / 80, Fill: series[i%5]})
	}
	for name, s := range map[string]*scene{"bars": bars, "line": line, "dashed line": dashed, "area": area, "knot of 200,000": border, "coast of 200,000": coast, "500 slices": slices} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begun := time.Now()
			SVG(s.Placed, SVGOptions{})
			if _, err := PNG(s.Placed, PNGOptions{Level: 1}); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(begun); took > 20*time.Second {
				t.Errorf("drawn in %v, want well under 20s", took)
			}
		})
	}
}

// zigzag is a ring of n points all over the figure.
func zigzag(n int) widgets.Polygon {
	ring := make([]widgets.Pt, n)
	for i := range ring {
		ring[i] = widgets.Pt{X: widgets.Px(i * 37 % 1200), Y: widgets.Px(i * 91 % 630)}
	}
	return widgets.Polygon{ring}
}

// jagged is a ring of n points a pixel or so apart.
func jagged(n int) widgets.Polygon {
	ring := make([]widgets.Pt, n)
	for i := range ring {
		turn, out := float64(i)/float64(n)*2*math.Pi, 200+100*math.Sin(float64(i))*math.Sin(float64(i)/700)
		ring[i] = widgets.Pt{X: widgets.Px(600 + out*math.Cos(turn)), Y: widgets.Px(315 + out*math.Sin(turn))}
	}
	return widgets.Polygon{ring}
}

func FuzzText(f *testing.F) {
	for _, s := range naughty(f) {
		f.Add(s, 16.0)
	}
	f.Fuzz(func(t *testing.T, text string, size float64) {
		if width := float64(Text.Measure(widgets.Bold, widgets.Px(size), text)); !(width >= 0) && size > 0 && size < 1e6 {
			t.Errorf("Measure(%v, %q) = %v, want a length", size, text, width)
		}
		if once := oneLine(text); oneLine(once) != once {
			t.Errorf("oneLine(%q) = %q, which it changes again", text, once)
		}
		placed := widgets.Placed{Width: 120, Height: 40, Name: text, Description: text,
			Marks: []widgets.Mark{widgets.TextMark{At: widgets.Pt{X: 60, Y: 30}, Anchor: widgets.Middle, Text: text, Size: widgets.Px(size)}}}
		wellFormed(t, string(SVG(placed, SVGOptions{Standalone: true, Metadata: &Metadata{Title: text}}).HTML))
		data, err := PNG(placed, PNGOptions{Level: 1, Metadata: Metadata{Title: text}})
		if err != nil {
			t.Fatal(err)
		}
		decode(t, data)
	})
}
