package widgets

import (
	"slices"

	"figurehead/widgets/words"
)

// chooseBands chooses the lines whose intervals are drawn: the one that stands
// out, or both of two. More bands than that cover each other; then a sentence
// says where the intervals are.
func (l *layout) chooseBands(c *lineChart) []string {
	var with []*lineSeries
	for _, s := range c.lines {
		if s.main && slices.ContainsFunc(s.Points, Point.HasInterval) {
			with = append(with, s)
		}
	}
	if len(with) > 2 {
		return []string{l.say(words.IntervalsInTable)}
	}
	if c.banded = with; len(with) == 1 { // a brand's line must show on the band too
		with[0].stroke = legible(l.colors.Interval, markRatio, with[0].stroke, l.colors.Series[0], l.colors.Ink)
	}
	return nil
}

// drawIntervals draws the confidence interval of a line: of a single line as a
// band with thin edges, of two as edges in their own colours.
func (l *layout) drawIntervals(c *lineChart, s *lineSeries) {
	var run []Point
	flush := func() {
		if len(run) > 0 {
			l.drawIntervalRun(c, s, run)
		}
		run = nil
	}
	for _, p := range s.Points {
		if !p.HasInterval() {
			flush()
			continue
		}
		if n := len(run); n > 0 && !l.joins(run[n-1], p) {
			flush()
		}
		run = append(run, p)
	}
	flush()
}

func (l *layout) drawIntervalRun(c *lineChart, s *lineSeries, run []Point) {
	var upper, lower []Pt
	for _, p := range run {
		upper = append(upper, Pt{c.x(p.Ordinal), c.y(p.High.Value)})
		lower = append(lower, Pt{c.x(p.Ordinal), c.y(p.Low.Value)})
	}
	if len(run) == 1 {
		l.whisker(upper[0], lower[0], 4*l.u)
		return
	}
	upper, lower = simplified(upper), simplified(lower)
	if len(c.banded) == 1 {
		ring := slices.Clone(lower)
		slices.Reverse(ring)
		l.area(l.colors.Interval, append(slices.Clone(upper), ring...)...)
		l.path(upper, l.u, l.colors.IntervalEdge)
		l.path(lower, l.u, l.colors.IntervalEdge)
		return
	}
	l.path(upper, 1.25*l.u, s.stroke, 2*l.u, 2*l.u)
	l.path(lower, 1.25*l.u, s.stroke, 2*l.u, 2*l.u)
}

// whisker draws the interval of one number as a thin line with caps, in paper
// across a dark bar.
func (l *layout) whisker(a, b Pt, half Px) {
	width, cap := 1.5*l.u, Pt{half, 0}
	if a.Y == b.Y && a.X != b.X {
		cap = Pt{0, half}
	}
	if a.X > b.X || a.Y > b.Y {
		a, b = b, a
	}
	l.acrossMarks(a, b, width, nil)
	for _, end := range []Pt{a, b} {
		l.acrossMarks(Pt{end.X - cap.X, end.Y - cap.Y}, Pt{end.X + cap.X, end.Y + cap.Y}, width, nil)
	}
}

// drawIntervalKey says what the band is where it covers nothing, or asks for a
// sentence under the plot.
func (l *layout) drawIntervalKey(c *lineChart, b box) {
	if len(c.banded) == 0 || l.keyless {
		return
	}
	u, size := l.u, l.size.tick
	text := l.figure.Interval
	w, h := 30*u+l.width(Regular, size, text), 14*u
	free := l.clearance(b)
	for y := c.plot.y + 8*u; y+h < c.plot.bottom(); y += 2 * free.cell {
		for x := c.plot.x + 8*u; x+w < c.plot.right(); x += 2 * free.cell {
			if !free.free(box{x - 4*u, y - 4*u, w + 8*u, h + 8*u}) {
				continue
			}
			l.groundUnder(box{x, y, w, h})
			l.drawIntervalSwatch(c, box{x, y, 22 * u, h})
			l.write(x+30*u, level(y+h/2, size), text, Regular, size, l.colors.Ink, Start)
			return
		}
	}
	l.keyless = true
}

func (l *layout) drawIntervalSwatch(c *lineChart, b box) {
	y1, y2 := round(b.y), round(b.bottom())
	if len(c.banded) == 1 {
		l.rect(b.x, y1, b.w, y2-y1, l.colors.Interval)
		l.rule(b.x, y1, b.right(), y1, l.u, l.colors.IntervalEdge)
		l.rule(b.x, y2, b.right(), y2, l.u, l.colors.IntervalEdge)
		return
	}
	s := c.banded[0]
	for _, y := range []Px{y1, y2} {
		l.rule(b.x, y, b.right(), y, 1.25*l.u, s.stroke, 2*l.u, 2*l.u)
	}
	l.rule(b.x, (y1+y2)/2, b.right(), (y1+y2)/2, s.weight*l.u, s.stroke)
}

// standingNotes are the sentences that a plot cannot go without, where the
// figure's own notes, which say them too, are not shown: what is not final. The
// meaning of intervals is added where no key has room.
func (l *layout) standingNotes() []string {
	notes := l.stateNotes()
	if l.keyless || l.figure.Interval != "" && !l.kind.alongTime && !l.notesShown() {
		notes = append(notes, l.figure.intervalSentence())
	}
	return notes
}

// stateNotes says what is not final, where the figure's own notes are not shown.
func (l *layout) stateNotes() []string {
	if text := stateNote(l.figure); text != "" && !l.notesShown() {
		return []string{text}
	}
	return nil
}

// intervalSentence says what the intervals are drawn as.
func (f Figure) intervalSentence() string {
	if kindNamed(f.Kind).alongTime {
		return f.say(words.BandIs, "interval", f.Interval)
	}
	return f.say(words.WhiskersAre, "interval", f.Interval)
}

// intervalNote is that sentence where no key in the plot says it.
func intervalNote(f Figure) string {
	if k := kindNamed(f.Kind); f.Interval == "" || !k.shows.intervals || k.shows.tells || k.alongTime {
		return ""
	}
	return f.intervalSentence()
}

// readShownIntervals reads the intervals of the kinds whose plot shows them beside
// whatever else they show.
func (b *reading) readShownIntervals(f *Figure) error {
	if !b.kind.shows.intervals || b.kind.shows.tells || b.value < 0 {
		return nil
	}
	return b.readIntervals(f, b.result.Rows)
}
