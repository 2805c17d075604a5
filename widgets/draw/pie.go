package draw

import (
	"math"

	"figurehead/widgets"
)

// maxSlices is the most slices drawn; a layout refuses far fewer.
const maxSlices = 100

// pie draws slices by go-chart's angles, and the paper between them. Slices
// that have no width, and a pie that has none, are left out.
func (r reach) pie(c Canvas, m widgets.PieMark) {
	if len(m.Slices) > maxSlices || !r.at(m.Center.X, m.Center.Y) || !r.length(m.R0, m.R1, m.Gap) || m.R1 <= m.R0 {
		return
	}
	turns := sliceTurns(m.Slices)
	for _, t := range turns {
		s := m.Slices[t.slice]
		arc := widgets.ArcMark{Center: m.Center, R0: m.R0, R1: m.R1, A0: t.from, A1: t.to, Fill: s.Fill, Hatch: s.Hatch}
		r.arc(c, arc)
		if s.Rim > 0 && s.Rim < m.R1-m.R0 {
			arc.R0, arc.Fill, arc.Hatch = m.R1-s.Rim, s.Edge, widgets.Hatch{}
			r.arc(c, arc)
		}
	}
	if len(turns) < 2 || m.Gap == 0 {
		return
	}
	gaps := widgets.PathMark{Width: m.Gap, Stroke: m.Paper}
	for i, t := range turns {
		before := turns[(i+len(turns)-1)%len(turns)]
		gap := widgets.PathMark{Points: gapAt(m, t.from), Width: gapWidth(m, before, t), Stroke: m.Paper}
		if gap.Width < m.Gap {
			c.Path(gap)
			continue
		}
		gaps.Points = append(append(gaps.Points, gap.Points...), lift)
	}
	if len(gaps.Points) > 0 {
		c.Path(gaps)
	}
}

// lift is the point at which a line lifts its pen.
var lift = widgets.Pt{X: widgets.Px(math.NaN())}

// gapAt is the line of paper where a slice begins, from just inside the ring to
// just outside it, so that no sliver of the fills is left at its ends.
func gapAt(m widgets.PieMark, angle float64) []widgets.Pt {
	from := m.Center
	if m.R0 > 0 {
		from = onCircle(m.Center, m.R0-1, angle)
	}
	return []widgets.Pt{from, onCircle(m.Center, m.R1+1, angle)}
}

// gapWidth is the width of the line of paper between two slices: beside a thin
// one it is thinner, or it would cover it.
func gapWidth(m widgets.PieMark, before, after sliceTurn) widgets.Px {
	thinnest := m.R1 * widgets.Px(min(before.to-before.from, after.to-after.from))
	return min(m.Gap, max(thinnest/3, 0.1))
}

// sliceTurn is where one slice lies, in radians clockwise from twelve o'clock.
type sliceTurn struct {
	slice    int
	from, to float64
}

// sliceTurns returns where the slices lie whose values are numbers above zero.
func sliceTurns(list []widgets.Slice) []sliceTurn {
	parts, greatest := make([]float64, len(list)), 0.0
	for i, s := range list {
		if s.Value > 0 && !math.IsInf(s.Value, 1) {
			parts[i], greatest = s.Value, max(greatest, s.Value)
		}
	}
	for i := range parts {
		parts[i] /= greatest
	}
	return chartTurns(parts)
}
