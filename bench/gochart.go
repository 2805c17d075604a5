package main

import (
	"bytes"
	"time"

	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/golang/freetype/truetype"
	chart "github.com/wcharczuk/go-chart/v2"
)

// goChart draws with go-chart as it is. It has no plain horizontal bars, so
// its bars stand upright.
func goChart() (map[string]drawFunc, error) {
	c, err := readCharts()
	if err != nil {
		return nil, err
	}
	font, err := truetype.Parse(liberationsansregular.TTF)
	if err != nil {
		return nil, err
	}
	return map[string]drawFunc{
		"bar":  func() ([]byte, error) { return goChartBar(c, font) },
		"line": func() ([]byte, error) { return goChartLine(c, font) },
	}, nil
}

var goChartPadding = chart.Style{Padding: chart.Box{Top: 80, Left: 40, Right: 40, Bottom: 60}}

func goChartBar(c chartData, font *truetype.Font) ([]byte, error) {
	b := chart.BarChart{Title: c.Bar.Title, Width: 1200, Height: 630, BarWidth: 60, Font: font, Background: goChartPadding, UseBaseValue: true}
	b.YAxis.Range = &chart.ContinuousRange{Min: 0, Max: 80}
	for i, name := range c.Bar.Cats {
		b.Bars = append(b.Bars, chart.Value{Label: name, Value: c.Bar.Vals[i]})
	}
	var out bytes.Buffer
	err := b.Render(chart.PNG, &out)
	return out.Bytes(), err
}

func goChartLine(c chartData, font *truetype.Font) ([]byte, error) {
	l := chart.Chart{Title: c.Line.Title, Width: 1200, Height: 630, Font: font, Background: goChartPadding}
	start, err := time.Parse("2006-01", c.Line.Start)
	if err != nil {
		return nil, err
	}
	for k, values := range c.Line.Series {
		s := chart.TimeSeries{Name: c.Line.Names[k], YValues: values, Style: chart.Style{StrokeWidth: 3}}
		for i := range values {
			s.XValues = append(s.XValues, start.AddDate(0, i, 0))
		}
		l.Series = append(l.Series, s)
	}
	l.Elements = []chart.Renderable{chart.Legend(&l)}
	var out bytes.Buffer
	err = l.Render(chart.PNG, &out)
	return out.Bytes(), err
}
