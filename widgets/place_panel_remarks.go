package widgets

import (
	"slices"
	"sort"
)

// annotatePanels puts the remarks on small charts: what lies along time or at a
// value in every chart, with its words in the first that has room, else in a note;
// words about one number in the chart of its series.
func (l *layout) annotatePanels(m *multiples) {
	if len(l.figure.Remarks) == 0 {
		return
	}
	defer func() { // a note names its place, so it has no number
		l.numbered = slices.DeleteFunc(l.numbered, func(i int) bool { return slices.Contains(l.named, i) })
	}()
	l.smallPlots = true
	plots := make([]plotted, len(m.panels))
	for i, p := range m.panels {
		plots[i] = l.plottedPanel(m, p)
		l.drawRanges(plots[i])
	}
	for i, r := range l.figure.Remarks {
		for _, g := range plots {
			l.drawRemarkLine(g, i, r)
		}
	}
	for i, r := range l.figure.Remarks {
		if r.Text == "" || r.Auto || slices.Contains(l.named, i) { // the note tells of what the data says by itself
			continue
		}
		if r.Type != "text" {
			if !slices.ContainsFunc(plots, func(g plotted) bool { return l.drawRemark(g, r) }) {
				l.named = append(l.named, i)
			}
			continue
		}
		l.writePanelWords(m, plots, i)
	}
}

// writePanelWords writes the words about one number, or the number of their note,
// in the chart of its series; about the whole, in the first.
func (l *layout) writePanelWords(m *multiples, plots []plotted, i int) {
	r := l.figure.Remarks[i]
	at := max(0, slices.IndexFunc(m.panels, func(p *panel) bool { return p.Key == r.Series }))
	number := slices.Index(l.numbered, i)
	if number < 0 {
		if !l.drawRemark(plots[at], r) {
			l.numbered = append(l.numbered, i)
		}
		return
	}
	point, gap := l.remarkPoint(plots[at], r)
	if !l.drawNumber(plots[at], 1+number, point, gap) {
		l.named = append(l.named, i)
	}
}

// plottedPanel is one small chart as annotations see it.
func (l *layout) plottedPanel(m *multiples, p *panel) plotted {
	c := p.chart
	if c.lines = []*lineSeries{p.lineSeries}; m.whole != nil {
		c.lines = append(c.lines, m.whole)
	}
	g := l.plottedLines(&c, c.plot)
	if !m.column {
		return g
	}
	pitch := c.plot.w / Px(len(m.periods))
	at := func(ordinal int) int {
		i := sort.Search(len(m.periods), func(i int) bool { return m.periods[i].at > ordinal }) - 1
		return max(i, 0)
	}
	g.base = func(ordinal int) (from, middle, to Px) {
		from = c.plot.x + Px(at(ordinal))*pitch
		return from, from + pitch/2, from + pitch
	}
	lines := g.mark
	g.mark = func(key string, ordinal int) (Pt, Px, bool) {
		point, gap, ok := lines(key, ordinal)
		_, point.X, _ = g.base(ordinal)
		return point, gap, ok
	}
	return g
}

// lineSmallBars draws the lines at a value across the bars of every chart; a note
// under them has the words.
func (l *layout) lineSmallBars(p *smallBars) {
	for i, r := range l.figure.Remarks {
		for k, plot := range p.plots {
			at := round(plot.x + p.scales[k].zero + Px(r.Low*p.scales[k].perUnit))
			l.acrossMarks(Pt{at, plot.y}, Pt{at, plot.bottom()}, 1.25*l.u, nil)
		}
		if r.Text != "" && !slices.Contains(l.named, i) {
			l.named = append(l.named, i)
		}
	}
}
