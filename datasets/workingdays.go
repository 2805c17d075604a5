package datasets

import (
	"slices"

	"figurehead/datasets/table"
)

// Working days as the Freedom of Information Act 2000, section 10(6), has them:
// "any day other than a Saturday, a Sunday, Christmas Day, Good Friday or a day
// which is a bank holiday under the Banking and Financial Dealings Act 1971 in
// any part of the United Kingdom". So a bank holiday in Scotland or Northern
// Ireland alone is no working day in England either.

// workingDay reports whether d is one.
func workingDay(d table.Day) bool {
	if d.Weekday() >= saturday {
		return false
	}
	year, _, _ := d.Civil()
	return !slices.Contains(bankHolidays(year), d)
}

// afterWorkingDays is the nth working day that follows d; d itself may be any day.
func afterWorkingDays(d table.Day, n int) table.Day {
	for n > 0 {
		d++
		if workingDay(d) {
			n--
		}
	}
	return d
}

const (
	monday = iota
	_
	_
	_
	_
	saturday
	sunday
)

// proclaimed are the days that a royal proclamation made bank holidays beside or
// in place of those of the rules, by year: the day that a rule gives, and where
// it went; 0 where the day is one more.
var proclaimed = map[int][][2]table.Day{
	2011: {{0, table.Date(2011, 4, 29)}},                                                                                 // royal wedding
	2012: {{table.Date(2012, 5, 28), table.Date(2012, 6, 4)}, {0, table.Date(2012, 6, 5)}},                               // diamond jubilee
	2020: {{table.Date(2020, 5, 4), table.Date(2020, 5, 8)}},                                                             // 75 years of VE Day
	2022: {{table.Date(2022, 5, 30), table.Date(2022, 6, 2)}, {0, table.Date(2022, 6, 3)}, {0, table.Date(2022, 9, 19)}}, // platinum jubilee; state funeral
	2023: {{0, table.Date(2023, 5, 8)}},                                                                                  // coronation
	2026: {{0, table.Date(2026, 6, 15)}},                                                                                 // Scotland at the World Cup
}

// bankHolidays are those of a year in any part of the United Kingdom, by
// Schedule 1 of the Banking and Financial Dealings Act 1971, the St Andrew's Day
// Bank Holiday (Scotland) Act 2007 and the proclamations of each year.
func bankHolidays(year int) []table.Day {
	easter := easterSunday(year)
	days := []table.Day{easter - 2, easter + 1,
		firstMonday(year, 5), lastMonday(year, 5), firstMonday(year, 8), lastMonday(year, 8)}
	days = append(days, moved(table.Date(year, 1, 1), table.Date(year, 1, 2))...)
	days = append(days, moved(table.Date(year, 3, 17))...)
	days = append(days, moved(table.Date(year, 7, 12))...)
	if year >= 2007 {
		days = append(days, moved(table.Date(year, 11, 30))...)
	}
	days = append(days, moved(table.Date(year, 12, 25), table.Date(year, 12, 26))...)
	for _, p := range proclaimed[year] {
		days = append(slices.DeleteFunc(days, func(d table.Day) bool { return d == p[0] }), p[1])
	}
	return days
}

// moved are days that fall on a weekend put on the next days that are free.
func moved(days ...table.Day) []table.Day {
	var free []table.Day
	for _, d := range days {
		if d.Weekday() < saturday {
			free = append(free, d)
		}
	}
	for _, d := range days {
		if d.Weekday() < saturday {
			continue
		}
		for d.Weekday() >= saturday || slices.Contains(free, d) {
			d++
		}
		free = append(free, d)
	}
	return free
}

func firstMonday(year, month int) table.Day {
	d := table.Date(year, month, 1)
	return d + table.Day((7-d.Weekday())%7)
}

func lastMonday(year, month int) table.Day {
	d := table.Date(year, month+1, 1) - 1
	return d - table.Day(d.Weekday())
}

// easterSunday is that of the Gregorian calendar, by the anonymous method that
// Meeus gives in Astronomical Algorithms.
func easterSunday(year int) table.Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month, day := (h+l-7*m+114)/31, (h+l-7*m+114)%31
	return table.Date(year, month, day+1)
}
