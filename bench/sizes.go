package main

import (
	"bytes"
	"compress/gzip"
	"fmt"

	"figurehead/widgets"
	"figurehead/widgets/draw"

	"figurehead/bench/report"
)

// measureSizes packs the drawings of both figures with gzip: the plots of the
// three frame widths, and the whole picture.
func measureSizes() ([]report.Line, error) {
	all, err := figures()
	if err != nil {
		return nil, err
	}
	targets := map[string]int{"bar": 1500, "line": 2200}
	var lines []report.Line
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
			lines = append(lines, report.Line{
				What: fmt.Sprintf("SVG gzip, %s %s", kind, name), Got: float64(size), Unit: "bytes",
				Target: float64(targets[kind]), AtMost: true, Detail: fmt.Sprintf("%d before gzip", len(svg)),
			})
		}
		size, err := packed(frames)
		if err != nil {
			return nil, err
		}
		lines = append(lines, report.Line{What: fmt.Sprintf("SVG gzip, %s, three frames together", kind), Got: float64(size), Unit: "bytes"})
	}
	return lines, nil
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
