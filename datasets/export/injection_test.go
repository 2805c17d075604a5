package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/export"
	"figurehead/datasets/table"
)

// TestKnownInjections: none of the published payloads against spreadsheets is
// run as a formula, as a cell, a heading or among the words about the file.
func TestKnownInjections(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		t.Skip("not run: the payloads are read from the folder that FIGUREHEAD_TEST_SHARED names")
	}
	raw, err := os.ReadFile(filepath.Join(folder, "corpus/csv-injection/Intruder/csv-payload.txt"))
	if err != nil {
		t.Fatal(err)
	}
	payloads := strings.Split(strings.TrimSpace(string(raw)), "\n")
	if len(payloads) < 5 {
		t.Fatalf("%d payloads", len(payloads))
	}
	r := datasets.Result{Fields: []table.Field{{Name: payloads[0], Kind: table.Text}}}
	for _, payload := range payloads {
		r.Rows = append(r.Rows, []table.Cell{table.TextCell(payload)})
	}
	var text, book bytes.Buffer
	if err := export.CSV(&text, r); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&text).ReadAll()
	if err != nil || len(records) != len(payloads)+1 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	for _, record := range records {
		if cell := strings.TrimLeft(strings.TrimPrefix(record[0], "\ufeff"), " "); strings.ContainsAny(cell[:1], "=+-@\t\r") {
			t.Errorf("CSV has a cell %q", cell)
		}
	}
	if err := export.XLSX(&book, r, export.About{Title: payloads[0]}); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(book.Bytes()), int64(book.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if xml, err := io.ReadAll(part); err != nil || bytes.Contains(xml, []byte("<f>")) || bytes.Contains(xml, []byte("<f ")) {
			t.Errorf("%s of the workbook has a formula, %v", f.Name, err)
		}
	}
}
