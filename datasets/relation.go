package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// relation is the table as it stands between two steps: columns shared with
// the Snapshot's table, and the rows of them that are left, in order.
type relation struct {
	fields  []table.Field
	columns []*table.Column
	rows    []uint32 // nil means all of the columns' rows
	n       int
	by      string // the Field of numbers that the rows are in order of; "" for none
	ties    []Tie
}

func relationOf(t *table.Table) relation {
	r := relation{fields: t.Fields(), n: t.Rows()}
	for i := range r.fields {
		r.columns = append(r.columns, t.Column(i))
	}
	return r
}

// row is the row of the columns that stands at place i.
func (r relation) row(i int) int {
	if r.rows == nil {
		return i
	}
	return int(r.rows[i])
}

func (r relation) cell(i, column int) table.Cell {
	return r.columns[column].Cell(r.row(i), r.fields[column])
}

// keep narrows r to those rows of its columns.
func (r relation) keep(rows []uint32) relation {
	r.rows, r.n = rows, len(rows)
	return r
}

// with adds a column of one cell a row.
func (r relation) with(f table.Field, cells []table.Cell) (relation, error) {
	b := table.NewBuilder([]table.Field{f})
	b.Grow(len(cells))
	for i, cell := range cells {
		b.Set(0, cell)
		if err := b.EndRow(i + 1); err != nil {
			return relation{}, err
		}
	}
	t, err := b.Table()
	if err != nil {
		return relation{}, err
	}
	out := relation{n: r.n, by: r.by}
	for i, column := range r.columns {
		if r.rows != nil {
			column = column.Pick(r.rows)
		}
		out.fields, out.columns = append(out.fields, r.fields[i]), append(out.columns, column)
	}
	out.fields, out.columns = append(out.fields, f), append(out.columns, t.Column(0))
	return out, nil
}

// beside adds a column that has the rows of the others.
func (r relation) beside(f table.Field, c *table.Column) relation {
	r.fields = append(r.fields[:len(r.fields):len(r.fields)], f)
	r.columns = append(r.columns[:len(r.columns):len(r.columns)], c)
	return r
}

// blockRows is how many rows are worked on between two looks at the deadline.
const blockRows = 1 << 16

// blocks calls work for n rows in blocks and stops when ctx is done.
func blocks(ctx context.Context, n int, work func(from, to int)) error {
	for from := 0; from < n; from += blockRows {
		if err := ctx.Err(); err != nil {
			return err
		}
		work(from, min(from+blockRows, n))
	}
	return ctx.Err()
}
