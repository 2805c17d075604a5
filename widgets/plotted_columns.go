package widgets

import (
	"slices"
	"sort"

	"figurehead/widgets/words"
)

// plottedColumns is a plot of standing columns as annotations see it.
func (l *layout) plottedColumns(c *columns, b box) plotted {
	at := func(ordinal int) int { // the column that holds a day
		i := slices.IndexFunc(c.points, func(p Point) bool { return p.Ordinal == ordinal })
		if i < 0 && l.overTime() {
			i = sort.Search(len(c.points), func(i int) bool { return c.points[i].Ordinal > ordinal }) - 1
		}
		return max(i, 0)
	}
	return plotted{plot: c.box, area: b, value: c.y,
		bare: func(ordinal int) bool { _, ok := c.labels[at(ordinal)]; return !ok },
		base: func(ordinal int) (from, middle, to Px) {
			from = c.box.x + Px(at(ordinal))*c.pitch
			return from, from + c.pitch/2, from + c.pitch
		},
		mark: func(_ string, ordinal int) (Pt, Px, bool) {
			i := at(ordinal)
			if c.points[i].Ordinal != ordinal || c.points[i].Missing {
				return Pt{}, 0, false
			}
			p := c.points[i]
			top := c.y(p.highest())
			if p.Value < 0 {
				top = c.y(p.lowest())
			}
			if label, ok := c.labels[i]; ok && p.Value >= 0 {
				top = label.y
			}
			return Pt{round(c.middle(i)), top}, 3 * l.u, true
		}}
}

// writeAbsentColumns says at the baseline why a column is missing, where there
// is room; the notes have it too.
func (l *layout) writeAbsentColumns(c *columns) {
	size := l.size.tick
	for i, p := range c.points {
		if !p.Missing {
			continue
		}
		for _, text := range []string{p.Reason, l.say(words.AbsentMark), "–"} {
			w, foot := l.width(Regular, size, text), round(c.y(0))-6*l.u
			at := box{c.middle(i) - w/2, foot - ascent*size, w, ascent * size}
			if text != "" && w <= 0.94*c.pitch && !c.crowds(at) {
				l.write(c.middle(i), foot, text, Regular, size, l.colors.Muted, Middle)
				break
			}
		}
	}
}

// crowds reports whether a box comes too close to a value that is written.
func (c *columns) crowds(at box) bool {
	for _, label := range c.labels {
		if label.near(at) {
			return true
		}
	}
	return false
}
