package draw

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"

	xdraw "golang.org/x/image/draw"

	"figurehead/widgets"
)

// maxBitmapPixels bounds what a bitmap may unfold to: a few kilobytes of PNG
// can claim any size.
const maxBitmapPixels = 16 << 20

// Image draws a bitmap as large as fits its rectangle, centred.
func (c *pngCanvas) Image(m widgets.ImageMark) {
	src, err := decodeBitmap(m.PNG)
	if err != nil {
		if c.err == nil {
			c.err = fmt.Errorf("bitmap of %d bytes: %w", len(m.PNG), err)
		}
		return
	}
	room := image.Rect(round(m.X), round(m.Y), round(m.X+m.W), round(m.Y+m.H))
	fit := fitted(room, src.Bounds().Size())
	if fit.Empty() {
		return
	}
	scaled := image.NewRGBA(image.Rectangle{Max: fit.Size()})
	xdraw.CatmullRom.Scale(scaled, scaled.Rect, src, src.Bounds(), xdraw.Src, nil)
	c.surface.bitmap(scaled, fit.Min.X, fit.Min.Y)
}

func decodeBitmap(data []byte) (image.Image, error) {
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if config.Width*config.Height > maxBitmapPixels {
		return nil, fmt.Errorf("%d × %d px is too large", config.Width, config.Height)
	}
	return png.Decode(bytes.NewReader(data))
}

// fitted returns the largest rectangle of a bitmap's shape within room, in its
// middle.
func fitted(room image.Rectangle, size image.Point) image.Rectangle {
	if size.X <= 0 || size.Y <= 0 {
		return image.Rectangle{}
	}
	scale := math.Min(float64(room.Dx())/float64(size.X), float64(room.Dy())/float64(size.Y))
	width, height := int(math.Round(float64(size.X)*scale)), int(math.Round(float64(size.Y)*scale))
	corner := room.Min.Add(image.Pt((room.Dx()-width)/2, (room.Dy()-height)/2))
	return image.Rectangle{Min: corner, Max: corner.Add(image.Pt(width, height))}
}

func round(v widgets.Px) int { return int(math.Round(float64(v))) }
