package widgets

import (
	"math"
	"slices"

	"figurehead/widgets/words"
)

// strokes are the parts of a line that is being drawn: firm ones, and open ones
// that touch a number which may still change. A point with NaN lifts the pen.
type strokes struct {
	firm, open []Pt
	// dotted are the positions of points that need a dot: those alone between
	// two gaps, and open ones.
	dotted []int
}

// strokesOf lifts the pen over missing values and breaks, and leaves the number
// of a part of a period unjoined.
func (l *layout) strokesOf(c *lineChart, s *lineSeries) strokes {
	var st strokes
	joined := make([]bool, len(s.Points)+1) // to the point before
	for i, p := range s.Points {
		joined[i] = i > 0 && l.joins(s.Points[i-1], p)
	}
	roomy := c.roomForDots(l, s)
	for i, p := range s.Points {
		if p.Missing {
			continue
		}
		at := Pt{c.x(p.Ordinal), c.y(p.Value)}
		if joined[i] {
			before := s.Points[i-1]
			from := Pt{c.x(before.Ordinal), c.y(before.Value)}
			if p.State.Open() || before.State.Open() {
				st.open = extend(st.open, from, at)
			} else {
				st.firm = extend(st.firm, from, at)
			}
		}
		alone := !joined[i] && !joined[i+1]
		if alone || p.State == words.PartOfPeriod || p.State.Open() && roomy {
			st.dotted = append(st.dotted, i)
		}
	}
	return st
}

// joins reports whether a line runs from one point to the next.
func (l *layout) joins(before, p Point) bool {
	if before.Missing || p.Missing || p.Break || before.State == words.PartOfPeriod || p.State == words.PartOfPeriod {
		return false
	}
	return !slices.ContainsFunc(l.figure.Remarks, func(r Remark) bool {
		return r.Type == "break" && r.From > before.Ordinal && r.From <= p.Ordinal
	})
}

// roomForDots reports whether each open point can have its dot.
func (c *lineChart) roomForDots(l *layout, s *lineSeries) bool {
	return c.plot.w/Px(max(1, len(s.Points)-1)) >= 2.4*(s.weight+4)*l.u
}

// extend adds a stretch to strokes, and lifts the pen when it begins elsewhere.
func extend(points []Pt, from, to Pt) []Pt {
	if n := len(points); n > 0 && points[n-1] == from {
		return append(points, to)
	}
	if len(points) > 0 {
		points = append(points, Pt{Px(math.NaN()), Px(math.NaN())})
	}
	return append(points, from, to)
}

// drawLine draws one line with a dot at its end. Open numbers are dashed to a
// hollow dot; the number of a part of a period is a small ring, not joined.
func (l *layout) drawLine(c *lineChart, s *lineSeries) {
	st := l.strokesOf(c, s)
	if firm := simplified(st.firm); len(firm) > 1 {
		l.path(firm, s.weight*l.u, s.stroke, slices.Clone(s.dash)...)
	}
	if open := simplified(st.open); len(open) > 1 {
		l.path(open, s.weight*l.u, s.stroke, 3*l.u, 3*l.u)
	}
	for _, i := range st.dotted {
		if p := s.Points[i]; p.Ordinal != s.last.Ordinal {
			l.pointDot(c, s, p, s.dotRadius()-1)
		}
	}
	l.pointDot(c, s, s.last, s.dotRadius())
	if first, ok := s.first(); ok && s.signed {
		l.pointDot(c, s, first, s.dotRadius())
	}
}

// dotRadius is the radius of the dot at the end of a line, in u: a sign is
// larger, so that its shape is seen.
func (s *lineSeries) dotRadius() Px {
	if s.signed {
		return s.weight/2 + 2.75
	}
	return s.weight/2 + 2
}

// first is the first point of a line that has another.
func (s *lineSeries) first() (Point, bool) {
	for _, p := range s.Points {
		if !p.Missing {
			return p, p.Ordinal != s.last.Ordinal
		}
	}
	return Point{}, false
}

// pointDot draws the sign of a point, its radius in u, in the dress of its
// state.
func (l *layout) pointDot(c *lineChart, s *lineSeries, p Point, radius Px) {
	at := Pt{c.x(p.Ordinal), c.y(p.Value)}
	switch {
	case p.State == words.PartOfPeriod:
		l.drawHollowSign(s.sign, 4*l.u, 1.5*l.u, l.colors.Edge, at)
	case p.State.Open():
		l.drawHollowSign(s.sign, (radius+1.2)*l.u, max(1.5*l.u, s.weight*0.7*l.u), s.stroke, at)
	default:
		l.drawSign(s.sign, radius*l.u, s.stroke, at)
	}
}
