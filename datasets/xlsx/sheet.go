package xlsx

import (
	"bytes"
	"fmt"
	"strconv"

	"figurehead/datasets"
	"figurehead/datasets/office"
)

// Read reads one sheet by its name.
func (w *Workbook) Read(name string) (office.Table, error) {
	part, known := w.parts[name]
	if !known {
		return office.Table{}, datasets.Problem{Field: "sheet", Message: fmt.Sprintf("The workbook has no sheet called %q.", name),
			Suggestion: "Choose one of its sheets."}
	}
	r := sheetReader{book: w, days: map[string]string{}, out: office.Writer{Tell: w.Tell, Into: w.Into}}
	r.out.Room(w.archive.Size(part))
	if err := w.archive.Scan(part, true, r.read); err != nil {
		return office.Table{}, err
	}
	return r.out.Table(r.table)
}

// sheetReader moves through the part of a sheet.
type sheetReader struct {
	book  *Workbook
	scan  *office.Scanner
	out   office.Writer
	table office.Table
	row   int // from 1
	col   int // column that comes next, from 0
	began bool

	value, inline []byte            // of the cell being read
	days          map[string]string // texts of some day numbers, by how they are written
}

func (r *sheetReader) read(s *office.Scanner) error {
	r.scan = s
	whole := false
	for s.Next() {
		if s.Kind == office.End && s.Name == "worksheet" {
			whole = true
		}
		if s.Kind != office.Start {
			continue
		}
		var err error
		switch s.Name {
		case "row":
			err = r.startRow()
		case "c":
			err = r.cell()
		case "col":
			r.hiddenColumn()
		case "mergeCell":
			r.table.Merged++
		}
		if err != nil {
			return err
		}
	}
	if s.Err() == nil && !whole {
		return office.Damaged()
	}
	return s.Err()
}

func (r *sheetReader) startRow() error {
	r.row++
	if at := r.scan.Bytes("r"); at != nil {
		n, err := strconv.Atoi(string(at))
		if err != nil || n < 1 || n < r.row {
			return office.Damaged()
		}
		r.row = n
	}
	if h := r.scan.Bytes("hidden"); len(h) > 0 && h[0] != '0' && h[0] != 'f' {
		r.table.HiddenRows++
	}
	r.col, r.began = 0, false
	return nil
}

func (r *sheetReader) hiddenColumn() {
	if h := r.scan.Bytes("hidden"); len(h) == 0 || h[0] == '0' || h[0] == 'f' {
		return
	}
	first, err1 := strconv.Atoi(r.scan.Attribute("min"))
	last, err2 := strconv.Atoi(r.scan.Attribute("max"))
	if err1 != nil || err2 != nil {
		return
	}
	for i := first; i <= min(last, first+50); i++ {
		r.table.HiddenColumns = append(r.table.HiddenColumns, office.Letters(i-1))
	}
}

// cell reads one cell and writes its text.
func (r *sheetReader) cell() error {
	kind, style := byte(0), 0
	column := r.col
	var ref []byte
	r.scan.Attributes(func(name, value []byte) {
		if len(name) != 1 {
			return
		}
		switch name[0] {
		case 'r':
			ref = value
		case 's':
			style = whole(value) // what is no number is general
		case 't':
			kind = kindOf(value)
		}
	})
	if ref != nil {
		var ok bool
		if column, ok = columnOf(ref); !ok || column < r.col {
			return office.Damaged()
		}
	}
	r.col = column
	formula := false
	if value, only := r.scan.Only("<v>", "</v></c>"); only {
		r.value, r.inline = append(r.value[:0], value...), r.inline[:0]
	} else {
		var err error
		if formula, err = r.content(); err != nil {
			return err
		}
	}
	if err := r.write(kind, style, formula); err != nil {
		return err
	}
	r.col++
	return nil
}

// begin moves the writer to the row when its first text comes.
func (r *sheetReader) begin() error {
	if r.began {
		return nil
	}
	r.began = true
	return r.out.At(r.row)
}

// write writes what the cell says.
func (r *sheetReader) write(kind byte, style int, formula bool) error {
	if kind == sharedText && len(r.value) > 0 {
		i := whole(bytes.TrimSpace(r.value))
		if i < 0 || i >= len(r.book.shared) {
			return office.Damaged()
		}
		if r.book.shared[i] == "" {
			return nil
		}
		if err := r.begin(); err != nil {
			return err
		}
		return r.out.Ready(r.col, r.book.shared[i])
	}
	text, err := r.text(kind, style, formula)
	if err != nil || len(text) == 0 {
		return err
	}
	if err := r.begin(); err != nil {
		return err
	}
	return r.out.Cell(r.col, text)
}

// The kinds of cell, by a letter of their names.
const (
	sharedText = 's'
	inlineText = 'i'
	ownText    = 't'
	truth      = 'b'
	fault      = 'e'
	isoDay     = 'd'
)

func kindOf(name []byte) byte {
	switch string(name) {
	case "s", "b", "e", "d":
		return name[0]
	case "inlineStr":
		return inlineText
	case "str":
		return ownText
	}
	return 0
}

// whole is a number of up to nine digits, or −1.
func whole(digits []byte) int {
	n := 0
	for _, c := range digits {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	if len(digits) == 0 || len(digits) > 9 {
		return -1
	}
	return n
}

// columnOf reads the letters of a reference such as AB12.
func columnOf(ref []byte) (int, bool) {
	column := 0
	for i, c := range ref {
		if c >= '0' && c <= '9' {
			return column - 1, i > 0
		}
		if c < 'A' || c > 'Z' || i == 3 {
			return 0, false
		}
		column = column*26 + int(c-'A') + 1
	}
	return 0, false
}

// content collects the value and the inline text up to the end of the cell and
// reports whether there is a formula.
func (r *sheetReader) content() (formula bool, err error) {
	s := r.scan
	r.value, r.inline = r.value[:0], r.inline[:0]
	where, phonetic := "", false
	for s.Next() {
		switch {
		case s.Kind != office.Text && s.Name == "rPh":
			phonetic, where = s.Kind == office.Start, ""
		case s.Kind == office.End && s.Name == "c":
			return formula, s.Err()
		case s.Kind == office.Start:
			where = s.Name
			formula = formula || s.Name == "f"
		case s.Kind == office.End:
			where = ""
		case where == "v":
			r.value = append(r.value, s.Text()...)
		case where == "t" && !phonetic:
			r.inline = append(r.inline, s.Text()...)
		}
	}
	if s.Err() != nil {
		return formula, s.Err()
	}
	return formula, office.Damaged()
}

// text is what a cell says that points to no shared text.
func (r *sheetReader) text(kind byte, style int, formula bool) ([]byte, error) {
	if formula && len(r.value) == 0 && kind != ownText && len(r.inline) == 0 {
		r.table.Uncalculated++
		return nil, nil
	}
	switch kind {
	case sharedText:
		return nil, nil
	case inlineText:
		return []byte(plain(r.inline)), nil
	case ownText:
		return []byte(plain(r.value)), nil
	case truth:
		if string(r.value) == "1" {
			return []byte("TRUE"), nil
		}
		return []byte("FALSE"), nil
	case fault:
		r.table.Errors++
		return r.value, nil
	case isoDay:
		return bytes.TrimSuffix(bytes.TrimSuffix(r.value, []byte("Z")), []byte("T00:00:00")), nil
	}
	return r.numberText(style)
}

func (r *sheetReader) numberText(style int) ([]byte, error) {
	if len(bytes.TrimSpace(r.value)) == 0 {
		return nil, nil
	}
	f := general
	if style >= 0 && style < len(r.book.formats) {
		f = r.book.formats[style]
	}
	switch {
	case f == general && office.IsPlain(r.value):
		return r.value, nil
	case f == day && r.days[string(r.value)] != "":
		return append(r.value[:0], r.days[string(r.value)]...), nil
	}
	text, ok := number(string(r.value), f, r.book.from)
	if !ok {
		return nil, datasets.Problem{Row: r.row, Message: fmt.Sprintf("Cell %s%d says it holds a number, but does not.", office.Letters(r.col), r.row),
			Suggestion: "Open the workbook, correct the cell, save it and use that file."}
	}
	if f == day && len(r.days) < maxDays {
		r.days[string(r.value)] = text
	}
	return append(r.value[:0], text...), nil
}

// maxDays is how many days are remembered: most sheets have fewer.
const maxDays = 4096
