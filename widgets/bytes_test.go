package widgets_test

import (
	"bytes"
	"compress/gzip"
	"testing"

	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// gzipped is the size of the drawings of a figure in these presets, as one
// page sends them.
func gzipped(t *testing.T, f widgets.Figure, presets ...string) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	for _, preset := range presets {
		svg := draw.SVG(place(t, f, preset, widgets.Light), draw.SVGOptions{IDPrefix: preset})
		if _, err := w.Write([]byte(svg.HTML)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// The targets are those of the design, section 11: a drawing of 12 bars in
// 1.5 kB, of 5 lines with 60 points each in 2.2 kB; the three bar drawings
// leave 0.8 kB of a frame's 2.45 kB to its words and table.
func TestDrawingsAreSmall(t *testing.T) {
	t.Parallel()
	var bar widgets.Figure
	for _, e := range examples(t) {
		if e.folder == "testdata/figures/bar" {
			bar = e.figure(t)
		}
	}
	lines := hostile(widgets.Line, waves(5)...)
	for _, test := range []struct {
		name    string
		figure  widgets.Figure
		presets []string
		most    int
	}{
		{"12 bars", bar, []string{"og"}, 1500},
		{"12 bars in a frame", bar, []string{"frame-l"}, 1000},
		{"12 bars at three widths", bar, []string{"frame-s", "frame-m", "frame-l"}, 1600},
		{"5 lines of 60", lines, []string{"og"}, 2200},
		{"5 lines of 60 in a frame", lines, []string{"frame-l"}, 2200},
	} {
		if got := gzipped(t, test.figure, test.presets...); got > test.most {
			t.Errorf("%s: %d bytes gzipped, want %d at most", test.name, got, test.most)
		} else {
			t.Logf("%s: %d bytes gzipped", test.name, got)
		}
	}
}

func BenchmarkPlace(b *testing.B) {
	figures := hostileFigures()
	og, _ := widgets.PresetByName("og")
	for _, name := range []string{"bar, two marked", "line, five by sixty"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := widgets.Place(figures[name], og, widgets.Light, draw.Text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
