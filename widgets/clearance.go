package widgets

import (
	"math"
	"slices"
)

// clearance knows what part of an area is free of marks, so that words can be
// put where they cover nothing. It is a grid of cells a few pixels wide.
type clearance struct {
	area          box
	cell          Px
	width, height int
	taken         []uint8 // by cell: free, crossable or text
	sums          []int32 // of cells taken, above and left of each corner
}

// What a cell is taken by. A connector may cross a line of the data, but no text,
// and is not seen on a solid mark.
const (
	crossable uint8 = iota + 1
	solid
	forbidden
)

// taking is how a fill takes its cells.
func (l *layout) taking(fill Color) uint8 {
	if Contrast(fill, l.colors.Edge) < markRatio {
		return solid
	}
	return crossable
}

// clearance looks at the marks of the plot. Gridlines and paper take no room:
// words over them get paper under them.
func (l *layout) clearance(area box) *clearance {
	c := &clearance{area: area, cell: max(2, tenth(area.w/300))}
	c.width, c.height = int(max(area.w, 0)/c.cell)+1, int(max(area.h, 0)/c.cell)+1
	c.taken = make([]uint8, c.width*c.height)
	for _, m := range l.marks[l.plotFrom:] {
		l.take(c, m)
	}
	c.sum()
	return c
}

func (l *layout) take(c *clearance, m Mark) {
	switch m := m.(type) {
	case RectMark:
		if m.Fill != l.colors.Band {
			c.takeBox(box{m.X, m.Y, m.W, m.H}, l.taking(m.Fill))
		}
	case RuleMark:
		if m.Stroke != l.colors.Rule {
			c.takeLine(Pt{m.X1, m.Y1}, Pt{m.X2, m.Y2}, m.Width/2)
		}
	case PathMark:
		for i := 1; i < len(m.Points); i++ {
			c.takeLine(m.Points[i-1], m.Points[i], m.Width/2)
		}
	case AreaMark:
		c.takeArea(m.Points, l.taking(m.Fill))
	case ShapeMark:
		for _, p := range m.Polygons {
			c.takeBox(polygon(m.Fill, p[0]).box, l.taking(m.Fill))
		}
	case DotMark:
		r := m.Radius + m.Width/2
		fill := m.Fill
		if m.Width > 0 {
			fill = m.Inside
		}
		c.takeBox(box{m.Center.X - r, m.Center.Y - r, 2 * r, 2 * r}, l.taking(fill))
	case TextMark:
		ink := l.ink(m)
		c.takeBox(box{ink.x - 4*l.u, ink.y, ink.w + 8*l.u, ink.h}, forbidden)
	}
}

// ink is the box of a text that is drawn.
func (l *layout) ink(m TextMark) box {
	w := l.width(m.Face, m.Size, m.Text)
	x := m.At.X
	switch m.Anchor {
	case Middle:
		x -= w / 2
	case End:
		x -= w
	}
	return box{x, m.At.Y - ascent*m.Size, w, (ascent + descent) * m.Size}
}

// cells are the columns and rows of cells that b touches, cut to the area.
func (c *clearance) cells(b box) (x1, y1, x2, y2 int) {
	clamp := func(v Px, most int) int { return int(min(max(v, 0), Px(most))) }
	return clamp((b.x-c.area.x)/c.cell, c.width), clamp((b.y-c.area.y)/c.cell, c.height),
		clamp((b.right()-c.area.x)/c.cell+1, c.width), clamp((b.bottom()-c.area.y)/c.cell+1, c.height)
}

func (c *clearance) takeBox(b box, as uint8) {
	x1, y1, x2, y2 := c.cells(b)
	for y := y1; y < y2; y++ {
		for x := x1; x < x2; x++ {
			c.taken[y*c.width+x] = max(c.taken[y*c.width+x], as)
		}
	}
}

// takeLine takes the cells of a stroke with that half width.
func (c *clearance) takeLine(a, b Pt, half Px) {
	length := Px(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y)))
	if math.IsNaN(float64(length)) {
		return
	}
	steps := max(1, int(length/c.cell)+1)
	for i := range steps + 1 {
		t := Px(i) / Px(steps)
		c.takeBox(box{a.X + t*(b.X-a.X) - half, a.Y + t*(b.Y-a.Y) - half, 2 * half, 2 * half}, crossable)
	}
}

// takeArea takes the inside of a polygon, row by row of cells.
func (c *clearance) takeArea(points []Pt, as uint8) {
	for y := range c.height {
		level := c.area.y + (Px(y)+0.5)*c.cell
		var crossings []Px
		for i, p := range points {
			q := points[(i+1)%len(points)]
			if (p.Y <= level) != (q.Y <= level) {
				crossings = append(crossings, p.X+(level-p.Y)/(q.Y-p.Y)*(q.X-p.X))
			}
		}
		slices.Sort(crossings)
		for i := 0; i+1 < len(crossings); i += 2 {
			c.takeBox(box{crossings[i], level, crossings[i+1] - crossings[i], 0}, as)
		}
	}
}

func (c *clearance) sum() {
	w := c.width + 1
	c.sums = make([]int32, w*(c.height+1))
	for y := range c.height {
		row := int32(0)
		for x := range c.width {
			if c.taken[y*c.width+x] > 0 {
				row++
			}
			c.sums[(y+1)*w+x+1] = c.sums[y*w+x+1] + row
		}
	}
}

// free reports whether b lies in the area and touches nothing.
func (c *clearance) free(b box) bool {
	if b.x < c.area.x || b.y < c.area.y || b.right() > c.area.right() || b.bottom() > c.area.bottom() {
		return false
	}
	x1, y1, x2, y2 := c.cells(b)
	w := c.width + 1
	return c.sums[y2*w+x2]-c.sums[y1*w+x2]-c.sums[y2*w+x1]+c.sums[y1*w+x1] == 0
}

// mostCovered is the part of a connector that may lie on solid marks.
const mostCovered = 0.3

// crossings counts the marks that a straight line from a to b crosses; it
// reports false when one of them is a text, or where too much of it lies on solid marks.
func (c *clearance) crossings(a, b Pt) (int, bool) {
	length := Px(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y)))
	steps := max(1, int(length/c.cell)+1)
	count, covered, on := 0, 0, false
	for i := range steps + 1 {
		t := Px(i) / Px(steps)
		x, y := int((a.X+t*(b.X-a.X)-c.area.x)/c.cell), int((a.Y+t*(b.Y-a.Y)-c.area.y)/c.cell)
		if x < 0 || y < 0 || x >= c.width || y >= c.height {
			continue
		}
		switch as := c.taken[y*c.width+x]; as {
		case forbidden:
			return count, false
		case crossable, solid:
			if !on {
				count++
			}
			on = true
			covered += btoi(as == solid)
		default:
			on = false
		}
	}
	return count, float64(covered) <= mostCovered*float64(steps+1)
}
