package intake

import (
	"bufio"
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
	"figurehead/datasets/table"
	"figurehead/datasets/work"
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
func copyWorkbook(ctx context.Context, raw []byte, r datasets.Recipe, where *around) (copied []byte, said []string, err error) {
	order, err := json.Marshal(workbook{Format: r.Format, Sheet: r.Sheet, Copy: where})
	if err != nil {
		return nil, nil, fmt.Errorf("copy a workbook: %w", err)
	}
	var parts [][]byte
	result, err := inSheetChild(ctx, order, raw, func(block []byte) error {
		parts = append(parts, bytes.Clone(block))
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	var answer copyAnswer
	if err := json.Unmarshal(result, &answer); err != nil {
		return nil, nil, fmt.Errorf("copy a workbook: answer of the child: %w", err)
	}
	if answer.OnlyColumns {
		return nil, nil, errOnlyColumns
	}
	return joinParts(parts), answer.Said, nil
}

// joinParts puts parts together and lets go of each.
func joinParts(parts [][]byte) []byte {
	size := 0
	for _, part := range parts {
		size += len(part)
	}
	whole := make([]byte, 0, size)
	for i, part := range parts {
		whole, parts[i] = append(whole, part...), nil
	}
	return whole
}

// copyAnswer is what the child says of a copy.
type copyAnswer struct {
	Said        []string `json:"said,omitempty"`
	OnlyColumns bool     `json:"onlyColumns"` // and then the parts are no copy
}

// copyCells is copyWorkbook in the child: it gives the copy in parts.
func copyCells(opened sheets, to *sink, book workbook, way work.Out) ([]byte, error) {
	parts := bufio.NewWriterSize(partWriter(way.Part), office.Block)
	out := office.NewCopy(book.Format, parts)
	answer := copyAnswer{}
	s := newStreamed(chosen{})
	to.use = func(block []byte) error { return s.addBlock(context.Background(), block) }
	err := eachSheet(opened, func(named office.Sheet, t office.Table, err error) error {
		read := s
		s = newStreamed(chosen{})
		var outside *around
		if named.Name == book.Sheet {
			outside = book.Copy
		}
		var taken map[place]bool
		lists := err != nil
		if err == nil {
			taken, lists = read.toTake(outside, named.Hidden)
		}
		switch {
		case lists && outside != nil:
			return errOnlyColumns
		case lists:
			answer.Said = append(answer.Said, fmt.Sprintf("%s may name people and was not kept. To use it, save it as a file of its own and send that.", datasets.Capital(sheetPlace(named))))
			return nil
		case len(taken) > 0:
			answer.Said = append(answer.Said, fmt.Sprintf("In %s, [c] stands for %s people.", sheetPlace(named), counted(len(taken), "cell that may name", "cells that may name")))
		}
		copied, err := out.Add(named, t)
		if err != nil {
			return err
		}
		return read.writeTo(copied, taken)
	})
	answer.OnlyColumns = errors.Is(err, errOnlyColumns)
	if err == nil {
		err = errors.Join(out.Close(), parts.Flush())
	}
	if err != nil && !answer.OnlyColumns {
		return nil, fmt.Errorf("copy a workbook: %w", err)
	}
	return json.Marshal(answer)
}

// partWriter writes parts of a result.
type partWriter func(block []byte) error

func (w partWriter) Write(b []byte) (int, error) { return len(b), w(b) }

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

// toTake gives the cells outside the table that name people. It reports lists
// where the rows list people and none may be kept.
func (s *sheet) toTake(table *around, hidden bool) (taken map[place]bool, lists bool) {
	least := contacts
	if hidden && table == nil {
		least = 1
	}
	taken, columns := s.people(table)
	if least == 1 && len(taken) > 0 {
		return nil, true
	}
	lists = slices.ContainsFunc(columns, func(c *personal.Cells) bool { return c.Identify(least) })
	return taken, lists
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
