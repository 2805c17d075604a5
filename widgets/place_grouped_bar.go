package widgets

import (
	"math"
	"slices"

	"figurehead/widgets/words"
)

// Shares of a group's pitch that its bars take up, and the most that one bar
// is high in labels (shared figure design, section 6).
const (
	groupShare = 0.72
	mostBar    = 2.0
	// leastValued is how high a bar is, in labels, beside which its number stands.
	leastValued = 1.06
)

// groupedBarsPlaced is a grouped bar figure being placed.
type groupedBarsPlaced struct {
	lanes
	series    []Series
	dress     []seriesDress
	key       swatchKey // empty where the first group names the series
	valued    []bool    // by series: its bars carry their numbers
	axis      bool      // ticks and gridlines, where not every bar has its number
	mute      bool      // no bar carries its number
	x0        Px
	perUnit   float64
	low, high float64
}

// groupedBarHeight gives each bar of a frame room for its number as long as
// the frame has it.
func groupedBarHeight(l *layout, width Px) Px {
	p := &groupedBarsPlaced{lanes: lanes{points: l.categories()}, series: l.figure.Series}
	p.dress = l.dressed(p.series)
	each := Px(len(p.series)) * 24 / groupShare
	if len(p.points)*len(p.series) > 20 {
		each = Px(len(p.series)) * 19 / groupShare
	}
	l.nameLanes(&p.lanes, width, l.framed(each, groupShare, len(p.points), Px(len(p.series))*leastValued*l.size.label))
	if p.naming == namesAbove {
		each = groupShare*each + aboveGap*l.u + 10
	}
	height := Px(len(p.points))*(each+p.head) + 4 + l.titlesHeight(p.points, maxFrame)
	return l.roomForRemarks(height + l.fitKey(p.series, p.dress, width, 0.35*maxFrame).height(l) + l.headHeight())
}

func drawGroupedBars(l *layout, b box) error {
	p := &groupedBarsPlaced{series: l.figure.Series, dress: l.dressed(l.figure.Series)}
	p.points = l.categories()
	notes := append(l.missingNotes(), l.stateNotes()...)
	if left := l.keepRows(&p.lanes, b, 3*Px(len(p.series))); left > 0 {
		notes = append(notes, l.more(left))
	}
	b = l.noteUnder(b, notes...)
	head := l.headHeight()
	b.y, b.h = b.y+head, b.h-head
	l.measureGroups(p, b)
	if len(p.key.rows) > 0 { // over the words of reference lines
		b.y -= head
		b = l.drawSwatches(p.key, b)
		b.y += head
	}
	l.standGroups(p, b)
	if p.axis {
		l.drawAcross(p.x0, p.perUnit, p.low, p.high, p.tops[0]-(p.pitch-p.thick)/2, p.foot(), b)
	}
	for i := range p.points {
		for k := range p.series {
			l.drawGroupBar(p, b, i, k)
		}
	}
	l.drawNames(&p.lanes, b)
	l.drawLaneZero(&p.lanes, p.x0)
	l.annotate(l.plottedGroups(p, b, head))
	return nil
}

// measureGroups settles the names, which bars carry their numbers and whether
// a key is needed.
func (l *layout) measureGroups(p *groupedBarsPlaced, b box) {
	n := Px(len(p.series))
	key := l.fitKey(p.series, p.dress, b.w, 0.35*b.h)
	p.valued, p.axis = make([]bool, len(p.series)), false
	for _, keyed := range []bool{false, true} {
		full := b.h
		if keyed {
			p.key = key
			full -= key.height(l)
		}
		for _, axis := range []bool{false, true} {
			if axis {
				full -= axisRoom * l.size.tick
			}
			h := full - l.titlesHeight(p.points, full)
			pitch := min(h/Px(len(p.points)), mostBar*l.size.label*n/groupShare)
			p.lanes = lanes{points: p.points}
			l.nameLanes(&p.lanes, b.w, laneRoom{pitch, h / Px(len(p.points)), n * leastValued * l.size.label})
			each := groupShare * pitch / n
			if p.naming == namesAbove {
				each = (min(h/Px(len(p.points))-p.head, mostBar*l.size.label*n/groupShare) - aboveGap*l.u) / n
			}
			l.giveValues(p, pitch, each)
			if l.scaleGroups(p, b, false); p.perUnit*(p.high-p.low) < 0.3*float64(b.w-p.column) { // numbers longer than bars: a scale instead
				p.mute = true
				l.giveValues(p, pitch, each)
			}
			if !p.axis {
				break
			}
		}
		if !keyed && l.namesInFirstGroup(p, b) {
			return
		}
	}
}

// giveValues says which series carry their numbers: all where each bar is as
// high as a text, else the one that stands out, or none.
func (l *layout) giveValues(p *groupedBarsPlaced, pitch, each Px) {
	size := l.size.label
	all := each >= leastValued*size
	main := max(slices.IndexFunc(p.dress, func(d seriesDress) bool { return d.main }), 0)
	for k := range p.valued {
		p.valued[k] = !p.mute && (all || k == main && pitch >= 1.1*size && p.naming == namesBeside)
	}
	p.axis = p.axis || p.mute || !all || p.naming == namesSparse
}

// namesInFirstGroup reports whether the names of the series stand behind the
// numbers of the first group without taking much from the bars.
func (l *layout) namesInFirstGroup(p *groupedBarsPlaced, b box) bool {
	if p.axis || len(p.series) < 2 || l.headHeight() > 0 { // no line runs between a name and its bar
		return false
	}
	for _, s := range p.series {
		if s.Points[0].Missing || s.Points[0].Value < 0 {
			return false
		}
	}
	l.scaleGroups(p, b, true)
	named := p.perUnit
	l.scaleGroups(p, b, false)
	return named >= 0.66*p.perUnit
}

// standGroups gives the groups their places and finds the scale.
func (l *layout) standGroups(p *groupedBarsPlaced, b box) {
	if p.axis {
		b.h -= axisRoom * l.size.tick
	}
	l.stand(&p.lanes, b, mostBar*l.size.label*Px(len(p.series))/groupShare, groupShare)
	l.scaleGroups(p, b, len(p.key.rows) == 0)
}

// groupText is what stands behind a bar: its number and, in the first group of
// a figure without a key, the name of the series.
func (l *layout) groupText(p *groupedBarsPlaced, i, k int, named bool) (value, name string) {
	if !p.valued[k] || p.names[i] == nil || p.series[k].Points[i].Missing || l.hidden(p, i, k) {
		return "", ""
	}
	if named && i == 0 && len(p.series) > 1 {
		name = bind(p.series[k].Name)
	}
	return p.series[k].Points[i].Label, name
}

// hidden reports whether what stands behind a bar thinner than a text would lie
// on a longer bar near it, of its group or the next.
func (l *layout) hidden(p *groupedBarsPlaced, i, k int) bool {
	if !p.axis || p.thick == 0 { // not placed yet
		return false
	}
	each, r := p.thick/Px(len(p.series)), p.series[k].Points[i]
	way := 1.0
	if r.Value < 0 {
		way = -1
	}
	for near := max(i-1, 0); near <= min(i+1, len(p.points)-1); near++ {
		for j, s := range p.series {
			apart := Px(near-i)*(p.pitch+p.head) + Px(j-k)*each
			q := s.Points[near]
			if (near != i || j != k) && max(apart, -apart)-0.5*each < 0.6*l.size.label && !q.Missing && way*q.Value > way*r.Value {
				return true
			}
		}
	}
	return false
}

// scaleGroups finds the zero line and the scale: every bar keeps room for what
// stands behind it.
func (l *layout) scaleGroups(p *groupedBarsPlaced, b box, named bool) {
	var before Px
	p.low, p.high = l.spanned(0, 0)
	type end struct {
		value float64
		after Px
	}
	ends := []end{{p.high, 0}}
	for i := range p.points {
		for k, s := range p.series {
			r := s.Points[i]
			p.low, p.high = min(p.low, r.Value), max(p.high, r.Value)
			value, name := l.groupText(p, i, k, named)
			w := l.groupTextWidth(p, i, k, value, name)
			if r.Value < 0 && !r.Missing {
				before = max(before, w)
				continue
			}
			ends = append(ends, end{r.Value, w})
		}
	}
	room := b.w - p.column - before
	p.perUnit = math.Inf(1)
	for _, e := range ends {
		if span := e.value - p.low; span > 0 {
			p.perUnit = min(p.perUnit, float64(room-e.after)/span)
		}
	}
	if p.low < 0 {
		p.perUnit = min(p.perUnit, float64(room)/(p.high-p.low))
	}
	if math.IsInf(p.perUnit, 1) {
		p.perUnit = 0
	}
	p.x0 = round(b.x + p.column + before + Px(-p.low*p.perUnit))
}

func (l *layout) groupTextWidth(p *groupedBarsPlaced, i, k int, value, name string) Px {
	if value == "" {
		return 0
	}
	face, size := l.groupFace(p, i, k), l.size.label
	w := l.width(face, size, value) + 8*l.u
	if name != "" {
		w += l.width(face, size, name) + 8*l.u
	}
	return w
}

// groupFace is bold for the series and for the category that stand out.
func (l *layout) groupFace(p *groupedBarsPlaced, i, k int) Face {
	return faceOf(p.dress[k].main || p.points[i].Highlight)
}

// groupBarAt is the upper edge of a bar and how high it is.
func (l *layout) groupBarAt(p *groupedBarsPlaced, i, k int) (top, thick Px) {
	n, gap := Px(len(p.series)), max(round(l.u), 1)
	top = p.tops[i] + round(Px(k)*(p.thick+gap)/n)
	return top, max(p.tops[i]+round(Px(k+1)*(p.thick+gap)/n)-gap-top, 1)
}

func (l *layout) drawGroupBar(p *groupedBarsPlaced, b box, i, k int) {
	r, u := p.series[k].Points[i], l.u
	top, thick := l.groupBarAt(p, i, k)
	length := Px(math.Abs(r.Value) * p.perUnit)
	end := p.x0 + length
	if r.Value < 0 {
		end = p.x0 - length
	}
	if !r.Missing {
		l.drawDressed(min(p.x0, end), top, length, thick, r.Value < 0, p.dress[k], r.State)
	}
	face, size := l.groupFace(p, i, k), l.size.label
	base := level(top+thick/2, size)
	value, name := l.groupText(p, i, k, len(p.key.rows) == 0)
	switch {
	case r.Missing && p.valued[k] && p.names[i] != nil && !l.hidden(p, i, k):
		l.writeAbsent(r, p.x0+7*u, b.right(), base)
		return
	case r.Value < 0:
		l.write(end-7*u, base, value, face, size, l.colors.Ink, End)
		return
	}
	w := l.width(face, size, value)
	l.write(end+7*u, base, value, face, size, l.colors.Ink, Start)
	l.write(end+15*u+w, base, name, face, size, l.colors.Ink, Start)
}

// drawDressed draws a horizontal bar in the dress of its series and its state.
func (l *layout) drawDressed(x, y, length, thick Px, negative bool, d seriesDress, s words.State) {
	x1, x2 := round(x), round(x+length)
	if l.drawOpenDressed(box{x1, y, x2 - x1, thick}, d, s) {
		return
	}
	if !d.pale {
		l.rect(x1, y, max(x2-x1, 1), thick, d.fill)
		return
	}
	l.rect(x1, y, x2-x1, thick, d.fill)
	tip := min(round(2*l.u), max(x2-x1, 1))
	at := x2 - tip/2
	if negative {
		at = x1 + tip/2
	}
	l.rule(at, y, at, y+thick, tip, l.colors.Edge)
}
