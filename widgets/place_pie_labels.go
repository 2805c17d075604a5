package widgets

import (
	"math"
	"slices"

	"figurehead/widgets/words"
)

// labelled finds the largest pie in b round which every name and number has
// its place, and reports whether there is one that is large enough. Rather than
// break a name into three rows the pie gets a little smaller.
func (l *layout) labelled(p *pie, b box) bool {
	most, least := min(b.h/2-9*l.u, 0.36*b.w), leastRadius*l.size.label
	for _, try := range []struct {
		least Px
		rows  int
	}{{max(least, 0.75*most), 2}, {least, 3}} {
		for r := most; r >= try.least; r *= 0.96 {
			if l.labelsFit(p, b, r, try.rows) {
				return true
			}
		}
	}
	return false
}

// labelsFit places the pie with a radius and its labels on either side.
func (l *layout) labelsFit(p *pie, b box, r Px, rows int) bool {
	p.r1, p.center = r, Pt{b.x + b.w/2, b.y + b.h/2}
	if p.hole != "" && l.holeSize(p) < l.size.label {
		p.hole = ""
	}
	return l.sideFits(p, b, rows, false) && l.sideFits(p, b, rows, true)
}

// sideFits places the labels of one side: numbers over names or, where that
// moves them far from their slices, on one row with them.
func (l *layout) sideFits(p *pie, b box, rows int, left bool) bool {
	var side []*pieSlice
	for i := range p.slices {
		if s := &p.slices[i]; (s.middle >= math.Pi) == left {
			s.left = left
			side = append(side, s)
		}
	}
	if left { // runs upwards
		slices.Reverse(side)
	}
	stacked, fits := l.placeSide(p, b, side, rows)
	if fits && stacked < 1.5*l.size.label {
		return true
	}
	joined, joinedFits := l.placeSide(p, b, side, 1)
	if joinedFits && (!fits || joined < stacked) {
		return true
	}
	if fits {
		_, fits = l.placeSide(p, b, side, rows)
	}
	return fits
}

// placeSide places the labels of one side, each as near to the middle of its
// slice as the others allow, and returns how far the farthest was moved.
func (l *layout) placeSide(p *pie, b box, side []*pieSlice, rows int) (moved Px, ok bool) {
	room := b.w/2 - p.r1 - (rimGap+8)*l.u
	gap := sliceGap * l.size.label
	var wanted, heights []Px
	total := Px(0)
	for _, s := range side {
		if !l.sliceRows(p, s, room, rows) {
			return 0, false
		}
		s.box.w = 0
		for _, row := range s.rows {
			s.box.w = max(s.box.w, l.runsWidth(row))
		}
		s.box.h = (Px(len(s.rows)-1)*sliceLead + capHeight) * l.size.label
		wanted = append(wanted, p.center.Y-(p.r1+8*l.u)*Px(math.Cos(s.middle)))
		heights = append(heights, s.box.h+gap)
		total += s.box.h + gap
	}
	if total > b.h+gap {
		return 0, false
	}
	for i, y := range spread(wanted, heights, b.y-gap/2, b.bottom()-descent*l.size.label+gap/2) {
		moved = max(moved, Px(math.Abs(float64(y-wanted[i]))))
		if !l.leadTo(p, side[i], y) {
			return 0, false
		}
	}
	return moved, !l.crossed(side)
}

// crossed reports whether the line of one label runs through another.
func (l *layout) crossed(side []*pieSlice) bool {
	for _, s := range side {
		line := inked{points: s.elbow[1:]}
		for _, other := range side {
			if other == s {
				continue
			}
			b := other.box
			for _, at := range []Pt{{b.x, b.y}, {b.right(), b.y}, {b.x, b.bottom()}, {b.right(), b.bottom()}} {
				if line.distance(at) < 4*l.u {
					return true
				}
			}
			if from, to := s.elbow[1], s.elbow[2]; (from.X-b.x)*(to.X-b.x) < 0 && (from.Y < b.y) != (to.Y < b.y) {
				return true
			}
		}
	}
	return false
}

// sliceRows writes number and name of a slice into rows at most room wide, the
// name on at most so many; on one row both stand together.
func (l *layout) sliceRows(p *pie, s *pieSlice, room Px, rows int) bool {
	size, face := l.size.label, faceOf(s.Highlight)
	number := textRun{l.sliceNumber(s, room), faceOf((s.Highlight || !p.marked) && !s.Missing), l.colors.Ink}
	s.rows = [][]textRun{{number}}
	if s.Highlight && p.hole != "" {
		number, s.rows = textRun{}, nil
	}
	for _, name := range []string{s.Category, firstOf(s.Short, s.Category)} {
		if rows == 1 {
			row := []textRun{{bind(name), face, l.colors.Ink}}
			if number.text != "" {
				row = []textRun{number, row[0]}
			}
			if l.runsWidth(row) <= l.inner(room) {
				s.rows = [][]textRun{row}
				return true
			}
			continue
		}
		wrapped := l.wrap(name, face, size, l.inner(room))
		if len(wrapped) > rows || l.widest(wrapped, face, size) > l.inner(room) {
			continue
		}
		for _, row := range wrapped {
			s.rows = append(s.rows, []textRun{{row, face, l.colors.Ink}})
		}
		return l.width(number.face, size, number.text) <= room
	}
	return false
}

// sliceNumber is the number as printed or, where it is missing, the reason if it
// fits; the notes have it in any case.
func (l *layout) sliceNumber(s *pieSlice, room Px) string {
	switch {
	case !s.Missing:
		return s.Label
	case s.Reason != "" && l.width(Regular, l.size.label, s.Reason) <= room:
		return s.Reason
	}
	return l.say(words.AbsentMark)
}

// inner is a width without the slack that frames keep for readers who widen
// letters.
func (l *layout) inner(width Px) Px {
	if l.preset.Frame {
		return width / 1.12
	}
	return width
}

// runsWidth is the width of a row, with a space between its runs.
func (l *layout) runsWidth(row []textRun) Px {
	w := Px(len(row)-1) * l.runGap()
	for _, run := range row {
		w += l.measure(run.face, l.size.label, run.text)
	}
	return w
}

func (l *layout) runGap() Px { return 0.35 * l.size.label }

// leadTo places a label with its middle at y beside the rim and leads a line to
// it. It reports false when the line would cross the pie.
func (l *layout) leadTo(p *pie, s *pieSlice, y Px) bool {
	s.box.y = y - s.box.h/2
	near := max(0, Px(math.Abs(float64(y-p.center.Y)))-s.box.h/2)
	across, rim := 0.3*p.r1, p.r1+6*l.u
	if near < rim {
		across = max(across, Px(math.Sqrt(float64(rim*rim-near*near))))
	}
	bend, sign := around(p.center, p.r1+7*l.u, s.middle), Px(1)
	if s.left {
		sign = -1
	}
	end := Pt{Y: min(max(bend.Y, s.box.y+capHeight*l.size.label/2), s.box.bottom()-capHeight*l.size.label/2)}
	end.X = p.center.X + sign*max(across+8*l.u, sign*(bend.X-p.center.X)+6*l.u)
	s.box.x = end.X + 5*l.u
	if s.left {
		s.box.x = end.X - 5*l.u - s.box.w
	}
	s.elbow = []Pt{around(p.center, p.r1+l.u, s.middle), bend, end}
	line := inked{points: []Pt{bend, end}}
	return line.distance(p.center) >= p.r1+3*l.u
}
