package widgets

import (
	"math"

	"figurehead/widgets/words"
)

// sign is the shape that marks the points of a line, so that lines are told
// apart without colour: in grey print, and where a reader's own colours replace
// ours (WCAG 2.2, 1.4.1).
type sign uint8

const (
	circleSign sign = iota
	squareSign
	triangleSign
	diamondSign
	turnedSign // a triangle on its tip
	plusSign
)

// signs is how many there are: one for each colour of a series.
const signs = 6

// outlineOf is the outline of a sign round its middle, as large as a circle of
// radius 1 looks; nil of the circle.
func outlineOf(s sign) []Pt {
	switch s {
	case squareSign:
		return []Pt{{-0.92, -0.92}, {0.92, -0.92}, {0.92, 0.92}, {-0.92, 0.92}}
	case triangleSign:
		return []Pt{{0, -1.4}, {1.3, 0.85}, {-1.3, 0.85}}
	case diamondSign:
		return []Pt{{0, -1.42}, {1.42, 0}, {0, 1.42}, {-1.42, 0}}
	case turnedSign:
		return []Pt{{0, 1.4}, {-1.3, -0.85}, {1.3, -0.85}}
	case plusSign:
		const a, b = 0.5, 1.35
		return []Pt{{-a, -b}, {a, -b}, {a, -a}, {b, -a}, {b, a}, {a, a}, {a, b}, {-a, b}, {-a, a}, {-b, a}, {-b, -a}, {-a, -a}}
	}
	return nil
}

// drawSign draws a sign with a rim of paper, so that it stands off its line.
func (l *layout) drawSign(s sign, radius Px, fill Color, at ...Pt) {
	if s == circleSign {
		for _, p := range at {
			l.dot(p, radius, fill)
		}
		return
	}
	l.signShape(s, radius, ShapeMark{Fill: fill, Stroke: l.colors.Paper, Width: tenth(l.u)}, at)
}

// drawHollowSign draws the outline of a sign filled with paper: a number that
// may still change.
func (l *layout) drawHollowSign(s sign, radius, width Px, stroke Color, at Pt) {
	if s == circleSign {
		l.hollow(at, radius, width, stroke)
		return
	}
	l.signShape(s, radius, ShapeMark{Fill: l.colors.Paper, Stroke: stroke, Width: tenth(width)}, []Pt{at})
}

func (l *layout) signShape(s sign, radius Px, m ShapeMark, at []Pt) {
	for _, p := range at {
		var ring []Pt
		for _, q := range outlineOf(s) {
			ring = append(ring, Pt{tenth(p.X + radius*q.X), tenth(p.Y + radius*q.Y)})
		}
		m.Polygons = append(m.Polygons, Polygon{ring})
	}
	l.marks = append(l.marks, m)
}

// stateDot draws a dot, hollow where its number may still change.
func (l *layout) stateDot(at Pt, radius Px, fill Color, s words.State) {
	if !unfirm(s) {
		l.dot(at, radius, fill)
		return
	}
	width := min(2*l.u, 0.5*radius)
	l.hollow(at, radius-width/2, width, fill)
}

// reach is how far a sign reaches from its middle, as a part of its radius.
func (s sign) reach() Px {
	far := Px(1)
	for _, p := range outlineOf(s) {
		far = max(far, Px(math.Max(math.Abs(float64(p.X)), math.Abs(float64(p.Y)))))
	}
	return far
}
