package widgets

import (
	"cmp"
	"slices"

	"figurehead/widgets/words"
)

// scatterChart is a scatter plot being placed.
type scatterChart struct {
	points     []Point // with both numbers, those that stand out last
	plot       box
	across, up scale
	crossZero  [2]bool // the axis leaves zero out: across, up
	dot        Px      // radius
	marked     bool
}

// maxPointNames is how many points are named beside those that stand out.
const maxPointNames = 16

func scatterHeight(l *layout, width Px) Px {
	return min(max(0.72*width, 320), 480)
}

func drawScatter(l *layout, b box) error {
	c := l.newScatter()
	var notes []string
	if text := l.croppedAxes(c); text != "" {
		notes = append(notes, text)
	}
	notes = append(append(notes, l.missingNote(l.points())...), l.stateNotes()...)
	if len(notes) > 0 {
		b = l.footNote(b, notes...)
	}
	l.measureScatter(c, b)
	l.drawAxis(c.plot, c.up, l.tickLabels(c.up, l.unit()))
	l.drawTicksAcross(c, b)
	l.drawOrigin(c)
	tick := l.size.tick
	l.write(b.right(), b.bottom()-0.3*tick, l.shorten(l.figure.Axes[0], Regular, tick, b.w), Regular, tick, l.colors.Muted, End)
	under := len(l.marks)
	for _, p := range c.leftToRight() {
		fill, radius := l.colors.Highlight, c.dot
		if c.marked && !p.Highlight {
			fill = l.colors.Edge
		}
		if p.Highlight {
			radius = 6 * l.u
		}
		l.stateDot(c.at(p), radius, fill, p.State)
	}
	room := b.w
	if left := l.namePoints(c); left != "" {
		room -= l.keySubject(b, left) + 16*l.u
	}
	l.write(b.x, b.y+ascent*tick, l.shorten(l.figure.Axes[1], Regular, tick, room), Regular, tick, l.colors.Muted, Start)
	l.annotate(l.plottedScatter(c, under))
	return nil
}

// keySubject names the points that stand out at the right over a plot too full
// for a name beside them, and returns the width it took.
func (l *layout) keySubject(b box, names string) Px {
	size := l.size.tick
	name := l.shorten(names, Bold, size, 0.55*b.w)
	w := l.width(Bold, size, name)
	l.write(b.right(), b.y+ascent*size, name, Bold, size, l.colors.Ink, End)
	side := 0.7 * size
	x := b.right() - w - 6*l.u - side
	l.dot(Pt{x + side/2, b.y + 0.5*ascent*size}, side/2, l.colors.Highlight)
	return w + 6*l.u + side
}

// newScatter takes the points that have a place, those that stand out last, so
// that they lie on top; many have smaller dots, which hide less of each other.
func (l *layout) newScatter() *scatterChart {
	c := &scatterChart{}
	for _, p := range l.points() {
		if !p.Missing && p.Across.present() {
			c.points = append(c.points, p)
		}
	}
	slices.SortStableFunc(c.points, func(a, b Point) int { return btoi(a.Highlight) - btoi(b.Highlight) })
	n := len(c.points)
	c.marked = n > 0 && c.points[n-1].Highlight
	c.dot = 4.5 * l.u
	switch {
	case n > 600:
		c.dot = 2.5 * l.u
	case n > 150:
		c.dot = 3.5 * l.u
	}
	c.across, c.crossZero[0] = positionScale(acrossValues(c.points), nil)
	c.up, c.crossZero[1] = positionScale(c.points, l.spanned)
	return c
}

// leftToRight is the points in the order of drawing, those that stand out last:
// the same numbers in another order of rows lie on each other alike.
func (c *scatterChart) leftToRight() []Point {
	points := slices.Clone(c.points)
	slices.SortStableFunc(points, func(a, b Point) int {
		return cmp.Or(btoi(a.Highlight)-btoi(b.Highlight), cmp.Compare(a.Across.Value, b.Across.Value), cmp.Compare(a.Value, b.Value))
	})
	return points
}

// positionScale is the scale of an axis of positions. It leaves zero out where
// more than half of it would be empty, and says so. Spanned widens it, if not nil.
func positionScale(points []Point, spanned func(low, high float64) (float64, float64)) (scale, bool) {
	if len(points) == 0 {
		return scale{0, 1, 1}, false
	}
	high, low := highestLowest(points)
	from, to := low.Value, high.Value
	if spanned != nil {
		from, to = spanned(from, to)
	}
	cropped := to > from && (from > 0.5*to && from > 0 || to < 0.5*from && to < 0)
	if !cropped {
		from, to = min(from, 0), max(to, 0)
	}
	s := niceScale(from, to, wholeLabels(points))
	return s, s.low > 0 || s.high < 0
}

// croppedAxes says which axes leave zero out.
func (l *layout) croppedAxes(c *scatterChart) string {
	switch c.crossZero {
	case [2]bool{true, true}:
		return l.say(words.BothCropped)
	case [2]bool{true, false}:
		return l.say(words.AcrossCropped)
	case [2]bool{false, true}:
		return l.say(words.UpCropped)
	}
	return ""
}

func (l *layout) measureScatter(c *scatterChart, b box) {
	tick := l.size.tick
	left := l.widestTick(l.tickLabels(c.up, l.unit())) + 9*l.u
	right := 8 * l.u
	c.plot = box{x: round(b.x + left), y: round(b.y + 1.9*tick)}
	c.plot.w, c.plot.h = round(b.right()-right)-c.plot.x, round(b.bottom()-3.5*tick)-c.plot.y
}

func (c *scatterChart) at(p Point) Pt { return Pt{c.x(p.Across.Value), c.y(p.Value)} }

func (c *scatterChart) x(v float64) Px {
	return c.plot.x + Px((v-c.across.low)/(c.across.high-c.across.low))*c.plot.w
}

func (c *scatterChart) y(v float64) Px {
	return c.plot.bottom() - Px((v-c.up.low)/(c.up.high-c.up.low))*c.plot.h
}

// acrossUnit is the unit of the first number across.
func (c *scatterChart) acrossUnit() unit {
	if len(c.points) == 0 {
		return unit{}
	}
	return unitOf(c.points[0].Across.Label)
}

// drawTicksAcross draws upright gridlines and, under the plot, as many ticks as
// have room, the first and the last always.
func (l *layout) drawTicksAcross(c *scatterChart, b box) {
	size, values := l.size.tick, c.across.ticks()
	labels := l.tickLabels(c.across, c.acrossUnit())
	step := l.tickStep(labels, c.plot.w/Px(max(len(values)-1, 1)))
	var written []stretch
	for i, v := range values {
		x := round(c.x(v))
		if v != 0 {
			l.rule(x, c.plot.y, x, c.plot.bottom(), l.u, l.colors.Rule)
		}
		half := l.width(Regular, size, labels[i]) / 2
		at := stretch{min(max(x, b.x+half), b.right()-half), half}
		if i%step != 0 || slices.ContainsFunc(written, func(o stretch) bool { return at.meets(o, 4*l.u) }) {
			continue
		}
		written = append(written, at)
		l.write(at.middle, c.plot.bottom()+1.35*size, labels[i], Regular, size, l.colors.Muted, Middle)
	}
}

// drawOrigin draws the zero line of each axis, or the break mark of one that
// leaves zero out.
func (l *layout) drawOrigin(c *scatterChart) {
	u := l.u
	if c.crossZero[0] {
		l.drawBreak(c.plot.x, c.plot.bottom())
	} else {
		x := round(c.x(0))
		l.rule(x, c.plot.y, x, c.plot.bottom(), 1.25*u, l.colors.Muted)
	}
	if c.crossZero[1] {
		l.drawUprightBreak(c.plot.x, c.plot.bottom())
	} else {
		y := round(c.y(0))
		l.rule(c.plot.x, y, c.plot.right(), y, 1.25*u, l.colors.Muted)
	}
}

// namePoints names the points that stand out, the extremes and as many others as
// have room beside their dots; the first two sorts with a line where they have
// none. It returns those that stand out and still have no name.
func (l *layout) namePoints(c *scatterChart) string {
	var left []string
	area := box{c.plot.x, c.plot.y, c.plot.w + 8*l.u, c.plot.h}
	free := l.clearance(area)
	points, telling := byWeight(c.points)
	named := 0
	for i, p := range points {
		if named >= maxPointNames && !p.Highlight || i > 200 {
			break
		}
		before := len(l.marks)
		must := p.Highlight || i < telling && l.preset.Name != "frame-s" // lines of many would cross there
		name := l.shorten(firstOf(p.Short, p.Category), faceOf(p.Highlight), l.size.tick, 0.45*c.plot.w)
		if !l.nameBeside(c, free, p, name) && !(must && l.drawWordsAt(free, name, c.at(p), c.dot+2*l.u)) {
			if p.Highlight {
				left = append(left, firstOf(p.Short, p.Category))
			}
			continue
		}
		named++
		l.embolden(before, p.Highlight)
		for _, m := range l.marks[before:] {
			l.take(free, m)
		}
		free.sum()
	}
	return l.words.List(left)
}

// embolden makes the words drawn since a mark bold.
func (l *layout) embolden(since int, bold bool) {
	for i := since; i < len(l.marks); i++ {
		if t, ok := l.marks[i].(TextMark); ok && bold {
			t.Face = Bold
			l.marks[i] = t
		}
	}
}

// nameBeside writes a name right or left of its dot, over it or under it, where
// it covers nothing.
func (l *layout) nameBeside(c *scatterChart, free *clearance, p Point, name string) bool {
	size, face, at := l.size.tick, faceOf(p.Highlight), c.at(p)
	gap := c.dot + 3*l.u
	if p.Highlight {
		gap = 9 * l.u
	}
	w, h := l.width(face, size, name), (ascent+descent)*size
	for _, s := range []struct {
		x, y   Px
		anchor Anchor
	}{
		{at.X + gap, at.Y - h/2, Start}, {at.X - gap - w, at.Y - h/2, End},
		{at.X - w/2, at.Y - gap - h, Middle}, {at.X - w/2, at.Y + gap, Middle},
		{at.X + 0.7*gap, at.Y - 0.7*gap - 0.8*h, Start}, {at.X - 0.7*gap - w, at.Y - 0.7*gap - 0.8*h, End},
	} {
		if !free.free(box{s.x, s.y, w, h}) {
			continue
		}
		x := s.x
		switch s.anchor {
		case Middle:
			x += w / 2
		case End:
			x += w
		}
		l.groundUnder(box{s.x, s.y, w, h})
		l.write(x, s.y+ascent*size, name, face, size, l.colors.Ink, s.anchor)
		return true
	}
	return false
}
