package csvfile

import (
	"bytes"
	"fmt"

	"figurehead/datasets"
)

// Reader scans the records of UTF-8 text. A record ends with LF, CRLF or CR;
// a blank line is a record with one empty cell, so that row numbers are those
// of the file in a spreadsheet. A cell that begins with a quotation mark ends
// with one and may hold delimiters, line ends and doubled quotation marks; a
// quotation mark elsewhere is a character like any other.
type Reader struct {
	text      []byte
	at        int
	row       int
	delimiter byte
	cells     [][]byte
	scratch   []byte
	breaks    bool // a cell of the record holds a line end
	ended     bool // the record has a line end
	stop      [256]bool
	err       error
}

// NewReader returns a Reader at the first record of text.
func NewReader(text []byte, delimiter byte) *Reader {
	r := &Reader{text: text, delimiter: delimiter}
	r.stop[delimiter], r.stop['\n'], r.stop['\r'] = true, true, true
	return r
}

// From begins to count at that row: the text is not the first of its file.
func (r *Reader) From(row int) { r.row = row - 1 }

// Row is the number of the record, from 1.
func (r *Reader) Row() int { return r.row }

// Cells are the cells of the record, unquoted. They are good until Next.
func (r *Reader) Cells() [][]byte { return r.cells }

// Ended reports whether the record has a line end. The last record of a file
// that was cut has none.
func (r *Reader) Ended() bool { return r.ended }

// Breaks reports whether a cell of the record holds a line end.
func (r *Reader) Breaks() bool { return r.breaks }

// Err is the Problem that stopped Next, or nil at the end of the text.
func (r *Reader) Err() error { return r.err }

// Offset is the byte after the record in the decoded text.
func (r *Reader) Offset() int { return r.at }

// Next moves to the next record. It returns false at the end of the text and
// at the first Problem, which Err gives.
func (r *Reader) Next() bool {
	if r.err != nil || r.at >= len(r.text) {
		return false
	}
	r.row++
	r.cells, r.scratch = r.cells[:0], r.scratch[:0]
	r.breaks, r.ended = false, false
	for {
		var cell []byte
		if r.at < len(r.text) && r.text[r.at] == '"' {
			if cell = r.quoted(); r.err != nil {
				return false
			}
		} else {
			cell = r.plain()
		}
		if len(cell) > maxCellBytes {
			r.err = r.tooLong()
			return false
		}
		r.cells = append(r.cells, cell)
		if r.at >= len(r.text) {
			return true
		}
		end := r.text[r.at]
		r.at++
		if end == r.delimiter {
			continue
		}
		if end == '\r' && r.at < len(r.text) && r.text[r.at] == '\n' {
			r.at++
		}
		r.ended = true
		return true
	}
}

// plain reads the cell that starts at r.at without a quotation mark.
func (r *Reader) plain() []byte {
	rest, delimiter := r.text[r.at:], r.delimiter
	for i, c := range rest {
		if c == delimiter || c == '\n' || c == '\r' {
			r.at += i
			return rest[:i]
		}
	}
	r.at = len(r.text)
	return rest
}

// quoted reads the cell that opens at r.at and leaves r.at after it.
func (r *Reader) quoted() []byte {
	start := r.at + 1
	doubled := false
	for at := start; ; {
		next := bytes.IndexByte(r.text[at:], '"')
		if next < 0 {
			r.err = r.neverClosed()
			return nil
		}
		at += next
		if at+1 < len(r.text) && r.text[at+1] == '"' {
			doubled = true
			at += 2
			continue
		}
		cell := r.text[start:at]
		r.at = at + 1
		if !r.closes() {
			r.err = r.textAfterQuote(cell)
			return nil
		}
		if bytes.IndexByte(cell, '\n') >= 0 || bytes.IndexByte(cell, '\r') >= 0 {
			r.breaks = true
		}
		if doubled {
			return r.undouble(cell)
		}
		return cell
	}
}

// closes passes over spaces between a closing quotation mark and what ends the cell.
func (r *Reader) closes() bool {
	at := r.at
	for at < len(r.text) && r.text[at] == ' ' {
		at++
	}
	if at < len(r.text) && !r.stop[r.text[at]] {
		return false
	}
	r.at = at
	return true
}

// undouble copies a cell with each pair of quotation marks made one.
func (r *Reader) undouble(cell []byte) []byte {
	if need := len(r.scratch) + len(cell); need > cap(r.scratch) {
		// Cells already given keep pointing at the old scratch.
		r.scratch = make([]byte, 0, 2*need)
	}
	start := len(r.scratch)
	for i := 0; i < len(cell); i++ {
		r.scratch = append(r.scratch, cell[i])
		if cell[i] == '"' {
			i++
		}
	}
	return r.scratch[start:len(r.scratch):len(r.scratch)]
}

func (r *Reader) neverClosed() error {
	suggestion := "Close it in the file, or paste only the rows above it."
	if r.row == 1 {
		suggestion = "Close it in the file, or take it out."
	}
	return datasets.Problem{
		Row:        r.row,
		Message:    fmt.Sprintf("Row %s opens a quotation mark that is never closed.", thousands(r.row)),
		Suggestion: suggestion,
	}
}

// textAfterQuote tells a mark that was never closed, and so ran on to the
// next one some rows below, from text after a closed one.
func (r *Reader) textAfterQuote(cell []byte) error {
	if bytes.IndexByte(cell, '\n') >= 0 || bytes.IndexByte(cell, '\r') >= 0 {
		return r.neverClosed()
	}
	return datasets.Problem{
		Row:        r.row,
		Message:    fmt.Sprintf("Row %s has text after a closing quotation mark, in value %d.", thousands(r.row), len(r.cells)+1),
		Suggestion: "Write a quotation mark inside a value twice, or take the marks out.",
	}
}

func (r *Reader) tooLong() error {
	return datasets.Problem{
		Row:        r.row,
		Message:    fmt.Sprintf("Row %s holds more than %s characters in one value.", thousands(r.row), thousands(maxCellBytes)),
		Suggestion: "Shorten it, or look for a quotation mark in that row that is not closed.",
	}
}
