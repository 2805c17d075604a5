package oracle

import (
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

func (q *sqlQuery) bins(s datasets.Bins, fields []table.Field) {
	of, scale, start := q.column(s.Of), 0, table.Decimal{}
	scale = of.scale
	for _, text := range []string{s.Width, s.Start} {
		if text != "" {
			scale = max(scale, table.MustDecimal(text).Places())
		}
	}
	if s.Start != "" {
		start = table.MustDecimal(s.Start)
	}
	scaled := func(d table.Decimal) int64 { n, _ := d.Scaled(scale); return n }
	q.add("SELECT %s * %v - (%d) AS x, %s AS reason, %s AS places FROM %s", of.value, power(scale-of.scale), scaled(start), of.reason, placesOf(of), q.last())
	numbers := q.last()
	q.add("SELECT min(x) AS low, max(x) AS high, count(x) AS n, max(places) AS places FROM %s", numbers)
	spread := q.last()
	if s.Width != "" {
		q.add("SELECT %d AS w", scaled(table.MustDecimal(s.Width)))
	} else {
		q.niceWidth(s, scale, spread)
	}
	width := q.last()
	q.problems = append(q.problems, fmt.Sprintf("SELECT count(*) FROM %s, %s WHERE n > 0 AND %s - %s >= %d", spread, width, binOf("high"), binOf("low"), datasets.MaxBins))
	q.add("SELECT %s + a.column1 + 10 * b.column1 + 100 * c.column1 AS bin, w FROM %s, %s, %[4]s a, %[4]s b, %[4]s c WHERE n > 0 AND a.column1 + 10 * b.column1 + 100 * c.column1 <= %s - %s",
		binOf("low"), spread, width, "(VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))", binOf("high"), binOf("low"))
	lower, upper, count := q.newColumn(fields[0], scale, false), q.newColumn(fields[1], scale, false), q.newColumn(fields[2], 0, false)
	q.add(`SELECT 0 AS last, bin AS ord, bin * w + (%[1]d) AS %[2]s, 0 AS %[3]s, (bin + 1) * w + (%[1]d) AS %[4]s, 0 AS %[5]s, (SELECT count(*) FROM %[6]s n WHERE %[7]s = bin) AS %[8]s, 0 AS %[9]s FROM %[10]s
		UNION ALL SELECT 1, reason, NULL, reason, NULL, reason, count(*), 0 FROM %[6]s WHERE reason <> 0 GROUP BY reason`,
		scaled(start), lower.value, lower.reason, upper.value, upper.reason, numbers, binOf("n.x"), count.value, count.reason, q.last())
	q.columns = []sqlColumn{lower, upper, count}
	q.add("SELECT row_number() OVER (ORDER BY last, ord) AS ord, %s FROM %s", q.list(""), q.last())
}

// binOf is the bin of x, for widths w: x ÷ w, rounded down.
func binOf(x string) string { return fmt.Sprintf("((%[1]s - ((%[1]s %% w) + w) %% w) / w)", x) }

// placesOf is the number of digits that a column's numbers have after the point.
func placesOf(c sqlColumn) string {
	places := "0"
	for i := 1; i <= c.scale; i++ {
		places = fmt.Sprintf("CASE WHEN %s %% %v <> 0 THEN %d ELSE %s END", c.value, power(c.scale-i+1), i, places)
	}
	return places
}

// niceWidth finds the smallest width of few enough bins among 1, 2 and 5 times the
// powers of ten.
func (q *sqlQuery) niceWidth(s datasets.Bins, scale int, spread string) {
	var widths []string
	for places := scale; places > -9; places-- {
		for _, first := range []string{"1", "2", "5"} {
			widths = append(widths, fmt.Sprintf("(%s%s, %d)", first, strings.Repeat("0", scale-places), places))
		}
	}
	most := fmt.Sprint(s.Most)
	if s.Most == 0 {
		most = "CASE"
		for bins := 5; bins < 20; bins++ {
			most += fmt.Sprintf(" WHEN n * 8 <= %d THEN %d", bins*bins*bins, bins)
		}
		most += " ELSE 20 END"
	}
	q.add("SELECT min(w) AS w FROM %s, (SELECT column1 AS w, column2 AS finest FROM (VALUES %s)) WHERE finest <= places AND %s - %s < %s",
		spread, strings.Join(widths, ", "), binOf("high"), binOf("low"), most)
}
