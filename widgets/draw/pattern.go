package draw

import (
	"slices"
	"strconv"

	"figurehead/widgets"
)

// pattern is the lines of a hatch; scaled for paths on a grid of tenths.
type pattern struct {
	hatch  widgets.Hatch
	scaled bool
}

// looks returns a look, and after it that of the lines over it when it is
// hatched.
func (c *svgCanvas) looks(look svgLook, h widgets.Hatch) []svgLook {
	if h.Width == 0 {
		return []svgLook{look}
	}
	p := pattern{h, look.element == svgShape}
	i := slices.Index(c.patterns, p)
	if i < 0 {
		i = len(c.patterns)
		c.patterns = append(c.patterns, p)
	}
	return []svgLook{look, {element: look.element, hatch: i + 1}}
}

// appendPatterns writes the hatches: one line along a square of its gap, turned
// to run from bottom left to top right.
func (c *svgCanvas) appendPatterns(b []byte) []byte {
	for i, p := range c.patterns {
		gap := tenths(p.hatch.Gap)
		b = append(b, `<pattern id="`+c.prefix+`h`+strconv.Itoa(i+1)+`" patternUnits="userSpaceOnUse"`...)
		b = appendAttribute(b, "width", gap)
		b = appendAttribute(b, "height", gap)
		b = append(b, ` patternTransform="`...)
		if p.scaled {
			b = append(b, "scale(10)"...)
		}
		b = append(b, `rotate(-45)"><path`...)
		b = appendColorAttribute(b, "stroke", p.hatch.Stroke)
		b = appendAttribute(b, "stroke-width", tenths(p.hatch.Width))
		b = append(b, ` d="M0 `...)
		b = appendTenth(b, gap/2)
		b = append(b, 'H')
		b = appendTenth(b, gap)
		b = append(b, `"/></pattern>`...)
	}
	return b
}
