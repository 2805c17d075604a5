package places

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
)

// Options are what a file does not say of itself.
type Options struct {
	ID               string // "essex-wards"
	Name             string // "Wards of Essex"
	Licence          string // key of datasets.Licences
	Attribution      string // empty: the licence's own statement
	ShortAttribution string // empty: the Attribution
	// CodeField and NameField name the fields that hold code and name of a
	// place. Empty: the first field in which every value is a different place
	// code, and the field that goes with it.
	CodeField, NameField string
}

// The least triangle and the smallest islet kept, as parts of the square of the
// set's extent and of the extent: half of what the largest picture needs.
const (
	keptTriangle = 4e-6
	keptIslet    = 1.0 / 900
	// mostKept is how many points a set keeps at most.
	mostKept = 20_000
	// joined is the extent of the grid on which points that differ by less than
	// the noise of numbers in files become one.
	joined = 1 << 20
)

// Read makes a set of a file: GeoJSON with polygons, or a layout of tiles. What
// is wrong with it is a datasets.Problem. Equal files give equal sets.
func Read(raw []byte, o Options) (*Set, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if len(raw) > MaxFileBytes {
		return nil, problem(fmt.Sprintf("The file is larger than %d MiB.", MaxFileBytes>>20), "Use a generalised version of the boundaries.")
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if !utf8.Valid(raw) {
		return nil, problem("The file is not text in UTF-8.", "Export the boundaries as GeoJSON.")
	}
	if isLayout(raw) {
		return readTiles(raw, o)
	}
	c, err := parse(raw)
	if err != nil {
		return nil, err
	}
	return build(&c, o)
}

var validID = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$`)

// ValidID reports whether a set may have that id: lower-case letters, digits
// and hyphens, 60 at most.
func ValidID(id string) bool { return validID.MatchString(id) }

func (o Options) check() error {
	switch _, known := datasets.LicenceByKey(o.Licence); {
	case !ValidID(o.ID):
		return datasets.Problem{Field: "id", Message: fmt.Sprintf("%q cannot be the short name of a boundary set.", cut(o.ID)),
			Suggestion: "Use lower-case letters, digits and hyphens, such as essex-wards."}
	case strings.TrimSpace(o.Name) == "":
		return datasets.Problem{Field: "name", Message: "The boundary set has no name.", Suggestion: "Say what it holds, such as “Wards of Essex”."}
	case !known:
		return datasets.Problem{Field: "licence", Message: fmt.Sprintf("There is no licence %q.", cut(o.Licence)), Suggestion: "Give the licence of the boundaries, such as OGL-UK-3.0."}
	}
	for _, text := range []string{o.Name, o.Attribution, o.ShortAttribution} {
		if len(text) > maxText {
			return datasets.Problem{Field: "name", Message: fmt.Sprintf("Name and credit of a boundary set have %d characters at most.", maxText), Suggestion: "Shorten them."}
		}
	}
	return nil
}

// newSet is a set with what the options say.
func (o Options) newSet() *Set {
	licence, _ := datasets.LicenceByKey(o.Licence)
	s := &Set{ID: o.ID, Version: 1, Name: strings.TrimSpace(o.Name), Licence: o.Licence, Attribution: strings.TrimSpace(o.Attribution)}
	if s.Attribution == "" {
		s.Attribution = licence.Statement
	}
	s.ShortAttribution = strings.TrimSpace(o.ShortAttribution)
	if s.ShortAttribution == "" {
		s.ShortAttribution = s.Attribution
	}
	return s
}

// build makes a set of a collection.
func build(c *collection, o Options) (*Set, error) {
	s := o.newSet()
	if err := c.withShapes(s); err != nil {
		return nil, err
	}
	if err := s.chooseFields(c, o); err != nil {
		return nil, err
	}
	if err := s.namePlaces(c); err != nil {
		return nil, err
	}
	how, err := flatten(c)
	if err != nil {
		return nil, err
	}
	s.Notes = append(s.Notes, how)
	if err := s.join(c); err != nil {
		return nil, err
	}
	s.simplify(c.points)
	s.coarsen()
	for i := range s.Places {
		s.Places[i].Label, s.Places[i].Room = s.labelPoint(s.Places[i])
	}
	return s, nil
}

// withShapes leaves out the features that have no area.
func (c *collection) withShapes(s *Set) error {
	all := len(c.features)
	kinds := ""
	c.features = slices.DeleteFunc(c.features, func(f feature) bool {
		empty := !slices.ContainsFunc(f.rings, func(r ring) bool { return len(r.points) > 3 })
		if empty && f.kind != "" && kinds == "" {
			kinds = f.kind
		}
		return empty
	})
	left := all - len(c.features)
	switch {
	case all == 0:
		return problem("The file has no features.", "Export the boundaries of all places.")
	case len(c.features) == 0 && kinds != "" && kinds != "Polygon" && kinds != "MultiPolygon":
		return problem(fmt.Sprintf("The file has shapes of kind %s, which have no area.", cut(kinds)), "Export the boundaries as polygons.")
	case len(c.features) == 0:
		return problem("None of the features has a shape.", "Export the boundaries with their geometry.")
	case left == 1:
		s.Notes = append(s.Notes, "1 feature without an area was left out.")
	case left > 1:
		s.Notes = append(s.Notes, grouped(left)+" features without an area were left out.")
	}
	return nil
}

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
	s.Notes = append(s.Notes, fmt.Sprintf("%s points were simplified to %s.", grouped(points), grouped(s.points())))
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

// coarsen moves the arcs to the grid of a Set, with the least coordinates at 0.
func (s *Set) coarsen() {
	low, high := s.corners()
	scale := float64(Grid) / float64(max(high.X-low.X, high.Y-low.Y, 1))
	for i, arc := range s.Arcs {
		var moved []Point
		for _, p := range arc {
			q := Point{int32(math.Round(float64(p.X-low.X) * scale)), int32(math.Round(float64(p.Y-low.Y) * scale))}
			if n := len(moved); n == 0 || moved[n-1] != q {
				moved = append(moved, q)
			}
		}
		s.Arcs[i] = moved
	}
	for i := range s.Places {
		s.keepVisible(i)
	}
	s.dropUnused()
	low, high = s.corners()
	s.Width, s.Height = int(high.X), int(high.Y)
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
		c.X, c.Y = max(c.X, half), max(c.Y, half)
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
