package draw

import (
	"fmt"
	"math"
	"runtime"
	"sync"

	"figurehead/widgets"
)

// The zlib levels of a PNG: quick for previews, smaller for what is published.
// Measured in docs/reference/benchmarks.md, 5 is 10 % smaller than 1; 6 would
// save 3 % more and take a quarter more time for the whole picture.
const (
	PreviewLevel   = 1
	PublishedLevel = 5
)

// maxSide is the longest side of a picture, in px: the tallest preset. What
// was never asked for is never drawn.
const maxSide = 1920

// PNGOptions say how a PNG is written.
type PNGOptions struct {
	// Level is the zlib level from 1 to 9; 0 means PublishedLevel.
	Level    int
	Metadata Metadata
	// Typeface is what p was measured in; nil means the built-in one.
	Typeface *Typeface
}

// turns lets as many pictures be drawn at once as there are processors;
// others wait their turn, so a rush costs time and not memory.
var turns = make(chan struct{}, runtime.GOMAXPROCS(0))

// PNG draws a figure as a PNG with its metadata. It is written from palette
// indices; a figure with a bitmap, or with many more than 256 colours, as 24
// bit colours. It returns an error for a size that is no preset's, for a level
// that does not exist and for a bitmap that cannot be read.
func PNG(p widgets.Placed, o PNGOptions) ([]byte, error) {
	width, height, err := pixels(p)
	if err != nil {
		return nil, fmt.Errorf("draw PNG: %w", err)
	}
	if o.Level == 0 {
		o.Level = PublishedLevel
	}
	if o.Level < 1 || o.Level > 9 {
		return nil, fmt.Errorf("draw PNG: compression level %d is not from 1 to 9", o.Level)
	}
	turns <- struct{}{}
	defer func() { <-turns }()
	c := canvases.Get().(*pngCanvas)
	defer canvases.Put(c)
	if c.typeface = builtIn; o.Typeface != nil {
		c.typeface = o.Typeface
	}
	if !hasImage(p) {
		c.begin(&c.indexed, width, height, p.Paper)
		paint(c, p)
		if !c.indexed.tooMany() {
			return encodeIndexed(&c.indexed, o)
		}
	}
	c.begin(&c.direct, width, height, p.Paper)
	paint(c, p)
	if c.err != nil {
		return nil, fmt.Errorf("draw PNG: %w", c.err)
	}
	return encodeDirect(&c.direct, o)
}

// canvases keeps canvases for reuse; the garbage collector takes idle ones.
var canvases = sync.Pool{New: func() any { return newPNGCanvas() }}

// pixels returns the size of the picture in whole pixels.
func pixels(p widgets.Placed) (width, height int, err error) {
	w, h := math.Ceil(float64(p.Width)), math.Ceil(float64(p.Height))
	if !(w >= 1 && h >= 1 && w <= maxSide && h <= maxSide) {
		return 0, 0, fmt.Errorf("size %v × %v px is not from 1 to %d px", p.Width, p.Height, maxSide)
	}
	return int(w), int(h), nil
}

func hasImage(p widgets.Placed) bool {
	for _, m := range p.Marks {
		if _, ok := m.(widgets.ImageMark); ok {
			return true
		}
	}
	return false
}
