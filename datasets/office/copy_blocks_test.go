package office

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// TestCopiesComeInWholeRecords: a copy that is read in blocks is the same text,
// and no block ends within a record.
func TestCopiesComeInWholeRecords(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for row := range 60_000 {
		fmt.Fprintf(&text, "%d,\"two\nlines of \"\"%s\"\"\"\n", row, strings.Repeat("x", row%90))
	}
	for _, want := range []string{text.String(), "Ward\n", text.String()[:Block] + "\n"} {
		var file bytes.Buffer
		w := NewCopy("xlsx", &file)
		to, err := w.Add(Sheet{Name: "Visits"}, Table{Cells: 1})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write([]byte(want)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		c, err := OpenCopy(file.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		c.Into = func(block []byte) error {
			if got += string(block); len(got) < len(want) && recordsIn([]byte(got)) != len(got) {
				t.Errorf("a block ends within a record, after %d bytes", len(got))
			}
			return nil
		}
		if _, err := c.Read("Visits"); err != nil || got != want {
			t.Errorf("Read() = %v and %d bytes, want %d", err, len(got), len(want))
		}
	}
}
