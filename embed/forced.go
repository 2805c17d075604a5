package embed

import (
	"regexp"
	"slices"
	"strings"

	"figurehead/widgets"
)

// forced is what a drawing needs where a reader's own colours replace ours
// (forced colours, WCAG 2.2, 1.4.11). All text and every mark takes the colour
// of text there. So a mark that carries text in that colour becomes hollow, and
// what is painted in the colour of paper, or in that of the text on full marks,
// takes the colour of the page.
type forced struct {
	Hollow  []string // fills that become outlines
	Paper   []string // fills that become the page
	Gaps    []string // strokes that become the page: lines of paper
	Painted bool     // gaps are painted over slices, whose outlines show at their sides
	Hatch   bool     // there is a hatch, whose lines become the page
	Marked  bool     // what stands out is hollow
	Line    bool     // a line stands out
}

// newForced reads the fills and strokes of the drawings. An inside label has
// the better of white and the dark of text on its mark, so a mark whose label
// would be as the page is stays full, and any other becomes hollow.
func newForced(drawings []drawing, dark bool, c colours) forced {
	var f forced
	for _, d := range drawings {
		for _, p := range d.Plots {
			if p.Class != "d" { // dark plots of auto give way to the light ones
				f.read(string(p.Plot.HTML), dark, c)
			}
		}
	}
	f.Marked = slices.Contains(f.Hollow, c.Highlight)
	return f
}

// Text that stands on marks: the better of the two.
var onMarks = []widgets.Color{{R: 0xFF, G: 0xFF, B: 0xFF}, {R: 0x14, G: 0x20, B: 0x2B}}

func (f *forced) read(svg string, dark bool, c colours) {
	near := onMarks[0] // the one that is as the page
	if dark {
		near = onMarks[1]
	}
	for _, fill := range valuesOf(svg, ` fill="#`) {
		colour, err := widgets.ParseColor(long(fill))
		switch {
		case err != nil:
		case fill == c.Paper || colour == near:
			f.Paper = added(f.Paper, fill)
		case (widgets.Contrast(colour, onMarks[0]) >= widgets.Contrast(colour, onMarks[1])) == dark:
			f.Hollow = added(f.Hollow, fill)
		}
	}
	strokes := valuesOf(svg, ` stroke="#`)
	if slices.Contains(strokes, c.Paper) {
		f.Gaps = added(f.Gaps, c.Paper)
	}
	f.Painted = f.Painted || strings.Contains(svg, ` fill="none" stroke="`+c.Paper+`"`) && arcData.MatchString(svg)
	f.Line = f.Line || slices.Contains(strokes, c.Highlight)
	f.Hatch = f.Hatch || strings.Contains(svg, "<pattern")
}

// arcData finds the arcs of slices in path data.
var arcData = regexp.MustCompile(`a[\d.]+ [\d.]+ 0 [01] [01]`)

// valuesOf lists what follows an attribute's opening, with its #, each once.
func valuesOf(svg, opening string) []string {
	var list []string
	for {
		_, rest, found := strings.Cut(svg, opening)
		if !found {
			return list
		}
		value, after, _ := strings.Cut(rest, `"`)
		list, svg = added(list, "#"+value), after
	}
}

func added(list []string, value string) []string {
	if slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}

// long writes #rgb as #rrggbb.
func long(s string) string {
	if len(s) != 4 {
		return s
	}
	return string([]byte{'#', s[1], s[1], s[2], s[2], s[3], s[3]})
}
