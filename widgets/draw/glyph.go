package draw

import (
	"image"
	"math"
	"sync"

	"github.com/golang/freetype/truetype"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// maskKey names one drawn glyph. Size is in 1/64 px, shift in quarters of a
// pixel to the right.
type maskKey struct {
	index truetype.Index
	size  fixed.Int26_6
	shift uint8
	face  *typeface
}

// mask is a drawn glyph: levels of coverage in rows, and where its corner lies
// from the pen.
type mask struct {
	levels        []uint8
	width, height int
	x, y          int
}

// masks are the glyphs drawn lately, for all pictures.
var masks = maskCache{maxBytes: 8 << 20}

// maskCache keeps masks in two generations: when the young one has half of the
// bytes it becomes the old one, and what was not used since is forgotten. So
// it never holds more than maxBytes, however many sizes and glyphs are drawn.
type maskCache struct {
	maxBytes int

	mu         sync.RWMutex
	young, old map[maskKey]*mask
	bytes      int // of the young
}

// maskOverhead is about what a mask costs besides its levels.
const maskOverhead = 128

// get returns the mask of a glyph, drawing it when it is not kept.
func (c *maskCache) get(k maskKey) *mask {
	c.mu.RLock()
	m := c.young[k]
	aged := c.old[k]
	c.mu.RUnlock()
	if m != nil {
		return m
	}
	if aged == nil {
		aged = newMask(k)
	}
	c.keep(k, aged)
	return aged
}

func (c *maskCache) keep(k maskKey, m *mask) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.young[k] != nil {
		return
	}
	size := len(m.levels) + maskOverhead
	if c.young == nil || c.bytes+size > c.maxBytes/2 {
		c.young, c.old, c.bytes = map[maskKey]*mask{}, c.young, 0
	}
	c.young[k] = m
	c.bytes += size
}

// newMask draws a glyph.
func newMask(k maskKey) *mask {
	if k.face.uploaded != nil {
		return k.face.uploaded.mask(k)
	}
	var outline truetype.GlyphBuf
	if err := outline.Load(k.face.ttf, k.size, k.index, font.HintingNone); err != nil {
		return &mask{} // our own two fonts: no glyph of theirs is broken
	}
	b := outline.Bounds
	m := &mask{x: b.Min.X.Floor(), y: (-b.Max.Y).Floor()}
	m.width = b.Max.X.Ceil() + 1 - m.x
	m.height = (-b.Min.Y).Ceil() + 1 - m.y
	if b.Empty() || m.width <= 0 || m.height <= 0 {
		return &mask{}
	}
	r := vector.NewRasterizer(m.width, m.height)
	o := outliner{r: r, x: float32(m.x) - float32(k.shift)/4, y: float32(m.y)}
	o.draw(&outline)
	m.levels = levels(r)
	return m
}

// levels returns what was added to a rasteriser as rows of levels.
func levels(r *vector.Rasterizer) []uint8 {
	alpha := image.NewAlpha(r.Bounds())
	r.Draw(alpha, alpha.Rect, image.Opaque, image.Point{})
	for i, a := range alpha.Pix {
		alpha.Pix[i] = uint8((uint32(a)*full + 127) / 255)
	}
	return alpha.Pix
}

// outliner draws the contours of a glyph with its corner moved to 0, 0.
type outliner struct {
	r    *vector.Rasterizer
	x, y float32
}

func (o outliner) at(p truetype.Point) (x, y float32) {
	return float32(p.X)/64 - o.x, -float32(p.Y)/64 - o.y
}

func (o outliner) draw(outline *truetype.GlyphBuf) {
	from := 0
	for _, to := range outline.Ends {
		if to > from {
			o.contour(outline.Points[from:to])
		}
		from = to
	}
}

const onCurve = 1

// contour draws one closed contour. Between two control points TrueType means
// a point on the curve half way (TrueType reference, "Outlines").
func (o outliner) contour(points []truetype.Point) {
	first := points[0]
	if first.Flags&onCurve == 0 {
		last := points[len(points)-1]
		if first = last; last.Flags&onCurve == 0 {
			first = middle(points[0], last)
		}
	}
	x0, y0 := o.at(first)
	o.r.MoveTo(x0, y0)
	var control *truetype.Point
	for i := range points {
		p := &points[i]
		switch {
		case p.Flags&onCurve != 0 && control == nil:
			x, y := o.at(*p)
			o.r.LineTo(x, y)
		case p.Flags&onCurve != 0:
			o.curve(*control, *p)
			control = nil
		case control == nil:
			control = p
		default:
			o.curve(*control, middle(*control, *p))
			control = p
		}
	}
	if control != nil {
		o.curve(*control, first)
	}
	o.r.ClosePath()
}

func (o outliner) curve(control, to truetype.Point) {
	cx, cy := o.at(control)
	x, y := o.at(to)
	o.r.QuadTo(cx, cy, x, y)
}

func middle(a, b truetype.Point) truetype.Point {
	return truetype.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2, Flags: onCurve}
}

// fixedSize returns a length in 1/64 px.
func fixedSize(v float64) fixed.Int26_6 { return fixed.Int26_6(math.Round(v * 64)) }
