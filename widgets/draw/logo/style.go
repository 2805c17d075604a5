package logo

import (
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// style is how a shape is painted, inherited from the groups around it.
type style struct {
	fill, stroke               paint
	fillOpacity, strokeOpacity float64
	opacity                    float64 // of the shape and all groups around it
	strokeWidth                float64
	evenOdd                    bool
	roundCap, squareCap        bool
	roundJoin, bevelJoin       bool
	hidden                     bool
}

// paint is a flat colour or none.
type paint struct {
	color color.NRGBA
	none  bool
}

// initial is the style of SVG before anything is said.
func initial() style {
	return style{
		fill: paint{color: color.NRGBA{A: 255}}, stroke: paint{none: true},
		fillOpacity: 1, strokeOpacity: 1, opacity: 1, strokeWidth: 1,
	}
}

// declarations are properties by name.
type declarations map[string]string

// sheet is the rules of style elements, by ".class" or element name.
type sheet map[string][]declarations

// unsupported are properties that would change the picture and are not drawn,
// unless they have the value that does nothing.
var unsupported = map[string]string{
	"filter": "none", "mask": "none", "clip-path": "none", "marker": "none", "marker-start": "none", "marker-mid": "none",
	"marker-end": "none", "stroke-dasharray": "none", "mix-blend-mode": "normal",
}

// parseSheet reads plain rules of classes and element names.
func parseSheet(text string) (sheet, error) {
	rules := sheet{}
	text = withoutComments(text)
	for strings.TrimSpace(text) != "" {
		selectors, rest, open := strings.Cut(text, "{")
		body, after, closed := strings.Cut(rest, "}")
		if !open || !closed || strings.Contains(selectors, "@") || strings.Contains(strings.ToLower(body), "url(") {
			return nil, problem("The logo holds styles that are more than plain colours (style).", plainShapes)
		}
		d := parseDeclarations(body)
		for selector := range strings.SplitSeq(selectors, ",") {
			selector = strings.TrimSpace(selector)
			if selector == "" || strings.ContainsAny(selector, " >+~:#[*\\") || strings.Contains(strings.TrimPrefix(selector, "."), ".") {
				return nil, problem(fmt.Sprintf("The logo holds styles that are not of a plain class (%s).", short(selector)), plainShapes)
			}
			rules[selector] = append(rules[selector], d)
		}
		text = after
	}
	return rules, nil
}

func withoutComments(text string) string {
	for {
		before, rest, found := strings.Cut(text, "/*")
		if !found {
			return text
		}
		_, after, _ := strings.Cut(rest, "*/")
		text = before + after
	}
}

func parseDeclarations(text string) declarations {
	d := declarations{}
	for part := range strings.SplitSeq(text, ";") {
		if name, value, found := strings.Cut(part, ":"); found {
			value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
			d[strings.ToLower(strings.TrimSpace(name))] = value
		}
	}
	return d
}

// of is the style of an element inside another: attributes first, then rules,
// then its own style.
func (s style) of(e *element, rules sheet) (style, error) {
	layers := []declarations{e.attributes}
	layers = append(layers, rules[e.name]...)
	for class := range strings.FieldsSeq(e.attributes["class"]) {
		layers = append(layers, rules["."+class]...)
	}
	layers = append(layers, parseDeclarations(e.attributes["style"]))
	before := s.opacity
	s.opacity = 1
	for _, d := range layers {
		for name, value := range d {
			if err := s.set(name, value); err != nil {
				return s, err
			}
		}
	}
	s.opacity *= before
	return s, nil
}

func (s *style) set(name, value string) error {
	if none, is := unsupported[name]; is && value != none && value != "" {
		return problem(fmt.Sprintf("The logo uses %s, which is not drawn.", name), flatColours)
	}
	switch name {
	case "fill":
		return s.fill.set(name, value)
	case "stroke":
		return s.stroke.set(name, value)
	case "fill-opacity":
		s.fillOpacity = fraction(value)
	case "stroke-opacity":
		s.strokeOpacity = fraction(value)
	case "opacity":
		s.opacity = fraction(value)
	case "stroke-width":
		if v, ok := length(value); ok && v >= 0 {
			s.strokeWidth = v
		}
	case "fill-rule":
		s.evenOdd = value == "evenodd"
	case "stroke-linecap":
		s.roundCap, s.squareCap = value == "round", value == "square"
	case "stroke-linejoin":
		s.roundJoin, s.bevelJoin = value == "round", value == "bevel"
	case "display":
		s.hidden = s.hidden || value == "none"
	case "visibility":
		s.hidden = value == "hidden" || value == "collapse"
	}
	return nil
}

func (p *paint) set(name, value string) error {
	value = strings.ToLower(strings.TrimSpace(value))
	switch value {
	case "none", "transparent":
		p.none = true
		return nil
	case "inherit", "":
		return nil
	case "currentcolor":
		*p = paint{color: color.NRGBA{A: 255}}
		return nil
	}
	c, ok := parseColor(value)
	if !ok {
		return problem(fmt.Sprintf("The logo has a colour that cannot be read (%s: %s).", name, short(value)), "Write its colours as #rrggbb.")
	}
	*p = paint{color: c}
	return nil
}

// parseColor reads #rgb, #rrggbb, rgb(r, g, b) and the names of CSS.
func parseColor(text string) (color.NRGBA, bool) {
	if c, ok := colornames.Map[text]; ok {
		return color.NRGBA(c), true
	}
	if digits, found := strings.CutPrefix(text, "#"); found {
		if len(digits) == 3 {
			digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
		}
		v, err := strconv.ParseUint(digits, 16, 32)
		return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}, err == nil && len(digits) == 6
	}
	inside, found := strings.CutPrefix(strings.ReplaceAll(text, " ", ""), "rgb(")
	parts := strings.Split(strings.TrimSuffix(inside, ")"), ",")
	if !found || len(parts) != 3 {
		return color.NRGBA{}, false
	}
	var c [3]uint8
	for i, part := range parts {
		number, percent := strings.CutSuffix(part, "%")
		v, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return color.NRGBA{}, false
		}
		if percent {
			v *= 2.55
		}
		c[i] = uint8(min(max(v, 0), 255) + 0.5)
	}
	return color.NRGBA{c[0], c[1], c[2], 255}, true
}

// fraction reads an opacity, as a number or in per cent.
func fraction(text string) float64 {
	number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	v, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return 1
	}
	if percent {
		v /= 100
	}
	return min(max(v, 0), 1)
}
