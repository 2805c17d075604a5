package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"

	"figurehead/datasets"
	"figurehead/widgets"
)

// The numbers every renderer draws, and the Specs of our figures.
var (
	//go:embed render/charts.json
	chartsJSON []byte
	//go:embed render/bar.json
	barSpec []byte
	//go:embed render/line.json
	lineSpec []byte
	//go:embed render/stacked.json
	stackedSpec []byte
	//go:embed render/map.json
	mapSpec []byte
	//go:embed render/multiples.json
	multiplesSpec []byte
)

// chartData is what charts.json holds.
type chartData struct {
	Bar struct {
		Title, Sub, Source string
		Cats               []string
		Vals               []float64
	}
	Line, Stacked, Multiples struct {
		Title, Sub, Source, Start string
		Cats, Names               []string
		Series                    [][]float64
	}
	Map struct {
		Title, Sub, Source string
		Names, Codes       []string
		Vals               []float64
	}
}

func readCharts() (chartData, error) {
	var c chartData
	err := json.Unmarshal(chartsJSON, &c)
	return c, err
}

// figures returns our figures, made as publishing makes them.
func figures() (map[string]widgets.Figure, error) {
	c, err := readCharts()
	if err != nil {
		return nil, err
	}
	all := map[string]widgets.Figure{}
	for _, f := range []struct {
		name   string
		spec   []byte
		rows   rows
		source string
	}{
		{"bar", barSpec, barRows(c), c.Bar.Source}, {"line", lineSpec, lineRows(c), c.Line.Source},
		{"stacked", stackedSpec, stackedRows(c), c.Stacked.Source}, {"map", mapSpec, mapRows(c), c.Map.Source},
		{"multiples", multiplesSpec, multiplesRows(c), c.Multiples.Source},
	} {
		if all[f.name], err = figure(f.spec, f.rows, f.source); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return all, nil
}

// rows is a Result written down.
type rows struct {
	Fields []map[string]string `json:"fields"`
	Rows   [][]any             `json:"rows"`
}

func barRows(c chartData) rows {
	r := rows{Fields: []map[string]string{
		{"name": "Ward", "kind": "text", "role": "dimension"},
		{"name": "Recycled", "kind": "percentage", "role": "measure", "unit": "%"},
	}}
	for i, name := range c.Bar.Cats {
		r.Rows = append(r.Rows, []any{name, c.Bar.Vals[i]})
	}
	return r
}

func lineRows(c chartData) rows {
	r := rows{Fields: []map[string]string{
		{"name": "Month", "kind": "period", "role": "time", "grain": "month"},
		{"name": "Area", "kind": "text", "role": "dimension"},
		{"name": "Visits", "kind": "integer", "role": "measure"},
	}}
	for k, name := range c.Line.Names {
		for i, v := range c.Line.Series[k] {
			r.Rows = append(r.Rows, []any{fmt.Sprintf("%d-%02d", 2021+i/12, i%12+1), name, v})
		}
	}
	return r
}

func multiplesRows(c chartData) rows {
	r := rows{Fields: []map[string]string{
		{"name": "Month", "kind": "period", "role": "time", "grain": "month"},
		{"name": "Library", "kind": "text", "role": "dimension"},
		{"name": "Visits", "kind": "integer", "role": "measure"},
	}}
	first, err := time.Parse("2006-01", c.Multiples.Start)
	if err != nil {
		return r // without rows no figure can be made, which is reported
	}
	for k, name := range c.Multiples.Names {
		for i, v := range c.Multiples.Series[k] {
			r.Rows = append(r.Rows, []any{first.AddDate(0, i, 0).Format("2006-01"), name, v})
		}
	}
	return r
}

func stackedRows(c chartData) rows {
	r := rows{Fields: []map[string]string{
		{"name": "Ward", "kind": "text", "role": "dimension"},
		{"name": "Treatment", "kind": "text", "role": "dimension"},
		{"name": "Share", "kind": "percentage", "role": "measure", "unit": "%"},
	}}
	for k, name := range c.Stacked.Names {
		for i, ward := range c.Stacked.Cats {
			r.Rows = append(r.Rows, []any{ward, name, c.Stacked.Series[k][i]})
		}
	}
	return r
}

func mapRows(c chartData) rows {
	r := rows{Fields: []map[string]string{
		{"name": "Region", "kind": "text", "role": "dimension"},
		{"name": "Code", "kind": "place code", "role": "identifier"},
		{"name": "Recycled", "kind": "percentage", "role": "measure", "unit": "%"},
	}}
	for i, name := range c.Map.Names {
		r.Rows = append(r.Rows, []any{name, c.Map.Codes[i], c.Map.Vals[i]})
	}
	return r
}

func figure(spec []byte, r rows, source string) (widgets.Figure, error) {
	s, err := widgets.ParseSpec(spec)
	if err != nil {
		return widgets.Figure{}, err
	}
	raw, err := json.Marshal(r)
	if err != nil {
		return widgets.Figure{}, err
	}
	var result datasets.Result
	if err := json.Unmarshal(raw, &result); err != nil {
		return widgets.Figure{}, err
	}
	licence, _ := datasets.LicenceByKey("OGL-UK-3.0")
	return widgets.NewFigure(s, result, widgets.Provenance{
		Source: strings.TrimPrefix(source, "Source: "), ShortSource: strings.TrimPrefix(source, "Source: "), Licence: licence, Statement: licence.Statement,
		AsAt: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC), AsAtWords: "3 November 2026",
		Address: "figures.example.gov.uk/s/7K2MQ9D", AddressURL: "https://figures.example.gov.uk/s/7K2MQ9D",
		Organisation: "Example County Council",
	}, widgets.DefaultTheme(), "en-GB")
}

// writeFonts writes the fonts for the peers, which read them from files.
func writeFonts(folder string) error {
	for name, font := range map[string][]byte{
		"LiberationSans-Regular.ttf": liberationsansregular.TTF,
		"LiberationSans-Bold.ttf":    liberationsansbold.TTF,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), font, 0o644); err != nil {
			return err
		}
	}
	return nil
}
