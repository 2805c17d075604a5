package draw

import (
	"fmt"
	"math"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/golang/freetype/truetype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"

	"figurehead/widgets"
)

// Text measures lines of text in Liberation Sans, whose widths equal those of
// Arial and Helvetica.
var Text widgets.TextMeasurer = builtIn

// unitsPerEm is the design grid of both faces.
const unitsPerEm = 2048

// firstRunes are the characters whose glyphs are looked up once: Latin, Greek,
// Cyrillic, punctuation, currency, arrows and shapes. Others are looked up
// each time, so no text makes memory grow.
const firstRunes = 0x2600

var builtIn = &Typeface{[2]*typeface{
	widgets.Regular: mustTypeface(liberationsansregular.TTF),
	widgets.Bold:    mustTypeface(liberationsansbold.TTF),
}}

// Typeface is a regular and a bold weight that pictures are drawn in. It is
// safe for use by several goroutines and keeps nothing of what it measured.
type Typeface struct{ faces [2]*typeface }

// Measure returns the advance width of text in px, kerned. It is 0 for a size
// that is not a positive number. Line breaks and tabs count as spaces.
func (t *Typeface) Measure(face widgets.Face, size widgets.Px, text string) widgets.Px {
	if !(size > 0) || math.IsInf(float64(size), 0) {
		return 0
	}
	p := pen{face: t.of(face)}
	for _, r := range composed(text) {
		p.step(r)
	}
	return widgets.Px(p.units) * size / unitsPerEm
}

// of returns a weight; an unknown one is regular.
func (t *Typeface) of(face widgets.Face) *typeface {
	if face == widgets.Bold {
		return t.faces[widgets.Bold]
	}
	return t.faces[widgets.Regular]
}

// faceOf returns a weight of the built-in typeface.
func faceOf(face widgets.Face) *typeface { return builtIn.of(face) }

// typeface is one parsed weight with the glyphs of the first runes. It does
// not change after start-up.
type typeface struct {
	ttf      *truetype.Font // of the built-in one
	uploaded *uploaded      // of any other
	first    [firstRunes]glyph
}

// glyph is one shape of a typeface: its index and its advance in units.
// A hidden glyph takes no room and is not drawn. A lent one is of the built-in
// typeface, because the typeface has none of its own.
type glyph struct {
	index        truetype.Index
	advance      int16
	hidden, lent bool
}

// mustTypeface parses a font that is part of the program. A font that cannot
// be read stops the program at its start.
func mustTypeface(ttf []byte) *typeface {
	font, err := truetype.Parse(ttf)
	if err != nil {
		panic(fmt.Sprintf("draw: parse built-in font: %v", err))
	}
	f := &typeface{ttf: font}
	for r := range f.first {
		f.first[r] = f.lookUp(rune(r))
	}
	return f
}

// glyph returns the glyph of a character.
func (f *typeface) glyph(r rune) glyph {
	if 0 <= r && r < firstRunes {
		return f.first[r]
	}
	return f.lookUp(r)
}

func (f *typeface) lookUp(r rune) glyph {
	if isSpace(r) {
		r = ' '
	}
	if isHidden(r) {
		return glyph{hidden: true}
	}
	if f.uploaded != nil {
		return f.uploaded.lookUp(legal(r))
	}
	index := f.ttf.Index(legal(r))
	return glyph{index: index, advance: int16(f.ttf.HMetric(unitsPerEm, index).AdvanceWidth)}
}

// kern returns the adjustment between two glyphs, in units.
func (f *typeface) kern(before, after glyph) fixed.Int26_6 {
	if f.uploaded != nil {
		return f.uploaded.kern(before, after)
	}
	return f.ttf.Kern(unitsPerEm, before.index, after.index)
}

// drawnBy is the typeface that a glyph's shape is of.
func (f *typeface) drawnBy(g glyph) *typeface {
	if g.lent {
		return f.uploaded.lender
	}
	return f
}

// pen walks along a line of text. Its zero value with a face stands at the
// start.
type pen struct {
	face  *typeface
	units fixed.Int26_6 // advanced so far
	last  glyph
	begun bool
}

// step moves over one character and returns its glyph and where it starts, in
// units from the start of the line.
func (p *pen) step(r rune) (glyph, fixed.Int26_6) {
	g := p.face.glyph(r)
	if g.hidden {
		return g, p.units
	}
	if p.begun {
		p.units += p.face.kern(p.last, g)
	}
	at := p.units
	p.units += fixed.Int26_6(g.advance)
	p.last, p.begun = g, true
	return g, at
}

// composed returns text in normal form C, as a browser's shaper shows it:
// "y" with a circumflex added becomes the one letter of Welsh.
func composed(text string) string {
	if norm.NFC.IsNormalString(text) {
		return text
	}
	return norm.NFC.String(text)
}

// isHidden reports the format characters that browsers do not show: joiners,
// direction marks, variation selectors, soft hyphens.
func isHidden(r rune) bool {
	return r >= 0xAD && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r))
}
