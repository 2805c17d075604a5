package draw

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
)

// The widths are Chromium's getComputedTextLength for this very font (Liberation
// Sans 2.1.4) at 2048 px, where one unit of the font is one pixel.
func TestMeasureEqualsChromium(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text          string
		regular, bold widgets.Px
	}{
		{"", 0, 0},
		{"Greenhithe", 10133, 10811},
		{"AVATAR", 7586, 7925},
		{"Abbey & Riverside", 16847, 18097},
		{"£1,234.50", 9111, 9111},
		{"51.1%", 5807, 5807},
		{"2018/19 – 2019/20", 17083, 17083},
		{"Newtown St. Mary’s", 18058, 19156},
		{"Tŷ Gwyn, Llŵyn y Môr", 20142, 21507},
		{"up 1.2 percentage points", 22545, 24126},
		{"To. Ty, We; LT", 12823, 13348},
		{"≤ 4 ▲ ▼ ½ • →", 14204, 14204},
		{"−12.5", 5182, 5182},
		{"Ynys Môn – Sir Fôn", 17984, 19003},
		{"e\u0302", 1139, 1139}, // a letter and its accent apart
		{"y\u0302", 1024, 1139},
		{"a\u00adb", 2278, 2390}, // soft hyphen
		{"Καλημέρα", 9130, 9784},
		{"Привет", 6829, 7329},
		{"11:11 fi fl ffi", 10132, 11154},
		{"P.A. Yo-Yo", 9454, 9863},
	} {
		if got := Text.Measure(widgets.Regular, unitsPerEm, test.text); got != test.regular {
			t.Errorf("Measure(regular, %q) = %v, want %v", test.text, got, test.regular)
		}
		if got := Text.Measure(widgets.Bold, unitsPerEm, test.text); got != test.bold {
			t.Errorf("Measure(bold, %q) = %v, want %v", test.text, got, test.bold)
		}
	}
}

func TestMeasureOfBadSizes(t *testing.T) {
	t.Parallel()
	for _, size := range []float64{0, -3, math.NaN(), math.Inf(1), math.Inf(-1)} {
		if got := Text.Measure(widgets.Regular, widgets.Px(size), "Greenhithe"); got != 0 {
			t.Errorf("Measure at size %v = %v, want 0", size, got)
		}
	}
}

func TestOneLine(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, want string }{
		"plain":            {"Old Town", "Old Town"},
		"empty":            {"", ""},
		"only spaces":      {" \t\n", ""},
		"spaces folded":    {"  Old \t\r\n Town ", "Old Town"},
		"no-break kept":    {"5\u00a0kg", "5\u00a0kg"},
		"control":          {"a\x00b\x08c\x1f", "a\ufffdb\ufffdc\ufffd"},
		"not a character":  {"\ufffe\uffff", "\ufffd\ufffd"},
		"invalid UTF-8":    {"a\xffb\xed\xa0\x80", "a\ufffdb\ufffd\ufffd\ufffd"},
		"beyond the BMP":   {"😀", "😀"},
		"trailing newline": {"Greenhithe\n", "Greenhithe"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, oneLine(test.text)); diff != "" {
				t.Errorf("oneLine(%q) differs (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func BenchmarkMeasure(b *testing.B) {
	for b.Loop() {
		Text.Measure(widgets.Regular, 20, "Newtown St. Mary’s")
	}
}
