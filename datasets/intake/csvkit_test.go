package intake

import (
	"strconv"
	"strings"
	"testing"
)

// TestCSVKit holds the corpus of csvkit against testdata/csvkit/expected.tsv,
// which was written before the reader.
func TestCSVKit(t *testing.T) {
	t.Parallel()
	for line := range strings.Lines(string(ownFile(t, "csvkit/expected.tsv"))) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 6 {
			t.Fatalf("expected.tsv: %q has %d cells", line, len(cells))
		}
		if cells[0] == "file" {
			continue
		}
		t.Run(cells[0], func(t *testing.T) {
			t.Parallel()
			r, err := Propose(t.Context(), cells[0], ownFile(t, "csvkit/"+cells[0]), Options{})
			if want := cells[5]; want != "" {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Fatalf("Propose() = %v, want an error with %q", err, want)
				}
				return
			}
			if err != nil {
				t.Fatalf("Propose() = %v", err)
			}
			got := []string{r.Recipe.Encoding, strconv.Itoa(r.Recipe.HeaderRow), strconv.Itoa(r.Rows), strconv.Itoa(len(r.Recipe.Columns))}
			if strings.Join(got, "\t") != strings.Join(cells[1:5], "\t") {
				t.Errorf("encoding, header row, rows, columns = %v, want %v", got, cells[1:5])
			}
		})
	}
}
