package widgets

import (
	"math"
	"slices"

	"figurehead/widgets/words"
)

// Share of its pitch that a stacked bar takes up, and the most that the pitch
// is in labels (shared figure design, section 6).
const (
	stackShare = 0.74
	mostStack  = 3.0
	// leastInside is how high a bar is, in labels, that holds a number.
	leastInside = 0.86
	// openInside is how high one with an outline is.
	openInside = 1.3
)

// stackedBarsPlaced is a stacked bar figure being placed.
type stackedBarsPlaced struct {
	lanes
	series  []Series
	totals  []Point
	dress   []seriesDress
	percent bool
	key     swatchKey  // empty where names stand over the first bar
	named   []partName // over the first bar
	axis    bool
	outer   Px // room of the last part's numbers, where it holds them nowhere
	x0      Px
	right   Px // of the plot
	perUnit float64
	longest float64
}

func (l *layout) newStack(percent bool) *stackedBarsPlaced {
	return &stackedBarsPlaced{lanes: lanes{points: l.categories()}, series: l.figure.Series, totals: l.figure.Totals.Points,
		dress: l.dressed(l.figure.Series), percent: percent}
}

func stackedBarHeight(l *layout, width Px) Px {
	p := l.newStack(true)
	each := Px(40)
	switch n := len(p.points); {
	case n > 20:
		each = 25
	case n > 12:
		each = 32
	}
	l.nameLanes(&p.lanes, width, l.framed(each, stackShare, len(p.points), l.size.label))
	if p.naming == namesAbove {
		each = 32 + aboveGap*l.u
	}
	height := Px(len(p.points))*(each+p.head) + 4
	height += l.titlesHeight(p.points, maxFrame)
	return l.roomForRemarks(height + max(l.fitKey(p.series, p.dress, width, 0.35*maxFrame).height(l), l.partNamesHeight()) + l.headHeight())
}

func drawStackedBars(l *layout, b box) error { return l.drawStack(l.newStack(false), b) }

func drawPercentBars(l *layout, b box) error { return l.drawStack(l.newStack(true), b) }

func (l *layout) drawStack(p *stackedBarsPlaced, b box) error {
	notes := append(l.missingNotes(), l.stateNotes()...)
	if left := l.keepRows(&p.lanes, b, 3); left > 0 {
		notes = append(notes, l.more(left))
	}
	if p.percent && len(l.figure.shortBars()) > 0 && !l.preset.Frame && l.size.notes == 0 {
		notes = append(notes, l.figure.short())
	}
	b = l.noteUnder(b, notes...)
	p.axis = !p.percent && len(p.totals) == 0
	plot := l.measureStack(p, b)
	if p.axis {
		l.drawAcross(p.x0, p.perUnit, 0, p.longest, p.tops[0]-(p.pitch-p.thick)/2, p.foot(), b)
	}
	if len(p.key.rows) > 0 {
		l.drawSwatches(p.key, b)
	} else {
		l.drawPartNames(p.named, b.y, p.tops[0])
	}
	for i := range p.points {
		l.drawStackedBar(p, i)
	}
	l.drawNames(&p.lanes, plot)
	if p.percent {
		l.drawWholeLine(p)
	} else {
		l.drawLaneZero(&p.lanes, p.x0)
	}
	l.annotate(l.plottedStack(p, plot))
	return nil
}

// keepRows leaves out the last categories where a row would be less than least
// pixels high, and says how many.
func (l *layout) keepRows(p *lanes, b box, least Px) int {
	capacity := max(int((b.h-4*l.size.tick)/least), 1)
	left := len(p.points) - capacity
	if left > 0 {
		p.points = p.points[:capacity]
	}
	return max(left, 0)
}

// measureStack settles names, key and scale and returns the room of the bars.
func (l *layout) measureStack(p *stackedBarsPlaced, b box) box {
	points := p.points
	for _, keyed := range []bool{false, true} {
		plot := b
		p.key, p.lanes = swatchKey{}, lanes{points: points}
		head := l.partNamesHeight()
		if keyed {
			p.key = l.fitKey(p.series, p.dress, b.w, 0.35*b.h)
			head = p.key.height(l) + l.headHeight()
		}
		plot.y, plot.h = b.y+head, b.h-head
		if p.axis {
			plot.h -= axisRoom * l.size.tick
		}
		each := (plot.h - l.titlesHeight(points, plot.h)) / Px(len(points))
		l.nameLanes(&p.lanes, b.w, laneRoom{min(each, mostStack*l.size.label), each, l.size.label})
		l.stand(&p.lanes, plot, mostStack*l.size.label, stackShare)
		axis := p.axis
		if l.scaleStack(p, b); axis != p.axis {
			return l.measureStack(p, b)
		}
		if keyed || l.nameParts(p, b) {
			return plot
		}
	}
	return b
}

// nameParts puts the names of the parts over the first bar, where it is the
// first thing under them.
func (l *layout) nameParts(p *stackedBarsPlaced, b box) bool {
	if p.naming == namesAbove || len(p.titles) > 0 || len(p.series) < 2 || l.headHeight() > 0 {
		return false
	}
	right := b.right()
	if !p.percent {
		right = p.x0 + Px(p.longest*p.perUnit)
	}
	var ok bool
	p.named, ok = l.namedParts(p.series, p.dress, l.parts(p, 0), p.x0, right)
	return ok
}

// scaleStack finds the scale: bars keep room for their totals, 100% bars for
// the numbers of a last part that is too thin to hold them.
func (l *layout) scaleStack(p *stackedBarsPlaced, b box) {
	p.x0, p.longest, p.outer, p.right = round(b.x+p.column), 0, 0, b.right()
	room := b.w - p.column
	whole := lengths(p.series)[:len(p.points)]
	for _, r := range whole {
		p.longest = max(p.longest, r.Value)
	}
	_, marked := l.spanned(0, 0)
	p.longest = max(p.longest, marked)
	if p.percent {
		p.longest = max(p.longest, 100)
		p.perUnit = float64(room) / p.longest
		p.outer = l.outerRoom(p)
		p.perUnit = float64(room-p.outer) / p.longest
		return
	}
	p.perUnit = math.Inf(1)
	if marked > 0 {
		p.perUnit = float64(room) / marked
	}
	for i, r := range whole {
		if r.Value > 0 {
			p.perUnit = min(p.perUnit, float64(room-l.totalWidth(p, i))/r.Value)
		}
	}
	if math.IsInf(p.perUnit, 1) {
		p.perUnit = 0
	}
	if least := 0.4 * float64(room); len(p.totals) > 0 && p.perUnit*p.longest < least {
		p.totals, p.axis = nil, true // long totals would leave no room for the bars: the table has them
		l.scaleStack(p, b)
	}
}

// outerRoom is the room right of 100% bars for the numbers of the last part,
// where one of them does not fit inside; 0 where all do or none is written.
func (l *layout) outerRoom(p *stackedBarsPlaced) Px {
	last := len(p.series) - 1
	if last < 1 || p.thick < leastInside*l.size.label {
		return 0
	}
	widest, fits := Px(0), true
	for i := range p.points {
		r := p.series[last].Points[i]
		if r.Missing {
			continue
		}
		w := l.width(l.partFace(p, i, last), l.size.label, r.Label)
		widest = max(widest, w+7*l.u)
		fits = fits && w+8*l.u <= Px(r.Value*p.perUnit)
	}
	if fits || widest > 0.16*Px(p.longest*p.perUnit) {
		return 0
	}
	return widest
}

// totalText is the total as printed and, behind the first bar, what it is.
func (l *layout) totalText(p *stackedBarsPlaced, i int) (value, name string) {
	if len(p.totals) == 0 || p.names[i] == nil || p.totals[i].Missing {
		return "", ""
	}
	if i == 0 {
		name = bind(l.figure.Totals.Name)
	}
	return p.totals[i].Label, name
}

func (l *layout) totalWidth(p *stackedBarsPlaced, i int) Px {
	value, name := l.totalText(p, i)
	if value == "" {
		return 0
	}
	w := l.width(faceOf(p.points[i].Highlight), l.size.label, value) + 8*l.u
	if name != "" {
		w += l.width(Regular, l.size.label, name) + 8*l.u
	}
	return w
}

// parts are the places of the parts of bar i, on whole pixels.
func (l *layout) parts(p *stackedBarsPlaced, i int) []part {
	found, sum := make([]part, len(p.series)), 0.0
	for k, s := range p.series {
		x := round(p.x0 + Px(sum*p.perUnit))
		sum += s.Points[i].Value
		found[k] = part{x, round(p.x0+Px(sum*p.perUnit)) - x}
	}
	return found
}

// partFace is bold for the series and for the bar that stand out.
func (l *layout) partFace(p *stackedBarsPlaced, i, k int) Face {
	return faceOf(p.dress[k].main || p.points[i].Highlight)
}

func (l *layout) drawStackedBar(p *stackedBarsPlaced, i int) {
	parts, last := l.parts(p, i), -1
	for k := range parts {
		if parts[k].w > 0 {
			last = k
		}
	}
	top, base := p.tops[i], level(p.tops[i]+p.thick/2, l.size.label)
	for k, s := range p.series {
		if s.Points[i].Missing || parts[k].w <= 0 {
			continue
		}
		l.drawPart(parts[k], top, p.thick, p.dress[k], s.Points[i].State, k == last)
		l.writeInside(parts[k], base, s.Points[i], l.partFace(p, i, k), p, k)
	}
	end := p.x0
	if last >= 0 {
		end = parts[last].x + parts[last].w
	}
	l.writeBehind(p, i, end, base)
}

// partGap is the gap of paper between parts: 1.5u, on whole pixels.
func (l *layout) partGap() Px { return Px(math.Ceil(float64(1.5 * l.u))) }

// drawPart draws one part with the gap of paper before the next. A pale part
// has an edge of 3:1 at its end.
func (l *layout) drawPart(at part, top, thick Px, d seriesDress, s words.State, last bool) {
	w := at.w
	if !last {
		w = max(w-l.partGap(), 1)
	}
	if l.drawOpenDressed(box{at.x, top, w, thick}, d, s) {
		return
	}
	l.rect(at.x, top, w, thick, d.fill)
	if d.pale {
		tip := min(max(round(2*l.u), 1), w)
		l.rule(at.x+w-tip/2, top, at.x+w-tip/2, top+thick, tip, l.colors.Edge)
	}
}

// writeInside writes the number of a part where it fits with 8u to spare.
func (l *layout) writeInside(at part, base Px, r Point, face Face, p *stackedBarsPlaced, k int) {
	if p.outer > 0 && k == len(p.series)-1 || p.thick < leastInside*l.size.label {
		return
	}
	w := l.width(face, l.size.label, r.Label)
	if w+8*l.u > at.w || unfirm(r.State) && p.thick < openInside*l.size.label {
		return
	}
	x := at.x + min(6*l.u, (at.w-w)/2)
	l.write(x, base, r.Label, face, l.size.label, l.inkOn(p.dress[k], r.State, box{x, base - 0.86*l.size.label, w, l.size.label}), Start)
}

// writeBehind writes what stands behind a bar: its total, the numbers of a
// thin last part, or why there is nothing.
func (l *layout) writeBehind(p *stackedBarsPlaced, i int, end, base Px) {
	size, last := l.size.label, len(p.series)-1
	switch value, name := l.totalText(p, i); {
	case p.thick < leastInside*size && value == "":
	case allMissing(p.series, i) && p.names[i] != nil:
		l.writeAbsent(p.series[0].Points[i], p.x0+7*l.u, p.right, base)
	case value != "":
		face := faceOf(p.points[i].Highlight)
		l.write(end+7*l.u, base, value, face, size, l.colors.Ink, Start)
		l.write(end+15*l.u+l.width(face, size, value), base, name, Regular, size, l.colors.Ink, Start)
	case p.outer > 0 && !p.series[last].Points[i].Missing:
		l.write(end+7*l.u, base, p.series[last].Points[i].Label, l.partFace(p, i, last), size, l.colors.Ink, Start)
	}
}

// allMissing reports whether no series has a number for category i.
func allMissing(series []Series, i int) bool {
	return !slices.ContainsFunc(series, func(s Series) bool { return !s.Points[i].Missing })
}

// drawWholeLine marks where 100% is, where a bar stops short of it.
func (l *layout) drawWholeLine(p *stackedBarsPlaced) {
	if len(l.figure.shortBars()) == 0 {
		return
	}
	x := round(p.x0 + Px(100*p.perUnit))
	l.rule(x, p.tops[0]-2*l.u, x, p.foot(), 1.25*l.u, l.colors.Muted)
}
