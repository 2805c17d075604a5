package widgets

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"figurehead/widgets/words"
)

// heatChart is a heat table being placed.
type heatChart struct {
	rows    []Series
	names   map[string]string // as they stand beside the cells
	heads   []string          // of the columns, "" where there is no room
	from    int               // the first column shown
	to      int               // the column after the last one shown
	above   bool              // names stand over their rows
	column  Px                // of the names, with their gap
	cell    box               // x and y of the first cell, w and h of each with its gap
	pitch   Px                // of a row with its name
	shades  []Color
	key     swatchKey // in words
	strip   bool      // the key has room only for the shades and their edges
	keyRoom Px
}

// headRoom is the height of the column heads, in ticks.
const headRoom Px = 1.75

func heatHeight(l *layout, width Px) Px {
	c := l.newHeat(width, 0)
	each := 2.1 * l.size.label
	if c.above {
		each = 3.1 * l.size.label
	}
	return c.keyRoom + headRoom*l.size.tick + Px(len(c.rows))*each
}

// newHeat settles key, names and columns for a width, and a height where that is
// given. Names stand beside the cells; where those would be too narrow they
// stand over each row, or are cut where the rows would not fit then. Columns
// without room even so go: the table has them.
func (l *layout) newHeat(width, height Px) *heatChart {
	c := &heatChart{rows: l.figure.Series, shades: l.colors.shades(len(l.figure.Breaks) + 1)}
	l.heatKey(c, width)
	names := make([]Point, len(c.rows))
	for i, s := range c.rows {
		names[i] = Point{Category: s.Name, Short: s.Name, Highlight: s.Highlight}
	}
	n, least, short := len(c.rows[0].Points), l.cellWidth(), shortNames(names)
	c.column, c.to = l.nameColumn(names, short), n
	if room := width - Px(n)*least; c.column > min(room, 0.6*width) {
		tall := c.keyRoom + headRoom*l.size.tick + Px(len(c.rows))*l.leastRow(true)
		if c.above = height == 0 || tall <= height || room < 0.2*width; c.above {
			c.column = 0
		} else {
			short = l.shortenAll(short, func(i int) Face { return faceOf(names[i].Highlight) }, l.size.label, room-9*l.u)
			c.column = l.nameColumn(names, short)
		}
	}
	c.names = make(map[string]string, len(names))
	for i, s := range c.rows {
		c.names[s.Name] = short[i]
	}
	if fit := max(int((width-c.column)/least), 1); fit < n {
		if c.to = fit; l.figure.Spec.Encoding.Time != "" { // the newest periods stay
			c.from, c.to = n-fit, n
		}
	}
	return c
}

// leastRow is the least height of a row.
func (l *layout) leastRow(above bool) Px {
	least := 1.12*l.size.tick + 1.5*l.u
	if above {
		return least + 1.2*l.size.label + 4*l.u
	}
	return least
}

// cellWidth is the least width of a cell, for its number.
func (l *layout) cellWidth() Px {
	w := Px(0)
	for _, s := range l.figure.Series {
		for _, p := range s.Points {
			w = max(w, l.width(faceOf(s.Highlight), l.size.tick, cellText(p)))
		}
	}
	return w + 1.5*l.u
}

// cellText is the number of a cell; the unit of percentages stands in the key.
func cellText(p Point) string {
	if p.Missing {
		return firstOf(p.Sign, "–")
	}
	return strings.TrimSuffix(p.Label, "%")
}

func drawHeat(l *layout, b box) error {
	c := l.newHeat(b.w, b.h)
	var notes []string
	if left := len(c.rows[0].Points) - (c.to - c.from); left > 0 {
		notes = append(notes, l.say(words.ColumnsLeft, "columns", l.words.Count(left, words.NounColumn)))
	}
	notes = append(notes, l.missingNotes()...)
	top := c.keyRoom + headRoom*l.size.tick
	b = l.fitRows(c, b, func(b box) int { return int((b.h - top) / l.leastRow(c.above)) }, notes)
	if c.keyRoom > 0 {
		l.drawHeatKey(c, b)
	}
	l.measureHeat(c, b, top)
	l.writeHeads(c, b)
	for i := range c.rows {
		l.drawHeatRow(c, b, i)
	}
	return nil
}

// fitRows writes the notes and returns what is left of b. Rows beyond the
// capacity of that are counted in a note, and highlighted ones are kept.
func (l *layout) fitRows(c *heatChart, b box, capacity func(box) int, notes []string) box {
	drawn, left := len(l.marks), b
	if len(notes) > 0 {
		left = l.footNote(b, notes...)
	}
	if len(c.rows) <= capacity(left) {
		return left
	}
	l.marks = l.marks[:drawn]
	room := b
	room.h -= 1.3*l.size.tick + 4*l.u
	if len(c.rows) <= capacity(b) { // without the notes all rows fit: the page has those
		return b
	}
	rows := keepRows(c.rows, max(capacity(room), 1))
	left = l.footNote(b, l.more(len(c.rows)-len(rows)))
	c.rows = rows
	return left
}

// keepRows are as many rows as there is room for: of years and other names that
// rise the last ones, else the first, with highlighted ones further down in the last
// places.
func keepRows(rows []Series, capacity int) []Series {
	points := make([]Point, len(rows))
	for i, s := range rows {
		points[i] = Point{Category: s.Name, Highlight: s.Highlight, Ordinal: i}
	}
	if len(rows) > capacity && ascending(points) {
		return rows[len(rows)-capacity:]
	}
	kept, _ := keep(points, capacity)
	shown := make([]Series, len(kept))
	for i, p := range kept {
		shown[i] = rows[p.Ordinal]
	}
	return shown
}

// measureHeat finds the cells.
func (l *layout) measureHeat(c *heatChart, b box, top Px) {
	n := Px(c.to - c.from)
	c.pitch = min((b.h-top)/Px(len(c.rows)), 3.4*l.size.label)
	if c.pitch > 20 {
		c.pitch = Px(math.Floor(float64(c.pitch)))
	}
	c.cell = box{b.x + c.column, b.y + top, (b.w - c.column) / n, c.pitch}
	if c.above {
		c.cell.y += 1.2 * l.size.label
		c.cell.h -= 1.2*l.size.label + 4*l.u
	}
	c.cell.w = min(c.cell.w, max(5*l.size.label, l.cellWidth()))
	c.heads = l.heatHeads(c)
}

// heatHeads are the names of the columns as far as they have room: short, then
// every second or further one, the first and the last always.
func (l *layout) heatHeads(c *heatChart) []string {
	points := c.rows[0].Points[c.from:c.to]
	heads := make([]string, len(points))
	for _, form := range []func(Point) string{
		func(p Point) string { return p.Category }, func(p Point) string { return firstOf(p.Short, p.Category) }, compactPeriod,
	} {
		for i, p := range points {
			heads[i] = form(p)
		}
		if l.widestTick(heads)+4*l.u <= c.cell.w {
			return heads
		}
	}
	step := l.tickStep(heads, c.cell.w)
	for i := range heads {
		if i%step != 0 {
			heads[i] = ""
			continue
		}
		heads[i] = l.shorten(heads[i], Regular, l.size.tick, Px(step)*c.cell.w-4*l.u)
	}
	return heads
}

// yearPair is a financial year, "2018/19", whose century says nothing new.
var yearPair = regexp.MustCompile(`^\d{2}(\d{2}/\d{2})$`)

// compactPeriod is the shortest form of a column's period: "18/19".
func compactPeriod(p Point) string {
	return yearPair.ReplaceAllString(firstOf(p.Short, p.Category), "$1")
}

func (l *layout) writeHeads(c *heatChart, b box) {
	y := c.cell.y - 0.6*l.size.tick
	if c.above {
		y -= 1.2 * l.size.label
	}
	next := b.right() + l.size.tick // the left end of the head after this one
	for j, head := range slices.Backward(c.heads) {
		w := l.measure(Regular, l.size.tick, head)
		x := l.inside(c.cell.x+(Px(j)+0.5)*c.cell.w, w, b)
		if head == "" || x+w/2 > next-4*l.u {
			continue
		}
		l.write(x, y, head, Regular, l.size.tick, l.colors.Muted, Middle)
		next = x - w/2
	}
}

// drawHeatRow draws the name and the cells of row i.
func (l *layout) drawHeatRow(c *heatChart, b box, i int) {
	s, size, u := c.rows[i], l.size.label, l.u
	y := c.cell.y + Px(i)*c.pitch
	face, middle := faceOf(s.Highlight), y+(c.cell.h-1.5*u)/2
	if c.above {
		l.write(b.x, y-0.35*size, l.shorten(bind(s.Name), face, size, b.w), face, size, l.colors.Ink, Start)
	} else {
		l.write(c.cell.x-9*u, level(middle, size), c.names[s.Name], face, size, l.colors.Ink, End)
	}
	for j, p := range s.Points[c.from:c.to] {
		x := round(c.cell.x + Px(j)*c.cell.w)
		cell := box{x, y, round(c.cell.x+Px(j+1)*c.cell.w) - x - 1.5*u, c.cell.h - 1.5*u}
		l.drawHeatCell(c, p, cell, face, level(middle, l.size.tick))
	}
}

// drawHeatCell draws one number on the shade of its class. A hidden one is
// hatched, another missing one is empty, both with the sign of the reason.
func (l *layout) drawHeatCell(c *heatChart, p Point, cell box, face Face, base Px) {
	u, tick := l.u, l.size.tick
	text, fill := cellText(p), l.colors.Paper
	switch {
	case !p.Missing:
		fill = c.shades[min(p.Class, len(c.shades)-1)]
		l.rect(cell.x, cell.y, cell.w, cell.h, fill)
		if Contrast(fill, l.colors.Paper) < markRatio { // a pale body with a dark edge
			l.rule(cell.x, cell.bottom()-u/2, cell.right(), cell.bottom()-u/2, u, l.colors.Edge)
		}
	case p.Sign == "[c]":
		l.marks = append(l.marks, RectMark{X: tenth(cell.x), Y: tenth(cell.y), W: tenth(cell.w), H: tenth(cell.h), Fill: fill,
			Hatch: Hatch{Stroke: l.colors.Edge, Gap: max(6*u, 4), Width: u}})
		half := l.measure(face, tick, text)/2 + 3*u
		l.rect(cell.x+cell.w/2-half, base-0.95*tick, 2*half, 1.25*tick, fill)
	default:
		l.outline(cell.x, cell.y, cell.w, cell.h)
	}
	ink := on(fill)
	if p.Missing {
		ink = l.colors.Ink
	}
	l.write(cell.x+cell.w/2, base, text, face, tick, ink, Middle)
}
