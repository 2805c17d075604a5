package draw

import (
	"math"

	"figurehead/widgets"
)

// dashed gives the drawn pieces of a line with a dash pattern, as SVG's
// stroke-dasharray has it: lengths along the line, drawn and left out in turn.
func dashed(points []widgets.Pt, dash []widgets.Px) func(yield func([]widgets.Pt) bool) {
	return func(yield func([]widgets.Pt) bool) {
		part, left := 0, float64(dash[0])
		piece := []widgets.Pt{points[0]}
		for i := 1; i < len(points); i++ {
			from, to := points[i-1], points[i]
			length := math.Hypot(float64(to.X-from.X), float64(to.Y-from.Y))
			done := 0.0
			for length-done > left {
				done += left
				corner := between(from, to, done/length)
				if part%2 == 0 && !yield(append(piece, corner)) {
					return
				}
				part++
				left = float64(dash[part%len(dash)])
				piece = append(piece[:0], corner)
			}
			left -= length - done
			piece = append(piece, to)
		}
		if part%2 == 0 {
			yield(piece)
		}
	}
}

// between returns the point at a share of the way.
func between(from, to widgets.Pt, share float64) widgets.Pt {
	s := widgets.Px(share)
	return widgets.Pt{X: from.X + (to.X-from.X)*s, Y: from.Y + (to.Y-from.Y)*s}
}
