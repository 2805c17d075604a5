package demo_test

import (
	"bytes"
	"encoding/csv"
	"math/big"
	"testing"

	"figurehead/datasets/parquetfile"
	"figurehead/datasets/records"
	"figurehead/datasets/xlsx"
	"figurehead/widgets"
)

// workbookHolds reads the numbers back from the Excel file; its reader keeps 15
// digits, as office programs do.
func workbookHolds(t *testing.T, e widgets.Edition, raw []byte) {
	t.Helper()
	book, err := xlsx.Open(raw)
	if err != nil {
		t.Fatal(err)
	}
	got, err := book.Read("Data")
	if err != nil {
		t.Fatal(err)
	}
	recordsHold(t, e, "XLSX", got.Text, big.NewRat(1, 1e14))
}

func parquetHolds(t *testing.T, e widgets.Edition, raw []byte) {
	t.Helper()
	got, err := parquetfile.Read(raw, records.Request{})
	if err != nil {
		t.Fatal(err)
	}
	recordsHold(t, e, "Parquet", got.Text, new(big.Rat))
}

// recordsHold compares every number by its column's name; slack is the part of
// a number by which it may be off.
func recordsHold(t *testing.T, e widgets.Edition, format string, text []byte, slack *big.Rat) {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(lines)-1, len(e.Result.Rows); got != want {
		t.Fatalf("the %s file has %d rows, want %d", format, got, want)
	}
	columns := map[string]int{}
	for i, name := range lines[0] {
		columns[name] = i
	}
	for i, row := range e.Result.Rows {
		for j, cell := range row {
			column, found := columns[e.Result.Fields[j].Name]
			if !found {
				t.Fatalf("the %s file has no column %q", format, e.Result.Fields[j].Name)
			}
			if !cell.Kind.Number() {
				continue
			}
			if got, want := lines[i+1][column], exact(cell); !near(got, want, slack) {
				t.Errorf("%s row %d, %s = %q, want %q", format, i+1, e.Result.Fields[j].Name, got, want)
			}
		}
	}
}

func near(got, want string, slack *big.Rat) bool {
	if got == "" || want == "" {
		return got == want
	}
	a, one := new(big.Rat).SetString(got)
	b, other := new(big.Rat).SetString(want)
	if !one || !other {
		return false
	}
	off := new(big.Rat).Sub(a, b)
	return off.Abs(off).Cmp(b.Mul(b.Abs(b), slack)) <= 0
}
