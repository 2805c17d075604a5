package widgets

import (
	"fmt"
	"strconv"
	"strings"
)

// Theme is the brand of an organisation: what a council may change. Series and
// sequential colours are never its to change.
// Its colours are as the organisation gave them; NewPalette makes them legible.
type Theme struct {
	ID        string `json:"id"`
	Name      string `json:"name"` // "Example County Council"
	Version   int    `json:"version"`
	Brand     Color  `json:"brand"`
	Highlight Color  `json:"highlight"`
	Link      Color  `json:"link"`
	Accent    Color  `json:"accent"`
	Track     Color  `json:"track"`
	// Ink, Paper, Muted and Rule are those of light paper; where ink and paper
	// are the same, as in a theme that has none of its own, the usual ones are
	// used.
	Ink     Color  `json:"ink"`
	Paper   Color  `json:"paper"`
	Muted   Color  `json:"muted"`
	Rule    Color  `json:"rule"`
	LogoPNG []byte `json:"logoPng,omitempty"`
	LogoAlt string `json:"logoAlt,omitempty"`
	Footer  string `json:"footer,omitempty"` // a line under every figure, may be empty
	// Typeface is what pictures are set in; without one, the built-in one.
	Typeface TypefaceRef `json:"typeface,omitzero"`
}

// WithPaper is a theme from before it had colours of text and paper, with the usual
// ones.
func (t Theme) WithPaper() Theme {
	if t.Ink == t.Paper {
		usual := DefaultTheme()
		t.Ink, t.Paper, t.Muted, t.Rule = usual.Ink, usual.Paper, usual.Muted, usual.Rule
	}
	return t
}

// Derived is a theme with its other colours worked out from a brand.
func (t Theme) Derived(brand Color) Theme {
	d := BrandTheme(brand)
	t.Brand, t.Highlight, t.Link, t.Accent, t.Track = brand, d.Highlight, d.Link, d.Accent, d.Track
	return t
}

// TypefaceRef names a stored typeface.
type TypefaceRef struct {
	ID    string `json:"id"`              // the hash of its bytes
	Name  string `json:"name"`            // as its files call themselves
	Lacks string `json:"lacks,omitempty"` // usual characters that the built-in typeface lends
}

// Palette holds the colours of one scheme by role, with the brand put in.
type Palette struct {
	Paper, Band, Ink, Muted, Rule, Context, Edge Color
	Brand, Highlight, Link, Accent, Track        Color
	Series                                       []Color
	Sequential                                   []Color // low to high, four
	Interval, IntervalEdge                       Color
	PaleLow, PaleHigh                            Color // answers next to the centre line
}

// ThemeAt names a version of a theme, as a Draft keeps it: "council/3". Version 0
// is the newest one.
func ThemeAt(id string, version int) string {
	if version == 0 {
		return id
	}
	return fmt.Sprintf("%s/%d", id, version)
}

// SplitTheme reads what ThemeAt writes. The id of "" is that of the usual theme.
func SplitTheme(name string) (id string, version int) {
	id, number, _ := strings.Cut(name, "/")
	version, err := strconv.Atoi(number)
	if err != nil || version < 0 {
		return id, 0
	}
	return id, version
}
