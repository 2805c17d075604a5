package draw

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/wcharczuk/go-chart/v2/drawing"

	"figurehead/widgets"
)

// oracle draws marks with go-chart's raster, which shares no code with ours
// above the rasteriser and draws each glyph from its outline.
type oracle struct{ gc *drawing.RasterGraphicContext }

func newOracle(t *testing.T, p widgets.Placed) (*oracle, *image.RGBA) {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, int(p.Width), int(p.Height)))
	draw.Draw(m, m.Rect, image.NewUniform(opaque(p.Paper)), image.Point{}, draw.Src)
	gc, err := drawing.NewRasterGraphicContext(m)
	if err != nil {
		t.Fatal(err)
	}
	gc.SetDPI(72)
	return &oracle{gc}, m
}

func opaque(c widgets.Color) color.RGBA { return color.RGBA{c.R, c.G, c.B, 255} }

func (o *oracle) polygon(fill widgets.Color, points ...widgets.Pt) {
	o.gc.SetFillColor(opaque(fill))
	o.gc.BeginPath()
	for i, p := range points {
		if i == 0 {
			o.gc.MoveTo(float64(p.X), float64(p.Y))
			continue
		}
		o.gc.LineTo(float64(p.X), float64(p.Y))
	}
	o.gc.Close()
	o.gc.Fill()
}

func (o *oracle) Rect(m widgets.RectMark) {
	snap := func(v widgets.Px) widgets.Px { return widgets.Px(math.Round(float64(v))) }
	m.W, m.H, m.X, m.Y = snap(m.X+m.W)-snap(m.X), snap(m.Y+m.H)-snap(m.Y), snap(m.X), snap(m.Y)
	o.polygon(m.Fill, widgets.Pt{X: m.X, Y: m.Y}, widgets.Pt{X: m.X + m.W, Y: m.Y}, widgets.Pt{X: m.X + m.W, Y: m.Y + m.H}, widgets.Pt{X: m.X, Y: m.Y + m.H})
}

func (o *oracle) Rule(m widgets.RuleMark) {
	o.Path(widgets.PathMark{Points: []widgets.Pt{{X: m.X1, Y: m.Y1}, {X: m.X2, Y: m.Y2}}, Width: m.Width, Stroke: m.Stroke})
}

func (o *oracle) Path(m widgets.PathMark) {
	o.gc.SetStrokeColor(opaque(m.Stroke))
	o.gc.SetLineWidth(float64(m.Width))
	for run := range runs(m.Points) {
		o.gc.BeginPath()
		for i, p := range run {
			if i == 0 {
				o.gc.MoveTo(float64(p.X), float64(p.Y))
				continue
			}
			o.gc.LineTo(float64(p.X), float64(p.Y))
		}
		o.gc.Stroke()
	}
}

func (o *oracle) Area(m widgets.AreaMark) { o.polygon(m.Fill, m.Points...) }

func (o *oracle) Shape(m widgets.ShapeMark) {
	o.gc.SetFillColor(opaque(m.Fill))
	o.gc.BeginPath()
	for _, polygon := range m.Polygons {
		for _, ring := range polygon {
			for i, p := range ring {
				if i == 0 {
					o.gc.MoveTo(float64(p.X), float64(p.Y))
					continue
				}
				o.gc.LineTo(float64(p.X), float64(p.Y))
			}
			o.gc.Close()
		}
	}
	o.gc.SetFillRule(drawing.FillRuleWinding)
	o.gc.Fill()
	for _, polygon := range m.Polygons {
		for _, ring := range polygon {
			o.Path(widgets.PathMark{Points: append(slices.Clip(ring), ring[0], ring[1]), Width: m.Width, Stroke: m.Stroke})
		}
	}
}

// Arc measures angles from three o'clock, as go-chart does.
func (o *oracle) Arc(m widgets.ArcMark) {
	x, y, from, sweep := float64(m.Center.X), float64(m.Center.Y), m.A0-math.Pi/2, m.A1-m.A0
	o.gc.SetFillColor(opaque(m.Fill))
	o.gc.BeginPath()
	o.gc.ArcTo(x, y, float64(m.R1), float64(m.R1), from, sweep)
	if m.R0 == 0 {
		o.gc.LineTo(x, y)
	} else {
		o.gc.ArcTo(x, y, float64(m.R0), float64(m.R0), from+sweep, -sweep)
	}
	o.gc.Close()
	o.gc.Fill()
}

func (o *oracle) Dot(m widgets.DotMark) {
	var points []widgets.Pt
	for i := range 90 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 45)
		points = append(points, widgets.Pt{X: m.Center.X + m.Radius*widgets.Px(cos), Y: m.Center.Y + m.Radius*widgets.Px(sin)})
	}
	o.polygon(m.Fill, points...)
}

func (o *oracle) Text(m widgets.TextMark) {
	o.gc.SetFont(faceOf(m.Face).ttf)
	o.gc.SetFontSize(float64(m.Size) / 1.125) // it draws text an eighth too large
	o.gc.SetFillColor(opaque(m.Fill))
	if _, err := o.gc.FillStringAt(m.Text, (&pngCanvas{typeface: builtIn}).textStart(m), float64(m.At.Y)); err != nil {
		panic(err)
	}
}

func (o *oracle) Image(widgets.ImageMark) {}

// TestPNGAgreesWithAnotherRaster compares each scene with go-chart's drawing
// of it: 30 dB and more differ only in the softness of edges.
func TestPNGAgreesWithAnotherRaster(t *testing.T) {
	t.Parallel()
	for name, placed := range map[string]widgets.Placed{"bar": barScene(t), "line": lineScene(t), "shapes": shapesScene(widgets.Hatch{}), "pies": piesScene()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, want := newOracle(t, placed)
			paint(o, placed)
			data, err := PNG(placed, PNGOptions{Level: 1})
			if err != nil {
				t.Fatal(err)
			}
			got := noise(want, decode(t, data))
			t.Logf("%.1f dB", got)
			if got < 30 {
				t.Errorf("%.1f dB from the other raster, want 30", got)
			}
		})
	}
}

// noise returns the peak signal-to-noise ratio of two pictures, in dB.
func noise(a, b image.Image) float64 {
	sum, n := 0.0, 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			ar, ag, ab, _ := a.At(x, y).RGBA()
			br, bg, bb, _ := b.At(x, y).RGBA()
			for _, d := range []float64{float64(ar>>8) - float64(br>>8), float64(ag>>8) - float64(bg>>8), float64(ab>>8) - float64(bb>>8)} {
				sum += d * d
				n++
			}
		}
	}
	return 10 * math.Log10(255*255/(sum/float64(n)))
}

// TestTextStandsWhereSVGSays reads each text's place and anchor back from the
// SVG and finds its ink there in the PNG.
func TestTextStandsWhereSVGSays(t *testing.T) {
	t.Parallel()
	for i, line := range []string{"HH", "Hello H", "H AVATAR H", "HŵŷH £1,234.50 H"} {
		for _, anchor := range []widgets.Anchor{widgets.Start, widgets.Middle, widgets.End} {
			face := widgets.Face(i % 2)
			placed := newScene(600, 80, "", "")
			placed.text(300.3, 50.4, 24.5, line, face, anchor, ink)
			mark := parse(t, SVG(placed.Placed, SVGOptions{})).all("text")[0]
			x, y, size := number(t, mark.attr("x")), number(t, mark.attr("y")), widgets.Px(24.5)
			width := float64(Text.Measure(face, size, line))
			left := map[string]float64{"": x, "middle": x - width/2, "end": x - width}[mark.attr("text-anchor")]
			data, err := PNG(placed.Placed, PNGOptions{Level: 1})
			if err != nil {
				t.Fatal(err)
			}
			from, to, foot := inked(decode(t, data))
			// An H stands about 0.08 of its size from either end of the line.
			bearing := 0.08 * float64(size)
			if math.Abs(from-(left+bearing)) > 1.5 || math.Abs(to-(left+width-bearing)) > 1.5 || math.Abs(foot-y) > 1 && line != "HŵŷH £1,234.50 H" {
				t.Errorf("%q anchored %q: ink from %v to %v on %v, want %.1f to %.1f on %.1f",
					line, mark.attr("text-anchor"), from, to, foot, left+bearing, left+width-bearing, y)
			}
		}
	}
}

func number(t failer, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// inked returns the first and last column and the last row with dark ink.
func inked(m image.Image) (from, to, foot float64) {
	from = math.Inf(1)
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if r, _, _, _ := m.At(x, y).RGBA(); r>>8 < 128 {
				from, to, foot = min(from, float64(x)), max(to, float64(x+1)), float64(y+1)
			}
		}
	}
	return from, to, foot
}
