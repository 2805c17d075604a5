package widgets

// badge is the change of a headline: a triangle, the words of the change in
// bold, and the base, on one line if they fit, else stacked.
type badge struct {
	rows       [][]textRun
	w, h, size Px
	indent     Px
}

// newBadge sets the change in at most width px. A headline that is compared
// with nothing has an empty badge.
func (l *layout) newBadge(size, width Px) badge {
	h := l.figure.Headline
	if h.Change == "" {
		return badge{}
	}
	b := badge{size: size}
	if h.Direction == 1 || h.Direction == -1 {
		b.indent = 0.62*size + 0.4*size
	}
	room := width - size - b.indent
	space := l.measure(Regular, size, " ")
	if l.measure(Bold, size, h.Change)+space+l.measure(Regular, size, h.Base) <= room {
		b.rows = [][]textRun{{{text: h.Change, face: Bold}, {text: h.Base}}}
	} else {
		for _, row := range l.wrap(h.Change, Bold, size, room) {
			b.rows = append(b.rows, []textRun{{text: row, face: Bold}})
		}
		for _, row := range l.wrap(h.Base, Regular, size, room) {
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
	b.w += b.indent + size
	b.h = round(Px(len(b.rows))*1.3*size + 0.55*size)
	return b
}

// drawBadge draws b with its corner at x, y, in ink on fill.
func (l *layout) drawBadge(b badge, x, y Px, ink, fill Color) {
	if len(b.rows) == 0 {
		return
	}
	l.whole(x, y, b.w, b.h, fill)
	mid := y + 0.275*b.size + 0.65*b.size
	if b.indent > 0 {
		l.triangle(x+0.81*b.size, mid, 0.62*b.size, ink, l.figure.Headline.Direction > 0)
	}
	for i, row := range b.rows {
		at := x + 0.5*b.size + b.indent
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
