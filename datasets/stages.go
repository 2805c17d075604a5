package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// Stage is the table as it stands after some steps of a Query: its first rows
// and how many there are.
type Stage struct {
	Fields []table.Field
	Rows   [][]table.Cell
	N      int
}

// Stages runs q and shows the table before its first step and after each. Where
// a step cannot be run, the stages before it come with the Problem; it is about
// the step after the last of them.
func Stages(ctx context.Context, q Query, t *table.Table, rows int) ([]Stage, error) {
	r := relationOf(t)
	stages := []Stage{r.stage(rows)}
	for i, step := range q.Steps {
		fields, err := step.outline(r.fields)
		if err != nil {
			return stages, err
		}
		if r, err = step.run(ctx, r); err != nil {
			return stages, err
		}
		r.fields = fields
		stages = append(stages, r.stage(rows))
		if err := ctx.Err(); err != nil {
			return stages, inStep(i, err)
		}
	}
	return stages, nil
}

func (r relation) stage(rows int) Stage {
	s := Stage{Fields: r.fields, N: r.n}
	for i := range min(rows, r.n) {
		row := make([]table.Cell, len(r.fields))
		for column := range row {
			row[column] = r.cell(i, column)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
