package draw_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"figurehead/datasets"
	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// exampleOf returns the first example of each kind, as a figure.
func exampleOf(tb testing.TB) map[widgets.Kind]widgets.Figure {
	tb.Helper()
	specs, err := filepath.Glob("../testdata/figures/*/spec.json")
	if err != nil || len(specs) == 0 {
		tb.Fatalf("no examples: %v", err)
	}
	licence, _ := datasets.LicenceByKey("OGL-UK-3.0")
	figures := map[widgets.Kind]widgets.Figure{}
	for _, path := range specs {
		raw, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		spec, err := widgets.ParseSpec(raw)
		if err != nil {
			tb.Fatalf("%s: %v", path, err)
		}
		if _, there := figures[spec.Kind]; there {
			continue
		}
		if raw, err = os.ReadFile(filepath.Join(filepath.Dir(path), "result.json")); err != nil {
			tb.Fatal(err)
		}
		var result datasets.Result
		if err := json.Unmarshal(raw, &result); err != nil {
			tb.Fatalf("%s: %v", path, err)
		}
		figures[spec.Kind], err = widgets.NewFigure(spec, result, widgets.Provenance{Source: "A council", Licence: licence,
			Statement: licence.Statement, AsAtWords: "23 November 2026", Address: "figures.example.gov.uk/s/7K2MQ9D"}, widgets.DefaultTheme(), "en-GB")
		if err != nil {
			tb.Fatalf("%s: %v", path, err)
		}
	}
	return figures
}

// BenchmarkDrawing lays out and draws an example of each kind, as a preview
// does, and reports time and allocations of one drawing.
func BenchmarkDrawing(b *testing.B) {
	og, _ := widgets.PresetByName("og")
	frame, _ := widgets.PresetByName("frame-m")
	figures := exampleOf(b)
	for _, kind := range widgets.Kinds() {
		f, there := figures[kind]
		if !there {
			b.Fatalf("no example of a %s", kind)
		}
		b.Run(string(kind)+"/png", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				placed, err := widgets.Place(f, og, widgets.Light, draw.Text)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := draw.PNG(placed, draw.PNGOptions{Level: draw.PreviewLevel}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(string(kind)+"/svg", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				placed, err := widgets.Place(f, frame, widgets.Light, draw.Text)
				if err != nil {
					b.Fatal(err)
				}
				draw.SVG(placed, draw.SVGOptions{IDPrefix: "m"})
			}
		})
	}
}
