package datasets

import (
	"context"
	"fmt"

	"figurehead/datasets/table"
)

// Run gives the Result of q on t. What a person can mend is returned as a
// Problem: a column that is not there, a sum of text, too many rows. When ctx
// is done first, its error is returned within 65,536 rows.
func Run(ctx context.Context, q Query, t *table.Table) (Result, error) {
	return RunUpTo(ctx, q, t, MaxResultRows)
}

// RunUpTo is Run for work that is not shown: it gives up to so many rows.
func RunUpTo(ctx context.Context, q Query, t *table.Table, most int) (Result, error) {
	return q.runFrom(ctx, relationOf(t), 0, most)
}

// runFrom runs the steps from one on, on what those before it gave.
func (q Query) runFrom(ctx context.Context, r relation, from, most int) (Result, error) {
	for i := from; i < len(q.Steps); i++ {
		step := q.Steps[i]
		fields, err := step.outline(r.fields)
		if err != nil {
			return Result{}, inStep(i, err)
		}
		ties := r.ties
		r.ties = nil
		if r, err = step.run(ctx, r); err != nil {
			return Result{}, inStep(i, err)
		}
		r = r.and(ties)
		r.fields = fields
	}
	if r.n > most {
		return Result{}, Problem{Message: fmt.Sprintf("The query gives %s rows; at most %s can be shown.", thousands(r.n), thousands(most)), Suggestion: "Group the rows, filter them or limit their number."}
	}
	result := Result{Ties: r.ties, Fields: r.fields, Rows: make([][]table.Cell, r.n)}
	cells := make([]table.Cell, r.n*len(r.fields))
	for i := range result.Rows {
		row := cells[i*len(r.fields) : (i+1)*len(r.fields) : (i+1)*len(r.fields)]
		for column := range row {
			row[column] = r.cell(i, column)
		}
		result.Rows[i] = row
	}
	result.Edited = q.editedCells(result)
	return result, nil
}

// thousands writes n with commas.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
