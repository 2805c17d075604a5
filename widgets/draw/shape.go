package draw

import (
	"math"

	"figurehead/widgets"
)

// hatch returns lines that can be drawn, or none: less than 2 px apart they
// would be a fill.
func (r reach) hatch(h widgets.Hatch) widgets.Hatch {
	if r.length(h.Gap, h.Width) && h.Gap >= 2 && h.Width > 0 && h.Width < h.Gap {
		return h
	}
	return widgets.Hatch{}
}

// shape draws the polygons whose every point is within reach, outlines
// clockwise and holes against it, so that either canvas fills by winding.
func (r reach) shape(c Canvas, m widgets.ShapeMark) {
	if !r.length(m.Width) {
		return
	}
	polygons := make([]widgets.Polygon, 0, len(m.Polygons))
	for _, p := range m.Polygons {
		if turned := r.polygon(p); len(turned) > 0 {
			polygons = append(polygons, turned)
		}
	}
	if len(polygons) == 0 {
		return
	}
	m.Polygons, m.Hatch, m.Grid = polygons, r.hatch(m.Hatch), r.grid(m)
	if edgeLength(polygons) > maxEdge {
		m.Width = 0
	}
	c.Shape(m)
}

// maxEdge is the longest edge that is stroked, in px: some hundred times that
// of a map of all districts. What is longer is a knot, which strokes would hide.
const maxEdge = 1e6

func edgeLength(polygons []widgets.Polygon) float64 {
	length := 0.0
	for _, p := range polygons {
		for _, ring := range p {
			last := ring[len(ring)-1]
			for _, at := range ring {
				length += math.Hypot(float64(at.X-last.X), float64(at.Y-last.Y))
				last = at
			}
		}
	}
	return length
}

// grid returns a grid on which a shape can be written, or none. A hatch is
// drawn on that of tenths.
func (r reach) grid(m widgets.ShapeMark) widgets.Grid {
	g := m.Grid
	if m.Hatch.Width > 0 || !r.at(g.Origin.X, g.Origin.Y) || !(g.Unit >= 0.01 && float64(g.Unit) <= float64(r)) {
		return widgets.Grid{}
	}
	return g
}

// polygon returns the rings of a polygon turned; none when its outline cannot
// be drawn.
func (r reach) polygon(p widgets.Polygon) widgets.Polygon {
	turned := make(widgets.Polygon, 0, len(p))
	for i, ring := range p {
		if len(ring) < 3 || !r.points(ring) {
			if i == 0 {
				return nil
			}
			continue
		}
		turned = append(turned, turn(ring, i == 0))
	}
	return turned
}

// turn returns a ring running clockwise, or against it.
func turn(ring []widgets.Pt, clockwise bool) []widgets.Pt {
	area, last := 0.0, ring[len(ring)-1]
	for _, p := range ring {
		area += float64(last.X*p.Y - p.X*last.Y)
		last = p
	}
	if area > 0 == clockwise { // y points down
		return ring
	}
	turned := make([]widgets.Pt, len(ring))
	for i, p := range ring {
		turned[len(ring)-1-i] = p
	}
	return turned
}

// maxAngle is the greatest angle drawn, in radians: far more than a turn.
const maxAngle = 100

func (r reach) arc(c Canvas, m widgets.ArcMark) {
	if !r.at(m.Center.X, m.Center.Y) || !r.length(m.R0, m.R1) || m.R1 <= m.R0 {
		return
	}
	if !(math.Abs(m.A0) <= maxAngle && math.Abs(m.A1) <= maxAngle && m.A1 > m.A0) {
		return
	}
	m.A1 = min(m.A1, m.A0+2*math.Pi)
	m.Hatch = r.hatch(m.Hatch)
	c.Arc(m)
}

// wholeTurn reports whether a slice is the whole ring.
func wholeTurn(m widgets.ArcMark) bool { return m.A1-m.A0 >= 2*math.Pi-1e-9 }

// onCircle returns the point of a circle at an angle clockwise from twelve
// o'clock.
func onCircle(center widgets.Pt, radius widgets.Px, angle float64) widgets.Pt {
	sin, cos := math.Sincos(angle)
	return widgets.Pt{X: center.X + radius*widgets.Px(sin), Y: center.Y - radius*widgets.Px(cos)}
}

// along returns the points of a circle from one angle to another, close enough
// together that no chord leaves it by more than a twentieth of a pixel.
func along(center widgets.Pt, radius widgets.Px, from, to float64) []widgets.Pt {
	step := 2 * math.Acos(1-min(0.05/math.Max(float64(radius), 0.05), 1))
	n := max(int(math.Ceil(math.Abs(to-from)/step)), 1)
	points := make([]widgets.Pt, n+1)
	for i := range points {
		points[i] = onCircle(center, radius, from+(to-from)*float64(i)/float64(n))
	}
	return points
}

// ringsOf returns the outline of a slice: one ring, or two for a whole turn
// with a hole.
func ringsOf(m widgets.ArcMark) [][]widgets.Pt {
	outer := along(m.Center, m.R1, m.A0, m.A1)
	switch {
	case wholeTurn(m) && m.R0 > 0:
		return [][]widgets.Pt{outer, along(m.Center, m.R0, m.A1, m.A0)}
	case wholeTurn(m):
		return [][]widgets.Pt{outer}
	case m.R0 > 0:
		return [][]widgets.Pt{append(outer, along(m.Center, m.R0, m.A1, m.A0)...)}
	}
	return [][]widgets.Pt{append(outer, m.Center)}
}

// roundedRing returns the outline of a rectangle with round corners.
func roundedRing(m widgets.RectMark) []widgets.Pt {
	left, top, right, bottom, r := m.X, m.Y, m.X+m.W, m.Y+m.H, m.Radius
	if r == 0 {
		return []widgets.Pt{{X: left, Y: top}, {X: right, Y: top}, {X: right, Y: bottom}, {X: left, Y: bottom}}
	}
	var points []widgets.Pt
	for i, corner := range []widgets.Pt{{X: right - r, Y: top + r}, {X: right - r, Y: bottom - r}, {X: left + r, Y: bottom - r}, {X: left + r, Y: top + r}} {
		points = append(points, along(corner, r, float64(i)*math.Pi/2, float64(i+1)*math.Pi/2)...)
	}
	return points
}
