package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/jsontext"
	"figurehead/datasets/office"
	"figurehead/datasets/personal"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// around is the table of a sheet by its rows. People in it are asked about;
// outside of it they are looked for.
type around struct {
	Header int `json:"header"` // the rows above are outside
	Last   int `json:"last"`   // those below too; 0 when there are none
	// Left are rows between them that are not read: periods of another length,
	// names of groups. In their order.
	Left []int `json:"left,omitempty"`
}

// aroundTable is where the table that a Recipe reads stands. Of several below
// each other only one is read.
func aroundTable(r datasets.Recipe, t *table.Table) *around {
	a := &around{Header: r.HeaderRow, Last: r.LastRow}
	if r.Part == "" && r.GroupRows == nil {
		return a
	}
	next := r.HeaderRow + 1
	for row := range t.Rows() {
		at := t.SourceRow(row)
		for ; next < at; next++ {
			a.Left = append(a.Left, next)
		}
		next = max(next, at+1)
		if r.Part != "" {
			a.Last = max(a.Last, at)
		}
	}
	return a
}

// outside reports whether a row is no row of the table. Without a table, every row is outside.
func (a *around) outside(row int) bool {
	if a == nil || row < a.Header || a.Last > 0 && row > a.Last {
		return true
	}
	_, left := slices.BinarySearch(a.Left, row)
	return left
}

// contacts is the number of cells from which a sheet lists people; fewer are
// the contacts that a publisher names on a cover.
const contacts = 5

// copyWorkbook gives what may be kept of a workbook whose used columns hold
// nobody: its cells, without comments, authors and all else. Sheets that list
// people are left out; where a few cells name some, these read [c]. The
// sentences say which. It returns errOnlyColumns when
// nothing but the used columns may be kept.
func copyWorkbook(ctx context.Context, raw []byte, r datasets.Recipe, t *table.Table) (copied []byte, said []string, err error) {
	order, err := json.Marshal(workbook{Format: r.Format, Sheet: r.Sheet, Copy: aroundTable(r, t)})
	if err != nil {
		return nil, nil, fmt.Errorf("copy a workbook: %w", err)
	}
	result, err := inSheetChild(ctx, order, raw)
	if err != nil {
		return nil, nil, err
	}
	first, copied, _ := bytes.Cut(result, []byte("\n"))
	if err := json.Unmarshal(first, &said); err != nil {
		return nil, nil, fmt.Errorf("copy a workbook: answer of the child: %w", err)
	}
	if len(copied) == 0 {
		return nil, nil, errOnlyColumns
	}
	return copied, said, nil
}

// copyCells is copyWorkbook in the child: a line of sentences, and the copy or
// nothing.
func copyCells(opened sheets, book workbook) ([]byte, error) {
	out := office.NewCopy(book.Format)
	said := []string{}
	err := eachSheet(opened, func(s office.Sheet, t office.Table, err error) error {
		var outside *around
		if s.Name == book.Sheet {
			outside = book.Copy
		}
		emptied, lists := 0, err != nil
		if err == nil {
			t, emptied, lists = keepCells(t, outside, s.Hidden)
		}
		switch {
		case lists && outside != nil:
			return errOnlyColumns
		case lists:
			said = append(said, fmt.Sprintf("%s may name people and was not kept. To use it, save it as a file of its own and send that.", capital(sheetPlace(s))))
			return nil
		case emptied > 0:
			said = append(said, fmt.Sprintf("In %s, [c] stands for %s people.", sheetPlace(s), counted(emptied, "cell that may name", "cells that may name")))
		}
		return out.Add(s, t)
	})
	if errors.Is(err, errOnlyColumns) {
		return []byte("[]\n"), nil
	}
	if err != nil {
		return nil, err
	}
	copied, err := out.Bytes()
	if err != nil {
		return nil, fmt.Errorf("copy a workbook: %w", err)
	}
	first, err := json.Marshal(said)
	return append(append(first, '\n'), copied...), err
}

// sheetPlace names a sheet, unless its name is that of a person.
func sheetPlace(s office.Sheet) string {
	place := "the sheet"
	if s.Hidden {
		place = "the hidden sheet"
	}
	if n := (personal.Notes{}); len(n.Row([]string{"Contact", s.Name})) > 0 {
		return place
	}
	return place + " " + quote(s.Name)
}

// keepCells takes from the rows outside the table what names people. It reports
// how many cells it took, or that the rows list people and none may be kept.
func keepCells(t office.Table, table *around, hidden bool) (kept office.Table, emptied int, lists bool) {
	s, err := openSheet(context.Background(), t.Text, ',')
	if err != nil {
		return t, 0, true
	}
	least := contacts
	if hidden && table == nil {
		least = 1
	}
	taken, columns := s.people(table)
	if least == 1 && len(taken) > 0 {
		return t, 0, true
	}
	for _, c := range columns {
		if c.Identify(least) {
			return t, 0, true
		}
	}
	if len(taken) == 0 {
		return t, 0, false
	}
	t.Text = s.without(taken)
	return t, len(taken), false
}

// place is a cell by its row, from 1, and its column, from 0.
type place struct{ row, column int }

// people looks at the cells outside the table, by row and by column.
func (s *sheet) people(table *around) (taken map[place]bool, columns []*personal.Cells) {
	var names []string
	if table == nil {
		if l, err := findLayout(s, -1); err == nil {
			names = l.names
		}
	}
	taken = map[place]bool{}
	var notes personal.Notes
	for row := 1; row <= s.rows(); row++ {
		if !table.outside(row) {
			continue
		}
		words := s.strings(row)
		for i, text := range words {
			if i == len(columns) {
				name := ""
				if i < len(names) {
					name = names[i]
				}
				columns = append(columns, personal.NewCells(name))
			}
			columns[i].Add(text)
		}
		for _, i := range notes.Row(words) {
			taken[place{row, i}] = true
		}
	}
	return taken, columns
}

// without writes the records again, with [c] in the place of cells.
func (s *sheet) without(taken map[place]bool) []byte {
	out := make([]byte, 0, len(s.text))
	for row := 1; row <= s.rows(); row++ {
		for i, c := range s.cells(row) {
			if i > 0 {
				out = append(out, ',')
			}
			if taken[place{row, i}] {
				c = []byte(cutMarker)
			}
			out = records.AppendCell(out, c)
		}
		out = append(out, '\n')
	}
	return out
}

// namedOutside reports whether a file that is no workbook names people where no
// column of its table is: in rows around it, or elsewhere in a JSON text.
func namedOutside(ctx context.Context, raw []byte, r datasets.Recipe, t *table.Table) (bool, error) {
	if r.Format == csvFormat {
		return namedAround(ctx, raw, r, t)
	}
	scan := jsontext.Scanner{Raw: bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF"))}
	if first := scan.Peek(); first != '{' && first != '[' {
		return false, nil
	}
	named := false
	var walk func() error
	walk = func() error {
		switch scan.Peek() {
		case '{':
			return scan.Object(func(string) error { return walk() })
		case '[':
			return scan.Array(walk)
		case '"':
			text, err := scan.Text()
			named = named || personal.Sure(text)
			return err
		}
		return scan.Skip()
	}
	err := walk()
	return named || err != nil, ctx.Err()
}

// namedAround looks at the rows of a text that are no rows of the table.
func namedAround(ctx context.Context, raw []byte, r datasets.Recipe, t *table.Table) (bool, error) {
	outside := aroundTable(r, t)
	if outside.Header <= 1 && outside.Last == 0 {
		return false, nil
	}
	p, err := replay(ctx, raw, r)
	if err != nil {
		return false, withoutCells(err)
	}
	taken, columns := p.sheet.people(outside)
	lists := slices.ContainsFunc(columns, func(c *personal.Cells) bool { return c.Identify(contacts) })
	return lists || len(taken) > 0, nil
}
