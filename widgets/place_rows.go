package widgets

import (
	"slices"
	"strings"
)

// markRows is a figure with one mark for each name that is not a bar: dots or
// arrows in rows, some under a heading.
type markRows struct {
	bars
	middles []Px      // of each row's mark
	heads   []rowHead // headings over rows
	foot    Px        // of the last row
}

// rowHead is a heading over rows with its baseline.
type rowHead struct {
	text  string
	level Px
}

// How many rows a heading takes, and the gap in its place where it has no room.
const (
	headLines Px = 1.1
	gapLines  Px = 0.35
)

// rowsHeight is the height that rows and their headings want in a frame, where
// so much of the width is left to names and marks.
func (l *layout) rowsHeight(width Px) Px {
	points := l.points()
	heads := len(groupStarts(points))
	if len(points) == 0 || heads == 0 {
		return barHeight(l, width)
	}
	each := barHeight(l, width) / Px(len(points))
	return (Px(len(points)) + headLines*Px(heads)) * each
}

// cropHeight is the height of the sentence under an axis that leaves zero out.
func (l *layout) cropHeight(low, high float64) Px {
	if !l.farFromZero(low, high, wholeLabels(l.points())) {
		return 0
	}
	return 1.5*l.size.tick + 4*l.u
}

// groupStarts are the places of the points that open a group with a heading.
func groupStarts(points []Point) []int {
	var at []int
	for i, p := range points {
		if p.Group != "" && (i == 0 || points[i-1].Group != p.Group) {
			at = append(at, i)
		}
	}
	return at
}

// newRows settles the rows of b and their names, where beside is kept free at
// the right and under at the foot. Where names have no room the headings go first, each then a
// gap, then the optional note. Rows beyond the room are counted in a
// note, and highlighted ones are kept.
func (l *layout) newRows(b *box, beside, under Px, must []string, optional string) *markRows {
	start, drawn := *b, len(l.marks)
	for _, try := range []struct {
		note  string
		heads Px
	}{{optional, headLines}, {optional, gapLines}, {"", gapLines}, {optional, 0}} {
		*b, l.marks = start, l.marks[:drawn]
		notes := slices.Clone(must)
		if try.note != "" {
			notes = append(notes, try.note)
		}
		if r := l.tryRows(b, beside, under, notes, try.heads); r.whole() || try.heads == 0 {
			return r
		}
	}
	return nil // never: the last try is always taken
}

// whole reports whether every row has its whole name.
func (r *markRows) whole() bool {
	for i, p := range r.rows {
		if r.names[i] == "" || strings.HasSuffix(r.names[i], "…") && !strings.HasSuffix(p.Category, "…") {
			return false
		}
	}
	return true
}

// tryRows settles the rows with so many lines for each heading.
func (l *layout) tryRows(b *box, beside, under Px, notes []string, lines Px) *markRows {
	points := l.points()
	least, heads := 0.3*l.size.label, lines*Px(len(groupStarts(points)))
	rows, left := keep(points, int((b.h-under)/least-heads))
	if left > 0 {
		rows, left = keep(points, int((b.h-under-2*l.size.tick)/least-heads))
		notes = append(notes, l.more(left))
	}
	if len(notes) > 0 {
		*b = l.footNote(*b, notes...)
	}
	b.h -= under
	r := &markRows{bars: bars{rows: rows, marked: slices.ContainsFunc(rows, func(p Point) bool { return p.Highlight })}}
	at, room := groupStarts(rows), *b
	room.w -= beside
	room.h *= Px(len(rows)) / (Px(len(rows)) + lines*Px(len(at)))
	if lines < headLines {
		r.rows = withGroups(rows)
	}
	l.measureBars(&r.bars, &room)
	l.levelRows(r, room.y, at, lines)
	return r
}

// withGroups puts the heading before names that stand under several of them.
func withGroups(points []Point) []Point {
	seen := make(map[string]int, len(points))
	for _, p := range points {
		seen[p.Category]++
	}
	named := slices.Clone(points)
	for i, p := range points {
		if p.Group != "" && seen[p.Category] > 1 {
			named[i].Category, named[i].Short = p.Group+": "+p.Category, p.Group+": "+firstOf(p.Short, p.Category)
		}
	}
	return named
}

// levelRows finds the middle of each row and the headings between them.
func (l *layout) levelRows(r *markRows, y Px, heads []int, lines Px) {
	if r.naming == namesAbove { // a name stands nearer to its own mark than to the one above it
		size := l.size.label
		r.thick = max(min(0.8*size, 2*(r.pitch-(0.5+1.15*Px(r.lines))*size)), 0.3*size)
	}
	for i := range r.rows {
		if slices.Contains(heads, i) && (i > 0 || lines == headLines) {
			if lines == headLines {
				r.heads = append(r.heads, rowHead{bind(r.rows[i].Group), l.evenLevel(y + 0.55*r.pitch)})
			}
			y += lines * r.pitch
		}
		top := y + (r.pitch-r.thick)/2
		if r.naming == namesAbove {
			top = round(y + 1.15*Px(r.lines)*l.size.label + 2*l.u)
		}
		r.middles = append(r.middles, round(top+r.thick/2))
		y += r.pitch
	}
	r.foot = y
}

// writeRows writes headings and names.
func (l *layout) writeRows(r *markRows, b box) {
	size := l.size.label
	for _, h := range r.heads {
		l.write(b.x, h.level, l.shorten(h.text, Bold, size, b.w), Bold, size, l.colors.Ink, Start)
	}
	for i := range r.rows {
		l.writeName(&r.bars, b, i, r.middles[i])
	}
}

// between are the parts of the plot that upright lines run through: all of it,
// or the rows between names that stand there.
func (l *layout) between(r *markRows, plot box) []box {
	if r.naming != namesAbove {
		return []box{plot}
	}
	var parts []box
	for _, y := range r.middles {
		parts = append(parts, box{plot.x, y - r.thick/2 - 2*l.u, plot.w, r.thick + 4*l.u})
	}
	return parts
}

// subject is the colour of a row's mark: of the subject, or of the rest.
func (l *layout) subject(r *markRows, i int) Color {
	if r.rows[i].Highlight || !r.marked {
		return l.colors.Highlight
	}
	return l.colors.Edge
}
