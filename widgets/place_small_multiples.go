package widgets

import (
	"math"
	"slices"

	"figurehead/widgets/words"
)

// multiples is a set of small charts being placed. All have the same periods;
// they have the same scale unless the Spec frees them.
type multiples struct {
	panels  []*panel
	whole   *lineSeries // dashed behind every panel; nil without one
	periods []period
	column  bool
	bars    bool // each a chart of bars by name
	free    bool
	// low and high are those of the lines and ranges of values that every chart
	// shows; infinite the wrong way round without any.
	low, high float64
	cropped   bool
	grid      panelGrid
	// spanSaid and wholeSaid are set where a note says from when to when the
	// charts run, and what the dashed line is, because they have no room for it.
	spanSaid, wholeSaid bool
	// bare is set where a note says the scale, because tick labels would take the
	// room that names need.
	bare bool
}

// panel is one small chart.
type panel struct {
	*lineSeries
	chart lineChart // its plot and scale
	head  []string  // its name
	value string    // its last number, with the period where it is not the latest
}

// panelGrid is how the panels share a plot.
type panelGrid struct {
	cols, rows int
	gutter     Px // of the tick labels: of the first column, or of each
	width      Px // of each plot
	height     Px
	head       Px // of the names and values over each
	nameRows   int
	values     valueRow
	between    Px // columns
	under      Px // rows
	foot       Px // the periods under the lowest
	bothEnds   bool
	cost, lost float64 // lost is what is cut of names
	names      [][]string
}

// valueRow is where the last number of a panel stands.
type valueRow int

const (
	besideName valueRow = iota
	underName
	noValue
)

// panelColumns are the numbers of columns to try in each preset.
func (l *layout) panelColumns(n int) []int {
	switch {
	case l.preset.Name == "frame-s" && n <= 4:
		return []int{1}
	case l.preset.Name == "frame-s" && n <= 12:
		return []int{2, 1}
	case l.preset.Name == "frame-s":
		return []int{2, 3}
	case l.preset.Frame:
		return []int{min(n, 3)}
	case slices.Contains([]string{"square", "portrait", "story"}, l.preset.Name):
		return []int{min(n, 2), min(n, 3)}
	}
	return []int{min(n, 3), min(n, 4)}
}

// multiplesHeight gives each panel a plot about 0.55 as high as it is wide.
func multiplesHeight(l *layout, width Px) Px {
	if l.figure.Spec.Panel == panelBar {
		return smallBarsHeight(l, width)
	}
	m := l.newMultiples()
	n := len(m.panels)
	cols := l.panelColumns(n)[0]
	rows := (n + cols - 1) / cols
	plot := min(max(0.55*width/Px(cols), 4*l.size.tick), 9*l.size.label)
	return Px(rows)*(plot+2.5*l.size.label+14*l.u) + 5.5*l.size.tick
}

func drawMultiples(l *layout, b box) error {
	if l.figure.Spec.Panel == panelBar {
		return drawSmallBars(l, b)
	}
	m := l.newMultiples()
	low, high := m.bounds()
	m.cropped = !m.column && m.croppable(l, low, high)
	start, ticked := len(l.marks), -1.0 // what is cut of names beside tick labels
	for {
		l.marks = l.marks[:start]
		inner := l.footNote(b, l.multiplesNotes(m)...)
		fits := l.arrange(m, inner)
		lost := m.grid.lost
		if !fits {
			lost = math.Inf(1)
		}
		switch {
		case !m.spanSaid && (!fits || !m.grid.bothEnds): // the note takes less room than the periods under the charts
			m.spanSaid = true
			continue
		case ticked < 0 && lost > 0 && !m.free:
			m.bare, ticked = true, lost
			continue
		case m.bare && lost >= ticked:
			m.bare = false
			continue
		case !fits:
			return l.tooManyPanels(m)
		}
		if l.drawPanels(m, inner) || m.wholeSaid {
			l.annotatePanels(m)
			return nil
		}
		m.wholeSaid = true
	}
}

// newMultiples dresses the panels, and the whole.
func (l *layout) newMultiples() *multiples {
	m := &multiples{column: l.figure.Spec.Panel == "column", free: l.figure.Spec.Scale == "free"}
	m.low, m.high = l.spanned(math.Inf(1), math.Inf(-1))
	lineOf := func(s Series) *lineSeries {
		s.Points = inOrder(s.Points)
		return &lineSeries{Series: s, last: lastOf(s), stroke: l.colors.Highlight, weight: 3, main: true}
	}
	m.periods = periodsOf(l.figure.Series)
	latest := m.periods[len(m.periods)-1].at
	for _, s := range l.figure.panels() {
		p := &panel{lineSeries: lineOf(s)}
		p.value = p.last.Label
		if p.value != "" && p.last.Ordinal != latest {
			p.value += " (" + firstOf(p.last.Short, p.last.Category) + ")"
		}
		m.panels = append(m.panels, p)
	}
	if w := l.figure.whole(); w != nil && lastOf(*w).Label != "" {
		m.whole = lineOf(*w)
		m.whole.stroke, m.whole.weight, m.whole.dash = l.colors.Edge, 1.75, []Px{4 * l.u, 3 * l.u}
		if m.column {
			m.whole.stroke = l.colors.Ink
		}
	}
	return m
}

// bounds are the lowest and highest number of a panel with the whole, or of all.
func (m *multiples) bounds(of ...*panel) (low, high float64) {
	if of == nil {
		of = m.panels
	}
	c := lineChart{}
	for _, p := range of {
		c.lines = append(c.lines, p.lineSeries)
	}
	if m.whole != nil {
		c.lines = append(c.lines, m.whole)
	}
	low, high = c.bounds()
	return min(low, m.low), max(high, m.high)
}

// croppable reports whether zero may be left out of every axis: one decision
// for all, so that a reader need not look at each.
func (m *multiples) croppable(l *layout, low, high float64) bool {
	if !m.free {
		return l.farFromZero(low, high, m.wholeNumbers())
	}
	for _, p := range m.panels {
		low, high := m.bounds(p)
		if !math.IsInf(low, 0) && !l.farFromZero(low, high, m.wholeNumbers()) {
			return false
		}
	}
	return true
}

func (m *multiples) wholeNumbers() bool {
	return !slices.ContainsFunc(m.panels, func(p *panel) bool { return !wholeLabels(p.Points) }) && (m.whole == nil || wholeLabels(m.whole.Points))
}

// multiplesNotes say what the charts have in common, and what is missing.
func (l *layout) multiplesNotes(m *multiples) []string {
	plain, along := words.SameScale, words.SameScaleAlong
	if m.free {
		plain, along = words.OwnScale, words.OwnScaleAlong
	}
	scale := l.say(plain)
	if first, last := l.endPeriods(m); m.spanSaid && first != "" {
		scale = l.say(along, "between", l.words.Between(first, last))
	}
	if m.bare {
		scale = l.bareScale(m)
	}
	if m.cropped {
		scale += " " + l.say(words.Cropped)
	}
	if m.whole != nil && m.wholeSaid {
		scale += " " + l.say(words.DashedIs, "name", m.whole.Name)
	}
	missing := l.missingNamed(func(s Series, p Point) string { return pointName(l.figure, s, p) })
	return append(append([]string{scale}, missing...), l.standingNotes()...)
}

// bareScale says from what to what the charts run that have no tick labels.
func (l *layout) bareScale(m *multiples) string {
	labels := l.tickLabels(m.scaleOf(), l.unit())
	low, high := labels[0], labels[len(labels)-1]
	if first, last := l.endPeriods(m); m.spanSaid && first != "" {
		return l.say(words.RunFromAlong, "low", low, "high", high, "between", l.words.Between(first, last))
	}
	return l.say(words.RunFrom, "low", low, "high", high)
}

// scaleOf is the value axis of a panel.
func (m *multiples) scaleOf(of ...*panel) scale {
	low, high := m.bounds(of...)
	if math.IsInf(low, 0) {
		low, high = 0, 1
	}
	from, to := min(low, 0), max(high, 0)
	if m.cropped {
		from, to = low-0.42*(high-low), high
	}
	return scaleWithin(from, to, m.wholeNumbers(), 2, 3)
}

// arrange chooses the columns and the words over each panel: those that leave the
// plots nearest to a good shape and cut the fewest names. False when none fits.
func (l *layout) arrange(m *multiples, b box) bool {
	gutter := Px(0)
	for _, p := range m.panels {
		p.chart = lineChart{periods: m.periods, cropped: m.cropped, scale: m.scaleOf()}
		if m.free {
			p.chart.scale = m.scaleOf(p)
		}
		gutter = max(gutter, l.widestTick(l.tickLabels(p.chart.scale, l.unit()))+9*l.u)
	}
	if m.bare {
		gutter = 0
	}
	best := panelGrid{cost: math.Inf(1)}
	for _, cols := range l.panelColumns(len(m.panels)) {
		for _, values := range []valueRow{besideName, underName, noValue} {
			for nameRows := 1; nameRows <= 2; nameRows++ {
				g := panelGrid{cols: cols, gutter: round(gutter), values: values, nameRows: nameRows}
				if l.measureGrid(m, b, &g) && g.cost < best.cost {
					best = g
				}
			}
		}
	}
	if math.IsInf(best.cost, 1) {
		return false
	}
	m.grid = best
	l.placePanels(m, b)
	return true
}

// measureGrid works out a grid and its cost; false where it does not fit.
func (l *layout) measureGrid(m *multiples, b box, g *panelGrid) bool {
	u, size, n := l.u, l.size.label, len(m.panels)
	g.rows = (n + g.cols - 1) / g.cols
	g.between, g.under = 18*u, 10*u
	gutters := Px(1)
	if m.free {
		gutters = Px(g.cols)
	}
	g.width = round((b.w-gutters*g.gutter-Px(g.cols-1)*g.between-6*u)/Px(g.cols) - 0.5)
	rows := Px(g.nameRows)
	if g.values == underName {
		rows++
	}
	g.head = round(rows*1.16*size + 0.4*size)
	g.foot = 1.9 * l.size.tick
	if m.spanSaid {
		g.foot = 0.6 * l.size.tick
	}
	g.height = round((b.h-g.foot-Px(g.rows-1)*g.under)/Px(g.rows) - g.head - 0.5)
	if g.width < 3*size || g.height < 1.4*l.size.tick || m.column && g.width < 1.5*Px(len(m.periods)) {
		return false
	}
	first, last := l.endPeriods(m)
	g.bothEnds = m.spanSaid || l.width(Regular, l.size.tick, first)+l.width(Regular, l.size.tick, last)+8*u <= g.width
	fits := false
	if g.lost, fits = l.headPanels(m, g); !fits {
		return false
	}
	g.cost = math.Abs(math.Log(float64(g.width/g.height)/1.9)) + g.lost/float64(n)
	if g.height < 3*l.size.tick {
		g.cost += 0.6
	}
	if g.values == noValue {
		g.cost += 1.2
	}
	g.cost += 0.1*float64(g.nameRows) + 0.8*float64(btoi(!g.bothEnds))
	return true
}

// endPeriods are the labels of the first and the last period; first is "" where
// there is only one.
func (l *layout) endPeriods(m *multiples) (first, last string) {
	last = m.periods[len(m.periods)-1].narrower
	if len(m.periods) > 1 {
		first = m.periods[0].narrower
	}
	return first, last
}

// headPanels breaks the names into rows and weighs what is cut of them; false
// where a name or a value has no room.
func (l *layout) headPanels(m *multiples, g *panelGrid) (lost float64, fits bool) {
	size := l.size.label
	g.names = make([][]string, len(m.panels))
	for i, p := range m.panels {
		value, room := l.width(Regular, size, p.value), g.width+4*l.u
		if i%g.cols < g.cols-1 { // a name may stand over the gap to the next
			room = g.width + g.between - 9*l.u
		}
		switch {
		case g.values == besideName:
			room = g.width - value - 8*l.u
		case g.values == underName && value > room:
			return 0, false
		}
		if room < 2.5*size {
			return 0, false
		}
		g.names[i] = l.clip(p.Name, Bold, size, room, g.nameRows)
		lost += lostOf(p.Name, g.names[i])
	}
	return lost, true
}
