package widgets

import (
	"math"
	"slices"
	"strings"

	"figurehead/widgets/words"
)

// naming says where the names of bars stand.
type naming uint8

const (
	namesBeside naming = iota // right-aligned at the axis
	namesAbove                // over each bar
	namesSparse               // thin bars: only highlight, first and last are named
)

// bars is a bar figure being placed.
type bars struct {
	rows    []Point
	names   []string   // as shown; "" where a thin bar has none
	lines   int        // rows of names above bars: 1 or 2
	above   [][]string // those rows, once they are written
	naming  naming
	marked  bool // a row is highlighted, so the rest are context
	pitch   Px
	thick   Px
	column  Px // of the names, with their gap
	x0      Px // the zero line
	right   Px // where values end
	perUnit float64
	within  bool // values stand inside bars that have the room
}

func barHeight(l *layout, width Px) Px {
	points, rows := l.points(), Px(len(l.points()))
	each := Px(30) // the same at all three widths: equal rows pack small
	if len(points) > 20 {
		each = 24
	}
	points = points[:min(len(points), 200)]
	if l.nameColumn(points, shortNames(points)) > 0.42*width {
		each = 2.75 * l.size.label
		if l.nameColumn(points, shortNames(points))-9*l.u > width {
			each += 1.15 * l.size.label
		}
	}
	return l.roomForRemarks(rows*each + 4 + l.headHeight())
}

// points are the values of the one series of a bar or column figure.
func (l *layout) points() []Point {
	for _, s := range l.figure.Series {
		if len(s.Points) > 0 {
			return s.Points
		}
	}
	return nil
}

func faceOf(bold bool) Face {
	if bold {
		return Bold
	}
	return Regular
}

func drawBars(l *layout, b box) error {
	points := l.points()
	if notes := l.standingNotes(); len(notes) > 0 {
		b = l.footNote(b, notes...)
	}
	head := l.headHeight()
	b.y, b.h = b.y+head, b.h-head
	least := 0.3 * l.size.label
	rows, left := keep(points, int(b.h/least))
	if left > 0 {
		rows, left = keep(points, int((b.h-2*l.size.tick)/least))
	}
	if left > 0 {
		b = l.footNote(b, l.more(left))
	}
	p := bars{rows: rows, marked: slices.ContainsFunc(rows, func(p Point) bool { return p.Highlight })}
	l.measureBars(&p, &b)
	l.scaleBars(&p, b)
	for i := range p.rows {
		l.drawBar(&p, b, i)
	}
	l.drawZeroLine(&p, b)
	l.annotate(l.plottedBars(&p, b, head))
	return nil
}

// headHeight is the room over lying bars for the words of reference lines.
func (l *layout) headHeight() Px { return Px(min(len(l.references()), maxHeads)) * 1.5 * l.size.label }

// maxHeads is the most rows of such words; further lines have numbers.
const maxHeads = 3

// drawZeroLine draws the line the bars start from; between bars it gives way
// to names that stand there.
func (l *layout) drawZeroLine(p *bars, b box) {
	x := round(p.x0)
	if p.naming != namesAbove {
		l.rule(x, b.y, x, b.y+p.pitch*Px(len(p.rows)), 1.25*l.u, l.colors.Muted)
		return
	}
	for i := range p.rows {
		y := l.barTop(p, b, i)
		l.rule(x, y-2*l.u, x, y+p.thick+2*l.u, 1.25*l.u, l.colors.Muted)
	}
}

// keep is the first rows up to capacity and how many are left out; highlighted rows
// further down take the last places.
func keep(points []Point, capacity int) ([]Point, int) {
	capacity = max(capacity, 1)
	if len(points) <= capacity {
		return points, 0
	}
	var marked []Point
	for _, p := range points[capacity:] {
		if p.Highlight && len(marked) < capacity/2 {
			marked = append(marked, p)
		}
	}
	kept := append(slices.Clone(points[:capacity-len(marked)]), marked...)
	return kept, len(points) - len(kept)
}

// measureBars settles pitch, thickness and names from the room there is.
func (l *layout) measureBars(p *bars, b *box) {
	n, size := Px(len(p.rows)), l.size.label
	p.pitch = min(b.h/n, 3*size)
	if p.pitch < 1.1*size {
		b.y += 0.2 * size
		b.h -= 0.4 * size
		p.pitch, p.naming = b.h/n, namesSparse
	}
	if p.pitch > 12 {
		p.pitch = Px(math.Floor(float64(p.pitch)))
	}
	p.names, p.lines = make([]string, len(p.rows)), 1
	named := sparse(p.rows, p.pitch, 1.2*size)
	for i, r := range p.rows {
		if p.naming != namesSparse || named[i] {
			p.names[i] = bind(r.Category)
		}
	}
	l.fitNames(p, *b)
	switch p.naming {
	case namesSparse:
		p.thick = 0.8 * p.pitch
	case namesAbove:
		// the value beside a bar is taller than the bar: it stays clear of the next name
		p.thick = min(0.4*p.pitch, 2*(p.pitch-(0.5+1.15*Px(p.lines))*l.size.label), p.pitch-(1.4*Px(p.lines)-0.25)*l.size.label)
	default:
		p.thick = 0.7 * p.pitch
	}
	if p.pitch > 12 && p.naming != namesAbove {
		p.thick = p.pitch - 2*round((p.pitch-p.thick)/2)
	} else if p.pitch > 12 {
		p.thick = round(p.thick)
	}
}

// scaleBars finds the zero line and the scale: the value labels stand outside
// the ends, so each side keeps room for its widest. With a reference line they
// stand inside thick bars, so that the line meets no text.
func (l *layout) scaleBars(p *bars, b box) {
	low, high := l.spanned(0, 0)
	var before, after Px
	for i, r := range p.rows {
		low, high = min(low, r.lowest()), max(high, r.highest())
		if p.names[i] == "" {
			continue
		}
		w := l.valueWidth(r) + 7*l.u
		switch {
		case r.Missing: // its words take the place of the bar
		case r.Value < 0:
			before = max(before, w)
		default:
			after = max(after, w)
		}
	}
	if most := 0.8*b.w - before - after; p.column > most {
		l.narrowNames(p, max(most, 0.2*b.w))
	}
	p.right = b.right()
	if low >= 0 && len(l.references()) > 0 && p.thick > 0.85*l.size.label {
		p.within = true
		p.scale(b, 0, 0, low, high)
		for i, r := range p.rows { // a short bar still has its value outside
			if at := p.x(r.highest()) + 7*l.u + l.valueWidth(r); !l.valueInside(p, i) && at > b.right() {
				p.within = false
			}
		}
	}
	if !p.within {
		p.scale(b, before, after, low, high)
	}
}

// scale sets the zero line and the length of one unit.
func (p *bars) scale(b box, before, after Px, low, high float64) {
	p.perUnit = float64(b.w-p.column-before-after) / (high - low)
	if high == low {
		p.perUnit = 0
	}
	p.x0 = round(b.x + p.column + before + Px(-low*p.perUnit))
}

// x is the place of a value.
func (p *bars) x(v float64) Px { return p.x0 + Px(v*p.perUnit) }

func (l *layout) valueWidth(r Point) Px { return l.width(faceOf(r.Highlight), l.size.label, r.Label) }

// valueInside reports whether the value of a bar stands inside it: where there is
// room for it, and no interval and no hatching to cross it.
func (l *layout) valueInside(p *bars, i int) bool {
	r := p.rows[i]
	return p.within && p.names[i] != "" && !r.Missing && r.State == words.Final && !r.HasInterval() &&
		l.valueWidth(r)+20*l.u < Px(r.Value*p.perUnit)
}

// writeAbsent says at x why a value is missing, in fewer words where the reason
// does not fit before right: the notes and the table have it.
func (l *layout) writeAbsent(p Point, x, right, base Px) {
	if text := l.absent(p, right-x); text != "" {
		l.write(x, base, text, Regular, l.size.label, l.colors.Muted, Start)
	}
}

// absent is why a value is missing, in so many words as there is room for.
func (l *layout) absent(p Point, room Px) string {
	for _, text := range []string{p.Reason, l.say(words.AbsentMark), "–"} {
		if text != "" && l.width(Regular, l.size.label, text) <= room {
			return text
		}
	}
	return ""
}

func (l *layout) drawBar(p *bars, b box, i int) {
	r, u, size := p.rows[i], l.u, l.size.label
	y := l.barTop(p, b, i)
	end := p.x(r.Value)
	if !r.Missing {
		bar := box{min(p.x0, end), y, max(end-p.x0, p.x0-end), p.thick}
		l.drawValue(bar, r.Value < 0, r.Highlight || !p.marked, r.State)
	}
	if r.HasInterval() {
		l.whisker(Pt{p.x(r.Low.Value), y + p.thick/2}, Pt{p.x(r.High.Value), y + p.thick/2}, min(4*u, 0.35*p.thick))
	}
	if p.names[i] == "" {
		return
	}
	base, face := l.evenLevel(y+p.thick/2), faceOf(r.Highlight)
	l.writeName(p, b, i, y+p.thick/2)
	switch {
	case r.Missing:
		l.writeAbsent(r, p.x0+7*u, p.right, base)
	case r.Value < 0:
		l.write(p.x(r.lowest())-7*u, base, r.Label, face, size, l.colors.Ink, End)
	case l.valueInside(p, i):
		fill := l.colors.Ink
		if r.Highlight || !p.marked {
			fill = on(l.colors.Highlight)
		}
		l.write(end-7*u, base, r.Label, face, size, fill, End)
	default:
		l.write(p.x(r.highest())+7*u, base, r.Label, face, size, l.colors.Ink, Start)
	}
}

// writeName writes the name of row i, whose mark stands around middle: beside
// it or above it.
func (l *layout) writeName(p *bars, b box, i int, middle Px) {
	r, size := p.rows[i], l.size.label
	face, fill := faceOf(r.Highlight), l.colors.Ink
	if p.naming == namesSparse && !r.Highlight {
		fill = l.colors.Muted
	}
	if p.naming == namesAbove {
		if p.above == nil {
			p.above = distinctly(p.names, func(i int, name string) []string { return l.clip(name, p.face(i), size, b.w, p.lines) })
		}
		rows := p.above[i] // the baseline of the last is over the bar
		l.lines(b.x, middle-p.thick/2-5*l.u-Px(len(rows)-1)*1.15*size, rows, face, size, 1.15*size, l.colors.Ink, Start)
		return
	}
	l.write(b.x+p.column-9*l.u, l.evenLevel(middle), p.names[i], face, size, fill, End)
}

// evenLevel is the baseline of labels centred on y; the same in all three
// frames, whose label sizes differ by a pixel, so that they pack small.
func (l *layout) evenLevel(y Px) Px {
	if l.preset.Frame {
		return level(y, 16)
	}
	return level(y, l.size.label)
}

// barTop is the upper edge of bar i.
func (l *layout) barTop(p *bars, b box, i int) Px {
	top := b.y + Px(i)*p.pitch
	if p.naming == namesAbove {
		return round(top + 1.15*Px(p.lines)*l.size.label + 2*l.u)
	}
	return top + (p.pitch-p.thick)/2
}

// drawValue draws a horizontal bar: the subject in the highlight, the rest with a
// light body and an edge of 3:1 where the value is read.
func (l *layout) drawValue(b box, negative, subject bool, state words.State) {
	x1, x2, y, thick := round(b.x), round(b.right()), b.y, b.h
	if l.drawOpen(box{x1, y, x2 - x1, thick}, subject, state) {
		return
	}
	if subject {
		l.rect(x1, y, max(x2-x1, 1), thick, l.colors.Highlight)
		return
	}
	l.rect(x1, y, x2-x1, thick, l.colors.Context)
	tip := min(round(2*l.u), max(x2-x1, 1))
	at := x2 - tip/2
	if negative {
		at = x1 + tip/2
	}
	l.rule(at, y, at, y+thick, tip, l.colors.Edge)
}

// leastPlot is the height, in label sizes, that notes leave to the plot.
const leastPlot = 7

// footNote writes sentences under the plot, such as what is not drawn, most
// needed first, and returns what is left of b. Those that would leave too little
// of the plot go, and one says that the page has them.
func (l *layout) footNote(b box, texts ...string) box {
	lead := 1.3 * l.size.tick
	most := int((b.h - 4*l.u - leastPlot*l.size.label) / lead)
	var rows []string
	for i, t := range texts {
		more := l.wrap(t, Regular, l.size.tick, b.w)
		for k, row := range more {
			if l.measure(Regular, l.size.tick, row) > b.w { // one word is wider than the plot
				more[k] = l.shorten(row, Regular, l.size.tick, b.w)
			}
		}
		rest := min(len(texts)-1-i, 1) // a row to say that there is more
		if i > 0 && len(rows)+len(more)+rest > most || i == 0 && len(more) > max(most, 2) {
			rows = append(rows, l.wrap(l.say(words.OnPage), Regular, l.size.tick, b.w)...)
			break
		}
		rows = append(rows, more...)
	}
	b.h -= Px(len(rows))*lead + 4*l.u
	l.lines(b.x, b.bottom()+4*l.u+l.size.tick, rows, Regular, l.size.tick, lead, l.colors.Muted, Start)
	return b
}

// missingNote says which values are missing and why, where the figure's own
// notes, which say it too, are not shown.
func (l *layout) missingNote(points []Point) []string {
	if l.notesShown() {
		return nil
	}
	byReason := map[string][]string{}
	var order []string
	for _, p := range points {
		if !p.Missing {
			continue
		}
		reason := firstOf(p.Reason, l.say(words.AbsentMark))
		if byReason[reason] == nil {
			order = append(order, reason)
		}
		byReason[reason] = append(byReason[reason], p.Category)
	}
	var notes []string
	for _, reason := range order {
		names := byReason[reason]
		if len(names) > 3 {
			notes = append(notes, l.say(words.AbsentWhy, "values", l.words.Count(len(names), words.NounValue), "reason", reason))
			continue
		}
		notes = append(notes, strings.Join(names, ", ")+": "+reason)
	}
	return notes
}
