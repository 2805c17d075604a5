package widgets

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets/words"
)

func TestTickLabels(t *testing.T) {
	t.Parallel()
	l := &layout{words: words.British}
	for _, test := range []struct {
		name      string
		low, high float64
		whole     bool
		label     string
		want      []string
	}{
		{"percentages", 0, 79, false, "79.0%", []string{"0%", "20%", "40%", "60%", "80%"}},
		{"counts", 0, 51444, true, "51,444", []string{"0", "20,000", "40,000", "60,000"}},
		{"pounds", 0, 1454256, true, "£1,454,256", []string{"£0", "£0.5 million", "£1.0 million", "£1.5 million"}},
		{"negative", -404, 1157, true, "1,157", []string{"−500", "0", "500", "1,000", "1,500"}},
		{"small counts", 0, 2, true, "2", []string{"0", "1", "2"}},
		{"one", 0, 1, true, "1", []string{"0", "1"}},
		{"small", 0, 0.0034, false, "0.0034", []string{"0", "0.001", "0.002", "0.003", "0.004"}},
		{"unit in words", 0, 390, false, "390 tonnes", []string{"0", "100", "200", "300", "400"}},
		{"all zero", 0, 0, true, "0", []string{"0", "1"}},
		{"trillions", 0, 6e12, true, "6000000000000", []string{"0", "2 trillion", "4 trillion", "6 trillion"}},
	} {
		got := l.tickLabels(niceScale(test.low, test.high, test.whole), unitOf(test.label))
		for i := range test.want { // a number and its word are never parted
			test.want[i] = bindSpaces(test.want[i])
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, d)
		}
	}
}

func bindSpaces(s string) string {
	r := []rune(s)
	for i := range r {
		if r[i] == ' ' {
			r[i] = nbsp
		}
	}
	return string(r)
}

func TestNiceScaleHoldsItsNumbers(t *testing.T) {
	t.Parallel()
	for _, span := range [][2]float64{{0, 1e-300}, {0, 5e-324}, {-1e280, 1e280}, {0, 1e12}, {399.9, 400}, {-3, -1}, {7, 7}, {1e16, 1e16}, {-0.1, 0.2}} {
		s := niceScale(span[0], span[1], false)
		n := (s.high - s.low) / s.step
		slack := 1e-6 * s.step
		if !(s.low <= span[0]+slack) || !(s.high >= span[1]-slack) || !(n >= 1 && n <= 10) || math.IsInf(s.high, 0) {
			t.Errorf("niceScale(%v) = %+v, want both numbers in one to ten steps", span, s)
		}
	}
}
