package report_test

import (
	"testing"

	"figurehead/bench/report"
)

func TestVerdicts(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		line report.Line
		met  bool
		want string
	}{
		"quick enough": {report.Line{Got: 12, Target: 12}, true, "≥ 12: met"},
		"too slow":     {report.Line{Got: 11.9, Target: 12}, false, "≥ 12: MISSED"},
		"small enough": {report.Line{Got: 1500, Target: 1500, AtMost: true}, true, "≤ 1500: met"},
		"too large":    {report.Line{Got: 1501, Target: 1500, AtMost: true}, false, "≤ 1500: MISSED"},
		"no target":    {report.Line{Got: 1}, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.line.Met(); got != test.met {
				t.Errorf("Met() = %v, want %v", got, test.met)
			}
			if got := test.line.Verdict(); got != test.want {
				t.Errorf("Verdict() = %q, want %q", got, test.want)
			}
			if got := report.Missed([]report.Line{{Got: 1}, test.line}); got == test.met {
				t.Errorf("Missed() = %v, want %v", got, !test.met)
			}
		})
	}
}
