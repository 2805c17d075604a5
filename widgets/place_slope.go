package widgets

import (
	"cmp"
	"slices"

	"figurehead/widgets/words"
)

// slopeChart is a slope figure being placed.
type slopeChart struct {
	lines               []slopeLine // in the order of the figure
	marked              bool
	bare                bool // the left keeps values only
	rightOnly           bool // the left has no room even for these
	plot                box  // from the first to the last period
	low, high           float64
	leftRoom, rightRoom Px // of the labels
}

// slopeLine is one name with what is written at its ends.
type slopeLine struct {
	Point
	name     string
	labelled bool
	rows     []string // of the label at the right
}

// Room beside a period, in u: for the leader and the gap before a label.
const (
	rightLeader Px = 26
	leftLeader  Px = 13
)

func slopesHeight(l *layout, width Px) Px {
	c := l.newSlopes()
	l.measureSlopes(c, width)
	rows := 0
	for _, line := range c.lines[:min(len(c.lines), MaxSlopes)] {
		rows += len(line.rows)
	}
	return (2.4 + max(Px(rows)*1.2, 13)) * l.size.label
}

// newSlopes names the lines.
func (l *layout) newSlopes() *slopeChart {
	c := &slopeChart{}
	points := slices.DeleteFunc(slices.Clone(l.points()), func(p Point) bool { return p.Missing && !p.From.present() })
	for i, name := range shortNames(points) {
		c.lines = append(c.lines, slopeLine{Point: points[i], name: name})
		c.marked = c.marked || points[i].Highlight
	}
	return c
}

func drawSlopes(l *layout, b box) error {
	c := l.newSlopes()
	var notes []string
	c.low, c.high = pairBounds(l.points())
	if l.farFromZero(c.low, c.high, wholeLabels(l.points())) {
		notes = append(notes, l.say(words.Cropped))
	} else {
		c.low, c.high = min(c.low, 0), max(c.high, 0)
	}
	if note := missingNote(l.figure); note != "" && !l.preset.Frame && l.size.notes == 0 {
		notes = append(notes, note)
	}
	l.measureSlopes(c, b.w)
	b = l.labelLines(c, b, notes)
	l.boxSlopes(c, b)
	l.drawPeriodAxes(c, b)
	for _, p := range c.heaviestLast() {
		l.drawSlope(c, p)
	}
	l.drawSlopeLabels(c, false)
	l.drawSlopeLabels(c, true)
	return nil
}

// labelLines chooses which lines have room for their labels, the highlighted
// first, writes the notes and returns what is left of b.
func (l *layout) labelLines(c *slopeChart, b box, notes []string) box {
	capacity := func(b box) int { return int((b.h - 1.9*l.size.label) / (1.16 * l.size.label)) }
	below, drawn := b, len(l.marks)
	if len(notes) > 0 {
		below = l.footNote(b, notes...)
	}
	if left := c.label(capacity(below)); left > 0 {
		l.marks = l.marks[:drawn]
		room := max(capacity(below)-1, 1)
		below = l.footNote(b, append(notes, l.more(c.label(room)))...)
	}
	return below
}

// label gives lines their labels as far as there are rows, and returns how many
// go without.
func (c *slopeChart) label(rows int) int {
	left := 0
	for _, highlight := range []bool{true, false} {
		for i := range c.lines {
			if c.lines[i].Highlight != highlight {
				continue
			}
			if c.lines[i].labelled = rows >= len(c.lines[i].rows); c.lines[i].labelled {
				rows -= len(c.lines[i].rows)
				continue
			}
			left++
		}
	}
	return left
}

// measureSlopes finds the room of the labels. Where the plot would be narrower
// than 38% of the width the left keeps its values only, and where that is not
// enough long labels at the right take two rows.
func (l *layout) measureSlopes(c *slopeChart, width Px) {
	var left, values, right, least Px
	for _, line := range c.lines {
		face, size := faceOf(line.Highlight), l.size.label
		if line.From.present() {
			left = max(left, l.width(face, size, joined(line.name, line.From.Label)))
			values = max(values, l.width(face, size, line.From.Label))
		}
		if !line.Missing {
			right = max(right, l.width(face, size, joined(line.name, line.Label)))
			least = max(least, l.width(face, size, line.Label))
		}
	}
	sides := (rightLeader + leftLeader) * l.u
	if c.bare = width-left-right-sides < 0.38*width; c.bare {
		left = values
	}
	c.leftRoom, c.rightRoom = left, max(min(right, max(0.78*width-left-sides, 0.3*width)), least)
	if c.rightOnly = width-c.leftRoom-c.rightRoom-sides < 0.1*width; c.rightOnly { // numbers of many digits
		c.leftRoom = 0
	}
	for i := range c.lines {
		line := &c.lines[i]
		face, size := faceOf(line.Highlight), l.size.label
		line.rows = []string{joined(line.name, line.Label)}
		if l.width(face, size, line.rows[0]) > c.rightRoom {
			room := c.rightRoom
			if l.preset.Frame {
				room /= 1.12
			}
			line.rows = l.wrap(line.rows[0], face, size, room)
			if len(line.rows) > 2 || l.widest(line.rows, face, size) > room {
				line.rows = []string{l.shorten(line.name, face, size, c.rightRoom), line.Label}
			}
		}
	}
}

// boxSlopes finds the plot between the labels.
func (l *layout) boxSlopes(c *slopeChart, b box) {
	x1, x2 := round(b.x+c.leftRoom+leftLeader*l.u), round(b.right()-c.rightRoom-rightLeader*l.u)
	top := b.y + 2.4*l.size.label
	c.plot = box{x1, top, x2 - x1, b.bottom() - 0.4*l.size.label - top}
	if c.high <= c.low {
		c.high = c.low + 1
	}
}

// y is the height of a value.
func (c *slopeChart) y(v float64) Px {
	return c.plot.bottom() - Px((v-c.low)/(c.high-c.low))*c.plot.h
}

// drawPeriodAxes draws an upright line for each period under its name.
func (l *layout) drawPeriodAxes(c *slopeChart, b box) {
	size, u := l.size.label, l.u
	half := b.w/2 - 8*u
	first := l.shorten(l.figure.Between[0], Bold, size, half)
	last := l.shorten(l.figure.Between[1], Bold, size, half)
	base := b.y + 0.86*size
	end, start := max(c.plot.x, b.x+l.width(Bold, size, first)), min(c.plot.right(), b.right()-l.width(Bold, size, last))
	if start < end+8*u {
		end, start = b.x+l.width(Bold, size, first), b.right()-l.width(Bold, size, last)
	}
	l.write(end, base, first, Bold, size, l.colors.Ink, End)
	l.write(start, base, last, Bold, size, l.colors.Ink, Start)
	for _, x := range []Px{c.plot.x, c.plot.right()} {
		l.rule(x, b.y+1.5*size, x, c.plot.bottom()+0.4*size, u, l.colors.Edge)
	}
}

// heaviestLast are the lines with the highlighted ones on top.
func (c *slopeChart) heaviestLast() []slopeLine {
	order := slices.Clone(c.lines)
	slices.SortStableFunc(order, func(a, b slopeLine) int { return cmp.Compare(btoi(a.Highlight), btoi(b.Highlight)) })
	return order
}

func (l *layout) drawSlope(c *slopeChart, p slopeLine) {
	u, stroke, weight, radius := l.u, l.colors.Edge, Px(1.75), Px(4)
	switch {
	case p.Highlight:
		stroke, weight, radius = l.colors.Highlight, 4, 5.5
	case !c.marked:
		stroke, weight = l.colors.Highlight, 2.5
	}
	var ends []Pt
	if p.From.present() {
		ends = append(ends, Pt{c.plot.x, c.y(p.From.Value)})
	}
	if !p.Missing {
		ends = append(ends, Pt{c.plot.right(), c.y(p.Value)})
	}
	if len(ends) == 2 {
		l.path(ends, weight*u, stroke)
	}
	for _, at := range ends {
		l.dot(at, radius*u, stroke)
	}
}

// drawSlopeLabels writes names and values at one side, spread so that they do
// not touch and tied by a leader to the ends they moved from.
func (l *layout) drawSlopeLabels(c *slopeChart, later bool) {
	size := l.size.label
	value := func(p slopeLine) float64 {
		if later {
			return p.Value
		}
		return p.From.Value
	}
	var shown []slopeLine
	for _, p := range c.lines {
		if p.labelled && (later && !p.Missing || !later && p.From.present() && !c.rightOnly) {
			shown = append(shown, p)
		}
	}
	slices.SortStableFunc(shown, func(a, b slopeLine) int { return cmp.Compare(value(b), value(a)) })
	var wanted, heights []Px
	for _, p := range shown {
		rows := 1
		if later {
			rows = len(p.rows)
		}
		wanted, heights = append(wanted, c.y(value(p))), append(heights, 1.16*size*Px(rows))
	}
	centres := spread(wanted, heights, c.plot.y-0.58*size, c.plot.bottom()+0.4*size)
	for i, p := range shown {
		if later {
			l.writeRight(c, p, wanted[i], centres[i])
		} else {
			l.writeLeft(c, p, wanted[i], centres[i])
		}
	}
}

// writeRight writes the name and later value of a line at the height to.
func (l *layout) writeRight(c *slopeChart, p slopeLine, from, to Px) {
	size, u, x := l.size.label, l.u, c.plot.right()
	l.path([]Pt{{x + 6*u, from}, {x + 22*u, to}}, u, l.colors.Edge)
	first := level(to-Px(len(p.rows)-1)*0.58*size, size)
	l.lines(x+rightLeader*u, first, p.rows, faceOf(p.Highlight), size, 1.16*size, l.slopeInk(c, p), Start)
}

// writeLeft writes the earlier value of a line, and its name where there is
// room.
func (l *layout) writeLeft(c *slopeChart, p slopeLine, from, to Px) {
	size, u := l.size.label, l.u
	if d := to - from; d > 2*u || d < -2*u {
		l.path([]Pt{{c.plot.x - 5*u, from}, {c.plot.x - 11*u, to}}, u, l.colors.Edge)
	}
	text := joined(p.name, p.From.Label)
	if c.bare {
		text = p.From.Label
	}
	l.write(c.plot.x-leftLeader*u, level(to, size), text, faceOf(p.Highlight), size, l.slopeInk(c, p), End)
}

// slopeInk is the colour of a line's labels.
func (l *layout) slopeInk(c *slopeChart, p slopeLine) Color {
	if p.Highlight || !c.marked {
		return l.colors.Ink
	}
	return l.colors.Muted
}
