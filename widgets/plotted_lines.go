package widgets

import (
	"slices"
	"sort"
)

// plottedLines is a line plot as annotations see it.
func (l *layout) plottedLines(c *lineChart, b box) plotted {
	return plotted{plot: c.plot, area: b, value: c.y, base: c.base, mark: func(key string, at int) (Pt, Px, bool) {
		for _, s := range c.lines {
			i := slices.IndexFunc(s.Points, func(p Point) bool { return p.Ordinal == at && !p.Missing })
			if s.Key == key && i >= 0 {
				return Pt{c.x(at), c.y(s.Points[i].Value)}, (s.dotRadius()*s.sign.reach() + 2) * l.u, true
			}
		}
		return Pt{}, 0, false
	}}
}

// base is the stretch of a period: half of the way to its neighbours, inside
// the plot. A day between two periods stands for itself.
func (c *lineChart) base(at int) (from, middle, to Px) {
	middle = c.x(at)
	i := sort.Search(len(c.periods), func(i int) bool { return c.periods[i].at >= at })
	if i == len(c.periods) || c.periods[i].at != at {
		return middle, middle, middle
	}
	from, to = c.plot.x, c.plot.right()
	if i > 0 {
		from = (c.x(c.periods[i-1].at) + middle) / 2
	}
	if i+1 < len(c.periods) {
		to = (c.x(c.periods[i+1].at) + middle) / 2
	}
	return from, middle, to
}
