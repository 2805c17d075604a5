package embed

import (
	"html/template"
	"strings"
	"testing"

	"figurehead/widgets"
)

// TestForcedColoursKeepPartsApart looks for the rule by which paper between
// parts and the lines of a hatch stay visible where all fills are one colour.
func TestForcedColoursKeepPartsApart(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		part   string
		scheme string
		want   string
	}{
		"whole bars":       {part: `<svg><path fill="#12436d" d="M0 0"/></svg>`},
		"gaps of paper":    {part: `<svg><path stroke="#fff" d="M0 0"/></svg>`, want: `[stroke="#fff"],pattern *{stroke:Canvas}`},
		"hatched":          {part: `<svg><pattern id="h1"></pattern></svg>`, want: `[fill="#fff"]{fill:Canvas}`},
		"texts over fills": {part: `<svg><path fill="#fff" d="M0 0"/></svg>`, want: `text[x]{fill:CanvasText;stroke:Canvas;stroke-width:5px;paint-order:stroke}`},
		"gaps, either":     {part: `<svg><path stroke="#fff" d="M0 0"/></svg>`, scheme: "auto", want: `[fill="#fff"],[fill="#101b25"]{fill:Canvas}`},
		"gaps after dark":  {part: `<svg><path stroke="#101b25" d="M0 0"/></svg>`, scheme: "dark", want: `[fill="#101b25"]{fill:Canvas}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := widgets.Edition{Kind: widgets.Bar, Title: "Recycling", Parts: map[string]widgets.Drawing{}}
			for _, scheme := range []string{".light", ".dark"} {
				e.Parts["frame-s"+scheme] = widgets.Drawing{HTML: template.HTML(test.part)}
			}
			body, err := Frame(e, FrameOptions{Scheme: test.scheme})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(string(body), "stroke:Canvas}"); got != (test.want != "") || !strings.Contains(string(body), test.want) {
				t.Errorf("frame has the rule: %v, want %q in it", got, test.want)
			}
		})
	}
}
