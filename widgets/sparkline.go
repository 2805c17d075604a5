package widgets

import "math"

// sparkBox is where a sparkline stands and how it is dressed.
type sparkBox struct {
	box
	line, text, foot, ground Color
	size                     Px
	bare                     bool // only the periods are named: the number stands beside it
	head                     Px   // free room over the box
}

// spark draws the periods before a headline, with the first and the last
// named. Its foot is zero when the least value is under a third of the
// greatest, so that a small change never looks like a fall to nothing.
func (l *layout) spark(s sparkBox) {
	points, plot, u := l.figure.Headline.Sparkline, l.sparkPlot(s), l.u
	low, high := l.sparkRange(points)
	at := func(i int) Pt {
		share := Px(i) / Px(len(points)-1)
		return Pt{plot.x + share*plot.w, plot.bottom() - Px((points[i].Value-low)/(high-low))*plot.h}
	}
	foot := round(plot.bottom())
	l.rule(plot.x, foot, plot.right(), foot, u, s.foot)
	var path []Pt
	start, end := -1, 0
	for i, p := range points {
		if p.Missing {
			path = append(path, Pt{Px(math.NaN()), Px(math.NaN())})
			continue
		}
		if start < 0 {
			start = i
		}
		end = i
		path = append(path, at(i))
	}
	if t := l.figure.Headline.Target; t != nil {
		y := plot.bottom() - Px((t.Value-low)/(high-low))*plot.h
		l.targetLine(s, plot, path, y, l.startLabel(s, plot, at(start), path))
	}
	l.path(simplified(path), 3.5*u, s.line)
	l.ring(at(start), 4*u, s.line, s.ground)
	l.ring(at(end), 5.5*u, s.line, s.ground)
	l.nameSpark(s, plot, path, at(start), at(end))
}

// sparkPlot is the room of the line between the words around it.
func (l *layout) sparkPlot(s sparkBox) box {
	u, size := l.u, s.size
	if s.bare {
		plot := box{s.x + 6*u, s.y + 1.4*size, s.w - 12*u, s.h - 3.3*size}
		if l.sparkPeriodsApart(s) {
			plot.h -= 1.2 * size
		}
		return plot
	}
	first, last := firstAndLast(l.figure.Headline.Sparkline)
	labelled := max(l.width(Regular, size, first.Label), l.width(Bold, size, last.Label)) + 12*u
	return box{s.x, s.y + 1.4*size, s.w - labelled, s.h - 3.3*size}
}

// sparkPeriodsApart reports whether the names of the first and the last period need
// a row each.
func (l *layout) sparkPeriodsApart(s sparkBox) bool {
	a, b := sparkPeriods(l.figure.Headline.Sparkline)
	return l.width(Regular, s.size, a)+l.width(Regular, s.size, b)+s.size > s.w
}

func sparkPeriods(points []Point) (first, last string) {
	a, b := firstAndLast(points)
	return firstOf(a.Short, a.Category), firstOf(b.Short, b.Category)
}

// sparkRange is the range of the numbers and of the target beside them.
func (l *layout) sparkRange(points []Point) (low, high float64) {
	low, high = bounds(points)
	if t := l.figure.Headline.Target; t != nil {
		low, high = min(low, t.Value), max(high, t.Value)
	}
	if low >= 0 && low < high/3 {
		low = 0
	} else if low > 0 {
		low -= 0.25 * (high - low)
	}
	if high == low {
		return low - 1, high + 1
	}
	return low, high
}

// nameSpark names the first and the last value and their periods.
func (l *layout) nameSpark(s sparkBox, plot box, line []Pt, from, to Pt) {
	first, last := firstAndLast(l.figure.Headline.Sparkline)
	u, size := l.u, s.size
	under := plot.bottom() + 1.35*size
	muted := s.text
	if !s.bare {
		muted = l.colors.Muted
		l.write(from.X+2*u, l.startLevel(s, plot, from, line), first.Label, Regular, size, s.text, Start)
		l.write(to.X+11*u, level(to.Y, size), last.Label, Bold, size, s.text, Start)
	}
	a, b := sparkPeriods(l.figure.Headline.Sparkline)
	l.write(s.x, under, a, Regular, size, muted, Start)
	if l.sparkPeriodsApart(s) {
		l.write(s.right(), under+1.2*size, b, Regular, size, muted, End)
		return
	}
	l.write(max(plot.right(), s.x+l.width(Regular, size, a)+size+l.width(Regular, size, b)), under, b, Regular, size, muted, End)
}

// startLabel is the room of the first value's label; a bare line has none.
func (l *layout) startLabel(s sparkBox, plot box, from Pt, line []Pt) box {
	if s.bare {
		return box{from.X, from.Y, 0, 0}
	}
	first, _ := firstAndLast(l.figure.Headline.Sparkline)
	base := l.startLevel(s, plot, from, line)
	return box{from.X + 2*l.u, base - ascent*s.size, l.width(Regular, s.size, first.Label), s.size}
}

// startLevel is the baseline of the first value: over its dot, under it where
// the line rises through that place, else over the line.
func (l *layout) startLevel(s sparkBox, plot box, from Pt, line []Pt) Px {
	first, _ := firstAndLast(l.figure.Headline.Sparkline)
	gap, end := 9*l.u, from.X+2*l.u+l.width(Regular, s.size, first.Label)+4*l.u
	highest, lowest := from.Y, from.Y
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		if !(a.X < end && b.X == b.X) { // beyond the label, or a lifted pen
			continue
		}
		y := b.Y
		if b.X > end {
			y = a.Y + (b.Y-a.Y)*(end-a.X)/(b.X-a.X)
		}
		highest, lowest = min(highest, y), max(lowest, y)
	}
	under := lowest + gap + ascent*s.size
	if highest < from.Y-0.2*s.size && under < plot.bottom()-2*l.u {
		return under
	}
	return max(highest-gap, s.y+ascent*s.size)
}

// ring draws a dot with a rim of the ground it stands on.
func (l *layout) ring(at Pt, radius Px, fill, ground Color) {
	l.marks = append(l.marks, DotMark{Center: Pt{tenth(at.X), tenth(at.Y)}, Radius: tenth(radius), Fill: ground, Width: tenth(l.u), Inside: fill})
}

// firstAndLast are the first and the last point that have a value.
func firstAndLast(points []Point) (first, last Point) {
	found := false
	for _, p := range points {
		if p.Missing {
			continue
		}
		if !found {
			first, found = p, true
		}
		last = p
	}
	return first, last
}

func bounds(points []Point) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range points {
		if !p.Missing {
			low, high = min(low, p.Value), max(high, p.Value)
		}
	}
	return low, high
}
