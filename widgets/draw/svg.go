package draw

import (
	"bytes"
	"encoding/base64"
	"html/template"
	"strings"

	"figurehead/widgets"
)

// SVGOptions say where an SVG will stand. The zero value is for one drawing in
// a page.
type SVGOptions struct {
	// IDPrefix makes the ids of title and description unique in a page.
	// Anything but letters, digits, "-" and "_" is dropped from it.
	IDPrefix string
	// Standalone writes a complete XML file with its size and its ground,
	// instead of an element for a page.
	Standalone bool
	// Metadata is written into a standalone file.
	Metadata *Metadata
}

// fonts begins with what readers have; all are as wide as the Liberation Sans
// that layout measured with.
const fonts = "Arial,Liberation Sans,Helvetica,sans-serif"

// SVG draws a figure as SVG: one element with role img, its title and its
// description, and real text, hidden from screen readers because title and
// description say it in order. A frame's plot has no ground of its own.
func SVG(p widgets.Placed, o SVGOptions) widgets.Drawing {
	c := &svgCanvas{items: make([]svgItem, 0, 32)}
	paint(c, p)
	b := appendHead(make([]byte, 0, 4096), p, o)
	b = c.appendTo(b)
	b = append(b, "</svg>"...)
	return widgets.Drawing{HTML: template.HTML(b)}
}

// appendHead writes the opening tag, title, description, metadata and ground.
func appendHead(b []byte, p widgets.Placed, o SVGOptions) []byte {
	prefix := strings.Map(idCharacter, o.IDPrefix)
	r := reachOf(p)
	if !r.length(p.Width, p.Height) {
		p.Width, p.Height = 0, 0
	}
	width, height := tenths(p.Width), tenths(p.Height)
	if o.Standalone {
		b = append(b, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<svg xmlns="http://www.w3.org/2000/svg"`...)
		b = appendAttribute(b, "width", width)
		b = appendAttribute(b, "height", height)
	} else {
		b = append(b, "<svg"...)
	}
	b = appendLang(b, p.Lang, o.Standalone)
	b = append(b, ` viewBox="0 0 `...)
	b = appendTenth(b, width)
	b = appendNext(b, height)
	b = append(b, `" role="img" aria-labelledby="`+prefix+`t" aria-describedby="`+prefix+`d" font-family="`+fonts+`"><title id="`+prefix+`t">`...)
	b = appendEscaped(b, p.Name)
	b = append(b, `</title><desc id="`+prefix+`d">`...)
	b = appendEscaped(b, p.Description)
	b = append(b, "</desc>"...)
	if o.Standalone && o.Metadata != nil {
		b = append(b, "<metadata>"+o.Metadata.rdf()+"</metadata>"...)
	}
	if o.Standalone || !p.Preset.Frame {
		b = append(b, "<path"...)
		b = appendColorAttribute(b, "fill", p.Paper)
		b = append(b, ` d="M0 0H`...)
		b = appendTenth(b, width)
		b = append(b, 'V')
		b = appendTenth(b, height)
		b = append(b, `H0z"/>`...)
	}
	return b
}

// appendLang writes the language, which in an XML file is xml:lang.
func appendLang(b []byte, lang string, xml bool) []byte {
	switch {
	case lang == "":
		return b
	case xml:
		return appendTextAttribute(b, "xml:lang", lang)
	}
	return appendTextAttribute(b, "lang", lang)
}

// idCharacter keeps the characters of an id and drops the others.
func idCharacter(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '_':
		return r
	}
	return -1
}

// svgCanvas gathers marks into items, so that marks of one look become one
// element or group where the order of painting allows it.
type svgCanvas struct {
	items []svgItem
}

// Rect adds a rectangle to the path of its colour.
func (c *svgCanvas) Rect(m widgets.RectMark) {
	x, y, r := tenths(m.X), tenths(m.Y), tenths(m.Radius)
	right, bottom := tenths(m.X+m.W), tenths(m.Y+m.H)
	if x == right || y == bottom {
		return
	}
	i := c.item(svgLook{element: svgRects, fill: m.Fill}, box{m.X, m.Y, m.X + m.W, m.Y + m.H})
	if r > 0 {
		i.body = appendRounded(i.body, x, y, right, bottom, r)
		return
	}
	i.body = appendMove(i.body, x, y)
	i.body = append(i.body, 'H')
	i.body = appendTenth(i.body, right)
	i.body = append(i.body, 'v')
	i.body = appendTenth(i.body, bottom-y)
	i.body = append(i.body, 'H')
	i.body = appendTenth(i.body, x)
	i.body = append(i.body, 'z')
}

// appendRounded writes a rectangle with round corners, clockwise.
func appendRounded(b []byte, x, y, right, bottom, r tenth) []byte {
	corner := func(dx, dy tenth) {
		b = append(b, 'a')
		b = appendTenth(b, r)
		b = appendNext(b, r)
		b = append(b, " 0 0 1"...)
		b = appendNext(b, dx)
		b = appendNext(b, dy)
	}
	line := func(command byte, to tenth) {
		b = append(b, command)
		b = appendTenth(b, to)
	}
	b = appendMove(b, x+r, y)
	line('H', right-r)
	corner(r, r)
	line('V', bottom-r)
	corner(-r, r)
	line('H', x+r)
	corner(-r, -r)
	line('V', y+r)
	corner(r, -r)
	return append(b, 'z')
}

// Rule adds a rule to the path of its colour, width and dash.
func (c *svgCanvas) Rule(m widgets.RuleMark) {
	half := m.Width / 2
	around := box{min(m.X1, m.X2) - half, min(m.Y1, m.Y2) - half, max(m.X1, m.X2) + half, max(m.Y1, m.Y2) + half}
	i := c.item(svgLook{element: svgRules, stroke: m.Stroke, width: tenths(m.Width), dash: dashes(m.Dash)}, around)
	i.body = appendMove(i.body, tenths(m.X1), tenths(m.Y1))
	if m.X1 == m.X2 {
		i.body = append(i.body, 'V')
		i.body = appendTenth(i.body, tenths(m.Y2))
		return
	}
	i.body = append(i.body, 'H')
	i.body = appendTenth(i.body, tenths(m.X2))
}

// Path writes one path for a line, with a move where the pen was lifted.
func (c *svgCanvas) Path(m widgets.PathMark) {
	look := svgLook{element: svgLine, stroke: m.Stroke, width: tenths(m.Width), dash: dashes(m.Dash)}
	var body []byte
	for run := range runs(m.Points) {
		if len(run) > 1 {
			body = appendRun(body, run)
		}
	}
	if len(body) > 0 {
		c.items = append(c.items, svgItem{look: look, box: around(m.Points).grown(m.Width), body: body, count: 1})
	}
}

// Area writes one closed path.
func (c *svgCanvas) Area(m widgets.AreaMark) {
	body := append(appendRun(nil, m.Points), 'z')
	c.items = append(c.items, svgItem{look: svgLook{element: svgArea, fill: m.Fill}, box: around(m.Points), body: body, count: 1})
}

// Dot writes a circle, filled or as a ring.
func (c *svgCanvas) Dot(m widgets.DotMark) {
	look := svgLook{element: svgDots, fill: m.Fill}
	if m.Width > 0 {
		look = svgLook{element: svgRings, fill: m.Inside, stroke: m.Fill, width: tenths(m.Width)}
	}
	center := around([]widgets.Pt{m.Center})
	i := c.item(look, center.grown(m.Radius+m.Width))
	i.body = append(i.body, "<circle"...)
	i.body = appendAttribute(i.body, "cx", tenths(m.Center.X))
	i.body = appendAttribute(i.body, "cy", tenths(m.Center.Y))
	i.body = appendAttribute(i.body, "r", tenths(m.Radius))
	i.body = append(i.body, "/>"...)
}

// Text writes one line of text, in a group with others of its look.
func (c *svgCanvas) Text(m widgets.TextMark) {
	look := svgLook{element: svgTexts, fill: m.Fill, size: tenths(m.Size), face: m.Face, anchor: m.Anchor}
	i := c.item(look, textBox(m))
	i.body = append(i.body, "<text"...)
	i.body = appendAttribute(i.body, "x", tenths(m.At.X))
	i.body = appendAttribute(i.body, "y", tenths(m.At.Y))
	i.body = append(i.body, '>')
	i.body = appendLine(i.body, m.Text)
	i.body = append(i.body, "</text>"...)
}

// Image writes the bitmap into the drawing itself, so that it asks no other
// address. Bytes that are not a PNG are left out.
func (c *svgCanvas) Image(m widgets.ImageMark) {
	if !bytes.HasPrefix(m.PNG, []byte(pngSignature)) {
		return
	}
	body := append([]byte(nil), "<image"...)
	body = appendAttribute(body, "x", tenths(m.X))
	body = appendAttribute(body, "y", tenths(m.Y))
	body = appendAttribute(body, "width", tenths(m.W))
	body = appendAttribute(body, "height", tenths(m.H))
	body = append(body, ` href="data:image/png;base64,`...)
	body = base64.StdEncoding.AppendEncode(body, m.PNG)
	body = append(body, `"/>`...)
	c.items = append(c.items, svgItem{look: svgLook{element: svgImage}, box: box{m.X, m.Y, m.X + m.W, m.Y + m.H}, body: body, count: 1})
}
