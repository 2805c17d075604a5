package widgets

import (
	"math"
	"slices"

	"figurehead/datasets/places"
)

// drawnMap is a map being drawn: where its grid stands in px, and what is left of
// its points at that size.
type drawnMap struct {
	set    *places.Set
	x, y   Px // of the grid's origin
	scale  Px // px for one unit of the grid
	grid   Grid
	ranked *rankedList
	shades []Color
	// numbers are the boxes of what is written on the map so far.
	numbers []box
}

func choroplethHeight(l *layout, width Px) Px {
	set := l.figure.Places
	return l.mapHeight(width, Px(set.Width), Px(set.Height))
}

func drawChoropleth(l *layout, b box) error {
	set := l.figure.Places
	b = l.drawCredit(b)
	plan := l.planMap(b, Px(set.Width), Px(set.Height), true)
	m := l.fitMap(plan)
	// The list comes first: a picture of few colours then keeps those of its
	// letters, and what is merged are blends where three borders meet.
	l.drawRanked(plan.ranked, plan.list)
	l.drawShapes(m)
	l.drawNumbers(m, plan.shapes)
	return nil
}

// fitMap puts the map in the middle of its room. Where a number needs a place
// outside the map, room is kept for it on the right.
func (l *layout) fitMap(plan mapPlan) *drawnMap {
	set, u := l.figure.Places, l.u
	m := &drawnMap{set: set, ranked: plan.ranked, shades: l.mapShades()}
	edge := 1.5 * u
	room := box{plan.shapes.x + edge, plan.shapes.y + edge, plan.shapes.w - 2*edge, plan.shapes.h - 2*edge}
	m.place(room)
	if slices.ContainsFunc(l.figure.Places.Places, func(p places.Place) bool {
		return m.numberOf(p.Code) != "" && !l.numberFits(m, p)
	}) {
		room.w -= plan.ranked.number + 14*u
		m.place(room)
	}
	if !l.preset.Frame {
		k := float64(m.scale)
		m.set = set.Thinned(1.6*float64(u*u)/(k*k), 5*float64(u)/k)
		return m
	}
	m.set = forFrames(set)
	m.place(room)
	m.grid = Grid{Origin: Pt{m.x, m.y}, Unit: m.scale}
	return m
}

// The detail of maps in frames: that of one which is so many px high or wide,
// on a grid of steps of about half a pixel, alike in all three frames so that
// they pack small; and how many corners of outlines one has at most.
const (
	frameMap     = 400
	frameStep    = 8 // units of the set's grid
	frameCorners = 2400
)

// forFrames is a set as frames draw it.
func forFrames(set *places.Set) *places.Set {
	const unit = places.Grid / frameMap
	least, smallest := 1.6*unit*unit, 5.0*unit
	for {
		thin := set.Thinned(least, smallest)
		corners := 0
		for _, p := range thin.Places {
			for _, ring := range p.Rings {
				corners += len(thin.Ring(ring))
			}
		}
		if corners <= frameCorners || least > 1e6 {
			return thin.Coarser(frameStep)
		}
		least, smallest = 1.5*least, 1.2*smallest
	}
}

// place scales the map to a room and puts it in its middle.
func (m *drawnMap) place(room box) {
	w, h := Px(m.set.Width), Px(m.set.Height)
	m.scale = max(min(room.w/w, room.h/h), 0.01)
	if m.scale > 0.1 { // three digits are written in fewer bytes and are enough
		m.scale = Px(math.Floor(float64(m.scale)*1000) / 1000)
	}
	m.x, m.y = tenth(room.x+(room.w-m.scale*w)/2), tenth(room.y+(room.h-m.scale*h)/2)
}

// at is where a point of the grid stands.
func (m *drawnMap) at(p places.Point) Pt {
	return Pt{m.x + m.scale*Px(p.X), m.y + m.scale*Px(p.Y)}
}

func (m *drawnMap) line(points []places.Point) []Pt {
	line := make([]Pt, len(points))
	for i, p := range points {
		line[i] = m.at(p)
	}
	return line
}

// polygons are the rings of a place. Its holes go with the first outline: they
// lie inside one of them.
func (m *drawnMap) polygons(p places.Place) []Polygon {
	var polygons []Polygon
	var holes [][]Pt
	for _, ring := range p.Rings {
		points := m.set.Ring(ring)
		if len(points) < 3 {
			continue
		}
		if places.IsHole(points) && len(polygons) > 0 {
			holes = append(holes, m.line(points))
			continue
		}
		polygons = append(polygons, Polygon{m.line(points)})
	}
	if len(polygons) > 0 {
		polygons[0] = append(polygons[0], holes...)
	}
	return polygons
}

// drawShapes draws the coast in the edge colour, the places of each class, and
// hatched those without a number. Paper stands between any two places.
func (l *layout) drawShapes(m *drawnMap) {
	u := l.u
	var coast []Polygon
	for _, ring := range m.set.Outline() {
		coast = append(coast, Polygon{m.line(ring)})
	}
	l.marks = append(l.marks, ShapeMark{Polygons: coast, Fill: l.colors.Paper, Stroke: l.colors.Edge, Width: tenth(2.4 * u), Grid: m.grid})
	byClass := make([][]Polygon, len(m.shades)+1)
	var subjects, open []places.Place
	for _, p := range m.set.Places {
		class := len(m.shades)
		if at := m.pointOf(l, p.Code); at >= 0 {
			point := l.points()[at]
			if !point.Missing {
				class = point.Class
			}
			if point.Highlight {
				subjects = append(subjects, p)
			}
			if point.State.Open() {
				open = append(open, p)
			}
		}
		byClass[class] = append(byClass[class], m.polygons(p)...)
	}
	for class, polygons := range byClass {
		shape := ShapeMark{Polygons: polygons, Stroke: l.colors.Paper, Width: tenth(1.1 * u), Grid: m.grid}
		switch {
		case len(polygons) == 0:
			continue
		case class < len(m.shades):
			shape.Fill = m.shades[class]
		default:
			shape.Fill, shape.Hatch = l.colors.Paper, l.hatch()
			shape.Stroke = l.colors.Edge
		}
		l.marks = append(l.marks, shape)
	}
	for _, p := range subjects {
		l.edgePlace(m, p, 2*u)
	}
	for _, p := range open {
		l.edgePlace(m, p, 1.5*u, 3*u, 2.5*u)
	}
}

// edgePlace draws a line of ink on a wider one of paper around a place, so that it
// is seen against dark neighbours: whole around the subject, dashed around a
// number that is not final.
func (l *layout) edgePlace(m *drawnMap, p places.Place, width Px, dash ...Px) {
	for _, polygon := range m.polygons(p) {
		outline := append(polygon[0], polygon[0][0])
		l.path(outline, width+2.5*l.u, l.colors.Paper)
		l.path(outline, width, l.colors.Ink, dash...)
	}
}

// pointOf is the position of a place among the points of the figure, or −1.
func (m *drawnMap) pointOf(l *layout, code string) int {
	return slices.IndexFunc(l.points(), func(p Point) bool { return p.Place == code })
}

// numberOf is the number by which the list names a place; "" for one that it
// does not name.
func (m *drawnMap) numberOf(code string) string {
	i := slices.IndexFunc(m.ranked.rows, func(p Point) bool { return p.Place == code })
	if i < 0 {
		return ""
	}
	return m.ranked.numbers[i]
}

// numberFits reports whether the number of a place has room inside it.
func (l *layout) numberFits(m *drawnMap, p places.Place) bool {
	w := l.measure(Bold, l.size.label, m.numberOf(p.Code))
	return m.scale*Px(p.Room) >= Px(math.Hypot(float64(w/2), float64(capHeight*l.size.label/2)))+0.3*l.u
}

// drawNumbers writes the numbers of the list on their places; those that have
// no room there stand beside the map, at the end of a leader.
func (l *layout) drawNumbers(m *drawnMap, room box) {
	size := l.size.label
	var small []places.Place
	for _, p := range m.set.Places {
		number := m.numberOf(p.Code)
		if number == "" {
			continue
		}
		if !l.numberFits(m, p) {
			small = append(small, p)
			continue
		}
		at := m.at(p.Label)
		fill := m.shades[l.points()[m.pointOf(l, p.Code)].Class]
		l.write(at.X, level(at.Y, size), number, Bold, size, on(fill), Middle)
		m.numbers = append(m.numbers, l.numberBox(at, number))
	}
	for _, p := range small {
		l.drawCallOut(m, p, room)
	}
}

// numberBox is the room of a number that stands centred at a point.
func (l *layout) numberBox(at Pt, number string) box {
	w, h := l.measure(Bold, l.size.label, number), 0.8*l.size.label
	return box{at.X - w/2, at.Y - h/2, w, h}
}

// drawCallOut writes a number beside the map, level with its place or as near to
// that as no other number is in the way: a line of ink in a case of paper, that
// reads on any colour. A place for which there is no such line has its number
// in the list only.
func (l *layout) drawCallOut(m *drawnMap, p places.Place, room box) {
	u, size := l.u, l.size.label
	from, number := m.at(p.Label), m.numberOf(p.Code)
	w := l.measure(Bold, size, number)
	for i := range 16 {
		step := Px((i + 1) / 2)
		if i%2 == 1 {
			step = -step
		}
		y := from.Y + 1.15*step*size
		if y < room.y+0.5*size || y > room.bottom()-0.5*size {
			continue
		}
		right := max(m.reach(y, size), from.X) + 9*u
		to := Pt{right, y}
		label := box{right + 3*u, y - 0.45*size, w, 0.9 * size}
		if label.right() > room.right()+0.5 || m.blocked(from, to, label) {
			continue
		}
		for _, line := range []struct {
			color Color
			width Px
		}{{l.colors.Paper, 4 * u}, {l.colors.Ink, 1.5 * u}} {
			l.path([]Pt{from, to}, line.width, line.color)
		}
		l.marks = append(l.marks, DotMark{Center: from, Radius: tenth(3 * u), Fill: l.colors.Paper, Width: tenth(u), Inside: l.colors.Ink})
		l.write(label.x, level(y, size), number, Bold, size, l.colors.Ink, Start)
		m.numbers = append(m.numbers, label)
		return
	}
}

// reach is how far right the map comes near a height.
func (m *drawnMap) reach(y, near Px) Px {
	most := m.x
	for _, arc := range m.set.Arcs {
		for i, p := range arc {
			at := m.at(p)
			if i > 0 {
				before := m.at(arc[i-1])
				if (before.Y < y) != (at.Y < y) {
					most = max(most, before.X+(at.X-before.X)*(y-before.Y)/(at.Y-before.Y))
				}
			}
			if at.Y > y-near && at.Y < y+near {
				most = max(most, at.X)
			}
		}
	}
	return most
}

// blocked reports whether a leader or its number would touch another number.
func (m *drawnMap) blocked(from, to Pt, label box) bool {
	return slices.ContainsFunc(m.numbers, func(b box) bool {
		return b.near(label) || b.grown(4).crossed(from, to)
	})
}

// grown is the box with a margin.
func (b box) grown(by Px) box { return box{b.x - by, b.y - by, b.w + 2*by, b.h + 2*by} }

// crossed reports whether the line from p to q meets the box (Liang–Barsky).
func (b box) crossed(p, q Pt) bool {
	from, to := Px(0), Px(1)
	for _, side := range [][3]Px{{q.X - p.X, b.x - p.X, b.right() - p.X}, {q.Y - p.Y, b.y - p.Y, b.bottom() - p.Y}} {
		d, low, high := side[0], side[1], side[2]
		if d == 0 {
			if low > 0 || high < 0 {
				return false
			}
			continue
		}
		if low, high = low/d, high/d; low > high {
			low, high = high, low
		}
		from, to = max(from, low), min(to, high)
	}
	return from <= to
}
