package places

import "math"

// triangles returns for each point of a line how large a triangle goes with it
// when points are taken out, smallest triangle first (Visvalingam and Whyatt,
// 1993), in units of the grid squared. It is infinite for the ends, and for the
// last two points of a closed line, which so stays a triangle. Of equal
// triangles the earlier goes first.
func triangles(points []Point) []float64 {
	size := make([]float64, len(points))
	for i := range size {
		size[i] = math.Inf(1)
	}
	if len(points) < 3 {
		return size
	}
	least := 0
	if points[0] == points[len(points)-1] {
		least = 2
	}
	t := newThinning(points)
	for passed := 0.0; len(t.heap) > least; {
		i := t.heap[0]
		passed = max(passed, t.area[i]) // never less than what went before
		size[i] = passed
		t.remove(i)
	}
	return size
}

// thinning is a line that is losing points: who stands beside whom, and a heap
// of the triangles, the smallest first.
type thinning struct {
	points      []Point
	left, right []int32
	area        []float64
	heap        []int32
	place       []int32 // of a point in the heap; −1 outside
}

func newThinning(points []Point) *thinning {
	n := len(points)
	t := &thinning{points: points, left: make([]int32, n), right: make([]int32, n),
		area: make([]float64, n), place: make([]int32, n), heap: make([]int32, 0, n-2)}
	t.place[0], t.place[n-1] = -1, -1
	for i := 1; i < n-1; i++ {
		t.left[i], t.right[i] = int32(i-1), int32(i+1)
		t.area[i] = t.triangle(int32(i))
		t.place[i] = int32(len(t.heap))
		t.heap = append(t.heap, int32(i))
	}
	for i := len(t.heap)/2 - 1; i >= 0; i-- {
		t.down(i)
	}
	return t
}

// triangle is the area between a point and its neighbours.
func (t *thinning) triangle(i int32) float64 {
	a, p, b := t.points[t.left[i]], t.points[i], t.points[t.right[i]]
	cross := (int64(p.X)-int64(a.X))*(int64(b.Y)-int64(a.Y)) - (int64(p.Y)-int64(a.Y))*(int64(b.X)-int64(a.X))
	return math.Abs(float64(cross)) / 2
}

// remove takes the point with the smallest triangle out of the line.
func (t *thinning) remove(i int32) {
	last := len(t.heap) - 1
	t.swap(0, last)
	t.heap = t.heap[:last]
	t.place[i] = -1
	t.down(0)
	left, right := t.left[i], t.right[i]
	t.right[left], t.left[right] = right, left
	for _, near := range [2]int32{left, right} {
		if at := t.place[near]; at >= 0 {
			t.area[near] = t.triangle(near)
			t.up(int(at))
			t.down(int(t.place[near]))
		}
	}
}

func (t *thinning) less(a, b int) bool {
	i, j := t.heap[a], t.heap[b]
	return t.area[i] < t.area[j] || t.area[i] == t.area[j] && i < j
}

func (t *thinning) swap(a, b int) {
	t.heap[a], t.heap[b] = t.heap[b], t.heap[a]
	t.place[t.heap[a]], t.place[t.heap[b]] = int32(a), int32(b)
}

func (t *thinning) up(at int) {
	for at > 0 && t.less(at, (at-1)/2) {
		t.swap(at, (at-1)/2)
		at = (at - 1) / 2
	}
}

func (t *thinning) down(at int) {
	for {
		child := 2*at + 1
		if child >= len(t.heap) {
			return
		}
		if child+1 < len(t.heap) && t.less(child+1, child) {
			child++
		}
		if !t.less(child, at) {
			return
		}
		t.swap(at, child)
		at = child
	}
}
