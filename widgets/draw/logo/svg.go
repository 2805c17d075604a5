package logo

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Limits of an SVG logo.
const (
	maxSVGBytes = 256 << 10
	maxElements = 5_000
	maxDepth    = 40
	maxPoints   = 200_000
)

const svgSpace = "http://www.w3.org/2000/svg"

// shapes are the elements that are drawn; structure holds them; silent ones
// say nothing of the picture.
var (
	shapes    = []string{"path", "rect", "circle", "ellipse", "polygon", "polyline", "line"}
	structure = []string{"svg", "g", "defs", "style"}
	silent    = []string{"title", "desc", "metadata"}
)

// refused names what a logo may not hold, in words, and what to do.
var refused = map[string][2]string{
	"script":         {"a script", plainShapes},
	"image":          {"a picture inside it", "Use a PNG of the whole logo."},
	"use":            {"a shape by reference", plainShapes},
	"foreignObject":  {"a piece of web page", plainShapes},
	"text":           {"text", "Turn its text into outlines in your drawing program."},
	"a":              {"a link", plainShapes},
	"linearGradient": {"a gradient", flatColours},
	"radialGradient": {"a gradient", flatColours},
	"pattern":        {"a pattern", flatColours},
	"mask":           {"a mask", flatColours},
	"clipPath":       {"a clipping path", flatColours},
	"filter":         {"a filter", flatColours},
}

const (
	plainShapes = "Save it as plain shapes in your drawing program, or use a PNG."
	flatColours = "Save it with flat colours, or use a PNG."
)

// element is one element that is drawn or holds such.
type element struct {
	name       string
	attributes map[string]string
	children   []*element
	text       string // of a style element
}

// parseSVG reads the elements of a logo. Anything but plain shapes is a
// Problem that names it.
func parseSVG(raw []byte) (*element, error) {
	if len(raw) > maxSVGBytes {
		return nil, problem("The SVG of the logo is larger than 256 kB.", "Save it simpler, or use a PNG.")
	}
	r := treeReader{decoder: xml.NewDecoder(bytes.NewReader(raw))}
	r.decoder.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("not UTF-8") }
	for {
		token, err := r.decoder.Token()
		if errors.Is(err, io.EOF) && r.root != nil && len(r.open) == 0 {
			return r.root, nil
		}
		if err != nil {
			return nil, problem("The SVG of the logo cannot be read.", "Save it again, or use a PNG.")
		}
		if err := r.token(token); err != nil {
			return nil, err
		}
	}
}

// treeReader builds the tree of elements.
type treeReader struct {
	decoder *xml.Decoder
	root    *element
	open    []*element
	count   int
}

func (r *treeReader) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		r.open = r.open[:len(r.open)-1]
	case xml.CharData:
		if len(r.open) > 0 && r.open[len(r.open)-1].name == "style" {
			r.open[len(r.open)-1].text += string(t)
		}
	case xml.Directive:
		if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
			return problem("The logo holds definitions of its own (ENTITY).", plainShapes)
		}
	}
	return nil
}

func (r *treeReader) start(t xml.StartElement) error {
	name := t.Name.Local
	foreign := t.Name.Space != svgSpace && t.Name.Space != ""
	if len(r.open) == 0 && (name != "svg" || foreign) {
		return problem("The logo is neither a PNG nor an SVG.", "Save it as one of the two.")
	}
	editors := foreign && (strings.Contains(t.Name.Space, "inkscape") || strings.Contains(t.Name.Space, "sodipodi"))
	if editors || !foreign && slices.Contains(silent, name) {
		return r.decoder.Skip()
	}
	if foreign || !slices.Contains(shapes, name) && !slices.Contains(structure, name) {
		return refusal(name)
	}
	if r.count++; r.count > maxElements || len(r.open) > maxDepth {
		return problem("The SVG of the logo has too many parts.", "Save it simpler, or use a PNG.")
	}
	e := &element{name: name, attributes: map[string]string{}}
	for _, a := range t.Attr {
		if err := checkAttribute(a); err != nil {
			return err
		}
		if a.Name.Space == "" {
			e.attributes[a.Name.Local] = a.Value
		}
	}
	if len(r.open) == 0 {
		r.root = e
	} else {
		parent := r.open[len(r.open)-1]
		parent.children = append(parent.children, e)
	}
	r.open = append(r.open, e)
	return nil
}

func refusal(name string) error {
	if words, ok := refused[name]; ok {
		return problem(fmt.Sprintf("The logo holds %s (%s).", words[0], name), words[1])
	}
	return problem(fmt.Sprintf("The logo holds something that is not a plain shape (%s).", short(name)), plainShapes)
}

// checkAttribute refuses what acts, fetches or refers.
func checkAttribute(a xml.Attr) error {
	name := a.Name.Local
	switch {
	case strings.HasPrefix(strings.ToLower(name), "on"):
		return problem(fmt.Sprintf("The logo reacts to events (%s).", short(name)), plainShapes)
	case name == "href" || name == "src":
		return problem(fmt.Sprintf("The logo refers to something outside it (%s).", name), plainShapes)
	case a.Name.Space == "" && strings.Contains(strings.ToLower(a.Value), "url("):
		return problem(fmt.Sprintf("The logo refers to another part of it (%s=%q).", short(name), short(a.Value)), flatColours)
	}
	return nil
}

// short keeps a name of the file from filling the sentence.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// length reads a number with or without a unit: "12px" is 12.
func length(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	v, err := strconv.ParseFloat(text[:numberLength(text)], 64)
	return v, err == nil && v > -1e6 && v < 1e6
}

// number is an attribute's length, 0 without one.
func (e *element) number(name string) float64 {
	v, _ := length(e.attributes[name])
	return v
}

// outline flattens a shape.
func (e *element) outline() (o outline) {
	n := e.number
	switch e.name {
	case "path":
		o, _ = parsePath(e.attributes["d"])
	case "rect":
		o.rect(n("x"), n("y"), n("width"), n("height"), n("rx"), n("ry"))
	case "circle":
		if r := n("r"); r > 0 {
			o.ellipse(point{n("cx"), n("cy")}, r, r)
		}
	case "ellipse":
		if rx, ry := n("rx"), n("ry"); rx > 0 && ry > 0 {
			o.ellipse(point{n("cx"), n("cy")}, rx, ry)
		}
	case "line":
		o.move(point{n("x1"), n("y1")})
		o.line(point{n("x2"), n("y2")})
	case "polygon", "polyline":
		list, _ := parseNumbers(e.attributes["points"])
		for i := 0; i+1 < len(list); i += 2 {
			if i == 0 {
				o.move(point{list[0], list[1]})
				continue
			}
			o.line(point{list[i], list[i+1]})
		}
		if e.name == "polygon" {
			o.close()
		}
	}
	return o
}

// rect draws a rectangle; of the two radii a missing one is the other's.
func (o *outline) rect(x, y, w, h, rx, ry float64) {
	if w <= 0 || h <= 0 {
		return
	}
	if rx <= 0 {
		rx = ry
	}
	if ry <= 0 {
		ry = rx
	}
	rx, ry = min(rx, w/2), min(ry, h/2)
	corner := func(from, to point) { o.arc(from, rx, ry, 0, false, true, to) }
	o.move(point{x + rx, y})
	o.line(point{x + w - rx, y})
	corner(point{x + w - rx, y}, point{x + w, y + ry})
	o.line(point{x + w, y + h - ry})
	corner(point{x + w, y + h - ry}, point{x + w - rx, y + h})
	o.line(point{x + rx, y + h})
	corner(point{x + rx, y + h}, point{x, y + h - ry})
	o.line(point{x, y + ry})
	corner(point{x, y + ry}, point{x + rx, y})
	o.close()
}
