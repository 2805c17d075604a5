package table

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// Decimal is an exact number of up to 38 significant digits, at most 38 of
// them after the point: a 128-bit integer divided by 10 to the power of its
// scale. The zero value is 0. A Decimal is kept without trailing zeros after
// the point, so == compares values.
type Decimal struct {
	c        coefficient
	scale    uint8
	negative bool
}

// Errors of the arithmetic.
var (
	// ErrTooManyDigits is returned for numbers beyond 38 significant digits.
	ErrTooManyDigits = errors.New("number has more than 38 digits")
	// ErrDivideByZero is returned for a quotient with 0 below the line.
	ErrDivideByZero = errors.New("number divided by zero")
	// ErrNotNumber is returned for text that is not a plain decimal.
	ErrNotNumber = errors.New("not a number")
)

// QuotientPlaces is the number of decimals of a quotient, half away from zero (DESIGN §7).
const QuotientPlaces = 12

// NewDecimal returns n divided by 10 to the power of scale; a scale below 0 or
// above 38 is taken as the nearest of the two.
func NewDecimal(n int64, scale int) Decimal {
	magnitude := uint64(n)
	if n < 0 {
		magnitude = -magnitude
	}
	scale = min(max(scale, 0), MaxDigits)
	return normal(coefficient{lo: magnitude}, scale, n < 0)
}

// NewDecimal128 returns the two's complement integer hi·2⁶⁴+lo divided by 10
// to the power of scale, or ErrTooManyDigits.
func NewDecimal128(hi int64, lo uint64, scale int) (Decimal, error) {
	c := coefficient{uint64(hi), lo}
	if hi < 0 {
		c = coefficient{}.minus(c)
	}
	return fit(c, scale, hi < 0)
}

// MustDecimal is ParseDecimal for constants; it panics on text that is not a number.
func MustDecimal(s string) Decimal {
	d, err := ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return d
}

// ParseDecimal reads plain notation: an optional sign, digits, and an optional
// point with digits ("412.50", "-3", ".5"). It returns ErrNotNumber or
// ErrTooManyDigits. Exponents, spaces and thousands marks are not read here.
func ParseDecimal(s string) (Decimal, error) {
	d, err := parseDecimal(s)
	if err != nil {
		return Decimal{}, fmt.Errorf("read %q as a number: %w", shorten(s), err)
	}
	return d, nil
}

// ParseDecimalBytes is ParseDecimal without a copy of b. Its errors do not quote b.
func ParseDecimalBytes(b []byte) (Decimal, error) { return parseDecimal(b) }

func parseDecimal[T string | []byte](s T) (Decimal, error) {
	at, negative := 0, false
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		at, negative = 1, s[0] == '-'
	}
	start, point := at, -1
	for ; at < len(s); at++ {
		if s[at] == '.' && point < 0 {
			point = at
		} else if s[at] < '0' || s[at] > '9' {
			return Decimal{}, ErrNotNumber
		}
	}
	end := len(s)
	if end-start == 0 || point >= 0 && end-start == 1 {
		return Decimal{}, ErrNotNumber
	}
	scale := 0
	if point >= 0 {
		for end-1 > point && s[end-1] == '0' {
			end--
		}
		scale = end - 1 - point
	}
	c, err := parseDigits(s[start:end])
	if err != nil || scale > MaxDigits && !c.zero() {
		return Decimal{}, ErrTooManyDigits
	}
	return normal(c, scale, negative), nil
}

// parseDigits reads the digits of s, passing over the point.
func parseDigits[T string | []byte](s T) (coefficient, error) {
	var c coefficient
	var part, power uint64 = 0, 1
	for i := 0; i < len(s); i++ {
		if s[i] == '.' {
			continue
		}
		part, power = part*10+uint64(s[i]-'0'), power*10
		if power < chunk && i < len(s)-1 {
			continue
		}
		var ok bool
		if c, ok = joinDigits(c, part, power); !ok {
			return c, ErrTooManyDigits
		}
		part, power = 0, 1
	}
	if power > 1 {
		var ok bool
		if c, ok = joinDigits(c, part, power); !ok {
			return c, ErrTooManyDigits
		}
	}
	return c, nil
}

func joinDigits(c coefficient, part, power uint64) (coefficient, bool) {
	if c.zero() {
		return coefficient{lo: part}, true
	}
	c, ok := c.times(coefficient{lo: power})
	if !ok {
		return c, false
	}
	c, ok = c.plus(coefficient{lo: part})
	return c, ok && c.compare(tooManyDigits) < 0
}

// normal trims trailing zeros after the point.
func normal(c coefficient, scale int, negative bool) Decimal {
	if c.zero() {
		return Decimal{}
	}
	for scale > 0 {
		shorter, digit := c.divide(10)
		if digit != 0 {
			break
		}
		c, scale = shorter, scale-1
	}
	return Decimal{c, uint8(scale), negative}
}

// fit is normal for numbers that may have too many digits. The scale may be
// beyond 38 before trimming.
func fit(c coefficient, scale int, negative bool) (Decimal, error) {
	for scale > 0 && (scale > MaxDigits || c.compare(tooManyDigits) >= 0) {
		shorter, digit := c.divide(10)
		if digit != 0 {
			return Decimal{}, ErrTooManyDigits
		}
		c, scale = shorter, scale-1
	}
	if c.compare(tooManyDigits) >= 0 {
		return Decimal{}, ErrTooManyDigits
	}
	return normal(c, scale, negative), nil
}

// String gives plain notation: all digits, '-' for negatives, no exponent and
// no trailing zeros after the point.
func (d Decimal) String() string { return string(d.Append(nil)) }

// Append writes String to the end of b.
func (d Decimal) Append(b []byte) []byte {
	if d.negative {
		b = append(b, '-')
	}
	start := len(b)
	b = d.c.appendDigits(b)
	scale := int(d.scale)
	if scale == 0 {
		return b
	}
	for len(b)-start <= scale {
		b = append(b, 0)
		copy(b[start+1:], b[start:])
		b[start] = '0'
	}
	b = append(b, 0)
	point := len(b) - 1 - scale
	copy(b[point+1:], b[point:])
	b[point] = '.'
	return b
}

// Places is the number of digits after the point.
func (d Decimal) Places() int { return int(d.scale) }

// Int64 returns d as an integer, or false when it is not one or does not fit.
func (d Decimal) Int64() (int64, bool) {
	n, ok := d.Scaled(0)
	return n, ok
}

// Scaled returns d × 10^scale as an integer below 2⁶³−1, or false when it is
// not one or does not fit.
func (d Decimal) Scaled(scale int) (int64, bool) {
	if scale < int(d.scale) {
		return 0, false
	}
	c, ok := d.c.shiftLeft(scale - int(d.scale))
	if !ok || c.hi != 0 || c.lo >= math.MaxInt64 {
		return 0, false
	}
	if d.negative {
		return -int64(c.lo), true
	}
	return int64(c.lo), true
}

// Float64 is the nearest float. It is for the position of a mark only, never
// for a number that is shown or computed with.
func (d Decimal) Float64() float64 {
	f, _ := strconv.ParseFloat(d.String(), 64) // String is always a float's notation
	return f
}

// MarshalText writes String.
func (d Decimal) MarshalText() ([]byte, error) { return d.Append(nil), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Decimal) UnmarshalText(text []byte) error {
	read, err := ParseDecimal(string(text))
	*d = read
	return err
}

// shorten cuts a quoted value so that messages stay readable.
func shorten(s string) string {
	const most = 60
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most]) + "…"
}
