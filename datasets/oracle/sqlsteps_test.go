package oracle

import (
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

func (q *sqlQuery) group(s datasets.Group, fields []table.Field) {
	by := q.columnsNamed(s.By)
	selected, keys, columns := []string{"ifnull(min(ord), 0) AS ord"}, []string{}, []sqlColumn{}
	for i, c := range by {
		c.field = fields[i]
		selected = append(selected, c.value, c.reason)
		keys = append(keys, c.value, c.reason)
		if c.denominator != "" {
			selected, keys = append(selected, c.denominator), append(keys, c.denominator)
		}
		columns = append(columns, c)
	}
	q.order(s, by)
	for i, m := range s.Measures {
		c, expressions := q.summary(m, i, fields[len(by)+i])
		columns, selected = append(columns, c), append(selected, expressions...)
	}
	statement := fmt.Sprintf("SELECT %s FROM %s", strings.Join(selected, ", "), q.last())
	if len(keys) > 0 {
		statement += " GROUP BY " + strings.Join(keys, ", ")
	}
	q.add("%s", statement)
	q.columns = columns
}

// summary gives the column of a measure and the expressions that make it.
func (q *sqlQuery) summary(m datasets.Summary, i int, f table.Field) (sqlColumn, []string) {
	switch m.Summary {
	case "first", "last":
		return q.standing(m, f)
	case "median", "quantile":
		return q.quantile(m, i, f)
	case "distinct":
		of, c := q.column(m.Field), q.newColumn(f, 0, false)
		reason := fmt.Sprintf("CASE WHEN ifnull(sum(%s IN %s), 0) > 0 THEN %s ELSE 0 END", of.reason, hidden, suppressed)
		return c, []string{fmt.Sprintf("CASE WHEN (%s) = 0 THEN count(DISTINCT %s) END AS %s", reason, of.value, c.value), reason + " AS " + c.reason}
	}
	if m.Summary == "count" {
		c, counted := q.newColumn(f, 0, false), "count(*)"
		if m.Field != "" {
			counted = fmt.Sprintf("ifnull(sum(%s=0), 0)", q.column(m.Field).reason)
		}
		return c, []string{counted + " AS " + c.value, "0 AS " + c.reason}
	}
	of := q.column(m.Field)
	c := q.newColumn(f, of.scale, m.Summary == "mean")
	value := map[string]string{"sum": "sum", "mean": "sum", "min": "min", "max": "max"}[m.Summary]
	reason := missingOf(of)
	expressions := []string{
		fmt.Sprintf("CASE WHEN (%s) = 0 THEN %s(%s) END AS %s", reason, value, of.value, c.value),
		fmt.Sprintf("(%s) AS %s", reason, c.reason),
	}
	if c.denominator != "" {
		expressions = append(expressions, fmt.Sprintf("count(%s) AS %s", of.value, c.denominator))
	}
	return c, expressions
}

// missingOf is why a group has no number of a column, or 0.
func missingOf(of sqlColumn) string {
	return fmt.Sprintf(`CASE WHEN ifnull(sum(%[1]s IN %[2]s), 0) > 0 THEN %[3]s
		WHEN count(%[4]s) > 0 THEN 0 WHEN count(*) = 0 OR min(%[1]s) <> max(%[1]s) THEN %[5]s ELSE min(%[1]s) END`,
		of.reason, hidden, suppressed, of.value, notAvailable)
}

// sameKeys joins a and b on the columns of a combination.
func sameKeys(columns []sqlColumn, a, b string) string {
	conditions := []string{"1"}
	for _, c := range columns {
		conditions = append(conditions, fmt.Sprintf("%[1]s.%[3]s IS %[2]s.%[3]s AND %[1]s.%[4]s = %[2]s.%[4]s", a, b, c.value, c.reason))
	}
	return strings.Join(conditions, " AND ")
}

func (q *sqlQuery) change(s datasets.Change, f table.Field) {
	of, over, within := q.column(s.Of), q.column(s.Over), q.columnsNamed(s.Within)
	q.alone(over, within)
	base := fmt.Sprintf("(SELECT max(x.%[1]s) FROM %[2]s x WHERE x.%[3]s=0 AND x.%[1]s < a.%[1]s AND %[4]s)", over.value, q.last(), over.reason, sameKeys(within, "x", "a"))
	if s.From == "yearBefore" {
		base = fmt.Sprintf("CAST(julianday(date('1970-01-01', a.%s || ' days', '-1 year')) - julianday('1970-01-01') AS INTEGER)", over.value)
		if over.field.Grain == table.Week {
			base = sqlWeekBefore("a." + over.value)
		}
	}
	reason := fmt.Sprintf("CASE WHEN a.%[1]s IN %[2]s OR ifnull(b.%[1]s IN %[2]s, 0) THEN %[3]s WHEN a.%[1]s <> 0 THEN a.%[1]s WHEN b.%[1]s IS NULL OR b.%[1]s <> 0 THEN %[4]s", of.reason, hidden, suppressed, notAvailable)
	number := fmt.Sprintf("a.%[1]s - b.%[1]s", of.value)
	c := q.newColumn(f, of.scale, s.As == "percent")
	if s.As == "percent" {
		reason += fmt.Sprintf(" WHEN b.%s <= 0 THEN %s", of.value, notApplicable)
		number, c.scale = "100 * ("+number+")", 0
	}
	reason += " ELSE 0 END"
	made := fmt.Sprintf("CASE WHEN (%[1]s) = 0 THEN %[2]s END AS %[3]s, (%[1]s) AS %[4]s", reason, number, c.value, c.reason)
	if c.denominator != "" {
		made += fmt.Sprintf(", b.%s AS %s", of.value, c.denominator)
	}
	q.add("SELECT a.ord, %s, %s FROM %s a LEFT JOIN %s b ON a.%s=0 AND b.%s=0 AND %s AND b.%s = %s",
		q.list("a."), made, q.last(), q.last(), over.reason, over.reason, sameKeys(within, "a", "b"), over.value, base)
	q.columns = append(q.columns, c)
}

// sqlWeekBefore is the week of that number of the year before, by the Thursdays that
// say which year a week is of: 52 weeks earlier or, where that is another, 53.
func sqlWeekBefore(monday string) string {
	of := func(format string, weeks int) string {
		return fmt.Sprintf("CAST(strftime('%s', date('1970-01-01', (%s + %d) || ' days')) AS INTEGER)", format, monday, 3-7*weeks)
	}
	number := func(weeks int) string { return "((" + of("%j", weeks) + " - 1) / 7)" }
	return fmt.Sprintf("CASE WHEN %s = %s - 1 AND %s <= %s THEN %s - 364 ELSE %s - 371 END", of("%Y", 52), of("%Y", 0), number(52), number(0), monday, monday)
}

func (q *sqlQuery) share(s datasets.Share, f table.Field) {
	of, within := q.column(s.Of), q.columnsNamed(s.Within)
	keys := []string{"0"}
	for _, w := range within {
		keys = append(keys, w.value, w.reason)
	}
	c := q.newColumn(f, 0, true)
	window := "OVER (PARTITION BY " + strings.Join(keys, ", ") + ")"
	reason := fmt.Sprintf("CASE WHEN sum(%[1]s IN %[2]s) %[3]s > 0 THEN %[4]s WHEN %[1]s <> 0 THEN %[1]s WHEN sum(%[5]s) %[3]s = 0 THEN %[6]s ELSE 0 END",
		of.reason, hidden, window, suppressed, of.value, notApplicable)
	q.add("SELECT ord, %s, CASE WHEN (%s) = 0 THEN 100 * %s END AS %s, (%s) AS %s, sum(%s) %s AS %s FROM %s",
		q.list(""), reason, of.value, c.value, reason, c.reason, of.value, window, c.denominator, q.last())
	q.columns = append(q.columns, c)
}
