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
			woven := table.Weave(columns, rows)
			for i, row := range rows {
				want := held[i%len(held)][row]
				if got := woven.Cell(i, f); got != want {
					t.Fatalf("Weave of %d columns of %q, cell %d = %v, want %v", len(held), f.Name, i, got, want)
				}
			}
		}
	}
}
