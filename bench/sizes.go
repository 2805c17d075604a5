package main

import (
	"bytes"
	"compress/gzip"
	"fmt"

	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// measureSizes packs the drawings of both figures with gzip: the plots of the
// three frame widths, and the whole picture.
func measureSizes() ([]line, error) {
	all, err := figures()
	if err != nil {
		return nil, err
	}
	targets := map[string]int{"bar": 1500, "line": 2200}
	var report []line
	for _, kind := range kinds {
		var frames []byte
		for _, name := range []string{"frame-s", "frame-m", "frame-l", "og"} {
			preset, _ := widgets.PresetByName(name)
			placed, err := widgets.Place(all[kind], preset, widgets.Light, draw.Text)
			if err != nil {
				return nil, fmt.Errorf("%s %s: %w", kind, name, err)
			}
			svg := []byte(draw.SVG(placed, draw.SVGOptions{IDPrefix: name}).HTML)
			if preset.Frame {
				frames = append(frames, svg...)
			}
			size, err := packed(svg)
			if err != nil {
				return nil, err
			}
			report = append(report, line{
				what: fmt.Sprintf("SVG gzip, %s %s", kind, name), got: float64(size), unit: "bytes",
				target: float64(targets[kind]), atMost: true, detail: fmt.Sprintf("%d before gzip", len(svg)),
			})
		}
		size, err := packed(frames)
		if err != nil {
			return nil, err
		}
		report = append(report, line{what: fmt.Sprintf("SVG gzip, %s, three frames together", kind), got: float64(size), unit: "bytes"})
	}
	return report, nil
}

func packed(data []byte) (int, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return 0, err
	}
	if _, err := w.Write(data); err != nil {
		return 0, err
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	return out.Len(), nil
}
