package widgets

// Share of its pitch that a diverging bar takes up.
const divergingShare = 0.8

// divergingPlaced is a diverging bar figure being placed.
type divergingPlaced struct {
	lanes
	series      []Series
	dress       []seriesDress
	key         swatchKey
	bare        bool // no number stands outside its part
	split       bool // the key points away from the centre line
	centre      Px   // the centre line
	apart       Px   // where answers that stand apart begin
	left, right Px   // edges of the plot
	perUnit     float64
}

func (l *layout) newDiverging() *divergingPlaced {
	return &divergingPlaced{lanes: lanes{points: l.categories()}, series: l.figure.Series, dress: l.dressedAnswers(l.figure.Series)}
}

// dressedAnswers gives the left the fourth colour of the series and the right
// the first, strong at the ends and pale at the centre, and grey to what stands
// apart (shared figure design, section 6).
func (l *layout) dressedAnswers(series []Series) []seriesDress {
	count := map[Side]int{}
	for _, s := range series {
		count[s.Side]++
	}
	all, seen := make([]seriesDress, len(series)), map[Side]int{}
	for i, s := range series {
		k := seen[s.Side]
		seen[s.Side]++
		switch s.Side {
		case LeftSide:
			all[i] = seriesDress{fill: shadeOf(l.colors.Series[3], l.colors.PaleLow, k, count[LeftSide])}
		case RightSide:
			all[i] = seriesDress{fill: shadeOf(l.colors.Series[0], l.colors.PaleHigh, count[RightSide]-1-k, count[RightSide])}
		case Aside:
			all[i] = seriesDress{fill: l.colors.Context, context: true}
		case NoAnswer:
			all[i] = seriesDress{fill: l.colors.Paper, hollow: true}
		}
		all[i].pale = !all[i].hollow && Contrast(all[i].fill, l.colors.Paper) < 3
		all[i].main = s.Highlight
	}
	return all
}

// shadeOf is the k-th of n steps from strong to pale, a little further where no
// text would have 4.5:1 on it.
func shadeOf(strong, pale Color, k, n int) Color {
	if n < 2 || k == 0 {
		return strong
	}
	for t := float64(k) / float64(n-1); t < 1; t += 0.02 {
		mix := func(a, b uint8) uint8 { return uint8(float64(a) + t*(float64(b)-float64(a)) + 0.5) }
		c := Color{mix(strong.R, pale.R), mix(strong.G, pale.G), mix(strong.B, pale.B)}
		if Contrast(c, on(c)) >= 4.5 {
			return c
		}
	}
	return pale
}

func divergingHeight(l *layout, width Px) Px {
	p := l.newDiverging()
	each := Px(38)
	if len(p.points) > 12 {
		each = 30
	}
	l.nameLanes(&p.lanes, width, l.framed(each, divergingShare, len(p.points), l.size.label))
	if p.naming == namesAbove {
		each = divergingShare*each + aboveGap*l.u
	}
	height := Px(len(p.points))*(each+p.head) + 4 + l.titlesHeight(p.points, maxFrame)
	return height + l.fitKey(p.series, p.dress, width, 0.35*maxFrame).height(l)
}

func drawDivergingBars(l *layout, b box) error {
	p := l.newDiverging()
	notes := l.missingNotes()
	if left := l.keepRows(&p.lanes, b, 3); left > 0 {
		notes = append(notes, l.more(left))
	}
	if len(l.figure.shortBars()) > 0 && !l.preset.Frame && l.size.notes == 0 {
		notes = append(notes, l.figure.short())
	}
	if len(notes) > 0 {
		b = l.footNote(b, notes...)
	}
	p.key = l.fitKey(p.series, p.dress, b.w, 0.35*b.h)
	plot := box{b.x, b.y + p.key.height(l), b.w, b.h - p.key.height(l)}
	l.measureDiverging(p, plot)
	p.split = l.keySplits(p, b)
	if p.split {
		l.drawSplitKey(p, b)
	} else {
		l.drawSwatches(p.key, b)
	}
	for i := range p.points {
		l.drawDivergingBar(p, i)
	}
	l.drawNames(&p.lanes, plot)
	l.drawCentre(p, p.centre, l.colors.Ink)
	if len(l.figure.side(Aside)) > 0 {
		l.drawCentre(p, p.apart, l.colors.Muted)
	}
	return nil
}

// measureDiverging settles names and scale: every side keeps room for its
// longest bar, with the number of an end part that cannot hold it.
func (l *layout) measureDiverging(p *divergingPlaced, b box) {
	points := p.points
	each := (b.h - l.titlesHeight(points, b.h)) / Px(len(points))
	p.lanes = lanes{points: points}
	l.nameLanes(&p.lanes, b.w, laneRoom{min(each, mostStack*l.size.label), each, l.size.label})
	l.stand(&p.lanes, b, mostStack*l.size.label, divergingShare)
	p.left, p.right = b.x+p.column, b.right()
	gap := Px(0)
	if len(l.figure.side(Aside)) > 0 {
		gap = 14 * l.u
	}
	room := p.right - p.left - gap - 3*l.offCentre()
	var longest [3]float64
	for i := range p.points {
		for at, side := range []Side{LeftSide, RightSide, Aside} {
			sum, _ := l.sideOf(p, i, side)
			longest[at] = max(longest[at], sum)
		}
	}
	full := float64(room) / max(longest[0]+longest[1]+longest[2], 1e-9)
	p.perUnit = full
	reach := l.reach(p)
	for reach[0]+reach[1]+reach[2] > room { // numbers outside take room, and with less room more of them stand outside
		if p.perUnit *= 0.97; p.perUnit < 0.4*full {
			p.bare, p.perUnit = true, full
		}
		if reach = l.reach(p); p.bare {
			break
		}
	}
	p.centre = round(p.left + reach[0] + l.offCentre())
	p.apart = round(p.right - reach[2] - l.offCentre())
}

// reach is how far the bars go left of the centre, right of it, and apart, with
// the numbers that stand outside.
func (l *layout) reach(p *divergingPlaced) [3]Px {
	var far [3]Px
	for i := range p.points {
		for at, side := range []Side{LeftSide, RightSide, Aside} {
			sum, end := l.sideOf(p, i, side)
			far[at] = max(far[at], Px(sum*p.perUnit)+l.outsideWidth(p, i, end))
		}
	}
	return far
}

// sideOf is the length of one side of bar i and the series at its end, −1 for
// none.
func (l *layout) sideOf(p *divergingPlaced, i int, side Side) (sum float64, end int) {
	end = -1
	for k, s := range p.series {
		if s.Side.Place() != side || s.Points[i].Missing {
			continue
		}
		sum += s.Points[i].Value
		if side != LeftSide || end < 0 {
			end = k
		}
	}
	return sum, end
}

// outsideWidth is the room of the number of a part at the end of a bar that
// does not hold it.
func (l *layout) outsideWidth(p *divergingPlaced, i, k int) Px {
	if k < 0 || p.bare || p.thick < leastInside*l.size.label {
		return 0
	}
	w, holds := l.answerWidth(p, i, k)
	if holds {
		return 0
	}
	return w + 6*l.u
}

// answerWidth is the width of the number of a part, and whether the part holds
// it with 8u to spare.
func (l *layout) answerWidth(p *divergingPlaced, i, k int) (w Px, holds bool) {
	r := p.series[k].Points[i]
	w = l.width(l.answerFace(p, i, k), l.size.label, r.Label)
	return w, w+8*l.u <= Px(r.Value*p.perUnit)
}

func (l *layout) answerFace(p *divergingPlaced, i, k int) Face {
	return faceOf(p.dress[k].main || p.points[i].Highlight)
}

func (l *layout) drawDivergingBar(p *divergingPlaced, i int) {
	if allMissing(p.series, i) {
		if p.names[i] != nil {
			l.writeAbsent(p.series[0].Points[i], p.centre+7*l.u, p.right, level(p.tops[i]+p.thick/2, l.size.label))
		}
		return
	}
	for _, side := range []Side{LeftSide, RightSide, Aside} {
		l.drawSide(p, i, side)
	}
}

// drawSide draws the parts of one side, outwards from its line.
func (l *layout) drawSide(p *divergingPlaced, i int, side Side) {
	sum, end := l.sideOf(p, i, side)
	at, from := p.centre+l.offCentre(), 0.0
	switch side {
	case LeftSide:
		at, from = p.centre-l.offCentre(), -sum
	case Aside:
		at = p.apart + l.offCentre()
	}
	for k, s := range p.series {
		r := s.Points[i]
		if s.Side.Place() != side || r.Missing {
			continue
		}
		x := round(at + Px(from*p.perUnit))
		from += r.Value
		place := part{x, round(at+Px(from*p.perUnit)) - x}
		l.drawAnswer(p, i, k, place, k == end)
	}
}

// offCentre is how far from a line the bars of its sides begin, so that paper
// shows between.
func (l *layout) offCentre() Px { return l.partGap() }

// drawAnswer draws one part with half a gap of paper at each side that has a
// neighbour, and its number inside or, at the end of a bar, outside.
func (l *layout) drawAnswer(p *divergingPlaced, i, k int, at part, end bool) {
	top, s := p.tops[i], p.series[k]
	gap := l.partGap()
	x, w := at.x, at.w
	if !end { // the gap lies towards the end of the bar
		if w -= gap; s.Side == LeftSide {
			x += gap
		}
	}
	if w > 0 {
		l.rect(x, top, w, p.thick, p.dress[k].fill)
	}
	if w > 0 && p.dress[k].hollow {
		l.outline(x, top, w, p.thick)
	}
	if p.dress[k].pale && w > 0 {
		tip := min(max(round(2*l.u), 1), w)
		edge := x + w - tip/2
		if s.Side == LeftSide {
			edge = x + tip/2
		}
		l.rule(edge, top, edge, top+p.thick, tip, l.colors.Edge)
	}
	size, label := l.size.label, s.Points[i].Label
	if p.thick < leastInside*size {
		return
	}
	base, face := level(top+p.thick/2, size), l.answerFace(p, i, k)
	switch _, holds := l.answerWidth(p, i, k); {
	case holds:
		l.write(at.x+at.w/2, base, label, face, size, on(p.dress[k].fill), Middle)
	case p.bare:
	case end && s.Side == LeftSide:
		l.write(at.x-6*l.u, base, label, face, size, l.colors.Ink, End)
	case end:
		l.write(at.x+at.w+6*l.u, base, label, face, size, l.colors.Ink, Start)
	}
}

// drawCentre draws a line between sides, over each run of lanes.
func (l *layout) drawCentre(p *divergingPlaced, x Px, stroke Color) {
	half := (p.pitch - p.thick) / 2
	if p.naming == namesAbove {
		half = 2 * l.u
	}
	first := 0
	for i := range p.points {
		last := i == len(p.points)-1
		if !last && p.naming != namesAbove && p.points[i+1].Group == p.points[i].Group {
			continue
		}
		l.rule(x, p.tops[first]-half, x, p.tops[i]+p.thick+half, max(l.u, 1), stroke)
		first = i + 1
	}
}
