package oracle

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// told makes a step that says something of each row by itself: the period of a
// day, whether it passes a test, whether it was answered in time.
func (g generator) told(usable, days []table.Field, name string) datasets.Step {
	dates := slices.DeleteFunc(slices.Clone(days), func(f table.Field) bool { return f.Kind != table.Dates })
	switch n := g.r.IntN(4); {
	case n == 0 && len(days) > 0:
		of := g.pick(days)
		longer := map[table.Grain][]string{table.NoGrain: {"week", "month", "quarter", "financial quarter", "half-year", "year", "financial year", "academic year"}, table.Month: {"quarter", "financial quarter", "year", "academic year"},
			table.Quarter: {"half-year", "year", "financial year"}, table.FinancialQuarter: {"quarter", "half-year", "year", "financial year"}, table.Year: {"year"}, table.FinancialYear: {"financial year"}, table.AcademicYear: {"academic year"}, table.HalfYear: {"half-year"}, table.Week: {"week"}}[of.Grain]
		return datasets.Period{Name: name, Of: of.Name, As: longer[g.r.IntN(len(longer))]}
	case n == 1 && len(dates) > 0:
		return datasets.InTime{Name: name, Received: g.pick(dates).Name, Answered: g.pick(dates).Name, WorkingDays: []int{1, 20, 120, 240}[g.r.IntN(4)]}
	case n == 2 && len(days) > 0:
		return datasets.Span{Of: g.pick(days).Name, From: "first " + name, To: "last " + name}
	}
	if f, ok := g.filter(usable).(datasets.Filter); ok {
		return datasets.Mark{Name: name, Field: f.Field, Test: f.Test, Values: f.Values}
	}
	return nil
}

// closed are the days that were no working days from Monday to Friday while
// random tables have their dates: GOV.UK's list of all parts of the United
// Kingdom together.
const closed = `2015-12-25 2015-12-28 2016-01-01 2016-01-04 2016-03-17 2016-03-25 2016-03-28 2016-05-02 2016-05-30 2016-07-12 2016-08-01
2016-08-29 2016-11-30 2016-12-26 2016-12-27 2017-01-02 2017-01-03 2017-03-17 2017-04-14 2017-04-17 2017-05-01 2017-05-29 2017-07-12 2017-08-07
2017-08-28 2017-11-30 2017-12-25 2017-12-26 2018-01-01 2018-01-02 2018-03-19 2018-03-30 2018-04-02 2018-05-07 2018-05-28 2018-07-12 2018-08-06
2018-08-27 2018-11-30 2018-12-25 2018-12-26 2019-01-01 2019-01-02 2019-03-18 2019-04-19 2019-04-22 2019-05-06 2019-05-27 2019-07-12`

// workingDays lists the working days of those years.
func workingDays() []table.Day {
	var days []table.Day
	monday := table.Date(2015, 12, 21)
	for d := monday; d < table.Date(2019, 7, 31); d++ {
		if (d-monday)%7 < 5 && !strings.Contains(closed, d.String()) {
			days = append(days, d)
		}
	}
	return days
}

// passed counts the working days after one day, up to another.
func passed(from, to table.Day) int {
	n := 0
	for _, d := range workingDays() {
		if d > from && d <= to {
			n++
		}
	}
	return n
}

func (p plain) inTime(s datasets.InTime, f table.Field) ([][]table.Cell, error) {
	latest := table.Day(-1 << 30)
	for _, row := range p.rows {
		for _, name := range []string{s.Received, s.Answered} {
			if c := row[p.at(name)]; c.Missing == table.Present {
				latest = max(latest, c.Day)
			}
		}
	}
	return p.beside(nil, func(row []table.Cell, _ [][]table.Cell) (table.Cell, error) {
		received, answered := row[p.at(s.Received)], row[p.at(s.Answered)]
		answer := answered.Missing == table.Present
		switch {
		case hides(received) || hides(answered):
			return table.MissingCell(f, table.Suppressed), nil
		case received.Missing != table.Present:
			return table.MissingCell(f, received.Missing), nil
		case answer && answered.Day < received.Day:
			return table.MissingCell(f, table.NotApplicable), nil
		case passed(received.Day, latest) < s.WorkingDays:
			return table.Cell{Kind: f.Kind, Text: "not due yet"}, nil
		case answer && passed(received.Day, answered.Day) <= s.WorkingDays && !lateWeekend(received.Day, answered.Day, s.WorkingDays):
			return table.Cell{Kind: f.Kind, Text: "in time"}, nil
		}
		return table.Cell{Kind: f.Kind, Text: "late"}, nil
	})
}

// lateWeekend reports whether a day comes after the last of some working days
// although it is none itself.
func lateWeekend(from, to table.Day, n int) bool {
	return passed(from, to) == n && passed(to-1, to) == 0
}

func (p plain) period(s datasets.Period, f table.Field) ([][]table.Cell, error) {
	first := map[string]int{"month": 1, "quarter": 1, "financial quarter": 4, "half-year": 1, "year": 1, "financial year": 4, "academic year": 9}[s.As]
	months := map[string]int{"month": 1, "quarter": 3, "financial quarter": 3, "half-year": 6, "year": 12, "financial year": 12, "academic year": 12}[s.As]
	return p.beside(nil, func(row []table.Cell, _ [][]table.Cell) (table.Cell, error) {
		c := row[p.at(s.Of)]
		if c.Missing != table.Present {
			return table.MissingCell(f, c.Missing), nil
		}
		if s.As == "week" {
			monday := c.Day
			for monday.Weekday() != 0 {
				monday--
			}
			return table.Cell{Kind: f.Kind, Grain: f.Grain, Day: monday}, nil
		}
		year, month, _ := c.Day.Civil()
		for (month-first+24)%months != 0 {
			if month--; month == 0 {
				year, month = year-1, 12
			}
		}
		return table.Cell{Kind: f.Kind, Grain: f.Grain, Day: table.Date(year, month, 1)}, nil
	})
}

func (p plain) mark(s datasets.Mark, f table.Field) ([][]table.Cell, error) {
	filter := datasets.Filter{Field: s.Field, Test: s.Test, Values: s.Values}
	return p.beside(nil, func(row []table.Cell, _ [][]table.Cell) (table.Cell, error) {
		c, n := row[p.at(s.Field)], int64(0)
		told := s.Test == "present" || s.Test == "missing" || c.Missing == table.Blank && slices.Contains(s.Values, "")
		if c.Missing != table.Present && !told {
			return table.MissingCell(f, c.Missing), nil
		}
		if passes(filter, p.fields[p.at(s.Field)], c) {
			n = 1
		}
		return table.NumberCell(f.Kind, table.NewDecimal(n, 0)), nil
	})
}

func (p plain) span(s datasets.Span, after []table.Field) [][]table.Cell {
	first, last := table.MissingCell(after[len(after)-2], table.NotAvailable), table.MissingCell(after[len(after)-1], table.NotAvailable)
	for _, row := range p.rows {
		c := row[p.at(s.Of)]
		if c.Missing != table.Present {
			continue
		}
		if first.Missing != table.Present || c.Day < first.Day {
			first = c
		}
		if last.Missing != table.Present || c.Day > last.Day {
			last = c
		}
	}
	var rows [][]table.Cell
	for _, row := range p.rows {
		rows = append(rows, append(slices.Clone(row), first, last))
	}
	return rows
}

// loadWorkingDays stores the working days as table "working".
func loadWorkingDays(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS working (day INTEGER PRIMARY KEY)"); err != nil {
		return err
	}
	var n int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM working").Scan(&n); err != nil || n > 0 {
		return err
	}
	var rows []string
	for _, d := range workingDays() {
		rows = append(rows, fmt.Sprintf("(%d)", d))
	}
	_, err := db.ExecContext(ctx, "INSERT INTO working VALUES "+strings.Join(rows, ", "))
	return err
}

func (q *sqlQuery) inTime(s datasets.InTime, f table.Field) {
	from, to := q.column(s.Received), q.column(s.Answered)
	q.add("SELECT *, (SELECT day FROM working WHERE day > %s ORDER BY day LIMIT 1 OFFSET %d) AS due, (SELECT max(day) FROM (SELECT %s AS day FROM %s WHERE %s=0 UNION ALL SELECT %s FROM %s WHERE %s=0)) AS latest FROM %s",
		from.value, s.WorkingDays-1, from.value, q.last(), from.reason, to.value, q.last(), to.reason, q.last())
	reason := fmt.Sprintf("CASE WHEN %[1]s IN %[3]s OR %[2]s IN %[3]s THEN %[4]s WHEN %[1]s <> 0 THEN %[1]s WHEN %[2]s = 0 AND %[6]s < %[5]s THEN %[7]s ELSE 0 END",
		from.reason, to.reason, hidden, suppressed, from.value, to.value, notApplicable)
	value := fmt.Sprintf("CASE WHEN due > latest THEN 'not due yet' WHEN %[1]s = 0 AND %[2]s <= due THEN 'in time' ELSE 'late' END", to.reason, to.value)
	q.beside(q.newColumn(f, 0, false), value, reason, "")
}

func (q *sqlQuery) period(s datasets.Period, f table.Field) {
	of := q.column(s.Of)
	if s.As == "week" { // the first day of 1970 was a Thursday
		q.beside(q.newColumn(f, 0, false), fmt.Sprintf("%[1]s - (%[1]s + 3) %% 7", of.value), of.reason, "")
		return
	}
	first := map[string]int{"financial year": 4, "academic year": 9}[s.As]
	months := map[string]int{"month": 1, "quarter": 3, "financial quarter": 3, "half-year": 6}[s.As]
	date := fmt.Sprintf("date(%s * 86400, 'unixepoch', 'start of month')", of.value)
	back := fmt.Sprintf("((strftime('%%m', %s) - %d + 24) %% %d)", date, max(first, 1), max(months, 12*map[bool]int{true: 1}[months == 0]))
	q.beside(q.newColumn(f, 0, false), fmt.Sprintf("strftime('%%s', date(%s, '-' || %s || ' months')) / 86400", date, back), of.reason, "")
}

func (q *sqlQuery) mark(s datasets.Mark, f table.Field) {
	of, reason := q.column(s.Field), "0"
	if s.Test != "present" && s.Test != "missing" {
		reason = of.reason
		if slices.Contains(s.Values, "") {
			reason = fmt.Sprintf("CASE WHEN %s = %d THEN 0 ELSE %s END", of.reason, table.Blank, of.reason)
		}
	}
	test := q.condition(datasets.Filter{Field: s.Field, Test: s.Test, Values: s.Values})
	q.beside(q.newColumn(f, 0, false), "CASE WHEN "+test+" THEN 1 ELSE 0 END", reason, "")
}

func (q *sqlQuery) span(s datasets.Span, fields []table.Field) {
	of := q.column(s.Of)
	for i, summary := range []string{"min", "max"} {
		reason := fmt.Sprintf("CASE WHEN sum(%s=0) OVER () > 0 THEN 0 ELSE %s END", of.reason, notAvailable)
		value := fmt.Sprintf("%s(CASE WHEN %s=0 THEN %s END) OVER ()", summary, of.reason, of.value)
		q.beside(q.newColumn(fields[len(fields)-2+i], 0, false), value, reason, "")
	}
}
