package draw

import (
	"slices"

	"figurehead/widgets"
)

// quarter is how far control points lie from the ends of a quarter circle of
// radius 1.
const quarter = 0.5522847

func (c *pngCanvas) rounded(m widgets.RectMark) {
	left, top, right, bottom, r := float64(m.X), float64(m.Y), float64(m.X+m.W), float64(m.Y+m.H), float64(m.Radius)
	k := r * (1 - quarter)
	c.raster.Start(at(left+r, top))
	c.raster.Add1(at(right-r, top))
	c.raster.Add3(at(right-k, top), at(right, top+k), at(right, top+r))
	c.raster.Add1(at(right, bottom-r))
	c.raster.Add3(at(right, bottom-k), at(right-k, bottom), at(right-r, bottom))
	c.raster.Add1(at(left+r, bottom))
	c.raster.Add3(at(left+k, bottom), at(left, bottom-k), at(left, bottom-r))
	c.raster.Add1(at(left, top+r))
	c.raster.Add3(at(left, top+k), at(left+k, top), at(left+r, top))
	c.fillWith(m.Fill)
}

// Area fills a closed polygon.
func (c *pngCanvas) Area(m widgets.AreaMark) {
	c.fill([][]widgets.Pt{m.Points}, m.Fill, m.Hatch)
}

// Shape fills polygons and strokes their rings.
func (c *pngCanvas) Shape(m widgets.ShapeMark) {
	rings := slices.Concat(m.Polygons...)
	c.fill(rings, m.Fill, m.Hatch)
	if m.Width == 0 {
		return
	}
	line := widgets.PathMark{Width: m.Width, Stroke: m.Stroke}
	for _, ring := range rings {
		c.stroke(joined(append(slices.Clip(ring), ring[0])), line)
	}
	c.flush(m.Stroke)
}

// Arc fills a slice.
func (c *pngCanvas) Arc(m widgets.ArcMark) {
	rings := ringsOf(m)
	for _, ring := range rings {
		c.raster.Start(point(ring[0]))
		for _, p := range append(ring[1:], ring[0]) {
			c.raster.Add1(point(p))
		}
	}
	c.fillWith(m.Fill)
	c.hatch(rings, m.Hatch)
}

// fill paints rings, and lines over them where they are hatched.
func (c *pngCanvas) fill(rings [][]widgets.Pt, ink widgets.Color, h widgets.Hatch) {
	shape := shapeMask(rings, c.width, c.height)
	if shape == nil {
		return
	}
	c.surface.stamp(shape, shape.x, shape.y, ink)
	if h.Width > 0 {
		c.surface.stamp(shape.hatched(h), shape.x, shape.y, h.Stroke)
	}
}

// hatch paints lines over rings that are filled already.
func (c *pngCanvas) hatch(rings [][]widgets.Pt, h widgets.Hatch) {
	if h.Width == 0 {
		return
	}
	if shape := shapeMask(rings, c.width, c.height); shape != nil {
		c.surface.stamp(shape.hatched(h), shape.x, shape.y, h.Stroke)
	}
}

// Dot fills a circle, or a ring and its inside.
func (c *pngCanvas) Dot(m widgets.DotMark) {
	half := m.Width / 2
	c.circle(m.Center, float64(m.Radius+half), m.Fill)
	if m.Width > 0 {
		c.circle(m.Center, float64(m.Radius-half), m.Inside)
	}
}

func (c *pngCanvas) circle(center widgets.Pt, r float64, ink widgets.Color) {
	if r <= 0 {
		return
	}
	x, y, k := float64(center.X), float64(center.Y), r*quarter
	c.raster.Start(at(x+r, y))
	c.raster.Add3(at(x+r, y+k), at(x+k, y+r), at(x, y+r))
	c.raster.Add3(at(x-k, y+r), at(x-r, y+k), at(x-r, y))
	c.raster.Add3(at(x-r, y-k), at(x-k, y-r), at(x, y-r))
	c.raster.Add3(at(x+k, y-r), at(x+r, y-k), at(x+r, y))
	c.fillWith(ink)
}
