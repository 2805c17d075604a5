package draw

import (
	"bytes"
	"encoding/base64"
	"slices"

	"figurehead/widgets"
)

// svgCanvas gathers marks into items, so that marks of one look become one
// element or group where the order of painting allows it.
type svgCanvas struct {
	items    []svgItem
	patterns []pattern
	prefix   string // of ids
}

// Rect adds a rectangle to the path of its colour.
func (c *svgCanvas) Rect(m widgets.RectMark) {
	x, y, r := tenths(m.X), tenths(m.Y), tenths(m.Radius)
	right, bottom := tenths(m.X+m.W), tenths(m.Y+m.H)
	if x == right || y == bottom {
		return
	}
	for _, look := range c.looks(svgLook{element: svgRects, fill: m.Fill}, m.Hatch) {
		i := c.item(look, box{m.X, m.Y, m.X + m.W, m.Y + m.H})
		if r > 0 {
			i.body = appendRounded(i.body, x, y, right, bottom, r)
			continue
		}
		i.rects = append(i.rects, rect{min(x, right), min(y, bottom), max(x, right), max(y, bottom)})
	}
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
	around := box{min(m.X1, m.X2), min(m.Y1, m.Y2), max(m.X1, m.X2), max(m.Y1, m.Y2)}
	if half := m.Width / 2; m.X1 == m.X2 { // its ends are flat
		around.left, around.right = m.X1-half, m.X1+half
	} else {
		around.top, around.bottom = m.Y1-half, m.Y1+half
	}
	i := c.item(svgLook{element: svgRules, stroke: m.Stroke, width: tenths(m.Width), dash: dashes(m.Dash)}, around)
	from, to := gridPoint(widgets.Pt{X: m.X1, Y: m.Y1}), tenths(m.X2)
	i.body = appendNextMove(i.body, from, i.end)
	if m.X1 == m.X2 {
		to = tenths(m.Y2)
		i.body = appendTenth(append(i.body, 'v'), to-from[1])
		i.end = [2]tenth{from[0], to}
		return
	}
	i.body = appendTenth(append(i.body, 'h'), to-from[0])
	i.end = [2]tenth{to, from[1]}
}

// Path writes one path for a line, with a move where the pen was lifted.
func (c *svgCanvas) Path(m widgets.PathMark) {
	look := svgLook{element: svgLine, stroke: m.Stroke, width: tenths(m.Width), dash: dashes(m.Dash)}
	var body []byte
	for run := range runs(m.Points) {
		if len(run) > 1 {
			body = appendRun(body, run)
		}
		if closed(run) {
			body = append(body, 'z')
		}
	}
	if len(body) > 0 {
		c.items = append(c.items, svgItem{look: look, box: around(m.Points).grown(m.Width), body: body, count: 1})
	}
}

// Area writes one closed path.
func (c *svgCanvas) Area(m widgets.AreaMark) {
	body := append(appendRun(nil, m.Points), 'z')
	c.add(svgLook{element: svgArea, fill: m.Fill}, m.Hatch, around(m.Points), body)
}

// Shape writes one path for all of its rings.
func (c *svgCanvas) Shape(m widgets.ShapeMark) {
	var body []byte
	var from [2]tenth
	rings := slices.Concat(m.Polygons...)
	for _, ring := range rings {
		body, from = appendRing(body, onGrid(ring, m.Grid), from)
	}
	look := svgLook{element: svgShape, fill: m.Fill, stroke: m.Stroke, width: tenths(m.Width), grid: m.Grid}
	c.add(look, m.Hatch, aroundAll(rings).grown(m.Width), body)
}

// Arc writes one path for a slice.
func (c *svgCanvas) Arc(m widgets.ArcMark) {
	room := around([]widgets.Pt{m.Center}).grown(m.R1)
	c.add(svgLook{element: svgArea, fill: m.Fill}, m.Hatch, room, appendSlice(nil, m))
}

// add writes a path of its own, and again under its hatch.
func (c *svgCanvas) add(look svgLook, h widgets.Hatch, room box, body []byte) {
	if len(body) == 0 {
		return
	}
	for _, l := range c.looks(look, h) {
		c.items = append(c.items, svgItem{look: l, box: room, body: body, count: 1})
	}
}

// Dot adds a circle or a ring to those of its look.
func (c *svgCanvas) Dot(m widgets.DotMark) {
	look := svgLook{element: svgDots, fill: m.Fill, size: tenths(m.Radius)}
	if m.Width > 0 {
		look = svgLook{element: svgRings, fill: m.Inside, stroke: m.Fill, width: tenths(m.Width), size: tenths(m.Radius)}
	}
	i := c.item(look, around([]widgets.Pt{m.Center}).grown(m.Radius+m.Width))
	i.addDot(gridPoint(m.Center))
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
