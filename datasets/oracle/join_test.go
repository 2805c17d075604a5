package oracle

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// referenceID is the Snapshot that random Queries take numbers from.
const referenceID = "snapshot-of-homes"

// referenceFields are the columns of its table: one number for each place and period.
// That of Tonnes has decimals.
func referenceFields(grain table.Grain) []table.Field {
	when := table.Field{Name: "When", Kind: table.Periods, Grain: grain}
	if grain == table.NoGrain {
		when.Kind = table.Dates
	}
	return []table.Field{{Name: "Where", Kind: table.PlaceCode}, when, {Name: "Count", Kind: table.Integers}, {Name: "Score", Kind: table.Decimals}}
}

var referenceGrains = []table.Grain{table.NoGrain, table.Month, table.Quarter, table.FinancialQuarter, table.Year, table.FinancialYear, table.AcademicYear}

// referenceTable makes one row for most places and periods that random tables name,
// seldom two.
func (g generator) referenceTable() (*table.Table, error) {
	grain := referenceGrains[g.r.IntN(len(referenceGrains))]
	fields := referenceFields(grain)
	b := table.NewBuilder(fields)
	twice := g.r.IntN(20) == 0
	seen := map[[2]string]bool{}
	for row := range 30 + g.r.IntN(60) {
		place := fmt.Sprintf("E0700006%d", g.r.IntN(4))
		day := table.PeriodStart(table.Date(2014+g.r.IntN(6), 1+g.r.IntN(12), 1+g.r.IntN(3)), grain)
		key := [2]string{place, day.String()}
		if !twice && seen[key] {
			continue
		}
		seen[key] = true
		where, when := table.Cell{Kind: table.PlaceCode, Text: place}, table.Cell{Kind: fields[1].Kind, Grain: grain, Day: day}
		switch g.r.IntN(40) {
		case 0:
			where = table.MissingCell(fields[0], table.Blank)
		case 1:
			when = table.MissingCell(fields[1], table.NotAvailable)
		}
		b.Set(0, where)
		b.Set(1, when)
		for column, f := range fields[2:] {
			if g.r.IntN(12) == 0 {
				b.Missing(2+column, g.reason())
				continue
			}
			b.Set(2+column, g.cell(f))
		}
		if err := b.EndRow(row + 2); err != nil {
			return nil, err
		}
	}
	return b.Table()
}

// join looks a number up in the reference table, or is nil where no column fits.
func (g generator) join(usable []table.Field, name string) datasets.Step {
	there := g.reference.Fields()
	for range 6 {
		texts := slices.DeleteFunc(slices.Clone(usable), func(f table.Field) bool { return f.Kind != table.PlaceCode })
		days := ofKind(usable, table.Kind.Calendar)
		if len(texts) == 0 || len(days) == 0 {
			return nil
		}
		join := datasets.Join{Name: name, From: referenceID, Take: there[2+g.r.IntN(2)].Name, Place: datasets.Match{Field: g.pick(texts).Name, Is: "Where"}}
		join.Period = &datasets.Match{Field: g.pick(days).Name, Is: "When"}
		join.Beyond = []string{"", "keep", "leaveOut", "leaveOut"}[g.r.IntN(4)]
		bound := datasets.Query{Steps: []datasets.Step{join}}.With(map[string]*table.Table{referenceID: g.reference})
		if bound.Validate(usable) == nil {
			return bound.Steps[0]
		}
	}
	return nil
}

// startOf is the first day of the period of that grain that holds a day.
func startOf(day table.Day, grain table.Grain) table.Day {
	year, month, _ := day.Civil()
	switch grain {
	case table.Month:
		return table.Date(year, month, 1)
	case table.Quarter, table.FinancialQuarter:
		return table.Date(year, (month-1)/3*3+1, 1)
	case table.Year:
		return table.Date(year, 1, 1)
	case table.FinancialYear, table.AcademicYear:
		first := map[table.Grain]int{table.FinancialYear: 4, table.AcademicYear: 9}[grain]
		if month < first {
			year--
		}
		return table.Date(year, first, 1)
	}
	return day
}

// sqlStart is startOf of a column of days.
func sqlStart(column string, grain table.Grain) string {
	date := fmt.Sprintf("date('1970-01-01', %s || ' days')", column)
	switch grain {
	case table.Month:
		date = fmt.Sprintf("date(%s, 'start of month')", date)
	case table.Quarter, table.FinancialQuarter:
		date = fmt.Sprintf("date(%[1]s, 'start of month', '-' || ((strftime('%%m', %[1]s) - 1) %% 3) || ' months')", date)
	case table.Year:
		date = fmt.Sprintf("date(%s, 'start of year')", date)
	case table.FinancialYear:
		date = fmt.Sprintf("date(%s, 'start of month', '-3 months', 'start of year', '+3 months')", date)
	case table.AcademicYear:
		date = fmt.Sprintf("date(%s, 'start of month', '-8 months', 'start of year', '+8 months')", date)
	}
	return fmt.Sprintf("CAST(julianday(%s) - julianday('1970-01-01') AS INTEGER)", date)
}

func (q *sqlQuery) join(s datasets.Join, f table.Field) {
	place, period := q.column(s.Place.Field), q.column(s.Period.Field)
	take, grain := map[string]int{"Count": 2, "Score": 3}[s.Take], s.Reference().Fields()[1].Grain
	q.problems = append(q.problems, "SELECT count(*) FROM (SELECT 1 FROM reference WHERE r0=0 AND r1=0 GROUP BY v0, v1 HAVING count(*) > 1)")
	c := q.newColumn(f, sqlScales[s.Take], false)
	q.add("SELECT a.ord, %s, b.v%d AS %s, ifnull(b.r%d, %s) AS %s FROM %s a LEFT JOIN reference b ON a.%s=0 AND a.%s=0 AND b.r0=0 AND b.r1=0 AND b.v0=a.%s AND b.v1=%s",
		q.list("a."), take, c.value, take, notAvailable, c.reason, q.last(), place.reason, period.reason, place.value, sqlStart("a."+period.value, grain))
	q.columns = append(q.columns, c)
	if s.Beyond == "leaveOut" {
		q.add("SELECT * FROM %s WHERE %s<>0 OR %s BETWEEN (SELECT min(v1) FROM reference WHERE r0=0 AND r1=0 AND r%[4]d=0) AND (SELECT max(v1) FROM reference WHERE r0=0 AND r1=0 AND r%[4]d=0)",
			q.last(), period.reason, sqlStart(period.value, grain), take)
	}
}

func (p plain) join(s datasets.Join, f table.Field) ([][]table.Cell, error) {
	there := s.Reference()
	take, grain := there.Index(s.Take), there.Fields()[1].Grain
	same := func(row int, place, day table.Cell) bool {
		a, b := there.Cell(row, 0), there.Cell(row, 1)
		return a.Missing == table.Present && b.Missing == table.Present && place.Missing == table.Present && day.Missing == table.Present &&
			a.Text == place.Text && b.Day == startOf(day.Day, grain)
	}
	for row := range there.Rows() {
		for other := range row {
			if same(other, there.Cell(row, 0), there.Cell(row, 1)) {
				return nil, errProblem
			}
		}
	}
	if s.Beyond == "leaveOut" {
		p.rows = p.keep(func(row []table.Cell) bool { return reaches(there, take, row[p.at(s.Period.Field)], grain) })
	}
	return p.beside(nil, func(row []table.Cell, _ [][]table.Cell) (table.Cell, error) {
		for i := range there.Rows() {
			if same(i, row[p.at(s.Place.Field)], row[p.at(s.Period.Field)]) {
				found := there.Cell(i, take)
				found.Kind = f.Kind
				return found, nil
			}
		}
		return table.MissingCell(f, table.NotAvailable), nil
	})
}

// reaches reports whether a table has numbers neither all before nor all after a day.
func reaches(there *table.Table, take int, day table.Cell, grain table.Grain) bool {
	before, after := false, false
	for i := range there.Rows() {
		if there.Cell(i, 0).Missing == table.Present && there.Cell(i, 1).Missing == table.Present && there.Cell(i, take).Missing == table.Present {
			before = before || there.Cell(i, 1).Day <= startOf(day.Day, grain)
			after = after || there.Cell(i, 1).Day >= startOf(day.Day, grain)
		}
	}
	return day.Missing != table.Present || before && after
}
