package intake

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestCellsAreThoseOfTheRecords compares the cells held by column with the
// records read again, in columns of few texts, of many, and of many late on.
func TestCellsAreThoseOfTheRecords(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	var text strings.Builder
	for row := range 3 * firstWords {
		few := []string{"", " spaced ", `"said ""yes"""`, "two,", "£\u00a0"}[r.IntN(5)]
		late := r.IntN(9)
		if row > firstWords {
			late = row
		}
		switch r.IntN(20) {
		case 0:
			fmt.Fprintln(&text, row)
		case 1:
			fmt.Fprintln(&text)
		default:
			long := ""
			if row > 2*firstWords {
				long = strings.Repeat("x", r.IntN(600))
			}
			fmt.Fprintf(&text, "%d,%s,%d,\"no \"\"%d\"\"%s\",,%d\n", row, few, late, row, long, r.IntN(70_000))
		}
	}
	s, err := openSheet(t.Context(), []byte(text.String()), ',', chosen{})
	if err != nil {
		t.Fatal(err)
	}
	for row := 1; row <= s.rows(); row++ {
		record := s.cells(row)
		for column := range 9 {
			var want []byte
			if column < len(record) {
				want = trimSpace(record[column])
			}
			if got := s.cell(row, column); !bytes.Equal(got, want) {
				t.Fatalf("cell(%d, %d) = %q, want %q", row, column, got, want)
			}
		}
	}
	for column, want := range []bool{true, false, true, true, false, true} {
		if got := s.columns[column].restful; got != want {
			t.Errorf("column %d is held record by record: %v, want %v", column, got, want)
		}
	}
}

// TestLostLettersAreCountedOnce: also those that stand where two stretches meet.
func TestLostLettersAreCountedOnce(t *testing.T) {
	t.Parallel()
	for before := stretch - 4; before < stretch+4; before++ {
		text := strings.Repeat("a\n", before/2) + strings.Repeat("b", before%2) + "\uFFFD\uFFFD\nc\n\uFFFD\n"
		s, err := openSheet(t.Context(), []byte(text), ',', chosen{})
		if err != nil {
			t.Fatal(err)
		}
		if n, row := s.lostLetters(); n != 3 || row != before/2+1 {
			t.Errorf("after %d bytes: %d lost letters, the first in row %d; want 3 and %d", before, n, row, before/2+1)
		}
	}
}

// TestColumnsAreProfiledByTheirCells compares profiles of columns with those of
// their cells one by one.
func TestColumnsAreProfiledByTheirCells(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for row := range 2 * firstWords {
		fmt.Fprintf(&text, "%d,%d.5,%s,\n", row, row%7, []string{"n/a", "2018-01-31", "", "12%", "words"}[row%5])
	}
	s, err := openSheet(t.Context(), []byte(text.String()), ',', chosen{})
	if err != nil {
		t.Fatal(err)
	}
	for column := range 5 {
		var want profile
		for row := 3; row <= s.rows()-5; row++ {
			want.add(row, s.cell(row, column))
		}
		got := s.profileColumn(t.Context(), column, 3, s.rows()-5)
		want.cache, got.cache = nil, nil
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			t.Errorf("profile of column %d = %+v, want %+v", column, got, want)
		}
	}
}

// TestFirstUnreadableRowIsNamed puts the worse cell in the first column and the
// earlier one in the second.
func TestFirstUnreadableRowIsNamed(t *testing.T) {
	t.Parallel()
	raw := []byte("a,b\n1,2\n3,4\n5,6\n")
	reading, err := Propose(t.Context(), "x.csv", raw, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Read(t.Context(), []byte("a,b\n1,2\n3,x\ny,6\n"), reading.Recipe, Options{})
	if err == nil || !strings.HasPrefix(err.Error(), `Row 3 of “b” holds “x”`) {
		t.Errorf("Read = %v, want row 3 of b", err)
	}
}
