package draw

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"figurehead/widgets"
)

// thumbScale is how many pixels of a picture, across and down, are one of its
// thumbnail.
const thumbScale = 5

// Thumbnail draws a figure as a PNG of a fifth of its size: 240 × 126 px of a
// link preview. It returns the errors of PNG.
func Thumbnail(p widgets.Placed, typeface *Typeface) ([]byte, error) {
	whole, err := PNG(p, PNGOptions{Level: 1, Typeface: typeface})
	if err != nil {
		return nil, err
	}
	picture, err := png.Decode(bytes.NewReader(whole))
	if err != nil {
		return nil, fmt.Errorf("thumbnail: %w", err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, smaller(picture)); err != nil {
		return nil, fmt.Errorf("thumbnail: %w", err)
	}
	return out.Bytes(), nil
}

// smaller is a picture whose pixels are the means of squares of another's.
func smaller(from image.Image) *image.RGBA {
	size := from.Bounds()
	to := image.NewRGBA(image.Rect(0, 0, size.Dx()/thumbScale, size.Dy()/thumbScale))
	for y := range to.Rect.Dy() {
		for x := range to.Rect.Dx() {
			to.SetRGBA(x, y, mean(from, size.Min.X+x*thumbScale, size.Min.Y+y*thumbScale))
		}
	}
	return to
}

// mean is the mean of the square that begins at x, y.
func mean(from image.Image, x, y int) color.RGBA {
	var r, g, b uint32
	for dy := range thumbScale {
		for dx := range thumbScale {
			pr, pg, pb, _ := from.At(x+dx, y+dy).RGBA()
			r, g, b = r+pr>>8, g+pg>>8, b+pb>>8
		}
	}
	const n = thumbScale * thumbScale
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255}
}
