package oracle

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// edit is the rule of edits read out: the one row with those values, as they
// were before any edit, gets the other value.
func (p plain) edit(s datasets.EditCells, after []table.Field) ([][]table.Cell, error) {
	rows := make([][]table.Cell, len(p.rows))
	for i, row := range p.rows {
		rows[i] = append([]table.Cell{}, row...)
		for column := range row {
			rows[i][column].Kind = after[column].Kind
		}
	}
	for _, e := range s.Edits {
		found := -1
		for i, row := range p.rows {
			same := true
			for _, v := range e.Row {
				same = same && datasets.ValueOf(row[p.at(v.Field)]) == v.CellValue
			}
			if same && found >= 0 {
				return nil, errProblem
			}
			if same {
				found = i
			}
		}
		at := p.at(e.Field)
		if found < 0 || datasets.ValueOf(p.rows[found][at]) != e.From {
			return nil, errProblem
		}
		cell := table.MissingCell(after[at], e.To.Missing)
		if e.To.Missing == table.Present && e.To.Value != "" {
			var err error
			if cell, err = table.ParseCell(e.To.Value, after[at]); err != nil {
				return nil, err
			}
		} else if e.To.Missing == table.Present {
			cell.Missing = table.Blank
		}
		rows[found][at] = cell
	}
	return rows, nil
}

// TestRandomEdits changes cells of what random Queries give: the whole Query
// agrees with the rule read out, and the cell says what was written.
func TestRandomEdits(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2026, 27))
	made, told, moved := 0, 0, 0
	eachQuery(t, generator{r: r}, func(_, _ *table.Table) {}, func(on *table.Table, q datasets.Query) {
		shown, err := datasets.Run(context.Background(), q, on)
		if err != nil || len(shown.Rows) == 0 || len(shown.Fields) == 0 {
			return
		}
		var last datasets.Edit
		for n := range 1 + r.IntN(3) {
			if len(shown.Rows) == 0 {
				break
			}
			row, column := r.IntN(len(shown.Rows)), r.IntN(len(shown.Fields))
			e := datasets.Edit{Field: shown.Fields[column].Name, Why: "typed wrongly", To: value(r, shown.Fields[column], n)}
			next, err := editedAt(q, on, e, row)
			if err != nil {
				continue
			}
			again, err := datasets.Run(context.Background(), next, on)
			if err != nil { // rows that cannot be told apart
				continue
			}
			if next.EditPlace(e.Field) < len(next.Steps)-1 {
				moved++
			}
			made++
			q, shown, last = next, again, e
		}
		if made == 0 || last.Field == "" {
			return
		}
		want, wantErr := runPlain(q, on)
		got, gotErr := datasets.Run(context.Background(), q, on)
		differ(t, q, want, wantErr, datasets.Result{Fields: got.Fields, Rows: got.Rows}, gotErr, "")
		for _, cell := range got.Edited {
			if cell.Row < 0 {
				continue
			}
			told++
			says := datasets.ValueOf(got.Rows[cell.Row][got.Index(cell.Field)])
			is := false
			for _, e := range q.Edits() {
				is = is || e.Field == cell.Field && e.From == cell.From && same(e.To, says, got.Fields[got.Index(cell.Field)])
			}
			if !is {
				t.Errorf("row %d, %q of %v = %v: no edit says so", cell.Row, cell.Field, q.Steps, says)
			}
		}
	})
	if made < 200 || told < 100 || moved < 20 {
		t.Errorf("only %d edits were made, %d told and %d put before other steps", made, told, moved)
	}
}

// editedAt edits one cell as a person who looks at the Result does.
func editedAt(q datasets.Query, on *table.Table, e datasets.Edit, row int) (datasets.Query, error) {
	place := q.EditPlace(e.Field)
	there, err := datasets.Query{Steps: q.Steps[:place]}.ResultFields(on.Fields())
	if err != nil {
		return q, err
	}
	all, err := datasets.Run(context.Background(), q.AllColumns(place), on)
	if err != nil {
		return q, err
	}
	return q.Edited(e, there, all.Fields, all.Rows[row])
}

func same(a, b datasets.CellValue, f table.Field) bool {
	if !f.Kind.Number() || a.Missing != b.Missing || a.Missing != table.Present {
		return a == b
	}
	x, _ := table.ParseDecimal(a.Value)
	y, _ := table.ParseDecimal(b.Value)
	return x.Cmp(y) == 0
}

func value(r *rand.Rand, f table.Field, n int) datasets.CellValue {
	switch {
	case r.IntN(8) == 0:
		return datasets.CellValue{Missing: table.NotAvailable}
	case f.Kind == table.Integers:
		return datasets.CellValue{Value: fmt.Sprint(r.IntN(5000))}
	case f.Kind.Number():
		return datasets.CellValue{Value: fmt.Sprintf("%d.%02d", r.IntN(500), r.IntN(99)+1)}
	case f.Kind == table.Dates:
		return datasets.CellValue{Value: "2031-02-03"}
	case f.Kind == table.Periods:
		return datasets.CellValue{Value: table.PeriodLabel(table.Date(2030+n, 4, 1), f.Grain)}
	}
	return datasets.CellValue{Value: fmt.Sprintf("Renamed %d", n)}
}
