package draw

import (
	"math"
	"strconv"

	"figurehead/widgets"
)

// dashes writes a dash pattern as an attribute value.
func dashes(dash []widgets.Px) string {
	var b []byte
	for i, d := range dash {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendTenth(b, tenths(d))
	}
	return string(b)
}

// appendMove writes a move to a point.
func appendMove(b []byte, x, y tenth) []byte {
	b = append(b, 'M')
	b = appendTenth(b, x)
	return appendNext(b, y)
}

// appendNextMove writes a move in steps from where the pen is: marks of one
// distance are the same bytes again.
func appendNextMove(b []byte, to, from [2]tenth) []byte {
	return appendNext(appendTenth(append(b, 'm'), to[0]-from[0]), to[1]-from[1])
}

// appendRun writes a line through points: a move, then steps.
func appendRun(b []byte, points []widgets.Pt) []byte {
	lastX, lastY := tenths(points[0].X), tenths(points[0].Y)
	b = append(appendMove(b, lastX, lastY), 'l')
	for i, p := range points[1:] {
		x, y := tenths(p.X), tenths(p.Y)
		if i == 0 {
			b = appendTenth(b, x-lastX)
		} else {
			b = appendNext(b, x-lastX)
		}
		b = appendNext(b, y-lastY)
		lastX, lastY = x, y
	}
	return b
}

// appendRing writes a closed ring in steps on a grid of tenths of a pixel,
// whole numbers under transform="scale(.1)": an eighth fewer bytes than
// decimals. It goes on from the point at which the ring before began, and
// leaves out points that fall on the one before; a ring without two corners is
// not written.
func appendRing(b []byte, ring []widgets.Pt, from [2]tenth) ([]byte, [2]tenth) {
	start := len(b)
	var first, last [2]tenth
	corners := 0
	for i, p := range ring {
		next := gridPoint(p)
		switch {
		case i == 0:
			b = append(b, 'm')
			b = strconv.AppendInt(b, int64(next[0]-from[0]), 10)
			b = appendStep(b, next[1]-from[1])
			first = next
		case next == last || i == len(ring)-1 && next == first:
			continue
		default:
			b = appendStep(b, next[0]-last[0])
			b = appendStep(b, next[1]-last[1])
			corners++
		}
		last = next
	}
	if corners < 2 {
		return b[:start], from
	}
	return append(b, 'z'), first
}

// onGrid returns a ring as appendRing takes it: in tenths of a pixel, or in
// tenths of the steps of its own grid.
func onGrid(ring []widgets.Pt, g widgets.Grid) []widgets.Pt {
	if g.Unit == 0 {
		return ring
	}
	steps := make([]widgets.Pt, len(ring))
	for i, p := range ring {
		steps[i] = widgets.Pt{X: (p.X - g.Origin.X) / g.Unit / 10, Y: (p.Y - g.Origin.Y) / g.Unit / 10}
	}
	return steps
}

// appendGrid writes what turns the steps of a grid into pixels.
func appendGrid(b []byte, g widgets.Grid) []byte {
	if g.Unit == 0 {
		return append(b, ` transform="scale(.1)"`...)
	}
	b = append(b, ` transform="translate(`...)
	b = appendTenth(b, tenths(g.Origin.X))
	b = appendNext(b, tenths(g.Origin.Y))
	b = append(b, ")scale("...)
	b = strconv.AppendFloat(b, float64(g.Unit), 'f', -1, 64)
	return append(b, `)"`...)
}

// appendSteps writes a width in steps of a grid.
func appendSteps(b []byte, width tenth, g widgets.Grid) []byte {
	if g.Unit == 0 {
		return strconv.AppendInt(b, int64(width), 10)
	}
	return strconv.AppendFloat(b, math.Round(float64(width)/float64(g.Unit)*10)/100, 'f', -1, 64)
}

// appendStep writes a whole number after another one.
func appendStep(b []byte, t tenth) []byte {
	if t >= 0 {
		b = append(b, ' ')
	}
	return strconv.AppendInt(b, int64(t), 10)
}

// appendSlice writes the outline of a slice.
func appendSlice(b []byte, m widgets.ArcMark) []byte {
	whole := wholeTurn(m)
	b, end := appendArc(append(b, 'M'), m.Center, m.R1, m.A0, m.A1)
	switch {
	case whole && m.R0 > 0:
		b, _ = appendArc(append(b, "zM"...), m.Center, m.R0, m.A1, m.A0)
	case whole:
	case m.R0 > 0:
		b, _ = appendArc(append(b, 'L'), m.Center, m.R0, m.A1, m.A0)
	default:
		b = append(b, 'l')
		b = appendTenth(b, tenths(m.Center.X)-end[0])
		b = appendNext(b, tenths(m.Center.Y)-end[1])
	}
	return append(b, 'z')
}

// longestArc is the longest arc written at once, in radians. In a longer one
// the rounding of its ends would move its middle by more than a tenth.
const longestArc = 2 * math.Pi / 3

// appendArc writes the point where an arc begins, then the arc in pieces, and
// returns where it ends.
func appendArc(b []byte, center widgets.Pt, radius widgets.Px, from, to float64) ([]byte, [2]tenth) {
	last := gridPoint(onCircle(center, radius, from))
	b = appendTenth(b, last[0])
	b = appendNext(b, last[1])
	pieces := max(math.Ceil(math.Abs(to-from)/longestArc), 1)
	for i := 1.0; i <= pieces; i++ {
		next := gridPoint(onCircle(center, radius, from+(to-from)*i/pieces))
		b = append(b, 'a')
		b = appendTenth(b, tenths(radius))
		b = appendNext(b, tenths(radius))
		if b = append(b, " 0 0 0"...); to > from {
			b[len(b)-1] = '1'
		}
		b = appendNext(b, next[0]-last[0])
		b = appendNext(b, next[1]-last[1])
		last = next
	}
	return b, last
}

func gridPoint(p widgets.Pt) [2]tenth { return [2]tenth{tenths(p.X), tenths(p.Y)} }
