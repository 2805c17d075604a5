package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
)

// lostOf weighs what rows lack of a name: 0 for a whole one, up to 5 for one of
// which nothing is left.
func lostOf(name string, rows []string) float64 {
	cut := slices.ContainsFunc(rows, func(row string) bool { return strings.Contains(row, "…") && !strings.Contains(name, "…") })
	if !cut {
		return 0
	}
	return 2 + 3*(1-float64(runes(strings.Join(rows, " "))-1)/float64(max(1, runes(name))))
}

// placePanels gives each panel its plot, row by row.
func (l *layout) placePanels(m *multiples, b box) {
	g := m.grid
	for i, p := range m.panels {
		row, col := i/g.cols, i%g.cols
		x := b.x + g.gutter + Px(col)*(g.width+g.between)
		if m.free {
			x += Px(col) * g.gutter
		}
		y := b.y + Px(row)*(g.head+g.height+g.under) + g.head
		p.chart.plot = box{round(x), round(y), g.width, g.height}
		p.head = g.names[i]
	}
}

// tooManyPanels refuses what has no room, and says where it has.
func (l *layout) tooManyPanels(m *multiples) error {
	suggestion := "Show fewer, shorten their names, or use a frame or a table."
	if l.preset.Frame {
		suggestion = "Show fewer, shorten their names, or use a table."
	}
	if m.bars {
		suggestion = strings.Replace(suggestion, "Show fewer,", "Show fewer charts or bars,", 1)
	}
	if m.column {
		suggestion = strings.Replace(suggestion, "Show fewer,", "Show fewer charts or periods, or lines instead of columns,", 1)
	}
	where := "picture"
	if l.preset.Frame {
		where = "frame"
	}
	return datasets.Problem{Field: "series", Message: fmt.Sprintf("The %s %s has no room for %d small charts.", l.preset.Name, where, len(m.panels)), Suggestion: suggestion}
}

// drawPanels draws every panel. It reports whether the whole has its name in one.
func (l *layout) drawPanels(m *multiples, b box) bool {
	named := m.whole == nil
	for i, p := range m.panels {
		from := len(l.marks)
		l.drawPanelAxis(m, i)
		if m.column {
			l.drawPanelColumns(m, p)
		}
		if m.whole != nil {
			l.drawWhole(m, p)
		}
		if !m.column {
			l.drawBaseline(&p.chart)
			if p.last.Label != "" {
				l.drawLine(&p.chart, p.lineSeries)
			}
		}
		if !named {
			named = l.nameWhole(m, p, from)
		}
		l.drawPanelHead(m, p)
	}
	return named
}

// drawPanelAxis draws gridlines, the ticks of the first column or of each free
// panel, and the periods under the lowest panel of each column.
func (l *layout) drawPanelAxis(m *multiples, i int) {
	p, g := m.panels[i], m.grid
	labels := l.tickLabels(p.chart.scale, l.unit())
	if m.bare || !m.free && i%g.cols > 0 {
		labels = make([]string, len(labels))
	}
	l.drawAxis(p.chart.plot, p.chart.scale, labels)
	if i+g.cols < len(m.panels) || m.spanSaid {
		return
	}
	first, last := l.endPeriods(m)
	size, plot := l.size.tick, p.chart.plot
	y := plot.bottom() + 9*l.u + 0.85*size
	if first == "" {
		l.write(plot.x+plot.w/2, y, last, Regular, size, l.colors.Muted, Middle)
		return
	}
	l.write(plot.x, y, first, Regular, size, l.colors.Muted, Start)
	l.write(plot.right(), y, last, Regular, size, l.colors.Muted, End)
}

// drawPanelHead writes the name over a panel, and its last number.
func (l *layout) drawPanelHead(m *multiples, p *panel) {
	size, lead, plot := l.size.label, 1.16*l.size.label, p.chart.plot
	foot := plot.y - 0.42*size
	switch m.grid.values {
	case underName:
		l.write(plot.x, foot, p.value, Regular, size, l.colors.Ink, Start)
		foot -= lead
	case besideName:
		l.write(plot.right(), foot, p.value, Regular, size, l.colors.Ink, End)
	}
	l.lines(plot.x, foot-Px(len(p.head)-1)*lead, p.head, Bold, size, lead, l.colors.Ink, Start)
}

// drawPanelColumns draws the numbers of a panel as columns from zero.
func (l *layout) drawPanelColumns(m *multiples, p *panel) {
	c := columns{box: p.chart.plot, scale: p.chart.scale, pitch: p.chart.plot.w / Px(len(m.periods)), marked: m.whole != nil}
	c.thick = 0.7 * c.pitch
	if c.pitch < 3 {
		c.thick = c.pitch
	}
	for _, q := range p.Points {
		at, _ := slices.BinarySearchFunc(m.periods, q.Ordinal, func(p period, at int) int { return p.at - at })
		l.drawColumn(&c, at, q)
	}
	zero := round(c.y(0))
	l.rule(c.box.x, zero, c.box.right(), zero, 1.25*l.u, l.colors.Muted)
}

// wholeChart is the chart on which the whole runs over the middles of columns.
func (m *multiples) wholeChart(p *panel) *lineChart {
	c := p.chart
	if m.column {
		inset := c.plot.w / Px(len(m.periods)) / 2
		c.plot.x, c.plot.w = c.plot.x+inset, c.plot.w-2*inset
	}
	return &c
}

// drawWhole draws the whole dashed, without dots except where one stands alone.
func (l *layout) drawWhole(m *multiples, p *panel) {
	c := m.wholeChart(p)
	st := l.strokesOf(c, m.whole)
	for _, stroke := range [][]Pt{simplified(st.firm), simplified(st.open)} {
		if len(stroke) > 1 {
			l.path(stroke, m.whole.weight*l.u, m.whole.stroke, slices.Clone(m.whole.dash)...)
		}
	}
	for _, i := range st.dotted {
		l.pointDot(c, m.whole, m.whole.Points[i], m.whole.weight/2+1)
	}
}

// nameWhole writes the name of the whole beside its line where it touches nothing
// of the panel; false when there is no such place.
func (l *layout) nameWhole(m *multiples, p *panel, from int) bool {
	size, plot, c := l.size.tick, p.chart.plot, m.wholeChart(p)
	w, h := l.width(Regular, size, m.whole.Name), (ascent+descent)*size
	if w > 0.7*plot.w {
		return false
	}
	before := l.plotFrom
	l.plotFrom = from
	space := l.clearance(plot)
	l.plotFrom = before
	for _, gap := range []Px{3, 7, 12} {
		for _, q := range m.whole.Points {
			if q.Missing {
				continue
			}
			x, y := c.x(q.Ordinal), c.y(q.Value)
			for _, at := range []box{{x - w/2, y - gap*l.u - h, w, h}, {x - w/2, y + gap*l.u, w, h}} {
				if space.free(box{at.x - 3*l.u, at.y, w + 6*l.u, h}) {
					l.rect(at.x-2*l.u, at.y, w+4*l.u, h, l.colors.Paper)
					l.write(at.x+w/2, at.y+ascent*size, m.whole.Name, Regular, size, l.colors.Muted, Middle)
					return true
				}
			}
		}
	}
	return false
}
