package places

import (
	"fmt"
	"math"
	"slices"
)

// join puts the rings on one fine grid, where y runs downwards, and cuts them
// into arcs.
func (s *Set) join(c *collection) error {
	low, high := extent(c)
	size := max(high.x-low.x, high.y-low.y)
	if !(size > 0) || math.IsInf(size, 0) {
		return problem("All points of the boundaries are the same.", "Export the boundaries again.")
	}
	scale := joined / size
	grid := func(p position) Point {
		return Point{int32(math.Round((p.x - low.x) * scale)), int32(math.Round((high.y - p.y) * scale))}
	}
	rings := make([][][]Point, len(s.Places))
	for _, f := range c.features {
		at, _ := s.place(s.codeOf(f))
		for _, r := range f.rings {
			if points := cleaned(r, grid); points != nil {
				rings[at] = append(rings[at], points)
			}
		}
	}
	var refs [][][]int
	s.Arcs, refs = arcsOf(rings)
	for i, list := range refs {
		s.Places[i].Rings = distinct(list)
		s.largestFirst(i)
		if len(list) == 0 {
			return problem(fmt.Sprintf("The shape of %s has no area.", s.Places[i].Name), "Export the boundaries again, or leave that place out.")
		}
	}
	low2, high2 := s.corners()
	s.Width, s.Height = int(high2.X-low2.X), int(high2.Y-low2.Y)
	return nil
}

// cleaned puts a ring on the grid, without repeated points, outer rings
// clockwise and holes against it; nil when it has no area.
func cleaned(r ring, grid func(position) Point) []Point {
	points := make([]Point, 0, len(r.points))
	for _, p := range r.points {
		if q := grid(p); len(points) == 0 || points[len(points)-1] != q {
			points = append(points, q)
		}
	}
	if n := len(points); n > 1 && points[0] == points[n-1] {
		points = points[:n-1]
	}
	if !wide(points) {
		return nil
	}
	if (area2(points) < 0) != r.hole {
		slices.Reverse(points)
	}
	return points
}

// wide reports whether points lie off one line: an area of 0 may also be that
// of a figure of eight.
func wide(points []Point) bool {
	if len(points) < 3 {
		return false
	}
	a, b := points[0], points[1]
	for _, p := range points[2:] {
		if (int64(b.X)-int64(a.X))*(int64(p.Y)-int64(a.Y)) != (int64(b.Y)-int64(a.Y))*(int64(p.X)-int64(a.X)) {
			return true
		}
	}
	return false
}

// distinct leaves out rings that repeat another.
func distinct(rings [][]int) [][]int {
	var kept [][]int
	for _, ring := range rings {
		if !slices.ContainsFunc(kept, func(k []int) bool { return slices.Equal(k, ring) }) {
			kept = append(kept, ring)
		}
	}
	return kept
}

// largestFirst puts the ring of the greatest area first.
func (s *Set) largestFirst(place int) {
	rings := s.Places[place].Rings
	best, most := 0, int64(math.MinInt64)
	for i, ring := range rings {
		if area := area2(s.Ring(ring)); area > most {
			best, most = i, area
		}
	}
	if best > 0 {
		rings[0], rings[best] = rings[best], rings[0]
	}
}

// simplify keeps what the largest picture needs, and no more points than a set
// may have.
func (s *Set) simplify(points int) {
	size := float64(max(s.Width, s.Height))
	least, smallest := keptTriangle*size*size, keptIslet*size
	thin := s.Thinned(least, smallest)
	for range 12 {
		if thin.points() <= mostKept {
			break
		}
		least, smallest = 2*least, 1.4*smallest
		thin = s.Thinned(least, smallest)
	}
	s.Places, s.Arcs = thin.Places, thin.Arcs
	s.dropUnused()
	if left := s.points(); left < points {
		s.Notes = append(s.Notes, fmt.Sprintf("%s points were simplified to %s.", grouped(points), grouped(left)))
	}
}

func (s *Set) points() int {
	n := 0
	for _, arc := range s.Arcs {
		n += len(arc)
	}
	return n
}

// dropUnused leaves out arcs that no ring names.
func (s *Set) dropUnused() {
	number := make([]int, len(s.Arcs))
	var kept [][]Point
	for i := range s.Places {
		for j, ring := range s.Places[i].Rings {
			named := make([]int, len(ring))
			for k, ref := range ring {
				at := arcOf(ref)
				if number[at] == 0 {
					kept = append(kept, s.Arcs[at])
					number[at] = len(kept)
				}
				named[k] = number[at] - 1
				if ref < 0 {
					named[k] = ^named[k]
				}
			}
			s.Places[i].Rings[j] = named
		}
	}
	s.Arcs = kept
}

// coarsen moves the arcs to the grid of a Set, with the least coordinates at 0. A
// place that is long but too narrow to be seen there is refused.
func (s *Set) coarsen() error {
	low, high := s.corners()
	by := float64(Grid) / float64(max(high.X-low.X, high.Y-low.Y, 1))
	for _, p := range s.Places {
		first := s.Ring(p.Rings[0])
		if spread(first)*by > 20 && !wide(moved(first, low, by)) {
			return problem(fmt.Sprintf("The shape of %s is too narrow to be seen.", p.Name), "Export the boundaries again, or leave that place out.")
		}
	}
	s.scale(low, by)
	s.dropUnused()
	_, high = s.corners()
	s.Width, s.Height = int(high.X), int(high.Y)
	return nil
}

// scale moves all points to another grid, where points that fall on one become
// one.
func (s *Set) scale(low Point, by float64) {
	for i, arc := range s.Arcs {
		s.Arcs[i] = moved(arc, low, by)
	}
	for i := range s.Places {
		s.keepVisible(i)
	}
}

func moved(points []Point, low Point, by float64) []Point {
	var list []Point
	for _, p := range points {
		q := Point{int32(math.Round(float64(p.X-low.X) * by)), int32(math.Round(float64(p.Y-low.Y) * by))}
		if n := len(list); n == 0 || list[n-1] != q {
			list = append(list, q)
		}
	}
	return list
}

// keepVisible drops rings that the grid has made a line of. A place that has no
// other keeps a small lozenge, so that it can be pointed at.
func (s *Set) keepVisible(place int) {
	rings := s.Places[place].Rings
	first := s.Ring(rings[0])
	var kept [][]int
	for _, ring := range rings {
		if points := s.Ring(ring); wide(points) {
			kept = append(kept, ring)
		}
	}
	if len(kept) == 0 {
		const half = 4
		c := first[0]
		c.X, c.Y = min(max(c.X, half), Grid-half), min(max(c.Y, half), Grid-half)
		s.Arcs = append(s.Arcs, []Point{{c.X, c.Y - half}, {c.X + half, c.Y}, {c.X, c.Y + half}, {c.X - half, c.Y}, {c.X, c.Y - half}})
		kept = [][]int{{len(s.Arcs) - 1}}
	}
	s.Places[place].Rings = kept
}

// corners are the least and the greatest coordinates of all arcs.
func (s *Set) corners() (low, high Point) {
	for i, arc := range s.Arcs {
		a, b := corners(arc)
		if i == 0 {
			low, high = a, b
		}
		low = Point{min(low.X, a.X), min(low.Y, a.Y)}
		high = Point{max(high.X, b.X), max(high.Y, b.Y)}
	}
	return low, high
}
