package main

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
	"time"

	"figurehead/bench/report"
	"figurehead/widgets/draw"
)

func TestSteadyReport(t *testing.T) {
	t.Parallel()
	s := steady{}
	for name, millis := range map[string]time.Duration{"figurehead": 4, "figurehead-preview": 2, "drawn": 2, "deflated": 1, "go-chart": 36, "echarts-resvg": 60, "chartjs-napi": 44} {
		one := drawing{least: millis * time.Millisecond, bytes: 40_000}
		s[name] = map[string]drawing{"bar": one, "line": one}
	}
	s["figurehead"]["stacked"] = drawing{least: 4 * time.Millisecond, bytes: 20_000}
	s["echarts-resvg"]["stacked"] = drawing{least: 28 * time.Millisecond, bytes: 80_000}
	got := strings.Join(strings.Fields(report.Format(steadyReport(s))), " ")
	if strings.Contains(got, "map") {
		t.Errorf("report tells of a figure that nobody drew:\n%s", got)
	}
	for _, want := range []string{
		"bar (published) against echarts-resvg 15.0 × ≥ 12: met",
		"line (published) against go-chart 9.0 × ≥ 10: MISSED",
		"bar (preview) against chartjs-napi 22.0 ×",
		"stacked (published) against echarts-resvg 7.0 × ≥ 8: MISSED",
		"bytes of the bar PNG against echarts-resvg 1.0 × ≤ 0.5: MISSED",
		"bytes of the stacked PNG against echarts-resvg 0.250 × ≤ 0.5: met",
		"deflate of the same indices 2.0 × ≤ 4: met",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("report lacks %q:\n%s", want, got)
		}
	}
}

// TestGoRenderersDraw asks each renderer written in Go for both pictures.
func TestGoRenderersDraw(t *testing.T) {
	t.Parallel()
	for name := range inGo {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			tasks := `{"chart":"bar","count":2}` + "\n" + `{"chart":"line","count":1}` + "\n"
			if err := serve(name, strings.NewReader(tasks), &out); err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(out.String(), `"bytes":`); n != 2 {
				t.Errorf("%d answers, want 2: %s", n, &out)
			}
		})
	}
	draws, err := figurehead(draw.PreviewLevel)
	if err != nil {
		t.Fatal(err)
	}
	for kind, drawOne := range draws {
		data, err := drawOne()
		if err != nil {
			t.Fatal(err)
		}
		config, err := png.DecodeConfig(bytes.NewReader(data))
		if err != nil || config.Width != 1200 || config.Height != 630 {
			t.Errorf("%s is %d × %d, %v; want 1200 × 630", kind, config.Width, config.Height, err)
		}
	}
}
