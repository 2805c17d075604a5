package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"figurehead/datasets/office"
)

// epoch is the day from which a workbook counts.
type epoch bool

const from1904 epoch = true

// number writes the number of a cell as its format shows what it is.
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
		return office.Shifted(office.Plain(n), 2) + "%", true
	case pounds:
		return office.Pounds(office.Plain(n)), true
	}
	return office.Plain(n), true
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
