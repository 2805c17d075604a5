package widgets

// endName is the name of a part beside the last column.
type endName struct {
	rows []string
	face Face
}

func drawStackedColumns(l *layout, b box) error {
	if l.columnsLie(b.w) {
		return drawStackedBars(l, b)
	}
	p := l.newGroups()
	b = l.columnNotes(p, b)
	plot := b
	right := l.endNamesRoom(p, b)
	if plot.w -= right; !l.totalsFit(p, plot) {
		p.axis, p.totals = true, nil
	}
	if right == 0 && len(p.series) > 1 {
		p.key = l.fitKey(p.series, p.dress, b.w, 0.35*b.h)
		plot = l.drawSwatches(p.key, b)
	}
	l.measureStackedColumns(p, plot)
	if p.axis {
		l.drawAxis(p.box, p.scale, l.tickLabels(p.scale, l.unit()))
	}
	for i := range p.points {
		l.drawStackedColumn(p, i)
	}
	l.drawColumnZero(p)
	l.drawColumnNames(&p.columns, plot)
	if right > 0 {
		l.drawEndNames(p, b)
	}
	l.annotate(l.plottedStackedColumns(p, plot))
	return nil
}

// totalsFit reports whether every column has a total that fits over it.
func (l *layout) totalsFit(p *groupedColumnsPlaced, b box) bool {
	if len(p.totals) == 0 {
		return false
	}
	for i, r := range p.totals {
		if r.Missing || l.width(faceOf(p.points[i].Highlight), l.size.label, r.Label) > 0.9*b.w/Px(len(p.points)) {
			return false
		}
	}
	return true
}

// measureStackedColumns settles the scale; an axis is drawn unless every column
// carries its total.
func (l *layout) measureStackedColumns(p *groupedColumnsPlaced, b box) {
	_, high := l.spanned(0, 0)
	for _, r := range lengths(p.series) {
		high = max(high, r.Value)
	}
	var all []Point
	for _, s := range p.series {
		all = append(all, s.Points...)
	}
	head := 0.4 * l.size.tick
	if p.scale = niceScale(0, high, wholeLabels(all)); !p.axis {
		p.scale, head = scale{0, max(high, 1e-280), 1}, ascent*l.size.label+6*l.u+1
	}
	l.boxColumns(&p.columns, b, head, false)
	if p.thick = min(0.7*p.pitch, 6*l.size.label); p.pitch < 3 {
		p.thick = p.pitch
	}
}

// stackParts are the parts of column i from the foot up, on whole pixels.
func (l *layout) stackParts(p *groupedColumnsPlaced, i int) []box {
	x := p.box.x + Px(i)*p.pitch + (p.pitch-p.thick)/2
	x1, x2 := tenth(x), tenth(x+p.thick)
	if p.pitch > 8 {
		x1, x2 = round(x), round(x+p.thick)
	}
	found, sum, zero := make([]box, len(p.series)), 0.0, round(p.y(0))
	for k, s := range p.series {
		foot := zero - p.up(sum)
		sum += s.Points[i].Value
		top := zero - p.up(sum)
		found[k] = box{x1, top, x2 - x1, foot - top}
	}
	return found
}

func (l *layout) drawStackedColumn(p *groupedColumnsPlaced, i int) {
	parts, last := l.stackParts(p, i), -1
	for k := range parts {
		if parts[k].h > 0 {
			last = k
		}
	}
	for k, s := range p.series {
		at := parts[k]
		if s.Points[i].Missing || at.h <= 0 {
			continue
		}
		if k != last { // the gap lies under the next part
			gap := min(l.partGap(), at.h-1)
			at.y, at.h = at.y+gap, at.h-gap
		}
		l.drawColumnBox(at, p.dress[k], s.Points[i].State, false)
		l.writeInColumn(p, i, k, at)
	}
	if len(p.totals) > 0 && last >= 0 {
		face := faceOf(p.points[i].Highlight)
		l.write(parts[last].x+parts[last].w/2, parts[last].y-6*l.u, p.totals[i].Label, face, l.size.label, l.colors.Ink, Middle)
	}
}

// writeInColumn writes the number of a part where it fits inside.
func (l *layout) writeInColumn(p *groupedColumnsPlaced, i, k int, at box) {
	face, size, r := faceOf(p.dress[k].main || p.points[i].Highlight), l.size.label, p.series[k].Points[i]
	w := l.width(face, size, r.Label)
	if w+4*l.u > at.w || at.h < 1.2*size || unfirm(r.State) && (at.h < openInside*size || w+8*l.u > at.w) {
		return
	}
	base := level(at.y+at.h/2, size)
	ink := l.inkOn(p.dress[k], r.State, box{at.x + (at.w-w)/2, base - 0.86*size, w, size})
	l.write(at.x+at.w/2, base, r.Label, face, size, ink, Middle)
}

// endNamesRoom is the room right of the last column for the names of its parts,
// 0 where a key serves better: on a phone, where a name is long or where the
// last column lacks a part.
func (l *layout) endNamesRoom(p *groupedColumnsPlaced, b box) Px {
	last := len(p.points) - 1
	if l.preset.Name == "frame-s" || len(p.series) < 2 {
		return 0
	}
	widest, rows := Px(0), 0
	for _, n := range l.endNames(p, b) {
		rows += len(n.rows)
		for _, row := range n.rows {
			widest = max(widest, l.width(n.face, l.size.label, row))
		}
	}
	for _, s := range p.series {
		if r := s.Points[last]; r.Missing || r.Value <= 0 {
			return 0
		}
	}
	if widest > 0.28*b.w || Px(rows)*1.16*l.size.label > 0.8*b.h {
		return 0
	}
	return widest + 32*l.u
}

// endNames are the names of the parts of the last column, from the foot up.
func (l *layout) endNames(p *groupedColumnsPlaced, b box) []endName {
	names := make([]endName, len(p.series))
	for k, s := range p.series {
		face := faceOf(p.dress[k].main)
		names[k] = endName{rows: l.clip(bind(s.Name), face, l.size.label, 0.24*b.w, 2), face: face}
	}
	return names
}

// drawEndNames writes the names beside the last column, spread so that none
// meet, each with a leader to its part.
func (l *layout) drawEndNames(p *groupedColumnsPlaced, b box) {
	u, size, lead := l.u, l.size.label, 1.16*l.size.label
	names, parts := l.endNames(p, b), l.stackParts(p, len(p.points)-1)
	n := len(names)
	wanted, heights := make([]Px, n), make([]Px, n)
	for j := range names { // from the top down
		k := n - 1 - j
		wanted[j] = parts[k].y + parts[k].h/2
		heights[j] = Px(len(names[k].rows))*lead + 0.12*size
	}
	edge := parts[0].right()
	for j, centre := range spread(wanted, heights, p.box.y-0.3*size, p.box.bottom()+0.25*size) {
		k := n - 1 - j
		first := round(centre) - Px(len(names[k].rows)-1)*lead/2
		stroke := p.dress[k].fill
		if p.dress[k].pale {
			stroke = l.colors.Edge
		}
		start, bend := edge+3*u, p.box.right()
		if d := centre - wanted[j]; d < 1 && d > -1 {
			l.rule(start, wanted[j], bend+20*u, wanted[j], 1.5*u, stroke)
		} else {
			l.path([]Pt{{start, wanted[j]}, {bend + 4*u, wanted[j]}, {bend + 13*u, centre}, {bend + 20*u, centre}}, 1.5*u, stroke)
		}
		for r, row := range names[k].rows {
			l.write(bend+26*u, level(first+Px(r)*lead, size), row, names[k].face, size, l.colors.Ink, Start)
		}
	}
}
