package draw

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
)

// measuredText is a text with its widths in units of the font, 2048 to the em.
// The browser tests hold Chromium to the same file.
type measuredText struct {
	Text    string     `json:"text"`
	Regular widgets.Px `json:"regular"`
	Bold    widgets.Px `json:"bold"`
}

func TestWidthsOfManyTexts(t *testing.T) {
	t.Parallel()
	const file = "testdata/widths.json"
	var want []measuredText
	if err := json.Unmarshal(readFile(t, file), &want); err != nil {
		t.Fatal(err)
	}
	if len(want) < 200 {
		t.Fatalf("%d texts, want 200 at least", len(want))
	}
	got := make([]measuredText, len(want))
	for i, w := range want {
		got[i] = measuredText{w.Text, Text.Measure(widgets.Regular, unitsPerEm, w.Text), Text.Measure(widgets.Bold, unitsPerEm, w.Text)}
	}
	if *update {
		writeFile(t, file, jsonLines(t, got))
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("widths differ (-want +got):\n%s", diff)
	}
}

// jsonLines writes a list with one element to a line.
func jsonLines[T any](t *testing.T, list []T) []byte {
	t.Helper()
	b := []byte("[\n")
	for i, element := range list {
		line, err := json.Marshal(element)
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, line...)
		if i < len(list)-1 {
			b = append(b, ',')
		}
		b = append(b, '\n')
	}
	return append(b, "]\n"...)
}
