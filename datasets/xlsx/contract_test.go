package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/office"
	form "figurehead/datasets/records"
	"figurehead/datasets/records/contract"
	"figurehead/datasets/xlsx"
)

const main = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// bookOf is a workbook with that sheet and a hidden one.
func bookOf(t testing.TB, sheet string) []byte {
	t.Helper()
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", "<Types/>"},
		{"xl/workbook.xml", `<workbook` + main + `><sheets><sheet name="One" sheetId="1" r:id="r1"/><sheet name="Two" sheetId="2" state="hidden" r:id="r1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="` + rel + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet},
	} {
		f, err := w.Create(part.name)
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
func readFirst(raw []byte, q form.Request) (form.Table, error) {
	w, err := xlsx.Open(raw)
	if err != nil {
		return form.Table{}, err
	}
	t, err := w.Read(w.Sheets()[0].Name)
	if err != nil {
		return form.Table{}, err
	}
	// The text is read again like a CSV file, which has a limit for a cell.
	r := csvfile.NewReader(t.Text, ',')
	for r.Next() {
		continue
	}
	return form.Table{Text: t.Text, Rows: t.Rows}, r.Err()
}

func wideSheet(rows, columns, size int) string {
	var b strings.Builder
	b.WriteString(`<worksheet` + main + `><sheetData>`)
	for row := range rows {
		fmt.Fprintf(&b, `<row r="%d"><c t="inlineStr"><is><t>%s</t></is></c>`, row+1, strings.Repeat("x", size))
		for column := range columns - 1 {
			fmt.Fprintf(&b, "<c><v>%d</v></c>", column)
		}
		b.WriteString("</row>")
	}
	return b.String() + `</sheetData></worksheet>`
}

func TestContract(t *testing.T) {
	t.Parallel()
	contract.Hold(t, contract.Case{Read: readFirst, Whole: bookOf(t, wideSheet(3, 4, 5)), MostBytes: office.MaxFileBytes,
		Make: func(rows, columns, size int) []byte { return bookOf(t, wideSheet(rows, columns, size)) }})
}

// FuzzSheet: any sheet is records that can be read, or a Problem.
func FuzzSheet(f *testing.F) {
	f.Add([]byte(wideSheet(2, 2, 1)))
	f.Add([]byte(`<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="2" hidden="1"><c r="B2" t="s"><v>0</v></c><c r="A9" t="b"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`))
	f.Fuzz(func(t *testing.T, sheet []byte) {
		got, err := readFirst(bookOf(t, string(sheet)), form.Request{})
		if err != nil {
			var problem datasets.Problem
			if !errors.As(err, &problem) || problem.Message == "" || problem.Suggestion == "" {
				t.Fatalf("%v, want a Problem", err)
			}
			return
		}
		rows := 0
		r := csvfile.NewReader(got.Text, ',')
		for r.Next() {
			rows++
		}
		if r.Err() != nil || rows != got.Rows {
			t.Fatalf("%d rows of text, %v, want %d", rows, r.Err(), got.Rows)
		}
	})
}
