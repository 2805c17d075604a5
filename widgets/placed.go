package widgets

import "html/template"

// Placed is a figure laid out for one preset: marks in pixels, origin top
// left, y downwards. It is everything a canvas needs.
type Placed struct {
	Preset        Preset
	Width, Height Px
	Paper         Color
	Name          string // accessible name: title and kind
	Description   string // the alt text
	Lang          string // "en-GB"
	Marks         []Mark // drawn in this order
	Around        Px     // height of the HTML words around the plot of a frame; 0 for pictures
}

// Color is an opaque sRGB colour.
type Color struct{ R, G, B uint8 }

// Pt is a point in pixels.
type Pt struct{ X, Y Px }

// Face is a weight of the one typeface.
type Face uint8

// The two faces.
const (
	Regular Face = iota
	Bold
)

// Anchor says which end of a text stands at its point.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Mark is one thing to draw. The kinds are the structs of this file.
type Mark interface{ mark() }

// RectMark is a filled rectangle.
type RectMark struct {
	X, Y, W, H Px
	Fill       Color
	Radius     Px // of the corners, usually 0
}

// RuleMark is a horizontal or vertical line; PNG snaps it to whole pixels.
type RuleMark struct {
	X1, Y1, X2, Y2, Width Px
	Stroke                Color
	Dash                  []Px
}

// PathMark is an open polyline; a point with NaN lifts the pen.
type PathMark struct {
	Points []Pt
	Width  Px
	Stroke Color
	Dash   []Px
}

// AreaMark is a filled closed polygon.
type AreaMark struct {
	Points []Pt
	Fill   Color
}

// DotMark is a filled circle; with Width > 0 it is a ring of Fill's colour
// filled with Inside.
type DotMark struct {
	Center Pt
	Radius Px
	Fill   Color
	Width  Px
	Inside Color
}

// TextMark is one line of text; At is on the baseline.
type TextMark struct {
	At     Pt
	Text   string
	Face   Face
	Size   Px
	Anchor Anchor
	Fill   Color
}

// ImageMark is a bitmap placed in a rectangle, such as a logo.
type ImageMark struct {
	X, Y, W, H Px
	PNG        []byte
}

func (RectMark) mark()  {}
func (RuleMark) mark()  {}
func (PathMark) mark()  {}
func (AreaMark) mark()  {}
func (DotMark) mark()   {}
func (TextMark) mark()  {}
func (ImageMark) mark() {}

// TextMeasurer gives the advance width of a line of text. widgets/draw has the
// one implementation that both canvases draw with.
type TextMeasurer interface {
	Measure(face Face, size Px, text string) Px
}

// Drawing is drawn SVG, safe to place in a page: every text in it was escaped
// by the canvas that wrote it. No other code makes one.
type Drawing struct{ HTML template.HTML }
