package records

import (
	"bytes"
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// MaxTextBytes is the most text that a table may become: what a CSV file may have.
const MaxTextBytes = datasets.MaxFileBytes

// Writer writes rows of text as CSV. Cells of a row are set in any order.
type Writer struct {
	Before int // rows that will stand above, for the numbers of rows in Problems
	text   []byte
	cells  [][]byte
	store  []byte // of the row being written
	rows   int
}

// Cell sets one cell of the row, from 0; the last of two wins.
func (w *Writer) Cell(column int, text []byte) error {
	if column >= table.MaxOffered {
		return TooManyColumns()
	}
	if len(text) > table.MaxCellBytes {
		return datasets.Problem{Row: w.row(), Message: fmt.Sprintf("Row %d holds more than %d bytes in one value.", w.row(), table.MaxCellBytes),
			Suggestion: "Shorten it, or leave it out of the file."}
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return datasets.Problem{Row: w.row(), Message: fmt.Sprintf("Row %d holds a NUL character, which no table has.", w.row()),
			Suggestion: "The file may be damaged. Get it again."}
	}
	for len(w.cells) <= column {
		w.cells = append(w.cells, nil)
	}
	at := len(w.store)
	w.store = append(w.store, text...)
	w.cells[column] = w.store[at:len(w.store):len(w.store)]
	return nil
}

// row is the number of the row being written.
func (w *Writer) row() int { return w.Before + w.rows + 1 }

// TooManyColumns is the Problem of a table that is too wide.
func TooManyColumns() error {
	return datasets.Problem{Message: fmt.Sprintf("The table has more than %d columns.", table.MaxColumns),
		Suggestion: "Ask the publisher for a smaller extract, or for the same data as CSV with the columns you need."}
}

// TooManyRows is the Problem of a table that is too long.
func TooManyRows() error {
	return datasets.Problem{Message: fmt.Sprintf("The table has more than %d million rows.", table.MaxRows/1_000_000),
		Suggestion: "Cut it into smaller files, or ask the publisher for totals."}
}

// End closes the row; one without a cell is a blank line.
func (w *Writer) End() error {
	if w.rows++; w.rows > table.MaxRows+1000 {
		return TooManyRows()
	}
	w.text = appendRow(w.text, w.cells)
	w.cells, w.store = w.cells[:0], w.store[:0]
	if len(w.text) > MaxTextBytes {
		return datasets.Problem{Message: fmt.Sprintf("The table would have more than %d MB.", MaxTextBytes>>20),
			Suggestion: "Cut it into smaller files, or ask the publisher for totals."}
	}
	return nil
}

// Rows is the number of closed rows.
func (w *Writer) Rows() int { return w.rows }

// Row writes a whole row.
func (w *Writer) Row(cells ...string) error {
	for i, c := range cells {
		if err := w.Cell(i, []byte(c)); err != nil {
			return err
		}
	}
	return w.End()
}

// Text is all rows.
func (w *Writer) Text() []byte { return w.text }

// Under is all rows below a row of names. Every name has its place, also an
// empty one.
func (w *Writer) Under(names []string) []byte {
	cells := make([][]byte, len(names))
	for i, n := range names {
		cells[i] = []byte(n)
	}
	return append(appendRow(nil, cells), w.text...)
}

func appendRow(out []byte, cells [][]byte) []byte {
	for i, c := range cells {
		if i > 0 {
			out = append(out, ',')
		}
		out = AppendCell(out, c)
	}
	return append(out, '\n')
}
