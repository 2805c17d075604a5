package oracle

import (
	"context"
	"database/sql"
	"fmt"
	"math/big"
	"strings"

	_ "github.com/mattn/go-sqlite3"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// sqlColumn is a column of a statement: its value (an integer divided by 10 to
// the power of scale, or a numerator with a denominator), and its reason.
type sqlColumn struct {
	field                      table.Field
	value, reason, denominator string
	scale                      int
}

// sqlQuery is a chain of common table expressions, one for each step. Each has
// a column "ord", by which its rows are ordered.
type sqlQuery struct {
	with     []string
	from     int      // those before are kept in a table
	kept     []string // the statements that made such tables
	columns  []sqlColumn
	made     int
	problems []string // statements that count what is a Problem, by step
}

// reasons in SQL, by number.
var (
	hidden        = fmt.Sprintf("(%d,%d)", table.Confidential, table.Suppressed)
	suppressed    = fmt.Sprint(int(table.Suppressed))
	notAvailable  = fmt.Sprint(int(table.NotAvailable))
	notApplicable = fmt.Sprint(int(table.NotApplicable))
)

var sqlScales = map[string]int{"Score": 3, "Spend": 2, "Rate": 1}

// loadSQL stores t as table "t" or "reference": v0, r0, v1, r1 …
func loadSQL(ctx context.Context, db *sql.DB, name string, t *table.Table) error {
	var definition, marks []string
	for i := range t.Fields() {
		definition = append(definition, fmt.Sprintf("v%d, r%d INTEGER", i, i))
		marks = append(marks, "?, ?")
	}
	if _, err := db.ExecContext(ctx, "DROP TABLE IF EXISTS "+name); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "CREATE TABLE "+name+" (ord INTEGER PRIMARY KEY, "+strings.Join(definition, ", ")+")"); err != nil {
		return err
	}
	if err := loadWorkingDays(ctx, db); err != nil {
		return err
	}
	for row := range t.Rows() {
		values := []any{row}
		for column, f := range t.Fields() {
			values = append(values, sqlValue(t.Cell(row, column), sqlScales[f.Name]), int(t.Cell(row, column).Missing))
		}
		if _, err := db.ExecContext(ctx, "INSERT INTO "+name+" VALUES (?, "+strings.Join(marks, ", ")+")", values...); err != nil {
			return err
		}
	}
	return nil
}

func sqlValue(c table.Cell, scale int) any {
	switch {
	case c.Missing != table.Present:
		return nil
	case c.Kind.Number():
		n, ok := c.Number.Scaled(scale)
		if !ok {
			panic(fmt.Sprintf("%v does not fit scale %d", c.Number, scale))
		}
		return n
	case c.Kind.Calendar():
		return int64(c.Day)
	}
	return c.Text
}

func newSQL(fields []table.Field) *sqlQuery {
	q := &sqlQuery{with: []string{"s0 AS (SELECT * FROM t)"}, made: len(fields)}
	for i, f := range fields {
		q.columns = append(q.columns, sqlColumn{f, fmt.Sprint("v", i), fmt.Sprint("r", i), "", sqlScales[f.Name]})
	}
	return q
}

// last is the name of the newest expression.
func (q *sqlQuery) last() string { return fmt.Sprint("s", len(q.with)-1) }

func (q *sqlQuery) add(format string, args ...any) {
	q.with = append(q.with, fmt.Sprintf("s%d AS MATERIALIZED (%s)", len(q.with), fmt.Sprintf(format, args...)))
}

func (q *sqlQuery) column(name string) sqlColumn {
	for _, c := range q.columns {
		if c.field.Name == name {
			return c
		}
	}
	panic("no column " + name)
}

// newColumn names a column that is made.
func (q *sqlQuery) newColumn(f table.Field, scale int, quotient bool) sqlColumn {
	c := sqlColumn{field: f, value: fmt.Sprint("v", q.made), reason: fmt.Sprint("r", q.made), scale: scale}
	if quotient {
		c.denominator = fmt.Sprint("d", q.made)
	}
	q.made++
	return c
}

func (q *sqlQuery) columnsNamed(names []string) []sqlColumn {
	var out []sqlColumn
	for _, name := range names {
		out = append(out, q.column(name))
	}
	return out
}

// translate adds the statement of one step, whose Fields afterwards are fields.
func (q *sqlQuery) translate(step datasets.Step, fields []table.Field) {
	switch s := step.(type) {
	case datasets.Filter:
		q.add("SELECT * FROM %s WHERE %s", q.last(), q.condition(s))
	case datasets.Latest:
		c := q.column(s.Field)
		q.add("SELECT * FROM %[1]s WHERE %[2]s=0 AND %[3]s IN (SELECT DISTINCT %[3]s FROM %[1]s WHERE %[2]s=0 ORDER BY 1 DESC LIMIT %[4]d)", q.last(), c.reason, c.value, s.Count)
	case datasets.Choose:
		q.columns = q.columnsNamed(s.Fields)
	case datasets.Group:
		q.group(s, fields)
	case datasets.Sort:
		q.sort(s)
	case datasets.Limit:
		q.add("SELECT * FROM %s ORDER BY ord LIMIT %d", q.last(), s.Count)
	case datasets.Change:
		q.change(s, fields[len(fields)-1])
	case datasets.Share:
		q.share(s, fields[len(fields)-1])
	case datasets.Rank:
		q.rank(s, fields[len(fields)-1])
	case datasets.Total:
		q.total(s, fields[len(fields)-1])
	case datasets.Cumulative:
		q.cumulative(s, fields[len(fields)-1])
	case datasets.Rolling:
		q.rolling(s, fields[len(fields)-1])
	case datasets.Index:
		q.index(s, fields[len(fields)-1])
	case datasets.Join:
		q.join(s, fields[len(fields)-1])
	case datasets.Rate:
		q.rate(s, fields[len(fields)-1])
	case datasets.Period:
		q.period(s, fields[len(fields)-1])
	case datasets.InTime:
		q.inTime(s, fields[len(fields)-1])
	case datasets.Span:
		q.span(s, fields)
	case datasets.Mark:
		q.mark(s, fields[len(fields)-1])
	case datasets.Replace:
		q.replace(s, fields)
	case datasets.Bins:
		q.bins(s, fields)
	case datasets.Top:
		q.top(s, fields)
	case datasets.Pivot:
		q.pivot(s, fields)
	case datasets.Unpivot:
		q.unpivot(s, fields)
	default:
		panic(fmt.Sprintf("no SQL for %T", step))
	}
}

func (q *sqlQuery) condition(s datasets.Filter) string {
	c := q.column(s.Field)
	var named []string
	blank := "0"
	for _, text := range s.Values {
		if text == "" {
			blank = fmt.Sprintf("%s=%d", c.reason, table.Blank)
			continue
		}
		named = append(named, c.comparison("=", text))
	}
	if s.Test == "contains" {
		parts := []string{"0"}
		for _, text := range s.Values {
			parts = append(parts, fmt.Sprintf("instr(lower(%s), lower(%s)) > 0", c.value, quoted(text)))
		}
		return c.reason + "=0 AND (" + strings.Join(parts, " OR ") + ")"
	}
	anyOf := "(" + strings.Join(append(named, blank), " OR ") + ")"
	present := c.reason + "=0 AND "
	switch s.Test {
	case "is":
		return anyOf
	case "isNot":
		return "NOT " + anyOf
	case "present":
		return c.reason + "=0"
	case "missing":
		return c.reason + "<>0"
	case "between":
		return present + c.comparison(">=", s.Values[0]) + " AND " + c.comparison("<=", s.Values[1])
	}
	operators := map[string]string{"atLeast": ">=", "atMost": "<=", "above": ">", "below": "<"}
	return present + c.comparison(operators[s.Test], s.Values[0])
}

// comparison compares the column with a value, both at the finer scale; it is
// false where the column is missing.
func (c sqlColumn) comparison(operator, text string) string {
	cell, err := table.ParseCell(text, c.field)
	if err != nil {
		panic(err)
	}
	if !c.field.Kind.Number() {
		return fmt.Sprintf("ifnull(%s %s %s, 0)", c.value, operator, quoted(sqlValue(cell, 0)))
	}
	scale := max(c.scale, cell.Number.Places())
	return fmt.Sprintf("ifnull(%s * %v %s %v, 0)", c.value, power(scale-c.scale), operator, sqlValue(cell, scale))
}

func quoted(v any) string {
	if text, is := v.(string); is {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return fmt.Sprint(v)
}

func power(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

func (q *sqlQuery) sort(s datasets.Sort) {
	var keys []string
	for _, key := range s.By {
		c := q.column(key.Field)
		direction := map[string]string{"ascending": "ASC", "descending": "DESC"}[key.Order]
		keys = append(keys, c.reason+"<>0", c.value+" "+direction)
	}
	q.add("SELECT row_number() OVER (ORDER BY %s, ord) AS ord, %s FROM %s", strings.Join(keys, ", "), q.list(""), q.last())
}

// list names the columns in use, each with what stands before it.
func (q *sqlQuery) list(before string) string {
	var names []string
	for _, c := range q.columns {
		names = append(names, before+c.value, before+c.reason)
		if c.denominator != "" {
			names = append(names, before+c.denominator)
		}
	}
	return strings.Join(names, ", ")
}
