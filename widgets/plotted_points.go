package widgets

import "slices"

// plottedDots is a dot plot as annotations see it; head is the room over it for
// the words of reference lines, and under the first of its dots.
func (l *layout) plottedDots(d *dotPlot, b box, head Px, under int) plotted {
	plot := d.plot
	return plotted{under: under, plot: plot, area: box{b.x, plot.y - head, b.w, plot.h + head}, lying: true, value: d.x,
		base: func(at int) (from, middle, to Px) {
			i, ok := laneAt(d.rows, at)
			if !ok {
				return plot.y, plot.y, plot.y
			}
			return d.middles[i] - d.pitch/2, d.middles[i], d.middles[i] + d.pitch/2
		},
		mark: func(_ string, at int) (Pt, Px, bool) {
			i, ok := laneAt(d.rows, at)
			if !ok || d.rows[i].Missing {
				return Pt{}, 0, false
			}
			return Pt{d.x(d.rows[i].highest()), d.middles[i]}, min(6*l.u, 0.45*d.pitch) + 2*l.u, true
		}}
}

// plottedScatter is a scatter plot as annotations see it: lines and ranges are
// those of the numbers upwards.
func (l *layout) plottedScatter(c *scatterChart, under int) plotted {
	return plotted{under: under, plot: c.plot, area: c.plot, value: c.y,
		base: func(int) (from, middle, to Px) { return c.plot.x, c.plot.x, c.plot.x },
		mark: func(_ string, at int) (Pt, Px, bool) {
			i := slices.IndexFunc(c.points, func(p Point) bool { return p.Ordinal == at })
			if i < 0 {
				return Pt{}, 0, false
			}
			radius := c.dot
			if c.points[i].Highlight {
				radius = 6 * l.u
			}
			return c.at(c.points[i]), radius + 2*l.u, true
		}}
}

// plottedBins is a histogram as annotations see it: its lines and ranges are
// those of the measure that the bins cut, so they stand upright.
func (l *layout) plottedBins(h *histogramChart, b box) plotted {
	bins := l.points()
	first, last := bins[0].Low.Value, bins[len(bins)-1].High.Value
	right := h.edgeX(len(bins))
	return plotted{plot: box{h.box.x, h.box.y, right - h.box.x, h.box.h}, area: b, lying: true,
		value: func(v float64) Px { return h.box.x + Px((v-first)/(last-first))*(right-h.box.x) },
		base:  func(int) (from, middle, to Px) { return h.box.y, h.box.bottom(), h.box.bottom() },
		mark: func(_ string, at int) (Pt, Px, bool) {
			i, ok := laneAt(h.points, at)
			if !ok || h.points[i].Missing {
				return Pt{}, 0, false
			}
			top := h.y(h.points[i].Value)
			if label, ok := h.labels[i]; ok {
				top = label.y
			}
			return Pt{round(h.middle(i)), top}, 3 * l.u, true
		}}
}
