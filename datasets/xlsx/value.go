package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// epoch is the day from which a workbook counts.
type epoch bool

const from1904 epoch = true

// number writes the number of a cell as its format shows what it is. Excel keeps
// 15 digits; what stands beyond them is noise of binary arithmetic.
func number(value string, f format, from epoch) (string, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return "", false
	}
	switch f {
	case day:
		if text, ok := date(n, from); ok {
			return text, true
		}
	case timeOnly:
		if n >= 0 && n < 1 {
			return clock(n), true
		}
	case percent:
		return shifted(plainNumber(n), 2) + "%", true
	case pounds:
		text := plainNumber(n)
		if bare, negative := strings.CutPrefix(text, "-"); negative {
			return "-£" + bare, true
		}
		return "£" + text, true
	}
	return plainNumber(n), true
}

// plainNumber writes up to 15 significant digits, without an exponent.
func plainNumber(n float64) string {
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

// shifted moves the point of a plain number to the right, exactly.
func shifted(number string, places int) string {
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

// date writes a serial number as a day, with its time where it has one. Excel
// takes 1900 for a leap year: serials below 61 are a day off, and 60 is no day.
func date(serial float64, from epoch) (string, bool) {
	whole := math.Floor(serial)
	seconds := int(math.Round((serial - whole) * 86400))
	if seconds == 86400 {
		whole, seconds = whole+1, 0
	}
	if whole < 1 || whole > 2958465 || !from && whole == 60 { // 31 December 9999
		return "", false
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case bool(from):
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case whole < 60:
		start = start.AddDate(0, 0, 1)
	}
	d := start.AddDate(0, 0, int(whole))
	text := d.Format("2006-01-02")
	if seconds > 0 {
		text += " " + clock(float64(seconds)/86400)
	}
	return text, true
}

// clock writes a part of a day as hours, minutes and, where there are any,
// seconds.
func clock(part float64) string {
	seconds := int(math.Round(part*86400)) % 86400
	text := fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60)
	if seconds%60 > 0 {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return text
}
