package widgets

import "slices"

// histogramChart is a histogram being placed.
type histogramChart struct {
	columns
	edges []string // as printed, one more than there are bins
	shown []int    // of the edges that are written
	lower bool     // the last edge is written a row lower, clear of the first
}

func histogramHeight(l *layout, _ Px) Px {
	if l.preset.Name == "frame-s" {
		return 320 + l.headHeight()
	}
	return 360 + l.headHeight()
}

func drawHistogram(l *layout, b box) error {
	h, last := &histogramChart{}, ""
	for _, p := range l.points() {
		h.edges = append(h.edges, p.Low.Label)
		last = p.High.Label
		p.Low, p.High = nil, nil // no interval of the count
		h.points = append(h.points, p)
	}
	h.edges = append(h.edges, last)
	h.marked = slices.ContainsFunc(h.points, func(p Point) bool { return p.Highlight })
	notes := l.missingNote(h.points)
	if text := apartNote(l.figure); text != "" && !l.notesShown() {
		notes = append(notes, text)
	}
	b = l.noteUnder(b, notes...)
	if err := l.measureHistogram(h, b); err != nil {
		return err
	}
	l.write(b.x, b.y+ascent*l.size.tick, l.shorten(l.figure.Series[0].Name, Regular, l.size.tick, b.w), Regular, l.size.tick, l.colors.Muted, Start)
	if h.axis {
		l.drawAxis(h.box, h.scale, l.tickLabels(h.scale, l.unit()))
	}
	for i := range h.points {
		l.drawBin(h, i)
	}
	zero := round(h.y(0))
	l.rule(h.box.x, zero, h.box.right(), zero, 1.25*l.u, l.colors.Muted)
	l.drawEdges(h, b)
	l.drawBinValues(h, b)
	l.writeAbsentColumns(&h.columns)
	l.annotate(l.plottedBins(h, b))
	return nil
}

// measureHistogram finds the room between the name of the counts over the plot
// and the edges under it, and whether a scale is needed.
func (l *layout) measureHistogram(h *histogramChart, b box) error {
	u, tick := l.u, l.size.tick
	high, widest := 0.0, Px(0)
	for _, p := range h.points {
		high = max(high, p.Value)
		widest = max(widest, l.width(faceOf(p.Highlight), l.size.label, p.Label))
	}
	first, last := l.width(Regular, tick, h.edges[0])/2, l.width(Regular, tick, h.edges[len(h.edges)-1])/2
	if 2*max(first, last) > b.w {
		return l.numberTooLong()
	}
	h.scale = niceScale(0, high, wholeLabels(h.points))
	h.axis = widest+4*u > (b.w-min(first, b.w/4)-min(last, b.w/4))/Px(len(h.points))
	left := Px(0)
	if h.axis {
		left = l.widestTick(l.tickLabels(h.scale, l.unit())) + 9*u
	} else {
		h.scale.high = max(high, 1e-12)
	}
	head := 1.5*tick + ascent*l.size.label + 10*u + l.headHeight()
	h.box = box{x: round(b.x + max(left, min(first, b.w/4))), y: b.y + head}
	h.box.w = round(b.right()-min(last, b.w/4)) - h.box.x
	h.pitch = h.box.w / Px(len(h.points))
	if h.pitch > 12 { // bins of whole pixels are sharp and alike
		h.pitch = Px(int(h.pitch))
		h.box.w = h.pitch * Px(len(h.points))
	}
	l.chooseEdges(h, b)
	foot := 2.1 * tick
	if h.lower {
		foot += 1.2 * tick
	}
	h.box.h = round(b.bottom()-foot) - h.box.y
	h.thick = h.pitch - min(u, 0.25*h.pitch)
	return nil
}

// edgeX is the place of edge i.
func (h *histogramChart) edgeX(i int) Px { return tenth(h.box.x + Px(i)*h.pitch) }

// edgeStretch is where the label of edge i stands, kept inside b.
func (l *layout) edgeStretch(h *histogramChart, b box, i int) stretch {
	half := l.width(Regular, l.size.tick, h.edges[i]) / 2
	return stretch{min(max(h.edgeX(i), b.x+half), b.right()-half), half}
}

// chooseEdges chooses the edges that are written: the first, the last and every
// n-th between, the least n at which they clear each other; of two that do, one
// at which the last is an n-th too.
func (l *layout) chooseEdges(h *histogramChart, b box) {
	n := len(h.edges) - 1
	gap := 8 * l.u
	clear := func(step int) bool {
		for i := 0; i+step <= n; i += step {
			if l.edgeStretch(h, b, i).meets(l.edgeStretch(h, b, i+step), gap) {
				return false
			}
		}
		return true
	}
	step := 1
	for step < n && !clear(step) {
		step++
	}
	for even := step; even < min(2*step, n); even++ {
		if n%even == 0 && clear(even) {
			step = even
			break
		}
	}
	end := l.edgeStretch(h, b, n)
	for i := 0; i < n; i += step {
		if i == 0 || !l.edgeStretch(h, b, i).meets(end, gap) {
			h.shown = append(h.shown, i)
		}
	}
	h.shown = append(h.shown, n)
	h.lower = l.edgeStretch(h, b, 0).meets(end, gap)
}

// drawEdges draws a tick under every edge and writes those that are chosen.
func (l *layout) drawEdges(h *histogramChart, b box) {
	foot, u, tick := round(h.y(0)), l.u, l.size.tick
	for i := range h.edges {
		shown := slices.Contains(h.shown, i)
		if !shown && h.pitch < 4*u {
			continue
		}
		length := 3 * u
		if shown {
			length = 6 * u
		}
		l.rule(h.edgeX(i), foot, h.edgeX(i), foot+length, u, l.colors.Edge)
		if !shown {
			continue
		}
		y := foot + 9*u + 0.85*tick
		if i > 0 && h.lower {
			y += 1.2 * tick
		}
		l.write(l.edgeStretch(h, b, i).middle, y, h.edges[i], Regular, tick, l.colors.Muted, Middle)
	}
}

// drawBin draws bin i from edge to edge, a line of paper before the next.
func (l *layout) drawBin(h *histogramChart, i int) {
	p := h.points[i]
	if p.Missing {
		return
	}
	gap := tenth(min(l.u, 0.25*h.pitch))
	x1, x2 := h.edgeX(i), h.edgeX(i+1)-gap
	if i == len(h.points)-1 {
		x2 += gap
	}
	y, zero := tenth(h.y(p.Value)), round(h.y(0))
	if p.Value > 0 {
		y = min(y, zero-1) // the fewest can be seen
	}
	if p.Highlight || !h.marked {
		l.rect(x1, y, x2-x1, zero-y, l.colors.Highlight)
		return
	}
	l.rect(x1, y, x2-x1, zero-y, l.colors.Context)
	l.rect(x1, y, x2-x1, min(2*l.u, zero-y), l.colors.Edge)
}

// drawBinValues writes the number over each bin where there is no axis, else
// over those that stand out and the fullest.
func (l *layout) drawBinValues(h *histogramChart, b box) {
	h.labels = make(map[int]box)
	if h.axis { // no number stands on its ticks
		b = box{h.box.x, b.y, b.right() - h.box.x, b.h}
	}
	most := highestOf(h.points)
	for _, marked := range []bool{true, false} {
		for i, p := range h.points {
			if p.Missing || p.Highlight != marked || h.axis && !p.Highlight && i != most {
				continue
			}
			at := l.valueBox(&h.columns, b, i)
			ink := box{at.x, at.y, at.w, at.h + descent*l.size.label} // commas hang
			if at.y < b.y+1.4*l.size.tick || h.crowds(ink) {
				continue
			}
			h.labels[i] = ink
			l.leadDown(&h.columns, i, at)
			l.write(at.x, at.y+ascent*l.size.label, p.Label, faceOf(p.Highlight), l.size.label, l.colors.Ink, Start)
		}
	}
}

// highestOf is the first position of the highest value.
func highestOf(points []Point) int {
	most := 0
	for i, p := range points {
		if p.Missing || points[most].Missing || p.Value > points[most].Value {
			if !p.Missing {
				most = i
			}
		}
	}
	return most
}
