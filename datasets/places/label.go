package places

import (
	"container/heap"
	"math"
)

// labelPoint returns the point inside a place that lies farthest from its
// borders, and how far, by dividing squares (the pole of inaccessibility as
// Agafonkin's polylabel finds it), to a sixty-fourth of the place's extent.
func (s *Set) labelPoint(p Place) (Point, float64) {
	var rings [][]Point
	for _, ring := range p.Rings {
		rings = append(rings, s.Ring(ring))
	}
	low, high := corners(rings[0])
	size := float64(max(min(high.X-low.X, high.Y-low.Y), 1))
	exact := size / 64
	var cells cellHeap
	for x := float64(low.X); x < float64(high.X); x += size {
		for y := float64(low.Y); y < float64(high.Y); y += size {
			cells = append(cells, newCell(x+size/2, y+size/2, size/2, rings))
		}
	}
	heap.Init(&cells)
	best := newCell(float64(low.X+high.X)/2, float64(low.Y+high.Y)/2, 0, rings)
	for left := 4000; len(cells) > 0 && left > 0; left-- {
		c := heap.Pop(&cells).(cell)
		if c.room > best.room {
			best = c
		}
		if c.most-best.room <= exact {
			continue
		}
		h := c.half / 2
		for _, at := range [4][2]float64{{-h, -h}, {h, -h}, {-h, h}, {h, h}} {
			heap.Push(&cells, newCell(c.x+at[0], c.y+at[1], h, rings))
		}
	}
	return Point{int32(math.Round(best.x)), int32(math.Round(best.y))}, math.Round(max(best.room, 0))
}

// cell is a square: its middle, half of its side, how far the middle lies from
// the border, negative outside, and the most that a point in it can.
type cell struct{ x, y, half, room, most float64 }

func newCell(x, y, half float64, rings [][]Point) cell {
	room := roomAt(x, y, rings)
	return cell{x, y, half, room, room + half*math.Sqrt2}
}

// roomAt is the distance from a point to the nearest border, negative outside.
func roomAt(x, y float64, rings [][]Point) float64 {
	inside, least := false, math.Inf(1)
	for _, ring := range rings {
		a := ring[len(ring)-1]
		for _, b := range ring {
			ax, ay, bx, by := float64(a.X), float64(a.Y), float64(b.X), float64(b.Y)
			if (ay > y) != (by > y) && x < (bx-ax)*(y-ay)/(by-ay)+ax {
				inside = !inside
			}
			least = min(least, squareToSegment(x, y, ax, ay, bx, by))
			a = b
		}
	}
	if inside {
		return math.Sqrt(least)
	}
	return -math.Sqrt(least)
}

func squareToSegment(x, y, ax, ay, bx, by float64) float64 {
	dx, dy := bx-ax, by-ay
	if length := dx*dx + dy*dy; length > 0 {
		t := max(0, min(1, ((x-ax)*dx+(y-ay)*dy)/length))
		ax, ay = ax+t*dx, ay+t*dy
	}
	return (x-ax)*(x-ax) + (y-ay)*(y-ay)
}

// cellHeap has the most promising cell first; of equal ones the upper left.
type cellHeap []cell

func (h cellHeap) Len() int { return len(h) }
func (h cellHeap) Less(i, j int) bool {
	a, b := h[i], h[j]
	if a.most != b.most {
		return a.most > b.most
	}
	return a.y < b.y || a.y == b.y && a.x < b.x
}
func (h cellHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *cellHeap) Push(c any)   { *h = append(*h, c.(cell)) }
func (h *cellHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
