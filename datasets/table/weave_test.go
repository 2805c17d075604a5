package table_test

import (
	"math/rand/v2"
	"testing"

	"figurehead/datasets/table"
)

func TestWeaveTakesCellsByTurns(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	for _, f := range everyKind {
		for range 20 {
			held := make([][]table.Cell, 1+r.IntN(3))
			var columns []*table.Column
			for i := range held {
				rows := make([][]table.Cell, 8)
				for row := range rows {
					cell := randomCell(r, f)
					if f.Kind.Number() && r.IntN(6) == 0 {
						cell = table.NumberCell(f.Kind, table.MustDecimal("90000000000000000.5")) // not at a finer scale
					}
					rows[row] = []table.Cell{cell}
					held[i] = append(held[i], cell)
				}
				columns = append(columns, build(t, []table.Field{f}, rows).Column(0))
			}
			var rows []uint32
			for range 20 {
				rows = append(rows, uint32(r.IntN(8)))
			}
			if r.IntN(3) == 0 {
				rows = nil
			}
			woven := table.Weave(columns, rows, 8)
			repeated := columns[0].Repeat(rows, 8, 3)
			if rows == nil {
				rows = []uint32{0, 1, 2, 3, 4, 5, 6, 7}
			}
			for i, row := range rows {
				for j := range held {
					want := held[j][row]
					if got := woven.Cell(i*len(held)+j, f); got != want {
						t.Fatalf("Weave of %d columns of %q, row %d of column %d = %v, want %v", len(held), f.Name, i, j, got, want)
					}
				}
				for time := range 3 {
					if got := repeated.Cell(i*3+time, f); got != held[0][row] {
						t.Fatalf("Repeat of %q, row %d = %v, want %v", f.Name, i, got, held[0][row])
					}
				}
			}
		}
	}
}
