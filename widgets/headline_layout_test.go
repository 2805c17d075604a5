package widgets_test

import (
	"fmt"
	"strings"
	"testing"

	"figurehead/widgets"
)

func hostileHeadlines() map[string]widgets.Figure {
	words := widgets.HeadlineWords{Number: "51.1%", Sentence: "of waste collected by councils in Essex was recycled or composted in 2018/19",
		Direction: 1, Change: "up 1.2 percentage points", Base: "from 49.9% in 2017/18", Share: 51.1}
	figures := map[string]widgets.Figure{}
	for name, change := range map[string]func(*widgets.HeadlineWords){
		"ordinary":       func(*widgets.HeadlineWords) {},
		"no change":      func(h *widgets.HeadlineWords) { h.Change, h.Base, h.Direction = "", "", 2 },
		"number alone":   func(h *widgets.HeadlineWords) { h.Change, h.Base, h.Direction, h.Share = "", "", 2, -1 },
		"unchanged":      func(h *widgets.HeadlineWords) { h.Change, h.Direction = "no change", 0 },
		"down":           func(h *widgets.HeadlineWords) { h.Change, h.Direction = "down 12,345,678 tonnes of carbon dioxide", -1 },
		"none":           func(h *widgets.HeadlineWords) { h.Number, h.Share = "0%", 0 },
		"all":            func(h *widgets.HeadlineWords) { h.Number, h.Share = "100%", 100 },
		"one digit":      func(h *widgets.HeadlineWords) { h.Number, h.Share = "7", -1 },
		"pounds in full": func(h *widgets.HeadlineWords) { h.Number, h.Share = "£1,234,567", -1 },
		"negative":       func(h *widgets.HeadlineWords) { h.Number, h.Share = "−4.2%", -1 },
		"unit in words":  func(h *widgets.HeadlineWords) { h.Number, h.Share = "431.4 ppm", -1 },
		"long sentence":  func(h *widgets.HeadlineWords) { h.Sentence = strings.Repeat("of waste and compost ", 6) + "in 2018/19" },
		"no sentence":    func(h *widgets.HeadlineWords) { h.Sentence = "" },
		"long base": func(h *widgets.HeadlineWords) {
			h.Base = "from 49.9% in the three months from October to December 2017"
		},
		"trend":           func(h *widgets.HeadlineWords) { h.Share, h.Sparkline = -1, months(40, falling) },
		"trend and share": func(h *widgets.HeadlineWords) { h.Sparkline = months(40, falling) },
		"rising trend": func(h *widgets.HeadlineWords) {
			h.Share, h.Sparkline = -1, months(12, func(i int) float64 { return float64(i * i) })
		},
		"flat trend": func(h *widgets.HeadlineWords) { h.Share, h.Sparkline = -1, months(12, func(int) float64 { return 5 }) },
		"negative trend": func(h *widgets.HeadlineWords) {
			h.Share, h.Sparkline = -1, months(12, func(i int) float64 { return float64(3 - i) })
		},
		"trend with gaps": func(h *widgets.HeadlineWords) { h.Share, h.Sparkline = -1, missing(months(12, falling), 0, 4, 5) },
		"trend of one":    func(h *widgets.HeadlineWords) { h.Share, h.Sparkline = -1, months(1, falling) },
		"trend of none":   func(h *widgets.HeadlineWords) { h.Share, h.Sparkline = -1, missing(months(3, falling), 0, 1, 2) },
		"huge trend": func(h *widgets.HeadlineWords) {
			h.Share, h.Sparkline = -1, months(9, func(i int) float64 { return 1e12 * float64(i) })
		},
		"target":            func(h *widgets.HeadlineWords) { h.Target = aim(65) },
		"target met":        func(h *widgets.HeadlineWords) { h.Target = aim(20) },
		"target at the end": func(h *widgets.HeadlineWords) { h.Target = aim(100) },
		"target of none":    func(h *widgets.HeadlineWords) { h.Target = aim(0) },
		"target beyond":     func(h *widgets.HeadlineWords) { h.Target = aim(140) },
		"target in a trend": func(h *widgets.HeadlineWords) { h.Share, h.Sparkline, h.Target = -1, months(40, falling), aim(30) },
		"target over a trend": func(h *widgets.HeadlineWords) {
			h.Share, h.Sparkline, h.Target = -1, months(40, falling), aim(900)
		},
		"target, no change": func(h *widgets.HeadlineWords) {
			h.Change, h.Base, h.Direction, h.Target = "", "", 2, aim(65)
		},
		"long target": func(h *widgets.HeadlineWords) {
			h.Target = aim(65)
			h.Target.Label = strings.Repeat("Target of the strategy ", 8) + ": 65%"
			h.Target.Defined = h.Target.Aim + " (" + h.Target.Label + ")"
		},
		"target in one word": func(h *widgets.HeadlineWords) {
			h.Target = aim(65)
			h.Target.Label = strings.Repeat("Ailgylchu", 12)
		},
	} {
		f := hostile(widgets.Headline)
		f.Headline = words
		change(&f.Headline)
		figures[name] = f
	}
	return figures
}

// aim is a target of v per cent.
func aim(v float64) *widgets.TargetWords {
	t := &widgets.TargetWords{Value: v, Label: fmt.Sprintf("Target for all municipal waste: %g%% by 2035", v), Gap: "13.9 percentage points",
		Aim: fmt.Sprintf("below the target of %g%% by 2035", v)}
	t.Defined = t.Aim + " (target for all municipal waste)"
	return t
}

func TestHeadlinesHaveNoFaults(t *testing.T) {
	t.Parallel()
	for name, f := range hostileHeadlines() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, p := range widgets.Presets {
				for _, fault := range faults(place(t, f, p.Name, widgets.Light)) {
					t.Errorf("%s: %s", p.Name, fault)
				}
			}
		})
	}
}

// A crop to the centre square may lose the share and the change, but never a
// digit of the number or a word of its sentence.
func TestCroppedHeadlinesKeepTheirNumber(t *testing.T) {
	t.Parallel()
	for name, f := range hostileHeadlines() {
		for _, preset := range []string{"og", "x"} {
			placed := place(t, f, preset, widgets.Light)
			left, right := float64(placed.Width-placed.Height)/2, float64(placed.Width+placed.Height)/2
			sizes := map[widgets.Px]bool{}
			for _, m := range placed.Marks {
				text, ok := m.(widgets.TextMark)
				if !ok || text.Size <= 28 || text.At.Y > placed.Height-96 {
					continue
				}
				sizes[text.Size] = true
				if b := ink(text); b.left < left-8 || b.right > right+1 {
					t.Errorf("%s, %s: %q stands from %.0f to %.0f, want %.0f to %.0f", name, preset, text.Text, b.left, b.right, left, right)
				}
			}
			if len(sizes) == 0 {
				t.Errorf("%s, %s: no number", name, preset)
			}
		}
	}
}
