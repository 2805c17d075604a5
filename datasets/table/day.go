package table

import (
	"fmt"
	"strconv"
)

// Date is the day of that year, month (1 to 12) and day of the month in the
// proleptic Gregorian calendar. A month or day beyond its range runs on into
// the next, as in time.Date.
func Date(year, month, day int) Day {
	month--
	year, month = year+floorDivide(month, 12), month-12*floorDivide(month, 12)
	// Days from civil: years begin in March, so that the leap day is the last.
	if month < 2 {
		year--
	}
	era := floorDivide(year, 400)
	yearOfEra := year - era*400
	dayOfYear := (153*((month+10)%12) + 2) / 5
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return Day(era*146097 + dayOfEra - 719468 + day - 1)
}

func floorDivide(a, b int) int {
	if a < 0 {
		return -((b - 1 - a) / b)
	}
	return a / b
}

// ValidDate reports whether the year (1 to 9999), month and day are a date.
func ValidDate(year, month, day int) bool {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 {
		return false
	}
	_, m, d := Date(year, month, day).Civil()
	return m == month && d == day
}

// Civil returns the year, the month (1 to 12) and the day of the month.
func (d Day) Civil() (year, month, day int) {
	shifted := int(d) + 719468
	era := floorDivide(shifted, 146097)
	dayOfEra := shifted - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	fromMarch := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*fromMarch+2)/5 + 1
	month = (fromMarch+2)%12 + 1
	year = yearOfEra + era*400
	if month < 3 {
		year++
	}
	return year, month, day
}

// String is the ISO form, 2018-01-31.
func (d Day) String() string {
	year, month, day := d.Civil()
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// AddMonths moves d by n months. The last days of a long month become the last
// day of a shorter one: a month after 31 January is 28 February.
func (d Day) AddMonths(n int) Day {
	year, month, day := d.Civil()
	first := Date(year, month+n, 1)
	return min(first+Day(day)-1, Date(year, month+n+1, 1)-1)
}

// ParseDay reads the ISO form, 2018-01-31.
func ParseDay(s string) (Day, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		year, okYear := digits(s[:4])
		month, okMonth := digits(s[5:7])
		day, okDay := digits(s[8:])
		if okYear && okMonth && okDay && ValidDate(year, month, day) {
			return Date(year, month, day), nil
		}
	}
	return 0, fmt.Errorf("read %q as a date like 2018-01-31: %w", shorten(s), ErrNotDate)
}

// digits reads text of nothing but digits.
func digits(s string) (int, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// Weekday is 0 for Monday to 6 for Sunday. The first day of 1970 was a Thursday.
func (d Day) Weekday() int { return ((int(d)+3)%7 + 7) % 7 }

// weekStart is the Monday of a week of the ISO year; the first has 4 January in it.
func weekStart(year, number int) Day {
	first := Date(year, 1, 4)
	return first - Day(first.Weekday()) + Day(7*(number-1))
}

// WeekOf is the Monday of a week of ISO 8601. It is not known when the year,
// 1 to 9999, has no week of that number.
func WeekOf(year, number int) (Day, bool) {
	if year < 1 || year > 9999 || number < 1 || number > 53 {
		return 0, false
	}
	d := weekStart(year, number)
	return d, d < weekStart(year+1, 1)
}

// ISOWeek is the year and the number of the week of ISO 8601 that holds d.
func (d Day) ISOWeek() (year, number int) {
	year, _, _ = (d - Day(d.Weekday()) + 3).Civil() // its Thursday
	return year, int(d-weekStart(year, 1))/7 + 1
}
