package widgets

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCorrections(t *testing.T) {
	t.Parallel()
	with := func(change func(*Theme)) Theme {
		theme := DefaultTheme()
		change(&theme)
		return theme
	}
	for _, test := range []struct {
		name  string
		theme Theme
		want  []string
	}{
		{"the usual look", DefaultTheme(), nil},
		{"no colours at all", Theme{}, nil},
		{"an orange brand", with(func(t *Theme) { t.Brand = hex(0xFF6600) }),
			[]string{"#ff6600 is 2.9 to 1 with white text; #cb4f00 is used, 4.5 to 1.", "#6bace6 is 1.8 to 1 on the brand colour; #add8ff is used, 3.0 to 1."}},
		{"a yellow highlight", with(func(t *Theme) { t.Highlight = hex(0xFFCC00) }),
			[]string{"#ffcc00 is 1.5 to 1 on white; #b69000 is used, 3.0 to 1."}},
		{"a pale link", with(func(t *Theme) { t.Link = hex(0x6BACE6) }),
			[]string{"#6bace6 is 2.1 to 1 on the source band; #3172a8 is used, 4.5 to 1."}},
		{"grey ink", with(func(t *Theme) { t.Ink = hex(0x777777) }),
			[]string{"#777777 is 4.4 to 1 on white; #595959 is used, 7.0 to 1."}},
		{"dark paper", with(func(t *Theme) { t.Paper = hex(0x888888) }),
			[]string{"#888888 is 5.9 to 1 beside black; #e8e8e8 is used, 17.1 to 1."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, c := range test.theme.Corrections() {
				got = append(got, c.Sentence)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Corrections() (-want +got):\n%s", diff)
			}
		})
	}
}

// brands are colours of many hues, from pale to dark.
var brands = []string{"#12436d", "#0b5c4a", "#ff6600", "#ffcc00", "#e6007e", "#00a651", "#662483", "#00ffff", "#ffffff", "#000001", "#7f7f7f", "#c8102e"}

// Whatever a council asks for, the palette has the ratios of the shared figure
// design, in both schemes, on white and on tinted paper.
func TestAnyThemeReachesItsContrast(t *testing.T) {
	t.Parallel()
	for _, paper := range []string{"#ffffff", "#fff8e7", "#d0d8e0"} {
		for _, text := range brands {
			brand := parsed(t, text)
			asked := Theme{Brand: brand, Highlight: brand, Link: brand, Accent: brand, Track: brand,
				Ink: brand, Paper: parsed(t, paper), Muted: brand, Rule: hex(0xDDE3E8)}
			for _, theme := range []Theme{asked, BrandTheme(brand)} {
				for _, s := range []Scheme{Light, Dark} {
					holdsContrast(t, fmt.Sprintf("%s on %s, %s", text, paper, s), NewPalette(theme, s))
				}
			}
		}
	}
}

func holdsContrast(t *testing.T, name string, p Palette) {
	t.Helper()
	pairs := []struct {
		name  string
		a, b  Color
		least float64
	}{
		{"ink on paper", p.Ink, p.Paper, 7}, {"ink on context", p.Ink, p.Context, 4.5},
		{"muted on paper", p.Muted, p.Paper, 4.5}, {"muted on band", p.Muted, p.Band, 4.5},
		{"edge on paper", p.Edge, p.Paper, 3}, {"edge on context", p.Edge, p.Context, 3},
		{"interval edge on paper", p.IntervalEdge, p.Paper, 3},
		{"highlight on paper", p.Highlight, p.Paper, 3}, {"link on paper", p.Link, p.Paper, 4.5}, {"link on band", p.Link, p.Band, 4.5},
		{"white on brand", white, p.Brand, 4.5}, {"white on track", white, p.Track, 4.5}, {"accent on brand", p.Accent, p.Brand, 3},
	}
	for _, pair := range pairs {
		if got := Contrast(pair.a, pair.b); got < pair.least {
			t.Errorf("%s: %s is %.3f, want %v", name, pair.name, got, pair.least)
		}
	}
	for i, c := range p.Series {
		if got := Contrast(c, p.Paper); got < 3 {
			t.Errorf("%s: series %d on paper is %.3f, want 3", name, i+1, got)
		}
	}
}

// A theme whose colours pass is used as given, to the bit.
func TestGoodColoursAreLeftAlone(t *testing.T) {
	t.Parallel()
	theme := DefaultTheme()
	theme.Brand, theme.Highlight, theme.Track, theme.Accent = hex(0x0B5C4A), hex(0x0B5C4A), hex(0x2E7A68), hex(0x8CCFBC)
	p := NewPalette(theme, Light)
	got := []Color{p.Brand, p.Highlight, p.Track, p.Accent, p.Paper, p.Ink}
	want := []Color{theme.Brand, theme.Highlight, theme.Track, theme.Accent, white, darkText}
	if !slices.Equal(got, want) {
		t.Errorf("NewPalette = %v, want %v", got, want)
	}
	if !slices.Equal(p.Series, lightPalette.Series) {
		t.Error("the series changed on white paper")
	}
}
