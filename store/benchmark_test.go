package store

import (
	"fmt"
	"strings"
	"testing"

	"figurehead/widgets"
)

// BenchmarkPublished reads what a public request needs, of a 40 kB Edition.
func BenchmarkPublished(b *testing.B) {
	s, w := benchmarkFigure(b)
	for b.Loop() {
		if _, err := s.Published(b.Context(), w.PublicID); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPublish is one transaction of a publish with five renditions.
func BenchmarkPublish(b *testing.B) {
	s, w := benchmarkFigure(b)
	n := 0
	for b.Loop() {
		n++
		if _, err := publishWords(b.Context(), s, w.ID, fmt.Sprint("words ", n%7)); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkFigure(b *testing.B) (*Store, widgets.Widget) {
	b.Helper()
	s, err := Open(b.Context(), Options{Folder: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	f, err := startFigure(b.Context(), s, "rows")
	if err != nil {
		b.Fatal(err)
	}
	d, err := s.Draft(b.Context(), f.widget.ID)
	if err != nil {
		b.Fatal(err)
	}
	e := widgets.Edition{Title: "A figure", Parts: map[string]widgets.Drawing{}}
	for _, part := range []string{"frame-s.light", "frame-m.light", "frame-l.light", "frame-s.dark", "frame-m.dark", "frame-l.dark"} {
		e.Parts[part] = widgets.Drawing{HTML: "<svg></svg>"}
	}
	e.Alt = strings.Repeat("forty thousand ", 40_000/15)
	if _, err := s.Publish(b.Context(), tester, f.widget.ID, d.Version, e); err != nil {
		b.Fatal(err)
	}
	return s, f.widget
}
