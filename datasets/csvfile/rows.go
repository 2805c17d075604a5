package csvfile

import (
	"fmt"

	"figurehead/datasets"
)

// Rows decodes raw and calls use with every record from row 1, for the readers
// of formats that are written as CSV. It reports whether the last record has a
// line end; a last record with fewer cells than the first of row header is a
// Problem, because the file is cut.
func Rows(raw []byte, header int, use func(row int, cells [][]byte) error) (ended bool, err error) {
	d, text, err := Open(raw)
	if err != nil {
		return false, err
	}
	names, last := 0, 0
	r := NewReader(text, d.Delimiter)
	for r.Next() {
		if last = len(r.Cells()); r.Row() == header {
			names = last
		}
		if err := use(r.Row(), r.Cells()); err != nil {
			return false, err
		}
	}
	if err := r.Err(); err != nil {
		return false, err
	}
	if !r.Ended() && last < names {
		return false, datasets.Problem{Row: r.Row(), Message: fmt.Sprintf("The file ends in the middle of row %s, after %d of %d values.", thousands(r.Row()), last, names),
			Suggestion: "It looks cut short. Get the whole file again, or delete its last row."}
	}
	return r.Ended(), nil
}

// Unended warns of a last row without a line end.
func Unended(row int) datasets.Problem {
	return datasets.Problem{Row: row, Message: fmt.Sprintf("The last row, %s, has no line end.", thousands(row)),
		Suggestion: "If the file may have been cut short, compare that row with the source."}
}
