package widgets

import "math"

// painted answers which colour lies where in a drawing. Marks are found through
// a grid of cells, so that a drawing of many marks stays quick to look at; those
// that cover much of it are kept apart.
type painted struct {
	paper      Color
	shapes     []inked // by mark; texts and bitmaps are empty
	columns    int
	cells      [][]int
	everywhere []int
}

// The side of a cell, in px, and how many cells a mark takes at most.
const (
	cellSide  = 48
	wideCells = 24
)

// inked is the outline of one mark: a filled polygon or circle, or a stroke.
type inked struct {
	points   []Pt // of a polygon or a line; none of a rectangle
	radius   Px   // of a circle that fills its box
	fill     Color
	stroke   bool
	straight bool // a rule
	width    Px   // of a stroke
	box      box
}

func newPainted(p Placed) painted {
	c := painted{paper: p.Paper, shapes: make([]inked, len(p.Marks)), columns: int(max(p.Width, 0)/cellSide) + 1}
	c.cells = make([][]int, c.columns*(int(max(p.Height, 0)/cellSide)+1))
	for i, m := range p.Marks {
		if s, ok := outlined(m); ok {
			c.shapes[i] = s
			c.add(i, s)
		}
	}
	return c
}

func (c *painted) add(i int, s inked) {
	most := c.columns - 1
	left, right := cell(s.box.x-s.width-2, most), cell(s.box.right()+s.width+2, most)
	most = len(c.cells)/c.columns - 1
	top, bottom := cell(s.box.y-s.width-2, most), cell(s.box.bottom()+s.width+2, most)
	if (right-left+1)*(bottom-top+1) > wideCells {
		c.everywhere = append(c.everywhere, i)
		return
	}
	for y := top; y <= bottom; y++ {
		for x := left; x <= right; x++ {
			c.cells[y*c.columns+x] = append(c.cells[y*c.columns+x], i)
		}
	}
}

func cell(v Px, most int) int { return int(min(max(v/cellSide, 0), Px(most))) }

func outlined(m Mark) (inked, bool) {
	switch m := m.(type) {
	case RectMark:
		return inked{fill: m.Fill, box: box{m.X, m.Y, m.W, m.H}}, true
	case AreaMark:
		return polygon(m.Fill, m.Points), len(m.Points) > 2
	case ArcMark:
		return polygon(m.Fill, m.outline()), true
	case DotMark:
		r := m.Radius + m.Width/2
		s := inked{radius: r, fill: m.Fill, box: box{m.Center.X - r, m.Center.Y - r, 2 * r, 2 * r}}
		if m.Width > 0 {
			s.fill = m.Inside
		}
		return s, true
	case RuleMark:
		s := polygon(m.Stroke, []Pt{{m.X1, m.Y1}, {m.X2, m.Y2}})
		s.stroke, s.straight, s.width = true, true, m.Width
		return s, true
	case PathMark:
		s := polygon(m.Stroke, m.Points)
		s.stroke, s.width = true, m.Width
		return s, len(m.Points) > 1
	}
	return inked{}, false
}

func polygon(fill Color, points []Pt) inked {
	s := inked{points: points, fill: fill}
	left, top, right, bottom := Px(math.Inf(1)), Px(math.Inf(1)), Px(math.Inf(-1)), Px(math.Inf(-1))
	for _, p := range points {
		if p.X == p.X && p.Y == p.Y {
			left, top, right, bottom = min(left, p.X), min(top, p.Y), max(right, p.X), max(bottom, p.Y)
		}
	}
	if right >= left {
		s.box = box{left, top, right - left, bottom - top}
	}
	return s
}

// near lists the marks about a point that are no wider than some cells.
func (c *painted) near(at Pt) []int {
	rows := len(c.cells) / c.columns
	return c.cells[cell(at.Y, rows-1)*c.columns+cell(at.X, c.columns-1)]
}

// under is the colour that marks before i leave at a point, and the mark it is
// of, −1 for paper. Strokes are too thin to be a ground.
func (c *painted) under(at Pt, i int) (Color, int) {
	last := max(c.lastOf(c.near(at), at, i), c.lastOf(c.everywhere, at, i))
	if last < 0 {
		return c.paper, -1
	}
	return c.shapes[last].fill, last
}

// beside is the colour just beside a line that is mark i: paper where a wider stroke
// of it lies under the line as its casing, else what fills the point.
func (c *painted) beside(at Pt, i int) Color {
	fill, last := c.under(at, i)
	for _, list := range [][]int{c.near(at), c.everywhere} {
		for _, k := range list {
			if s := &c.shapes[k]; k < i && k > last && s.stroke && s.fill == c.paper && s.distance(at) <= s.width/2 {
				fill, last = s.fill, k
			}
		}
	}
	return fill
}

// lastOf is the last of the marks before i that fills a point, or −1.
func (c *painted) lastOf(list []int, at Pt, i int) int {
	for k := len(list) - 1; k >= 0; k-- {
		if s := &c.shapes[list[k]]; list[k] < i && !s.stroke && s.holds(at) {
			return list[k]
		}
	}
	return -1
}

// top is the fill seen at a point in the end, and the mark it is of.
func (c *painted) top(at Pt) (Color, int) { return c.under(at, len(c.shapes)) }

// stroke finds a stroke that passes within a distance of a point and is as
// asked, before mark i.
func (c *painted) strokeAt(at Pt, within Px, i int, asked func(s *inked) bool) bool {
	for _, list := range [][]int{c.near(at), c.everywhere} {
		for _, k := range list {
			s := &c.shapes[k]
			if k < i && s.stroke && asked(s) && s.distance(at) <= s.width/2+within {
				return true
			}
		}
	}
	return false
}

// holds reports whether a filled shape covers a point.
func (s *inked) holds(at Pt) bool {
	if at.X < s.box.x || at.Y < s.box.y || at.X > s.box.right() || at.Y > s.box.bottom() {
		return false
	}
	if s.radius > 0 {
		return math.Hypot(float64(at.X-s.box.x-s.radius), float64(at.Y-s.box.y-s.radius)) <= float64(s.radius)
	}
	inside := len(s.points) == 0
	for i, p := range s.points {
		q := s.points[(i+1)%len(s.points)]
		if (p.Y > at.Y) != (q.Y > at.Y) && at.X < (q.X-p.X)*(at.Y-p.Y)/(q.Y-p.Y)+p.X {
			inside = !inside
		}
	}
	return inside
}

// distance is how far a point is from a line.
func (s *inked) distance(at Pt) Px {
	least := math.Inf(1)
	for i := 1; i < len(s.points); i++ {
		p, q := s.points[i-1], s.points[i]
		dx, dy := float64(q.X-p.X), float64(q.Y-p.Y)
		t := 0.0
		if square := dx*dx + dy*dy; square > 0 {
			t = min(max((float64(at.X-p.X)*dx+float64(at.Y-p.Y)*dy)/square, 0), 1)
		}
		if d := math.Hypot(float64(at.X-p.X)-t*dx, float64(at.Y-p.Y)-t*dy); d < least {
			least = d
		}
	}
	return Px(least)
}

func (s *inked) longest() Px { return max(s.box.w, s.box.h) }

func (s *inked) length() Px { return Px(math.Hypot(float64(s.box.w), float64(s.box.h))) }

// spans reports whether a shape is a plane: as wide or as high as a third of
// the picture at its edge.
func (s *inked) spans(p Placed) bool {
	return s.box.x <= 0 && s.box.w >= p.Width/4 && s.box.h >= p.Height/8
}

// outlinePoint is a point of an outline with a point just inside and one just
// outside.
type outlinePoint struct{ at, in, out Pt }

// outlineSamples is about how many points of an outline are looked at.
const outlineSamples = 24

func (s *inked) outline() []outlinePoint {
	points := s.points
	if len(points) == 0 {
		b := s.box
		points = []Pt{{b.x, b.y}, {b.right(), b.y}, {b.right(), b.bottom()}, {b.x, b.bottom()}}
	}
	corners := len(points)
	each := max(1, min(outlineSamples/corners/2, int(s.longest()/8)))
	skip := max(1, corners/outlineSamples)
	const step = 0.7
	var list []outlinePoint
	for i := 0; i < corners; i += skip {
		p, q := points[i], points[(i+1)%corners]
		length := Px(math.Hypot(float64(q.X-p.X), float64(q.Y-p.Y)))
		if !(length > 0) {
			continue
		}
		nx, ny := (q.Y-p.Y)/length*step, (p.X-q.X)/length*step
		for k := range each {
			t := (Px(k) + 0.5) / Px(each)
			at := Pt{p.X + t*(q.X-p.X), p.Y + t*(q.Y-p.Y)}
			e := outlinePoint{at, Pt{at.X - nx, at.Y - ny}, Pt{at.X + nx, at.Y + ny}}
			if !s.holds(e.in) {
				e.in, e.out = e.out, e.in
			}
			if s.holds(e.in) && !s.holds(e.out) {
				list = append(list, e)
			}
		}
	}
	return list
}

// midway picks at most n places half way between two points of a line, each
// with a place so far to either side of it.
func midway(points []Pt, aside Px, n int) []outlinePoint {
	var list []outlinePoint
	skip := max(1, (len(points)+n-1)/n)
	for i := 0; i+1 < len(points); i += skip {
		p, q := points[i], points[i+1]
		length := Px(math.Hypot(float64(q.X-p.X), float64(q.Y-p.Y)))
		if !(length > 0) {
			continue
		}
		at := Pt{(p.X + q.X) / 2, (p.Y + q.Y) / 2}
		nx, ny := (q.Y-p.Y)/length*aside, (p.X-q.X)/length*aside
		list = append(list, outlinePoint{at, Pt{at.X - nx, at.Y - ny}, Pt{at.X + nx, at.Y + ny}})
	}
	return list
}
