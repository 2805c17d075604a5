package widgets

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// tableChart is a table figure being placed.
type tableChart struct {
	heads   []string
	numeric []bool
	columns []int // of the table, that are shown
	rows    [][]string
	bold    []bool
	total   []bool      // rows that are totals: ruled off, and without a bar
	points  []Point     // the values drawn as bars; nil for none
	widths  []Px        // of the columns shown
	names   [][]string  // of the first column, each on one or two lines
	pitch   Px          // of a row with a name on one line
	lines   *tableLines // nil without small lines
}

func tableHeight(l *layout, width Px) Px {
	t, pitch := l.newTable(width, min(len(l.figure.Table.Rows), 100)), 1.75*l.size.label
	if t.lines != nil {
		pitch = 2.1 * l.size.label
	}
	return t.height(pitch, l.size.label)
}

// height is that of the head and all rows; a second line adds 1.15 sizes.
func (t *tableChart) height(pitch, size Px) Px {
	h := pitch
	for i := range t.rows {
		h += t.rowHeight(i, pitch, size)
	}
	return h
}

func (t *tableChart) rowHeight(i int, pitch, size Px) Px {
	return pitch + Px(len(t.names[i])-1)*1.15*size
}

// newTable measures the first rows of the table for that width.
func (l *layout) newTable(width Px, rows int) *tableChart {
	table := l.figure.Table
	t := &tableChart{heads: table.Heads, numeric: table.Numeric, rows: table.Rows[:rows], bold: table.Bold, total: table.Total}
	if len(l.figure.Along) > 1 {
		l.newTableLines(t)
		l.fitTableLines(t, width)
	} else {
		t.points = l.tablePoints(t.rows)
		t.columns = l.tableColumns()
		l.fitTable(t, width)
	}
	names := make([]string, len(t.rows))
	for i, row := range t.rows {
		if len(row) > 0 {
			names[i] = bind(row[t.columns[0]])
		}
	}
	t.names = distinctly(names, func(i int, name string) []string {
		return l.clip(name, faceOf(t.isBold(i)), l.size.label, t.widths[0], 2)
	})
	return t
}

func (t *tableChart) isBold(i int) bool { return i < len(t.bold) && t.bold[i] || t.isTotal(i) }

// isMarked reports whether a row is one of some that stand out.
func (t *tableChart) isMarked(i int) bool { return t.isBold(i) && !t.isTotal(i) }

func (t *tableChart) isTotal(i int) bool { return i < len(t.total) && t.total[i] }

func (t *tableChart) isNumeric(j int) bool { return j < len(t.numeric) && t.numeric[j] }

func drawTable(l *layout, b box) error {
	size, total := l.size.label, len(l.figure.Table.Rows)
	if len(l.figure.Table.Heads) == 0 {
		return ErrNoNumbers
	}
	if notes := l.tableNotes(); len(notes) > 0 {
		b = l.footNote(b, notes...)
	}
	least := l.tightRow(b, total)
	capacity := min(total, max(int(b.h/least)-1, 1))
	t := l.newTable(b.w, capacity)
	room := b.h
	if t.height(least, size) > room || capacity < total {
		room -= 1.3*l.size.tick + 4*l.u
		for len(t.rows) > 1 && t.height(least, size) > room {
			t.rows = t.rows[:len(t.rows)-1]
		}
		b = l.footNote(b, l.more(total-len(t.rows)))
	}
	extra := t.height(0, size)
	t.pitch = min((b.h-extra)/Px(len(t.rows)+1), 2.6*size)
	if t.pitch > 20 {
		t.pitch = Px(math.Floor(float64(t.pitch)))
	}
	l.drawTableRows(t, b)
	return nil
}

// tightRow is the least height of a row: narrower where all rows have room then.
func (l *layout) tightRow(b box, rows int) Px {
	size := l.size.label
	if tight := 1.2 * size; rows > 0 && l.newTable(b.w, min(rows, 100)).height(tight, size) <= b.h && rows <= 100 {
		return tight
	}
	return 1.45 * size
}

// tableNotes are the sentences that a table with small lines cannot go without.
func (l *layout) tableNotes() []string {
	if len(l.figure.Along) == 0 || l.notesShown() {
		return nil
	}
	notes := []string{l.figure.linesNote()}
	if text := missingNote(l.figure); text != "" {
		notes = append(notes, text)
	}
	return append(notes, l.standingNotes()...)
}

// tablePoints are the values drawn as bars beside the rows: those of the main
// number, which must all be zero or more. Nil where there are none.
func (l *layout) tablePoints(rows [][]string) []Point {
	main := l.mainColumn()
	if main >= len(l.figure.Table.Numeric) || !l.figure.Table.Numeric[main] {
		return nil
	}
	points := make([]Point, len(rows))
	for i, row := range rows {
		if main >= len(row) {
			return nil
		}
		value, ok := printedValue(row[main])
		if value < 0 {
			return nil
		}
		points[i] = Point{Value: value, Missing: !ok}
	}
	return points
}

// printedValue reads a number as printed, "£1,454,256" or "51.1%", for the
// length of its bar. Anything else, such as a reason or "2.5 million", has none.
func printedValue(text string) (float64, bool) {
	text = strings.ReplaceAll(strings.TrimSuffix(text, "%"), ",", "")
	sign := 1.0
	if rest, negative := strings.CutPrefix(text, "−"); negative {
		text, sign = rest, -1
	}
	value, err := strconv.ParseFloat(strings.TrimPrefix(text, "£"), 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		return 0, false
	}
	return sign * value, true
}

// tableColumns are the columns to show: all, or on the narrow frame the name,
// the main number and its target.
func (l *layout) tableColumns() []int {
	table := l.figure.Table
	all := make([]int, len(table.Heads))
	for i := range all {
		all[i] = i
	}
	if l.preset.Name != "frame-s" || len(all) <= 2 {
		return all
	}
	narrow := []int{0, l.mainColumn()}
	if target := slices.Index(table.Heads, l.figure.Spec.Encoding.Target); target > 0 && target != narrow[1] {
		narrow = append(narrow, target)
	}
	return narrow
}

// mainColumn is the column of the figure's value, else the first number.
func (l *layout) mainColumn() int {
	if main := slices.Index(l.figure.Table.Heads, l.figure.Spec.Encoding.Value); main > 0 {
		return main
	}
	return max(slices.Index(l.figure.Table.Numeric, true), 1)
}

// columnWidth is what a column wants in a table of that width: all of its cells,
// and its head as far as that takes no more than half of the table.
func (l *layout) columnWidth(t *tableChart, j int, width Px) Px {
	w := min(l.width(Regular, l.size.label, t.heads[j]), width/2)
	for i, row := range t.rows {
		if j < len(row) {
			w = max(w, l.width(faceOf(t.isBold(i)), l.size.label, row[j]))
		}
	}
	return w
}

// fitTable measures the columns. Where they are too wide the names take two
// lines, then other words are cut, then columns go, the main number last:
// never a digit.
func (l *layout) fitTable(t *tableChart, width Px) {
	gap := 18 * l.u
	for {
		t.widths = t.widths[:0]
		total := -gap
		for _, j := range t.columns {
			w := l.columnWidth(t, j, width)
			if !t.isNumeric(j) {
				w = min(w, 0.6*width)
			}
			t.widths = append(t.widths, w)
			total += w + gap
		}
		for k, j := range t.columns {
			if over := total - width; over > 0 && !t.isNumeric(j) {
				cut := min(over, max(t.widths[k]-0.3*width, 0))
				t.widths[k] -= cut
				total -= cut
			}
		}
		if total <= width {
			return
		}
		if len(t.columns) <= 2 {
			t.widths[0] = max(t.widths[0]-(total-width), 0.12*width)
			return
		}
		last := len(t.columns) - 1
		if t.columns[last] == l.mainColumn() {
			last--
		}
		t.columns = slices.Delete(t.columns, last, last+1)
	}
}

func (l *layout) drawTableRows(t *tableChart, b box) {
	size, u, gap := l.size.label, l.u, 18*l.u
	used := Px(0)
	for _, w := range t.widths {
		used += w + gap
	}
	if t.lines != nil {
		used += t.lines.width + gap
	}
	room := b.w - used
	bars := t.points != nil && room >= 0.15*b.w
	if !bars && len(t.columns) > 1 { // numbers to the right edge
		t.widths[0] += room + gap
	}
	l.drawTableRow(t, b, -1, b.y+t.pitch/2)
	y := round(b.y + t.pitch)
	l.rule(b.x, y, b.right(), y, 1.5*u, l.colors.Muted)
	top := y
	for i := range t.rows {
		if t.isMarked(i) {
			l.markRow(box{b.x, y, b.w, t.rowHeight(i, t.pitch, size)})
		}
		switch {
		case t.isTotal(i) && i > 0:
			l.rule(b.x, round(y), b.right(), round(y), 1.5*u, l.colors.Muted)
		case i > 0:
			l.rule(b.x, round(y), b.right(), round(y), 0.75*u, l.colors.Rule)
		}
		h := t.rowHeight(i, t.pitch, size)
		l.drawTableRow(t, b, i, y+h/2)
		if t.lines != nil {
			l.drawTableLine(t, i, box{b.x, y + h/2 - t.pitch/2, b.w, t.pitch})
		}
		if bars {
			l.drawTableBar(t, i, box{b.x + used, y + h/2 - 0.28*t.pitch, room, round(0.56 * t.pitch)})
		}
		y += h
	}
	if bars {
		l.rule(round(b.x+used), top, round(b.x+used), y, u, l.colors.Muted)
	}
}

// drawTableRow writes row i, or the heads for −1, centred on y.
func (l *layout) drawTableRow(t *tableChart, b box, i int, y Px) {
	size, x := l.size.label, b.x
	row, face, fill := t.heads, Regular, l.colors.Muted
	if i >= 0 {
		row, face, fill = t.rows[i], faceOf(t.isBold(i)), l.colors.Ink
	}
	for k, j := range t.columns {
		if t.lines != nil && k == len(t.columns)-1 {
			x += t.lines.width + 18*l.u
		}
		switch {
		case j >= len(row):
		case k == 0 && i >= 0:
			first := y - Px(len(t.names[i])-1)*1.15*size/2
			l.lines(x, level(first, size), t.names[i], face, size, 1.15*size, fill, Start)
		case t.isNumeric(j):
			l.write(x+t.widths[k], level(y, size), l.shorten(row[j], face, size, t.widths[k]+0.1), face, size, fill, End)
		default:
			l.write(x, level(y, size), l.shorten(row[j], face, size, t.widths[k]), face, size, fill, Start)
		}
		x += t.widths[k] + 18*l.u
	}
}

// markRow gives a row that stands out its tint, and a bar at its left for those
// who cannot see the tint.
func (l *layout) markRow(b box) {
	l.rect(b.x-8*l.u, round(b.y), b.w+16*l.u, round(b.bottom())-round(b.y), l.colors.Band)
	l.rect(b.x-8*l.u, round(b.y), 4*l.u, round(b.bottom())-round(b.y), l.colors.Highlight)
}

// drawTableBar draws the value of row i from zero, beside its numbers.
func (l *layout) drawTableBar(t *tableChart, i int, b box) {
	most := 0.0
	for k, p := range t.points {
		if !t.isTotal(k) {
			most = max(most, p.Value)
		}
	}
	if p := t.points[i]; !p.Missing && most > 0 && !t.isTotal(i) {
		l.drawValue(box{b.x, round(b.y), Px(p.Value/most) * b.w, b.h}, false, t.isBold(i) || !slices.Contains(t.bold, true), p.State)
	}
}
