package ods_test

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"figurehead/datasets"
	"figurehead/datasets/csvfile"
	"figurehead/datasets/ods"
)

// certificates is the file of energy performance certificates.
func certificates(t *testing.T) []byte {
	t.Helper()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("FIGUREHEAD_TEST_SHARED is not set: it names the folder of test files that are not copied")
		}
		t.Skip("not run: FIGUREHEAD_TEST_SHARED names the folder of this file")
	}
	raw, err := os.ReadFile(filepath.Join(folder, "data", "dluhc-epc-eb1.ods"))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestEnergyCertificates(t *testing.T) {
	t.Parallel()
	b, err := ods.Open(certificates(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(b.Sheets()); got != 8 {
		t.Errorf("%d sheets, want 8", got)
	}
	sheet, err := b.Read("EB1_by_LA")
	if err != nil {
		t.Fatal(err)
	}
	rows, lodgements, chelmsford, quarters, at := 0, 0, 0, 0, -1
	codes, first, last := map[string]bool{}, "", ""
	for r := csvfile.NewReader(sheet.Text, ','); r.Next(); {
		cells := r.Cells()
		if r.Row() == 4 {
			for i, c := range cells {
				if strings.HasPrefix(string(c), "Number Lodgements") {
					at = i
				}
			}
		}
		if r.Row() <= 4 || len(cells) <= at {
			continue
		}
		n, err := strconv.Atoi(string(cells[at]))
		if err != nil {
			t.Fatalf("row %d: %q", r.Row(), cells)
		}
		rows, lodgements, codes[string(cells[0])] = rows+1, lodgements+n, true
		if string(cells[0]) == "E07000070" {
			if chelmsford, quarters, last = chelmsford+n, quarters+1, string(cells[at]); first == "" {
				first = last
			}
		}
	}
	if rows != 19_961 || len(codes) != 347 || lodgements != 21_956_014 {
		t.Errorf("%d rows of %d areas with %d lodgements, want 19,961 of 347 with 21,956,014", rows, len(codes), lodgements)
	}
	if quarters != 59 || first != "1497" || last != "794" || chelmsford != 57_075 {
		t.Errorf("Chelmsford: %d quarters from %s to %s, %d in all", quarters, first, last, chelmsford)
	}
}

func TestCutSpreadsheets(t *testing.T) {
	t.Parallel()
	raw := certificates(t)
	for at := 0; at < len(raw); at += 40_009 {
		var problem datasets.Problem
		if _, err := ods.Open(raw[:at]); !errors.As(err, &problem) {
			t.Fatalf("cut at %d: %v, want a problem", at, err)
		}
	}
}
