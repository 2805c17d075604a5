package widgets

import "slices"

// drawArea draws one amount as an area from zero, always: pale, with a line
// along the edge where it is read.
func drawArea(l *layout, b box) error {
	c, _ := l.newLines()
	b = l.areaNotes(c, b)
	keyed, right := l.keyed(c, b), 10*l.u
	if keyed {
		b = l.drawKey(c, b)
	} else {
		right = l.endLabels(c, b)
	}
	low, high := l.spanned(c.bounds())
	l.measureLines(c, b, right, low, high)
	s := c.lines[0]
	runs := l.areaRuns(c.periods, []*lineSeries{s})
	for _, r := range runs {
		l.fillBand(c, r, nil, valuesOf(s), seriesDress{fill: l.colors.Context, pale: true})
	}
	l.drawAxis(c.plot, c.scale, l.tickLabels(c.scale, l.unit()))
	l.drawBaseline(c)
	l.drawPeriods(c, b)
	l.drawLine(c, s)
	if !keyed {
		l.drawEndLabels(c)
	}
	l.annotate(l.plottedLines(c, b))
	return nil
}

// areaNotes writes the notes of an area chart.
func (l *layout) areaNotes(c *lineChart, b box) box {
	var notes []string
	for _, s := range c.lines {
		notes = append(notes, l.missingLine(s, len(c.lines) > 1)...)
	}
	if notes = append(notes, l.standingNotes()...); len(notes) == 0 {
		return b
	}
	return l.footNote(b, notes...)
}

// areaRun is a stretch of periods in which every part has a number, from first to
// last; open where its numbers may still change.
type areaRun struct {
	periods []period
	open    bool
}

// areaRuns splits the periods at missing numbers, at breaks of the series, at
// numbers of a part of a period, and where numbers become open.
func (l *layout) areaRuns(periods []period, parts []*lineSeries) []areaRun {
	var runs []areaRun
	var before []Point
	for _, p := range periods {
		points, whole := pointsAt(parts, p.at)
		if !whole {
			before = nil
			continue
		}
		joined := before != nil
		for i, q := range points {
			joined = joined && l.joins(before[i], q)
		}
		open := slices.ContainsFunc(points, func(q Point) bool { return q.State.Open() })
		switch n := len(runs) - 1; {
		case !joined:
			runs = append(runs, areaRun{periods: []period{p}, open: open})
		case open == runs[n].open || len(runs[n].periods) == 1:
			runs[n].periods, runs[n].open = append(runs[n].periods, p), runs[n].open || open
		default: // the two stretches meet in the period before
			last := runs[n].periods[len(runs[n].periods)-1]
			runs = append(runs, areaRun{periods: []period{last, p}, open: true})
		}
		before = points
	}
	return runs
}

// pointsAt are the numbers of all parts in a period; false when one is missing.
func pointsAt(parts []*lineSeries, at int) ([]Point, bool) {
	points := make([]Point, len(parts))
	for i, s := range parts {
		k := slices.IndexFunc(s.Points, func(p Point) bool { return p.Ordinal == at && !p.Missing })
		if k < 0 {
			return nil, false
		}
		points[i] = s.Points[k]
	}
	return points, true
}

// valuesOf gives the number of a series in a period.
func valuesOf(s *lineSeries) func(at int) float64 {
	values := make(map[int]float64, len(s.Points))
	for _, p := range s.Points {
		values[p.Ordinal] = p.Value
	}
	return func(at int) float64 { return values[at] }
}

// fillBand fills one run between two levels, the lower being zero when nil: as a
// band, or as a narrow bar where a single period stands alone. Open numbers are
// hatched.
func (l *layout) fillBand(c *lineChart, r areaRun, lower, upper func(at int) float64, d seriesDress) {
	level := func(of func(int) float64, at int) Px {
		if of == nil {
			return c.y(0)
		}
		return c.y(of(at))
	}
	hatch := Hatch{}
	if r.open {
		stroke := l.colors.Paper
		if d.pale {
			stroke = l.colors.Edge
		}
		hatch = Hatch{Stroke: stroke, Gap: tenth(max(2, 6*l.u)), Width: tenth(1.25 * l.u)}
	}
	if len(r.periods) == 1 {
		at := r.periods[0].at
		y1, y2 := level(upper, at), level(lower, at)
		l.marks = append(l.marks, RectMark{X: tenth(c.x(at) - 3*l.u), Y: tenth(min(y1, y2)), W: tenth(6 * l.u), H: max(0.5, tenth(max(y1, y2)-min(y1, y2))), Fill: d.fill, Hatch: hatch})
		return
	}
	var top, foot []Pt
	for _, p := range r.periods {
		x := c.x(p.at)
		top = append(top, Pt{x, level(upper, p.at)})
		foot = append(foot, Pt{x, level(lower, p.at)})
	}
	if lower == nil {
		foot = []Pt{foot[0], foot[len(foot)-1]}
	}
	top, foot = simplified(top), simplified(foot)
	slices.Reverse(foot)
	l.area(d.fill, append(top, foot...)...)
	if r.open {
		m := l.marks[len(l.marks)-1].(AreaMark)
		m.Hatch = hatch
		l.marks[len(l.marks)-1] = m
	}
}
