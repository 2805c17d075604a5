package widgets

import "figurehead/widgets/words"

// arrowChart is an arrow figure being placed.
type arrowChart struct {
	*markRows
	low     float64 // at x0
	x0      Px
	perUnit float64
	numbers bool // both ends have room for their numbers; else the one at the right, which may be the earlier
}

// Sizes of an arrow in u (shared figure design, section 6).
const (
	ringRadius Px = 4.5
	shaftWidth Px = 2.5
	headLength Px = 12
	headHalf   Px = 6.5
	endGap     Px = 12 // from an end to its number

	besideArrows Px = 0.15 // of the width, that names leave to the numbers
)

func arrowsHeight(l *layout, width Px) Px {
	low, high := pairBounds(l.points())
	return l.rowsHeight((1-besideArrows)*width) + 2.2*l.size.label + l.cropHeight(low, high)
}

func drawArrows(l *layout, b box) error {
	points := l.points()
	low, high := pairBounds(points)
	whole := wholeLabels(points)
	var notes []string
	if l.farFromZero(low, high, whole) {
		notes = append(notes, l.say(words.Cropped))
	} else {
		low, high = min(low, 0), max(high, 0)
	}
	head := 2.2 * l.size.label
	b.y += head
	b.h -= head
	a := &arrowChart{low: low}
	a.markRows = l.newRows(&b, besideArrows*b.w, 0, notes, "")
	l.scaleArrows(a, b, high)
	if low <= 0 && a.naming == namesBeside && l.zeroIsFree(a) {
		x := round(a.x(0))
		l.rule(x, b.y, x, a.foot, 1.25*l.u, l.colors.Muted)
	}
	l.writeRows(a.markRows, b)
	for i := range a.rows {
		l.drawArrow(a, i)
	}
	l.nameMoments(a, box{b.x, b.y - head, b.w, head})
	return nil
}

// pairBounds are the least and the greatest of all numbers of pairs.
func pairBounds(points []Point) (low, high float64) {
	var all []Point
	for _, p := range points {
		all = append(all, p)
		if p.From != nil {
			all = append(all, Point{Value: p.From.Value, Missing: p.From.Missing})
		}
	}
	return bounds(all)
}

// x is the place of a value.
func (a *arrowChart) x(v float64) Px { return a.x0 + Px((v-a.low)*a.perUnit) }

// side is the number at one end of an arrow.
type side struct {
	value float64
	label string
	later bool
	width Px
}

// sides are the ends of row i from left to right, those that are there.
func (l *layout) sides(a *arrowChart, i int) []side {
	p := a.rows[i]
	face, size := faceOf(p.Highlight), l.size.label
	var ends []side
	if p.From.present() {
		ends = append(ends, side{p.From.Value, p.From.Label, false, l.width(face, size, p.From.Label)})
	}
	if !p.Missing {
		ends = append(ends, side{p.Value, p.Label, true, l.width(face, size, p.Label)})
	}
	if len(ends) == 2 && ends[1].value < ends[0].value {
		ends[0], ends[1] = ends[1], ends[0]
	}
	return ends
}

// numberRoom is the width that arrows and the numbers at both ends need; the
// widest at the left and at the right may stand in different rows.
func (l *layout) numberRoom(a *arrowChart) Px {
	var left, right Px
	for i := range a.rows {
		ends := l.sides(a, i)
		if len(ends) == 2 {
			left = max(left, ends[0].width)
		}
		if len(ends) > 0 {
			right = max(right, ends[len(ends)-1].width)
		}
	}
	return left + right + 3*endGap*l.u + 6*l.u
}

// scaleArrows finds the largest scale at which the number at each end has its
// room between the names and the right edge.
func (l *layout) scaleArrows(a *arrowChart, b box, high float64) {
	if a.numbers = true; a.column > b.w-l.numberRoom(a) {
		l.narrowNames(&a.bars, max(b.w-l.numberRoom(a), 0.2*b.w))
		a.numbers = a.column <= b.w-l.numberRoom(a)
	}
	left, right := b.x+a.column+6*l.u, b.right()
	gap := endGap * l.u
	start := func(perUnit float64) Px { // the least x0 that keeps the left numbers free
		x := left
		for i := range a.rows {
			if ends := l.sides(a, i); len(ends) == 2 && a.names[i] != "" && a.numbers {
				x = max(x, left+gap+ends[0].width-Px((ends[0].value-a.low)*perUnit))
			}
		}
		return x
	}
	fits := func(perUnit float64) bool {
		x := start(perUnit)
		for i := range a.rows {
			ends := l.sides(a, i)
			if len(ends) == 0 {
				continue
			}
			last := ends[len(ends)-1]
			width := last.width
			if a.names[i] == "" {
				width = 0
			}
			if x+Px((last.value-a.low)*perUnit)+gap+width > right {
				return false
			}
		}
		return true
	}
	if high > a.low {
		least, most := 0.0, float64(right-left)/(high-a.low)
		for range 40 {
			if middle := (least + most) / 2; fits(middle) {
				least = middle
			} else {
				most = middle
			}
		}
		a.perUnit = least
	}
	a.x0 = start(a.perUnit)
}

// zeroIsFree reports whether no number stands where the line of zero would.
func (l *layout) zeroIsFree(a *arrowChart) bool {
	zero, gap := a.x(0), endGap*l.u
	for i := range a.rows {
		ends := l.sides(a, i)
		if len(ends) < 2 || a.names[i] == "" {
			continue
		}
		x1, x2 := a.x(ends[0].value)-gap, a.x(ends[1].value)+gap
		if x1-ends[0].width-3*l.u < zero && zero < x1+3*l.u || x2-3*l.u < zero && zero < x2+ends[1].width {
			return false
		}
	}
	return true
}

// drawArrow draws row i: a ring at the earlier number, a head at the later
// one, and both numbers outside. Where one is missing the other stands alone with
// the reason.
func (l *layout) drawArrow(a *arrowChart, i int) {
	p, y, u, size := a.rows[i], a.middles[i], l.u, l.size.label
	ends, base, fill, face := l.sides(a, i), l.evenLevel(y), l.subject(a.markRows, i), faceOf(p.Highlight)
	if len(ends) == 2 && p.Value != p.From.Value {
		l.drawShaft(a.x(p.From.Value), a.x(p.Value), y, min(1, a.pitch/(14*u)), fill)
	} else {
		for _, e := range ends {
			l.drawRing(a.x(e.value), y, min(1, a.pitch/(14*u)), fill, len(ends) == 1 && e.later)
		}
	}
	if a.names[i] == "" {
		return
	}
	ink := func(e side) Color {
		if e.later || p.Highlight {
			return l.colors.Ink
		}
		return l.colors.Muted
	}
	switch len(ends) {
	case 0:
		l.writeAbsent(p, a.x0+6*u, l.preset.Width-l.size.margin, base)
	case 1:
		l.drawHalf(a, i, ends[0])
	default:
		right := ends[1]
		if a.numbers {
			l.write(a.x(ends[0].value)-endGap*u, base, ends[0].label, face, size, ink(ends[0]), End)
		}
		l.write(a.x(right.value)+endGap*u, base, right.label, face, size, ink(right), Start)
	}
}

// drawShaft draws the way from x1 to x2, smaller where rows are close.
func (l *layout) drawShaft(x1, x2, y, scale Px, fill Color) {
	u := l.u * scale
	way, length := Px(1), x2-x1
	if length < 0 {
		way, length = -1, -length
	}
	head := min(headLength*u, max(length, 5*u))
	if base := x2 - way*head; length > ringRadius*u+head {
		l.rule(x1+way*ringRadius*u, y, base, y, shaftWidth*u, fill)
	}
	l.hollow(Pt{x1, y}, ringRadius*u, 2.25*u, fill)
	half := headHalf * u * min(1, head/(9*u))
	l.area(fill, Pt{x2 - way*head, y - half}, Pt{x2, y}, Pt{x2 - way*head, y + half})
}

// hollow draws a ring of a colour filled with paper.
func (l *layout) hollow(at Pt, radius, width Px, stroke Color) {
	l.marks = append(l.marks, DotMark{Center: Pt{tenth(at.X), tenth(at.Y)}, Radius: tenth(radius), Fill: stroke, Width: tenth(width), Inside: l.colors.Paper})
}

// drawRing marks a number that no arrow leads from or to.
func (l *layout) drawRing(x, y, scale Px, fill Color, later bool) {
	if later {
		l.dot(Pt{x, y}, 5.5*l.u*scale, fill)
		return
	}
	l.hollow(Pt{x, y}, ringRadius*l.u*scale, 2.25*l.u*scale, fill)
}

// drawHalf writes the one number of row i and why there is no other.
func (l *layout) drawHalf(a *arrowChart, i int, e side) {
	p, size := a.rows[i], l.size.label
	base := l.evenLevel(a.middles[i])
	x := a.x(e.value) + endGap*l.u
	x += l.write(x, base, e.label, faceOf(p.Highlight), size, l.colors.Ink, Start) + 0.6*size
	moment, reason := l.figure.Between[1], p.Reason
	if e.later {
		moment, reason = l.figure.Between[0], p.From.Reason
	}
	if room := l.preset.Width - l.size.margin - x; room > 4*size {
		l.write(x, base, l.shorten(moment+": "+firstOf(reason, l.say(words.AbsentMark)), Regular, size, room), Regular, size, l.colors.Muted, Start)
	}
}

// nameMoments says what ring and head stand for: over the first row, or in a
// key where that has no room.
func (l *layout) nameMoments(a *arrowChart, b box) {
	size, u := l.size.label, l.u
	base := b.y + 0.86*size
	first, last := l.figure.Between[0], l.figure.Between[1]
	w1, w2 := l.width(Regular, size, first), l.width(Bold, size, last)
	p := a.rows[0]
	if a.naming == namesBeside && p.From.present() && !p.Missing {
		x1, x2 := a.x(p.From.Value), a.x(p.Value)
		free := max(x1, x2)-min(x1, x2) >= (w1+w2)/2+12*u
		at1, at2 := l.inside(x1, w1, b), l.inside(x2, w2, b)
		if free && at1 == x1 && max(at2-x2, x2-at2) < w2/2 {
			l.write(at1, base, first, Regular, size, l.colors.Muted, Middle)
			l.write(at2, base, last, Bold, size, l.colors.Ink, Middle)
			for _, x := range []Px{x1, x2} {
				l.rule(round(x), base+0.35*size, round(x), a.middles[0]-9*u, u, l.colors.Edge)
			}
			return
		}
	}
	l.momentKey(b, base)
}

// inside is the middle of a text of that width, moved so that it lies in b.
func (l *layout) inside(x, width Px, b box) Px {
	return min(max(x, b.x+width/2), b.right()-width/2)
}

// momentKey writes the key of ring and head.
func (l *layout) momentKey(b box, base Px) {
	size, u := l.size.label, l.u
	y := base - capHeight*size/2
	room := b.w/2 - 40*u
	first := l.shorten(l.figure.Between[0], Regular, size, room)
	l.hollow(Pt{b.x + 6*u, y}, ringRadius*u, 2.25*u, l.colors.Edge)
	x := b.x + 18*u + l.width(Regular, size, first) + 24*u
	l.write(b.x+18*u, base, first, Regular, size, l.colors.Muted, Start)
	l.area(l.colors.Edge, Pt{x, y - headHalf*u}, Pt{x + headLength*u, y}, Pt{x, y + headHalf*u})
	l.write(x+20*u, base, l.shorten(l.figure.Between[1], Bold, size, room), Bold, size, l.colors.Ink, Start)
}
