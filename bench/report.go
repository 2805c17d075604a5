package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"
)

// line is one measured thing. Target 0 is none; atMost says on which side of
// the target it should be.
type line struct {
	what   string
	got    float64
	unit   string
	target float64
	atMost bool
	detail string
}

func (l line) met() bool {
	switch {
	case l.target == 0:
		return true
	case l.atMost:
		return l.got <= l.target
	}
	return l.got >= l.target
}

func (l line) verdict() string {
	if l.target == 0 {
		return ""
	}
	sign, word := "≥", "met"
	if l.atMost {
		sign = "≤"
	}
	if !l.met() {
		word = "MISSED"
	}
	return fmt.Sprintf("%s %g: %s", sign, l.target, word)
}

func missed(report []line) bool {
	for _, l := range report {
		if !l.met() {
			return true
		}
	}
	return false
}

// format writes the report as columns.
func format(report []line) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, l := range report {
		value := fmt.Sprintf("%.1f %s", l.got, l.unit)
		switch {
		case l.unit == "bytes":
			value = fmt.Sprintf("%.0f %s", l.got, l.unit)
		case l.got < 1:
			value = fmt.Sprintf("%.3f %s", l.got, l.unit)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", l.what, value, l.verdict(), l.detail)
	}
	_ = w.Flush() // into memory
	return b.String()
}

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
func steadyReport(s steady) []line {
	var report []line
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
				l := line{
					what: fmt.Sprintf("PNG 1200×630 %s (%s) against %s", kind, ours.words, peer.name),
					got:  ratio(theirs.least, mine.least), unit: "×",
					detail: fmt.Sprintf("%v against %v, %d kB against %d kB", rounded(mine.least), rounded(theirs.least), mine.bytes/1000, theirs.bytes/1000),
				}
				if ours.gated {
					l.target = peer.target
					if kind != "bar" && kind != "line" {
						l.target = peer.others
					}
				}
				report = append(report, l)
			}
		}
	}
	for _, kind := range kinds {
		mine, theirs := s["figurehead"][kind], s["echarts-resvg"][kind]
		if theirs.bytes == 0 {
			continue
		}
		report = append(report, line{
			what: fmt.Sprintf("bytes of the %s PNG against echarts-resvg", kind),
			got:  float64(mine.bytes) / float64(max(theirs.bytes, 1)), unit: "×", target: smaller, atMost: true,
			detail: fmt.Sprintf("%d against %d bytes", mine.bytes, theirs.bytes),
		})
	}
	for _, kind := range kinds {
		mine, bound := s["drawn"][kind], s["deflated"][kind]
		if bound.least == 0 {
			continue
		}
		report = append(report, line{
			what: fmt.Sprintf("draw and encode %s against deflate of the same indices", kind),
			got:  ratio(mine.least, bound.least), unit: "×", target: 4, atMost: true,
			detail: fmt.Sprintf("%v against %v", rounded(mine.least), rounded(bound.least)),
		})
	}
	return report
}

// coldReport compares from the start of a program to its first picture.
func coldReport(c cold) []line {
	mine, theirs := c["figurehead"], c["echarts-resvg"]
	return []line{
		{what: "cold start to first PNG against echarts-resvg, processor", got: ratio(mine.processor, theirs.processor), unit: "×", target: 0.1, atMost: true,
			detail: fmt.Sprintf("%v against %v", rounded(mine.processor), rounded(theirs.processor))},
		{what: "cold start to first PNG against echarts-resvg, clock", got: ratio(mine.clock, theirs.clock), unit: "×",
			detail: fmt.Sprintf("%v against %v", rounded(mine.clock), rounded(theirs.clock))},
	}
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(max(b, 1)) }

func rounded(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }
