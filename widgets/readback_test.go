package widgets_test

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"figurehead/widgets"
)

// painting is a drawing read back: its filled rings in the order of painting,
// its texts and its dots.
type painting struct {
	rings []paintedRing
	texts []paintedText
	dots  []widgets.Pt
}

type paintedRing struct {
	points []widgets.Pt
	fill   string
	path   int // of the rings that are one path
}

type paintedText struct {
	at   widgets.Pt
	text string
	size float64
}

// readBack reads an SVG as draw writes it.
func readBack(t *testing.T, svg widgets.Drawing) painting {
	t.Helper()
	var p painting
	d := xml.NewDecoder(strings.NewReader(string(svg.HTML)))
	inherited := []map[string]string{{}}
	paths := 0
	for {
		token, err := d.Token()
		if err != nil {
			return p
		}
		switch token := token.(type) {
		case xml.StartElement:
			attributes := map[string]string{}
			for k, v := range inherited[len(inherited)-1] {
				attributes[k] = v
			}
			for _, a := range token.Attr {
				attributes[a.Name.Local] = a.Value
			}
			inherited = append(inherited, attributes)
			switch token.Name.Local {
			case "path":
				paths++
				for _, ring := range ringsOf(t, token, attributes) {
					p.rings = append(p.rings, paintedRing{ring, attributes["fill"], paths})
				}
			case "circle":
				p.dots = append(p.dots, widgets.Pt{X: number(attributes["cx"]), Y: number(attributes["cy"])})
			case "text":
				p.texts = append(p.texts, paintedText{at: widgets.Pt{X: number(attributes["x"]), Y: number(attributes["y"])}, size: float64(number(attributes["font-size"]))})
			}
		case xml.CharData:
			if n := len(p.texts); n > 0 && p.texts[n-1].text == "" {
				p.texts[n-1].text = string(token)
			}
		case xml.EndElement:
			inherited = inherited[:len(inherited)-1]
		}
	}
}

func number(s string) widgets.Px {
	v, _ := strconv.ParseFloat(s, 64) // what is not there is 0
	return widgets.Px(v)
}

var (
	pathSteps = regexp.MustCompile(`[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)`)
	moved     = regexp.MustCompile(`translate\((-?[\d.]+)[ ,]?(-?[\d.]+)\)`)
	scaled    = regexp.MustCompile(`scale\(([\d.]+)\)`)
)

// ringsOf reads the closed rings of path data of m, l, H, V, h, v and z.
func ringsOf(t *testing.T, e xml.StartElement, attributes map[string]string) [][]widgets.Pt {
	t.Helper()
	transform, data := "", ""
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "transform":
			transform = a.Value
		case "d":
			data = a.Value
		}
	}
	if attributes["fill"] == "none" || !strings.Contains(data, "z") {
		return nil
	}
	scale, origin := widgets.Px(1), widgets.Pt{}
	if m := scaled.FindStringSubmatch(transform); m != nil {
		scale = number(m[1])
	}
	if m := moved.FindStringSubmatch(transform); m != nil {
		origin = widgets.Pt{X: number(m[1]), Y: number(m[2])}
	}
	var rings [][]widgets.Pt
	var ring []widgets.Pt
	var at, start widgets.Pt
	steps, command := pathSteps.FindAllString(data, -1), ""
	for len(steps) > 0 {
		if c := steps[0]; c[0] >= 'A' && c[0] != '.' && (c[0] <= 'Z' || c[0] >= 'a') {
			command, steps = c, steps[1:]
			if command == "z" {
				rings, ring, at = append(rings, ring), nil, start
				continue
			}
		}
		x := number(steps[0])
		switch command {
		case "H":
			at.X, steps = x, steps[1:]
		case "h":
			at.X, steps = at.X+x, steps[1:]
		case "V":
			at.Y, steps = x, steps[1:]
		case "v":
			at.Y, steps = at.Y+x, steps[1:]
		case "M", "m", "l", "L":
			y := number(steps[1])
			steps = steps[2:]
			if command == "m" || command == "l" {
				x, y = at.X+x, at.Y+y
			}
			at = widgets.Pt{X: x, Y: y}
			switch command {
			case "m":
				start, command = at, "l"
			case "M":
				start, command = at, "L"
			}
		default:
			t.Fatalf("path data has %q", command)
		}
		ring = append(ring, widgets.Pt{X: origin.X + scale*at.X, Y: origin.Y + scale*at.Y})
	}
	return rings
}

// under is the fill of the topmost path at a point.
func (p painting) under(at widgets.Pt) string {
	fill, inside, path := "", false, 0
	for _, r := range p.rings {
		if r.path != path {
			inside, path = false, r.path
		}
		for i, a := range r.points {
			b := r.points[(i+1)%len(r.points)]
			if (a.Y > at.Y) != (b.Y > at.Y) && at.X < (b.X-a.X)*(at.Y-a.Y)/(b.Y-a.Y)+a.X {
				inside = !inside
			}
		}
		if inside {
			fill = r.fill
		}
	}
	return fill
}
