package draw

import (
	"math"

	"figurehead/widgets"
)

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

// aroundAll returns the box around rings.
func aroundAll(rings [][]widgets.Pt) box {
	b := around(nil)
	for _, ring := range rings {
		b = b.with(around(ring))
	}
	return b
}
