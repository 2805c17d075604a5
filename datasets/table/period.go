package table

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNotDate is returned for text that is not a date or period.
var ErrNotDate = errors.New("not a date")

// grainShape is the length of a period in months and the month it can start in.
type grainShape struct{ months, first int }

var grainShapes = map[Grain]grainShape{
	Month: {1, 1}, Quarter: {3, 1}, Year: {12, 1}, FinancialYear: {12, 4}, AcademicYear: {12, 9}, HalfYear: {6, 1}, FinancialQuarter: {3, 1},
}

// WithinYear reports whether periods of that grain are parts of a year.
func WithinYear(g Grain) bool {
	return g == Week || grainShapes[g].months > 0 && grainShapes[g].months < 12
}

// PeriodStart is the first day of the period of that grain that holds d.
// Without a grain it is d.
func PeriodStart(d Day, g Grain) Day {
	if g == Week {
		return d - Day(d.Weekday())
	}
	shape, known := grainShapes[g]
	if !known {
		return d
	}
	year, month, _ := d.Civil()
	into := (month - shape.first + 12) % shape.months
	return Date(year, month-into, 1)
}

// AddPeriods moves the period that starts on d by n periods, or d by n days
// without a grain.
func AddPeriods(d Day, g Grain, n int) Day {
	if g == Week {
		return d + Day(7*n)
	}
	shape, known := grainShapes[g]
	if !known {
		return d + Day(n)
	}
	return d.AddMonths(n * shape.months)
}

// YearBefore is the period or day a year before d: of a week the one with the
// same number, as near as years of 52 and 53 weeks allow.
func YearBefore(d Day, g Grain) Day {
	if g != Week {
		return d.AddMonths(-12)
	}
	year, number := d.ISOWeek()
	return min(weekStart(year-1, number), weekStart(year, 1)-7)
}

// PeriodLabel is the exact machine form of the period that holds d: "2018-07",
// "2018 Q3", "2018/19 Q2" for quarters of financial years, "2018 H2", "2018 W05",
// "2018", "2018/19" for financial and academic years, and the ISO day without a
// grain.
func PeriodLabel(d Day, g Grain) string {
	year, month, _ := PeriodStart(d, g).Civil()
	switch g {
	case Week:
		year, number := d.ISOWeek()
		return fmt.Sprintf("%04d W%02d", year, number)
	case HalfYear:
		return fmt.Sprintf("%04d H%d", year, (month+5)/6)
	case Month:
		return fmt.Sprintf("%04d-%02d", year, month)
	case Quarter:
		return fmt.Sprintf("%04d Q%d", year, (month+2)/3)
	case FinancialQuarter:
		year, number := QuarterOf(d)
		return fmt.Sprintf("%04d/%02d Q%d", year, (year+1)%100, number)
	case Year:
		return fmt.Sprintf("%04d", year)
	case FinancialYear, AcademicYear:
		return fmt.Sprintf("%04d/%02d", year, (year+1)%100)
	}
	return d.String()
}

// QuarterOf gives the calendar year in which the financial year of d begins, and
// the number of the quarter in it from 1, April to June.
func QuarterOf(d Day) (year, number int) {
	year, month, _ := PeriodStart(d, FinancialYear).Civil()
	_, now, _ := d.Civil()
	return year, (now-month+12)%12/3 + 1
}

// ParsePeriod reads a label of that grain and returns the first day of the
// period. Financial and academic years are read as 2018/19, 2018-19 and
// 2018/2019, quarters as 2018 Q3, 2018Q3, 2018-Q3 and Q3 2018, half-years and
// weeks likewise with H and W, quarters of financial years as 2018/19 Q2 and
// Q2 2018/19 with the year in any of its forms.
func ParsePeriod(s string, g Grain) (Day, error) {
	if g == NoGrain {
		return ParseDay(s)
	}
	if d, ok := parsePeriod(s, g); ok {
		return d, nil
	}
	return 0, fmt.Errorf("read %q as a %s like %s: %w", shorten(s), g, PeriodLabel(Date(2018, 7, 1), g), ErrNotDate)
}

func parsePeriod(s string, g Grain) (Day, bool) {
	switch g {
	case Month:
		if len(s) == 7 && s[4] == '-' {
			return parseYearMonth(s[:4], s[5:])
		}
	case Quarter, HalfYear, Week:
		return parseNumbered(s, g)
	case FinancialQuarter:
		return parseFinancialQuarter(s)
	case Year:
		return parseYearMonth(s, "01")
	case FinancialYear, AcademicYear:
		return parseSplitYear(s, grainShapes[g].first)
	}
	return 0, false
}

func parseYearMonth(year, month string) (Day, bool) {
	y, okYear := digits(year)
	m, okMonth := digits(month)
	if !okYear || !okMonth || len(year) != 4 || !ValidDate(y, m, 1) {
		return 0, false
	}
	return Date(y, m, 1), true
}

// numbered are the letters of periods that are numbered within their year.
var numbered = map[Grain]string{Quarter: "Q", HalfYear: "H", Week: "W"}

// parseNumbered reads 2018 Q3, 2018-H2, 2018W05 and W5 2018.
func parseNumbered(s string, g Grain) (Day, bool) {
	s = strings.ReplaceAll(strings.ToUpper(s), " ", "")
	year, number, found := strings.Cut(s, numbered[g])
	if found && year == "" && len(number) > 4 {
		number, year = number[:len(number)-4], number[len(number)-4:]
	}
	n, ok := digits(number)
	first, okYear := parseYearMonth(strings.TrimSuffix(year, "-"), "01")
	if !found || !ok || !okYear || len(number) > 2 || n < 1 {
		return 0, false
	}
	y, _, _ := first.Civil()
	if g == Week {
		return WeekOf(y, n)
	}
	months := grainShapes[g].months
	return first.AddMonths(months * (n - 1)), len(number) == 1 && n*months <= 12
}

// parseFinancialQuarter reads 2018/19 Q2 and Q2 2018-19.
func parseFinancialQuarter(s string) (Day, bool) {
	s = strings.ReplaceAll(strings.ToUpper(s), " ", "")
	year, number, found := strings.Cut(s, "Q")
	if found && year == "" && len(number) > 1 {
		number, year = number[:1], number[1:]
	}
	begins, ok := parseSplitYear(year, grainShapes[FinancialYear].first)
	n, okNumber := digits(number)
	if !ok || !okNumber || len(number) != 1 || n < 1 || n > 4 {
		return 0, false
	}
	return begins.AddMonths(3 * (n - 1)), true
}

// parseSplitYear reads 2018/19 as the year that starts in that month of 2018.
func parseSplitYear(s string, month int) (Day, bool) {
	before, after, found := strings.Cut(s, "/")
	if !found {
		before, after, found = strings.Cut(s, "-")
	}
	if !found {
		before, after, found = strings.Cut(s, "–")
	}
	first, ok := parseYearMonth(before, "01")
	if !found || !ok {
		return 0, false
	}
	next := first.AddMonths(12).String()[:4]
	if after != next && after != next[2:] {
		return 0, false
	}
	return first.AddMonths(month - 1), true
}
