package widgets

import (
	"fmt"
	"math"
	"slices"
)

// The colours of the Government Analysis Function's palette and the roles of
// the shared figure design, section 4. A council changes only the five of its
// Theme.
var (
	lightPalette = Palette{
		Paper: hex(0xFFFFFF), Band: hex(0xEDF1F4), Ink: hex(0x14202B), Muted: hex(0x4A5661),
		Rule: hex(0xDDE3E8), Context: hex(0xCBD3DA), Edge: hex(0x6B7782),
		Series:     []Color{hex(0x12436D), hex(0x28A197), hex(0x801650), hex(0xF46A25), hex(0x3D3D3D), hex(0xA285D1)},
		Sequential: []Color{hex(0xD6E6F5), hex(0x6BACE6), hex(0x2073BC), hex(0x12436D)},
		Interval:   hex(0xDCE8F3), IntervalEdge: hex(0x4F86B8),
		PaleLow: hex(0xF9BE9F), PaleHigh: hex(0x8FB4DB),
	}
	darkPalette = Palette{
		Paper: hex(0x101B25), Band: hex(0x0A121A), Ink: hex(0xF3F6F8), Muted: hex(0xB4C0CA),
		Rule: hex(0x2B3946), Context: hex(0x3D4B58), Edge: hex(0x8D9BA8),
		Series:     []Color{hex(0x8FC1F0), hex(0x28A197), hex(0xFFC2DF), hex(0xF46A25), hex(0xE3E7EA), hex(0xA285D1)},
		Sequential: []Color{hex(0x1E3A54), hex(0x2B6BA3), hex(0x6BACE6), hex(0xCFE4F7)},
		Interval:   hex(0x20374C), IntervalEdge: hex(0x5E93C2),
		PaleLow: hex(0x7A4A34), PaleHigh: hex(0x34587C),
	}
	white    = hex(0xFFFFFF)
	darkText = hex(0x14202B)
)

// DefaultTheme is the look before an organisation has set its own: the blue
// that the Government Analysis Function gives charts.
func DefaultTheme() Theme {
	p := lightPalette
	return Theme{
		ID: "default", Name: "", Version: 1,
		Brand: hex(0x12436D), Highlight: hex(0x12436D), Link: hex(0x12436D),
		Accent: hex(0x6BACE6), Track: hex(0x2F5F8C),
		Ink: p.Ink, Paper: p.Paper, Muted: p.Muted, Rule: p.Rule,
	}
}

// NewPalette puts the brand of t into the colours of s, each moved as far as it
// must be to stay legible; Corrections says which. On dark paper the highlight
// must still reach 3:1 (WCAG 2.2, 1.4.11): where the brand's own does not, its
// accent stands in, and failing that the default's.
func NewPalette(t Theme, s Scheme) Palette {
	t, _ = t.corrected()
	p := lightPalette
	if s == Dark {
		p = darkPalette
		p.Link = legible(p.Paper, 4.5, t.Link, t.Accent, p.Series[0])
	} else {
		p = onPaper(p, t)
	}
	p.Brand, p.Accent, p.Track = t.Brand, t.Accent, t.Track
	p.Highlight = legible(p.Paper, 3, t.Highlight, t.Brand, t.Accent, p.Series[0])
	return p
}

// onPaper derives from ink, paper, muted and rule of t what goes with them.
func onPaper(p Palette, t Theme) Palette {
	tinted := t.Paper != p.Paper
	p.Ink, p.Paper, p.Muted, p.Rule, p.Link = t.Ink, t.Paper, t.Muted, t.Rule, t.Link
	if !tinted {
		return p
	}
	p.Band = bandOn(t.Paper)
	p.Edge = darkened(p.Edge, 3, p.Paper, p.Context)
	p.IntervalEdge = darkened(p.IntervalEdge, 3, p.Paper)
	p.Series = slices.Clone(p.Series)
	for i, c := range p.Series {
		p.Series[i] = darkened(c, 3, p.Paper)
	}
	return p
}

// bandOn is the ground of the source band beside a paper: the usual one, or a
// little darker than a paper that is not white.
func bandOn(paper Color) Color {
	if paper == white {
		return lightPalette.Band
	}
	o := toOKLCH(paper)
	o.l -= 0.045
	return o.color()
}

// legible returns the first colour that has the ratio on paper.
func legible(paper Color, ratio float64, colors ...Color) Color {
	for _, c := range colors {
		if Contrast(paper, c) >= ratio {
			return c
		}
	}
	return colors[len(colors)-1]
}

// Contrast is the contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
func Contrast(a, b Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func luminance(c Color) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(v uint8) float64 { return linearOf[v] }

// linearOf holds the linear value of each component of sRGB (IEC 61966-2-1).
var linearOf = func() (table [256]float64) {
	for v := range table {
		s := float64(v) / 255
		if s <= 0.04045 {
			table[v] = s / 12.92
			continue
		}
		table[v] = math.Pow((s+0.055)/1.055, 2.4)
	}
	return table
}()

// ParseColor reads "#rrggbb", in either case.
func ParseColor(s string) (Color, error) {
	var v uint32
	if len(s) != 7 || s[0] != '#' {
		return Color{}, fmt.Errorf("colour %q: write # and six digits, such as #12436d", s)
	}
	for _, r := range []byte(s[1:]) {
		d, ok := hexDigit(r)
		if !ok {
			return Color{}, fmt.Errorf("colour %q: %q is not a digit from 0 to f", s, r)
		}
		v = v<<4 | uint32(d)
	}
	return hex(v), nil
}

func hexDigit(r byte) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return r - '0', true
	case r >= 'a' && r <= 'f':
		return r - 'a' + 10, true
	case r >= 'A' && r <= 'F':
		return r - 'A' + 10, true
	}
	return 0, false
}

// String is the colour as "#rrggbb".
func (c Color) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

func hex(v uint32) Color { return Color{uint8(v >> 16), uint8(v >> 8), uint8(v)} }
