package ods

import (
	"bytes"
	"strconv"
	"strings"

	"figurehead/datasets/office"
)

// sheetReader moves through content.xml to one table and reads it.
type sheetReader struct {
	name  string
	out   office.Writer
	table office.Table
	row   int // from 1
	col   int // column that comes next, from 0
	cells []cell
}

// cell is what stands in a row, and at which column.
type cell struct {
	column int
	text   []byte
}

func (r *sheetReader) read(s *office.Scanner) error {
	for s.Next() {
		if s.Kind == office.Start && s.Name == "table" && s.Attribute("name") == r.name {
			return r.readTable(s)
		}
	}
	return nil
}

// readTable reads to the end of the table. Open has read the part to its end, so
// a file that is cut behind the table was noticed there.
func (r *sheetReader) readTable(s *office.Scanner) error {
	for s.Next() {
		if s.Kind == office.End && s.Name == "table" {
			return nil
		}
		if s.Kind != office.Start {
			continue
		}
		switch s.Name {
		case "table-column":
			r.column(s)
		case "table-row":
			if err := r.readRow(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// column counts columns that are hidden.
func (r *sheetReader) column(s *office.Scanner) {
	n := repeated(s, "number-columns-repeated")
	if v := s.Attribute("visibility"); v == "collapse" || v == "filter" {
		for i := range min(n, 50) {
			r.table.HiddenColumns = append(r.table.HiddenColumns, office.Letters(r.col+i))
		}
	}
	r.col += min(n, 1<<20)
}

// repeated is how often a row, column or cell stands: 1 unless it says more.
func repeated(s *office.Scanner, attribute string) int {
	n, err := strconv.Atoi(s.Attribute(attribute))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1<<24)
}

func (r *sheetReader) readRow(s *office.Scanner) error {
	times := repeated(s, "number-rows-repeated")
	if v := s.Attribute("visibility"); v == "collapse" || v == "filter" {
		r.table.HiddenRows += min(times, office.MaxRows)
	}
	r.col, r.cells = 0, r.cells[:0]
	for s.Next() {
		if s.Kind == office.End && s.Name == "table-row" {
			break
		}
		if s.Kind == office.Start && (s.Name == "table-cell" || s.Name == "covered-table-cell") {
			if err := r.readCell(s); err != nil {
				return err
			}
		}
	}
	first := r.row + 1
	r.row += times
	if len(r.cells) == 0 {
		return nil
	}
	for row := first; row <= r.row; row++ {
		if err := r.out.At(row); err != nil {
			return err
		}
		for _, c := range r.cells {
			if err := r.out.Cell(c.column, c.text); err != nil {
				return err
			}
		}
	}
	return nil
}

// readCell reads one cell to its end and keeps what it holds.
func (r *sheetReader) readCell(s *office.Scanner) error {
	name := s.Name
	times := repeated(s, "number-columns-repeated")
	if s.Attribute("number-columns-spanned") > "1" || s.Attribute("number-rows-spanned") > "1" {
		r.table.Merged++
	}
	kind, stored := s.Attribute("value-type"), storedValue(s)
	shown := shownText(s, name)
	first := r.col
	r.col += times
	text := stored
	if kind == "string" || kind == "" && len(stored) == 0 {
		text = shown
	}
	if bytes.HasPrefix(shown, []byte("#")) && bytes.HasSuffix(shown, []byte("!")) || string(shown) == "#N/A" {
		r.table.Errors++
		text = shown
	}
	if len(text) == 0 {
		return nil
	}
	for i := range times {
		if first+i > 1<<14 {
			break // beyond the last column a sheet can have; the writer refuses long before
		}
		r.cells = append(r.cells, cell{first + i, text})
	}
	return nil
}

// storedValue is the value that a cell keeps beside what it shows.
func storedValue(s *office.Scanner) []byte {
	value := s.Attribute("value")
	switch s.Attribute("value-type") {
	case "percentage":
		if text, ok := office.Number(value); ok {
			return []byte(office.Shifted(text, 2) + "%")
		}
	case "currency":
		text, ok := office.Number(value)
		if ok && s.Attribute("currency") == "GBP" {
			return []byte(office.Pounds(text))
		}
		return []byte(text)
	case "float":
		text, _ := office.Number(value)
		return []byte(text)
	case "date":
		return []byte(strings.Replace(strings.TrimSuffix(s.Attribute("date-value"), "T00:00:00"), "T", " ", 1))
	case "time":
		return []byte(clock(s.Attribute("time-value")))
	case "boolean":
		return []byte(strings.ToUpper(s.Attribute("boolean-value")))
	case "string":
		return []byte(s.Attribute("string-value"))
	}
	return nil
}

// clock writes PT09H30M00S as 09:30.
func clock(duration string) string {
	text := strings.TrimPrefix(duration, "PT")
	hours, rest, ok1 := strings.Cut(text, "H")
	minutes, seconds, ok2 := strings.Cut(rest, "M")
	if !ok1 || !ok2 {
		return duration
	}
	text = hours + ":" + minutes
	if whole, _, _ := strings.Cut(strings.TrimSuffix(seconds, "S"), "."); strings.Trim(whole, "0") != "" {
		text += ":" + whole
	}
	return text
}

// shownText collects the paragraphs of a cell up to its end; notes of readers
// are not part of it.
func shownText(s *office.Scanner, name string) []byte {
	var text []byte
	paragraphs, inside, notes := 0, 0, 0
	for s.Next() {
		switch {
		case s.Kind == office.End && s.Name == name:
			return text
		case s.Kind == office.Text:
			if inside > 0 && notes == 0 {
				text = append(text, s.Text()...)
			}
		case s.Name == "annotation":
			notes += step(s.Kind)
		case s.Name == "p" && notes == 0:
			if inside += step(s.Kind); s.Kind == office.Start {
				if paragraphs++; paragraphs > 1 {
					text = append(text, '\n')
				}
			}
		case s.Kind == office.Start && s.Name == "s" && notes == 0:
			n := repeated(s, "c")
			text = append(text, bytes.Repeat([]byte(" "), min(n, 100))...)
		case s.Kind == office.Start && s.Name == "line-break" && notes == 0:
			text = append(text, '\n')
		}
	}
	return text
}

func step(k office.Kind) int {
	if k == office.Start {
		return 1
	}
	return -1
}
