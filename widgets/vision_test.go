package widgets

import (
	"math"
	"testing"
)

// The 34 pairs of Sharma, Wu and Dalal, 2005, table 1, made to catch the ways
// in which the formula is usually got wrong.
var sharma = []struct {
	p, q lab
	want float64
}{
	{lab{50, 2.6772, -79.7751}, lab{50, 0, -82.7485}, 2.0425},
	{lab{50, 3.1571, -77.2803}, lab{50, 0, -82.7485}, 2.8615},
	{lab{50, 2.8361, -74.0200}, lab{50, 0, -82.7485}, 3.4412},
	{lab{50, -1.3802, -84.2814}, lab{50, 0, -82.7485}, 1.0000},
	{lab{50, -1.1848, -84.8006}, lab{50, 0, -82.7485}, 1.0000},
	{lab{50, -0.9009, -85.5211}, lab{50, 0, -82.7485}, 1.0000},
	{lab{50, 0, 0}, lab{50, -1, 2}, 2.3669},
	{lab{50, -1, 2}, lab{50, 0, 0}, 2.3669},
	{lab{50, 2.4900, -0.0010}, lab{50, -2.4900, 0.0009}, 7.1792},
	{lab{50, 2.4900, -0.0010}, lab{50, -2.4900, 0.0010}, 7.1792},
	{lab{50, 2.4900, -0.0010}, lab{50, -2.4900, 0.0011}, 7.2195},
	{lab{50, 2.4900, -0.0010}, lab{50, -2.4900, 0.0012}, 7.2195},
	{lab{50, -0.0010, 2.4900}, lab{50, 0.0009, -2.4900}, 4.8045},
	{lab{50, -0.0010, 2.4900}, lab{50, 0.0010, -2.4900}, 4.8045},
	{lab{50, -0.0010, 2.4900}, lab{50, 0.0011, -2.4900}, 4.7461},
	{lab{50, 2.5, 0}, lab{50, 0, -2.5}, 4.3065},
	{lab{50, 2.5, 0}, lab{73, 25, -18}, 27.1492},
	{lab{50, 2.5, 0}, lab{61, -5, 29}, 22.8977},
	{lab{50, 2.5, 0}, lab{56, -27, -3}, 31.9030},
	{lab{50, 2.5, 0}, lab{58, 24, 15}, 19.4535},
	{lab{50, 2.5, 0}, lab{50, 3.1736, 0.5854}, 1.0000},
	{lab{50, 2.5, 0}, lab{50, 3.2972, 0}, 1.0000},
	{lab{50, 2.5, 0}, lab{50, 1.8634, 0.5757}, 1.0000},
	{lab{50, 2.5, 0}, lab{50, 3.2592, 0.3350}, 1.0000},
	{lab{60.2574, -34.0099, 36.2677}, lab{60.4626, -34.1751, 39.4387}, 1.2644},
	{lab{63.0109, -31.0961, -5.8663}, lab{62.8187, -29.7946, -4.0864}, 1.2630},
	{lab{61.2901, 3.7196, -5.3901}, lab{61.4292, 2.2480, -4.9620}, 1.8731},
	{lab{35.0831, -44.1164, 3.7933}, lab{35.0232, -40.0716, 1.5901}, 1.8645},
	{lab{22.7233, 20.0904, -46.6940}, lab{23.0331, 14.9730, -42.5619}, 2.0373},
	{lab{36.4612, 47.8580, 18.3852}, lab{36.2715, 50.5065, 21.2231}, 1.4146},
	{lab{90.8027, -2.0831, 1.4410}, lab{91.1528, -1.6435, 0.0447}, 1.4441},
	{lab{90.9257, -0.5406, -0.9208}, lab{88.6381, -0.8985, -0.7239}, 1.5381},
	{lab{6.7747, -0.2908, -2.4247}, lab{5.8714, -0.0985, -2.2286}, 0.6377},
	{lab{2.0776, 0.0795, -1.1350}, lab{0.9033, -0.0636, -0.5514}, 0.9082},
}

func TestCIEDE2000(t *testing.T) {
	t.Parallel()
	for _, test := range sharma {
		if got := ciede2000(test.p, test.q); math.Abs(got-test.want) > 1e-4 {
			t.Errorf("ciede2000(%v, %v) = %.4f, want %.4f", test.p, test.q, got, test.want)
		}
		if got := ciede2000(test.q, test.p); math.Abs(got-test.want) > 1e-4 {
			t.Errorf("ciede2000(%v, %v) = %.4f, want %.4f", test.q, test.p, got, test.want)
		}
	}
}

// The Lab of the primaries under D65, as Lindbloom's calculator gives it.
func TestLab(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]lab{
		"#ffffff": {100, 0, 0}, "#000000": {0, 0, 0}, "#ff0000": {53.24, 80.09, 67.20},
		"#00ff00": {87.73, -86.18, 83.18}, "#0000ff": {32.30, 79.19, -107.86},
	} {
		c := parsed(t, text)
		got := toLab(linear(c.R), linear(c.G), linear(c.B))
		if math.Abs(got.l-want.l) > 0.02 || math.Abs(got.a-want.a) > 0.02 || math.Abs(got.b-want.b) > 0.02 {
			t.Errorf("toLab(%s) = %.2f, want %.2f", text, got, want)
		}
	}
}

// Greys look the same to everybody: every row of a matrix adds up to 1.
func TestVisionsKeepGreys(t *testing.T) {
	t.Parallel()
	for _, v := range Visions {
		for _, grey := range []uint8{0, 1, 60, 128, 200, 255} {
			if got := v.See(Color{grey, grey, grey}); got != (Color{grey, grey, grey}) {
				t.Errorf("%s: See(grey %d) = %v", v.Name, grey, got)
			}
		}
	}
}

// Pure red through the first column of each matrix, worked out by hand.
func TestVisionsSeeRed(t *testing.T) {
	t.Parallel()
	for i, want := range []string{"#6d5f00", "#a39000", "#ff000f"} {
		if got := Visions[i].See(Color{R: 255}).String(); got != want {
			t.Errorf("%s: See(#ff0000) = %s, want %s", Visions[i].Name, got, want)
		}
	}
}

// The shared figure design, section 4, worked these two out with other code.
func TestSeriesOneAndThreeLookAlike(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		scheme Scheme
		want   float64
	}{{Light, 6.5}, {Dark, 9.4}} {
		s := NewPalette(DefaultTheme(), test.scheme).Series
		pairs := LookAlikes([]NamedColor{{"blue", s[0]}, {"green", s[1]}, {"purple", s[2]}, {"orange", s[3]}})
		if len(pairs) != 1 {
			t.Fatalf("%s: LookAlikes = %v, want one pair", test.scheme, pairs)
		}
		p := pairs[0]
		if p.A.Name != "blue" || p.B.Name != "purple" || p.Vision != "protanopia" || math.Abs(p.Difference-test.want) > 0.05 {
			t.Errorf("%s: LookAlikes = %+v, want blue and purple under protanopia at %v", test.scheme, p, test.want)
		}
	}
}

func TestSameColourIsNoPair(t *testing.T) {
	t.Parallel()
	if got := LookAlikes([]NamedColor{{"a", hex(0x12436D)}, {"b", hex(0x12436D)}}); len(got) != 0 {
		t.Errorf("LookAlikes(one colour twice) = %v, want none", got)
	}
}

func parsed(t *testing.T, text string) Color {
	t.Helper()
	c, err := ParseColor(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestInGrey(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{"#000000": "#000000", "#ffffff": "#ffffff", "#ff0000": "#7f7f7f", "#808080": "#808080"} {
		if got := InGrey(parsed(t, given)); got.String() != want {
			t.Errorf("InGrey(%s) = %s, want %s", given, got, want)
		}
	}
}
