package oracle

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// alone makes two rows of one combination and day a Problem.
func (q *sqlQuery) alone(over sqlColumn, within []sqlColumn) {
	q.problems = append(q.problems, fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s=0 GROUP BY %s HAVING count(*) > 1)",
		q.last(), over.reason, strings.Join(append(keysOf(within), over.value), ", ")))
}

// beside adds column c; value and reason are expressions over the columns there.
func (q *sqlQuery) beside(c sqlColumn, value, reason, denominator string) {
	if c.denominator != "" {
		denominator = fmt.Sprintf(", %s AS %s", denominator, c.denominator)
	}
	q.add("SELECT ord, %s CASE WHEN (%s) = 0 THEN %s END AS %s, (%s) AS %s%s FROM %s", comma(q.list("")), reason, value, c.value, reason, c.reason, denominator, q.last())
	q.columns = append(q.columns, c)
}

// partition is the beginning of an OVER clause.
func partition(within []sqlColumn, more ...string) string {
	return " OVER (PARTITION BY " + strings.Join(slices.Concat(keysOf(within), []string{oneGroup}, more), ", ")
}

func (q *sqlQuery) rank(s datasets.Rank, f table.Field) {
	of, direction := q.column(s.Of), map[string]string{"ascending": "ASC", "descending": "DESC"}[s.Order]
	rank := fmt.Sprintf("rank()%s ORDER BY %s<>0, %s %s)", partition(q.columnsNamed(s.Within)), of.reason, of.value, direction)
	q.beside(q.newColumn(f, 0, false), rank, of.reason, "")
}

func (q *sqlQuery) total(s datasets.Total, f table.Field) {
	of, over := q.column(s.Of), partition(q.columnsNamed(s.Within))+")"
	q.beside(q.newColumn(f, of.scale, false), "sum("+of.value+")"+over, whole(of.reason, over), "")
}

func (q *sqlQuery) cumulative(s datasets.Cumulative, f table.Field) {
	of, within := q.column(s.Of), q.columnsNamed(s.Within)
	window, reason := partition(within)+" ORDER BY ord ROWS UNBOUNDED PRECEDING)", "%s"
	if s.Over != "" {
		over := q.column(s.Over)
		q.alone(over, within)
		window = partition(within, over.reason) + " ORDER BY " + over.value + " ROWS UNBOUNDED PRECEDING)"
		reason = fmt.Sprintf("CASE WHEN %s<>0 THEN %s ELSE %%s END", over.reason, notAvailable)
	}
	q.beside(q.newColumn(f, of.scale, false), "sum("+of.value+")"+window, fmt.Sprintf(reason, whole(of.reason, window)), "")
}

func (q *sqlQuery) rolling(s datasets.Rolling, f table.Field) {
	of, over, within := q.column(s.Of), q.column(s.Over), q.columnsNamed(s.Within)
	q.alone(over, within)
	window := fmt.Sprintf("%s ORDER BY %s ROWS %d PRECEDING)", partition(within, over.reason), over.value, s.Count-1)
	start := "min(" + over.value + ")" + window
	months := map[table.Grain]int{table.Month: 1, table.Quarter: 3, table.FinancialQuarter: 3, table.HalfYear: 6, table.Year: 12, table.FinancialYear: 12, table.AcademicYear: 12}[over.field.Grain]
	switch {
	case over.field.Grain == table.Week:
		start = fmt.Sprintf("%s - %d", over.value, 7*(s.Count-1))
	case months > 0:
		start = fmt.Sprintf("CAST(julianday(date('1970-01-01', %s || ' days', '-%d months')) - julianday('1970-01-01') AS INTEGER)", over.value, months*(s.Count-1))
	}
	reason := fmt.Sprintf("CASE WHEN %s<>0 OR count(*)%s < %d OR min(%s)%s <> %s THEN %s ELSE %s END",
		over.reason, window, s.Count, over.value, window, start, notAvailable, whole(of.reason, window))
	q.beside(q.newColumn(f, of.scale, true), "sum("+of.value+")"+window, reason, fmt.Sprint(s.Count))
}

func (q *sqlQuery) index(s datasets.Index, f table.Field) {
	of, over, within := q.column(s.Of), q.column(s.Over), q.columnsNamed(s.Within)
	q.alone(over, within)
	window := partition(within) + ")"
	base := fmt.Sprintf("min(CASE WHEN %s=0 THEN %s END)%s", over.reason, over.value, window)
	if s.Base != "" {
		base = fmt.Sprint(sqlValue(parsed(s.Base, over.field), 0))
	}
	q.add("SELECT *, %s AS base FROM %s", base, q.last())
	at := func(of string) string {
		return fmt.Sprintf("max(CASE WHEN %s=0 AND %s=base THEN %s END)%s", over.reason, over.value, of, window)
	}
	reason := fmt.Sprintf("CASE WHEN %[1]s<>0 THEN %[2]s WHEN %[3]s IN %[4]s OR ifnull(%[5]s IN %[4]s, 0) THEN %[6]s WHEN %[3]s<>0 THEN %[3]s WHEN ifnull(%[5]s, 1) <> 0 THEN %[2]s WHEN %[7]s <= 0 THEN %[8]s ELSE 0 END",
		over.reason, notAvailable, of.reason, hidden, at(of.reason), suppressed, at(of.value), notApplicable)
	q.beside(q.newColumn(f, 0, true), "100 * "+of.value, reason, at(of.value))
}
