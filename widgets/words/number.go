package words

import (
	"slices"
	"strings"

	"figurehead/datasets/table"
)

// Exact as the Decimals of a Format keeps every digit.
const Exact = -1

// Format says how numbers of one measure are written.
type Format struct {
	Decimals int        // digits after the point, or Exact
	Unit     string     // "%", "£", "tonnes"; empty takes that of the Kind
	Kind     table.Kind // of the Field
	// Figures, when above 0, writes numbers to so many significant figures and
	// from a million in words: "£4.34 million". Whole numbers below 10,000 keep
	// all their digits. For headlines only.
	Figures int
}

// Percent reports whether numbers in this format are percentages, whose
// differences are percentage points.
func (f Format) Percent() bool { return f.unit() == "%" }

// money reports whether the unit is a currency's sign, alone or with a word.
func (f Format) money() bool {
	return slices.ContainsFunc(currencies, func(sign string) bool { return strings.HasPrefix(f.unit(), sign) })
}

// currencies are the signs that stand before a number.
var currencies = []string{"£", "€", "$"}

func (f Format) unit() string {
	switch {
	case f.Unit != "":
		return f.Unit
	case f.Kind == table.Percentages:
		return "%"
	case f.Kind == table.Currency:
		return "£"
	}
	return ""
}

// Number writes d: commas from 1,000, the minus sign U+2212, £ before, % after
// and other units after a non-breaking space. Halves round away from zero.
func Number(d table.Decimal, f Format) string { return British.Number(d, f) }

// Number writes d as the locale does; see the function of that name.
func (l *Locale) Number(d table.Decimal, f Format) string {
	text, large := l.bare(d, f)
	return withUnit(text, large, f.unit(), d.Sign() < 0 && !onlyZeros(text))
}

// bare is the number without its sign and unit, and its word such as "million".
func (l *Locale) bare(d table.Decimal, f Format) (text, large string) {
	if f.Figures > 0 && magnitude(d) > 4 && !f.Percent() {
		d = d.Round(f.Figures - magnitude(d))
		steps := min((magnitude(d)-1)/3-1, len(l.Large))
		if steps < 1 {
			return group(d, 0), ""
		}
		if m, err := d.Shift(-3 * (steps + 1)); err == nil {
			return group(m, max(0, f.Figures-magnitude(m))), l.Large[steps-1]
		}
	}
	places := f.Decimals
	if places == Exact {
		places = d.Places()
	}
	if f.Figures > 0 && !f.money() { // pence come in twos
		places = min(places, max(0, f.Figures-magnitude(d)))
	}
	return group(d.Round(places), places), ""
}

// magnitude is the number of digits before the point; 0 below 1.
func magnitude(d table.Decimal) int {
	whole, _, _ := strings.Cut(d.Abs().String(), ".")
	return len(strings.TrimLeft(whole, "0"))
}

// group writes the size of d with commas and exactly places after the point.
func group(d table.Decimal, places int) string {
	whole, fraction, _ := strings.Cut(d.Abs().String(), ".")
	var b strings.Builder
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if places > 0 {
		b.WriteString("." + fraction + strings.Repeat("0", places-len(fraction)))
	}
	return b.String()
}

// withUnit puts sign, number, large word and unit in their places.
func withUnit(text, large, unit string, negative bool) string {
	sign := ""
	if negative {
		sign = minus
	}
	if large != "" {
		text += nbsp + large
	}
	for _, mark := range currencies {
		if rest, ok := strings.CutPrefix(unit, mark); ok {
			return sign + mark + text + Glue(rest)
		}
	}
	switch {
	case unit == "":
		return sign + text
	case unit == "%" || strings.HasPrefix(unit, "°"):
		return sign + text + unit
	}
	return sign + text + nbsp + Glue(unit)
}

// Places is the number of digits after the point that a set of numbers is
// shown with: at most one, unless all are below 1 and then enough for two
// figures of the greatest. It never exceeds what the numbers have.
func Places(numbers []table.Decimal) int {
	most := 0
	var greatest table.Decimal
	for _, d := range numbers {
		most = max(most, d.Places())
		if d.Abs().Cmp(greatest) > 0 {
			greatest = d.Abs()
		}
	}
	if greatest.IsZero() || magnitude(greatest) > 0 {
		return min(most, 1)
	}
	_, fraction, _ := strings.Cut(greatest.String(), ".")
	lead := len(fraction) - len(strings.TrimLeft(fraction, "0"))
	return min(most, lead+2)
}

// Whole writes a count with commas.
func Whole(n int) string { return Number(table.NewDecimal(int64(n), 0), Format{}) }

// Label is the format of a label beside a mark, or of a cell under a heading
// that names the unit: signs such as £ and % stay, unit words go.
func (f Format) Label() Format {
	if f.Percent() || f.money() || strings.HasPrefix(f.unit(), "°") {
		return f
	}
	f.Unit, f.Kind = "", table.Decimals
	return f
}
