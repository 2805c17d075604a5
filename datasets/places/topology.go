package places

import "slices"

// topology cuts rings into arcs, so that a border between two places is one
// line that both name. Rings are of points on one grid: points that should be
// the same are the same.
type topology struct {
	ids      map[Point]int32
	points   []Point
	near     [][2]int32 // the neighbours of a point, the lesser first
	junction []bool     // a point where different lines meet
	arcs     [][]Point
	open     map[[2]int32]int // arcs by their first two points
}

// arcsOf returns the arcs of places' rings, and each ring as references to
// them: i forwards, ^i backwards.
func arcsOf(places [][][]Point) (arcs [][]Point, refs [][][]int) {
	t := &topology{ids: map[Point]int32{}, open: map[[2]int32]int{}}
	numbered := make([][][]int32, len(places))
	for i, rings := range places {
		for _, ring := range rings {
			numbered[i] = append(numbered[i], t.number(ring))
		}
	}
	t.near = make([][2]int32, len(t.points))
	t.junction = make([]bool, len(t.points))
	for i := range t.near {
		t.near[i] = [2]int32{-1, -1}
	}
	for _, rings := range numbered {
		for _, ring := range rings {
			t.meet(ring)
		}
	}
	refs = make([][][]int, len(places))
	for i, rings := range numbered {
		for _, ring := range rings {
			refs[i] = append(refs[i], t.cut(ring))
		}
	}
	return t.arcs, refs
}

func (t *topology) number(ring []Point) []int32 {
	numbers := make([]int32, len(ring))
	for i, p := range ring {
		id, known := t.ids[p]
		if !known {
			id = int32(len(t.points))
			t.ids[p] = id
			t.points = append(t.points, p)
		}
		numbers[i] = id
	}
	return numbers
}

// meet marks the points of a ring that another line passes with other
// neighbours.
func (t *topology) meet(ring []int32) {
	n := len(ring)
	for i, id := range ring {
		a, b := ring[(i+n-1)%n], ring[(i+1)%n]
		pair := [2]int32{min(a, b), max(a, b)}
		switch t.near[id] {
		case [2]int32{-1, -1}:
			t.near[id] = pair
		case pair:
		default:
			t.junction[id] = true
		}
	}
}

// cut returns a ring as arcs.
func (t *topology) cut(ring []int32) []int {
	start := slices.IndexFunc(ring, func(id int32) bool { return t.junction[id] })
	if start < 0 {
		return []int{t.closed(ring)}
	}
	ring = slices.Concat(ring[start:], ring[:start], ring[start:start+1])
	var refs []int
	from := 0
	for i := 1; i < len(ring); i++ {
		if t.junction[ring[i]] {
			refs = append(refs, t.arc(ring[from:i+1]))
			from = i
		}
	}
	return refs
}

// closed returns the arc of a ring that meets no other line. It begins at the
// point that was met first and goes on to whichever neighbour was met sooner,
// so that two places with that one border find the same arc.
func (t *topology) closed(ring []int32) int {
	n := len(ring)
	start := slices.Index(ring, slices.Min(ring))
	turned := slices.Concat(ring[start:], ring[:start+1])
	backwards := turned[1] > turned[n-1]
	if backwards {
		slices.Reverse(turned)
	}
	ref := t.arc(turned)
	if backwards {
		return ^ref
	}
	return ref
}

// arc returns the arc through some points, which is known by its first two.
func (t *topology) arc(ids []int32) int {
	n := len(ids)
	if i, ok := t.open[[2]int32{ids[0], ids[1]}]; ok {
		return i
	}
	if i, ok := t.open[[2]int32{ids[n-1], ids[n-2]}]; ok {
		return ^i
	}
	points := make([]Point, n)
	for i, id := range ids {
		points[i] = t.points[id]
	}
	t.open[[2]int32{ids[0], ids[1]}] = len(t.arcs)
	t.arcs = append(t.arcs, points)
	return len(t.arcs) - 1
}
