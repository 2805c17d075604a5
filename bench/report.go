package main

import (
	"fmt"

	"figurehead/bench/report"
)

// peers are whom the pictures are compared with, and by how much we must be
// quicker at bars and lines; 0 is reported only. others is the target for the
// figures that only ECharts draws as well.
var peers = []struct {
	name           string
	target, others float64
}{{"echarts-resvg", 12, 8}, {"chartjs-napi", 10, 0}, {"go-chart", 10, 0}, {"chromium", 25, 0}, {"vega-resvg", 0, 0}, {"go-analyze", 0, 0}}

// smaller is the most that our picture may have of ECharts' bytes.
const smaller = 0.5

// steadyReport compares renderers that have warmed up.
func steadyReport(s steady) []report.Line {
	var all []report.Line
	for _, ours := range []struct {
		name, words string
		gated       bool
	}{{"figurehead", "published", true}, {"figurehead-preview", "preview", false}} {
		for _, kind := range kinds {
			for _, peer := range peers {
				mine, theirs := s[ours.name][kind], s[peer.name][kind]
				if theirs.least == 0 {
					continue
				}
				l := report.Line{
					What: fmt.Sprintf("PNG 1200×630 %s (%s) against %s", kind, ours.words, peer.name),
					Got:  report.Ratio(theirs.least, mine.least), Unit: "×",
					Detail: fmt.Sprintf("%v against %v, %d kB against %d kB", report.Rounded(mine.least), report.Rounded(theirs.least), mine.bytes/1000, theirs.bytes/1000),
				}
				if ours.gated {
					l.Target = peer.target
					if kind != "bar" && kind != "line" {
						l.Target = peer.others
					}
				}
				all = append(all, l)
			}
		}
	}
	for _, kind := range kinds {
		mine, theirs := s["figurehead"][kind], s["echarts-resvg"][kind]
		if theirs.bytes == 0 {
			continue
		}
		all = append(all, report.Line{
			What: fmt.Sprintf("bytes of the %s PNG against echarts-resvg", kind),
			Got:  float64(mine.bytes) / float64(max(theirs.bytes, 1)), Unit: "×", Target: smaller, AtMost: true,
			Detail: fmt.Sprintf("%d against %d bytes", mine.bytes, theirs.bytes),
		})
	}
	for _, kind := range kinds {
		mine, bound := s["drawn"][kind], s["deflated"][kind]
		if bound.least == 0 {
			continue
		}
		all = append(all, report.Line{
			What: fmt.Sprintf("draw and encode %s against deflate of the same indices", kind),
			Got:  report.Ratio(mine.least, bound.least), Unit: "×", Target: 4, AtMost: true,
			Detail: fmt.Sprintf("%v against %v", report.Rounded(mine.least), report.Rounded(bound.least)),
		})
	}
	return all
}

// coldReport compares from the start of a program to its first picture.
func coldReport(c cold) []report.Line {
	mine, theirs := c["figurehead"], c["echarts-resvg"]
	return []report.Line{
		{What: "cold start to first PNG against echarts-resvg, processor", Got: report.Ratio(mine.processor, theirs.processor), Unit: "×", Target: 0.1, AtMost: true,
			Detail: fmt.Sprintf("%v against %v", report.Rounded(mine.processor), report.Rounded(theirs.processor))},
		{What: "cold start to first PNG against echarts-resvg, clock", Got: report.Ratio(mine.clock, theirs.clock), Unit: "×",
			Detail: fmt.Sprintf("%v against %v", report.Rounded(mine.clock), report.Rounded(theirs.clock))},
	}
}
