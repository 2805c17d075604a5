package widgets

import (
	"math"
	"slices"
)

// stack is a stacked area chart being placed: its parts from the bottom, each with
// the level at which it ends.
type stack struct {
	*lineChart
	parts  []*lineSeries
	dress  []seriesDress
	levels []map[int]float64 // by part and period: the sum of it and those under it
	runs   []areaRun
	inside map[int]Pt // by part: the middle of a name that stands in its band
}

// drawStackedArea draws parts on top of each other from zero, always. Each is
// named inside its band where that has the room, with its last number at the
// end, else both stand at the end; in the narrow frame a key may hold them all.
func drawStackedArea(l *layout, b box) error {
	c, _ := l.newLines()
	k := &stack{lineChart: c, dress: l.dressed(l.figure.Series)}
	if l.stackUp(k); len(k.runs) == 0 {
		return ErrNoWhole
	}
	low, high := l.spanned(0, k.highest())
	if l.unit().after == "%" && high > 99 && high < 101 {
		high = 100 // parts of 100 that are rounded
	}
	b = l.areaNotes(c, b)
	right := l.nameBands(k, b, low, high)
	keyed := l.preset.Name == "frame-s" && right > 0.4*b.w
	if keyed {
		k.inside = nil
		for _, s := range c.lines {
			s.weight = 10 // a swatch rather than a line
		}
		b, right = l.drawKey(c, b), 10*l.u
	}
	l.measureLines(c, b, right, low, high)
	for i := range k.parts {
		for _, r := range k.runs {
			l.fillBand(c, r, k.under(i), k.level(i), k.dress[i])
		}
	}
	l.drawAxis(c.plot, c.scale, l.tickLabels(c.scale, l.unit()))
	l.edgeBands(k)
	l.drawBaseline(c)
	l.drawPeriods(c, b)
	l.writeNamesInside(k)
	if !keyed {
		l.drawEndLabels(c)
	}
	g := l.plottedLines(c, b)
	g.mark = k.mark(l)
	l.annotate(g)
	return nil
}

// stackUp puts the parts on each other. The lines of the chart stand where their
// bands end, so that labels and key find them.
func (l *layout) stackUp(k *stack) {
	for _, s := range l.figure.Series {
		i := slices.IndexFunc(k.lines, func(line *lineSeries) bool { return line.Key == s.Key && line.Name == s.Name })
		if i < 0 {
			continue // nothing of it to draw
		}
		k.parts = append(k.parts, k.lines[i])
	}
	k.runs = l.areaRuns(k.periods, k.parts)
	sums := map[int]float64{}
	for _, s := range k.parts {
		value, level := valuesOf(s), map[int]float64{}
		for _, r := range k.runs {
			for _, p := range r.periods {
				level[p.at] = sums[p.at] + value(p.at)
			}
		}
		for at, v := range level {
			sums[at] = v
		}
		k.levels = append(k.levels, level)
	}
	for i, s := range k.parts {
		d := k.dress[i]
		s.stroke, s.weight, s.dash, s.signed, s.main = d.fill, 3, nil, false, d.main || !d.context
		if d.pale {
			s.stroke = l.colors.Edge
		}
		if len(k.runs) > 0 {
			s.last = k.lastMiddle(i)
		}
	}
	k.lines = slices.Clone(k.parts)
	slices.Reverse(k.lines)
}

func (k *stack) level(i int) func(at int) float64 {
	return func(at int) float64 { return k.levels[i][at] }
}

// under is the level on which part i stands; nil is zero.
func (k *stack) under(i int) func(at int) float64 {
	if i == 0 {
		return nil
	}
	return k.level(i - 1)
}

// highest is the greatest sum of all parts.
func (k *stack) highest() float64 {
	most := 0.0
	for _, v := range k.levels[len(k.levels)-1] {
		most = max(most, v)
	}
	return most
}

// lastMiddle is a point in the middle of the band of part i at the last period
// that is drawn, with its number there.
func (k *stack) lastMiddle(i int) Point {
	r := k.runs[len(k.runs)-1]
	at := r.periods[len(r.periods)-1].at
	p, _ := pointsAt(k.parts[i:i+1], at)
	last := p[0]
	last.Value = k.levels[i][at] - last.Value/2
	return last
}

// edgeBands draws the gaps of paper between bands, and an edge of 3:1 along pale
// ones, where their size is read.
func (l *layout) edgeBands(k *stack) {
	for i := range k.parts {
		pale := k.dress[i].pale || i+1 < len(k.parts) && k.dress[i+1].pale
		if i+1 == len(k.parts) && !pale {
			continue
		}
		stroke, width := l.colors.Paper, 1.5*l.u
		if pale {
			stroke, width = l.colors.Edge, 1.25*l.u
		}
		for _, r := range k.runs {
			var edge []Pt
			for _, p := range r.periods {
				edge = append(edge, Pt{k.x(p.at), k.y(k.levels[i][p.at])})
			}
			if len(edge) == 1 {
				l.rule(edge[0].X-3*l.u, edge[0].Y, edge[0].X+3*l.u, edge[0].Y, width, stroke)
				continue
			}
			l.path(simplified(edge), width, stroke)
		}
	}
}

// mark is where the band of a part ends, for annotations.
func (k *stack) mark(l *layout) func(key string, at int) (Pt, Px, bool) {
	return func(key string, at int) (Pt, Px, bool) {
		for i, s := range k.parts {
			if v, ok := k.levels[i][at]; ok && s.Key == key {
				return Pt{k.x(at), k.y(v)}, 2 * l.u, true
			}
		}
		return Pt{}, 0, false
	}
}

// nameBands decides which names stand inside their bands and returns the room
// that the end labels take: numbers alone for those, name and number for others.
func (l *layout) nameBands(k *stack, b box, low, high float64) Px {
	k.inside = make(map[int]Pt)
	for i := range k.parts {
		k.inside[i] = Pt{}
	}
	for {
		for i, s := range k.parts {
			if _, ok := k.inside[i]; ok {
				s.rows = []labelRow{{"", s.last.Label}}
			} else {
				s.rows = l.endLabel(k.lineChart, s, 0.34*b.w)
			}
		}
		l.dropLabels(k.lineChart, b)
		right, before := l.endRoom(k.lineChart), len(k.inside)
		trial := &lineChart{lines: k.lines, periods: k.periods}
		l.measureLines(trial, b, right, low, high)
		l.findInside(k, trial)
		if len(k.inside) == before {
			return right
		}
	}
}

// findInside finds the place where each band holds its name best, and drops those
// that hold theirs nowhere.
func (l *layout) findInside(k *stack, c *lineChart) {
	for i, s := range k.parts {
		if _, ok := k.inside[i]; !ok {
			continue
		}
		at, ok := l.roomiest(k, c, i, l.width(faceOf(k.dress[i].main), l.size.label, s.Name)+12*l.u)
		if k.inside[i] = at; !ok {
			delete(k.inside, i)
		}
	}
}

// roomiest is the middle of the widest part of band i that a text of that width
// stands in; false when it is nowhere thick enough.
func (l *layout) roomiest(k *stack, c *lineChart, i int, width Px) (Pt, bool) {
	const step = 4
	best, middle := Px(0), Pt{}
	for _, r := range k.runs {
		n := len(r.periods)
		from, to := c.x(r.periods[0].at), c.x(r.periods[n-1].at)
		if to < from { // the labels leave no plot
			return Pt{}, false
		}
		count := int((to-from)/step) + 1
		tops, feet := make([]Px, count), make([]Px, count)
		j := 0
		for x := range count {
			at := from + Px(x)*step
			for j+2 < n && c.x(r.periods[j+1].at) < at {
				j++
			}
			tops[x], feet[x] = k.between(c, i, r.periods, j, at)
		}
		for j, p := range r.periods { // a spike between two looks
			top, foot := k.between(c, i, r.periods, j, c.x(p.at))
			x := min(int((c.x(p.at)-from)/step), count-1)
			tops[x], feet[x] = max(tops[x], top), min(feet[x], foot)
		}
		span := int(width/step) + 1
		for x := 0; x+span <= count; x++ {
			top, foot := slices.Max(tops[x:x+span]), slices.Min(feet[x:x+span])
			// of places alike the one nearest to the middle reads best
			if room := foot - top - Px(math.Abs(float64(x+span/2-count/2)))*0.02; room > best {
				best, middle = room, Pt{from + (Px(x)+Px(span)/2)*step, (top + foot) / 2}
			}
		}
	}
	return middle, best >= 1.3*l.size.label
}

// between are the upper and lower edge of band i at x, between periods j and j+1.
func (k *stack) between(c *lineChart, i int, periods []period, j int, x Px) (top, foot Px) {
	at := func(p period) (Px, Px) {
		low := 0.0
		if i > 0 {
			low = k.levels[i-1][p.at]
		}
		return c.y(k.levels[i][p.at]), c.y(low)
	}
	a := periods[j]
	top, foot = at(a)
	if j+1 < len(periods) {
		z := periods[j+1]
		top2, foot2 := at(z)
		share := (x - c.x(a.at)) / max(c.x(z.at)-c.x(a.at), 0.001)
		top, foot = top+share*(top2-top), foot+share*(foot2-foot)
	}
	return top, foot
}

// writeNamesInside writes the names that stand inside their bands.
func (l *layout) writeNamesInside(k *stack) {
	l.findInside(k, k.lineChart)
	for i, s := range k.parts {
		if at, ok := k.inside[i]; ok {
			size := l.size.label
			w, h := l.width(faceOf(k.dress[i].main), size, s.Name)+3*l.u, 1.15*size
			l.rect(at.X-w/2, at.Y-h/2, w, h, k.dress[i].fill) // gridlines give way to words
			l.write(at.X, level(at.Y, size), s.Name, faceOf(k.dress[i].main), size, on(k.dress[i].fill), Middle)
		}
	}
}
