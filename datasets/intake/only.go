package intake

import (
	"bytes"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/table"
)

// TooWide is the error of a file with more columns than a table may have, of
// which some can be chosen: Options.Only reads those.
type TooWide struct {
	Row   int      // that names the columns, or the first one of data
	Names []string // of all columns, in their order
}

// Error says how many columns there are.
func (w *TooWide) Error() string { return w.problem().Error() }

// Unwrap is the [datasets.Problem] for whoever cannot choose.
func (w *TooWide) Unwrap() error { return w.problem() }

func (w *TooWide) problem() datasets.Problem { return tooManyColumns(w.Row, len(w.Names)) }

func tooManyColumns(row, columns int) datasets.Problem {
	return datasets.Problem{
		Row:        row,
		Message:    fmt.Sprintf("The file has %s columns; at most %d are read.", count(columns), table.MaxColumns),
		Suggestion: "Delete the columns that you do not need, or paste only some of them.",
	}
}

// tooWide names so many columns, unless there are too many to choose from.
func (l *layout) tooWide(s *sheet, columns int) error {
	row := max(l.header, 1)
	if l.header == 0 {
		row = l.first
	}
	if columns > table.MaxOffered || s.right > 0 { // or one of several tables beside each other
		return tooManyColumns(row, columns)
	}
	l.name(s, columns)
	return &TooWide{Row: row, Names: l.names}
}

// chosen are the columns that are read of each record of a sheet.
type chosen struct {
	only   []int    // from 0, in their order; nil for all
	header int      // the row that named them when they were chosen; 0 for none
	order  []string // their headings there
}

func (g given) chosen() chosen {
	if !g.replay {
		return chosen{only: g.only}
	}
	return chosen{g.only, g.header, g.order[:min(len(g.order), len(g.only))]} // behind them stands that of groups
}

// of are the chosen cells of a record.
func (c chosen) of(record [][]byte) [][]byte {
	if c.only == nil {
		return record
	}
	out := make([][]byte, 0, len(c.only))
	for _, at := range c.only {
		if at >= len(record) {
			break
		}
		out = append(out, record[at])
	}
	return out
}

// follow finds the chosen columns by their headings where a newer file has them
// in other places. When one is missing, or stands there twice, nothing is followed
// and the names will differ.
func (c *chosen) follow(text []byte, delimiter byte) {
	if c.only == nil || c.header == 0 || len(c.order) != len(c.only) {
		return
	}
	r := csvfile.NewReader(text, delimiter)
	for r.Row() < c.header {
		if !r.Next() {
			return
		}
	}
	record := r.Cells()
	if slices.EqualFunc(c.of(record), c.order, named) {
		return
	}
	only := make([]int, 0, len(c.only))
	for _, heading := range c.order {
		at := slices.IndexFunc(record, func(cell []byte) bool { return named(cell, heading) })
		if at < 0 || slices.ContainsFunc(record[at+1:], func(cell []byte) bool { return named(cell, heading) }) {
			return
		}
		only = append(only, at)
	}
	if slices.IsSorted(only) {
		c.only = only
	}
}

func named(cell []byte, heading string) bool { return string(trimSpace(cell)) == heading }

// widestName is how much of a cell is held of a row that is too wide: enough for
// a name.
const widestName = 200

// keepWide holds the cells of one of the first rows where it has more than are
// held by column, so that its names can be chosen from.
func (s *sheet) keepWide(row int, record [][]byte) {
	if row > headerSearch+2 || len(record) <= table.MaxColumns || len(record) > table.MaxOffered {
		return
	}
	if s.wide == nil {
		s.wide = map[int][][]byte{}
	}
	held := make([][]byte, len(record))
	for i, cell := range record {
		held[i] = bytes.ToValidUTF8(cell[:min(len(cell), widestName)], nil)
	}
	s.wide[row] = held
}
