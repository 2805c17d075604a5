// Package report prints what the benchmarks measured beside its targets.
package report

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"
)

// Line is one measured thing. Target 0 is none; atMost says on which side of
// the target it should be.
type Line struct {
	What   string
	Got    float64
	Unit   string
	Target float64
	AtMost bool
	Detail string
}

// Met reports whether the line is on the right side of its target.
func (l Line) Met() bool {
	switch {
	case l.Target == 0:
		return true
	case l.AtMost:
		return l.Got <= l.Target
	}
	return l.Got >= l.Target
}

// Verdict says the target and whether it was met; "" without one.
func (l Line) Verdict() string {
	if l.Target == 0 {
		return ""
	}
	sign, word := "≥", "met"
	if l.AtMost {
		sign = "≤"
	}
	if !l.Met() {
		word = "MISSED"
	}
	return fmt.Sprintf("%s %g: %s", sign, l.Target, word)
}

// Missed reports whether a target was missed.
func Missed(report []Line) bool {
	for _, l := range report {
		if !l.Met() {
			return true
		}
	}
	return false
}

// Format writes the report as columns.
func Format(report []Line) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, l := range report {
		value := fmt.Sprintf("%.1f %s", l.Got, l.Unit)
		switch {
		case l.Unit == "bytes":
			value = fmt.Sprintf("%.0f %s", l.Got, l.Unit)
		case l.Got < 1:
			value = fmt.Sprintf("%.3f %s", l.Got, l.Unit)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", l.What, value, l.Verdict(), l.Detail)
	}
	_ = w.Flush() // into memory
	return b.String()
}

// Ratio is a ÷ b.
func Ratio(a, b time.Duration) float64 { return float64(a) / float64(max(b, 1)) }

// Rounded is a time as reports print it.
func Rounded(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }
