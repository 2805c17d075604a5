package oracle

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

func (q *sqlQuery) unpivot(s datasets.Unpivot, fields []table.Field) {
	of := q.columnsNamed(s.Fields)
	scale := 0
	for _, c := range of {
		scale = max(scale, c.scale)
	}
	name, value := q.newColumn(fields[len(fields)-2-len(s.Also)], 0, false), q.newColumn(fields[len(fields)-1], scale, false)
	var also []sqlColumn
	for i := range s.Also {
		also = append(also, q.newColumn(fields[len(fields)-1-len(s.Also)+i], 0, false))
	}
	q.columns = slices.DeleteFunc(slices.Clone(q.columns), func(c sqlColumn) bool { return slices.Contains(s.Fields, c.field.Name) })
	var selects []string
	for i, c := range of {
		label := s.Fields[i]
		if s.Labels != nil {
			label = s.Labels[i]
		}
		more := ""
		for j, a := range also {
			more += fmt.Sprintf("%s AS %s, 0 AS %s, ", quoted(s.Also[j].Labels[i]), a.value, a.reason)
		}
		cell := c.value
		if c.field.Kind.Number() {
			cell = fmt.Sprintf("%s * %v", c.value, power(scale-c.scale))
		}
		selects = append(selects, fmt.Sprintf("SELECT ord * %d + %d AS ord, %s%s AS %s, 0 AS %s, %s%s AS %s, %s AS %s FROM %s", len(of), i,
			comma(q.list("")), quoted(sqlValue(parsed(label, name.field), 0)), name.value, name.reason, more, cell, value.value, c.reason, value.reason, q.last()))
	}
	q.add("%s", strings.Join(selects, " UNION ALL "))
	q.columns = append(append(append(q.columns, name), also...), value)
}

func (q *sqlQuery) pivot(s datasets.Pivot, fields []table.Field) {
	names, value, by := q.column(s.Names), q.column(s.Value), q.columnsNamed(s.By)
	is := func(text string) string { return "(" + names.reason + "=0 AND " + names.comparison("=", text) + ")" }
	var any, keys []string
	for _, text := range s.Columns {
		any = append(any, is(text))
	}
	selected, columns := []string{"ifnull(min(ord), 0) AS ord"}, []sqlColumn{}
	for _, c := range by {
		selected, keys, columns = append(selected, c.value, c.reason), append(keys, c.value, c.reason), append(columns, c)
	}
	group := ""
	if len(keys) > 0 {
		group = " GROUP BY " + strings.Join(keys, ", ")
	}
	from := fmt.Sprintf("%s WHERE (%s)", q.last(), strings.Join(any, " OR "))
	for i, text := range s.Columns {
		c := q.newColumn(fields[len(by)+i], value.scale, false)
		selected = append(selected,
			fmt.Sprintf("max(CASE WHEN %s THEN %s END) AS %s", is(text), value.value, c.value),
			fmt.Sprintf("ifnull(max(CASE WHEN %s THEN %s END), %s) AS %s", is(text), value.reason, notAvailable, c.reason))
		columns = append(columns, c)
		q.problems = append(q.problems, fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM %s AND %s GROUP BY %s HAVING count(*) > 1)", from, is(text), strings.Join(append(keys, "ord - ord"), ", ")))
	}
	q.add("SELECT %s FROM %s%s", strings.Join(selected, ", "), from, group)
	q.columns = columns
}

// comma puts one after a list that is not empty.
func comma(list string) string {
	if list == "" {
		return ""
	}
	return list + ", "
}
