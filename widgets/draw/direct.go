package draw

import (
	"image"

	"github.com/golang/freetype/raster"

	"figurehead/widgets"
)

// direct is a picture of 24 bit colours, for figures with a bitmap. Every row
// begins with the 0 that PNG asks for: no filter.
type direct struct {
	pix           []uint8
	width, height int
}

// begin makes a picture of one colour.
func (d *direct) begin(width, height int, paper widgets.Color) {
	d.width, d.height = width, height
	if n := d.stride() * height; cap(d.pix) < n {
		d.pix = make([]uint8, n)
	}
	d.pix = d.pix[:d.stride()*height]
	for y := range height {
		d.pix[y*d.stride()] = 0
		d.row(y, 0, width, paper, full)
	}
}

func (d *direct) stride() int { return 3*d.width + 1 }

// pixels returns the bytes of row y from x0 to before x1.
func (d *direct) pixels(y, x0, x1 int) []uint8 {
	start := y*d.stride() + 1
	return d.pix[start+3*x0 : start+3*x1]
}

// cover puts ink at a level over the pixel at the start of p.
func cover(p []uint8, ink widgets.Color, level uint8) {
	c := blend(ink, widgets.Color{R: p[0], G: p[1], B: p[2]}, level)
	p[0], p[1], p[2] = c.R, c.G, c.B
}

func (d *direct) row(y, x0, x1 int, ink widgets.Color, level uint8) {
	x0, x1 = max(x0, 0), min(x1, d.width)
	if y < 0 || y >= d.height || x0 >= x1 || level == 0 {
		return
	}
	row := d.pixels(y, x0, x1)
	if level == full {
		row[0], row[1], row[2] = ink.R, ink.G, ink.B
		for n := 3; n < len(row); n *= 2 {
			copy(row[n:], row[:n])
		}
		return
	}
	for i := 0; i < len(row); i += 3 {
		cover(row[i:], ink, level)
	}
}

func (d *direct) spans(spans []raster.Span, ink widgets.Color) {
	for _, s := range spans {
		d.row(s.Y, s.X0, s.X1, ink, spanLevel(s))
	}
}

func (d *direct) stamp(m *mask, x, y int, ink widgets.Color) {
	fromX, toX, fromY, toY := clipped(m, x, y, d.width, d.height)
	if fromX >= toX {
		return
	}
	for my := fromY; my < toY; my++ {
		row := d.pixels(y+my, x+fromX, x+toX)
		for i, level := range m.levels[my*m.width+fromX : my*m.width+toX] {
			if level > 0 {
				cover(row[3*i:], ink, level)
			}
		}
	}
}

func (d *direct) bitmap(src *image.RGBA, x, y int) {
	size := src.Rect.Size()
	x0, x1 := max(x, 0), min(x+size.X, d.width)
	for by := max(0, -y); by < min(size.Y, d.height-y) && x0 < x1; by++ {
		row := d.pixels(y+by, x0, x1)
		from := src.Pix[by*src.Stride+4*(x0-x):]
		for i := range x1 - x0 {
			over(row[3*i:3*i+3], from[4*i:4*i+4])
		}
	}
}

// over puts a pixel of premultiplied colour and alpha over an opaque one.
func over(ground, pixel []uint8) {
	rest := 255 - uint32(pixel[3])
	for k := range 3 {
		ground[k] = uint8(uint32(pixel[k]) + (uint32(ground[k])*rest+127)/255)
	}
}
