package widgets

import (
	"cmp"
	"slices"
)

// drawRanges tints the ranges behind all marks of the plot, with an edge where
// a reader sees them begin and end.
func (l *layout) drawRanges(g plotted) {
	var tints, edges []Mark
	for _, r := range l.figure.Remarks {
		if r.Type != "range" {
			continue
		}
		b, upright := l.rangeBox(g, r)
		if b.w < 1 || b.h < 1 {
			continue
		}
		tints = append(tints, RectMark{X: b.x, Y: b.y, W: b.w, H: b.h, Fill: l.colors.Band})
		sides := [2][4]Px{{b.x, b.y, b.x, b.bottom()}, {b.right(), b.y, b.right(), b.bottom()}}
		if !upright {
			sides = [2][4]Px{{b.x, b.y, b.right(), b.y}, {b.x, b.bottom(), b.right(), b.bottom()}}
		}
		for _, edge := range sides {
			edges = append(edges, RuleMark{X1: edge[0], Y1: edge[1], X2: edge[2], Y2: edge[3], Width: tenth(l.u), Stroke: l.colors.Edge, Dash: []Px{tenth(l.u), tenth(3 * l.u)}})
		}
	}
	l.marks = slices.Insert(l.marks, l.plotFrom, append(tints, edges...)...)
}

// rangeBox is where a range lies; upright when it runs from top to bottom.
func (l *layout) rangeBox(g plotted, r Remark) (box, bool) {
	var from, to Px
	if r.Along {
		from, _, _ = g.base(r.From)
		_, _, to = g.base(r.To)
	} else {
		from, to = g.value(r.Low), g.value(r.High)
	}
	from, to = min(from, to), max(from, to)
	if r.Along != g.lying {
		from, to = max(from, g.plot.x), min(to, g.plot.right())
		return box{tenth(from), tenth(g.plot.y), tenth(to - from), tenth(g.plot.h)}, true
	}
	from, to = max(from, g.plot.y), min(to, g.plot.bottom())
	return box{tenth(g.plot.x), tenth(from), tenth(g.plot.w), tenth(to - from)}, false
}

// drawUpright draws the rule of an event or of a break across the plot.
func (l *layout) drawUpright(g plotted, _ int, r Remark) {
	at := l.ruleAt(g, r)
	width, dash := 1.25*l.u, []Px(nil)
	if r.Type == "break" {
		dash = []Px{4 * l.u, 3 * l.u}
	}
	if g.lying {
		l.acrossMarks(Pt{g.plot.x, at}, Pt{g.plot.right(), at}, width, dash)
		return
	}
	l.acrossMarks(Pt{at, g.plot.y}, Pt{at, g.plot.bottom()}, width, dash)
}

// ruleAt is where the rule of an event stands: in the middle of its period, or
// of a break, before it.
func (l *layout) ruleAt(g plotted, r Remark) Px {
	from, middle, _ := g.base(r.From)
	if r.Type == "break" {
		return round(from)
	}
	return round(middle)
}

// drawReference draws a line across at a value.
func (l *layout) drawReference(g plotted, _ int, r Remark) {
	at, before := round(g.value(r.Low)), len(l.marks)
	if g.under > 0 {
		defer func() {
			rules := slices.Clone(l.marks[before:])
			l.marks = slices.Insert(l.marks[:before], g.under, rules...)
		}()
	}
	if g.lying {
		foot := g.plot.bottom()
		if g.reach != nil {
			foot = g.reach(r.Low)
		}
		l.acrossMarks(Pt{at, g.plot.y - 5*l.u}, Pt{at, foot}, 1.25*l.u, nil)
		return
	}
	l.acrossMarks(Pt{g.plot.x, at}, Pt{g.plot.right(), at}, 1.25*l.u, nil)
}

// acrossMarks draws a straight rule over the marks of the plot: in ink, in
// paper across dark ones, and nowhere through a text.
func (l *layout) acrossMarks(a, b Pt, width Px, dash []Px) {
	type stretch struct {
		from, to Px
		stroke   Color
	}
	upright := a.X == b.X
	from, to, across := a.X, b.X, a.Y
	if upright {
		from, to, across = a.Y, b.Y, a.X
	}
	rest := []stretch{{from, to, l.colors.Ink}}
	cut := func(o box, stroke Color, drop bool) {
		low, high, near, far := o.x, o.right(), o.y, o.bottom()
		if upright {
			low, high, near, far = o.y, o.bottom(), o.x, o.right()
		}
		if across <= near || across >= far {
			return
		}
		var kept []stretch
		for _, s := range rest {
			inside := stretch{max(s.from, low), min(s.to, high), stroke}
			if inside.from >= inside.to {
				kept = append(kept, s)
				continue
			}
			for _, part := range []stretch{{s.from, inside.from, s.stroke}, inside, {inside.to, s.to, s.stroke}} {
				if part.to-part.from > 0.5 && !(drop && part == inside) {
					kept = append(kept, part)
				}
			}
		}
		rest = kept
	}
	for _, m := range l.marks[l.plotFrom:] {
		switch m := m.(type) {
		case RectMark:
			cut(box{m.X, m.Y, m.W, m.H}, l.onDark(m.Fill), false)
		case AreaMark:
			for _, b := range m.crossedBy(across, upright) {
				cut(b, l.onDark(m.Fill), false)
			}
		}
	}
	for _, m := range l.marks[l.plotFrom:] {
		if t, ok := m.(TextMark); ok {
			ink := l.ink(t)
			cut(box{ink.x - 3*l.u, ink.y - l.u, ink.w + 6*l.u, ink.h + l.u}, Color{}, true)
		}
	}
	var merged []stretch
	for _, s := range rest {
		if n := len(merged) - 1; n >= 0 && merged[n].stroke == s.stroke && s.from-merged[n].to < 0.1 {
			merged[n].to = s.to
			continue
		}
		merged = append(merged, s)
	}
	for _, s := range merged {
		if upright {
			l.rule(across, s.from, across, s.to, width, s.stroke, slices.Clone(dash)...)
		} else {
			l.rule(s.from, across, s.to, across, width, s.stroke, slices.Clone(dash)...)
		}
	}
}

// onDark is the colour of a rule across a fill: ink, or paper where that is too
// dark.
func (l *layout) onDark(fill Color) Color {
	if Contrast(fill, l.colors.Ink) < 3 {
		return l.colors.Paper
	}
	return l.colors.Ink
}

// crossedBy are the stretches of a straight rule that lie inside a polygon, as
// boxes about it.
func (m AreaMark) crossedBy(at Px, upright bool) []box {
	var crossings []Px
	for i, p := range m.Points {
		q := m.Points[(i+1)%len(m.Points)]
		if upright {
			p, q = Pt{p.Y, p.X}, Pt{q.Y, q.X}
		}
		if (p.Y <= at) != (q.Y <= at) {
			crossings = append(crossings, p.X+(at-p.Y)/(q.Y-p.Y)*(q.X-p.X))
		}
	}
	slices.Sort(crossings)
	var inside []box
	for i := 0; i+1 < len(crossings); i += 2 {
		b := box{crossings[i], at - 1, crossings[i+1] - crossings[i], 2}
		if upright {
			b = box{at - 1, crossings[i], 2, crossings[i+1] - crossings[i]}
		}
		inside = append(inside, b)
	}
	return inside
}

// drawReferenceLabel writes the words of a line across at its end, over it
// before under it; over lying bars they stand above the line.
func (l *layout) drawReferenceLabel(g plotted, c *clearance, r Remark) bool {
	at := round(g.value(r.Low))
	if g.lying {
		return l.drawHeadLabel(g, c, r, at)
	}
	var spots []spot
	for _, b := range l.wordsBlocks(r.Text, c.area.w) {
		for _, over := range []bool{true, false} {
			for x := g.plot.right() - b.w - 4*l.u; x >= g.plot.x+4*l.u; x -= max(c.cell, 0.02*g.plot.w) {
				s := spot{block: b, anchor: End, at: box{x, at - 3*l.u - b.h, b.w, b.h}}
				s.cost = g.plot.right() - x - b.w + 2*l.rowsCost(len(b.rows)) + Px(len(b.rows)-1)*20*l.u
				if !over {
					s.at.y = at + 4*l.u
					s.cost += 40 * l.u
				}
				// the line itself is beside the words, so they keep less from it than from the rest
				if c.free(box{s.at.x - l.apart(), s.at.y - btox(over)*2*l.u, s.at.w + 2*l.apart(), s.at.h}) && !l.inkIn(box{s.at.x, s.at.y, s.at.w, s.at.h + 1}) {
					spots = append(spots, s)
					break
				}
			}
		}
	}
	if len(spots) == 0 {
		return false
	}
	best := slices.MinFunc(spots, func(a, b spot) int { return cmp.Compare(a.cost, b.cost) })
	l.writeBlock(best.at, best.block.rows, best.anchor)
	return true
}

func btox(b bool) Px { return Px(btoi(b)) }

// drawHeadLabel writes the words of an upright reference line centred over it.
func (l *layout) drawHeadLabel(g plotted, c *clearance, r Remark, at Px) bool {
	size := l.size.label
	w := l.width(Regular, size, r.Text)
	if w > g.area.w {
		return false
	}
	x := min(max(at, g.area.x+w/2), g.area.right()-w/2)
	b := box{x - w/2, g.plot.y - 9*l.u - ascent*size, w, ascent * size}
	for b.y >= g.area.y-1 && (!c.free(box{b.x, max(b.y, g.area.y), b.w, b.h}) || l.inkIn(box{b.x, b.y, b.w, b.h + descent*size})) {
		b.y -= 1.5 * size
	}
	if b.y < g.area.y-1 {
		return false
	}
	l.write(x, b.bottom(), r.Text, Regular, size, l.colors.Muted, Middle)
	if over := g.plot.y - 5*l.u - b.bottom(); over > size { // another label stands between
		l.rule(at, b.bottom()+4*l.u, at, g.plot.y-5*l.u, 1.25*l.u, l.colors.Ink)
	}
	return true
}

// inkIn reports whether a text of the plot, or the outline of an open bar, has
// ink in b.
func (l *layout) inkIn(b box) bool {
	return slices.ContainsFunc(l.marks[l.plotFrom:], func(m Mark) bool {
		var ink box
		switch m := m.(type) {
		case TextMark:
			ink = l.ink(m)
		case PathMark:
			if n := len(m.Points); n < 4 || m.Points[0] != m.Points[n-1] {
				return false
			}
			ink = polygon(m.Stroke, m.Points).box
		default:
			return false
		}
		return ink.x < b.right() && b.x < ink.right() && ink.y < b.bottom() && b.y < ink.bottom()
	})
}

// references are the lines and ranges of values whose words stand at them.
func (l *layout) references() []Remark {
	var lines []Remark
	for i, r := range l.figure.Remarks {
		if !r.Along && r.Text != "" && !slices.Contains(l.numbered, i) {
			lines = append(lines, r)
		}
	}
	return lines
}

// spanned are low and high, widened to hold every line and range of values.
func (l *layout) spanned(low, high float64) (float64, float64) {
	for _, r := range l.figure.Remarks {
		if !r.Along {
			low, high = min(low, r.Low), max(high, r.High)
		}
	}
	return low, high
}

// drawAlongside writes the words of an event, a break or a range beside its
// rule or, better, inside its tint, from the top of the plot down.
func (l *layout) drawAlongside(g plotted, c *clearance, r Remark) bool {
	var spots []spot
	for _, b := range l.wordsBlocks(r.Text, c.area.w) {
		for k, place := range l.alongsideAt(g, r, b) {
			if found, ok := l.downFrom(g, c, r, b, place); ok {
				found.cost += Px(k) * 4 * l.u
				spots = append(spots, found)
			}
		}
	}
	if len(spots) == 0 {
		return false
	}
	best := slices.MinFunc(spots, func(a, b spot) int { return cmp.Compare(a.cost, b.cost) })
	l.writeBlock(best.at, best.block.rows, best.anchor)
	return true
}

// downFrom is the first free place for words from the top of the plot down; over
// a level rule there is only one.
func (l *layout) downFrom(g plotted, c *clearance, r Remark, b wordsBlock, place alongside) (spot, bool) {
	across, down := l.apart(), 2*l.apart()
	for y := g.plot.y + 5*l.u; y+b.h <= g.plot.bottom(); y += c.cell {
		s := spot{block: b, anchor: place.anchor, at: box{place.x, y, b.w, b.h}}
		if g.lying {
			s.at, s.anchor = box{g.plot.right() - b.w, l.ruleAt(g, r) - b.h - 3*l.u, b.w, b.h}, End
		}
		s.cost = y - g.plot.y + l.rowsCost(len(b.rows)) + place.cost
		if c.free(box{s.at.x - across, s.at.y - down, s.at.w + 2*across, s.at.h + down}) {
			return s, true
		}
		if g.lying {
			break
		}
	}
	return spot{}, false
}

// alongside is a place for words in the direction along a plot.
type alongside struct {
	x      Px // left edge
	anchor Anchor
	cost   Px
}

// alongsideAt are the places of words left of a rule and right of it, or inside
// a range and beside it.
func (l *layout) alongsideAt(g plotted, r Remark, b wordsBlock) []alongside {
	if r.Type != "range" {
		at := l.ruleAt(g, r)
		return []alongside{{at - 9*l.u - b.w, End, 0}, {at + 9*l.u, Start, 0}}
	}
	tint, _ := l.rangeBox(g, r)
	places := []alongside{{tint.right() + 6*l.u, Start, 45 * l.u}, {tint.x - 6*l.u - b.w, End, 45 * l.u}}
	if b.w+10*l.u <= tint.w {
		places = append(places, alongside{tint.x + (tint.w-b.w)/2, Middle, 0}, alongside{tint.right() - 5*l.u - b.w, End, 0}, alongside{tint.x + 5*l.u, Start, 0})
	}
	return places
}

// drawBandLabel writes the words of a range of values inside it, at its end;
// over lying bars they stand above it.
func (l *layout) drawBandLabel(g plotted, c *clearance, r Remark) bool {
	tint, upright := l.rangeBox(g, r)
	if upright {
		return l.drawHeadLabel(g, c, r, tint.x+tint.w/2)
	}
	for _, b := range l.wordsBlocks(r.Text, c.area.w) {
		if b.h+6*l.u > tint.h {
			continue
		}
		for x := tint.right() - 6*l.u - b.w; x >= tint.x+6*l.u; x -= max(c.cell, 0.02*tint.w) {
			at := box{x, tint.y + 4*l.u, b.w, b.h}
			if c.free(box{at.x - l.apart(), at.y, at.w + 2*l.apart(), at.h}) {
				l.writeBlock(at, b.rows, End)
				return true
			}
		}
	}
	return false
}
