package widgets

import "math"

// Lines of up to mostExact points are drawn through every one of them. Longer
// ones leave out points that lie within drawnTolerance of the line drawn
// without them, which nobody can see and a phone need not load.
const (
	mostExact         = 120
	drawnTolerance Px = 0.3
)

// simplified leaves out of a long line what cannot be seen (Ramer, Douglas and
// Peucker's rule). A point with NaN lifts the pen and is kept.
func simplified(points []Pt) []Pt {
	if len(points) <= mostExact {
		return points
	}
	keep := make([]bool, len(points))
	for from := 0; from < len(points); {
		to := from
		for to < len(points) && !math.IsNaN(float64(points[to].X)) {
			to++
		}
		if to > from {
			keepVisible(points, keep, from, to-1)
		}
		if to < len(points) {
			keep[to] = true
		}
		from = to + 1
	}
	var kept []Pt
	for i, p := range points {
		if keep[i] {
			kept = append(kept, p)
		}
	}
	return kept
}

// keepVisible marks the points of one stroke, first to last, that are needed
// to stay within the tolerance.
func keepVisible(points []Pt, keep []bool, first, last int) {
	keep[first], keep[last] = true, true
	spans := [][2]int{{first, last}}
	for len(spans) > 0 {
		span := spans[len(spans)-1]
		spans = spans[:len(spans)-1]
		far, at := drawnTolerance, -1
		for i := span[0] + 1; i < span[1]; i++ {
			if d := fromSegment(points[i], points[span[0]], points[span[1]]); d > far {
				far, at = d, i
			}
		}
		if at < 0 {
			continue
		}
		keep[at] = true
		spans = append(spans, [2]int{span[0], at}, [2]int{at, span[1]})
	}
}

// fromSegment is the distance of p from the segment a to b.
func fromSegment(p, a, b Pt) Px {
	dx, dy := b.X-a.X, b.Y-a.Y
	along := Px(0)
	if length := dx*dx + dy*dy; length > 0 {
		along = max(0, min(1, ((p.X-a.X)*dx+(p.Y-a.Y)*dy)/length))
	}
	return Px(math.Hypot(float64(p.X-a.X-along*dx), float64(p.Y-a.Y-along*dy)))
}
