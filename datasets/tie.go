package datasets

import (
	"slices"

	"figurehead/datasets/table"
)

// Tie is a place where the largest or smallest are cut off between equal numbers: by
// a Limit of rows that are in order of a number, or by a Top.
type Tie struct {
	Of     string        // the column with the numbers
	Rest   string        // what those left out are part of; "" where they are not there any more
	Fields []table.Field // of Kept and Left
	Kept   []table.Cell  // the last row that is kept
	Left   [][]table.Cell
	More   int // left out with the same number, beside those of Left
}

// maxTied is how many rows of a Tie are kept in memory.
const maxTied = 5

// tied is the Tie of a relation in order of a number that is cut after n rows; false
// where there is none.
func (r relation) tied(n int) (Tie, bool) {
	by := indexOf(r.by, r.fields)
	if by < 0 || n < 1 || n >= r.n || !r.fields[by].Kind.Number() {
		return Tie{}, false
	}
	last := r.cell(n-1, by)
	t := Tie{Of: r.by, Fields: r.fields}
	for i := n; i < r.n && last.Missing == table.Present; i++ {
		if cell := r.cell(i, by); cell.Missing != table.Present || cell.Number.Cmp(last.Number) != 0 {
			break
		}
		if len(t.Left) == maxTied {
			t.More++
			continue
		}
		t.Left = append(t.Left, r.line(i))
	}
	t.Kept = r.line(n - 1)
	return t, len(t.Left) > 0
}

// line is a row of r.
func (r relation) line(i int) []table.Cell {
	row := make([]table.Cell, len(r.fields))
	for column := range row {
		row[column] = r.cell(i, column)
	}
	return row
}

// and keeps the ties of earlier steps beside those of r.
func (r relation) and(earlier []Tie) relation {
	r.ties = slices.Concat(earlier, r.ties)
	return r
}

// Name is the first cell of a row of t that can name it, of those columns first.
func (t Tie) Name(row []table.Cell, columns ...string) string {
	for _, name := range columns {
		if at := indexOf(name, t.Fields); at >= 0 && row[at].Missing == table.Present {
			return row[at].String()
		}
	}
	for at, f := range t.Fields {
		if !f.Kind.Number() && row[at].Missing == table.Present {
			return row[at].String()
		}
	}
	return ""
}
