// Package logo turns an uploaded logo, a PNG or an SVG of plain shapes, into
// the small clean PNG that pictures carry. Nothing of the upload itself is kept
// or shown: a PNG is decoded and written anew without its metadata, an SVG is
// read by a strict list of what it may hold and drawn here. It runs in a child
// process (datasets/work).
package logo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	xdraw "golang.org/x/image/draw"

	"figurehead/datasets"
	"figurehead/widgets"
)

// MaxBytes is how large an upload may be.
const MaxBytes = 1 << 20

// The kept logo is at most this large, in px: twice the largest box of a
// picture (shared figure design, section 2).
const (
	maxWidth  = 520
	maxHeight = 144
)

// maxPixels bounds what a PNG unfolds to: a few kilobytes can claim any size.
const maxPixels = 8 << 20

// Normalise returns the logo as a PNG of at most 520 × 144 px, its transparent
// margin cut off, larger only for SVG. What cannot be used is a datasets.Problem
// that says why and what to do.
func Normalise(raw []byte) ([]byte, error) {
	if len(raw) > MaxBytes {
		return nil, problem("The logo is larger than 1 MB.", "Save it smaller: pictures show it at 260 × 72 pixels.")
	}
	img, err := decode(raw)
	if err != nil {
		return nil, err
	}
	img, err = trimmed(img)
	if err != nil {
		return nil, err
	}
	img = fitted(img)
	if unseen(img) {
		return nil, problem("The logo is nearly as light as the ground it stands on, so it would not be seen.",
			"Use the version of it that is made for light backgrounds.")
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("logo: write it: %w", err)
	}
	return out.Bytes(), nil
}

func problem(message, suggestion string) error {
	return datasets.Problem{Field: "logo", Message: message, Suggestion: suggestion}
}

// decode reads either format by how it begins, whatever it is called.
func decode(raw []byte) (*image.NRGBA, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\x89PNG\r\n\x1a\n")):
		return decodePNG(raw)
	case looksLikeXML(raw):
		return drawSVG(raw)
	case bytes.HasPrefix(raw, []byte("\xff\xd8\xff")):
		return nil, problem("The logo is a JPEG, which has no transparent ground.", "Save it as PNG or as SVG.")
	}
	return nil, problem("The logo is neither a PNG nor an SVG.", "Save it as one of the two.")
}

func looksLikeXML(raw []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), " \t\r\n")
	return bytes.HasPrefix(text, []byte("<"))
}

func decodePNG(raw []byte) (*image.NRGBA, error) {
	config, err := png.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, problem("The PNG of the logo is damaged.", "Save it again and choose the new file.")
	}
	if config.Width*config.Height > maxPixels {
		return nil, problem(fmt.Sprintf("The logo is %d × %d pixels, which is too large.", config.Width, config.Height),
			"Save it no wider than 2,000 pixels.")
	}
	decoded, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, problem("The PNG of the logo is damaged.", "Save it again and choose the new file.")
	}
	img := image.NewNRGBA(image.Rectangle{Max: decoded.Bounds().Size()})
	xdraw.Draw(img, img.Rect, decoded, decoded.Bounds().Min, xdraw.Src)
	return img, nil
}

// trimmed cuts off what nobody sees, so that the logo fills its box.
func trimmed(img *image.NRGBA) (*image.NRGBA, error) {
	const faint = 8
	b := image.Rectangle{Min: img.Rect.Max, Max: img.Rect.Min}
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			if img.NRGBAAt(x, y).A > faint {
				b.Min.X, b.Min.Y = min(b.Min.X, x), min(b.Min.Y, y)
				b.Max.X, b.Max.Y = max(b.Max.X, x+1), max(b.Max.Y, y+1)
			}
		}
	}
	if b.Dx() <= 0 || b.Dy() <= 0 {
		return nil, problem("Nothing is to be seen in the logo.", "Check the file: it may be empty or wholly transparent.")
	}
	cut := image.NewNRGBA(image.Rectangle{Max: b.Size()})
	xdraw.Draw(cut, cut.Rect, img, b.Min, xdraw.Src)
	return cut, nil
}

// fitted makes what is larger than the box as large as the box.
func fitted(img *image.NRGBA) *image.NRGBA {
	size := img.Rect.Size()
	scale := math.Min(maxWidth/float64(size.X), maxHeight/float64(size.Y))
	if scale >= 1 {
		return img
	}
	small := image.NewNRGBA(image.Rect(0, 0, max(1, int(math.Round(float64(size.X)*scale))), max(1, int(math.Round(float64(size.Y)*scale)))))
	xdraw.CatmullRom.Scale(small, small.Rect, img, img.Rect, xdraw.Src, nil)
	return small
}

// unseen reports whether nearly all of the logo has less than 1.5:1 on the
// ground of the source band.
func unseen(img *image.NRGBA) bool {
	band := widgets.NewPalette(widgets.DefaultTheme(), widgets.Light).Band
	opaque, seen := 0, 0
	for i := 0; i+3 < len(img.Pix); i += 4 {
		c := color.NRGBA{R: img.Pix[i], G: img.Pix[i+1], B: img.Pix[i+2], A: img.Pix[i+3]}
		if c.A < 128 {
			continue
		}
		if opaque++; widgets.Contrast(widgets.Color{R: c.R, G: c.G, B: c.B}, band) >= 1.5 {
			seen++
		}
	}
	return seen*20 < opaque
}
