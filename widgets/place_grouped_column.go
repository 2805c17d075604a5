package widgets

import (
	"slices"

	"figurehead/widgets/words"
)

// groupedColumnsPlaced is a figure of grouped or stacked columns being placed;
// its points are the periods.
type groupedColumnsPlaced struct {
	columns
	series []Series
	totals []Point
	dress  []seriesDress
	key    swatchKey
	lows   bool // a value is below zero
	// labelled are the numbers that stand over columns, by series and point.
	labelled map[[2]int]box
}

// columnBox is one column as drawn.
type columnBox struct {
	box
	series int
	point  int
}

func (l *layout) newGroups() *groupedColumnsPlaced {
	return &groupedColumnsPlaced{columns: columns{points: l.categories()}, series: l.figure.Series,
		totals: l.figure.Totals.Points, dress: l.dressed(l.figure.Series)}
}

// groupedColumnHeight is that of columns with a key; names too long to stand
// under them lay the columns down as bars.
func groupedColumnHeight(l *layout, width Px) Px {
	if l.columnsLie(width) {
		if l.kind.stacked {
			return stackedBarHeight(l, width)
		}
		return groupedBarHeight(l, width)
	}
	p := l.newGroups()
	height := Px(380)
	if l.preset.Name == "frame-s" {
		height = 330
	}
	return height + l.fitKey(p.series, p.dress, width, 0.35*maxFrame).height(l)
}

func drawGroupedColumns(l *layout, b box) error {
	if l.columnsLie(b.w) {
		return drawGroupedBars(l, b)
	}
	p := l.newGroups()
	b = l.columnNotes(p, b)
	if len(p.series) > 1 {
		p.key = l.fitKey(p.series, p.dress, b.w, 0.35*b.h)
		b = l.drawSwatches(p.key, b)
	}
	l.measureGroupedColumns(p, b)
	if p.axis {
		l.drawAxis(p.box, p.scale, l.tickLabels(p.scale, l.unit()))
	}
	drawn := l.drawGroups(p)
	l.drawColumnZero(p)
	l.drawColumnNames(&p.columns, b)
	l.writeColumnValues(p, b, drawn)
	l.annotate(l.plottedGroupedColumns(p, b, drawn))
	return nil
}

// columnNotes leaves the first periods out where columns would be thinner than
// a pixel, and writes what is left out and what is missing.
func (l *layout) columnNotes(p *groupedColumnsPlaced, b box) box {
	var notes []string
	capacity := max(int(b.w-6*l.size.tick)/(2*len(p.series)), 1)
	if left := len(p.points) - capacity; left > 0 { // the latest stay
		p.points = p.points[left:]
		cut := make([]Series, len(p.series))
		for k, s := range p.series {
			cut[k] = s
			cut[k].Points = s.Points[left:]
		}
		if p.series = cut; len(p.totals) > 0 {
			p.totals = p.totals[left:]
		}
		notes = append(notes, l.more(left))
	}
	notes = append(append(notes, l.missingNotes()...), l.stateNotes()...)
	b = l.noteUnder(b, notes...)
	return b
}

// measureGroupedColumns settles scale and axis: no axis where every column
// carries its number.
func (l *layout) measureGroupedColumns(p *groupedColumnsPlaced, b box) {
	low, high := l.spanned(0, 0)
	widest := Px(0)
	var all []Point
	for k, s := range p.series {
		for i, r := range s.Points {
			low, high = min(low, r.Value), max(high, r.Value)
			widest = max(widest, l.width(faceOf(p.dress[k].main || p.points[i].Highlight), l.size.label, r.Label))
		}
		all = append(all, s.Points...)
	}
	n := Px(len(p.points))
	p.axis = widest > 0.98*groupShare*b.w/n/Px(len(p.series))
	p.lows, p.scale = low < 0, niceScale(low, high, wholeLabels(all))
	head := ascent*l.size.label + 6*l.u + 1
	if !p.axis {
		p.scale = scale{low, max(high, low+1e-12), 1}
		if high == low {
			p.scale.high = low + 1
		}
	}
	l.boxColumns(&p.columns, b, head, p.lows)
	p.thick = min(groupShare*p.pitch, 3.6*l.size.label*Px(len(p.series)))
	if p.pitch < 4*Px(len(p.series)) { // too thin for gaps
		p.thick = p.pitch
	}
}

// up is how far a value is from zero, on whole pixels, so that columns are as
// long as their numbers whatever the place of the zero line.
func (p *groupedColumnsPlaced) up(v float64) Px {
	return round(Px(v/(p.scale.high-p.scale.low)) * p.box.h)
}

// drawGroups draws the columns of all groups and returns them.
func (l *layout) drawGroups(p *groupedColumnsPlaced) []columnBox {
	var drawn []columnBox
	n := Px(len(p.series))
	gap := max(round(l.u), 1)
	if p.thick/n < 4 {
		gap = 0
	}
	for i := range p.points {
		left := p.box.x + Px(i)*p.pitch + (p.pitch-p.thick)/2
		for k, s := range p.series {
			r := s.Points[i]
			if r.Missing {
				continue
			}
			x1, x2 := round(left+Px(k)*(p.thick+gap)/n), round(left+Px(k+1)*(p.thick+gap)/n-gap)
			zero := round(p.y(0))
			y1, y2 := zero-max(p.up(r.Value), 0), zero-min(p.up(r.Value), 0)
			at := columnBox{box{x1, y1, max(x2-x1, 1), max(y2-y1, 1)}, k, i}
			l.drawColumnBox(at.box, p.dress[k], r.State, r.Value < 0)
			drawn = append(drawn, at)
		}
	}
	return drawn
}

// drawColumnBox draws a column in the dress of its series and its state: a pale one has an
// edge of 3:1 where its value is read.
func (l *layout) drawColumnBox(at box, d seriesDress, s words.State, negative bool) {
	if l.drawOpenDressed(at, d, s) {
		return
	}
	l.rect(at.x, at.y, at.w, at.h, d.fill)
	if !d.pale {
		return
	}
	tip := min(max(round(2*l.u), 1), at.h)
	y := at.y + tip/2
	if negative {
		y = at.bottom() - tip/2
	}
	l.rule(at.x, y, at.right(), y, tip, l.colors.Edge)
}

func (l *layout) drawColumnZero(p *groupedColumnsPlaced) {
	zero := round(p.y(0))
	l.rule(p.box.x, zero, p.box.right(), zero, 1.25*l.u, l.colors.Muted)
}

// writeColumnValues writes the number of each column where there is no axis,
// else those of the latest period and of what stands out, as far as they have
// room over their columns.
func (l *layout) writeColumnValues(p *groupedColumnsPlaced, b box, drawn []columnBox) {
	latest := -1
	for _, c := range drawn {
		latest = max(latest, c.point)
	}
	var written []box
	for _, first := range []bool{true, false} {
		for _, c := range drawn {
			main := p.dress[c.series].main || p.points[c.point].Highlight
			if main != first || p.axis && c.point != latest && !p.points[c.point].Highlight {
				continue
			}
			at, ok := l.overColumn(p, b, drawn, c, faceOf(main))
			if !ok || slices.ContainsFunc(written, at.near) {
				continue
			}
			written = append(written, at)
			if p.labelled == nil {
				p.labelled = map[[2]int]box{}
			}
			p.labelled[[2]int{c.series, c.point}] = at
			l.write(at.x, at.y+ascent*l.size.label, p.series[c.series].Points[c.point].Label, faceOf(main), l.size.label, l.colors.Ink, Start)
		}
	}
}

// overColumn is the place of a number over its column, or under one below zero;
// false where it would meet a neighbour.
func (l *layout) overColumn(p *groupedColumnsPlaced, b box, drawn []columnBox, c columnBox, face Face) (box, bool) {
	r, gap := p.series[c.series].Points[c.point], 6*l.u
	w, h, left := l.measure(face, l.size.label, r.Label), (ascent+descent)*l.size.label, b.x
	if p.axis {
		left = p.box.x
	}
	at := box{min(max(c.x+c.w/2-w/2, left), b.right()-w), c.y - gap - ascent*l.size.label, w, h}
	if r.Value < 0 {
		at.y = c.bottom() + gap
	}
	for _, x := range []Px{at.x, c.x + 2*l.u, c.right() - 2*l.u - w} { // centred, else from one of its edges
		if at.x = x; at.y >= b.y-1 && x >= left && at.right() <= b.right()+1 && clearOf(at, drawn) {
			return at, true
		}
	}
	return at, false
}

// clearOf reports whether a text meets no column.
func clearOf(at box, drawn []columnBox) bool {
	return !slices.ContainsFunc(drawn, func(c columnBox) bool {
		return c.x < at.right() && c.right() > at.x && c.y < at.bottom()+2 && c.bottom() > at.y-2
	})
}
