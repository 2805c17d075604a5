package publishing

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/gzip"

	"figurehead/embed"
	"figurehead/widgets"
)

// TestBytesOfEveryExample holds the frame of each example of
// widgets/testdata/figures, packed, to the budget of its kind (design, section
// 11), light and in both schemes at once.
func TestBytesOfEveryExample(t *testing.T) {
	t.Parallel()
	examples, err := filepath.Glob("../../widgets/testdata/figures/*/spec.json")
	if err != nil || len(examples) < 10 {
		t.Fatalf("%d examples, %v", len(examples), err)
	}
	for _, path := range examples {
		name := filepath.Base(filepath.Dir(path))
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := exampleOf(t, filepath.Dir(path))
			e := worded(m)
			if err := frameParts(&e, m.figure); err != nil {
				t.Fatal(err)
			}
			most := frameBudget(e.Kind, len(m.result.Rows))
			html, err := embed.Frame(e, embed.FrameOptions{Script: "/assets/embed.0123456789ab.js"})
			if err != nil {
				t.Fatal(err)
			}
			got := gzippedBytes(t, html)
			t.Logf("%s, %d rows: %d bytes", e.Kind, len(m.result.Rows), got)
			if got > most {
				t.Errorf("%d bytes packed, want at most %d", got, most)
			}
		})
	}
}

// frameBudget is the most bytes of a packed frame of a kind with so many rows.
// The figure of the comparison with Chart.js has a budget of its own in embed.
// All are at or under those of the design.
func frameBudget(kind widgets.Kind, rows int) int {
	switch {
	case kind == widgets.Headline && rows == 1:
		return 1120
	case kind == widgets.Headline && rows <= 5:
		return 1800
	case kind == widgets.Headline:
		return 2000
	case kind == widgets.Bar && rows <= 12:
		return 2700
	}
	return 6000 // maps of nine regions too; larger maps may have 12,000
}

func gzippedBytes(t *testing.T, html []byte) int {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(html); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}
