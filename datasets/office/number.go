package office

import (
	"math"
	"strconv"
	"strings"
)

// Number reads the number of a cell and writes it as Plain does.
func Number(value string) (string, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return "", false
	}
	return Plain(n), true
}

// Pounds puts the pound sign before a plain number.
func Pounds(number string) string {
	if bare, negative := strings.CutPrefix(number, "-"); negative {
		return "-£" + bare
	}
	return "£" + number
}

// IsPlain reports whether a number is written as Plain writes it: at most 15
// digits, no exponent, and no nought too many.
func IsPlain(number []byte) bool {
	if len(number) > 0 && number[0] == '-' {
		if number = number[1:]; string(number) == "0" {
			return false
		}
	}
	n := len(number)
	if n == 0 || n > 16 || n > 1 && number[0] == '0' && number[1] != '.' || number[0] == '.' {
		return false
	}
	point := -1
	for i, c := range number {
		switch {
		case c == '.' && point < 0:
			point = i
		case c < '0' || c > '9':
			return false
		}
	}
	if point < 0 {
		return n <= 15
	}
	return number[n-1] != '0' && point < n-1
}

// Plain writes a number with up to 15 significant digits, which is what office
// programs keep, and without an exponent. What stands beyond is noise of binary
// arithmetic.
func Plain(n float64) string {
	text := strconv.FormatFloat(n, 'e', 14, 64)
	mantissa, exponent, _ := strings.Cut(text, "e")
	power, err := strconv.Atoi(exponent)
	if err != nil {
		return text
	}
	digits := strings.TrimRight(strings.Replace(mantissa, ".", "", 1), "0")
	negative := strings.HasPrefix(digits, "-")
	digits = strings.TrimPrefix(digits, "-")
	if digits == "" {
		return "0"
	}
	out := placed(digits, power+1)
	if negative {
		return "-" + out
	}
	return out
}

// placed puts the point after so many digits.
func placed(digits string, point int) string {
	switch {
	case point <= 0:
		return "0." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		return digits + strings.Repeat("0", point-len(digits))
	}
	return digits[:point] + "." + digits[point:]
}

// Shifted moves the point of a plain number to the right, exactly.
func Shifted(number string, places int) string {
	bare, negative := strings.CutPrefix(number, "-")
	whole, fraction, _ := strings.Cut(bare, ".")
	fraction += strings.Repeat("0", max(0, places-len(fraction)))
	digits, rest := strings.TrimLeft(whole+fraction[:places], "0"), fraction[places:]
	if digits == "" {
		digits = "0"
	}
	if rest != "" {
		digits += "." + rest
	}
	if negative && strings.Trim(digits, "0.") != "" {
		return "-" + digits
	}
	return digits
}
