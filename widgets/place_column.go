package widgets

import (
	"slices"

	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// columns is a column figure being placed.
type columns struct {
	points       []Point
	box          box // of the columns, between value labels and names
	scale        scale
	axis         bool // ticks and gridlines; none where each column has its value
	pitch, thick Px
	marked       bool
	names        [][]string  // wrapped, where all are shown
	labels       map[int]box // of the values that are written
}

func columnHeight(l *layout, width Px) Px {
	if l.columnsLie(width) {
		return barHeight(l, width)
	}
	if l.preset.Name == "frame-s" {
		return 340
	}
	return 380
}

// overTime reports whether the categories are periods.
func (l *layout) overTime() bool {
	return l.figure.overTime()
}

// columnsLie reports whether the names of categories are too long to stand
// under columns in this width, so that the columns lie down as bars.
func (l *layout) columnsLie(width Px) bool {
	points := l.points()
	if l.overTime() {
		return false
	}
	if len(points) > 40 {
		return true
	}
	_, ok := l.columnNames(points, (width-4*l.size.tick)/Px(len(points)))
	return !ok
}

// columnNames wraps the names to the pitch, on at most three lines.
func (l *layout) columnNames(points []Point, pitch Px) ([][]string, bool) {
	names := make([][]string, len(points))
	for i, p := range points {
		face := faceOf(p.Highlight)
		for _, text := range []string{p.Category, firstOf(p.Short, p.Category)} {
			names[i] = l.wrap(text, face, l.size.tick, 0.94*pitch)
			if len(names[i]) <= 3 && l.widest(names[i], face, l.size.tick) <= 0.94*pitch {
				break
			}
		}
		if len(names[i]) > 3 || l.widest(names[i], face, l.size.tick) > 0.94*pitch {
			return nil, false
		}
	}
	return names, true
}

func drawColumns(l *layout, b box) error {
	if l.columnsLie(b.w) {
		return drawBars(l, b)
	}
	points := l.points()
	capacity := int(b.w - 6*l.size.tick) // columns a pixel wide still show a course
	var notes []string
	if left := len(points) - capacity; left > 0 { // the latest stay
		points = points[left:]
		notes = append(notes, l.more(left))
	}
	notes = append(notes, l.missingNote(points)...)
	notes = append(notes, l.standingNotes()...)
	if len(notes) > 0 {
		b = l.footNote(b, notes...)
	}
	c := columns{points: points, marked: slices.ContainsFunc(points, func(p Point) bool { return p.Highlight })}
	l.measureColumns(&c, b)
	if c.axis {
		l.drawAxis(c.box, c.scale, l.tickLabels(c.scale, l.unit()))
	}
	for i, p := range c.points {
		l.drawColumn(&c, i, p)
	}
	zero := round(c.y(0))
	l.rule(c.box.x, zero, c.box.right(), zero, 1.25*l.u, l.colors.Muted)
	for i, p := range c.points {
		if p.HasInterval() {
			x := c.middle(i)
			l.whisker(Pt{x, c.y(p.High.Value)}, Pt{x, c.y(p.Low.Value)}, min(4*l.u, 0.35*c.thick))
		}
	}
	l.drawColumnNames(&c, b)
	l.drawColumnValues(&c, b)
	l.writeAbsentColumns(&c)
	l.annotate(l.plottedColumns(&c, b))
	return nil
}

// unit is the unit of the figure's first number.
func (l *layout) unit() unit {
	for _, s := range l.figure.Series {
		for _, p := range s.Points {
			if !p.Missing {
				return unitOf(p.Label)
			}
		}
	}
	return unit{}
}

func (l *layout) measureColumns(c *columns, b box) {
	u, size, tick := l.u, l.size.label, l.size.tick
	low, high := l.spanned(0, 0)
	widest := Px(0)
	for _, p := range c.points {
		low, high = min(low, p.lowest()), max(high, p.highest())
		widest = max(widest, l.width(faceOf(p.Highlight), size, p.Label))
	}
	n := Px(len(c.points))
	c.axis = !(n <= 12 && widest <= 0.96*b.w/n && (n <= 6 || !l.overTime()))
	c.scale = niceScale(low, high, wholeLabels(c.points))
	head := ascent*size + 6*u
	if c.axis {
		if high < c.scale.high-0.14*(c.scale.high-c.scale.low) {
			head = 0.4 * tick
		}
	} else {
		c.scale = scale{low, max(high, low+1e-12), 1}
		if high == low {
			c.scale.high = low + 1
		}
	}
	l.boxColumns(c, b, head, low < 0)
	c.thick = min(0.7*c.pitch, 6*size)
	if c.pitch < 3 { // too thin for gaps
		c.thick = c.pitch
	}
}

// boxColumns puts the columns between the axis, if there is one, a head of that
// height and their names.
func (l *layout) boxColumns(c *columns, b box, head Px, negative bool) {
	u, tick := l.u, l.size.tick
	c.box = b
	if c.axis {
		c.box.x += l.widestTick(l.tickLabels(c.scale, l.unit())) + 9*u
	}
	c.box.x = round(c.box.x)
	c.box.w = b.right() - c.box.x
	c.pitch = c.box.w / Px(len(c.points))
	foot := 1.9 * tick
	if !l.overTime() {
		c.names, _ = l.columnNames(c.points, c.pitch)
		rows := 1
		for _, name := range c.names {
			rows = max(rows, len(name))
		}
		foot = 8*u + Px(rows)*1.15*tick + 0.25*tick
	}
	if negative {
		foot += ascent*l.size.label + 6*u
	}
	c.box.y += head
	c.box.h = b.bottom() - foot - c.box.y
}

func (l *layout) widestTick(labels []string) Px {
	w := Px(0)
	for _, t := range labels {
		w = max(w, l.width(Regular, l.size.tick, t))
	}
	return w
}

// y is the height of a value.
func (c *columns) y(v float64) Px {
	return c.box.bottom() - Px((v-c.scale.low)/(c.scale.high-c.scale.low))*c.box.h
}

// drawAxis draws gridlines and tick labels left of b, every second or third
// where there is little room; the zero line is drawn by the caller, over the
// marks.
func (l *layout) drawAxis(b box, s scale, labels []string) {
	ticks, zero := s.ticks(), 0
	for i, v := range ticks {
		if v == 0 {
			zero = i
		}
	}
	every := 1
	for every < len(ticks) && Px(every)*b.h < 1.15*l.size.tick*Px(len(ticks)-1) {
		every++
	}
	for i, v := range ticks {
		if (i-zero)%every != 0 {
			continue
		}
		y := round(b.bottom() - Px((v-s.low)/(s.high-s.low))*b.h)
		if v != 0 {
			l.rule(b.x, y, b.right(), y, l.u, l.colors.Rule)
		}
		l.write(b.x-8*l.u, level(y, l.size.tick), labels[i], Regular, l.size.tick, l.colors.Muted, End)
	}
}

// middle is the middle of column i.
func (c *columns) middle(i int) Px { return c.box.x + (Px(i)+0.5)*c.pitch }

func (l *layout) drawColumn(c *columns, i int, p Point) {
	if p.Missing {
		return
	}
	x := c.box.x + Px(i)*c.pitch + (c.pitch-c.thick)/2
	x1, x2 := tenth(x), tenth(x+c.thick)
	if c.pitch > 8 {
		x1, x2 = round(x), round(x+c.thick)
	}
	y1, y2 := round(min(c.y(p.Value), c.y(0))), round(max(c.y(p.Value), c.y(0)))
	if l.drawOpen(box{x1, y1, x2 - x1, y2 - y1}, p.Highlight || !c.marked, p.State) {
		return
	}
	if p.Highlight || !c.marked {
		l.rect(x1, y1, x2-x1, max(y2-y1, 1), l.colors.Highlight)
		return
	}
	tip := min(2*l.u, max(y2-y1, l.u))
	l.rect(x1, y1, x2-x1, y2-y1, l.colors.Context)
	if p.Value < 0 {
		l.rect(x1, y2-tip, x2-x1, tip, l.colors.Edge)
		return
	}
	l.rect(x1, y1, x2-x1, tip, l.colors.Edge)
}

// drawColumnNames names each category, or as many periods as have room,
// counted from the highlight (or the latest).
func (l *layout) drawColumnNames(c *columns, b box) {
	tick, u := l.size.tick, l.u
	first := b.bottom() - 1.9*tick + 8*u + 0.85*tick
	if c.names != nil {
		rows := 1
		for _, name := range c.names {
			rows = max(rows, len(name))
		}
		first = b.bottom() - 0.25*tick - Px(rows)*1.15*tick + 0.9*tick
	}
	for _, i := range l.namedColumns(c, b) {
		p, name := c.points[i], l.columnName(c, i)
		face, fill := faceOf(p.Highlight), l.colors.Muted
		if p.Highlight {
			fill = l.colors.Ink
		}
		x, _ := l.underColumn(c, b, i)
		l.lines(x, first, name, face, tick, 1.15*tick, fill, Middle)
	}
}

// columnName is the name under column i.
func (l *layout) columnName(c *columns, i int) []string {
	if c.names != nil {
		return c.names[i]
	}
	return []string{firstOf(c.points[i].Short, c.points[i].Category)}
}

// underColumn is the middle of the name under column i, kept inside b, and
// half of its width.
func (l *layout) underColumn(c *columns, b box, i int) (x, half Px) {
	half = l.widest(l.columnName(c, i), faceOf(c.points[i].Highlight), l.size.tick) / 2
	return min(max(c.middle(i), b.x+half), b.right()-half), half
}

// namedColumns are the columns whose names are written: all, or every few
// counted from the highlight (else the latest), the fewest apart that have room.
func (l *layout) namedColumns(c *columns, b box) []int {
	n, from := len(c.points), len(c.points)-1
	round := l.manyYears(c)
	for i, p := range c.points {
		if p.Highlight {
			from, round = i, false
		}
	}
	for _, step := range l.columnSteps(c) {
		var named []int
		fits, end := true, b.x-b.w
		start := from % step
		if round { // at 1900 and 1920, not at 1907 and 1928
			start = (step - yearOf(c.points[0])%step) % step
		}
		for i := start; i < n; i += step {
			x, half := l.underColumn(c, b, i)
			fits = fits && (c.names != nil || x-1.15*half >= end)
			named, end = append(named, i), x+1.15*half
		}
		if fits {
			return named
		}
	}
	return []int{from}
}

// columnSteps are the steps to try between named columns: those of the
// calendar for months and quarters, so that like stands beside like.
func (l *layout) columnSteps(c *columns) []int {
	n := len(c.points)
	if l.overTime() && n > 2 {
		days := (c.points[n-1].Ordinal - c.points[0].Ordinal) / (n - 1)
		switch {
		case days >= 28 && days <= 31:
			return []int{1, 2, 3, 6, 12, 24, 36, 48, 60, 120}
		case days >= 89 && days <= 93:
			return []int{1, 2, 4, 8, 12, 16, 20, 40}
		case l.manyYears(c):
			return []int{5, 10, 20, 25, 50, 100, 200}
		}
	}
	steps := make([]int, n)
	for i := range steps {
		steps[i] = i + 1
	}
	return steps
}

// manyYears reports whether the columns are calendar years that follow each
// other, and so many that only round ones are named.
func (l *layout) manyYears(c *columns) bool {
	n := len(c.points)
	if !l.overTime() || n <= 30 {
		return false
	}
	first, last := table.Day(c.points[0].Ordinal), table.Day(c.points[n-1].Ordinal)
	y, m, d := first.Civil()
	return m == 1 && d == 1 && last == table.Date(y+n-1, 1, 1)
}

func yearOf(p Point) int {
	y, _, _ := table.Day(p.Ordinal).Civil()
	return y
}

// drawColumnValues writes the value of each column where there is no axis,
// else of the highlights and the latest.
func (l *layout) drawColumnValues(c *columns, b box) {
	latest := len(c.points) - 1
	for latest >= 0 && (c.points[latest].Missing || c.points[latest].State == words.PartOfPeriod) {
		latest--
	}
	var written []box
	c.labels = make(map[int]box)
	for _, marked := range []bool{true, false} {
		for i, p := range c.points {
			if p.Missing || p.Highlight != marked || (c.axis && !p.Highlight && i != latest) {
				continue
			}
			at := l.valueBox(c, b, i)
			if at.y < b.y-1 || slices.ContainsFunc(written, at.near) {
				continue
			}
			written = append(written, at)
			c.labels[i] = at
			l.leadDown(c, i, at)
			l.write(at.x, at.y+ascent*l.size.label, p.Label, faceOf(p.Highlight), l.size.label, l.colors.Ink, Start)
		}
	}
}

// valueBox is where the value of column i stands: over it, or under a negative
// one, clear of taller neighbours.
func (l *layout) valueBox(c *columns, b box, i int) box {
	p, size, gap := c.points[i], l.size.label, 6*l.u
	w, h := l.measure(faceOf(p.Highlight), size, p.Label), ascent*size
	centre := c.middle(i)
	at := box{min(max(centre-w/2, b.x), b.right()-w), c.y(p.highest()) - gap - h, w, h}
	if p.Value < 0 {
		at.y = c.y(p.lowest()) + gap
	}
	if i+1 < len(c.points) && c.points[i+1].State == words.PartOfPeriod { // its words are tied to it past this value
		at.x = max(b.x, min(at.x, centre+c.thick/2-l.width(faceOf(p.Highlight), size, p.Label)))
	}
	for j, q := range c.points { // a wide value rises over the columns it would cross
		left := c.box.x + Px(j)*c.pitch + (c.pitch-c.thick)/2
		if j == i || q.Missing || left > at.right() || left+c.thick < at.x {
			continue
		}
		if p.Value < 0 {
			at.y = max(at.y, c.y(min(q.lowest(), 0))+gap)
		} else {
			at.y = min(at.y, c.y(max(q.highest(), 0))-gap-h)
		}
	}
	return at
}

// leadDown ties a value that rose over its neighbours to its column.
func (l *layout) leadDown(c *columns, i int, at box) {
	p := c.points[i]
	if top := c.y(p.highest()); p.Value >= 0 && top-at.bottom() > 6*l.u+0.8*l.size.label {
		x := round(c.box.x + (Px(i)+0.5)*c.pitch)
		l.rule(x, at.bottom()+4*l.u, x, top-2*l.u, l.u, l.colors.Edge)
	}
}
