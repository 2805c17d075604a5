package oracle

import (
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// order adds what the summaries of a group need to know of each row: whether it
// is the first or the last of its group, and the place of its number.
func (q *sqlQuery) order(s datasets.Group, by []sqlColumn) {
	selected := []string{"*"}
	for i, m := range s.Measures {
		switch m.Summary {
		case "median", "quantile":
			of := q.column(m.Field)
			selected = append(selected, fmt.Sprintf("row_number()%s ORDER BY %s) - 1 AS place%d", partition(by, of.reason+"=0"), of.value, i),
				fmt.Sprintf("count(*)%s) AS among%d", partition(by, of.reason+"=0"), i))
		}
	}
	over := partition(by) + ")"
	q.add("SELECT %s, ord = min(ord)%s AS opens, ord = max(ord)%s AS closes FROM %s", strings.Join(selected, ", "), over, over, q.last())
}

func (q *sqlQuery) standing(m datasets.Summary, f table.Field) (sqlColumn, []string) {
	of, is := q.column(m.Field), map[string]string{"first": "opens", "last": "closes"}[m.Summary]
	c := q.newColumn(f, of.scale, false)
	return c, []string{
		fmt.Sprintf("max(CASE WHEN %s THEN %s END) AS %s", is, of.value, c.value),
		fmt.Sprintf("ifnull(max(CASE WHEN %s THEN %s END), %s) AS %s", is, of.reason, notAvailable, c.reason),
	}
}

// quantile adds up the numbers on both sides of the place that is asked for, each
// by its weight; the weights are integers.
func (q *sqlQuery) quantile(m datasets.Summary, i int, f table.Field) (sqlColumn, []string) {
	at := table.NewDecimal(5, 1)
	if m.At != "" {
		at = table.MustDecimal(m.At)
	}
	of, one := q.column(m.Field), power(at.Places())
	part, _ := at.Scaled(at.Places())
	c, reason := q.newColumn(f, of.scale+at.Places(), false), missingOf(of)
	place := fmt.Sprintf("(among%d - 1) * %d", i, part)
	number := fmt.Sprintf(`sum(CASE WHEN %[1]s <> 0 THEN 0 WHEN place%[2]d = (%[3]s) / %[4]v THEN %[5]s * (%[4]v - (%[3]s) %% %[4]v)
		WHEN place%[2]d = (%[3]s) / %[4]v + 1 THEN %[5]s * ((%[3]s) %% %[4]v) ELSE 0 END)`, of.reason, i, place, one, of.value)
	return c, []string{fmt.Sprintf("CASE WHEN (%s) = 0 THEN %s END AS %s", reason, number, c.value), fmt.Sprintf("(%s) AS %s", reason, c.reason)}
}

func (q *sqlQuery) rate(s datasets.Rate, f table.Field) {
	of, by := q.column(s.Of), q.column(s.By)
	reason := fmt.Sprintf("CASE WHEN %[1]s IN %[3]s OR %[2]s IN %[3]s THEN %[4]s WHEN %[1]s <> 0 THEN %[1]s WHEN %[2]s <> 0 THEN %[5]s WHEN %[6]s <= 0 THEN %[7]s ELSE 0 END",
		of.reason, by.reason, hidden, suppressed, notAvailable, by.value, notApplicable)
	scale := max(of.scale, by.scale)
	q.beside(q.newColumn(f, 0, true), fmt.Sprintf("%d * %s * %v", s.Per, of.value, power(scale-of.scale)), reason, fmt.Sprintf("%s * %v", by.value, power(scale-by.scale)))
}

func (q *sqlQuery) replace(s datasets.Replace, fields []table.Field) {
	of := q.column(s.Field)
	value, reason := "CASE ifnull("+of.value+", '')", ""
	for _, r := range s.Values {
		for _, from := range r.From {
			value += fmt.Sprintf(" WHEN %s THEN %s", quoted(from), quoted(r.To))
		}
	}
	value = fmt.Sprintf("nullif(CASE WHEN %s IN (0, %d) THEN %s ELSE %s END END, '')", of.reason, table.Blank, value, of.value)
	reason = fmt.Sprintf("CASE WHEN %s NOT IN (0, %d) THEN %s WHEN %s IS NULL THEN %d ELSE 0 END", of.reason, table.Blank, of.reason, value, table.Blank)
	var kept []sqlColumn
	for i, c := range q.columns {
		if c.field.Name == s.Field {
			c = q.newColumn(fields[i], 0, false)
		}
		kept = append(kept, c)
	}
	selected := []string{"ord"}
	for i, c := range kept {
		if c.value != q.columns[i].value {
			selected = append(selected, value+" AS "+c.value, reason+" AS "+c.reason)
			continue
		}
		selected = append(selected, c.value, c.reason)
		if c.denominator != "" {
			selected = append(selected, c.denominator)
		}
	}
	q.add("SELECT %s FROM %s", strings.Join(selected, ", "), q.last())
	q.columns = kept
}
