package widgets

import (
	"cmp"
	"math"
	"slices"

	"figurehead/widgets/words"
)

// maxLines is the most lines drawn; the rest are counted in words.
const maxLines = 60

// lineChart is a line figure being placed.
type lineChart struct {
	lines   []*lineSeries // in order of their last values, highest first
	periods []period
	plot    box
	scale   scale
	cropped bool
	banded  []*lineSeries // whose intervals are drawn
}

// lineSeries is one line with its dress.
type lineSeries struct {
	Series
	last   Point // the last one with a value
	stroke Color
	weight Px // in u
	dash   []Px
	sign   sign
	signed bool // it stands at both ends, for there are several in colour
	main   bool
	rows   []labelRow // of the label at its end
}

// labelRow is one row of an end label.
type labelRow struct {
	name, value string
}

func lineHeight(l *layout, width Px) Px {
	n := min(len(l.figure.Series), maxKey)
	switch l.preset.Name {
	case "frame-s":
		return 300 + Px(n)*1.45*l.size.label
	case "frame-m":
		return 380
	}
	return 440
}

func drawLines(l *layout, b box) error {
	c, left := l.newLines()
	var notes []string
	if left > 0 {
		notes = append(notes, l.more(left))
	}
	notes = append(notes, l.chooseBands(c)...)
	low, high := l.spanned(c.bounds())
	c.cropped = l.farFromZero(low, high, c.whole())
	if c.cropped {
		notes = append(notes, l.say(words.Cropped))
	}
	for _, s := range c.lines {
		if len(c.lines) <= 4 {
			notes = append(notes, l.missingLine(s, len(c.lines) > 1)...)
		}
	}
	notes = append(notes, l.standingNotes()...)
	if len(notes) > 0 {
		b = l.footNote(b, notes...)
	}
	right := 10 * l.u
	keyed := l.keyed(c, b)
	if keyed {
		b = l.drawKey(c, b)
	} else {
		right = l.endLabels(c, b)
	}
	l.measureLines(c, b, right, low, high)
	for _, s := range c.banded {
		l.drawIntervals(c, s)
	}
	l.drawAxis(c.plot, c.scale, l.tickLabels(c.scale, l.unit()))
	l.drawBaseline(c)
	l.drawPeriods(c, b)
	for _, s := range l.drawingOrder(c) {
		l.drawLine(c, s)
	}
	if !keyed {
		l.drawEndLabels(c)
	}
	l.drawIntervalKey(c, b)
	l.annotate(l.plottedLines(c, b))
	return nil
}

// keyed reports whether a key over the plot names the lines, because the narrow
// frame has no room beside them.
func (l *layout) keyed(c *lineChart, b box) bool {
	return l.preset.Name == "frame-s" && (len(c.lines) > 1 || l.rowWidth(c.lines[0], labelRow{value: c.lines[0].last.Label}) > 0.34*b.w)
}

// newLines dresses the series: the highlighted ones, or up to four, in the
// colours of the series; the rest thin and grey.
func (l *layout) newLines() (*lineChart, int) {
	c := &lineChart{}
	marked := slices.ContainsFunc(l.figure.Series, func(s Series) bool { return s.Highlight })
	mains := 0
	for i, s := range l.figure.Series {
		line := &lineSeries{Series: s, main: s.Highlight && mains < len(l.colors.Series) || !marked && i < 4}
		mains += btoi(line.main)
		line.Points = inOrder(s.Points)
		for _, p := range line.Points {
			if !p.Missing {
				line.last = p
			}
		}
		if slices.ContainsFunc(line.Points, func(p Point) bool { return !p.Missing }) {
			c.lines = append(c.lines, line)
		}
	}
	left := 0
	if len(c.lines) > maxLines {
		slices.SortStableFunc(c.lines, func(a, b *lineSeries) int { return lightness(a) - lightness(b) })
		left = len(c.lines) - maxLines
		c.lines = c.lines[:maxLines]
	}
	l.dress(c, marked)
	all := make([]Series, len(c.lines))
	for i, s := range c.lines {
		all[i] = s.Series
	}
	c.periods = periodsOf(all)
	slices.SortStableFunc(c.lines, func(a, b *lineSeries) int { return cmp.Compare(b.last.Value, a.last.Value) })
	return c, left
}

// inOrder are the points by their Ordinals.
func inOrder(points []Point) []Point {
	byPlace := func(a, b Point) int { return a.Ordinal - b.Ordinal }
	if slices.IsSortedFunc(points, byPlace) {
		return points
	}
	points = slices.Clone(points)
	slices.SortStableFunc(points, byPlace)
	return points
}

// whole reports whether all values are whole numbers.
func (c *lineChart) whole() bool {
	return !slices.ContainsFunc(c.lines, func(s *lineSeries) bool { return !wholeLabels(s.Points) })
}

// lightness orders lines: 0 for those with a colour, 1 for thin grey ones.
func lightness(s *lineSeries) int {
	if s.main {
		return 0
	}
	return 1
}

// dress gives colours, weights, dashes and signs. Two lines take colours 1 and
// 4; colour 3 is dashed, because some readers cannot tell it from 1.
func (l *layout) dress(c *lineChart, marked bool) {
	mains := 0
	for _, s := range c.lines {
		if s.main {
			mains++
		}
	}
	order := []int{0, 1, 2, 3, 4, 5}
	if mains == 2 {
		order = []int{0, 3}
	}
	k := 0
	for _, s := range c.lines {
		s.stroke, s.weight = l.colors.Edge, 1.75
		if !s.main {
			continue
		}
		i := order[k%len(order)]
		s.sign, s.signed = sign(k%signs), mains > 1
		k++
		s.stroke, s.weight = l.colors.Series[i], 3
		if i == 2 {
			s.dash = []Px{7 * l.u, 3 * l.u}
		}
		if marked || mains == 1 {
			s.weight = 4
		}
		if mains == 1 {
			s.stroke = l.colors.Highlight
		}
	}
}

func (c *lineChart) bounds() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range c.lines {
		for _, p := range s.Points {
			if !p.Missing {
				low, high = min(low, p.Value), max(high, p.Value)
			}
			if p.HasInterval() && slices.Contains(c.banded, s) {
				low, high = min(low, p.lowest()), max(high, p.highest())
			}
		}
	}
	return low, high
}

func (l *layout) measureLines(c *lineChart, b box, right Px, low, high float64) {
	from, to := min(low, 0), max(high, 0)
	if c.cropped { // about a third of the plot stays empty below the data
		from = low - 0.42*(high-low)
		to = high
	}
	c.scale = niceScale(from, to, c.whole())
	axis := l.widestTick(l.tickLabels(c.scale, l.unit())) + 9*l.u
	top := b.y + 0.4*l.size.tick
	c.plot = box{round(b.x + axis), round(top), b.w - axis - right, b.bottom() - 2.1*l.size.tick - top}
	c.plot.w = round(b.x+b.w-right) - c.plot.x
	c.plot.h = round(c.plot.h)
}

// x is the place of a period; a single one stands in the middle.
func (c *lineChart) x(at int) Px {
	first, last := c.periods[0].at, c.periods[len(c.periods)-1].at
	if last == first {
		return c.plot.x + c.plot.w/2
	}
	return c.plot.x + Px(float64(at-first)/float64(last-first))*c.plot.w
}

func (c *lineChart) y(v float64) Px {
	return c.plot.bottom() - Px((v-c.scale.low)/(c.scale.high-c.scale.low))*c.plot.h
}

// drawBaseline draws the zero line, or the break mark of a cropped axis.
func (l *layout) drawBaseline(c *lineChart) {
	x, foot, u := c.plot.x, c.plot.bottom(), l.u
	if !c.cropped {
		y := round(c.y(0))
		l.rule(x, y, c.plot.right(), y, 1.25*u, l.colors.Muted)
		return
	}
	l.drawUprightBreak(x, foot)
}

// drawUprightBreak marks an upright axis that does not start at zero, from its
// foot.
func (l *layout) drawUprightBreak(x, foot Px) {
	u := l.u
	l.path([]Pt{{x, foot}, {x, foot - 3*u}, {x - 3*u, foot - 4.5*u}, {x + 3*u, foot - 7.5*u}, {x, foot - 9*u}, {x, foot - 14*u}},
		1.25*u, l.colors.Muted)
}

// drawPeriods draws the period axis.
func (l *layout) drawPeriods(c *lineChart, b box) {
	u, size, foot := l.u, l.size.tick, c.plot.bottom()
	ticks := l.periodTicks(c.periods, c.x)
	labels := make([]stretch, len(ticks)) // kept inside b, which moves the last one
	for i, t := range ticks {
		half := l.measure(Regular, size, t.label) / 2
		labels[i] = stretch{max(min(c.x(t.at), b.right()-half), b.x+half), half}
	}
	for i, t := range ticks {
		x, last := round(c.x(t.at)), len(ticks)-1
		l.rule(x, foot, x, foot+5*u, u, l.colors.Edge)
		if i == last || !labels[i].meets(labels[last], 4*u) {
			l.write(labels[i].middle, foot+9*u+0.85*size, t.label, Regular, size, l.colors.Muted, Middle)
		}
	}
}

// stretch is the stretch that a label takes of its row.
type stretch struct{ middle, half Px }

// meets reports whether two labels come closer than gap.
func (s stretch) meets(o stretch, gap Px) bool {
	return s.middle+s.half+gap > o.middle-o.half && o.middle+o.half+gap > s.middle-s.half
}

// drawingOrder puts the heaviest lines on top.
func (l *layout) drawingOrder(c *lineChart) []*lineSeries {
	order := slices.Clone(c.lines)
	slices.SortStableFunc(order, func(a, b *lineSeries) int {
		if lightness(a) != lightness(b) {
			return lightness(b) - lightness(a)
		}
		return cmp.Compare(btoi(a.Highlight), btoi(b.Highlight))
	})
	return order
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// missingLine says which values of one line are missing.
func (l *layout) missingLine(s *lineSeries, named bool) []string {
	notes := l.missingNote(s.Points)
	for i := range notes {
		if named {
			notes[i] = s.Name + ", " + notes[i]
		}
	}
	return notes
}
