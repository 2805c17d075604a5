package widgets

import "strings"

// headlineGrid is a row of headlines laid out in cells of one size.
type headlineGrid struct {
	cols, rows  int
	cell        box // of the first; the others follow by its size and the gaps
	gapX, gapY  Px
	number      Px // size of every number: a larger one would say that it is more
	label, lead Px
	names       [][]string
	badges      [][]badge
	nameRows    int // most rows of a name
	badgeHigh   Px  // of the tallest badge
	high        Px  // height of a number with its commas, per px of its size
}

// drawHeadlines draws two to four numbers in the evidence of a picture: each
// with its name above and its change below, in the grid that lets them be
// largest. Where the changes leave no room they go.
func drawHeadlines(l *layout, b box) error {
	best, ok := l.bestGrid(b, true)
	if !ok {
		best, ok = l.bestGrid(b, false)
	}
	if !ok {
		return l.numberTooLong()
	}
	high := best.height()
	top := b.y + max(0, 0.4*(b.h-Px(best.rows)*high-Px(best.rows-1)*best.gapY))
	for i := range l.figure.Headlines {
		x := b.x + Px(i%best.cols)*(best.cell.w+best.gapX)
		y := top + Px(i/best.cols)*(high+best.gapY)
		l.drawHeadlineCell(best, i, box{x, y, best.cell.w, high})
	}
	return nil
}

// bestGrid tries one to four columns and keeps the one with the largest
// numbers; a grid with a hole must be a quarter larger to win.
func (l *layout) bestGrid(b box, changes bool) (headlineGrid, bool) {
	var best headlineGrid
	merit, found := Px(0), false
	n := len(l.figure.Headlines)
	for cols := 1; cols <= n; cols++ {
		g, ok := l.newGrid(b, cols, changes)
		if !ok {
			continue
		}
		m := g.number
		if n%cols != 0 {
			m *= 0.8
		}
		if m > merit {
			best, merit, found = g, m, true
		}
	}
	return best, found
}

// newGrid sets names, changes and numbers in so many columns, and reports
// whether they fit.
func (l *layout) newGrid(b box, cols int, changes bool) (headlineGrid, bool) {
	u, items := l.u, l.figure.Headlines
	g := headlineGrid{cols: cols, rows: (len(items) + cols - 1) / cols, gapX: 20 * u, gapY: 22 * u, label: l.size.label, lead: 1.22 * l.size.label}
	g.cell.w = (b.w - Px(cols-1)*g.gapX) / Px(cols)
	widest := Px(0)
	g.high = capHeight
	for _, h := range items {
		if strings.ContainsAny(h.Number, ",;()gjpqy") {
			g.high = capHeight + 0.5*descent
		}
		rows := l.wrap(h.Label, Bold, g.label, g.cell.w)
		if len(rows) > 3 || l.widest(rows, Bold, g.label) > g.cell.w {
			return g, false
		}
		g.names, g.nameRows = append(g.names, rows), max(g.nameRows, len(rows))
		var list []badge
		if changes {
			list = l.paddedBadges(h, g.label, g.cell.w, 0, true)
			if widestBadge(list) > g.cell.w {
				return g, false
			}
		}
		g.badges, g.badgeHigh = append(g.badges, list), max(g.badgeHigh, l.badgesHeight(list))
		if h.Number != "" {
			widest = max(widest, l.measure(Bold, 100, h.Number)/100)
		} else if rows := l.wrap(h.Reason, Regular, g.label, g.cell.w); l.widest(rows, Regular, g.label) > g.cell.w || len(rows) > 2 {
			return g, false
		}
	}
	room := (b.h-Px(g.rows-1)*g.gapY)/Px(g.rows) - g.around(u)
	g.number = min(g.cell.w/max(widest, 0.1), room/g.high, 150*u)
	return g, g.number >= 1.5*g.label
}

// around is what stands over and under the number of a cell.
func (g headlineGrid) around(u Px) Px {
	high := 14*u + Px(g.nameRows)*g.lead + 0.2*g.label + 14*u
	if g.badgeHigh > 0 {
		high += 12*u + g.badgeHigh
	}
	return high
}

// height is that of a cell.
func (g headlineGrid) height() Px { return g.around(g.label/16) + g.high*g.number }

// drawHeadlineCell draws one number under its name.
func (l *layout) drawHeadlineCell(g headlineGrid, i int, b box) {
	h, u := l.figure.Headlines[i], l.u
	l.whole(b.x, b.y, b.w, max(round(2*u), 1), l.colors.Edge)
	y := b.y + 14*u + Px(g.nameRows-len(g.names[i]))*g.lead
	l.lines(b.x, y+ascent*g.label, g.names[i], Bold, g.label, g.lead, l.colors.Ink, Start)
	base := b.y + 14*u + Px(g.nameRows)*g.lead + 0.2*g.label + 14*u + capHeight*g.number
	if h.Number == "" {
		rows := l.wrap(h.Reason, Regular, g.label, b.w)
		l.lines(b.x, base-Px(len(rows)-1)*g.lead, rows, Regular, g.label, g.lead, l.colors.Muted, Start)
		return
	}
	l.write(b.x-0.03*g.number, base, h.Number, Bold, g.number, l.headlineColor(h), Start)
	l.drawBadges(g.badges[i], b.x, base+(g.high-capHeight)*g.number+12*u, l.colors.Ink, l.colors.Band)
}

// headlineColor is that of the subject; where one number stands out the others
// are ink.
func (l *layout) headlineColor(h HeadlineWords) Color {
	for _, other := range l.figure.Headlines {
		if other.Highlight && !h.Highlight {
			return l.colors.Ink
		}
	}
	return legible(l.colors.Paper, textRatio, l.colors.Highlight, l.colors.Ink)
}

// headlinesPlot draws nothing: in a frame the numbers are HTML.
func headlinesPlot(*layout) (Px, error) { return 0, nil }

// Measures of a row of headlines in a frame, in px, as its style sheet has them.
const (
	itemGap   = 20
	leastItem = 128 // width of a column
	leastSize = 34  // of a number
)

// ItemGrid is how a frame sets a row of headlines: in so many columns, with
// numbers of one size in px, so that the longest of them stays on one line.
func ItemGrid(items []HeadlineWords, frame Preset) (cols, size int) {
	width := frame.Width - 2*measuresOf[frame.Name].margin
	most := map[string]Px{"frame-s": 56, "frame-m": 72}[frame.Name]
	if most == 0 {
		most = 88
	}
	longest := 1
	for _, h := range items {
		longest = max(longest, len([]rune(h.Number)))
	}
	fits := func(cols int) (Px, Px) {
		cell := (width - Px(cols-1)*itemGap) / Px(cols)
		return cell, min(most, cell/(0.6*Px(longest)))
	}
	for cols = len(items); cols > 1; cols-- {
		if cell, size := fits(cols); len(items)%cols == 0 && cell >= leastItem && size >= leastSize {
			return cols, int(size)
		}
	}
	_, one := fits(1)
	return 1, int(one)
}

// headlinesWordsHeight is the height of title, subtitle and the list of numbers.
func headlinesWordsHeight(l *layout, width Px) Px {
	items := l.figure.Headlines
	cols, size := ItemGrid(items, l.preset)
	cell := (width - Px(cols-1)*itemGap) / Px(max(cols, 1))
	height := l.titleWordsHeight(width) + 16
	for from := 0; from < len(items); from += cols {
		tallest := Px(0)
		for _, h := range items[from:min(from+cols, len(items))] {
			tallest = max(tallest, l.itemHeight(h, Px(size), cell))
		}
		height += tallest + itemGap
	}
	return height
}

// itemHeight is the height of one number in a frame, width px wide.
func (l *layout) itemHeight(h HeadlineWords, size, width Px) Px {
	height := 12 + 22*Px(l.rowsOf(h.Label, Bold, 16, width)) + 1.1*size
	if h.Change != "" {
		const mixed = 15.8 // the change is bold, the rest is not
		height += 6 + 21*Px(l.rowsOf("▲ "+h.Change+" "+h.Base, Regular, mixed, width))
	}
	return height
}
