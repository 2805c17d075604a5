package widgets

import (
	"math"
	"testing"
)

// OKLCH of the primaries, as published with CSS Color 4.
func TestOKLCH(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text    string
		l, c, h float64 // hue in degrees
	}{
		{"#ffffff", 1, 0, 0}, {"#000000", 0, 0, 0}, {"#ff0000", 0.62796, 0.25768, 29.234},
		{"#00ff00", 0.86644, 0.29483, 142.495}, {"#0000ff", 0.45201, 0.31321, 264.052},
	} {
		got := toOKLCH(parsed(t, test.text))
		degrees := math.Mod(got.h*180/math.Pi+360, 360)
		if math.Abs(got.l-test.l) > 1e-4 || math.Abs(got.c-test.c) > 1e-4 || test.c > 0 && math.Abs(degrees-test.h) > 0.02 {
			t.Errorf("toOKLCH(%s) = %.5f %.5f %.3f°, want %.5f %.5f %.3f°", test.text, got.l, got.c, degrees, test.l, test.c, test.h)
		}
	}
}

func TestOKLCHGoesThereAndBack(t *testing.T) {
	t.Parallel()
	for v := 0; v < 1<<24; v += 104729 { // a prime: about 160 colours
		c := hex(uint32(v))
		if got := toOKLCH(c).color(); got != c {
			t.Errorf("toOKLCH(%s).color() = %s", c, got)
		}
	}
}

// A darkened colour just reaches its ratio, keeps its hue, and is left alone
// when it reached it before.
func TestDarkened(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"#ff6600", "#ffcc00", "#00a651", "#e6007e", "#ffffff", "#f0f0f0", "#00ffff", "#7fff00", "#8899aa"} {
		for _, ratio := range []float64{3, 4.5, 7} {
			c := parsed(t, text)
			got := darkened(c, ratio, white)
			if r := Contrast(got, white); r < ratio || got != c && r > ratio*1.05 {
				t.Errorf("darkened(%s, %v) = %s, %.3f to 1", text, ratio, got, r)
			}
			from, to := toOKLCH(c), toOKLCH(got)
			turn := math.Abs(math.Remainder(from.h-to.h, 2*math.Pi)) * 180 / math.Pi
			if from.c > 0.05 && turn > 3 {
				t.Errorf("darkened(%s, %v) = %s turned the hue by %.1f°", text, ratio, got, turn)
			}
		}
	}
	if navy := hex(0x12436D); darkened(navy, 4.5, white) != navy {
		t.Error("darkened changed a colour that has its ratio")
	}
}

func TestLightened(t *testing.T) {
	t.Parallel()
	brand := hex(0x12436D)
	for _, text := range []string{"#12436d", "#000000", "#801650"} {
		got := lightened(parsed(t, text), 3, brand)
		if r := Contrast(got, brand); r < 3 || r > 3.2 {
			t.Errorf("lightened(%s) = %s, %.3f to 1 on %s, want 3", text, got, r, brand)
		}
	}
}
