// Package crossread compares what our scanner reads of workbooks with what
// excelize reads of them.
package crossread

import (
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"figurehead/datasets/csvfile"
	"figurehead/datasets/xlsx"
)

// TestCrossRead holds every cell that our scanner reads of the workbooks of
// others to what excelize reads of it, raw. Days, signs and decimals are written
// by us, so they are turned back.
func TestCrossRead(t *testing.T) {
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" && os.Getenv("CI") == "true" {
		t.Fatal("FIGUREHEAD_TEST_SHARED names no folder of workbooks")
	}
	if folder == "" {
		t.Skip("not run: FIGUREHEAD_TEST_SHARED names the folder of the workbooks")
	}
	files, err := filepath.Glob(filepath.Join(folder, "corpus", "xlsx", "test", "*.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob(filepath.Join(folder, "data", "*.xlsx"))
	if err != nil || len(more) < 2 {
		t.Fatalf("%d workbooks of data, %v", len(more), err)
	}
	cells := 0
	for _, file := range append(files, more...) {
		name := filepath.Base(file)
		if strings.HasPrefix(name, "Bad") || strings.HasPrefix(name, "encrypt") {
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		ours, err := xlsx.Open(raw)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		theirs, err := excelize.OpenFile(file)
		if err != nil {
			t.Fatalf("%s: excelize: %v", name, err)
		}
		for _, sheet := range ours.Sheets() {
			got, err := ours.Read(sheet.Name)
			if err != nil {
				t.Errorf("%s, %s: %v", name, sheet.Name, err)
				continue
			}
			want, err := theirs.GetRows(sheet.Name, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Errorf("%s, %s: excelize: %v", name, sheet.Name, err)
				continue
			}
			cells += sameCells(t, name+", "+sheet.Name, got.Text, want)
		}
		if err := theirs.Close(); err != nil {
			t.Error(err)
		}
	}
	if cells < 5000 {
		t.Errorf("%d cells were compared, want thousands", cells)
	}
}

// sameCells compares the cells that hold something and returns how many do.
func sameCells(t *testing.T, where string, text []byte, want [][]string) int {
	t.Helper()
	n, bad := 0, 0
	r := csvfile.NewReader(text, ',')
	for r.Next() {
		var theirs []string
		if r.Row() <= len(want) {
			theirs = want[r.Row()-1]
		}
		cells := r.Cells()
		for i := range max(len(cells), len(theirs)) {
			a, b := "", ""
			if i < len(cells) {
				a = string(cells[i])
			}
			if i < len(theirs) {
				b = theirs[i]
			}
			if strings.TrimSpace(a) == "" && strings.TrimSpace(b) == "" {
				continue
			}
			if n++; !sameCell(a, b) {
				if bad++; bad < 5 {
					t.Errorf("%s, row %d, column %d: %q, excelize %q", where, r.Row(), i+1, a, b)
				}
			}
		}
	}
	return n
}

// sameCell compares a cell as we write it with the raw value.
func sameCell(ours, raw string) bool {
	clean := func(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, "\r", "\n")), " ") }
	if clean(ours) == clean(raw) {
		return true
	}
	if day, err := time.Parse(time.DateOnly, ours); err == nil {
		serial := new(big.Rat).SetInt64(int64(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24))
		got, ok := new(big.Rat).SetString(raw)
		return ok && got.Cmp(serial) == 0
	}
	number := strings.NewReplacer("£", "", "€", "", "$", "", "%", "", ",", "").Replace(ours)
	a, okA := new(big.Rat).SetString(number)
	b, okB := new(big.Rat).SetString(raw)
	if !okA || !okB {
		return raw == "1" && ours == "TRUE" || raw == "0" && ours == "FALSE"
	}
	if strings.HasSuffix(ours, "%") {
		a.Quo(a, big.NewRat(100, 1))
	}
	// Office programs keep 15 digits; the file may hold the noise of more.
	diff := new(big.Rat).Sub(a, b)
	limit := new(big.Rat).Mul(new(big.Rat).Abs(b), big.NewRat(1, 1e14))
	return diff.Abs(diff).Cmp(limit) <= 0
}
