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
	r := sheetReader{book: w}
	if err := w.archive.Scan(part, true, r.read); err != nil {
		return office.Table{}, err
	}
	return r.out.Table(r.table), nil
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

	value, inline []byte // of the cell being read
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
	kind, style := string(r.scan.Bytes("t")), 0
	if ref := r.scan.Bytes("r"); ref != nil {
		column, ok := columnOf(ref)
		if !ok || column < r.col {
			return office.Damaged()
		}
		r.col = column
	}
	if at := r.scan.Bytes("s"); at != nil {
		style, _ = strconv.Atoi(string(at)) // what is no number is general
	}
	formula, err := r.content()
	if err != nil {
		return err
	}
	text, err := r.text(kind, style, formula)
	if err != nil {
		return err
	}
	if len(text) > 0 {
		if !r.began {
			if err := r.out.At(r.row); err != nil {
				return err
			}
			r.began = true
		}
		if err := r.out.Cell(r.col, text); err != nil {
			return err
		}
	}
	r.col++
	return nil
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

// text is what the cell says.
func (r *sheetReader) text(kind string, style int, formula bool) ([]byte, error) {
	if formula && len(r.value) == 0 && kind != "str" && len(r.inline) == 0 {
		r.table.Uncalculated++
		return nil, nil
	}
	switch kind {
	case "s":
		i, err := strconv.Atoi(string(bytes.TrimSpace(r.value)))
		if len(r.value) == 0 {
			return nil, nil
		}
		if err != nil || i < 0 || i >= len(r.book.shared) {
			return nil, office.Damaged()
		}
		return []byte(r.book.shared[i]), nil
	case "inlineStr":
		return []byte(plain(r.inline)), nil
	case "str":
		return []byte(plain(r.value)), nil
	case "b":
		if string(r.value) == "1" {
			return []byte("TRUE"), nil
		}
		return []byte("FALSE"), nil
	case "e":
		r.table.Errors++
		return r.value, nil
	case "d":
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
	text, ok := number(string(r.value), f, r.book.from)
	if !ok {
		return nil, datasets.Problem{Row: r.row, Message: fmt.Sprintf("Cell %s%d says it holds a number, but does not.", office.Letters(r.col), r.row),
			Suggestion: "Open the workbook, correct the cell, save it and use that file."}
	}
	return []byte(text), nil
}
