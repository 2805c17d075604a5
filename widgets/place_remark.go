package widgets

import (
	"cmp"
	"slices"
	"strconv"

	"figurehead/widgets/words"
)

// plotted is a plot as annotations see it. A kind hands it to annotate when its
// marks and their labels are placed.
type plotted struct {
	plot  box  // of the marks, between the axes
	area  box  // that words may stand in
	lying bool // values run from left to right
	// value is where a value lies on its axis.
	value func(v float64) Px
	// base is from where to where a place reaches along the other axis, and
	// where its mark stands between.
	base func(at int) (from, middle, to Px)
	// mark is the outer end of the mark of a line at a place, and how far words
	// keep from it; false when nothing is drawn there.
	mark func(key string, at int) (Pt, Px, bool)
	// reach is where an upright line at a value ends: at the last bar that
	// passes it, where values stand outside their bars. Nil: at the foot.
	reach func(v float64) Px
	// under is the mark before which rules are drawn, so that dots lie over them.
	// 0: over all marks.
	under int
	// bare reports whether the mark of a place has no number beside it. Nil: all have.
	bare func(at int) bool
}

// drawPlot draws the plot with its annotations in b. Words that find no room
// beside their mark become numbered notes under the plot, which is then drawn
// again in what is left; where not even the number has room, its note names the
// place.
func (l *layout) drawPlot(b box) error {
	start := len(l.marks)
	l.numbered = l.narrowRemarks()
	for {
		l.marks = l.marks[:start]
		before := [3]int{len(l.numbered), len(l.named), btoi(l.keyless)}
		inner, _ := l.remarkNotes(b)
		l.plotFrom = len(l.marks)
		if err := l.kind.plot.draw(l, inner); err != nil || before == [3]int{len(l.numbered), len(l.named), btoi(l.keyless)} {
			return err
		}
		slices.SortFunc(l.numbered, l.byPlace)
		slices.SortFunc(l.named, l.byPlace)
	}
}

// narrowRemarks are the positions of the remarks that are numbered notes from
// the start: words at a mark in the narrow frame.
func (l *layout) narrowRemarks() []int {
	var numbered []int
	for i, r := range l.figure.Remarks {
		if r.Type == "text" && l.preset.Name == "frame-s" {
			numbered = append(numbered, i)
		}
	}
	slices.SortFunc(numbered, l.byPlace)
	return numbered
}

// byPlace orders remarks as a reader meets them: along the plot, then lines
// across it.
func (l *layout) byPlace(i, j int) int {
	a, b := l.figure.Remarks[i], l.figure.Remarks[j]
	if a.Along != b.Along {
		return btoi(b.Along) - btoi(a.Along)
	}
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Low, b.Low), cmp.Compare(i, j))
}

// narrowNotesHeight is the height that those notes add to the plot.
func (l *layout) narrowNotesHeight(width Px) Px {
	other := *l
	other.marks, other.numbered = nil, l.narrowRemarks()
	_, height := other.remarkNotes(box{w: width})
	return height
}

// remarkNotes writes the numbered notes at the foot of b and returns what is
// left of it, and the height they take. Those that would leave too little of the
// plot stand on the page.
func (l *layout) remarkNotes(b box) (box, Px) {
	if len(l.numbered)+len(l.named) == 0 {
		return b, 0
	}
	size, lead, indent := l.size.tick, 1.3*l.size.tick, l.numberIndent()
	if len(l.numbered) == 0 {
		indent = 0
	}
	var rows, numbers []string
	for k, i := range l.numbered {
		text := joinedBy(", ", l.figure.Remarks[i].Text, l.figure.Remarks[i].Number)
		for j, row := range l.clip(text, Regular, size, b.w-indent, 4) {
			rows, numbers = append(rows, row), append(numbers, []string{strconv.Itoa(k + 1), ""}[min(j, 1)])
		}
	}
	for _, i := range l.named {
		for _, row := range l.clip(l.figure.sentence(l.figure.Remarks[i]), Regular, size, b.w-indent, 4) {
			rows, numbers = append(rows, row), append(numbers, "")
		}
	}
	if most := max(1, int((b.h-(leastPlot+4)*l.size.label-l.aroundRoom(b))/lead)); b.h > 0 && len(rows) > most {
		rows, numbers = append(rows[:most-1], l.clip(l.say(words.OnPage), Regular, size, b.w-indent, 1)...), append(numbers[:most-1], "")
	}
	height := Px(len(rows))*lead + 4*l.u
	b.h -= height
	y := b.bottom() + 4*l.u + size
	for k, number := range numbers {
		l.write(b.x, y+Px(k)*lead, number, Bold, size, l.colors.Ink, Start)
	}
	l.lines(b.x+indent, y, rows, Regular, size, lead, l.colors.Ink, Start)
	return b, height
}

// aroundRoom is the room of b that notes leave besides to what stands around the
// marks: the key of several series, the edges of bins.
func (l *layout) aroundRoom(b box) Px {
	if l.kind.formatsEdges {
		return 4.5*l.size.tick + l.headHeight()
	}
	if !l.kind.crossed || b.h <= 0 {
		return 0
	}
	return l.fitKey(l.figure.Series, l.dressed(l.figure.Series), b.w, 0.35*b.h).height(l) + l.headHeight()
}

// leastRemarked is the height that a plot with annotations has at least in a
// frame: a few bars leave no room for words and notes.
const leastRemarked = 260

func (l *layout) roomForRemarks(height Px) Px {
	if len(l.figure.Remarks) == 0 {
		return height
	}
	return max(height, leastRemarked)
}

// noteUnder writes notes at the foot of b, under a plot with more around its marks than an axis.
func (l *layout) noteUnder(b box, notes ...string) box {
	if len(notes) == 0 {
		return b
	}
	key := l.aroundRoom(b)
	b = l.footNote(box{b.x, b.y + key, b.w, b.h - key}, notes...)
	return box{b.x, b.y - key, b.w, b.h + key}
}

// numberIndent is the room of a number before its note.
func (l *layout) numberIndent() Px { return l.width(Bold, l.size.tick, "88") + 5*l.u }

// annotate puts the remarks of the figure on a plot whose marks are placed:
// ranges behind everything, lines over the marks and under their labels, words
// where they cover nothing.
func (l *layout) annotate(g plotted) {
	l.spots = l.pointed(g)
	if len(l.figure.Remarks) == 0 {
		return
	}
	defer func() { // a note names its place, so it has no number
		l.numbered = slices.DeleteFunc(l.numbered, func(i int) bool { return slices.Contains(l.named, i) })
	}()
	before := len(l.marks)
	l.drawRanges(g)
	if g.under > 0 {
		g.under += len(l.marks) - before
	}
	for i, r := range l.figure.Remarks {
		l.drawRemarkLine(g, i, r)
	}
	for i, r := range l.figure.Remarks {
		switch {
		case r.Text == "":
		case slices.Contains(l.named, i):
		case slices.Contains(l.numbered, i):
			if at, gap := l.remarkPoint(g, r); !l.drawNumber(g, 1+slices.Index(l.numbered, i), at, gap) {
				l.named = append(l.named, i)
			}
		case !l.drawRemark(g, r):
			l.numbered = append(l.numbered, i)
		}
	}
}

// pointed are the marks of a plot; none where each plot is one of many.
func (l *layout) pointed(g plotted) []Spot {
	var spots []Spot
	if l.smallPlots || len(allPoints(l.figure)) > maxSpots {
		return nil
	}
	for _, s := range l.figure.Series {
		for _, p := range s.Points {
			at, _, drawn := g.mark(s.Key, p.Ordinal)
			if !drawn || p.Missing || p.Key == "" {
				continue
			}
			spot := Spot{At: at, Key: p.Key, Lying: g.lying, Name: p.Category, Says: words.Plain(p.Label)}
			if len(l.figure.Series) > 1 {
				spot.Series, spot.Name = s.Key, s.Name+", "+p.Category
			}
			spots = append(spots, spot)
		}
	}
	return spots
}

// drawRemarkLine draws remark i where it is a break or a line; others have none.
func (l *layout) drawRemarkLine(g plotted, i int, r Remark) {
	switch {
	case r.Type == "break", r.Type == "line" && r.Along:
		l.drawUpright(g, i, r)
	case r.Type == "line":
		l.drawReference(g, i, r)
	}
}

// drawRemark writes the words of a remark; false when they have no room.
func (l *layout) drawRemark(g plotted, r Remark) bool {
	c := l.clearance(g.area)
	switch {
	case r.Type == "text":
		at, gap := l.remarkPoint(g, r)
		text := r.Text
		if g.bare != nil && g.bare(r.From) {
			text = joinedBy(", ", text, r.Number)
		}
		return l.drawWordsAt(c, text, at, gap)
	case r.Along:
		return l.drawAlongside(g, c, r)
	case r.Type == "line":
		return l.drawReferenceLabel(g, c, r)
	}
	return l.drawBandLabel(g, c, r)
}

// remarkPoint is the point that a remark is about, and the gap to keep from it.
func (l *layout) remarkPoint(g plotted, r Remark) (Pt, Px) {
	if r.Type == "text" {
		if at, gap, ok := g.mark(r.Series, r.From); ok {
			return Pt{min(at.X, g.area.right()), at.Y}, gap
		}
	}
	from, to := 0, 0
	if r.Along {
		from, to = r.From, r.To
	}
	middle, head := g.plot.right()-20*l.u, g.plot.y+l.numberRadius()
	switch {
	case r.Along && r.Type == "text": // nothing is drawn there: at the foot of its gap
		_, middle, _ = g.base(from)
		head = g.value(0)
		if head < g.plot.y || head > g.plot.bottom() || g.lying {
			head = g.plot.bottom()
		}
	case r.Along && r.Type == "break":
		middle, _, _ = g.base(from)
	case r.Along:
		a, _, _ := g.base(from)
		_, _, b := g.base(to)
		middle = (a + b) / 2
	default:
		head = g.value((r.Low + r.High) / 2)
	}
	if g.lying && r.Along && r.Type == "text" {
		return Pt{min(max(g.value(0), g.plot.x), g.plot.right()), middle}, 3 * l.u
	}
	if g.lying {
		if r.Along {
			return Pt{g.plot.right() - l.numberRadius(), middle}, 2 * l.u
		}
		return Pt{head, g.plot.y}, 2 * l.u
	}
	return Pt{middle, head}, 2 * l.u
}

// wordsBlock is words broken into rows, with the size of their block.
type wordsBlock struct {
	rows []string
	w, h Px
}

// The most rows of words in a plot, and in a small chart.
const (
	maxRemarkRows = 5
	maxSmallRows  = 2
)

// wordsBlocks are the ways to break words: the narrowest block for each number
// of rows, from one row on.
func (l *layout) wordsBlocks(text string, room Px) []wordsBlock {
	size := l.size.tick
	var blocks []wordsBlock
	for width := 0.62 * room; width > 3*size; width *= 0.92 {
		b := wordsBlock{rows: l.wrap(text, Regular, size, width)}
		if len(b.rows) > maxRemarkRows || l.smallPlots && len(b.rows) > maxSmallRows {
			break
		}
		for _, row := range b.rows {
			b.w = max(b.w, l.width(Regular, size, row))
		}
		if b.w > 1.13*width || len(b.rows) > 1 && b.w < 4.5*size { // a word wider than its row, or rows of a word each
			break
		}
		b.h = l.blockHeight(len(b.rows))
		if n := len(blocks); n > 0 && len(blocks[n-1].rows) == len(b.rows) {
			blocks[n-1] = b
			continue
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// rowsCost is what more rows cost in the choice of a place: over three they
// read badly.
func (l *layout) rowsCost(n int) Px { return (Px(n-1)*6 + Px(max(0, n-3))*40) * l.u }

// blockHeight is the height of rows of annotation words, ink to ink.
func (l *layout) blockHeight(n int) Px {
	return Px(n-1)*1.3*l.size.tick + (ascent+descent)*l.size.tick
}

// writeBlock writes words with their ink in b: over gridlines on paper.
func (l *layout) writeBlock(b box, rows []string, anchor Anchor) {
	x := b.x
	switch anchor {
	case Middle:
		x += b.w / 2
	case End:
		x += b.w
	}
	l.groundUnder(b)
	l.lines(x, b.y+ascent*l.size.tick, rows, Regular, l.size.tick, 1.3*l.size.tick, l.colors.Ink, anchor)
}

// groundUnder hides the gridlines under words.
func (l *layout) groundUnder(b box) {
	b = box{b.x - 2*l.u, b.y - 2*l.u, b.w + 4*l.u, b.h + 4*l.u}
	fill, crossed := l.colors.Paper, false
	for _, m := range l.marks[l.plotFrom:] {
		switch m := m.(type) {
		case RuleMark:
			crossed = crossed || m.Stroke == l.colors.Rule && max(m.X1, m.X2) > b.x && min(m.X1, m.X2) < b.right() && m.Y1 > b.y && m.Y1 < b.bottom()
		case RectMark:
			if m.Fill == l.colors.Band && m.X <= b.x && m.Y <= b.y && m.X+m.W >= b.right() && m.Y+m.H >= b.bottom() {
				fill = m.Fill
			}
		}
	}
	if crossed {
		l.rect(b.x, b.y, b.w, b.h, fill)
	}
}
