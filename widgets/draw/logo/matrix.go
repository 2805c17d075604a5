package logo

import (
	"math"
	"strings"
)

// point is a place in the drawing.
type point struct{ x, y float64 }

// matrix maps points: x' = a·x + c·y + e, y' = b·x + d·y + f (SVG 1.1, 7.4).
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) apply(p point) point {
	return point{m.a*p.x + m.c*p.y + m.e, m.b*p.x + m.d*p.y + m.f}
}

// times is the map that does n first and then m.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

// scale is by how much lengths grow on average.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// parseTransform reads the value of a transform attribute; false when it is
// not one.
func parseTransform(text string) (matrix, bool) {
	m := identity
	for {
		text = strings.TrimLeft(text, " ,\t\r\n")
		if text == "" {
			return m, true
		}
		name, rest, found := strings.Cut(text, "(")
		arguments, after, closed := strings.Cut(rest, ")")
		values, ok := parseNumbers(arguments)
		step, known := transform(strings.TrimSpace(name), values)
		if !found || !closed || !ok || !known {
			return m, false
		}
		m, text = m.times(step), after
	}
}

func transform(name string, v []float64) (matrix, bool) {
	at := func(i int, other float64) float64 {
		if i < len(v) {
			return v[i]
		}
		return other
	}
	switch {
	case name == "matrix" && len(v) == 6:
		return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, true
	case name == "translate" && (len(v) == 1 || len(v) == 2):
		return matrix{1, 0, 0, 1, v[0], at(1, 0)}, true
	case name == "scale" && (len(v) == 1 || len(v) == 2):
		return matrix{v[0], 0, 0, at(1, v[0]), 0, 0}, true
	case name == "rotate" && (len(v) == 1 || len(v) == 3):
		sin, cos := math.Sincos(v[0] * math.Pi / 180)
		x, y := at(1, 0), at(2, 0)
		turn := matrix{cos, sin, -sin, cos, 0, 0}
		return matrix{1, 0, 0, 1, x, y}.times(turn).times(matrix{1, 0, 0, 1, -x, -y}), true
	case name == "skewX" && len(v) == 1:
		return matrix{1, 0, math.Tan(v[0] * math.Pi / 180), 1, 0, 0}, true
	case name == "skewY" && len(v) == 1:
		return matrix{1, math.Tan(v[0] * math.Pi / 180), 0, 1, 0, 0}, true
	}
	return identity, false
}
