package table_test

import (
	"errors"
	"testing"
	"time"

	"figurehead/datasets/table"
)

func TestDaysAgreeWithTheClock(t *testing.T) {
	t.Parallel()
	start := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for at := start; at.Year() < 10_000; at = at.AddDate(0, 0, 97) {
		year, month, day := at.Date()
		d := table.Date(year, int(month), day)
		if want := table.Day(at.Unix() / 86400); at.Unix() >= 0 && d != want {
			t.Fatalf("Date(%v) = %d, want %d", at, d, want)
		}
		if y, m, dd := d.Civil(); y != year || m != int(month) || dd != day {
			t.Fatalf("Civil of %v = %d-%d-%d", at, y, m, dd)
		}
		if got, want := d.String(), at.Format("2006-01-02"); got != want {
			t.Fatalf("String of %v = %s", at, got)
		}
		if back, err := table.ParseDay(d.String()); err != nil || back != d {
			t.Fatalf("ParseDay(%v) = %v, %v", d, back, err)
		}
	}
}

func TestParseDayRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "2018-02-29", "2018-13-01", "2018-00-10", "2018-1-01", "01/02/2018", "2018-01-32", "20180101", "+018-01-01", "0000-01-01", "2018-01-01T00:00"} {
		if d, err := table.ParseDay(text); !errors.Is(err, table.ErrNotDate) {
			t.Errorf("ParseDay(%q) = %v, %v, want %v", text, d, err, table.ErrNotDate)
		}
	}
}

func TestPeriods(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		grain       table.Grain
		text, label string
		first       string
	}{
		{table.Month, "2018-07", "2018-07", "2018-07-01"},
		{table.Quarter, "2018 Q3", "2018 Q3", "2018-07-01"},
		{table.Quarter, "q1 2019", "2019 Q1", "2019-01-01"},
		{table.Quarter, "2018-Q4", "2018 Q4", "2018-10-01"},
		{table.Quarter, "2018Q2", "2018 Q2", "2018-04-01"},
		{table.Year, "2018", "2018", "2018-01-01"},
		{table.FinancialYear, "2018/19", "2018/19", "2018-04-01"},
		{table.FinancialYear, "2018-19", "2018/19", "2018-04-01"},
		{table.FinancialYear, "2018–19", "2018/19", "2018-04-01"},
		{table.FinancialYear, "1999/2000", "1999/00", "1999-04-01"},
		{table.FinancialYear, "1999/00", "1999/00", "1999-04-01"},
		{table.AcademicYear, "2018/2019", "2018/19", "2018-09-01"},
		{table.NoGrain, "2018-07-31", "2018-07-31", "2018-07-31"},
		{table.FinancialQuarter, "2018/19 Q1", "2018/19 Q1", "2018-04-01"}, {table.FinancialQuarter, "q4 1999-00", "1999/00 Q4", "2000-01-01"},
		{table.HalfYear, "2018 H2", "2018 H2", "2018-07-01"}, {table.HalfYear, "H1 2018", "2018 H1", "2018-01-01"},
		{table.Week, "2018-W01", "2018 W01", "2018-01-01"}, {table.Week, "W5 2021", "2021 W05", "2021-02-01"},
		{table.Week, "2020W53", "2020 W53", "2020-12-28"}, {table.Week, "2015 W01", "2015 W01", "2014-12-29"},
	} {
		d, err := table.ParsePeriod(test.text, test.grain)
		if err != nil || d.String() != test.first {
			t.Errorf("ParsePeriod(%q, %v) = %v, %v, want %s", test.text, test.grain, d, err, test.first)
		}
		if got := table.PeriodLabel(d, test.grain); got != test.label {
			t.Errorf("PeriodLabel(%v, %v) = %s, want %s", d, test.grain, got, test.label)
		}
	}
	for grain, texts := range map[table.Grain][]string{
		table.Month: {"2018-13", "07-2018", "2018/07", "2018"}, table.Quarter: {"2018 Q5", "2018 Q0", "Q3", "2018 3"},
		table.FinancialQuarter: {"2018/19 Q5", "2018/19 Q0", "2018/20 Q1", "2018 Q1", "Q1", "Q", "2018/19", "2018/19 Q11"},
		table.HalfYear:         {"2018 H3", "H2", "2018 H01"}, table.Week: {"2021 W53", "2018 W0", "2018 W541", "W5"}, table.Year: {"18", "2018/19", ""}, table.FinancialYear: {"2018/20", "2018/18", "2018", "18/19", "2018/1"},
	} {
		for _, text := range texts {
			if d, err := table.ParsePeriod(text, grain); !errors.Is(err, table.ErrNotDate) {
				t.Errorf("ParsePeriod(%q, %v) = %v, %v, want %v", text, grain, d, err, table.ErrNotDate)
			}
		}
	}
}

func TestPeriodStartAndSteps(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		grain             table.Grain
		day, start, after string
	}{
		{table.Month, "2018-02-28", "2018-02-01", "2018-03-01"},
		{table.Quarter, "2018-12-31", "2018-10-01", "2019-01-01"},
		{table.Year, "2018-12-31", "2018-01-01", "2019-01-01"},
		{table.FinancialYear, "2019-03-31", "2018-04-01", "2019-04-01"},
		{table.FinancialYear, "2018-04-01", "2018-04-01", "2019-04-01"},
		{table.AcademicYear, "2018-08-31", "2017-09-01", "2018-09-01"},
		{table.NoGrain, "2018-02-28", "2018-02-28", "2018-03-01"},
		{table.HalfYear, "2018-12-31", "2018-07-01", "2019-01-01"},
		{table.Week, "2018-12-31", "2018-12-31", "2019-01-07"}, {table.Week, "1969-12-31", "1969-12-29", "1970-01-05"},
	} {
		day, err := table.ParseDay(test.day)
		if err != nil {
			t.Fatal(err)
		}
		start := table.PeriodStart(day, test.grain)
		if start.String() != test.start {
			t.Errorf("PeriodStart(%s, %v) = %v, want %s", test.day, test.grain, start, test.start)
		}
		if got := table.AddPeriods(start, test.grain, 1); got.String() != test.after {
			t.Errorf("the %v after %v = %v, want %s", test.grain, start, got, test.after)
		}
		if back := table.AddPeriods(table.AddPeriods(start, test.grain, 25), test.grain, -25); back != start {
			t.Errorf("25 %v from %v and back is %v", test.grain, start, back)
		}
	}
}

// A week has the one of the same number before it, or the last of a shorter year.
func TestYearBefore(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		grain     table.Grain
		day, want string
	}{
		{table.Month, "2020-02-01", "2019-02-01"}, {table.NoGrain, "2020-02-29", "2019-02-28"},
		{table.Week, "2021-02-01", "2020-01-27"}, {table.Week, "2020-12-28", "2019-12-23"}, {table.Week, "2021-01-04", "2019-12-30"},
	} {
		day, err := table.ParseDay(test.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := table.YearBefore(day, test.grain).String(); got != test.want {
			t.Errorf("YearBefore(%s, %v) = %s, want %s", test.day, test.grain, got, test.want)
		}
	}
}

func TestAddMonthsKeepsWithinTheMonth(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		day    string
		months int
		want   string
	}{
		{"2018-01-31", 1, "2018-02-28"}, {"2020-02-29", -12, "2019-02-28"}, {"2018-03-31", -1, "2018-02-28"},
		{"2018-12-15", 1, "2019-01-15"}, {"2018-01-15", -13, "2016-12-15"},
	} {
		day, err := table.ParseDay(test.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := day.AddMonths(test.months).String(); got != test.want {
			t.Errorf("%s and %d months = %s, want %s", test.day, test.months, got, test.want)
		}
	}
}
