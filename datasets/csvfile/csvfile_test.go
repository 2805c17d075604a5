package csvfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
)

// record is one record with what the Reader says about it.
type record struct {
	Row   int
	Cells []string
}

func readAll(text string, delimiter byte) ([]record, error) {
	var out []record
	r := NewReader([]byte(text), delimiter)
	for r.Next() {
		rec := record{Row: r.Row()}
		for _, c := range r.Cells() {
			rec.Cells = append(rec.Cells, string(c))
		}
		out = append(out, rec)
	}
	return out, r.Err()
}

func TestReader(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text string
		want       []record
	}{
		{"LF", "a,b\n1,2\n", []record{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}}},
		{"CRLF", "a,b\r\n1,2\r\n", []record{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}}},
		{"CR", "a,b\r1,2\r", []record{{1, []string{"a", "b"}}, {2, []string{"1", "2"}}}},
		{"mixed line ends", "a\r\nb\rc\nd", []record{{1, []string{"a"}}, {2, []string{"b"}}, {3, []string{"c"}}, {4, []string{"d"}}}},
		{"blank lines keep their numbers", "a\n\n\nb", []record{{1, []string{"a"}}, {2, []string{""}}, {3, []string{""}}, {4, []string{"b"}}}},
		{"no line end at the end", "a,b", []record{{1, []string{"a", "b"}}}},
		{"empty last cell", "a,", []record{{1, []string{"a", ""}}}},
		{"quoted delimiter", `"a,b",c`, []record{{1, []string{"a,b", "c"}}}},
		{"doubled quotes", `"a ""b"" c","""",""""""`, []record{{1, []string{`a "b" c`, `"`, `""`}}}},
		{"quoted line ends", "\"a\nb\",\"c\r\nd\"\ne", []record{{1, []string{"a\nb", "c\r\nd"}}, {2, []string{"e"}}}},
		{"empty quoted", `"",""`, []record{{1, []string{"", ""}}}},
		{"stray quotes", `The "Old" Mill,12" pipe`, []record{{1, []string{`The "Old" Mill`, `12" pipe`}}}},
		{"spaces after a closing quote", `"a"  ,b`, []record{{1, []string{"a", "b"}}}},
		{"formulas stay text", "=1+2,@x,-42", []record{{1, []string{"=1+2", "@x", "-42"}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := readAll(test.text, ',')
			if err != nil {
				t.Fatalf("read %q = %v", test.text, err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("records of %q (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestReaderRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text string
		row        int
		want       string
	}{
		{"never closed", "a,b\n1,\"2\n3,4\n", 2, "Row 2 opens a quotation mark that is never closed. Close it in the file, or paste only the rows above it."},
		{"closed by the next row's opening", "a,b\n1,\"x\n2,\"y, z\"\n", 2, "Row 2 opens a quotation mark that is never closed. Close it in the file, or paste only the rows above it."},
		{"never closed in row 1", "\"a,b\n", 1, "Row 1 opens a quotation mark that is never closed. Close it in the file, or take it out."},
		{"text after a quote", "a\n\"b\"c\n", 2, "Row 2 has text after a closing quotation mark, in value 1. Write a quotation mark inside a value twice, or take the marks out."},
		{"huge cell", "a\nb\n" + strings.Repeat("x", maxCellBytes+1), 3, "Row 3 holds more than 32,768 characters in one value. Shorten it, or look for a quotation mark in that row that is not closed."},
		{"row numbers above 999", strings.Repeat("a\n", 1233) + "\"", 1234, "Row 1,234 opens a quotation mark that is never closed. Close it in the file, or paste only the rows above it."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := readAll(test.text, ',')
			var p datasets.Problem
			if !errors.As(err, &p) || p.Row != test.row || p.Error() != test.want {
				t.Errorf("read = row %d, %v, want row %d, %q", p.Row, err, test.row, test.want)
			}
		})
	}
}

// TestSpectrum holds every file of csv-spectrum against its JSON. Its licence
// is not clear, so it is read from the shared folder.
func TestSpectrum(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("FIGUREHEAD_TEST_SHARED is not set: it names the folder of test files that may not be copied")
		}
		t.Skip("not run: csv-spectrum is read from the folder that FIGUREHEAD_TEST_SHARED names")
	}
	files, err := filepath.Glob(filepath.Join(folder, "corpus/csv-spectrum/csvs/*.csv"))
	if err != nil || len(files) != 12 {
		t.Fatalf("csv-spectrum has %d files, %v, want 12", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".csv")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := os.ReadFile(filepath.Join(folder, "corpus/csv-spectrum/json", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			if name == "location_coordinates" {
				// Its JSON is one row without a list, with another number than its CSV.
				raw = fmt.Appendf(nil, "[%s]", strings.Replace(string(raw), "1234567890", "2095257564", 1))
			}
			var want []map[string]string
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			records, err := readAll(string(text), ',')
			if err != nil {
				t.Fatal(err)
			}
			got := []map[string]string{}
			for _, rec := range records[1:] {
				row := map[string]string{}
				for i, cell := range rec.Cells {
					row[records[0].Cells[i]] = cell
				}
				got = append(got, row)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		})
	}
}

func TestFindDelimiter(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text string
		want, also byte
	}{
		{"commas", "a,b,c\n1,2,3\n", ',', 0},
		{"semicolons with decimal commas", "a;b;c\n1,5;2,5;3,5\n4,1;5,2;6,3\n", ';', 0},
		{"tabs with commas in cells", "a\tb\n1, x\t2\n3, y\t4\n", '\t', 0},
		{"bars", "a|b|c\n1|2|3\n", '|', 0},
		{"one column", "a\n1\n2\n", ',', 0},
		{"Excel's line", "sep=;\na,b;c\n1,2;3\n", ';', 0},
		{"commas in quotes", "a;b\n\"1,2,3\";4\n\"5,6,7\";8\n", ';', 0},
		{"both fit", "a,b;c\n1,2;3\n4,5;6\n", ',', ';'},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got, also := FindDelimiter([]byte(test.text)); got != test.want || also != test.also {
				t.Errorf("FindDelimiter(%q) = %q, %q, want %q, %q", test.text, got, also, test.want, test.also)
			}
		})
	}
}

func FuzzRecords(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "\"a\"\"b\",c\r\n", "a;b\rc;d", "\"", "\"\n\"x", ",,\n\n", "a\"b\"\n"} {
		f.Add([]byte(seed), byte(','))
	}
	f.Fuzz(func(t *testing.T, text []byte, delimiter byte) {
		if delimiter == '"' || delimiter == '\n' || delimiter == '\r' || delimiter == ' ' {
			t.Skip()
		}
		r := NewReader(text, delimiter)
		rows, end := 0, 0
		for r.Next() {
			if rows++; r.Row() != rows {
				t.Fatalf("row %d is numbered %d", rows, r.Row())
			}
			if len(r.Cells()) == 0 || r.Offset() <= end {
				t.Fatalf("row %d has %d cells and ends at %d after %d", rows, len(r.Cells()), r.Offset(), end)
			}
			end = r.Offset()
		}
		if r.Err() == nil && end != len(text) {
			t.Fatalf("read %d of %d bytes without a Problem", end, len(text))
		}
		var p datasets.Problem
		if r.Err() != nil && (!errors.As(r.Err(), &p) || p.Row < 1 || p.Message == "" || p.Suggestion == "") {
			t.Fatalf("Err() = %#v, want a Problem with a row", r.Err())
		}
		// What is read, written with every cell quoted, reads the same again.
		if r.Err() == nil {
			again := rewrite(text, delimiter)
			if got := rewrite([]byte(again), delimiter); got != again {
				t.Fatalf("read again = %q, want %q", got, again)
			}
		}
	})
}

func rewrite(text []byte, delimiter byte) string {
	var b strings.Builder
	r := NewReader(text, delimiter)
	for r.Next() {
		for i, c := range r.Cells() {
			if i > 0 {
				b.WriteByte(delimiter)
			}
			fmt.Fprintf(&b, `"%s"`, strings.ReplaceAll(string(c), `"`, `""`))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
