package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"figurehead/datasets/table"
)

// Date writes a day in full: "23 November 2026".
func Date(d table.Day) string { return British.Date(d) }

// ShortDate writes a day for an axis: "23 Nov 2026".
func ShortDate(d table.Day) string { return British.ShortDate(d) }

// Period writes the period or day of a cell: "2018/19", "July 2018",
// "quarter 3 2018", "2018", "9 January 2018". A missing cell gives its reason.
func Period(c table.Cell) string { return British.Period(c) }

// ShortPeriod writes it for an axis: "2018/19", "Jul 2018", "Q3 2018".
func ShortPeriod(c table.Cell) string { return British.ShortPeriod(c) }

// On writes the day of a moment in the moment's own time zone.
func On(t time.Time) string { return British.On(t) }

// On writes the day of a moment; see the function of that name.
func (l *Locale) On(t time.Time) string {
	year, month, day := t.Date()
	return l.Date(table.Date(year, int(month), day))
}

// Date writes a day in full; see the function of that name.
func (l *Locale) Date(d table.Day) string {
	y, m, n := d.Civil()
	return fmt.Sprintf("%d %s %d", n, l.Months[m-1], y)
}

// ShortDate writes a day for an axis; see the function of that name.
func (l *Locale) ShortDate(d table.Day) string {
	y, m, n := d.Civil()
	return fmt.Sprintf("%d %s %d", n, l.ShortMonths[m-1], y)
}

// Period writes a period; see the function of that name.
func (l *Locale) Period(c table.Cell) string {
	if c.Missing != table.Present {
		return l.Reason(c.Missing)
	}
	if c.Kind != table.Periods {
		return l.dayOr(c, l.Date)
	}
	return l.span(c, l.Months, l.Quarter, l.Halves, l.Week)
}

// ShortPeriod writes a period for an axis; see the function of that name.
func (l *Locale) ShortPeriod(c table.Cell) string {
	if c.Missing != table.Present {
		return l.Reason(c.Missing)
	}
	if c.Kind != table.Periods {
		return l.dayOr(c, l.ShortDate)
	}
	return l.span(c, l.ShortMonths, l.ShortQ, l.ShortHalves, l.ShortWeek)
}

// dayOr writes a day by write, and any other cell as it stands.
func (l *Locale) dayOr(c table.Cell, write func(table.Day) string) string {
	if c.Kind == table.Dates {
		return write(c.Day)
	}
	return l.Cell(c, Format{Decimals: Exact})
}

func (l *Locale) span(c table.Cell, months [12]string, quarter string, halves [2]string, week string) string {
	y, m, _ := c.Day.Civil()
	switch c.Grain {
	case table.Month:
		return months[m-1] + " " + strconv.Itoa(y)
	case table.Quarter:
		return numbered(quarter, (m-1)/3+1, strconv.Itoa(y))
	case table.FinancialQuarter:
		year, n := table.QuarterOf(c.Day)
		return numbered(quarter, n, splitYear(year))
	case table.HalfYear:
		return numbered(halves[(m-1)/6], 0, strconv.Itoa(y))
	case table.Week:
		year, number := c.Day.ISOWeek()
		return numbered(week, number, strconv.Itoa(year))
	case table.FinancialYear, table.AcademicYear:
		return splitYear(y)
	}
	return strconv.Itoa(y)
}

// splitYear is the financial or academic year that begins in a calendar year.
func splitYear(begins int) string { return fmt.Sprintf("%d/%02d", begins, (begins+1)%100) }

// numbered puts the number of a period and its year into a pattern.
func numbered(pattern string, n int, year string) string {
	return strings.NewReplacer("{n}", strconv.Itoa(n), "{year}", year).Replace(pattern)
}
