package widgets

import (
	"html/template"
	"strings"
)

// Placed is a figure laid out for one preset: marks in pixels, origin top
// left, y downwards. It is everything a canvas needs.
type Placed struct {
	Preset        Preset
	Width, Height Px
	Paper         Color
	Colors        Palette // that it was placed in
	Name          string  // accessible name: the title, before it has one the subtitle or the description
	Description   string  // the alt text
	Lang          string  // "en-GB"
	Marks         []Mark  // drawn in this order
	Around        Px      // height of the HTML words around the plot of a frame; 0 for pictures
	Spots         []Spot  // where words can stand, for whoever points at a mark
}

// Spot is the mark of one point: its outer end, and the names by which an
// Annotation stands there.
type Spot struct {
	At         Pt
	Key        string // of the category or period
	Series     string // of the line, where there are several
	Lying      bool   // values run from left to right
	Name, Says string // the category or period, and its number
}

// maxSpots is more marks than anybody points at one by one.
const maxSpots = 300

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

// Hatch is lines from bottom left to top right over a fill: the dress of what
// is provisional, estimated or suppressed. Gap is from the middle of one line
// to the next, at least 2. Width 0 is none.
type Hatch struct {
	Stroke     Color
	Gap, Width Px
}

// RectMark is a filled rectangle.
type RectMark struct {
	X, Y, W, H Px
	Fill       Color
	Radius     Px // of the corners, usually 0
	Hatch      Hatch
}

// RuleMark is a horizontal or vertical line; PNG snaps it to whole pixels.
type RuleMark struct {
	X1, Y1, X2, Y2, Width Px
	Stroke                Color
	Dash                  []Px
}

// PathMark is a polyline; a point with NaN lifts the pen. A line that ends on
// its first point is closed there with a join.
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
	Hatch  Hatch
}

// Polygon is an outline, then its holes, each a closed ring in either
// direction, as in GeoJSON (RFC 7946, section 3.1.6).
type Polygon [][]Pt

// Grid says that a shape's points lie at whole steps of Unit px from Origin. SVG
// then writes the steps, so that one map in three sizes is written almost alike
// and packs to little more than once. Unit 0 is the usual grid of tenths.
type Grid struct {
	Origin Pt
	Unit   Px
}

// ShapeMark is polygons of one fill, such as all areas of one class of a map;
// where two of them overlap both are filled. With Width > 0 every ring is also
// stroked, half of it to either side.
type ShapeMark struct {
	Polygons []Polygon
	Fill     Color
	Hatch    Hatch
	Stroke   Color
	Width    Px
	Grid     Grid
}

// ArcMark is a slice of a ring, or of a disc when R0 is 0. A0 and A1 are in
// radians clockwise from twelve o'clock; a whole turn or more is the whole
// ring.
type ArcMark struct {
	Center Pt
	R0, R1 Px // inner and outer radius
	A0, A1 float64
	Fill   Color
	Hatch  Hatch
}

// PieMark is a whole cut into slices, in their order clockwise from twelve
// o'clock, each as wide as its value's part of their sum. Between two slices
// runs a line of paper as wide as Gap.
type PieMark struct {
	Center Pt
	R0, R1 Px // inner radius, 0 for a disc, and outer one
	Slices []Slice
	Gap    Px
	Paper  Color
}

// Slice is one part of a PieMark. A value that is not a number above zero has
// no width. With Rim > 0 its outer edge is that deep in Edge's colour.
type Slice struct {
	Value float64
	Fill  Color
	Hatch Hatch
	Rim   Px
	Edge  Color
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
func (ShapeMark) mark() {}
func (ArcMark) mark()   {}
func (PieMark) mark()   {}
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

// Apart returns the drawing with a prefix before the ids of its hatches, for a
// page that holds several. Texts in it are escaped, so the marks are its own.
func (d Drawing) Apart(prefix string) Drawing {
	marks := strings.NewReplacer(`<pattern id="`, `<pattern id="`+prefix, ` fill="url(#`, ` fill="url(#`+prefix)
	return Drawing{HTML: template.HTML(marks.Replace(string(d.HTML)))}
}
