package widgets

import (
	"math"

	"figurehead/widgets/words"
)

// The least room that a key leaves for names, in labels; the room between a pie
// and its key, in units of the layout.
const (
	keyName = 4
	keyGap  = 20
)

// keyBeside reports whether the key of a pie stands on its right rather than
// under it.
func (l *layout) keyBeside(b box) bool { return b.w > 1.5*b.h }

// placeKey places the pie and its key where the names do not fit around it.
// Numbers still stand at the slices they have room at.
func (l *layout) placeKey(p *pie, b box) error {
	pieBox, keyBox := b, b
	if l.keyBeside(b) {
		pieBox.w = l.besideKey(p, b)
		keyBox.x, keyBox.w = b.x+pieBox.w+keyGap*l.u, b.w-pieBox.w-keyGap*l.u
	}
	if l.keyWanted(p) > keyBox.w {
		return l.numberTooLong()
	}
	if p.order = l.pieKeyOrder(p); l.keyBeside(b) && l.pieKeyHeight(p, keyBox.w) > b.h || !l.keyBeside(b) && l.pieKeyHeight(p, b.w) > 0.6*b.h {
		p.order = "" // the names need the room
	}
	if l.keyBeside(b) {
		keyBox.y += max(0, (b.h-l.pieKeyHeight(p, keyBox.w))/2)
	} else {
		high := min(l.pieKeyHeight(p, b.w), 0.6*b.h)
		pieBox.h, keyBox.h = b.h-high, high
		keyBox.y = b.bottom() - high
	}
	l.drawPieKey(p, keyBox)
	size := l.size.label
	p.center = Pt{pieBox.x + pieBox.w/2, pieBox.y + pieBox.h/2}
	side := Px(0)
	for i := range p.slices {
		side = max(side, l.width(Bold, size, p.slices[i].Label))
	}
	p.r1 = max(min(pieBox.w/2-side-10*l.u, pieBox.h/2-size-8*l.u), 0.25*min(pieBox.w, pieBox.h))
	if p.hole != "" && l.holeSize(p) < size {
		p.hole = ""
	}
	l.numbersAtRim(p, pieBox)
	return nil
}

// besideKey is the width of the pie where its key stands beside it.
func (l *layout) besideKey(p *pie, b box) Px {
	return max(min(b.h, b.w-keyGap*l.u-l.keyWanted(p)), b.w/3)
}

// keyWanted is the least width of a key: its numbers with short lines of names.
func (l *layout) keyWanted(p *pie) Px {
	widest := Px(0)
	for i := range p.slices {
		s := &p.slices[i]
		widest = max(widest, l.keyNumberWidth(p, s, 0))
	}
	return 30*l.u + widest + keyName*l.size.label
}

// keyNumberWidth is the width of the number of a slice in a key of that width,
// in which the reason of a missing one may stand.
func (l *layout) keyNumberWidth(p *pie, s *pieSlice, width Px) Px {
	return l.width(faceOf(s.Highlight || !p.marked), l.size.label, l.sliceNumber(s, 0.4*width))
}

// numbersAtRim writes the number of each slice outside it, the widest slices
// first, where it meets no other.
func (l *layout) numbersAtRim(p *pie, b box) {
	size := l.size.label
	var taken []box
	for i := range p.slices {
		s := &p.slices[i]
		s.rows, s.elbow, s.left = nil, nil, false
		if s.look.Value == 0 || s.Missing {
			continue
		}
		w, h := l.width(Bold, size, s.Label), capHeight*size
		sin, cos := math.Sincos(s.middle)
		// The box touches a circle a little outside the rim with its nearest side.
		out := p.r1 + 7*l.u
		x := p.center.X + out*Px(sin) + w/2*Px(sin) - w/2
		y := p.center.Y - out*Px(cos) - h/2*Px(cos) - h/2
		at := box{x, y, w, h}
		if at.x < b.x || at.right() > b.right() || at.y < b.y || at.bottom() > b.bottom() {
			continue
		}
		nearest := Pt{min(max(p.center.X, at.x), at.right()), min(max(p.center.Y, at.y), at.bottom())}
		free := math.Hypot(float64(nearest.X-p.center.X), float64(nearest.Y-p.center.Y)) >= float64(p.r1)
		for _, t := range taken {
			free = free && !box{at.x, at.y, at.w, at.h + descent*size}.near(box{t.x, t.y, t.w, t.h + descent*size}) // commas hang
		}
		if free {
			taken = append(taken, at)
			s.box, s.rows = at, [][]textRun{{{s.Label, faceOf(s.Highlight || !p.marked), l.colors.Ink}}}
		}
	}
}

// pieKeyRow is the height of one line of the key of a pie, in labels.
const pieKeyRow = 1.5

// keyNames are the names of the key, each on at most two lines.
func (l *layout) keyNames(p *pie, width Px) [][]string {
	names := make([]string, len(p.slices))
	for i, s := range p.slices {
		names[i] = s.Category
	}
	return distinctly(names, func(i int, name string) []string {
		s := p.slices[i]
		return l.clip(name, faceOf(s.Highlight), l.size.label, width-30*l.u-l.keyNumberWidth(p, &s, width), 2)
	})
}

// pieKeyOrder says in which order the slices stand, where some look the same
// without colour.
func (l *layout) pieKeyOrder(p *pie) string {
	var entries []keyEntry
	for _, s := range p.slices {
		if !s.Missing && s.Value > 0 && !s.dress.context {
			entries = append(entries, keyEntry{dress: s.dress})
		}
	}
	if !alikeInGrey(entries) {
		return ""
	}
	return l.say(words.KeyClockwise)
}

func (l *layout) pieKeyHeight(p *pie, width Px) Px {
	height := 14 * l.u
	if p.order != "" {
		height += pieKeyRow * l.size.label
	}
	for _, rows := range l.keyNames(p, width) {
		height += (pieKeyRow + 1.15*Px(len(rows)-1)) * l.size.label
	}
	return height
}

// drawPieKey writes a line for each slice, in their order: its colour, name and
// number.
func (l *layout) drawPieKey(p *pie, b box) {
	size := l.size.label
	y := b.y + 14*l.u
	if p.order != "" {
		l.write(b.x, level(y+0.55*size, size), l.shorten(p.order, Regular, size, b.w), Regular, size, l.colors.Muted, Start)
		y += pieKeyRow * size
	}
	for i, rows := range l.keyNames(p, b.w) {
		s := &p.slices[i]
		if s.Missing {
			side := round(12 * l.u)
			l.marks = append(l.marks, RectMark{X: round(b.x), Y: round(round(y+0.55*size) - side/2), W: side, H: side, Fill: s.look.Fill, Hatch: s.look.Hatch})
		} else {
			l.swatch(b.x, round(y+0.55*size), s.dress)
		}
		base := level(y+0.55*size, size)
		l.lines(b.x+22*l.u, base, rows, faceOf(s.Highlight), size, 1.15*size, l.colors.Ink, Start)
		l.write(b.right(), base, l.sliceNumber(s, 0.4*b.w), faceOf((s.Highlight || !p.marked) && !s.Missing), size, l.colors.Ink, End)
		y += (pieKeyRow + 1.15*Px(len(rows)-1)) * size
	}
}
