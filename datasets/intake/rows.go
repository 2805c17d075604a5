package intake

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/progress"
	"figurehead/datasets/table"
)

// fileProfile is the profile of every column with what is wrong with rows.
type fileProfile struct {
	columns  []profile
	rows     int   // rows of data
	blank    int   // blank rows between them
	short    []int // first rows with fewer cells than columns
	shorts   int
	swallows []int // rows in which one cell holds what looks like whole rows
}

// profileRows looks at all data rows of l once.
func profileRows(ctx context.Context, s *sheet, l layout) (fileProfile, error) {
	f := fileProfile{columns: make([]profile, len(l.names))}
	need := lastColumnInUse(s, l)
	for row := l.first; row <= l.last; row++ {
		if s.blank(row) {
			if !s.isMasked(row) {
				f.blank++
			}
			continue
		}
		if f.rows++; f.rows > table.MaxRows {
			return f, tooManyRows()
		}
		if s.widthOf(row) < need {
			if f.shorts++; len(f.short) < 8 {
				f.short = append(f.short, row)
			}
		}
		if s.widthOf(row) > len(f.columns) {
			if err := s.tooManyValues(row, len(f.columns), l); err != nil {
				return f, err
			}
		}
	}
	for i := range f.columns {
		if err := ctx.Err(); err != nil {
			return f, fmt.Errorf("look at column %d: %w", i+1, err)
		}
		progress.Tell(ctx, progress.Examining, i+1, len(f.columns))
		f.columns[i] = s.profileColumn(ctx, i, l.first, l.last)
	}
	return f, f.checkEnd(s, l, need)
}

// lastColumnInUse is the number of columns up to the last that is named or
// holds anything in the widest rows.
func lastColumnInUse(s *sheet, l layout) int {
	_, used := bodyWidth(s)
	need := lastFilled(l.headings)
	for i, u := range used {
		if u {
			need = max(need, i+1)
		}
	}
	return min(need, len(l.names))
}

// tooManyValues is a Problem unless the cells beyond the last name are empty.
func (s *sheet) tooManyValues(row, columns int, l layout) error {
	cells := s.cells(row)
	last := len(cells)
	for last > columns && len(trimSpace(cells[last-1])) == 0 {
		last--
	}
	if last == columns {
		return nil
	}
	under := "under " + counted(columns, "column name", "column names")
	if l.header == 0 {
		under = "where other rows have " + count(columns)
	}
	mend := "A value with the separator inside needs quotation marks around it. Mend the row in the file, or paste only the rows above it."
	if s.streamed { // of a workbook
		mend = "Name every column that is used in the sheet, or take the values beside the table out."
	}
	return datasets.Problem{Row: row, Message: fmt.Sprintf("Row %s has %s values %s.", count(row), count(last), under), Suggestion: mend}
}

// checkEnd refuses a file that ends in the middle of a row.
func (f *fileProfile) checkEnd(s *sheet, l layout, need int) error {
	if s.ended || l.last != s.rows() {
		return nil
	}
	if got := s.widthOf(l.last); got < need {
		return datasets.Problem{
			Row:        l.last,
			Message:    fmt.Sprintf("The file ends in the middle of row %s, after %s of %s values.", count(l.last), inWords(got), inWords(need)),
			Suggestion: "It looks cut short. Get the whole file again, or delete its last row.",
		}
	}
	return nil
}

// findSwallows looks at rows with line ends inside a cell: a cell that holds
// whole rows was opened by a stray quotation mark.
func (f *fileProfile) findSwallows(s *sheet, l layout) {
	for _, b := range s.breaks {
		row := int(b)
		if row < l.first || row > l.last {
			continue
		}
		for _, cell := range s.cells(row) {
			for line := range bytes.Lines(cell) {
				if len(l.names) > 2 && bytes.Count(line, []byte{s.delimiter}) >= len(l.names)-1 && !slices.Contains(f.swallows, row) {
					f.swallows = append(f.swallows, row)
				}
			}
		}
	}
}
