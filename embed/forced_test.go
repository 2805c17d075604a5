package embed

import (
	"html/template"
	"strings"
	"testing"

	"figurehead/widgets"
)

// TestForcedColoursKeepPartsApart looks for the rules by which paper between
// parts, labels on marks and the lines of a hatch stay visible where a reader's
// own colours replace ours.
func TestForcedColoursKeepPartsApart(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		light, dark string
		scheme      string
		want        string // after the rules that every frame has
	}{
		"whole bars":             {light: `<svg><path fill="#12436d" d="M0 0"/></svg>`},
		"pale bars":              {light: `<svg><path fill="#12436d" d=""/><path fill="#cbd3da" d=""/></svg>`, want: `path[fill="#cbd3da"]{fill:Canvas;stroke:CanvasText}`},
		"two pale fills":         {light: `<svg><path fill="#28a197" d=""/><g fill="#f46a25"/></svg>`, want: `path[fill="#28a197"],path[fill="#f46a25"]{fill:Canvas;stroke:CanvasText}`},
		"white on a bar":         {light: `<svg><path fill="#801650" d=""/><text fill="#fff"/></svg>`, want: `[fill="#fff"]{fill:Canvas}`},
		"gaps of paper":          {light: `<svg><path fill="none" stroke="#fff" d="M0 0"/></svg>`, want: `[stroke="#fff"]{stroke:Canvas}`},
		"gaps over pale slices":  {light: `<svg><path fill="#cbd3da" d="M0 0a9 9 0 0 1 3-4z"/><path fill="none" stroke="#fff" d="M0 0"/></svg>`, want: `path[fill="#cbd3da"]{fill:Canvas;stroke:CanvasText;stroke-width:5}[stroke="#fff"]{stroke:Canvas}`},
		"gaps over pale areas":   {light: `<svg><path fill="#cbd3da" d="M0 0"/><path fill="none" stroke="#fff" d="M0 0"/></svg>`, want: `path[fill="#cbd3da"]{fill:Canvas;stroke:CanvasText}[stroke="#fff"]{stroke:Canvas}`},
		"a line that stands out": {light: `<svg><path fill="none" stroke="#12436d" d=""/></svg>`, want: `[stroke="#12436d"]{stroke:Highlight}`},
		"hatched":                {light: `<svg><pattern id="h1"></pattern></svg>`, want: `pattern [fill]{fill:CanvasText}pattern *{stroke:Canvas}text[x]{fill:CanvasText;stroke:Canvas;stroke-width:5px;paint-order:stroke}`},
		"either, by setting":     {light: `<svg><path fill="#cbd3da"/></svg>`, dark: `<svg><path fill="#3d4b58"/></svg>`, scheme: "auto", want: `.d{display:none}.e{display:inline}path[fill="#cbd3da"]{fill:Canvas;stroke:CanvasText}`},
		"dark":                   {dark: `<svg><path fill="#3d4b58"/><path fill="#8fc1f0"/></svg>`, scheme: "dark", want: `path[fill="#3d4b58"]{fill:Canvas;stroke:CanvasText}`},
		"dark text on marks":     {dark: `<svg><text fill="#14202b"/></svg>`, scheme: "dark", want: `[fill="#14202b"]{fill:Canvas}`},
		"gaps in dark":           {dark: `<svg><path stroke="#101b25" d="M0 0"/></svg>`, scheme: "dark", want: `[stroke="#101b25"]{stroke:Canvas}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := widgets.Edition{Kind: widgets.Bar, Title: "Recycling", Parts: map[string]widgets.Drawing{
				"frame-s.light": {HTML: template.HTML(test.light)}, "frame-s.dark": {HTML: template.HTML(test.dark)},
			}}
			body, err := Frame(e, FrameOptions{Scheme: test.scheme})
			if err != nil {
				t.Fatal(err)
			}
			style, _, _ := strings.Cut(string(body), "</style>")
			_, rules, _ := strings.Cut(style, "{fill:Highlight}")
			if got := strings.TrimSuffix(strings.TrimSpace(rules), "}"); got != test.want {
				t.Errorf("rules = %q, want %q", got, test.want)
			}
		})
	}
}

// What stands out in a colour that carries dark text becomes a strong outline.
func TestForcedColoursOfAPaleBrand(t *testing.T) {
	t.Parallel()
	pale := widgets.BrandTheme(widgets.Color{R: 0xFF, G: 0xCC})
	pale.Highlight = widgets.Color{R: 0xB6, G: 0x90}
	e := dressed(widgets.Edition{Kind: widgets.Bar, Title: "Recycling", Parts: map[string]widgets.Drawing{
		"frame-s.light": {HTML: `<svg><path fill="#b69000" d=""/></svg>`},
	}}, pale)
	body, err := Frame(e, FrameOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if want := `path[fill="#b69000"]{stroke:Highlight;stroke-width:3}`; !strings.Contains(string(body), want) {
		t.Errorf("the frame lacks %s", want)
	}
}
