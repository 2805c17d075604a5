package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// TestStreamedSheets: a sheet whose text is not held gives the cells of one whose
// text is, also of rows that are not to be read, and writes its text again.
func TestStreamedSheets(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("Ward,Name,Note\n\n  Abbey,\"a \"\"b\"\", c\",\" two\nlines \"\n")
	for row := range 70_000 { // more different texts than a column counts
		fmt.Fprintf(&text, "Ward %d,person %d,%s\n", row%7, row, strings.Repeat(" ", row%3)+"x")
	}
	raw := []byte(text.String())
	held, err := openSheet(t.Context(), raw, ',', chosen{})
	if err != nil {
		t.Fatal(err)
	}
	streamed := newStreamed(chosen{})
	for rest, first := raw, true; len(rest) > 0; first = false {
		size := len(rest)
		if first {
			size = bytes.Index(rest, []byte("Ward 6")) // a record begins there
		}
		block := bytes.Clone(rest[:size])
		if err := streamed.addBlock(t.Context(), block); err != nil {
			t.Fatal(err)
		}
		clear(block) // it is good until then
		rest = rest[size:]
	}
	var again bytes.Buffer
	if err := streamed.writeTo(&again, nil); err != nil {
		t.Fatal(err)
	}
	written, err := openSheet(t.Context(), again.Bytes(), ',', chosen{})
	if err != nil {
		t.Fatal(err)
	}
	same := func(when string, held *sheet) {
		t.Helper()
		if held.rows() != streamed.rows() {
			t.Fatalf("%s: %d rows, want %d", when, streamed.rows(), held.rows())
		}
		for row := 1; row <= held.rows(); row++ {
			if got, want := fmt.Sprintf("%q", streamed.cells(row)), fmt.Sprintf("%q", held.cells(row)); got != want {
				t.Fatalf("%s: cells(%d) = %s, want %s", when, row, got, want)
			}
			for column := range 4 {
				if got, want := streamed.cell(row, column), held.cell(row, column); !bytes.Equal(got, want) {
					t.Fatalf("%s: cell(%d, %d) = %q, want %q", when, row, column, got, want)
				}
			}
			if held.blank(row) != streamed.blank(row) || held.indent(row, 2) != streamed.indent(row, 2) {
				t.Fatalf("%s: row %d is blank %v, indented by %d", when, row, streamed.blank(row), streamed.indent(row, 2))
			}
		}
	}
	same("as it came", held)
	same("written and read again", written)
	for _, s := range []*sheet{held, streamed} {
		s.readOnly(func(row int) bool { return row%2 == 1 })
		s.fillDown(2, 1, 900)
	}
	same("half of it read", held)
}
