package widgets

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// scale is a value axis from low to high with a tick at each step.
type scale struct {
	low, high, step float64
}

// ticks are the values of the scale's ticks.
func (s scale) ticks() []float64 {
	n := int(math.Round((s.high - s.low) / s.step))
	values := make([]float64, 0, n+1)
	for i := range n + 1 {
		values = append(values, s.low+float64(i)*s.step)
	}
	return values
}

// niceScale is the tightest scale around low and high with 3 to 5 intervals (6
// across zero) of 1, 2, 2.5 or 5 times a power of ten; whole keeps the ticks on whole numbers.
func niceScale(low, high float64, whole bool) scale { return scaleWithin(low, high, whole, 3, 5) }

// scaleWithin is that with as many intervals as said, and one more across zero.
func scaleWithin(low, high float64, whole bool, fewest, most float64) scale {
	if !(high-low > 1e-280) {
		low, high = min(low, 0), max(high, low+1)
		if math.Abs(low) > 1e15 {
			high = low + math.Abs(low)
		}
	}
	best, least := scale{}, math.Inf(1)
	if low < 0 && high > 0 {
		most++
	}
	first := int(math.Floor(math.Log10(high-low))) - 1
	for e := first; e <= first+2; e++ {
		for _, m := range []float64{1, 2, 2.5, 5} {
			step := m * math.Pow(10, float64(e))
			if whole && step != math.Trunc(step) {
				continue
			}
			s := scale{math.Floor(low/step+1e-9) * step, math.Ceil(high/step-1e-9) * step, step}
			n := math.Round((s.high - s.low) / step)
			cost := s.high - s.low
			if m == 2.5 {
				cost *= 1.04
			}
			if n < fewest || n > most {
				cost *= 1.5 + math.Abs(n-(fewest+5)/2)
			}
			if cost < least && n >= 1 {
				best, least = s, cost
			}
		}
	}
	if math.IsInf(least, 1) { // whole numbers only and a span under one
		return scale{math.Floor(low), math.Floor(low) + 1, 1}
	}
	return best
}

// farFromZero reports whether an axis of positions may leave zero out: for a
// measure with a unit of its own, neither percentage, money nor whole count, whose
// values lie far from zero.
func (l *layout) farFromZero(low, high float64, whole bool) bool {
	if low <= 0 || high <= low || low < 0.5*high {
		return false
	}
	u := l.unit()
	return u.after != "%" && u.before == "" && !whole
}

// unit is what stands around a printed number.
type unit struct{ before, after string }

// unitOf reads the unit from a label such as "£1,250" or "51.1%". Words after
// the number belong in the subtitle and are not repeated on ticks.
func unitOf(label string) unit {
	start := strings.IndexFunc(label, unicode.IsDigit)
	end := strings.LastIndexFunc(label, unicode.IsDigit)
	if start < 0 {
		return unit{}
	}
	u := unit{strings.Trim(label[:start], "−-+."), label[end+1:]}
	if runes(u.before) > 1 {
		u.before = ""
	}
	if runes(u.after) > 2 || strings.ContainsFunc(u.after, unicode.IsSpace) {
		u.after = ""
	}
	return u
}

// wholeLabels reports whether all labels are whole numbers, such as counts.
func wholeLabels(points []Point) bool {
	for _, p := range points {
		if !p.Missing && (p.Value != math.Trunc(p.Value) || strings.Contains(p.Label, ".")) {
			return false
		}
	}
	return true
}

// tickLabels words the ticks of a scale: with its unit, thousands set apart,
// and from a million on in words.
func (l *layout) tickLabels(s scale, u unit) []string {
	factor, word := 1.0, ""
	most := max(math.Abs(s.low), math.Abs(s.high))
	for i := len(l.words.Large) - 1; i >= 0; i-- {
		if f := math.Pow(1000, float64(i+2)); most >= f && most < f*1e4 {
			factor, word = f, string(nbsp)+l.words.Large[i]
			break
		}
	}
	decimals := decimalsOf(s.step / factor)
	labels := []string{}
	for _, v := range s.ticks() {
		after := word
		if v == 0 {
			after = ""
		}
		labels = append(labels, l.plainNumber(v/factor, decimals, u.before)+after+u.after)
	}
	return labels
}

func (l *layout) plainNumber(v float64, decimals int, before string) string {
	if math.Abs(v) >= 1e15 || (v != 0 && math.Abs(v) < 1e-9) {
		return strings.Replace(strconv.FormatFloat(v, 'g', 3, 64), "-", "−", 1)
	}
	digits := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	sign := ""
	if v < 0 && strings.Trim(digits, "0.") != "" {
		sign = "−"
	}
	body, fraction, found := strings.Cut(digits, ".")
	if strings.Trim(digits, "0.") == "" {
		return before + "0"
	}
	if found {
		fraction = "." + fraction
	}
	return sign + before + commas(body) + fraction
}

// decimalsOf is how many decimals a step needs.
func decimalsOf(step float64) int {
	for d := range 12 {
		scaled := step * math.Pow(10, float64(d))
		if math.Abs(scaled-math.Round(scaled)) < 1e-6*max(scaled, 1e-3) && math.Round(scaled) > 0 {
			return d
		}
	}
	return 12
}
