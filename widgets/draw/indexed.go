package draw

import (
	"image"

	"github.com/golang/freetype/raster"

	"figurehead/widgets"
)

// paletteSize is the most colours a PNG palette holds.
const paletteSize = 256

// indexed is a picture of palette indices. Every row begins with the 0 that
// PNG asks for: no filter. Blending looks up a table for each ink, filled as
// its edges meet new grounds.
type indexed struct {
	pix           []uint8
	width, height int
	palette       []widgets.Color
	indexOf       map[widgets.Color]uint8
	tables        map[widgets.Color]*blendTable
	spare         []*blendTable
	ink           widgets.Color // whose table is at hand
	table         *blendTable
	merged        int // pixels that got the nearest colour instead of their own
	inks          int
}

// blendTable gives, for a level of ink over the colour of an index, the index
// of the blend plus one; 0 is not known yet. mergedBit marks one that is only
// the nearest colour.
type blendTable struct {
	index uint8 // of the ink itself
	at    [full][paletteSize]uint16
}

const mergedBit = 0x8000

// begin makes a picture of one colour.
func (g *indexed) begin(width, height int, paper widgets.Color) {
	g.width, g.height = width, height
	if n := (width + 1) * height; cap(g.pix) < n {
		g.pix = make([]uint8, n)
	}
	g.pix = g.pix[:(width+1)*height]
	clear(g.pix)
	if g.indexOf == nil {
		g.indexOf, g.tables = map[widgets.Color]uint8{}, map[widgets.Color]*blendTable{}
	}
	for _, t := range g.tables {
		g.spare = append(g.spare, t)
	}
	clear(g.tables)
	clear(g.indexOf)
	g.palette, g.table, g.merged, g.inks = g.palette[:0], nil, 0, 0
	g.index(paper) // index 0, which the pixels hold
}

// tooMany reports whether the palette was too small for the picture: more than
// one pixel in a hundred has another colour than its own.
func (g *indexed) tooMany() bool { return g.merged*100 > g.width*g.height }

// index returns the index of a colour; the nearest one, and false, when the
// palette is full.
func (g *indexed) index(c widgets.Color) (uint8, bool) {
	if i, ok := g.indexOf[c]; ok {
		return i, true
	}
	if len(g.palette) == paletteSize {
		return g.nearest(c), false
	}
	i := uint8(len(g.palette))
	g.palette = append(g.palette, c)
	g.indexOf[c] = i
	return i, true
}

func (g *indexed) nearest(c widgets.Color) uint8 {
	best, least := 0, 1<<30
	for i, p := range g.palette {
		r, gr, b := int(p.R)-int(c.R), int(p.G)-int(c.G), int(p.B)-int(c.B)
		if d := r*r + gr*gr + b*b; d < least {
			best, least = i, d
		}
	}
	return uint8(best)
}

// use returns the table of an ink. A picture of more inks than a palette holds
// counts as all merged, so that tables do not grow with the marks.
func (g *indexed) use(ink widgets.Color) *blendTable {
	if g.table != nil && g.ink == ink {
		return g.table
	}
	t := g.tables[ink]
	if t == nil {
		t = g.newTable(ink)
	}
	g.ink, g.table = ink, t
	return t
}

func (g *indexed) newTable(ink widgets.Color) *blendTable {
	i, exact := g.index(ink)
	if !exact {
		g.merged = g.width * g.height
	}
	if g.inks++; g.inks > paletteSize {
		clear(g.tables)
	}
	t := &blendTable{}
	if n := len(g.spare); n > 0 {
		t = g.spare[n-1]
		g.spare = g.spare[:n-1]
		clear(t.at[:])
	}
	t.index = i
	g.tables[ink] = t
	return t
}

// over returns the index of the table's ink at a level over ground.
func (g *indexed) over(t *blendTable, level, ground uint8) uint8 {
	v := t.at[level][ground]
	if v == 0 {
		i, exact := g.index(blend(g.ink, g.palette[ground], level))
		v = uint16(i) + 1
		if !exact {
			v |= mergedBit
		}
		t.at[level][ground] = v
	}
	if v&mergedBit != 0 {
		g.merged++
	}
	return uint8(v&^mergedBit - 1)
}

func (g *indexed) row(y, x0, x1 int, ink widgets.Color, level uint8) {
	x0, x1 = max(x0, 0), min(x1, g.width)
	if y < 0 || y >= g.height || x0 >= x1 || level == 0 {
		return
	}
	start := y*(g.width+1) + 1
	row := g.pix[start+x0 : start+x1]
	t := g.use(ink)
	if level == full {
		fill(row, t.index)
		return
	}
	for i, ground := range row {
		row[i] = g.over(t, level, ground)
	}
}

// fill sets all of a row to one index.
func fill(row []uint8, index uint8) {
	if len(row) < 16 {
		for i := range row {
			row[i] = index
		}
		return
	}
	row[0] = index
	for n := 1; n < len(row); n *= 2 {
		copy(row[n:], row[:n])
	}
}

func (g *indexed) spans(spans []raster.Span, ink widgets.Color) {
	for _, s := range spans {
		g.row(s.Y, s.X0, s.X1, ink, spanLevel(s))
	}
}

func (g *indexed) stamp(m *mask, x, y int, ink widgets.Color) {
	fromX, toX, fromY, toY := clipped(m, x, y, g.width, g.height)
	if fromX >= toX {
		return
	}
	t := g.use(ink)
	for my := fromY; my < toY; my++ {
		levels := m.levels[my*m.width+fromX : my*m.width+toX]
		start := (y+my)*(g.width+1) + 1 + x + fromX
		row := g.pix[start : start+len(levels)]
		for i, level := range levels {
			switch level {
			case 0:
			case full:
				row[i] = t.index
			default:
				row[i] = g.over(t, level, row[i])
			}
		}
	}
}

// bitmap is never asked of a palette: a figure with a bitmap is drawn direct.
func (g *indexed) bitmap(*image.RGBA, int, int) {}
