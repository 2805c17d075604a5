package draw

import (
	"image"

	"github.com/golang/freetype/raster"

	"figurehead/widgets"
)

// full is the greatest level of coverage: edges have 8 levels, which cannot
// be told from 256 by eye and keep a figure within one palette.
const full = 7

// level returns a coverage from 0 to 1 as a level.
func level(coverage float64) uint8 { return uint8(coverage*full + 0.5) }

// blend returns ink at a level over ground.
func blend(ink, ground widgets.Color, level uint8) widgets.Color {
	k := uint32(level)
	mix := func(a, b uint8) uint8 { return uint8((uint32(a)*k + uint32(b)*(full-k) + full/2) / full) }
	return widgets.Color{R: mix(ink.R, ground.R), G: mix(ink.G, ground.G), B: mix(ink.B, ground.B)}
}

// surface is the pixels of a picture. Nothing outside them is drawn.
type surface interface {
	// row covers the pixels from x0 to before x1 of row y with ink.
	row(y, x0, x1 int, ink widgets.Color, level uint8)
	// spans covers what the rasteriser found, in ink.
	spans(spans []raster.Span, ink widgets.Color)
	// stamp covers the pixels of a glyph whose corner is at x, y.
	stamp(m *mask, x, y int, ink widgets.Color)
	// bitmap puts a bitmap over the pixels with its corner at x, y.
	bitmap(src *image.RGBA, x, y int)
}

// spanLevel returns the coverage the rasteriser found as a level.
func spanLevel(s raster.Span) uint8 { return uint8((s.Alpha*full + 0x7FFF) / 0xFFFF) }

// clipped returns the rows and columns of a mask at x, y that lie within a
// picture; empty when from ≥ to.
func clipped(m *mask, x, y, width, height int) (fromX, toX, fromY, toY int) {
	return max(0, -x), min(m.width, width-x), max(0, -y), min(m.height, height-y)
}
