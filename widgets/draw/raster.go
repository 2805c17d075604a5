package draw

import (
	"math"
	"slices"

	"github.com/golang/freetype/raster"
	"golang.org/x/image/math/fixed"

	"figurehead/widgets"
)

// pngCanvas draws marks onto a surface of pixels: one of palette indices or one
// of colours.
type pngCanvas struct {
	surface       surface
	typeface      *Typeface
	indexed       indexed
	direct        direct
	raster        *raster.Rasterizer
	path          raster.Path
	ink           widgets.Color // of what the rasteriser paints
	width, height int
	climbed       float64 // by the lines in the rasteriser, in px
	err           error   // the first bitmap that could not be read
}

func newPNGCanvas() *pngCanvas {
	return &pngCanvas{raster: raster.NewRasterizer(0, 0), typeface: builtIn}
}

// picture is a surface that can be begun anew.
type picture interface {
	surface
	begin(width, height int, paper widgets.Color)
}

func (c *pngCanvas) begin(p picture, width, height int, paper widgets.Color) {
	p.begin(width, height, paper)
	if width != c.width || height != c.height { // SetBounds gives away the cells it has
		c.raster.SetBounds(width, height)
	}
	c.raster.Clear()
	c.raster.UseNonZeroWinding = true
	c.surface, c.width, c.height, c.err = p, width, height, nil
}

// Paint implements raster.Painter.
func (c *pngCanvas) Paint(spans []raster.Span, _ bool) { c.surface.spans(spans, c.ink) }

// fillWith paints what was added to the rasteriser.
func (c *pngCanvas) fillWith(ink widgets.Color) {
	c.ink = ink
	c.raster.Rasterize(c)
	c.raster.Clear()
}

// Rect fills a rectangle with its sides on whole pixels, so that they are
// sharp. One thinner than a pixel keeps its share of it as lightness.
func (c *pngCanvas) Rect(m widgets.RectMark) {
	if m.Radius > 0 {
		c.rounded(m)
		c.hatch([][]widgets.Pt{roundedRing(m)}, m.Hatch)
		return
	}
	x0, x1, across := snapped(m.X, m.W)
	y0, y1, down := snapped(m.Y, m.H)
	for y := max(y0, 0); y < min(y1, c.height); y++ {
		c.surface.row(y, x0, x1, m.Fill, level(across*down))
	}
	m.X, m.Y, m.W, m.H = widgets.Px(x0), widgets.Px(y0), widgets.Px(x1-x0), widgets.Px(y1-y0)
	c.hatch([][]widgets.Pt{roundedRing(m)}, m.Hatch)
}

// snapped returns the pixels from start that a length takes, at least one, and
// how much of them it covers.
func snapped(start, length widgets.Px) (from, to int, coverage float64) {
	from, to = int(math.Round(float64(start))), int(math.Round(float64(start+length)))
	if to > from {
		return from, to, 1
	}
	from = int(math.Floor(float64(start)))
	return from, from + 1, math.Min(float64(length), 1)
}

// Rule fills a rule with its sides on whole pixels, at least one pixel wide.
func (c *pngCanvas) Rule(m widgets.RuleMark) {
	thick := max(1, math.Round(float64(m.Width)))
	upright := m.X1 == m.X2
	across, start, end := float64(m.Y1), float64(min(m.X1, m.X2)), float64(max(m.X1, m.X2))
	if upright {
		across, start, end = float64(m.X1), float64(min(m.Y1, m.Y2)), float64(max(m.Y1, m.Y2))
	}
	side := math.Round(across - thick/2)
	for from, to := range strokes(start, end, m.Dash) {
		r := widgets.RectMark{X: widgets.Px(from), Y: widgets.Px(side), W: widgets.Px(to - from), H: widgets.Px(thick), Fill: m.Stroke}
		if upright {
			r.X, r.Y, r.W, r.H = r.Y, r.X, r.H, r.W
		}
		c.Rect(r)
	}
}

// strokes gives the drawn stretches of a length with a dash pattern, rounded
// to whole pixels.
func strokes(start, end float64, dash []widgets.Px) func(yield func(from, to float64) bool) {
	return func(yield func(from, to float64) bool) {
		if len(dash) == 0 {
			yield(math.Round(start), math.Round(end))
			return
		}
		for i, at := 0, start; at < end; i++ {
			next := at + float64(dash[i%len(dash)])
			if i%2 == 0 && !yield(math.Round(at), math.Round(min(next, end))) {
				return
			}
			at = next
		}
	}
}

// Path strokes a line with round joins.
func (c *pngCanvas) Path(m widgets.PathMark) {
	for run := range runs(m.Points) {
		if len(m.Dash) == 0 {
			c.stroke(joined(run), m)
			continue
		}
		for piece := range dashed(run, m.Dash) {
			c.stroke(piece, m)
		}
	}
	c.flush(m.Stroke)
}

// joined returns a closed line with its first stretch again at its end, so that
// it has a join there.
func joined(points []widgets.Pt) []widgets.Pt {
	if !closed(points) {
		return points
	}
	return append(slices.Clip(points), points[1])
}

// stroke adds a line to the rasteriser, whose time grows with the square of
// what crosses a row: when that is much, what was added is painted first. The
// next part begins one segment back, so that the corner between stays round.
func (c *pngCanvas) stroke(points []widgets.Pt, m widgets.PathMark) {
	for len(points) > 1 {
		n := c.partOf(points)
		c.outline(points[:n], m.Width)
		if c.climbed > c.mostClimbed() {
			c.flush(m.Stroke)
		}
		if n == len(points) {
			return
		}
		points = points[n-2:]
	}
}

// partOf returns how many points of a line are added at once.
func (c *pngCanvas) partOf(points []widgets.Pt) int {
	for i := 1; i < len(points); i++ {
		c.climbed += math.Abs(float64(points[i].Y - points[i-1].Y))
		if i > 1 && c.climbed > c.mostClimbed() {
			return i + 1
		}
	}
	return len(points)
}

// mostClimbed is how far up and down lines go before they are painted.
func (c *pngCanvas) mostClimbed() float64 { return float64(4 * c.height) }

// flush paints the lines added so far.
func (c *pngCanvas) flush(ink widgets.Color) {
	c.climbed = 0
	c.fillWith(ink)
}

// outline adds the outline of a line to the rasteriser.
func (c *pngCanvas) outline(points []widgets.Pt, width widgets.Px) {
	c.path.Clear()
	last := point(points[0])
	c.path.Start(last)
	for _, p := range points[1:] {
		if next := point(p); next != last {
			c.path.Add1(next)
			last = next
		}
	}
	raster.Stroke(c.raster, c.path, fixedSize(float64(width)), raster.ButtCapper, raster.RoundJoiner)
}

// Text stamps the glyphs of a line, its baseline on a whole pixel and each
// glyph on a quarter of one.
func (c *pngCanvas) Text(m widgets.TextMark) {
	x := c.textStart(m)
	baseline := int(math.Round(float64(m.At.Y)))
	size := fixedSize(float64(m.Size))
	p := pen{face: c.typeface.of(m.Face)}
	for _, r := range composed(m.Text) {
		g, units := p.step(r)
		left := x + float64(units)*float64(m.Size)/unitsPerEm
		if left > float64(c.width) {
			return
		}
		if g.hidden || left < -4*float64(m.Size) {
			continue
		}
		pixel := math.Floor(left)
		k := maskKey{index: g.index, size: size, shift: uint8((left - pixel) * 4), face: p.face.drawnBy(g)}
		glyph := masks.get(k)
		c.surface.stamp(glyph, int(pixel)+glyph.x, baseline+glyph.y, m.Fill)
	}
}

// textStart returns where the first glyph of a line stands.
func (c *pngCanvas) textStart(m widgets.TextMark) float64 {
	switch m.Anchor {
	case widgets.Middle:
		return float64(m.At.X - c.typeface.Measure(m.Face, m.Size, m.Text)/2)
	case widgets.End:
		return float64(m.At.X - c.typeface.Measure(m.Face, m.Size, m.Text))
	}
	return float64(m.At.X)
}

func point(p widgets.Pt) fixed.Point26_6 { return at(float64(p.X), float64(p.Y)) }

func at(x, y float64) fixed.Point26_6 {
	return fixed.Point26_6{X: fixedSize(x), Y: fixedSize(y)}
}
