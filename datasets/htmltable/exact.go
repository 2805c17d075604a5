package htmltable

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// exactly writes a cell with the number behind it, in the way it is shown: with
// its sign of per cent or pounds and in its thousands or millions. It returns
// shown where the number says no more, or something else.
func exactly(shown, value string) string {
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return shown
	}
	v15, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64) // a sheet holds 15 digits
	if err != nil {
		return shown
	}
	if shown != "" && strings.Trim(shown, "#") == "" { // too narrow to be shown
		return plain(v15)
	}
	if day := dayBehind(shown, v15); day != "" {
		return day
	}
	before, digits, after, ok := split(shown)
	if !ok {
		return shown
	}
	number, err := strconv.ParseFloat(strings.ReplaceAll(strings.ReplaceAll(digits, ",", ""), " ", ""), 64)
	if err != nil {
		return shown
	}
	minus := strings.ContainsAny(before, "-−(")
	if minus {
		number = -number
	}
	places := 0
	if at := strings.IndexByte(digits, '.'); at >= 0 {
		places = len(digits) - at - 1
	}
	scale := 0
	switch {
	case strings.HasPrefix(after, "%"):
		scale = 2
	case near(v15, number, places):
	case near(v15/1e3, number, places):
		scale = -3
	case near(v15/1e6, number, places):
		scale = -6
	}
	scaled, err := strconv.ParseFloat(strconv.FormatFloat(v15*math.Pow10(scale), 'g', 15, 64), 64)
	if err != nil || !near(scaled, number, places) || near(scaled, number, 12) {
		return shown
	}
	sign := ""
	if minus {
		sign = "-"
	}
	return sign + strings.Trim(before, "-−( ") + plain(math.Abs(scaled)) + strings.Trim(after, ") ")
}

// near reports whether v is shown as number with so many decimal places.
func near(v, number float64, places int) bool {
	return math.Abs(v-number) <= 0.5000001*math.Pow10(-places)
}

func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// split takes a number that is shown apart: what stands before, its digits, and after.
func split(shown string) (before, digits, after string, ok bool) {
	from := strings.IndexAny(shown, "0123456789")
	if from < 0 {
		return "", "", "", false
	}
	to := strings.LastIndexAny(shown, "0123456789") + 1
	before, digits, after = shown[:from], shown[from:to], shown[to:]
	if strings.Trim(digits, "0123456789., ") != "" || strings.Count(digits, ".") > 1 {
		return "", "", "", false
	}
	if strings.Trim(before, "-−( £$€+") != "" || strings.Trim(after, "%) ") != "" {
		return "", "", "", false
	}
	return before, digits, after, true
}

// dayBehind is the day of a sheet that is shown as one, as 2024-04-03: only the
// sheet knows which of two numbers is the month.
func dayBehind(shown string, serial float64) string {
	if serial != math.Trunc(serial) || serial < 1 || serial > 2_958_465 || !strings.ContainsAny(shown, "/-. ") {
		return ""
	}
	day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(serial))
	parts := strings.FieldsFunc(shown, func(r rune) bool { return strings.ContainsRune("/-. ,", r) })
	if len(parts) != 3 {
		return ""
	}
	wanted := map[string]int{"year": day.Year(), "month": int(day.Month()), "day": day.Day()}
	for _, p := range parts {
		n, err := strconv.Atoi(p)
		switch {
		case err != nil && len(p) >= 3 && strings.HasPrefix(strings.ToLower(day.Month().String()), strings.ToLower(p)):
			delete(wanted, "month")
		case err == nil && wanted["year"] != 0 && (n == day.Year() || len(p) == 2 && n == day.Year()%100 && p == parts[2]):
			delete(wanted, "year")
		case err == nil && n == wanted["day"]:
			delete(wanted, "day")
		case err == nil && n == wanted["month"]:
			delete(wanted, "month")
		}
	}
	if len(wanted) > 0 {
		return ""
	}
	return day.Format(time.DateOnly)
}
