package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"

	"github.com/klauspost/compress/flate"

	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// og is the size of the pictures compared: 1200 × 630.
func og() widgets.Preset {
	p, _ := widgets.PresetByName("og")
	return p
}

// figurehead lays out and draws, at a zlib level.
func figurehead(level int) (map[string]drawFunc, error) {
	all, err := figures()
	if err != nil {
		return nil, err
	}
	draws := map[string]drawFunc{}
	for name, f := range all {
		draws[name] = func() ([]byte, error) {
			placed, err := widgets.Place(f, og(), widgets.Light, draw.Text)
			if err != nil {
				return nil, err
			}
			return draw.PNG(placed, draw.PNGOptions{Level: level, Metadata: draw.Metadata{Title: f.Title, Source: f.Provenance.Source, AltText: f.Alt}})
		}
	}
	return draws, nil
}

// drawn draws what was laid out before, as quickly as it compresses.
func drawn() (map[string]drawFunc, error) {
	all, err := figures()
	if err != nil {
		return nil, err
	}
	draws := map[string]drawFunc{}
	for name, f := range all {
		placed, err := widgets.Place(f, og(), widgets.Light, draw.Text)
		if err != nil {
			return nil, err
		}
		draws[name] = func() ([]byte, error) { return draw.PNG(placed, draw.PNGOptions{Level: draw.PreviewLevel}) }
	}
	return draws, nil
}

// deflated compresses the palette indices of our pictures and does nothing
// else: what no renderer of the same pixels can be quicker than.
func deflated() (map[string]drawFunc, error) {
	draws, err := drawn()
	if err != nil {
		return nil, err
	}
	w, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	for name, draw := range draws {
		data, err := draw()
		if err != nil {
			return nil, err
		}
		picture, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		indices, ok := picture.(*image.Paletted)
		if !ok {
			return nil, fmt.Errorf("the %s picture has no palette", name)
		}
		var out bytes.Buffer
		draws[name] = func() ([]byte, error) {
			out.Reset()
			w.Reset(&out)
			if _, err := w.Write(indices.Pix); err != nil {
				return nil, err
			}
			return out.Bytes(), w.Close()
		}
	}
	return draws, nil
}
