package oracle

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/big"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// errProblem says that the Query is a Problem on these rows.
var errProblem = errors.New("a problem")

// runSQL gives the Result of q on the fields of table "t".
func runSQL(ctx context.Context, db *sql.DB, q datasets.Query, fields []table.Field) (datasets.Result, string, error) {
	s := newSQL(fields)
	for i, step := range q.Steps {
		after, err := datasets.Query{Steps: q.Steps[:i+1]}.ResultFields(fields)
		if err != nil {
			return datasets.Result{}, "", err
		}
		if err := s.keep(ctx, db); err != nil {
			return datasets.Result{}, strings.Join(s.kept, "\n"), err
		}
		s.translate(step, after)
		for _, problem := range s.problems {
			var count int
			check := "WITH " + strings.Join(s.with[s.from:len(s.with)-1], ",\n") + " " + problem
			if err := db.QueryRowContext(ctx, check).Scan(&count); err != nil {
				return datasets.Result{}, check, err
			}
			if count > 0 {
				return datasets.Result{}, check, errProblem
			}
		}
		s.problems = nil
	}
	statement := fmt.Sprintf("WITH %s\nSELECT %s FROM %s ORDER BY ord", strings.Join(s.with[s.from:], ",\n"), s.list(""), s.last())
	result, err := s.read(ctx, db, statement)
	return result, strings.Join(append(s.kept, statement), ";\n"), err
}

// keep stores the rows of a long chain as a table from which it goes on: SQLite
// takes only so many expressions within each other.
func (q *sqlQuery) keep(ctx context.Context, db *sql.DB) error {
	if len(q.with)-q.from < 9 {
		return nil
	}
	name := fmt.Sprint("kept", len(q.kept)%2) // it is made from the other
	statement := fmt.Sprintf("CREATE TABLE %s AS WITH %s\nSELECT ord, %s FROM %s", name, strings.Join(q.with[q.from:], ",\n"), q.list(""), q.last())
	q.kept = append(q.kept, statement)
	if _, err := db.ExecContext(ctx, "DROP TABLE IF EXISTS "+name); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, statement); err != nil {
		return err
	}
	q.from = len(q.with)
	q.with = append(q.with, fmt.Sprintf("s%d AS (SELECT * FROM %s)", q.from, name))
	return nil
}

func (q *sqlQuery) read(ctx context.Context, db *sql.DB, statement string) (datasets.Result, error) {
	rows, err := db.QueryContext(ctx, statement)
	if err != nil {
		return datasets.Result{}, err
	}
	defer rows.Close()
	r := datasets.Result{Rows: [][]table.Cell{}}
	for _, c := range q.columns {
		r.Fields = append(r.Fields, c.field)
	}
	for rows.Next() {
		values := make([]any, len(q.columns))
		reasons := make([]int, len(q.columns))
		denominators := make([]sql.NullInt64, len(q.columns))
		var into []any
		for i, c := range q.columns {
			into = append(into, &values[i], &reasons[i])
			if c.denominator != "" {
				into = append(into, &denominators[i])
			}
		}
		if err := rows.Scan(into...); err != nil {
			return datasets.Result{}, err
		}
		var row []table.Cell
		for i, c := range q.columns {
			row = append(row, c.cell(values[i], table.Reason(reasons[i]), denominators[i].Int64))
		}
		r.Rows = append(r.Rows, row)
	}
	return r, rows.Err()
}

func (c sqlColumn) cell(value any, reason table.Reason, denominator int64) table.Cell {
	cell := table.MissingCell(c.field, reason)
	if reason != table.Present {
		return cell
	}
	switch v := value.(type) {
	case string:
		cell.Text = v
	case int64:
		switch {
		case c.field.Kind.Calendar():
			cell.Day = table.Day(v)
		case c.denominator == "":
			cell.Number = table.NewDecimal(v, c.scale)
		default:
			bottom := new(big.Int).Mul(big.NewInt(denominator), power(c.scale))
			cell.Number = rounded(new(big.Rat).SetFrac(big.NewInt(v), bottom))
		}
	default:
		panic(fmt.Sprintf("%v (%T) in %q", value, value, c.field.Name))
	}
	return cell
}

// rounded is a quotient with 12 decimals, half away from zero, as big.Rat rounds.
func rounded(x *big.Rat) table.Decimal { return table.MustDecimal(x.FloatString(table.QuotientPlaces)) }
