package parquetfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"

	"figurehead/datasets"
	"figurehead/datasets/records"
	"figurehead/datasets/table"
)

// MaxFileBytes is the largest file that is read (DESIGN §7).
const MaxFileBytes = datasets.MaxFileBytes

var magic = []byte("PAR1")

// Is reports whether raw begins as a Parquet file does. A table may begin so
// too, with a column called PAR1; it has no second mark at its end.
func Is(raw []byte) bool {
	return bytes.HasPrefix(raw, magic) && (bytes.HasSuffix(raw, magic) || bytes.IndexByte(raw[:min(len(raw), 1024)], 0) >= 0)
}

func damaged() error {
	return datasets.Problem{Message: "The Parquet file is damaged or cut short and cannot be read.", Suggestion: "Get it again, or ask the publisher for CSV."}
}

// endsInside reports whether the description at the end of the file lies in it.
// Its length stands before the last mark, and the library makes room for as much
// before it looks.
func endsInside(raw []byte) bool {
	at := len(raw) - len(magic) - 4
	return at >= len(magic) && int64(binary.LittleEndian.Uint32(raw[at:])) <= int64(at-len(magic))
}

// Read reads the table. What a person can mend is a datasets.Problem.
func Read(raw []byte, q records.Request) (t records.Table, err error) {
	defer func() {
		if recover() != nil { // the library panics on some damaged files
			t, err = records.Table{}, damaged()
		}
	}()
	switch {
	case q.Part != "":
		return t, datasets.Problem{Field: "part", Message: "A Parquet file has one table.", Suggestion: "Leave the part out."}
	case len(raw) > MaxFileBytes:
		return t, datasets.Problem{Message: fmt.Sprintf("The Parquet file has more than %d MB.", MaxFileBytes>>20), Suggestion: "Ask the publisher for a smaller extract, or for totals."}
	case !endsInside(raw):
		return t, damaged()
	}
	file, err := parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return t, damaged()
	}
	r, err := newReader(file.Schema())
	if err != nil {
		return t, err
	}
	if n := file.NumRows(); n > table.MaxRows {
		return t, records.TooManyRows()
	}
	for _, group := range file.RowGroups() {
		if err := r.group(group); err != nil {
			return t, worded(err)
		}
	}
	switch n := int64(r.out.Rows()); {
	case n != file.NumRows():
		return t, damaged()
	case n == 0:
		return t, datasets.Problem{Message: "The Parquet file has no rows.", Suggestion: "Use a file that holds data."}
	}
	t = r.table()
	t.Names = namesPeople(file.Metadata().KeyValueMetadata)
	return t, nil
}

// worded keeps a Problem and makes one of any other error.
func worded(err error) error {
	var problem datasets.Problem
	if errors.As(err, &problem) {
		return err
	}
	return damaged()
}

// leaf is a column of the file.
type leaf struct {
	records.Column
	write    func([]byte, parquet.Value) []byte
	repeated bool
	binary   bool // bytes that are neither text nor a number
	shown    bool // it is in the table
	at       int  // its column there
}

// reader writes rows as text.
type reader struct {
	out     records.Writer
	leaves  []leaf
	joined  map[int]bool
	scratch []byte
}

func newReader(schema *parquet.Schema) (*reader, error) {
	r := &reader{joined: map[int]bool{}}
	r.out.Before = 1
	paths := schema.Columns()
	if len(paths) > table.MaxColumns {
		return nil, records.TooManyColumns()
	}
	for _, path := range paths {
		column, found := schema.Lookup(path...)
		if !found {
			return nil, damaged()
		}
		l := leaf{repeated: column.MaxRepetitionLevel > 0, at: len(r.leaves)}
		l.Name = nameOf(path)
		l.write, l.As = writerOf(column.Node.Type())
		l.binary = l.write == nil
		r.leaves = append(r.leaves, l)
	}
	at := 0
	for i := range r.leaves {
		if l := &r.leaves[i]; !l.binary {
			l.shown, l.at = true, at
			at++
		}
	}
	if at == 0 {
		return nil, datasets.Problem{Message: "The Parquet file has no column of texts or numbers.", Suggestion: "Ask the publisher for CSV."}
	}
	return r, nil
}

// nameOf is the name of a column, with dots for columns within columns. The
// steps that only make a list are left out.
func nameOf(path []string) string {
	var names []string
	for i, name := range path {
		if i > 0 && (name == "list" || name == "element" || name == "item" || name == "array" || name == "bag" || name == "array_element") {
			continue
		}
		names = append(names, strings.TrimSpace(name))
	}
	return strings.Join(names, ".")
}

// group reads the rows of one group.
func (r *reader) group(group parquet.RowGroup) error {
	rows := group.Rows()
	defer rows.Close()
	buffer := make([]parquet.Row, 64)
	for {
		n, err := rows.ReadRows(buffer)
		for _, row := range buffer[:n] {
			if err := r.row(row); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil || n == 0 {
			return damaged()
		}
	}
}

// row writes one row; several values of a list go into one cell.
func (r *reader) row(row parquet.Row) error {
	for from := 0; from < len(row); {
		column := row[from].Column()
		to := from + 1
		for to < len(row) && row[to].Column() == column {
			to++
		}
		if column < 0 || column >= len(r.leaves) {
			return damaged()
		}
		if l := &r.leaves[column]; l.shown {
			if err := r.cell(column, l, row[from:to]); err != nil {
				return err
			}
		}
		from = to
	}
	return r.out.End()
}

func (r *reader) cell(column int, l *leaf, values []parquet.Value) error {
	r.scratch = r.scratch[:0]
	n := 0
	for _, v := range values {
		if v.IsNull() {
			continue
		}
		if n++; n > 1 {
			r.scratch = append(r.scratch, "; "...)
			r.joined[column] = true
		}
		r.scratch = l.write(r.scratch, v)
		if len(r.scratch) > table.MaxCellBytes+1 {
			break // the Writer refuses it
		}
	}
	return r.out.Cell(l.at, r.scratch)
}

// table puts together what was read.
func (r *reader) table() records.Table {
	t := records.Table{Header: 1, Rows: r.out.Rows(), Sure: true}
	var names, joined, binary []string
	for i, l := range r.leaves {
		if !l.shown {
			binary = append(binary, "“"+l.Name+"”")
			continue
		}
		if l.repeated {
			l.As = ""
		}
		names = append(names, l.Name)
		t.Columns = append(t.Columns, l.Column)
		if r.joined[i] {
			joined = append(joined, "“"+l.Name+"”")
		}
	}
	t.Text = r.out.Under(names)
	t.Said = []records.Said{
		{Topic: "File", Text: fmt.Sprintf("A Parquet file. %s read; row 2 is the first of them.", records.Counted(t.Rows, "row was", "rows were"))},
		{Topic: "Header", Text: "The file itself names its columns and says what they hold; the names stand in row 1."},
	}
	if len(joined) > 0 {
		t.Said = append(t.Said, records.Said{Topic: "Unusual", Text: "Several values of one row are written in one cell, with semicolons between them: " + strings.Join(joined, ", ") + "."})
	}
	if len(binary) > 0 {
		t.Said = append(t.Said, records.Said{Topic: "Not used", Text: "Columns of bytes that are neither text nor numbers are left out: " + strings.Join(binary, ", ") + "."})
	}
	return t
}
