package draw

import (
	"slices"
	"strconv"

	"figurehead/widgets"
)

// element is the kind of an svgItem.
type element uint8

const (
	svgRects element = iota // rectangles of one colour: one path
	svgRules                // rules of one look: one path
	svgLine                 // one open path
	svgArea                 // one closed path
	svgShape                // one path of many closed rings, on a grid of tenths
	svgDots                 // circles of one colour and size
	svgRings                // circles of one size with an outline
	svgTexts                // lines of text of one look
	svgImage                // one bitmap
)

// svgLook is everything but place and content of an item.
type svgLook struct {
	element      element
	face         widgets.Face
	anchor       widgets.Anchor
	fill, stroke widgets.Color
	width, size  tenth // of a stroke, of a text; size of a dot is its radius
	dash         string
	hatch        int // number of the pattern that fills it, from 1; 0 for a colour
	grid         widgets.Grid
}

// svgItem is one element, or a group of elements, of one look.
type svgItem struct {
	look   svgLook
	box    box   // around all of it
	parts  []box // around each of its marks, while there are few
	body   []byte
	count  int
	rects  []rect
	end    [2]tenth   // of the last rule
	dots   [][2]tenth // centers of dots and rings
	number int        // of the item in its drawing
	meet   bool       // two of the rings meet, so that their order is seen
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
			earlier.join(b)
			return earlier
		}
		if earlier.lies(b) {
			break
		}
	}
	c.items = append(c.items, svgItem{look: look, box: b, parts: []box{b}, count: 1})
	return &c.items[len(c.items)-1]
}

// mostParts is how many marks of an item are known apart.
const mostParts = 256

// join adds the box of one more mark.
func (i *svgItem) join(b box) {
	i.box = i.box.with(b)
	i.count++
	if i.parts = append(i.parts, b); len(i.parts) > mostParts {
		i.parts = []box{i.box}
	}
}

// lies reports whether some of the item may lie under a mark in a box.
func (i *svgItem) lies(b box) bool {
	return i.box.meets(b) && (len(i.parts) == 0 || slices.ContainsFunc(i.parts, b.meets))
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
	b = c.appendPatterns(b)
	for i := range c.items {
		c.items[i].number = i
		b = c.items[i].appendTo(b, common, c.prefix)
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

func (i *svgItem) appendTo(b []byte, common svgLook, prefix string) []byte {
	switch i.look.element {
	case svgImage:
		return append(b, i.body...)
	case svgTexts:
		return i.appendTexts(b, common, prefix)
	case svgDots, svgRings:
		return i.appendDots(b, common, prefix)
	}
	b = append(b, "<path"...)
	b = i.look.appendAttributes(b, common, prefix)
	b = append(b, ` d="`...)
	b = appendRects(b, i.rects)
	b = append(b, i.body...)
	return append(b, `"/>`...)
}

// appendTexts writes texts of one look, with what they share on a group around
// them.
func (i *svgItem) appendTexts(b []byte, common svgLook, prefix string) []byte {
	name := len("<text")
	if i.count == 1 {
		b = append(b, i.body[:name]...)
		b = i.look.appendAttributes(b, common, prefix)
		return append(b, i.body[name:]...)
	}
	start := len(b)
	b = append(b, "<g"...)
	named := len(b)
	if b = i.look.appendAttributes(b, common, prefix); len(b) == named {
		return append(b[:start], i.body...)
	}
	b = append(b, '>')
	b = append(b, i.body...)
	return append(b, "</g>"...)
}

// appendAttributes writes what differs from the defaults and from what the
// outer group says.
func (l svgLook) appendAttributes(b []byte, common svgLook, prefix string) []byte {
	switch l.element {
	case svgLine:
		b = append(b, ` fill="none"`...)
	case svgRules:
	default:
		if l.hatch > 0 {
			b = append(b, ` fill="url(#`+prefix+`h`+strconv.Itoa(l.hatch)+`)"`...)
		} else {
			b = l.appendFill(b, common)
		}
	}
	switch l.element {
	case svgShape:
		b = appendGrid(b, l.grid)
		if l.width > 0 {
			b = appendColorAttribute(b, "stroke", l.stroke)
			b = append(b, ` stroke-width="`...)
			b = appendSteps(b, l.width, l.grid)
			b = append(b, `" stroke-linejoin="round"`...)
		}
	case svgRules, svgLine, svgRings:
		b = l.appendStroke(b)
	case svgTexts:
		b = l.appendFont(b, common)
	}
	return b
}

func (l svgLook) appendFill(b []byte, common svgLook) []byte {
	if common.size == 0 && l.fill != (widgets.Color{}) || common.size > 0 && l.fill != common.fill {
		b = appendColorAttribute(b, "fill", l.fill)
	}
	return b
}

func (l svgLook) appendStroke(b []byte) []byte {
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
