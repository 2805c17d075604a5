package widgets_test

import (
	"strings"
	"testing"

	"figurehead/widgets"
	"figurehead/widgets/draw"
)

// Pale brand colours are moved, and the check says so.
func TestContrastCheckTellsOfCorrections(t *testing.T) {
	t.Parallel()
	pale := widgets.DefaultTheme()
	pale.Brand = widgets.Color{R: 0x6B, G: 0xAC, B: 0xE6}
	pale.Highlight = widgets.Color{R: 0xF0, G: 0xF0, B: 0xF0}
	c := checks(t, barSpec(), onsSource(), pale)["contrast"]
	for _, want := range []string{"#6bace6 is 2.4 to 1 with white text; ", "#f0f0f0 is 1.1 to 1 on white; "} {
		if !c.Done || !strings.Contains(c.Reason, want) {
			t.Errorf("check contrast = %+v, want it done and to say %q", c, want)
		}
	}
}

// What cannot be seen in a drawing stands in the way of publishing.
func TestContrastFaultsBlock(t *testing.T) {
	t.Parallel()
	f := figure(t, barSpec(), eastOfEngland())
	p := widgets.NewPalette(f.Theme, widgets.Light)
	drawing := widgets.Placed{Width: 300, Height: 100, Paper: p.Paper, Colors: p, Marks: []widgets.Mark{
		widgets.TextMark{At: widgets.Pt{X: 10, Y: 40}, Text: "Essex", Size: 16, Fill: p.Context},
	}}
	c := byID(widgets.Checks(f, barSpec(), onsSource(), eastOfEngland(), widgets.ContrastFaults(drawing, draw.Text)...))["contrast"]
	if want := "“Essex”: #cbd3da and #ffffff are 1.5 to 1, it must be 4.5."; c.Done || !c.Blocking || !strings.HasPrefix(c.Reason, want) {
		t.Errorf("check contrast = %+v, want it to block with %q", c, want)
	}
}

// Three lines take dark blue and plum, which some readers cannot tell apart.
func TestContrastCheckNamesLookAlikes(t *testing.T) {
	t.Parallel()
	for _, e := range examples(t) {
		if !strings.HasSuffix(e.folder, "/line") {
			continue
		}
		f := e.figure(t)
		c := byID(widgets.Checks(f, e.spec, onsSource(), e.result))["contrast"]
		want := "With protanopia, dark blue and plum look alike; each is named at its mark, and of two such lines one is dashed."
		if got := strings.Contains(c.Reason, want); got != (len(f.Series) > 2) {
			t.Errorf("check contrast of %d lines = %q", len(f.Series), c.Reason)
		}
		return
	}
	t.Error("there is no example named line")
}
