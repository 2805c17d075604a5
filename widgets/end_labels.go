package widgets

import "slices"

// endLabels words the label at the end of each line and returns the room they
// take at the right of the plot. A label over a third of the width takes two
// rows, or, on a thin line, gives up its value; thin lines at the foot of the
// order lose theirs where there is no room for all.
func (l *layout) endLabels(c *lineChart, b box) Px {
	size := l.size.label
	most := 0.34 * b.w
	if len(c.lines) == 1 {
		s := c.lines[0]
		s.rows = []labelRow{{"", s.last.Label}}
		if s.last.Ordinal == c.periods[len(c.periods)-1].at {
			return l.width(Bold, size, s.last.Label) + 14*l.u
		}
	}
	for _, s := range c.lines {
		s.rows = l.endLabel(c, s, most)
	}
	l.dropLabels(c, b)
	return l.endRoom(c)
}

// endRoom is the room that the end labels take, with their leaders.
func (l *layout) endRoom(c *lineChart) Px {
	right := Px(0)
	for _, s := range c.lines {
		for _, row := range s.rows {
			right = max(right, l.rowWidth(s, row))
		}
	}
	return right + 32*l.u
}

// rowWidth is the width of a row of an end label.
func (l *layout) rowWidth(s *lineSeries, row labelRow) Px {
	return l.width(faceOf(s.main), l.size.label, joined(row.name, row.value))
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// endLabel is the label of one line in at most width px. A line that stops
// early says when.
func (l *layout) endLabel(c *lineChart, s *lineSeries, width Px) []labelRow {
	face, size := faceOf(s.main), l.size.label
	value := s.last.Label
	if s.last.Ordinal != c.periods[len(c.periods)-1].at {
		value += " (" + firstOf(s.last.Short, s.last.Category) + ")"
	}
	whole := labelRow{s.Name, value}
	if l.rowWidth(s, whole) <= width {
		return []labelRow{whole}
	}
	width *= 1.12 // a name alone may take a little more
	var rows []labelRow
	for _, name := range l.clip(s.Name, face, size, width, 2) {
		rows = append(rows, labelRow{name: name})
	}
	if s.main {
		rows = append(rows, labelRow{value: value})
	}
	return rows
}

// dropLabels takes the labels of thin lines away, from the lowest, until the rest
// have room.
func (l *layout) dropLabels(c *lineChart, b box) {
	room := b.h - 2.5*l.size.tick + 0.5*l.size.label
	height := func() Px {
		var h Px
		for _, s := range c.lines {
			h += l.labelHeight(s)
		}
		return h
	}
	for _, main := range []bool{false, true} {
		for _, s := range slices.Backward(c.lines) {
			if height() <= room {
				return
			}
			if s.main == main && len(s.rows) > 1 {
				s.rows = []labelRow{{name: l.shorten(s.Name, faceOf(main), l.size.label, 0.34*b.w)}}
			}
		}
		for _, s := range slices.Backward(c.lines) {
			if height() <= room {
				return
			}
			if !s.main {
				s.rows = nil
			}
		}
	}
}

func (l *layout) labelHeight(s *lineSeries) Px {
	if len(s.rows) == 0 {
		return 0
	}
	return Px(len(s.rows))*1.16*l.size.label + 0.12*l.size.label
}

// drawEndLabels spreads the labels and ties each to its line with a leader.
func (l *layout) drawEndLabels(c *lineChart) {
	size, lead := l.size.label, 1.16*l.size.label
	var named []*lineSeries
	var wanted, heights []Px
	for _, s := range c.lines {
		if len(s.rows) > 0 {
			named = append(named, s)
			wanted = append(wanted, c.y(s.last.Value))
			heights = append(heights, l.labelHeight(s))
		}
	}
	if len(c.lines) == 1 && named[0].rows[0].name == "" {
		s := named[0]
		at := max(c.y(s.last.Value), c.plot.y+0.36*size)
		l.write(c.x(s.last.Ordinal)+11*l.u, level(at, size), s.rows[0].value, Bold, size, l.colors.Ink, Start)
		return
	}
	centres := spread(wanted, heights, c.plot.y-0.3*size, c.plot.bottom()+0.25*size)
	for i, s := range named {
		first := centres[i] - Px(len(s.rows)-1)*lead/2
		l.drawLeader(c, s, wanted[i], first)
		for k, row := range s.rows {
			l.write(c.plot.right()+30*l.u, level(first+Px(k)*lead, size), joined(row.name, row.value), faceOf(s.main), size, l.colors.Ink, Start)
		}
	}
}

// drawLeader draws 12u flat, 8u slope and 6u flat from the end of the line to its label.
// A line that stops early has a dotted one up to there.
func (l *layout) drawLeader(c *lineChart, s *lineSeries, from, to Px) {
	u, end := l.u, c.plot.right()
	if at := c.x(s.last.Ordinal); at < end-1 {
		l.rule(at+(s.weight/2+4)*u, from, end, from, u, s.stroke, u, 3*u)
	}
	start := end + (s.weight/2+3)*u
	if d := to - from; d < 1 && d > -1 {
		l.rule(start, from, end+26*u, from, 1.5*u, s.stroke)
		return
	}
	l.path([]Pt{{start, from}, {end + 12*u, from}, {end + 20*u, to}, {end + 26*u, to}}, 1.5*u, s.stroke)
}

// maxKey is the most lines that a key names.
const maxKey = 12

// drawKey writes a key over the plot, in the order of the last values, which
// it also gives: the narrow frame has no room beside its lines.
func (l *layout) drawKey(c *lineChart, b box) box {
	u, size := l.u, l.size.label
	shown := slices.Clone(c.lines)
	if len(shown) > maxKey {
		slices.SortStableFunc(shown, func(a, b *lineSeries) int { return lightness(a) - lightness(b) })
		b = l.footNote(b, l.more(len(shown)-maxKey))
		shown = shown[:maxKey]
	}
	for k, s := range shown {
		y := round(b.y + Px(k)*1.45*size + 0.5*size)
		face := faceOf(s.main)
		l.rule(b.x, y, b.x+20*u, y, s.weight*u, s.stroke, slices.Clone(s.dash)...)
		if s.signed {
			l.drawSign(s.sign, s.dotRadius()*u, s.stroke, Pt{b.x + 10*u, y})
		}
		room := b.w - 28*u - l.width(face, size, s.last.Label) - 8*u
		l.write(b.x+28*u, level(y, size), l.shorten(s.Name, face, size, room), face, size, l.colors.Ink, Start)
		l.write(b.right(), level(y, size), s.last.Label, face, size, l.colors.Ink, End)
	}
	deep := Px(len(shown))*1.45*size + 14*u
	return box{b.x, b.y + deep, b.w, b.h - deep}
}
