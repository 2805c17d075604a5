package widgets

import (
	"math"
	"slices"
)

// waterfallChart is a waterfall being placed: its steps, then the total.
type waterfallChart struct {
	bars
	box   box
	aside bool // the numbers stand in a column at the right
}

func waterfallHeight(l *layout, width Px) Px {
	rows := *l
	rows.figure.Series = []Series{{Points: l.waterfallRows()}}
	return barHeight(&rows, width)
}

// waterfallRows are the steps, then the total.
func (l *layout) waterfallRows() []Point {
	steps, total := l.points(), l.figure.Totals.Points[0]
	total.Low, total.High = &Bound{}, &Bound{Value: total.Value}
	return append(steps[:len(steps):len(steps)], total)
}

func drawWaterfall(l *layout, b box) error {
	w := &waterfallChart{bars: bars{rows: l.waterfallRows()}}
	b.h -= 3 * l.u
	l.measureBars(&w.bars, &b)
	w.box = b
	l.scaleWaterfall(w)
	for i := range w.rows {
		l.drawStep(w, i)
	}
	l.drawZeroLine(&w.bars, b)
	return nil
}

// leftward reports whether a step's number stands at its left: the step lies
// below zero.
func (w *waterfallChart) leftward(p Point) bool {
	return !w.aside && max(p.Low.Value, p.High.Value) <= 0 && p.High.Value != p.Low.Value
}

// scaleWaterfall finds the zero line and the largest scale at which the number
// at the end of each step has its room. Thin steps, and numbers of many digits,
// have theirs in a column at the right.
func (l *layout) scaleWaterfall(w *waterfallChart) {
	w.aside = w.naming == namesSparse
	widths, before := l.numberWidths(w)
	if before+slices.Max(widths) > 0.6*w.box.w {
		w.aside = true
		widths, before = l.numberWidths(w)
	}
	if most := 0.8*w.box.w - before - slices.Max(widths); w.column > most {
		l.narrowNames(&w.bars, max(most, 0.2*w.box.w))
	}
	low := 0.0
	for _, p := range w.rows {
		low = min(low, p.High.Value)
	}
	w.perUnit = math.Inf(1)
	for i, p := range w.rows {
		if end := max(p.Low.Value, p.High.Value) - low; end > 0 {
			w.perUnit = min(w.perUnit, float64(max(w.box.w-w.column-before-widths[i], 1))/end)
		}
	}
	if math.IsInf(w.perUnit, 1) { // no step moves
		w.perUnit = 0
	}
	w.x0 = round(w.box.x + w.column + before + Px(-low*w.perUnit))
}

// numberWidths are the room of each row's number at its right, and the most
// that one needs at its left.
func (l *layout) numberWidths(w *waterfallChart) (after []Px, before Px) {
	after = make([]Px, len(w.rows))
	for i, p := range w.rows {
		width := l.width(faceOf(p.Highlight), l.size.label, p.Label) + 7*l.u
		switch {
		case w.names[i] == "":
		case w.leftward(p):
			before = max(before, width)
		default:
			after[i] = width
		}
	}
	if widest := slices.Max(after); w.aside {
		for i := range after {
			after[i] = widest
		}
	}
	return after, before
}

// x is the place of a value.
func (w *waterfallChart) x(v float64) Px { return w.x0 + Px(v*w.perUnit) }

// drawStep draws row i: its bar, the line that leads to the next row, its name
// and its number.
func (l *layout) drawStep(w *waterfallChart, i int) {
	p, u, size := w.rows[i], l.u, l.size.label
	y, x1, x2 := l.barTop(&w.bars, w.box, i), tenth(w.x(p.Low.Value)), tenth(w.x(p.High.Value))
	fill := l.colors.Series[0]
	switch {
	case i == len(w.rows)-1:
		fill = l.colors.Ink
	case p.Value < 0:
		fill = l.colors.Series[3]
	}
	l.rect(min(x1, x2), y, max(max(x1, x2)-min(x1, x2), 1), w.thick, fill)
	if i < len(w.rows)-1 {
		l.drawConnector(w, i, x2, y+w.thick)
	}
	if w.names[i] == "" {
		return
	}
	middle := y + w.thick/2
	l.writeName(&w.bars, w.box, i, middle)
	at, anchor := max(x1, x2)+7*u, Start
	switch {
	case w.aside:
		at, anchor = w.box.right(), End
	case w.leftward(p):
		at, anchor = min(x1, x2)-7*u, End
	}
	l.write(at, l.evenLevel(middle), p.Label, faceOf(p.Highlight), size, l.colors.Ink, anchor)
}

// drawConnector leads from the end of row i at x to the next row, unless the
// name above that row stands in the way.
func (l *layout) drawConnector(w *waterfallChart, i int, x, y Px) {
	next := l.barTop(&w.bars, w.box, i+1)
	if w.naming == namesAbove && x < w.box.x+l.width(faceOf(w.rows[i+1].Highlight), l.size.label, w.names[i+1])+4*l.u {
		return
	}
	if next > y {
		l.rule(x, y, x, next, l.u, l.colors.Edge)
	}
}
