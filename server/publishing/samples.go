package publishing

import (
	"fmt"
	"html/template"
	"regexp"

	"figurehead/widgets"
)

// Sample is one figure on real numbers, drawn to show a theme.
type Sample struct {
	Name    string
	Figure  widgets.Figure
	Drawing widgets.Drawing
}

// sampleKinds are the figures that a theme is shown on.
var sampleKinds = []widgets.Kind{widgets.Bar, widgets.Headline, widgets.Line}

// Grey is what a drawing is shown in beside the Visions: printed without colour.
const Grey = "grey"

// Samples draws three kinds of figures in a theme, saved or not, as somebody
// with that vision sees them; "" is as they are.
func (p *Publisher) Samples(theme widgets.Theme, vision string) ([]Sample, error) {
	examples, err := widgets.Examples()
	if err != nil {
		return nil, err
	}
	var samples []Sample
	for n, kind := range sampleKinds {
		of := widgets.ExamplesOf(kind, examples)
		if len(of) == 0 {
			continue
		}
		figure, err := of[0].Figure(theme, theme.Name)
		if err != nil {
			return nil, fmt.Errorf("sample %s: %w", kind, err)
		}
		placed, err := place(figure, "frame-s", widgets.Light)
		if err != nil {
			return nil, fmt.Errorf("sample %s: %w", kind, err)
		}
		s := Sample{Name: widgets.KindName(kind), Figure: figure, Drawing: drawing(placed, fmt.Sprintf("sample%d-", n))}
		s.Drawing.HTML = template.HTML(seenBy(string(s.Drawing.HTML), vision))
		samples = append(samples, s)
	}
	return samples, nil
}

var drawnColour = regexp.MustCompile(`"#[0-9a-f]{6}"`)

// seenBy changes every colour of a drawing into what a vision makes of it.
func seenBy(svg, vision string) string {
	see, known := visionOf(vision)
	if !known {
		return svg
	}
	return drawnColour.ReplaceAllStringFunc(svg, func(quoted string) string {
		c, err := widgets.ParseColor(quoted[1 : len(quoted)-1])
		if err != nil {
			return quoted
		}
		return `"` + see(c).String() + `"`
	})
}

func visionOf(name string) (func(widgets.Color) widgets.Color, bool) {
	if name == Grey {
		return widgets.InGrey, true
	}
	for _, v := range widgets.Visions {
		if v.Name == name {
			return v.See, true
		}
	}
	return nil, false
}
