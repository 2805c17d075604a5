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
	name, value := q.newColumn(fields[len(fields)-2], 0, false), q.newColumn(fields[len(fields)-1], scale, false)
	q.columns = slices.DeleteFunc(slices.Clone(q.columns), func(c sqlColumn) bool { return slices.Contains(s.Fields, c.field.Name) })
	var selects []string
	for i, c := range of {
		label := s.Fields[i]
		if s.Labels != nil {
			label = s.Labels[i]
		}
		cell := c.value
		if c.field.Kind.Number() {
			cell = fmt.Sprintf("%s * %v", c.value, power(scale-c.scale))
		}
		selects = append(selects, fmt.Sprintf("SELECT ord * %d + %d AS ord, %s%s AS %s, 0 AS %s, %s AS %s, %s AS %s FROM %s", len(of), i,
			comma(q.list("")), quoted(sqlValue(parsed(label, name.field), 0)), name.value, name.reason, cell, value.value, c.reason, value.reason, q.last()))
	}
	q.add("%s", strings.Join(selects, " UNION ALL "))
	q.columns = append(q.columns, name, value)
}

// comma puts one after a list that is not empty.
func comma(list string) string {
	if list == "" {
		return ""
	}
	return list + ", "
}
