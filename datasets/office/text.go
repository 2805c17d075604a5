package office

import (
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// Limits of one sheet (DESIGN §7).
const (
	MaxRows  = 200_000
	MaxCells = 10_000_000
)

// Writer writes the cells of a sheet as CSV in UTF-8, one record for each row of
// the sheet, so that row numbers are those a person sees.
type Writer struct {
	Tell func(row int)            // where it is not nil, it is told every thousand rows
	Into func(block []byte) error // where it is not nil, it gets the text, whole records at a time

	text  []byte
	row   int // being written, from 1
	next  int // column that comes next, from 0
	cells int
}

// At moves to the row, from 1, writing blank ones up to there.
func (w *Writer) At(row int) error {
	if row > MaxRows {
		return datasets.Problem{Row: row, Message: fmt.Sprintf("The sheet has more than %d rows.", MaxRows),
			Suggestion: "Save it as CSV UTF-8, which may be longer, or cut it into smaller files."}
	}
	if row < 1 || row < w.row || row == w.row && w.next > 0 {
		return damaged()
	}
	if w.row == 0 {
		w.row = 1
	}
	for w.row < row {
		w.text = append(w.text, '\n')
		w.row, w.next = w.row+1, 0
		if w.Tell != nil && w.row%1000 == 0 {
			w.Tell(w.row)
		}
	}
	if w.Into == nil || len(w.text) < Block || w.cells == 0 {
		return nil
	}
	err := w.Into(w.text)
	w.text = w.text[:0]
	return err
}

// Block is about how many bytes of text Into gets at a time.
const Block = 1 << 20

// Room makes room for the text of a part that unpacks to so many bytes.
func (w *Writer) Room(unpacked uint64) {
	most := uint64(192 << 20) // of room that may stay empty
	if w.Into != nil {
		most = Block + Block/4
	}
	w.text = make([]byte, 0, min(unpacked/5*2, most))
}

// Quoted is a text as it stands in CSV, to be written often with Ready.
func Quoted(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	return string(records.AppendCell(nil, text))
}

// Ready is Cell for a text that was Quoted.
func (w *Writer) Ready(column int, quoted string) error {
	if len(quoted) == 0 {
		return nil
	}
	if err := w.to(column); err != nil {
		return err
	}
	w.text = append(w.text, quoted...)
	return nil
}

// Cell writes the text of one column, from 0, of the row; empty text keeps its place.
func (w *Writer) Cell(column int, text []byte) error {
	if len(text) == 0 {
		return nil
	}
	if err := w.to(column); err != nil {
		return err
	}
	w.text = records.AppendCell(w.text, text)
	return nil
}

// to moves to a column of the row, where a text comes.
func (w *Writer) to(column int) error {
	if column >= table.MaxOffered {
		return datasets.Problem{Row: w.row, Message: fmt.Sprintf("Row %d has something in column %s; at most %d columns can be chosen from.", w.row, Letters(column), table.MaxOffered),
			Suggestion: "Delete the columns that are not needed, or copy the table and paste it here."}
	}
	if w.cells++; w.cells > MaxCells {
		return datasets.Problem{Message: fmt.Sprintf("The sheet has more than %d million cells.", MaxCells/1_000_000),
			Suggestion: "Cut it into smaller files, or ask the publisher for totals."}
	}
	if column < w.next {
		return damaged()
	}
	for ; w.next <= column; w.next++ {
		if w.next > 0 {
			w.text = append(w.text, ',')
		}
	}
	return nil
}

// Table puts what was written, with a line end after the last row, into t, or
// hands the rest of it on.
func (w *Writer) Table(t Table) (Table, error) {
	t.Rows, t.Cells = w.row, w.cells
	switch {
	case w.cells == 0:
	case w.Into != nil:
		return t, w.Into(append(w.text, '\n'))
	default:
		t.Text = append(w.text, '\n')
	}
	return t, nil
}

// Letters names a column, from 0, as spreadsheets do: A, Z, AA.
func Letters(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
