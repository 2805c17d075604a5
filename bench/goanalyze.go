package main

import (
	"time"

	"github.com/go-analyze/charts"
)

// goAnalyze draws with the kept fork of go-chart and its newer options.
func goAnalyze() (map[string]drawFunc, error) {
	c, err := readCharts()
	if err != nil {
		return nil, err
	}
	return map[string]drawFunc{
		"bar":  func() ([]byte, error) { return goAnalyzeBar(c) },
		"line": func() ([]byte, error) { return goAnalyzeLine(c) },
	}, nil
}

func goAnalyzePainter() *charts.Painter {
	return charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputPNG, Width: 1200, Height: 630})
}

func goAnalyzeBar(c chartData) ([]byte, error) {
	p := goAnalyzePainter()
	o := charts.NewBarChartOptionWithData([][]float64{c.Bar.Vals})
	o.Horizontal, o.Title.Text, o.Title.Subtext, o.CategoryAxis.Labels = true, c.Bar.Title, c.Bar.Sub, c.Bar.Cats
	if err := p.BarChart(o); err != nil {
		return nil, err
	}
	return p.Bytes()
}

func goAnalyzeLine(c chartData) ([]byte, error) {
	p := goAnalyzePainter()
	o := charts.NewLineChartOptionWithData(c.Line.Series)
	o.XAxis.Labels = nil // it comes with blanks
	o.Title.Text, o.Title.Subtext, o.Legend.SeriesNames = c.Line.Title, c.Line.Sub, c.Line.Names
	start, err := time.Parse("2006-01", c.Line.Start)
	if err != nil {
		return nil, err
	}
	for i := range c.Line.Series[0] {
		o.XAxis.Labels = append(o.XAxis.Labels, start.AddDate(0, i, 0).Format("Jan 2006"))
	}
	if err := p.LineChart(o); err != nil {
		return nil, err
	}
	return p.Bytes()
}
