package widgets

import (
	"math"
	"testing"
)

func TestContrast(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#12436d", "#ffffff", 10.25},
		{"#28a197", "#ffffff", 3.17}, {"#f46a25", "#ffffff", 3.03},
	} {
		a, errA := ParseColor(test.a)
		b, errB := ParseColor(test.b)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if got := Contrast(a, b); math.Abs(got-test.want) > 0.006 {
			t.Errorf("Contrast(%s, %s) = %.2f, want %.2f", test.a, test.b, got, test.want)
		}
	}
}

func TestParseColor(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"#12436d": "#12436d", "#12436D": "#12436d", "12436d": "", "#123": "", "#12436g": "", "": ""} {
		c, err := ParseColor(text)
		if (err == nil) != (want != "") || err == nil && c.String() != want {
			t.Errorf("ParseColor(%q) = %v, %v, want %q", text, c, err, want)
		}
	}
}

// The ratios that the shared figure design promises, in both schemes and for
// another council's brand.
func TestPalettesReachTheirContrast(t *testing.T) {
	t.Parallel()
	brand := DefaultTheme()
	brand.Brand, brand.Highlight, brand.Track, brand.Accent = hex(0x0B5C4A), hex(0x0B5C4A), hex(0x2E7A68), hex(0x8CCFBC)
	for _, theme := range []Theme{DefaultTheme(), brand} {
		for _, s := range []Scheme{Light, Dark} {
			p := NewPalette(theme, s)
			for _, pair := range []struct {
				name  string
				a, b  Color
				least float64
			}{
				{"ink on paper", p.Ink, p.Paper, 7}, {"muted on paper", p.Muted, p.Paper, 4.5}, {"muted on band", p.Muted, p.Band, 4.5},
				{"ink on context", p.Ink, p.Context, 4.5}, {"edge on paper", p.Edge, p.Paper, 3}, {"edge on context", p.Edge, p.Context, 3},
				{"highlight on paper", p.Highlight, p.Paper, 3}, {"white on brand", white, p.Brand, 4.5}, {"white on track", white, p.Track, 4.5},
			} {
				if got := Contrast(pair.a, pair.b); got < pair.least-0.05 {
					t.Errorf("%s, %s: %s is %.2f, want %v", theme.Brand, s, pair.name, got, pair.least)
				}
			}
			for i, c := range p.Series {
				if got := Contrast(c, p.Paper); got < 3 {
					t.Errorf("%s: series %d on paper is %.2f, want 3", s, i+1, got)
				}
			}
		}
	}
}
