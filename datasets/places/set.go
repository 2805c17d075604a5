package places

import (
	"regexp"
	"slices"
	"strings"
)

// Set is a boundary set: places by code, with their outlines, their squares on
// a tile map, or both. It is immutable; a changed one has the next Version.
type Set struct {
	ID      string // "england-regions"; what a Spec names
	Version int    // from 1; given by whoever keeps the set
	Name    string // "Regions of England"
	Licence string // key of datasets.Licences
	// Attribution is the credit printed with every map; ShortAttribution is for
	// pictures, where the long one has no room.
	Attribution      string
	ShortAttribution string
	CodeField        string // of the file it was read from
	NameField        string
	Notes            []string // sentences on how it was read
	// Width and Height are the extent of the outlines in units of the grid, 0
	// for a set of squares only. The greater is at most Grid.
	Width, Height int
	Places        []Place
	Arcs          [][]Point
}

// Grid is the greatest extent of a set's outlines: a tenth of a pixel on the
// largest picture.
const Grid = 8192

// Place is one place of a Set.
type Place struct {
	Code  string
	Name  string
	Short string // agreed shorter name; may be empty
	// Rings are its outlines, each a closed run of arcs: i is Arcs[i] forwards,
	// ^i backwards. Outer rings run clockwise on screen, holes against it. The
	// first is the largest.
	Rings [][]int
	// Label is the point inside that lies farthest from every border, and Room
	// that distance, in units of the grid.
	Label Point
	Room  float64
	Tile  *Tile // its square on a tile map, or nil
}

// Tile is a square of a tile map, counted from 0 at the top left.
type Tile struct{ Row, Column int }

// Point is a place on the grid of a Set: origin top left, y downwards.
type Point struct{ X, Y int32 }

// HasOutlines reports whether the set can be drawn as a map of outlines.
func (s *Set) HasOutlines() bool { return len(s.Arcs) > 0 }

// HasTiles reports whether the set can be drawn as a tile map.
func (s *Set) HasTiles() bool { return len(s.Places) > 0 && s.Places[0].Tile != nil }

// Find returns the position of the place with a code or, where that is empty or
// none, with a name: a place with another code is another place, whatever its
// name. Names are compared without regard to capitals, "the", "and" or "&", and
// words such as "council".
func (s *Set) Find(code, name string) (int, bool) {
	if code = strings.ToUpper(strings.TrimSpace(code)); code != "" {
		if i := slices.IndexFunc(s.Places, func(p Place) bool { return strings.ToUpper(p.Code) == code }); i >= 0 {
			return i, true
		}
		if ValidCode(code) {
			return 0, false
		}
	}
	if name == "" {
		name = code
	}
	key := nameKey(name)
	if key == "" {
		return 0, false
	}
	i := slices.IndexFunc(s.Places, func(p Place) bool { return nameKey(p.Name) == key || nameKey(p.Short) == key })
	return max(i, 0), i >= 0
}

var (
	notLetters = regexp.MustCompile(`[^\p{L}\p{N}]+`)
	idleWords  = regexp.MustCompile(` (the|and|council|borough|district|city|county|region|of) `)
)

// nameKey is a name as it is compared.
func nameKey(name string) string {
	key := " " + strings.ReplaceAll(notLetters.ReplaceAllString(strings.ToLower(name), " "), " ", "  ") + " "
	key = idleWords.ReplaceAllString(key, "")
	return strings.Join(strings.Fields(key), " ")
}

// Ring returns the points of a ring, the first not repeated at the end.
func (s *Set) Ring(ring []int) []Point {
	var points []Point
	for _, ref := range ring {
		points = s.appendArc(points, ref)
	}
	if n := len(points); n > 1 && points[0] == points[n-1] {
		points = points[:n-1]
	}
	return points
}

// appendArc goes on along an arc, leaving out points that repeat the last.
func (s *Set) appendArc(points []Point, ref int) []Point {
	arc := s.arc(ref)
	for i := range arc {
		p := arc[i]
		if ref < 0 {
			p = arc[len(arc)-1-i]
		}
		if n := len(points); n == 0 || points[n-1] != p {
			points = append(points, p)
		}
	}
	return points
}

func (s *Set) arc(ref int) []Point { return s.Arcs[arcOf(ref)] }

// arcOf is the arc that a reference names, whichever way it runs.
func arcOf(ref int) int {
	if ref < 0 {
		return ^ref
	}
	return ref
}

// Outline returns the rings along which the set ends, running as the outlines of
// its places do.
func (s *Set) Outline() [][]Point {
	uses := make([]int, len(s.Arcs))
	s.eachRef(func(ref int) { uses[arcOf(ref)]++ })
	from := make(map[Point][]int)
	var ends []int
	s.eachRef(func(ref int) {
		if arc := s.arc(ref); uses[arcOf(ref)] == 1 && len(arc) > 1 {
			ends = append(ends, ref)
			from[s.start(ref)] = append(from[s.start(ref)], ref)
		}
	})
	var rings [][]Point
	done := make([]bool, len(s.Arcs))
	for _, first := range ends {
		if done[arcOf(first)] {
			continue
		}
		rings = append(rings, s.Ring(s.follow(first, from, done)))
	}
	return rings
}

// follow goes along arcs that lead on from one another until none is left.
func (s *Set) follow(first int, from map[Point][]int, done []bool) []int {
	var ring []int
	for next := first; ; {
		done[arcOf(next)] = true
		ring = append(ring, next)
		on := from[s.start(^next)]
		i := slices.IndexFunc(on, func(ref int) bool { return !done[arcOf(ref)] })
		if i < 0 {
			return ring
		}
		next = on[i]
	}
}

// eachRef calls f for every arc of every ring.
func (s *Set) eachRef(f func(ref int)) {
	for _, p := range s.Places {
		for _, ring := range p.Rings {
			for _, ref := range ring {
				f(ref)
			}
		}
	}
}

// start is the point at which an arc begins.
func (s *Set) start(ref int) Point {
	arc := s.arc(ref)
	if ref < 0 {
		return arc[len(arc)-1]
	}
	return arc[0]
}

// IsHole reports whether a ring runs as holes do.
func IsHole(ring []Point) bool { return area2(ring) < 0 }

// area2 is twice the signed area of a ring, positive clockwise on screen.
func area2(points []Point) int64 {
	var sum int64
	for i, p := range points {
		q := points[(i+1)%len(points)]
		sum += int64(p.X)*int64(q.Y) - int64(q.X)*int64(p.Y)
	}
	return sum
}
