package widgets

import (
	"math"
	"strconv"

	"figurehead/widgets/words"
)

// rankedList is the list beside a map: place in the list, name, a bar or a chip
// in the colour of the class, value. It is the key of the map, whose numbers
// are its own.
type rankedList struct {
	rows     []Point
	numbers  []string // by which the map names the rows; "" where a value is missing
	left     int      // rows there is no room for
	names    []string // agreed short ones where the full ones have no room
	numbered bool
	shades   []Color
	number   Px // widths of the columns, without gaps
	name     Px
	value    Px
	bars     bool // no value is below zero
	chips    bool // rows stand too close for bars under the names
}

// The dress of a row, from the roomiest to the narrowest.
type rowDress uint8

const (
	barBeside rowDress = iota // name, bar, value at its end
	barUnder                  // name and value over a bar
	chipOnly                  // the number on a chip of the colour
)

// newRanked measures the list of the first rows; short takes the agreed names.
func (l *layout) newRanked(rows []Point, numbered, short bool) *rankedList {
	r := &rankedList{rows: rows, numbered: numbered, shades: l.mapShades(), bars: true}
	at := make(map[string]int, len(l.points()))
	for i, p := range l.points() {
		at[p.Place] = i + 1
	}
	for _, p := range rows {
		number := strconv.Itoa(at[p.Place])
		if p.Missing {
			number = ""
		}
		r.numbers = append(r.numbers, number)
		name := p.Category
		if short {
			name = p.Short
		}
		r.names = append(r.names, bind(name))
		r.name = max(r.name, l.width(faceOf(p.Highlight), l.size.label, name))
		r.value = max(r.value, l.width(faceOf(p.Highlight), l.size.label, l.rankedValue(p)))
		r.number = max(r.number, l.measure(Bold, l.size.label, number))
		r.bars = r.bars && (p.Missing || p.Value >= 0)
	}
	return r
}

// chip is the width of a chip.
func (l *layout) chip(r *rankedList) Px { return max(1.2*l.size.label, r.number+0.5*l.size.label) }

// numberColumn is the width of the first column with its gap.
func (l *layout) numberColumn(r *rankedList) Px {
	switch {
	case r.chips:
		return l.chip(r) + 8*l.u
	case r.numbered:
		return r.number + 10*l.u
	}
	return 0
}

// rankedWidth is the narrowest that the list can be.
func (l *layout) rankedWidth(r *rankedList) Px {
	return l.numberColumn(r) + r.name + 10*l.u + r.value
}

// roomyPitch is the least pitch at which bars stand under the names.
func (l *layout) roomyPitch() Px { return 1.7 * l.size.label }

// leastPitch is the closest that rows can stand.
func (l *layout) leastPitch() Px { return 1.16 * l.size.label }

// mapShades are the colours of the map's classes, low to high.
func (l *layout) mapShades() []Color { return l.colors.shades(len(l.figure.Breaks) + 1) }

// rankedFor is the list for a width: with full names if they fit.
func (l *layout) rankedFor(width, height Px, numbered bool) *rankedList {
	rows, left := keep(l.points(), max(int(height/l.leastPitch()), 1))
	if left > 0 {
		rows, left = keep(l.points(), max(int((height-2*l.size.tick)/l.leastPitch()), 1))
	}
	r := l.newRanked(rows, numbered, false)
	r.chips = !r.bars || height/Px(len(rows)) < l.roomyPitch()
	if l.rankedWidth(r) > width {
		chips := r.chips
		r = l.newRanked(rows, numbered, true)
		r.chips = chips
	}
	r.left = left
	return r
}

// drawRanked draws the list into b.
func (l *layout) drawRanked(r *rankedList, b box) {
	if r.left > 0 {
		b = l.footNote(b, l.more(r.left))
	}
	size := l.size.label
	n := Px(len(r.rows))
	pitch, most := b.h/n, 3.4*size
	if over := l.rankedWidth(r) - b.w; over > 0 {
		r.name = max(r.name-over, 2*size)
	}
	dress := barUnder
	switch {
	case r.bars && b.w-l.rankedWidth(r)-r.gap(l) >= 64*l.u:
		dress = barBeside
	case r.chips:
		dress, most = chipOnly, 2.1*size
	}
	if pitch = min(pitch, most); pitch > 12 {
		pitch = Px(math.Floor(float64(pitch)))
	}
	top := round(b.y + (b.h-n*pitch)/2)
	for i := range r.rows {
		l.drawRow(r, i, dress, box{b.x, top + Px(i)*pitch, b.w, pitch})
	}
}

// rankedValue is a number as printed, or that there is none: the notes say why.
func (l *layout) rankedValue(p Point) string {
	if p.Missing {
		return l.say(words.AbsentMark)
	}
	return p.Label
}

// gap stands between name and bar.
func (r *rankedList) gap(l *layout) Px { return 12 * l.u }

// drawRow draws one row of the list.
func (l *layout) drawRow(r *rankedList, i int, dress rowDress, b box) {
	p, size, u := r.rows[i], l.size.label, l.u
	face := faceOf(p.Highlight)
	middle := b.y + b.h/2
	bar := round(min(0.2*b.h, 0.45*size))
	if dress == barUnder { // name, a gap below its descenders, bar
		middle = b.y + (b.h-0.34*size-bar)/2
	}
	base := round(level(middle, size))
	x := b.x
	switch {
	case dress == chipOnly:
		l.drawChip(r, i, middle, b.x, b.h)
		x += l.numberColumn(r)
	case r.numbered:
		l.write(b.x, base, r.numbers[i], Bold, size, l.colors.Muted, Start)
		x += l.numberColumn(r)
	}
	l.write(x, base, l.shorten(r.names[i], face, size, max(r.name, 1)), face, size, l.colors.Ink, Start)
	fill := l.colors.Ink
	if p.Missing {
		fill, face = l.colors.Muted, Regular
	}
	if dress != barBeside {
		l.write(b.right(), base, l.rankedValue(p), face, size, fill, End)
		if dress == barUnder {
			l.drawRankedBar(r, p, box{x, round(base + 0.32*size), b.right() - x, bar})
		}
		return
	}
	x += r.name + r.gap(l)
	room := b.right() - x - r.value - 8*u
	end := l.drawRankedBar(r, p, box{x, round(b.y + 0.22*b.h), room, round(0.56 * b.h)})
	l.write(end+7*u, base, l.rankedValue(p), face, size, fill, Start)
}

// drawRankedBar draws a value from zero in the colour of its class, with an
// edge, and returns where it ends.
func (l *layout) drawRankedBar(r *rankedList, p Point, b box) Px {
	most := 0.0
	for _, q := range l.points() {
		most = max(most, q.Value)
	}
	if p.Missing || most <= 0 {
		return b.x
	}
	w := Px(p.Value/most) * b.w
	if p.State.Open() { // as a bar whose number is not final, in its class's colour
		at := len(l.marks)
		l.edged(b.x, b.y, w, b.h, r.shades[p.Class])
		l.hatchAt(at, l.colors.Paper)
		return b.x + w
	}
	l.edged(b.x, b.y, w, b.h, r.shades[p.Class])
	return b.x + w
}

// edged draws a rectangle on whole pixels, with an edge inside it where the fill
// has less than 3:1 on paper.
func (l *layout) edged(x, y, w, h Px, fill Color) {
	x1, y1 := round(x+max(w, 1)), round(y+h)
	x, y = round(x), round(y)
	l.rect(x, y, x1-x, y1-y, fill)
	if Contrast(fill, l.colors.Paper) >= markRatio {
		return
	}
	line := max(1, round(0.75*l.u))
	l.rule(x, y+line/2, x1, y+line/2, line, l.colors.Edge)
	l.rule(x, y1-line/2, x1, y1-line/2, line, l.colors.Edge)
	l.rule(x+line/2, y, x+line/2, y1, line, l.colors.Edge)
	l.rule(x1-line/2, y, x1-line/2, y1, line, l.colors.Edge)
}

// drawChip draws the number of row i on the colour of its class, as on the map.
func (l *layout) drawChip(r *rankedList, i int, middle, x, pitch Px) {
	p, w, h := r.rows[i], l.chip(r), round(min(1.2*l.size.label, pitch-3*l.u))
	y := round(middle - h/2)
	if p.Missing {
		l.hatched(x, y, w, h)
		return
	}
	fill := r.shades[p.Class]
	l.edged(x, y, w, h, fill)
	if r.numbered {
		l.write(x+w/2, level(middle, l.size.label), r.numbers[i], Bold, l.size.label, on(fill), Middle)
	}
}

// hatch is the dress of what has no number.
func (l *layout) hatch() Hatch { return Hatch{Stroke: l.colors.Edge, Gap: round(6 * l.u), Width: l.u} }

// hatched draws a rectangle without a number.
func (l *layout) hatched(x, y, w, h Px) {
	at := len(l.marks)
	l.edged(x, y, w, h, l.colors.Paper)
	l.hatchAt(at, l.colors.Edge)
}

// hatchAt puts a hatch on the rectangle that edged drew at a place in the marks.
func (l *layout) hatchAt(at int, stroke Color) {
	if m, ok := l.marks[at].(RectMark); ok {
		m.Hatch = l.hatch()
		m.Hatch.Stroke = stroke
		l.marks[at] = m
	}
}
