package draw

import (
	"math"

	"figurehead/widgets"
)

// element is the kind of an svgItem.
type element uint8

const (
	svgRects element = iota // rectangles of one colour: one path
	svgRules                // rules of one look: one path
	svgLine                 // one open path
	svgArea                 // one closed path
	svgDots                 // circles of one colour
	svgRings                // circles with an outline
	svgTexts                // lines of text of one look
	svgImage                // one bitmap
)

// svgLook is everything but place and content of an item.
type svgLook struct {
	element      element
	face         widgets.Face
	anchor       widgets.Anchor
	fill, stroke widgets.Color
	width, size  tenth
	dash         string
}

// svgItem is one element, or a group of elements, of one look.
type svgItem struct {
	look  svgLook
	box   box // around all of it
	body  []byte
	count int
}

// lookBack is how many items are searched for one of the same look.
const lookBack = 24

// item returns the item to which a mark of this look within this box belongs:
// an earlier one of the same look when nothing painted since lies under the
// mark, else a new one.
func (c *svgCanvas) item(look svgLook, b box) *svgItem {
	for i := len(c.items) - 1; i >= 0 && i >= len(c.items)-lookBack; i-- {
		earlier := &c.items[i]
		if earlier.look == look {
			earlier.box = earlier.box.with(b)
			earlier.count++
			return earlier
		}
		if earlier.box.meets(b) {
			break
		}
	}
	c.items = append(c.items, svgItem{look: look, box: b, count: 1})
	return &c.items[len(c.items)-1]
}

// appendTo writes the items within one group, on which the commonest look of
// the texts is said once.
func (c *svgCanvas) appendTo(b []byte) []byte {
	common := c.commonest()
	b = append(b, `<g aria-hidden="true"`...)
	if common.size > 0 {
		b = appendAttribute(b, "font-size", common.size)
		b = appendColorAttribute(b, "fill", common.fill)
	}
	b = append(b, '>')
	for i := range c.items {
		b = c.items[i].appendTo(b, common)
	}
	return append(b, "</g>"...)
}

// commonest returns the size and fill that most groups of texts have.
func (c *svgCanvas) commonest() svgLook {
	count := map[svgLook]int{}
	best := svgLook{}
	for i := range c.items {
		if c.items[i].look.element != svgTexts {
			continue
		}
		key := svgLook{size: c.items[i].look.size, fill: c.items[i].look.fill}
		count[key]++
		if count[key] > count[best] {
			best = key
		}
	}
	return best
}

func (i *svgItem) appendTo(b []byte, common svgLook) []byte {
	switch i.look.element {
	case svgImage:
		return append(b, i.body...)
	case svgRects, svgRules, svgLine, svgArea:
		b = append(b, "<path"...)
		b = i.look.appendAttributes(b, common)
		b = append(b, ` d="`...)
		b = append(b, i.body...)
		return append(b, `"/>`...)
	}
	name := len("<text")
	if i.look.element != svgTexts {
		name = len("<circle")
	}
	if i.count == 1 {
		b = append(b, i.body[:name]...)
		b = i.look.appendAttributes(b, common)
		return append(b, i.body[name:]...)
	}
	start := len(b)
	b = append(b, "<g"...)
	named := len(b)
	if b = i.look.appendAttributes(b, common); len(b) == named {
		return append(b[:start], i.body...)
	}
	b = append(b, '>')
	b = append(b, i.body...)
	return append(b, "</g>"...)
}

// appendAttributes writes what differs from the defaults and from what the
// outer group says.
func (l svgLook) appendAttributes(b []byte, common svgLook) []byte {
	switch l.element {
	case svgLine:
		b = append(b, ` fill="none"`...)
	case svgRules:
	default:
		if common.size == 0 && l.fill != (widgets.Color{}) || common.size > 0 && l.fill != common.fill {
			b = appendColorAttribute(b, "fill", l.fill)
		}
	}
	switch l.element {
	case svgRules, svgLine, svgRings:
		b = appendColorAttribute(b, "stroke", l.stroke)
		if l.width != 10 {
			b = appendAttribute(b, "stroke-width", l.width)
		}
		if l.element == svgLine {
			b = append(b, ` stroke-linejoin="round"`...)
		}
		if l.dash != "" {
			b = append(b, ` stroke-dasharray="`+l.dash+`"`...)
		}
	case svgTexts:
		b = l.appendFont(b, common)
	}
	return b
}

func (l svgLook) appendFont(b []byte, common svgLook) []byte {
	if l.size != common.size {
		b = appendAttribute(b, "font-size", l.size)
	}
	if l.face == widgets.Bold {
		b = append(b, ` font-weight="700"`...)
	}
	switch l.anchor {
	case widgets.Middle:
		b = append(b, ` text-anchor="middle"`...)
	case widgets.End:
		b = append(b, ` text-anchor="end"`...)
	}
	return b
}

// dashes writes a dash pattern as an attribute value.
func dashes(dash []widgets.Px) string {
	var b []byte
	for i, d := range dash {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendTenth(b, tenths(d))
	}
	return string(b)
}

// appendMove writes a move to a point.
func appendMove(b []byte, x, y tenth) []byte {
	b = append(b, 'M')
	b = appendTenth(b, x)
	return appendNext(b, y)
}

// appendRun writes a line through points: a move, then steps.
func appendRun(b []byte, points []widgets.Pt) []byte {
	lastX, lastY := tenths(points[0].X), tenths(points[0].Y)
	b = append(appendMove(b, lastX, lastY), 'l')
	for i, p := range points[1:] {
		x, y := tenths(p.X), tenths(p.Y)
		if i == 0 {
			b = appendTenth(b, x-lastX)
		} else {
			b = appendNext(b, x-lastX)
		}
		b = appendNext(b, y-lastY)
		lastX, lastY = x, y
	}
	return b
}

// box is the room a mark takes: left, top, right, bottom.
type box struct{ left, top, right, bottom widgets.Px }

func (b box) with(o box) box {
	return box{min(b.left, o.left), min(b.top, o.top), max(b.right, o.right), max(b.bottom, o.bottom)}
}

func (b box) meets(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

func (b box) grown(by widgets.Px) box {
	return box{b.left - by, b.top - by, b.right + by, b.bottom + by}
}

// around returns the box around points, leaving out lifted pens.
func around(points []widgets.Pt) box {
	inf := widgets.Px(math.Inf(1))
	b := box{inf, inf, -inf, -inf}
	for _, p := range points {
		if p.X == p.X && p.Y == p.Y {
			b = b.with(box{p.X, p.Y, p.X, p.Y})
		}
	}
	return b
}

// textBox returns the room of a line of text, with slack for a reader's own
// fonts and spacing (WCAG 2.2, 1.4.12).
func textBox(m widgets.TextMark) box {
	width := Text.Measure(m.Face, m.Size, m.Text) * 1.15
	left := m.At.X
	switch m.Anchor {
	case widgets.Middle:
		left -= width / 2
	case widgets.End:
		left -= width
	}
	return box{left, m.At.Y - m.Size, left + width, m.At.Y + m.Size*0.3}
}
