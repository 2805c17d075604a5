package oracle

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// whole is the reason why a sum of all cells is missing, or 0; over is empty or
// an OVER clause.
func whole(reason, over string) string {
	return fmt.Sprintf(`CASE WHEN sum(%[1]s IN %[3]s)%[2]s > 0 THEN %[4]s WHEN max(%[1]s)%[2]s = 0 THEN 0
		WHEN min(nullif(%[1]s, 0))%[2]s <> max(%[1]s)%[2]s THEN %[5]s ELSE max(%[1]s)%[2]s END`, reason, over, hidden, suppressed, notAvailable)
}

// keysOf names what tells combinations apart.
func keysOf(columns []sqlColumn) []string {
	keys := []string{}
	for _, c := range columns {
		keys = append(keys, c.value, c.reason)
	}
	return keys
}

// oneGroup keeps a GROUP BY or PARTITION BY without columns to one group.
const oneGroup = "ord - ord"

func (q *sqlQuery) top(s datasets.Top, fields []table.Field) {
	field, of, within := q.column(s.Field), q.column(s.Of), q.columnsNamed(s.Within)
	apart := slices.Concat(within, q.columnsNamed(s.Each))
	totals := []string{"0"}
	for _, text := range field.field.Totals {
		if text == "" {
			totals = append(totals, fmt.Sprintf("%s=%d", field.reason, table.Blank))
			continue
		}
		totals = append(totals, "ifnull("+field.comparison("=", text)+", 0)")
	}
	other := quoted(s.Other)
	keys := strings.Join(append(keysOf(within), oneGroup), ", ")
	q.add("SELECT *, %s<>0 OR %s=%s AS rest FROM %s WHERE NOT (%s)", field.reason, field.value, other, q.last(), strings.Join(totals, " OR "))
	rows := q.last()
	q.add("SELECT min(ord) AS ord, %s AS key, %s sum(%s) AS total, %s AS gone FROM %s WHERE NOT rest GROUP BY %s, %s",
		field.value, comma(strings.Join(keysOf(within), ", ")), of.value, whole(of.reason, ""), rows, keys, field.value)
	q.add("SELECT *, row_number()%s ORDER BY gone<>0, CASE WHEN gone=0 THEN -total END, ord) AS place FROM %s", partition(within), q.last())
	q.add("SELECT a.*, ifnull(min(b.place, %d), %d) AS place FROM %s a LEFT JOIN %s b ON NOT a.rest AND b.key = a.%s AND %s",
		s.Count+1, s.Count+1, rows, q.last(), field.value, sameKeys(within, "a", "b"))
	sum := q.newColumn(fields[len(fields)-1], of.scale, false)
	kept := fmt.Sprintf("place <= %d", s.Count)
	q.add("SELECT min(ord) AS ord, place, %s CASE WHEN %s THEN %s ELSE %s END AS %s, 0 AS %s, CASE WHEN (%s) = 0 THEN sum(%s) END AS %s, %s AS %s FROM %s GROUP BY %s",
		comma(strings.Join(keysOf(apart), ", ")), kept, field.value, other, field.value, field.reason,
		whole(of.reason, ""), of.value, sum.value, whole(of.reason, ""), sum.reason, q.last(), strings.Join(append(keysOf(apart), "place"), ", "))
	q.add("SELECT *, min(ord)%s) AS start FROM %s", partition(within), q.last())
	field.field = fields[len(fields)-2]
	q.columns = append(apart, field, sum)
	q.add("SELECT row_number() OVER (ORDER BY start, place, ord) AS ord, %s FROM %s", q.list(""), q.last())
}
