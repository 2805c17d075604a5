package widgets

// badge is what a headline is compared with: a triangle where it rose or fell,
// the finding in bold, and what it is measured from, on one line if they fit,
// else stacked. One without room at its sides has no ground either.
type badge struct {
	rows       [][]textRun
	w, h, size Px
	indent     Px // of the words, for the triangle
	pad        Px // left and right of them
	direction  int
}

// badges are those of a headline in at most width px: its change, and how far
// it is from its target, with whose that is where the evidence does not say so.
func (l *layout) badges(h HeadlineWords, size, width Px, named bool) []badge {
	return l.paddedBadges(h, size, width, 0.5*size, named)
}

// paddedBadges are badges with so much room at each side of their words.
func (l *layout) paddedBadges(h HeadlineWords, size, width, pad Px, named bool) []badge {
	var list []badge
	if h.Change != "" {
		list = append(list, l.newBadge(h.Direction, h.Change, h.Base, size, width, pad))
	}
	if h.Target != nil && h.Target.Gap != "" {
		aim := h.Target.Defined
		if named {
			aim = h.Target.Aim
		}
		list = append(list, l.newBadge(NoComparison, h.Target.Gap, aim, size, width, pad))
	}
	return list
}

// newBadge sets a finding and the rest of its sentence in at most width px.
func (l *layout) newBadge(direction int, finding, rest string, size, width, pad Px) badge {
	b := badge{size: size, direction: direction, pad: pad}
	if direction == 1 || direction == -1 {
		b.indent = 0.62*size + 0.4*size
	}
	room := width - 2*pad - b.indent
	space := l.measure(Regular, size, " ")
	if l.measure(Bold, size, finding)+space+l.measure(Regular, size, rest) <= room {
		b.rows = [][]textRun{{{text: finding, face: Bold}, {text: rest}}}
	} else {
		for _, row := range l.wrap(finding, Bold, size, room) {
			b.rows = append(b.rows, []textRun{{text: row, face: Bold}})
		}
		for _, row := range l.wrap(rest, Regular, size, room) {
			b.rows = append(b.rows, []textRun{{text: row}})
		}
	}
	for _, row := range b.rows {
		w := -space
		for _, r := range row {
			w += l.measure(r.face, size, r.text) + space
		}
		b.w = max(b.w, w)
	}
	b.w += b.indent + 2*pad
	b.h = round(Px(len(b.rows))*1.3*size + 0.55*size)
	return b
}

// badgeGap is the room between two badges.
func (l *layout) badgeGap() Px { return round(9 * l.u) }

// badgesHeight is the height of badges one under the other.
func (l *layout) badgesHeight(list []badge) Px {
	height := Px(0)
	for i, b := range list {
		if i > 0 {
			height += l.badgeGap()
		}
		height += b.h
	}
	return height
}

// widestBadge is the width of the widest of badges.
func widestBadge(list []badge) Px {
	w := Px(0)
	for _, b := range list {
		w = max(w, b.w)
	}
	return w
}

// drawBadges draws badges one under the other with their corner at x, y, in
// ink on fill.
func (l *layout) drawBadges(list []badge, x, y Px, ink, fill Color) {
	for _, b := range list {
		l.drawBadge(b, x, y, ink, fill)
		y += b.h + l.badgeGap()
	}
}

func (l *layout) drawBadge(b badge, x, y Px, ink, fill Color) {
	if b.pad > 0 {
		l.whole(x, y, b.w, b.h, fill)
	}
	mid := y + 0.275*b.size + 0.65*b.size
	if b.indent > 0 {
		l.triangle(x+b.pad+0.31*b.size, mid, 0.62*b.size, ink, b.direction > 0)
	}
	for i, row := range b.rows {
		at := x + b.pad + b.indent
		for _, r := range row {
			w := l.write(at, level(mid+Px(i)*1.3*b.size, b.size), r.text, r.face, b.size, ink, Start)
			at = round(at) + w + l.measure(Regular, b.size, " ")
		}
	}
}

// triangle is a mark of direction, size wide, with its middle at x, y.
func (l *layout) triangle(x, y, size Px, fill Color, up bool) {
	h := 0.43 * size
	if !up {
		h = -h
	}
	l.area(fill, Pt{x - size/2, y + h}, Pt{x + size/2, y + h}, Pt{x, y - h})
}
