package places

import (
	"math"
	"slices"
)

// Thinned returns the set for a smaller drawing: no three points along a border
// span less than the area least, and outlines that touch no other place and are
// narrower and lower than smallest are left out, as islets. Borders stay shared,
// so no gap opens, and every place keeps its largest outline, at finer detail
// where it would otherwise lose half of its area. Units are those of the grid.
func (s *Set) Thinned(least, smallest float64) *Set {
	thin := *s
	if !s.HasOutlines() {
		return &thin
	}
	thin.Places = s.withoutIslets(smallest)
	limits := make([]float64, len(s.Arcs))
	for i := range limits {
		limits[i] = least
	}
	sizes := make([][]float64, len(s.Arcs))
	for i, arc := range s.Arcs {
		sizes[i] = triangles(arc)
	}
	thin.Arcs = make([][]Point, len(s.Arcs))
	changed := make([]bool, len(s.Arcs))
	for i := range changed {
		changed[i] = true
	}
	for range 8 {
		for i, arc := range s.Arcs {
			if changed[i] {
				thin.Arcs[i] = keepLarge(arc, sizes[i], limits[i])
			}
		}
		changed = make([]bool, len(s.Arcs))
		if !thin.refine(s, limits, changed) {
			break
		}
	}
	return &thin
}

// keepLarge returns the points whose triangle is at least so large.
func keepLarge(arc []Point, sizes []float64, least float64) []Point {
	kept := make([]Point, 0, len(arc)/2+2)
	for i, p := range arc {
		if sizes[i] >= least {
			kept = append(kept, p)
		}
	}
	return kept
}

// refine lowers the limit of the arcs around places that lost more than half of
// their area, marks them as changed and reports whether there were any.
func (s *Set) refine(full *Set, limits []float64, changed []bool) bool {
	found := false
	for _, p := range s.Places {
		if len(p.Rings) == 0 || 2*area2(s.Ring(p.Rings[0])) >= area2(full.Ring(p.Rings[0])) {
			continue
		}
		for _, ref := range p.Rings[0] {
			if i := arcOf(ref); !changed[i] {
				limits[i] /= 4
				changed[i], found = true, true
			}
		}
	}
	return found
}

// withoutIslets returns the places without their small outlines. One that
// borders another place, or a hole with a place in it, stays.
func (s *Set) withoutIslets(smallest float64) []Place {
	if smallest <= 0 {
		return s.Places
	}
	uses := make([]int8, len(s.Arcs))
	for _, p := range s.Places {
		for _, ring := range p.Rings {
			for _, ref := range ring {
				uses[arcOf(ref)] = min(uses[arcOf(ref)]+1, 2)
			}
		}
	}
	list := slices.Clone(s.Places)
	for i, p := range list {
		var kept [][]int
		for j, ring := range p.Rings {
			shared := slices.ContainsFunc(ring, func(ref int) bool { return uses[arcOf(ref)] > 1 })
			if j == 0 || shared || spread(s.Ring(ring)) >= smallest {
				kept = append(kept, ring)
			}
		}
		list[i].Rings = kept
	}
	return list
}

// spread is the greater of width and height of some points.
func spread(points []Point) float64 {
	low, high := corners(points)
	return float64(max(high.X-low.X, high.Y-low.Y))
}

// corners are the least and the greatest coordinates of some points.
func corners(points []Point) (low, high Point) {
	for i, p := range points {
		if i == 0 {
			low, high = p, p
		}
		low = Point{min(low.X, p.X), min(low.Y, p.Y)}
		high = Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	return low, high
}

// Coarser returns the set on a grid of so many times larger units.
func (s *Set) Coarser(times int) *Set {
	coarse := *s
	coarse.Arcs = slices.Clone(s.Arcs)
	coarse.Places = slices.Clone(s.Places)
	by := 1 / float64(times)
	coarse.scale(Point{}, by)
	for i, p := range coarse.Places {
		coarse.Places[i].Label = Point{int32(math.Round(float64(p.Label.X) * by)), int32(math.Round(float64(p.Label.Y) * by))}
		coarse.Places[i].Room = p.Room * by
	}
	coarse.Width, coarse.Height = int(math.Ceil(float64(s.Width)*by)), int(math.Ceil(float64(s.Height)*by))
	return &coarse
}
