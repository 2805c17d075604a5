package draw

import (
	"slices"
	"unicode"
)

// rightToLeft are the scripts that pictures would write in the wrong direction.
var rightToLeft = []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko}

// Undrawn returns the characters of text, each once and in their order, that a
// picture cannot show: it has no shape for them, such as emoji, or would write
// them in the wrong direction. A browser draws them by typefaces of its own.
func (t *Typeface) Undrawn(text string) []rune {
	var all []rune
	face := t.of(0)
	for _, r := range composed(text) {
		if slices.Contains(all, r) || isSpace(r) {
			continue
		}
		g := face.glyph(r)
		own := face.uploaded != nil && !g.lent // whose shapes are counted from 0
		if !g.hidden && (g.index == 0 && !own || unicode.In(r, rightToLeft...)) {
			all = append(all, r)
		}
	}
	return all
}

// Undrawn is Typeface.Undrawn of the built-in typeface.
func Undrawn(text string) []rune { return builtIn.Undrawn(text) }

// WithoutUndrawn is text without the characters that a picture cannot show, and
// without the signs that join them.
func WithoutUndrawn(text string, undrawn []rune) string {
	var out []rune
	space := true
	for _, r := range text {
		if slices.Contains(undrawn, r) || isHidden(r) {
			continue
		}
		if isSpace(r) && space {
			continue
		}
		space = isSpace(r)
		out = append(out, r)
	}
	for len(out) > 0 && isSpace(out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	return string(out)
}
