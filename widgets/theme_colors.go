package widgets

import "fmt"

// Verdict says how a colour of a theme is used: as given, or moved so that it
// can be read and seen.
type Verdict struct {
	Token       string // "brand", "highlight", "link", "accent", "track", "ink", "paper", "muted"
	Given, Used Color
	Sentence    string // "#ff6600 is 2.9 to 1 with white text; …", or "10.2 to 1 with white text."
}

// Verdicts gives one for each colour that has a contrast to reach.
func (t Theme) Verdicts() []Verdict {
	_, verdicts := t.corrected()
	return verdicts
}

// Corrections are the Verdicts on colours that are not used as given.
func (t Theme) Corrections() []Verdict {
	var moved []Verdict
	for _, v := range t.Verdicts() {
		if v.Used != v.Given {
			moved = append(moved, v)
		}
	}
	return moved
}

// Least contrast of a theme's colours. White text stands on brand and track,
// and links on paper and band: 4.5 (WCAG 2.2, 1.4.3). Marks: 3 (1.4.11). Ink
// has more, because it also stands on the grey of bars that are not the subject.
const (
	textRatio = 4.5
	markRatio = 3
	inkRatio  = 7
	// paperRatio to black keeps paper so light that the series, which pass on
	// white by little, stay near what they are.
	paperRatio = 17
)

// corrected returns the theme with every colour moved, in lightness alone, as
// far as its contrast asks.
func (t Theme) corrected() (Theme, []Verdict) {
	if t.Brand == (Color{}) && t.Highlight == (Color{}) {
		d := DefaultTheme()
		t.Brand, t.Highlight, t.Link, t.Accent, t.Track = d.Brand, d.Highlight, d.Link, d.Accent, d.Track
	}
	if t.Ink == t.Paper {
		p := lightPalette
		t.Ink, t.Paper, t.Muted, t.Rule = p.Ink, p.Paper, p.Muted, p.Rule
	}
	c := corrector{}
	c.lighten("paper", &t.Paper, paperRatio, ground{"beside black", Color{}})
	paper, band := ground{"on paper", t.Paper}, ground{"on the source band", bandOn(t.Paper)}
	if t.Paper == white {
		paper.words = "on white"
	}
	c.darken("ink", &t.Ink, inkRatio, paper)
	c.darken("muted", &t.Muted, textRatio, paper, band)
	c.darken("brand", &t.Brand, textRatio, ground{"with white text", white})
	c.darken("brand", &t.Brand, markRatio, paper)
	c.darken("highlight", &t.Highlight, markRatio, paper)
	c.darken("link", &t.Link, textRatio, paper, band)
	c.darken("track", &t.Track, textRatio, ground{"with white text", white})
	c.lighten("accent", &t.Accent, markRatio, ground{"on the brand colour", t.Brand})
	return t, c.verdicts
}

// corrector moves colours and keeps account.
type corrector struct{ verdicts []Verdict }

// ground is what a colour stands on or with.
type ground struct {
	words string
	color Color
}

func (c *corrector) darken(token string, color *Color, ratio float64, grounds ...ground) {
	c.move(token, color, ratio, darkened, grounds)
}

func (c *corrector) lighten(token string, color *Color, ratio float64, grounds ...ground) {
	c.move(token, color, ratio, lightened, grounds)
}

func (c *corrector) move(token string, color *Color, ratio float64, move func(Color, float64, ...Color) Color, grounds []ground) {
	colors := make([]Color, len(grounds))
	worst := grounds[0]
	for i, g := range grounds {
		colors[i] = g.color
		if Contrast(*color, g.color) < Contrast(*color, worst.color) {
			worst = g
		}
	}
	v := Verdict{Token: token, Given: *color, Used: move(*color, ratio, colors...)}
	before, after := floor1(Contrast(v.Given, worst.color)), floor1(Contrast(v.Used, worst.color))
	v.Sentence = fmt.Sprintf("%.1f to 1 %s.", before, worst.words)
	if v.Used != v.Given {
		v.Sentence = fmt.Sprintf("%s is %.1f to 1 %s; %s is used, %.1f to 1.", v.Given, before, worst.words, v.Used, after)
	}
	*color = v.Used
	if last := len(c.verdicts) - 1; last >= 0 && c.verdicts[last].Token == token && v.Used == v.Given {
		return // the first thing asked of a colour is the one that tells most
	}
	c.verdicts = append(c.verdicts, v)
}

// BrandTheme derives the colours of a theme from its brand: what stands out and
// links take the brand, the accent is its light, the track its middle tone.
func BrandTheme(brand Color) Theme {
	t := DefaultTheme()
	if brand == t.Brand {
		return t
	}
	o := toOKLCH(darkened(brand, textRatio, white))
	base := o.color()
	tone := func(lightness, chroma float64) Color {
		return oklch{lightness, min(chroma, o.c), o.h}.color()
	}
	t.Brand, t.Highlight, t.Link = brand, base, base
	t.Accent = lightened(tone(0.72, 0.11), markRatio, base)
	t.Track = tone(o.l+0.12, 0.1)
	if !reaches(t.Track, textRatio, []Color{white}) { // no room above a brand that is light itself
		t.Track = tone(o.l-0.12, 0.1)
	}
	return t
}
