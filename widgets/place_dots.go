package widgets

import (
	"strings"

	"figurehead/widgets/words"
)

// dotPlot is a dot plot being placed.
type dotPlot struct {
	*markRows
	plot  box // between names and values, over the ticks
	scale scale
	most  float64 // the value at the right end, where there may be no tick
	ticks []string
}

func dotsHeight(l *layout, width Px) Px {
	low, high := l.spanned(dotBounds(l.points()))
	return l.roomForRemarks(l.headHeight() + l.rowsHeight(width-l.valueColumn(l.points())) + 1.9*l.size.tick + l.cropHeight(low, high))
}

func drawDots(l *layout, b box) error {
	points := l.points()
	low, high := l.spanned(dotBounds(points))
	d := &dotPlot{}
	cropped := l.farFromZero(low, high, wholeLabels(points))
	head := l.headHeight()
	b.y, b.h = b.y+head, b.h-head
	notes := l.stateNotes()
	if cropped {
		notes = append(notes, l.say(words.Cropped))
	}
	line := ""
	if l.figure.Interval != "" && !l.preset.Frame && !strings.Contains(strings.ToLower(l.said), strings.ToLower(l.figure.Interval)) {
		line = l.say(words.IntervalLine, "interval", l.figure.Interval)
	}
	d.markRows = l.newRows(&b, l.valueColumn(points), 1.9*l.size.tick, notes, line)
	l.measureDots(d, b, low, high, cropped)
	l.drawScale(d, b)
	if cropped {
		l.drawBreak(d.plot.x, d.plot.bottom())
	}
	l.writeRows(d.markRows, b)
	under := len(l.marks)
	for i := range d.rows {
		l.drawDot(d, b, i)
	}
	l.annotate(l.plottedDots(d, b, head, under))
	return nil
}

// dotBounds are the least and the greatest of all values and ends.
func dotBounds(points []Point) (low, high float64) {
	low, high = bounds(points)
	for _, p := range points {
		for _, e := range []*Bound{p.Low, p.High} {
			if e.present() && !p.Missing {
				low, high = min(low, e.Value), max(high, e.Value)
			}
		}
	}
	return low, high
}

// measureDots finds the scale, and the room between names and values.
func (l *layout) measureDots(d *dotPlot, b box, low, high float64, cropped bool) {
	x := round(b.x + max(d.column, 6*l.u))
	d.plot = box{x, b.y, round(b.right()-l.valueColumn(d.rows)) - x, d.foot - b.y}
	from, to := min(low, 0), max(high, 0)
	if cropped {
		from, to = low-0.42*(high-low), high
	}
	d.scale = niceScale(from, to, wholeLabels(d.rows))
	if d.scale.high > to && to > from && !cropped { // the last tick may lie before the last dot
		d.scale.high = max(d.scale.high-d.scale.step, 0)
	}
	d.ticks = l.tickLabels(d.scale, l.unit())
	d.most = max(to, d.scale.high)
}

// valueColumn is the width of the values at the right, with the gap.
func (l *layout) valueColumn(points []Point) Px {
	w := Px(0)
	for _, p := range points {
		if !p.Missing {
			w = max(w, l.width(faceOf(p.Highlight), l.size.label, p.Label))
		}
	}
	return w + 14*l.u
}

// x is the place of a value.
func (d *dotPlot) x(v float64) Px {
	return d.plot.x + Px((v-d.scale.low)/(d.most-d.scale.low))*d.plot.w
}

// drawDot draws row i: its interval, its dot, and its value in the column at
// the right. Without intervals a thin line leads from the name to the dot.
func (l *layout) drawDot(d *dotPlot, b box, i int) {
	p, y, u, size := d.rows[i], d.middles[i], l.u, l.size.label
	base := l.evenLevel(y)
	if p.Missing {
		if d.names[i] != "" {
			l.writeAbsent(p, d.plot.x+18*u, b.right(), base) // clear of a break mark
		}
		return
	}
	fill := l.subject(d.markRows, i)
	switch {
	case p.Low.present() && p.High.present():
		x1, x2 := d.x(p.Low.Value), d.x(p.High.Value)
		if x2 > x1 {
			l.rule(x1, y, x2, y, 2.5*u, fill)
		}
		cap := min(4*u, 0.45*d.pitch)
		l.rule(x1, y-cap, x1, y+cap, 1.75*u, fill)
		l.rule(x2, y-cap, x2, y+cap, 1.75*u, fill)
	case l.figure.Interval == "":
		l.rule(d.plot.x, y, d.x(p.Value), y, u, l.colors.Rule)
	}
	l.stateDot(Pt{d.x(p.Value), y}, min(6*u, 0.45*d.pitch), fill, p.State)
	if d.names[i] != "" {
		l.write(b.right(), base, p.Label, faceOf(p.Highlight), size, l.colors.Ink, End)
	}
}

// drawScale draws upright gridlines with their ticks under the plot: as many
// of them as have room, the first and the last always.
func (l *layout) drawScale(d *dotPlot, b box) {
	values, labels, plot, size := d.scale.ticks(), d.ticks, d.plot, l.size.tick
	free := b.x - 1 // where the next label may begin
	step := l.tickStep(labels, d.x(d.scale.step)-d.x(0))
	for i, v := range values {
		x := round(d.x(v))
		width, stroke := l.u, l.colors.Rule
		if v == 0 {
			width, stroke = 1.25*l.u, l.colors.Muted
		}
		for _, part := range l.between(d.markRows, plot) {
			l.rule(x, part.y, x, part.bottom(), width, stroke)
		}
		half := l.measure(Regular, size, labels[i]) / 2
		if at := min(max(x, b.x+half), b.right()-half); i%step == 0 && at-half > free {
			free = at + half + 4*l.u
			l.write(at, plot.bottom()+1.25*size, labels[i], Regular, size, l.colors.Muted, Middle)
		}
	}
}

// tickStep is the least step, of those that keep the first and the last tick,
// at which labels clear each other.
func (l *layout) tickStep(labels []string, pitch Px) int {
	last := len(labels) - 1
	need := l.widestTick(labels) * 1.2
	for step := 1; step < last; step++ {
		if last%step == 0 && Px(step)*pitch >= need {
			return step
		}
	}
	return max(last, 1)
}

// drawBreak marks an axis that does not start at zero, upright at its foot.
func (l *layout) drawBreak(x, foot Px) {
	u := l.u
	l.path([]Pt{{x, foot}, {x + 3*u, foot}, {x + 4.5*u, foot + 3*u}, {x + 7.5*u, foot - 3*u}, {x + 9*u, foot}, {x + 14*u, foot}},
		1.25*u, l.colors.Muted)
}
