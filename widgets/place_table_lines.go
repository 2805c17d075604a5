package widgets

import (
	"slices"
	"strings"
)

// tableLines are the small lines of a table being placed, one in each row, before
// the last column.
type tableLines struct {
	rows    []*lineSeries
	scales  []scale
	periods []period
	width   Px
}

// Least and most width of small lines, in label sizes.
const (
	leastTableLine = 4
	mostTableLine  = 9
)

// newTableLines dresses the lines: those of rows that stand out in the highlight
// and the rest grey, and heads the columns of their ends by their periods.
func (l *layout) newTableLines(t *tableChart) {
	along := l.figure.Along
	first, last := along[0], along[len(along)-1]
	t.heads, t.rows = slices.Clone(t.heads), slices.Clone(t.rows)
	lines := &tableLines{periods: periodsOf(l.figure.Series)}
	marked := slices.Contains(t.bold, true)
	var low, high float64
	if shared := l.figure.Spec.Scale != "free"; shared {
		low, high = lineRange(l.figure.Series...)
	}
	for i := range t.rows {
		s := l.figure.Series[i]
		line := &lineSeries{Series: s, last: lastOf(s), stroke: l.colors.Highlight, weight: 2.5}
		if marked && !t.isBold(i) {
			line.stroke, line.weight = l.colors.Edge, 2
		}
		if l.figure.Spec.Scale == "free" {
			low, high = lineRange(s)
		}
		lines.rows, lines.scales = append(lines.rows, line), append(lines.scales, scale{low, high, high - low})
		t.rows[i] = slices.Clone(t.rows[i])
		for column, p := range map[int]Point{first: s.Points[0], last: s.Points[len(s.Points)-1]} {
			t.rows[i][column] = firstOf(p.Label, p.Sign, p.Reason, "–")
		}
	}
	for column, p := range map[int]period{first: lines.periods[0], last: lines.periods[len(lines.periods)-1]} {
		t.heads[column] = l.endHead(t.heads[column], p)
	}
	t.lines = lines
	for j := range t.heads {
		if !slices.Contains(along, j) {
			t.columns = append(t.columns, j)
		}
	}
	if name := slices.Index(l.figure.Table.Heads, l.figure.Spec.Encoding.Category); name > 0 { // the names come first
		t.columns = slices.Insert(slices.DeleteFunc(t.columns, func(j int) bool { return j == name }), 0, name)
	}
	t.columns = append(t.columns, first, last)
	if l.preset.Name == "frame-s" && len(t.columns) > 3 {
		t.columns = []int{t.columns[0], first, last}
	}
}

// endHead is the heading of an end with its period in short.
func (l *layout) endHead(head string, p period) string {
	for _, point := range l.figure.Series[0].Points {
		if point.Ordinal == p.at {
			return strings.Replace(head, point.Category, firstOf(point.Short, point.Category), 1)
		}
	}
	return head
}

// fitTableLines measures the columns around the lines. Where they are too wide
// the names take two rows, then columns go, the first period last but one: the
// last number stays, and so does every digit.
func (l *layout) fitTableLines(t *tableChart, width Px) {
	gap, size := 18*l.u, l.size.label
	for {
		t.widths = []Px{0}
		room := width - leastTableLine*size - gap
		for _, j := range t.columns[1:] {
			w := l.columnWidth(t, j, width)
			if !t.isNumeric(j) {
				w = min(w, 0.4*width)
			}
			t.widths = append(t.widths, w)
			room -= w + gap
		}
		want := l.columnWidth(t, t.columns[0], width)
		if n := len(t.columns); n > 2 && room < want && !l.keepsNames(t, room) {
			t.columns = slices.Delete(t.columns, max(n-3, 1), max(n-3, 1)+1)
			continue
		}
		t.widths[0] = max(min(want, room), 0.12*width)
		spare := room - t.widths[0]
		t.lines.width = max(min(leastTableLine*size+spare, mostTableLine*size), 0)
		t.widths[0] += max(leastTableLine*size+spare-t.lines.width, 0)
		return
	}
}

// keepsNames reports whether no name is cut in that width.
func (l *layout) keepsNames(t *tableChart, width Px) bool {
	for i, row := range t.rows {
		name := bind(row[t.columns[0]])
		if width < 2*l.size.label || lostOf(name, l.clip(name, faceOf(t.isBold(i)), l.size.label, width, 2)) > 0 {
			return false
		}
	}
	return true
}

// drawTableLine draws the line of row i, with a dot at its last number and a
// gap where one is missing. Below zero it has its zero line.
func (l *layout) drawTableLine(t *tableChart, i int, row box) {
	u, gap, last := l.u, 18*l.u, len(t.columns)-1
	x := row.x
	for _, w := range t.widths[:last] {
		x += w + gap
	}
	s, pad := t.lines.rows[i], max(3.5*u, 0.12*row.h)
	c := &lineChart{periods: t.lines.periods, scale: t.lines.scales[i],
		plot: box{x + 4*u, row.y + pad, t.lines.width - 8*u, row.h - 2*pad}}
	if c.plot.w < 8*u || s.last.Label == "" {
		return
	}
	if c.scale.low < 0 {
		zero := round(c.y(0))
		l.rule(c.plot.x, zero, c.plot.right(), zero, u, l.colors.Edge)
	}
	l.drawLine(c, s)
}
