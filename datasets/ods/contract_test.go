package ods_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/ods"
	"figurehead/datasets/office"
	"figurehead/datasets/records"
	"figurehead/datasets/records/contract"
)

const spaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"`

// bookOf is a spreadsheet with those rows in its one sheet.
func bookOf(t testing.TB, rows string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range []struct{ name, text string }{
		{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
		{"content.xml", `<office:document-content` + spaces + `><office:body><office:spreadsheet><table:table table:name="One">` + rows + `</table:table></office:spreadsheet></office:body></office:document-content>`},
	} {
		f, err := w.CreateHeader(&zip.FileHeader{Name: part.name})
		if err == nil {
			_, err = f.Write([]byte(part.text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// readFirst reads the first sheet as the readers of records do.
func readFirst(raw []byte, q records.Request) (records.Table, error) {
	b, err := ods.Open(raw)
	if err != nil {
		return records.Table{}, err
	}
	if len(b.Sheets()) == 0 {
		return records.Table{}, datasets.Problem{Message: "no sheet", Suggestion: "none"}
	}
	t, err := b.Read(b.Sheets()[0].Name)
	if err != nil {
		return records.Table{}, err
	}
	// The text is read again like a CSV file, which has a limit for a cell.
	r := csvfile.NewReader(t.Text, ',')
	for r.Next() {
		continue
	}
	return records.Table{Text: t.Text, Rows: t.Rows}, r.Err()
}

func wideRows(rows, columns, size int) string {
	var b strings.Builder
	for range rows {
		fmt.Fprintf(&b, `<table:table-row><table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>`, strings.Repeat("x", size))
		for column := range columns - 1 {
			fmt.Fprintf(&b, `<table:table-cell office:value-type="float" office:value="%d"><text:p>%d</text:p></table:table-cell>`, column, column)
		}
		b.WriteString("</table:table-row>")
	}
	return b.String()
}

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Hold(t, contract.Case{Read: readFirst, Whole: bookOf(t, wideRows(3, 4, 5)), MostBytes: office.MaxFileBytes,
		Make: func(rows, columns, size int) []byte { return bookOf(t, wideRows(rows, columns, size)) }})
}

// A cell or row that says it stands a billion times stops at the limits.
func TestRepeats(t *testing.T) {
	t.Parallel()
	cell := `<table:table-cell office:value-type="string" table:number-columns-repeated="%d"><text:p>x</text:p></table:table-cell>`
	for name, rows := range map[string]string{
		"columns": `<table:table-row>` + fmt.Sprintf(cell, 1<<30) + `</table:table-row>`,
		"rows":    `<table:table-row table:number-rows-repeated="1073741824">` + fmt.Sprintf(cell, 2) + `</table:table-row>`,
		"both":    `<table:table-row table:number-rows-repeated="199999">` + fmt.Sprintf(cell, 199) + `</table:table-row>`,
	} {
		if _, err := readFirst(bookOf(t, rows), records.Request{}); !errors.As(err, new(datasets.Problem)) {
			t.Errorf("%s repeated: %v, want a problem", name, err)
		}
	}
	padded := bookOf(t, `<table:table-row>`+fmt.Sprintf(cell, 2)+`<table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row>`)
	if got, err := readFirst(padded, records.Request{}); err != nil || got.Rows != 1 {
		t.Errorf("blank rows to the end of the sheet: %d rows, %v, want 1", got.Rows, err)
	}
}

// FuzzSheet: any rows are records that can be read, or a Problem.
func FuzzSheet(f *testing.F) {
	f.Add([]byte(wideRows(2, 2, 1)))
	f.Add([]byte(`<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2" office:value-type="percentage" office:value="0.5"/><table:covered-table-cell/></table:table-row>`))
	f.Fuzz(func(t *testing.T, rows []byte) {
		got, err := readFirst(bookOf(t, string(rows)), records.Request{})
		if err != nil {
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Message == "" || problem.Suggestion == "" {
				t.Fatalf("%v, want a Problem", err)
			}
			return
		}
		n := 0
		r := csvfile.NewReader(got.Text, ',')
		for r.Next() {
			n++
		}
		if r.Err() != nil || n != got.Rows {
			t.Fatalf("%d rows of text, %v, want %d", n, r.Err(), got.Rows)
		}
	})
}
