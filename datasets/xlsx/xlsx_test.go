package xlsx_test

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/xlsx"
)

// shared is a file of the folder of files that are not copied here.
func shared(t *testing.T, parts ...string) string {
	t.Helper()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("FIGUREHEAD_TEST_SHARED is not set: it names the folder of test files that are not copied")
		}
		t.Skip("not run: FIGUREHEAD_TEST_SHARED names the folder of these files")
	}
	return filepath.Join(append([]string{folder}, parts...)...)
}

func open(t *testing.T, path string) *xlsx.Workbook {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := xlsx.Open(raw)
	if err != nil {
		t.Fatalf("Open(%s) = %v", filepath.Base(path), err)
	}
	return w
}

func records(t *testing.T, text []byte) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(string(text)))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// row gives the cells of a row of the sheet, from 1.
func row(t *testing.T, text []byte, n int) []string {
	t.Helper()
	for r := csvfile.NewReader(text, ','); r.Next(); {
		if r.Row() == n {
			var cells []string
			for _, c := range r.Cells() {
				cells = append(cells, string(c))
			}
			return cells
		}
	}
	t.Fatalf("no row %d", n)
	return nil
}

func TestPublicHealthEnglandWorkbook(t *testing.T) {
	t.Parallel()
	w := open(t, shared(t, "data", "phe-covid-dashboard-historic.xlsx"))
	if got := len(w.Sheets()); got != 7 {
		t.Fatalf("%d sheets, want 7", got)
	}
	cases, err := w.Read("UK Cases")
	if err != nil {
		t.Fatal(err)
	}
	rows := records(t, cases.Text)
	first, last := rows[len(rows)-69], rows[len(rows)-1]
	if first[0] != "2020-01-31" || last[0] != "2020-04-08" || last[len(last)-1] != "60733" {
		t.Errorf("UK Cases runs from %q to %q, want 2020-01-31 to 2020-04-08 with 60733", first, last)
	}
	utlas, err := w.Read("UTLAs")
	if err != nil {
		t.Fatal(err)
	}
	header := row(t, utlas.Text, 8)
	if got, want := []string{header[2], header[len(header)-1]}, []string{"2020-03-09", "2020-04-08"}; !cmp.Equal(got, want) {
		t.Errorf("row 8 runs from %v, want %v", got, want)
	}
	for _, r := range records(t, utlas.Text) {
		if r[0] == "E10000012" && (r[2] != "5" || r[len(r)-1] != "1081") {
			t.Errorf("Essex = %v, want 5 to 1081", r)
		}
	}
}

func TestLonelinessWorkbook(t *testing.T) {
	t.Parallel()
	w := open(t, shared(t, "data", "ons-coronavirus-loneliness.xlsx"))
	if got := len(w.Sheets()); got != 25 {
		t.Errorf("%d sheets, want 25", got)
	}
	name := ""
	for _, s := range w.Sheets() {
		if name == "" && strings.HasPrefix(s.Name, "1.2") {
			name = s.Name
		}
	}
	sheet, err := w.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int][]string{7: {"7.1", "6.3", "4.6", "4.5", "2.9", "5"}, 11: {"420", "780", "1060", "1640", "1360", "5260"}} {
		got := row(t, sheet.Text, n)
		if len(got) < 6 || !cmp.Equal(got[len(got)-6:], want) {
			t.Errorf("row %d = %q, want it to end in %v", n, got, want)
		}
	}
}

// Every made workbook is refused in a sentence, soon, or gives what it holds.
func TestMadeWorkbooks(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"billion-laughs.xlsx":    "damaged",
		"bomb-200MB-spaces.xlsx": "packed far tighter",
		"col-XFD-x2000.xlsx":     "columns can be chosen from",
		"not-zip.xlsx":           "damaged",
		"row-1048576-only.xlsx":  "more than 200000 rows",
		"row-999999999.xlsx":     "rows",
		"row-negative.xlsx":      "damaged",
		"shared-idx-oob.xlsx":    "damaged",
		"style-idx-oob.xlsx":     "",
		"truncated-xml.xlsx":     "damaged",
		"zip-empty.xlsx":         "damaged",
		"zip64-2^63.xlsx":        "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(shared(t, "corpus", "xlsx-made", name))
			if err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			err = readAll(raw)
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			var problem datasets.Problem
			switch {
			case want == "" && strings.HasPrefix(name, "style"):
				if err != nil {
					t.Errorf("readAll = %v, want the cells as they are", err)
				}
			case !errors.As(err, &problem) || !strings.Contains(problem.Message, want) || problem.Suggestion == "":
				t.Errorf("readAll = %v, want a problem that says %q", err, want)
			}
		})
	}
}

func readAll(raw []byte) error {
	w, err := xlsx.Open(raw)
	if err != nil {
		return err
	}
	for _, s := range w.Sheets() {
		if _, err := w.Read(s.Name); err != nil {
			return err
		}
	}
	return nil
}

func TestWorkbooksOfOthers(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(shared(t, "corpus", "xlsx", "test", "*.xlsx"))
	if err != nil || len(files) < 5 {
		t.Fatalf("%d workbooks: %v", len(files), err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			err = readAll(raw)
			var problem datasets.Problem
			switch {
			case strings.HasPrefix(name, "Bad"):
				if !errors.As(err, &problem) {
					t.Errorf("readAll = %v, want a problem", err)
				}
			case strings.HasPrefix(name, "encrypt"):
				if !errors.As(err, &problem) || !strings.Contains(problem.Message, "password") {
					t.Errorf("readAll = %v, want a problem that names the password", err)
				}
			case err != nil:
				t.Errorf("readAll = %v", err)
			}
		})
	}
}

// A workbook cut anywhere is never half a table.
func TestCutWorkbooks(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(shared(t, "data", "phe-covid-dashboard-historic.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(raw); at += 97 {
		var problem datasets.Problem
		if err := readAll(raw[:at]); !errors.As(err, &problem) {
			t.Fatalf("cut at %d: %v, want a problem", at, err)
		}
	}
}
