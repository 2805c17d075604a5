package intake

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/progress"
	"figurehead/datasets/table"
)

// sheet is the records of a text, found once and read again by their row.
type sheet struct {
	text      []byte
	delimiter byte
	start     []uint32 // offset of each record
	width     []uint16 // cells of each record
	filled    []uint16 // cells of each record that hold something
	breaks    []int32  // rows with a line end inside a cell
	lost      int      // signs that stand where a letter was lost before the file was saved
	firstLost uint32   // where the first of them is
	ended     bool     // the last record has a line end
	names     int      // the row that holds the names of a table, where rows above could too; 0 when none is known
	// groupColumn is the column of names of groups, which the file has in rows of
	// their own; 0 when there is none.
	groupColumn int
	masked      []bool // rows that are not to be read, by row
	left, right int    // the columns from one to before the other are read alone; 0 and 0 when all are
	width0      int    // of the body, once it was looked for
	used0       []bool

	chosen   chosen
	columns  []cells  // at most so many as a table may have
	copied   [][]byte // texts that are not in text in one piece, in blocks of room
	expected int      // about how many records there are
	seed     maphash.Seed

	// Of a sheet that came in blocks the text is not kept: the columns hold its
	// cells, not trimmed. Before any is changed they are kept as they came.
	streamed bool
	came     *sheet
	wide     map[int][][]byte // the first rows of one with more columns than are held
}

// cancelEvery is after how many records somebody may stop the reading, and is
// told how far it is.
const cancelEvery = 1 << 13

// openSheet scans text whole, so that a mistake at its end is found first.
func openSheet(ctx context.Context, text []byte, delimiter byte, of chosen) (*sheet, error) {
	s := &sheet{text: text, delimiter: delimiter, ended: true, seed: maphash.MakeSeed(), chosen: of}
	s.chosen.follow(text, delimiter)
	s.survey(ctx)
	r := csvfile.NewReader(text, delimiter)
	for at := 0; r.Next(); at = r.Offset() {
		if r.Row()%cancelEvery == 0 {
			if ctx.Err() != nil {
				return nil, fmt.Errorf("read records: %w", ctx.Err())
			}
			progress.Tell(ctx, progress.Reading, r.Row(), 0)
			progress.Beat(ctx)
		}
		if r.Row() > table.MaxRows+1000 {
			return nil, tooManyRows()
		}
		s.start = append(s.start, uint32(at))
		s.add(r)
	}
	return s, r.Err()
}

// stretch is how many bytes of a text are gone through between two beats.
const stretch = 1 << 20

// survey makes room for as many records as there are lines, and looks for lost
// letters while it is at it.
func (s *sheet) survey(ctx context.Context) {
	const lost = "\uFFFD"
	lines, returns := 0, 0
	for from := 0; from < len(s.text); from += stretch {
		part := s.text[from:min(from+stretch, len(s.text))]
		lines, returns = lines+bytes.Count(part, []byte{'\n'}), returns+bytes.Count(part, []byte{'\r'})
		part = s.text[from:min(from+stretch+len(lost)-1, len(s.text))]
		if n := bytes.Count(part, []byte(lost)); n > 0 {
			if s.lost == 0 {
				s.firstLost = uint32(from + bytes.Index(part, []byte(lost)))
			}
			s.lost += n
		}
		progress.Beat(ctx)
	}
	s.expected = min(max(lines, returns)+1, table.MaxRows+1000)
	s.start = make([]uint32, 0, s.expected)
	s.width, s.filled = make([]uint16, 0, s.expected), make([]uint16, 0, s.expected)
}

// lostLetters counts the signs that stand where a letter was lost before the
// file was saved, and gives the first row that has one.
func (s *sheet) lostLetters() (n, row int) {
	if s.lost == 0 {
		return 0, 0
	}
	at, found := slices.BinarySearch(s.start, s.firstLost)
	if found {
		at++
	}
	return s.lost, at
}

func tooManyRows() error {
	return datasets.Problem{
		Message:    fmt.Sprintf("The file has more than %s rows.", count(table.MaxRows)),
		Suggestion: "Cut it into smaller files, or ask the publisher for totals.",
	}
}

func (s *sheet) add(r *csvfile.Reader) {
	filled := 0
	record := s.chosen.of(r.Cells())
	if s.streamed {
		s.keepWide(r.Row(), record)
	}
	for i, c := range record {
		trimmed := trimSpace(c)
		if len(trimmed) == 0 {
			continue
		}
		filled++
		if s.streamed {
			trimmed = c
		}
		s.keep(i, r.Row(), trimmed)
	}
	s.width = append(s.width, uint16(min(len(record), 1<<16-1)))
	s.filled = append(s.filled, uint16(min(filled, 1<<16-1)))
	if r.Breaks() {
		s.breaks = append(s.breaks, int32(r.Row()))
	}
	s.ended = r.Ended()
}

// keep holds a cell with those of its column.
func (s *sheet) keep(column, record int, cell []byte) {
	if column >= len(s.columns) {
		if column >= table.MaxColumns {
			return
		}
		s.columns = append(s.columns, make([]cells, column+1-len(s.columns))...)
	}
	s.columns[column].add(s, record, cell)
}

// rows is the number of records.
func (s *sheet) rows() int { return len(s.width) }

func (s *sheet) widthOf(row int) int  { return int(s.width[row-1]) }
func (s *sheet) filledOf(row int) int { return int(s.filled[row-1]) }
func (s *sheet) blank(row int) bool   { return s.filled[row-1] == 0 }

// cells reads one record again, from row 1.
func (s *sheet) cells(row int) [][]byte {
	all := s.allCells(row)
	if s.right == 0 {
		return all
	}
	return all[min(s.left, len(all)):min(s.right, len(all))]
}

// allCells are those of a record, also in columns that are not read.
func (s *sheet) allCells(row int) [][]byte {
	if row < 1 || row > s.rows() {
		return nil
	}
	if s.streamed {
		return s.record(row)
	}
	r := csvfile.NewReader(s.text[s.start[row-1]:], s.delimiter)
	r.Next()
	return s.chosen.of(r.Cells())
}

// strings gives the cells of one record, trimmed.
func (s *sheet) strings(row int) []string {
	cells := s.cells(row)
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = string(trimSpace(c))
	}
	return out
}

// readOnly makes blank rows of all that are not to be read. The rows below keep
// their numbers.
func (s *sheet) readOnly(read func(row int) bool) {
	s.keepCame()
	if s.masked == nil {
		s.masked = make([]bool, s.rows()+1)
	}
	for row := 1; row <= s.rows(); row++ {
		if s.masked[row] || read(row) {
			continue
		}
		s.masked[row] = true
		s.width[row-1], s.filled[row-1] = 0, 0
		for i := range s.columns {
			s.columns[i].empty(row)
		}
	}
	s.width0, s.used0 = 0, nil
}

// isMasked reports whether a row is not to be read.
func (s *sheet) isMasked(row int) bool { return s.masked != nil && s.masked[row] }
