package widgets

import (
	"math"
	"slices"
)

// tableChart is a table figure being placed.
type tableChart struct {
	heads   []string
	numeric []bool
	columns []int // of the table, that are shown
	rows    [][]string
	points  []Point // the values drawn as bars; nil for none
	widths  []Px
	pitch   Px
	bold    []bool
}

func tableHeight(l *layout, width Px) Px {
	return Px(len(l.figure.Table.Rows)+1) * 1.75 * l.size.label
}

func drawTable(l *layout, b box) error {
	table := l.figure.Table
	size := l.size.label
	least := 1.45 * size
	t := tableChart{heads: table.Heads, numeric: table.Numeric, rows: table.Rows, bold: table.Bold}
	if capacity := max(int(b.h/least)-1, 1); len(t.rows) > capacity {
		kept := max(int((b.h-1.9*l.size.tick)/least)-1, 1)
		b = l.footNote(b, counted(l.words.more, len(t.rows)-kept))
		t.rows = t.rows[:kept]
	}
	t.points = l.tablePoints(t.rows)
	t.columns = l.tableColumns(b.w)
	l.fitTable(&t, b.w)
	t.pitch = min(b.h/Px(len(t.rows)+1), 2.6*size)
	if t.pitch > 20 {
		t.pitch = Px(math.Floor(float64(t.pitch)))
	}
	l.drawTableRows(&t, b)
	return nil
}

// tablePoints are the values of the rows, where the figure's one series holds
// exactly these rows.
func (l *layout) tablePoints(rows [][]string) []Point {
	if len(l.figure.Series) != 1 || len(l.figure.Series[0].Points) < len(rows) {
		return nil
	}
	points := l.figure.Series[0].Points[:len(rows)]
	for i, p := range points {
		if p.Value < 0 || (!p.Missing && !slices.Contains(rows[i], p.Label)) {
			return nil
		}
	}
	return points
}

// tableColumns are the columns to show: all, or on the narrow frame the name and the
// main number.
func (l *layout) tableColumns(width Px) []int {
	table := l.figure.Table
	all := make([]int, len(table.Heads))
	for i := range all {
		all[i] = i
	}
	if l.preset.Name != "frame-s" || len(all) <= 2 {
		return all
	}
	main := slices.Index(table.Heads, l.figure.Spec.Encoding.Value)
	if main <= 0 {
		main = max(slices.Index(table.Numeric, true), 1)
	}
	return []int{0, main}
}

// fitTable measures the columns, leaves out the last ones until the rest have
// room, and then shortens the names.
func (l *layout) fitTable(t *tableChart, width Px) {
	size, gap := l.size.label, 18*l.u
	measure := func(j int) Px {
		w := l.width(Regular, size, t.heads[j])
		for i, row := range t.rows {
			if j < len(row) {
				w = max(w, l.width(faceOf(i < len(t.bold) && t.bold[i]), size, row[j]))
			}
		}
		return w
	}
	for {
		t.widths = t.widths[:0]
		total := Px(0)
		for _, j := range t.columns {
			t.widths = append(t.widths, measure(j))
			total += t.widths[len(t.widths)-1]
		}
		total += gap * Px(len(t.columns)-1)
		if total <= width {
			return
		}
		if over := total - width; len(t.columns) <= 2 || t.widths[0]-over >= 0.3*width {
			t.widths[0] = max(t.widths[0]-over, 0.3*width)
			for k := 1; k < len(t.widths); k++ {
				t.widths[k] = min(t.widths[k], (width-t.widths[0])/Px(len(t.widths)-1)-gap)
			}
			return
		}
		t.columns = t.columns[:len(t.columns)-1]
	}
}

func (l *layout) drawTableRows(t *tableChart, b box) {
	size, u, gap := l.size.label, l.u, 18*l.u
	base := func(i int) Px { return level(b.y+(Px(i)+0.5)*t.pitch, size) }
	x := b.x
	used := Px(0)
	for _, w := range t.widths {
		used += w + gap
	}
	bars := box{}
	if room := b.w - used; t.points != nil && room >= 0.15*b.w {
		bars = box{b.x + used, b.y + t.pitch, room, t.pitch * Px(len(t.rows))}
	} else if len(t.columns) > 1 { // numbers to the right edge
		t.widths[0] += b.w - used + gap
	}
	for k, j := range t.columns {
		numeric := j < len(t.numeric) && t.numeric[j]
		anchor, at := Start, x
		if numeric {
			anchor, at = End, x+t.widths[k]
		}
		l.write(at, base(0), l.shorten(t.heads[j], Regular, size, t.widths[k]), Regular, size, l.colors.Muted, anchor)
		for i, row := range t.rows {
			if j >= len(row) {
				continue
			}
			face := faceOf(i < len(t.bold) && t.bold[i])
			l.write(at, base(i+1), l.shorten(row[j], face, size, t.widths[k]), face, size, l.colors.Ink, anchor)
		}
		x += t.widths[k] + gap
	}
	l.rule(b.x, b.y+t.pitch, b.right(), b.y+t.pitch, 1.5*u, l.colors.Muted)
	for i := 1; i < len(t.rows); i++ {
		y := b.y + Px(i+1)*t.pitch
		l.rule(b.x, y, b.right(), y, 0.75*u, l.colors.Rule)
	}
	if bars.w > 0 {
		l.drawTableBars(t, bars)
	}
}

// drawTableBars draws the values beside the numbers, from zero.
func (l *layout) drawTableBars(t *tableChart, b box) {
	most, marked := 0.0, slices.Contains(t.bold, true)
	for _, p := range t.points {
		most = max(most, p.Value)
	}
	if most == 0 {
		return
	}
	for i, p := range t.points {
		if p.Missing {
			continue
		}
		y := round(b.y + (Px(i)+0.22)*t.pitch)
		l.drawValue(b.x, y, Px(p.Value/most)*b.w, round(0.56*t.pitch), false, !marked || t.bold[i])
	}
	l.rule(round(b.x), b.y, round(b.x), b.bottom(), l.u, l.colors.Muted)
}
