package widgets

import (
	"slices"
	"sort"
)

// lanePlot is a plot of lanes as annotations see it, its values from left to
// right; head is the room over it for the words of reference lines.
func (l *layout) lanePlot(p *lanes, b box, x0 Px, perUnit, low, high, head Px) plotted {
	top := p.tops[0] - (p.pitch-p.thick)/2 - p.head
	foot := p.foot()
	value := func(v float64) Px { return x0 + Px(v)*perUnit }
	left, right := value(float64(low)), value(float64(high))
	lane := func(at int) int {
		return max(slices.IndexFunc(p.points, func(r Point) bool { return r.Ordinal == at }), 0)
	}
	return plotted{plot: box{left, top, right - left, foot - top}, area: box{b.x, top - head, b.w, foot - top + head}, lying: true,
		value: value,
		base: func(at int) (from, middle, to Px) {
			y := p.tops[lane(at)]
			return y - (p.pitch-p.thick)/2, y + p.thick/2, y + (p.pitch+p.thick)/2
		}}
}

// laneAt is the lane of a place, or false.
func laneAt(points []Point, at int) (int, bool) {
	i := slices.IndexFunc(points, func(r Point) bool { return r.Ordinal == at })
	return i, i >= 0
}

// plottedGroups is a plot of grouped bars as annotations see it: words are tied
// to the end of a bar, or of the longest where they are about all of a group.
func (l *layout) plottedGroups(p *groupedBarsPlaced, b box, head Px) plotted {
	g := l.lanePlot(&p.lanes, b, p.x0, Px(p.perUnit), Px(p.low), Px(p.high), head)
	g.mark = func(key string, at int) (Pt, Px, bool) {
		i, ok := laneAt(p.points, at)
		if !ok {
			return Pt{}, 0, false
		}
		end, found := Pt{X: p.x0}, false
		for k, s := range p.series {
			r := s.Points[i]
			if r.Missing || key != "" && s.Key != key {
				continue
			}
			x := p.x0 + Px(r.Value*p.perUnit)
			if value, name := l.groupText(p, i, k, len(p.key.rows) == 0); value != "" && r.Value >= 0 {
				x += l.groupTextWidth(p, i, k, value, name)
			}
			if top, thick := l.groupBarAt(p, i, k); !found || x > end.X {
				end, found = Pt{max(x, p.x0), round(top + thick/2)}, true
			}
		}
		return end, 3 * l.u, found
	}
	return g
}

// plottedStack is a plot of stacked bars as annotations see it: words are tied
// to the middle of a part, or to the end of the whole bar.
func (l *layout) plottedStack(p *stackedBarsPlaced, b box) plotted {
	g := l.lanePlot(&p.lanes, b, p.x0, Px(p.perUnit), 0, Px(p.longest), l.headHeight())
	g.mark = func(key string, at int) (Pt, Px, bool) {
		i, ok := laneAt(p.points, at)
		if !ok {
			return Pt{}, 0, false
		}
		parts := l.parts(p, i)
		middle := round(p.tops[i] + p.thick/2)
		if key == "" {
			last := parts[len(parts)-1]
			end := last.x + last.w + l.totalWidth(p, i)
			if p.outer > 0 {
				end += p.outer
			}
			return Pt{end, middle}, 3 * l.u, !allMissing(p.series, i)
		}
		k := slices.IndexFunc(p.series, func(s Series) bool { return s.Key == key })
		if k < 0 || p.series[k].Points[i].Missing {
			return Pt{}, 0, false
		}
		return Pt{round(parts[k].x + parts[k].w/2), middle}, p.thick/2 + 2*l.u, true
	}
	return g
}

// groupPlot is a plot of groups or stacks of columns as annotations see it.
func (l *layout) groupPlot(p *groupedColumnsPlaced, b box) plotted {
	at := func(ordinal int) int { // the columns that hold a day
		i, ok := laneAt(p.points, ordinal)
		if !ok && l.overTime() {
			i = sort.Search(len(p.points), func(i int) bool { return p.points[i].Ordinal > ordinal }) - 1
		}
		return max(i, 0)
	}
	return plotted{plot: p.box, area: b, value: p.y, base: func(ordinal int) (from, middle, to Px) {
		from = p.box.x + Px(at(ordinal))*p.pitch
		return from, from + p.pitch/2, from + p.pitch
	}}
}

// plottedGroupedColumns ties words to a column, or to the highest of a group.
func (l *layout) plottedGroupedColumns(p *groupedColumnsPlaced, b box, drawn []columnBox) plotted {
	g := l.groupPlot(p, b)
	g.mark = func(key string, at int) (Pt, Px, bool) {
		top, found := Pt{}, false
		for _, c := range drawn {
			r := p.series[c.series].Points[c.point]
			if r.Ordinal != at || key != "" && p.series[c.series].Key != key {
				continue
			}
			y := c.y
			if r.Value < 0 {
				y = c.bottom()
			}
			if label, ok := p.labelled[[2]int{c.series, c.point}]; ok && r.Value >= 0 {
				y = label.y
			}
			if !found || y < top.Y {
				top, found = Pt{round(c.x + c.w/2), y}, true
			}
		}
		return top, 3 * l.u, found
	}
	return g
}

// plottedStackedColumns ties words to the middle of a part, or to the top of the
// whole column.
func (l *layout) plottedStackedColumns(p *groupedColumnsPlaced, b box) plotted {
	g := l.groupPlot(p, b)
	g.mark = func(key string, at int) (Pt, Px, bool) {
		i, ok := laneAt(p.points, at)
		if !ok || allMissing(p.series, i) {
			return Pt{}, 0, false
		}
		parts := l.stackParts(p, i)
		x := round(parts[0].x + parts[0].w/2)
		if key == "" {
			top := parts[len(parts)-1].y
			if len(p.totals) > 0 {
				top -= 6*l.u + ascent*l.size.label
			}
			return Pt{x, top}, 3 * l.u, true
		}
		k := slices.IndexFunc(p.series, func(s Series) bool { return s.Key == key })
		if k < 0 || p.series[k].Points[i].Missing {
			return Pt{}, 0, false
		}
		return Pt{x, round(parts[k].y + parts[k].h/2)}, max(parts[k].w, parts[k].h)/2 + 2*l.u, true
	}
	return g
}
