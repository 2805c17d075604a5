package widgets

import (
	"math"
	"slices"
)

// smallBars are small bar charts being placed. The names of the bars stand left of
// the first chart of each row, because all charts have the same bars; where no
// text has room beside a bar, a key over the charts names them.
type smallBars struct {
	panels []Series
	bars   []Series // the bars as a key has them, one for each
	dress  []seriesDress
	key    swatchKey // empty where names stand at the bars
	names  []string  // of the bars; nil with a key
	heads  [][]string
	plots  []box // of the bars of each panel
	scales []barScale
	column Px // of the names, with their gap
	pitch  Px
	thick  Px
	cols   int
	head   Px
	marked bool
}

// How high a bar's share of the plot is, in labels, beside which its name and
// number stand; and how high it is at least where they do not.
const (
	leastNamedBar Px = 1
	leastKeyedBar Px = 0.3
)

// barScale is where a panel's zero lies from its left edge, and px for each unit.
type barScale struct {
	zero    Px
	perUnit float64
}

// barPanelColumns are the numbers of columns to try in each preset.
func (l *layout) barPanelColumns(n int) []int {
	all := []int{1, 2, 3}
	switch {
	case l.preset.Name == "frame-s":
		all = []int{1, 2}
	case l.preset.Name == "frame-m":
	case l.preset.Frame:
		all = []int{1, 2, 3, 4}
	default:
		all = []int{1, 2, 3, 4, 5}
	}
	return slices.DeleteFunc(all, func(cols int) bool { return cols > n || cols == 1 && n > 4 && l.preset.Name != "frame-s" })
}

// framedBarColumns is how many columns a frame is made high enough for; 0 for a
// picture.
func (l *layout) framedBarColumns() int {
	n, bars := len(l.figure.Series), len(l.figure.Series[0].Points)
	switch {
	case !l.preset.Frame:
		return 0
	case l.preset.Name == "frame-s" && l.barRowsHeight(n, bars) <= 0.7*maxFrame:
		return 1
	case l.preset.Name == "frame-s", l.preset.Name == "frame-m" && n <= 6:
		return min(n, 2)
	}
	return min(n, 3)
}

// smallBarsHeight gives every bar of a frame room for its number.
func smallBarsHeight(l *layout, _ Px) Px {
	n, bars, cols := len(l.figure.Series), len(l.figure.Series[0].Points), l.framedBarColumns()
	if cols == 0 {
		cols = 1
	}
	return l.barRowsHeight((n+cols-1)/cols, bars)
}

func (l *layout) barRowsHeight(rows, bars int) Px {
	return Px(rows)*(1.7*l.size.label+Px(bars)*1.55*l.size.label) + Px(rows-1)*14*l.u + 2.2*l.size.tick
}

func drawSmallBars(l *layout, b box) error {
	b = l.footNote(b, l.multiplesNotes(&multiples{free: l.figure.Spec.Scale == "free", periods: []period{{}}})...)
	b.h -= 0.35 * l.size.label // so that the notes keep off the last bars
	p := l.arrangeBars(b)
	if p == nil {
		return l.tooManyPanels(&multiples{panels: make([]*panel, len(l.figure.Series)), bars: true})
	}
	l.drawSwatches(p.key, b)
	for i := range p.panels {
		l.drawBarPanel(p, i)
	}
	l.lineSmallBars(p)
	return nil
}

// arrangeBars chooses the columns that leave the longest bars with all their names
// and numbers; nil when none fits.
func (l *layout) arrangeBars(b box) *smallBars {
	var best *smallBars
	least := math.Inf(1)
	for _, keyed := range []bool{false, true} {
		for _, cols := range l.barPanelColumns(len(l.figure.Series)) {
			for rows := 1; rows <= 2; rows++ {
				p := l.newSmallBars(cols)
				if cost := l.measureBarPanels(p, b, rows, keyed); cost < least {
					best, least = p, cost
				}
			}
		}
	}
	return best
}

// newSmallBars dresses the bars: those that stand out, or whose panel does, in the
// highlight and the rest grey.
func (l *layout) newSmallBars(cols int) *smallBars {
	p := &smallBars{panels: l.figure.Series, cols: cols}
	p.marked = slices.ContainsFunc(p.panels, func(s Series) bool { return s.Highlight })
	for _, q := range p.panels[0].Points {
		p.bars = append(p.bars, Series{Name: q.Category, Highlight: q.Highlight})
		p.marked = p.marked || q.Highlight
	}
	p.dress = l.dressed(p.bars)
	return p
}

// measureBarPanels places the panels with so many rows of words over each, and
// weighs what is lost; infinite where they do not fit.
func (l *layout) measureBarPanels(p *smallBars, b box, headRows int, keyed bool) float64 {
	u, size := l.u, l.size.label
	n, bars, least := len(p.panels), len(p.bars), leastNamedBar*size
	if keyed {
		if least = leastKeyedBar * size; bars > MaxSeries && !p.marked {
			return math.Inf(1)
		}
		p.key = l.fitKey(p.bars, p.dress, b.w, 0.35*b.h)
		b.y, b.h = b.y+p.key.height(l), b.h-p.key.height(l)
	}
	rows := (n + p.cols - 1) / p.cols
	between, under := 20*u, 9*u
	p.head = round(Px(headRows)*1.16*size + 0.3*size)
	p.pitch = min((b.h-Px(rows)*p.head-Px(rows-1)*under)/Px(rows)/Px(bars), 2.2*size)
	if p.pitch < least {
		return math.Inf(1)
	}
	p.thick = max(round(0.7*p.pitch), 1)
	if spare := b.h - Px(rows)*(p.head+Px(bars)*p.pitch) - Px(rows-1)*under; rows > 1 {
		under += min(spare/Px(rows-1), 1.2*size)
	}
	cost := 0.05*float64(headRows) + 2*float64(btoi(keyed))
	if l.preset.Frame && p.cols != l.framedBarColumns() {
		cost += 1.5
	}
	if !keyed {
		cost += l.nameBars(p, b)
	}
	width := (b.w - p.column - Px(p.cols-1)*between) / Px(p.cols)
	longest := l.scaleSmallBars(p, width)
	if longest < 1.5*size {
		return math.Inf(1)
	}
	cost += max(0, 3.5-float64(longest/size))*0.6 + 0.4*math.Abs(math.Log(float64(longest/p.pitch)/6))
	for i, s := range p.panels {
		row, col := i/p.cols, i%p.cols
		x, y := b.x+p.column+Px(col)*(width+between), b.y+Px(row)*(p.head+Px(bars)*p.pitch+under)+p.head
		p.plots = append(p.plots, box{round(x), y, width, Px(bars) * p.pitch})
		room := width + between - 9*u
		if col == p.cols-1 {
			room = b.right() - x
		}
		if room < 2.5*size {
			return math.Inf(1)
		}
		p.heads = append(p.heads, l.clip(s.Name, Bold, size, room, headRows))
		cost += 4 * lostOf(s.Name, p.heads[i]) / float64(n)
	}
	return cost
}

// nameBars gives the names of the bars their column; what is cut costs.
func (l *layout) nameBars(p *smallBars, b box) (cost float64) {
	size, points := l.size.label, p.panels[0].Points
	most := 0.34 * b.w
	if p.cols == 1 {
		most = 0.42 * b.w
	}
	p.names = fullNames(points)
	if l.nameColumn(points, p.names) > most {
		p.names = shortNames(points)
	}
	whole := p.names
	p.names = l.shortenAll(whole, func(i int) Face { return faceOf(points[i].Highlight) }, size, most-9*l.u)
	for i, name := range whole {
		cost += lostOf(name, p.names[i:i+1]) / float64(len(points))
	}
	p.column = l.nameColumn(points, p.names)
	return cost
}

// scaleSmallBars finds the scale of every panel, one for all unless the Spec frees
// them, so that each number has room behind its bar. It returns the length of the
// longest bar of the panel with the least.
func (l *layout) scaleSmallBars(p *smallBars, width Px) (longest Px) {
	longest = width
	sets := [][]Series{p.panels}
	if l.figure.Spec.Scale == "free" {
		sets = nil
		for i := range p.panels {
			sets = append(sets, p.panels[i:i+1])
		}
	}
	for _, set := range sets {
		s, length := l.barScale(p, set, width)
		longest = min(longest, length)
		for range set {
			p.scales = append(p.scales, s)
		}
	}
	return longest
}

func (l *layout) barScale(p *smallBars, set []Series, width Px) (barScale, Px) {
	before := Px(0)
	low, high := l.spanned(0, 0)
	lined := high
	for _, s := range set {
		for i, q := range s.Points {
			low, high = min(low, q.Value), max(high, q.Value)
			if q.Value < 0 && !q.Missing {
				before = max(before, l.barLabel(p, s, i))
			}
		}
	}
	room, perUnit := width-before, math.Inf(1)
	if lined > low {
		perUnit = float64(room) / (lined - low)
	}
	for _, s := range set {
		for i, q := range s.Points {
			if reach := max(q.Value, 0) - low; reach > 0 {
				label := l.barLabel(p, s, i)
				if q.Value < 0 {
					label = 0
				}
				perUnit = min(perUnit, float64(room-label)/reach)
			}
		}
	}
	if math.IsInf(perUnit, 1) { // nothing but zero
		return barScale{zero: before}, room
	}
	perUnit = max(perUnit, 0)
	return barScale{zero: before + Px(-low*perUnit), perUnit: perUnit}, Px((high - low) * perUnit)
}

// valued reports whether a bar has its number: every bar beside a name, and with a
// key the longest, past which no other bar reaches.
func (p *smallBars) valued(s Series, i int) bool {
	if len(p.key.rows) == 0 || s.Points[i].Missing {
		return !s.Points[i].Missing
	}
	high, low := highestLowest(present(s.Points))
	return low.Value >= 0 && high.Ordinal == s.Points[i].Ordinal && high.Value > 0
}

// barLabel is the room of a bar's number, with its gap; 0 where it is not written.
func (l *layout) barLabel(p *smallBars, s Series, i int) Px {
	if !p.valued(s, i) {
		return 0
	}
	return l.width(faceOf(p.subject(s, i)), l.size.label, s.Points[i].Label) + 7*l.u
}

// subject reports whether a bar stands out: as a name in every panel, or with its
// whole panel.
func (p *smallBars) subject(s Series, i int) bool { return s.Highlight || s.Points[i].Highlight }

// drawBarPanel draws one panel: its name, its bars from zero, and the names left
// of the first of each row.
func (l *layout) drawBarPanel(p *smallBars, i int) {
	s, plot, size := p.panels[i], p.plots[i], l.size.label
	lead, zero := 1.16*size, round(plot.x+p.scales[i].zero)
	for k, q := range s.Points {
		top := round(plot.y + Px(k)*p.pitch + (p.pitch-p.thick)/2)
		if i%p.cols == 0 && p.names != nil {
			l.write(plot.x-9*l.u, level(top+p.thick/2, size), p.names[k], faceOf(q.Highlight), size, l.colors.Ink, End)
		}
		l.drawSmallBar(p, i, k, box{zero, top, plot.right() - zero, p.thick})
	}
	l.rule(zero, round(plot.y), zero, round(plot.bottom()), 1.25*l.u, l.colors.Muted)
	l.lines(plot.x, plot.y-0.42*size-Px(len(p.heads[i])-1)*lead, p.heads[i], Bold, size, lead, l.colors.Ink, Start)
}

// drawSmallBar draws bar k of panel i from the zero line at the left of b, with its
// number at its end.
func (l *layout) drawSmallBar(p *smallBars, i, k int, b box) {
	s, u, size := p.panels[i], l.u, l.size.label
	q, base := s.Points[k], level(b.y+b.h/2, size)
	if q.Missing {
		if p.names != nil {
			l.write(b.x+7*u, base, l.absent(q, b.w-7*u), Regular, size, l.colors.Muted, Start)
		}
		return
	}
	length := Px(math.Abs(q.Value) * p.scales[i].perUnit)
	from, at, anchor := b.x, b.x+length+7*u, Start
	if q.Value < 0 {
		from, at, anchor = b.x-length, b.x-length-7*u, End
	}
	if bar := (box{from, b.y, length, b.h}); len(p.key.rows) > 0 && !q.State.Open() && !s.Highlight {
		l.drawDressed(bar.x, bar.y, bar.w, bar.h, q.Value < 0, p.dress[k], q.State)
	} else {
		l.drawValue(bar, q.Value < 0, p.subject(s, k) || !p.marked, q.State)
	}
	if p.valued(s, k) {
		l.write(at, base, q.Label, faceOf(p.subject(s, k)), size, l.colors.Ink, anchor)
	}
}
