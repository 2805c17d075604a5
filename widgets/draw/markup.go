package draw

import (
	"math"
	"strconv"

	"figurehead/widgets"
)

// appendEscaped writes text safe for XML and HTML, as content or between
// quotes. What XML forbids becomes U+FFFD.
func appendEscaped(b []byte, text string) []byte {
	for _, r := range text {
		switch r {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		case '"':
			b = append(b, "&#34;"...)
		case '\'':
			b = append(b, "&#39;"...)
		case '\r': // a parser would read it as a line feed
			b = append(b, "&#13;"...)
		default:
			b = appendRune(b, legal(r))
		}
	}
	return b
}

// appendLine writes one line of text as content: only what content must
// escape, because labels are most of a small figure.
func appendLine(b []byte, text string) []byte {
	for _, r := range text {
		switch r {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		default:
			b = appendRune(b, legal(r))
		}
	}
	return b
}

func appendRune(b []byte, r rune) []byte {
	if r < 0x80 {
		return append(b, byte(r))
	}
	return append(b, string(r)...)
}

// appendColor writes #rgb where that is the same colour, else #rrggbb.
func appendColor(b []byte, c widgets.Color) []byte {
	const hex = "0123456789abcdef"
	if c.R%17 == 0 && c.G%17 == 0 && c.B%17 == 0 {
		return append(b, '#', hex[c.R&15], hex[c.G&15], hex[c.B&15])
	}
	return append(b, '#', hex[c.R>>4], hex[c.R&15], hex[c.G>>4], hex[c.G&15], hex[c.B>>4], hex[c.B&15])
}

// tenth is a length on the drawing's grid of a tenth of a pixel. Lengths are
// summed as integers, so a long line does not drift.
type tenth int64

func tenths(v widgets.Px) tenth { return tenth(math.Floor(float64(v)*10 + 0.5)) }

// appendTenth writes a length with at most one decimal and no leading zero.
func appendTenth(b []byte, t tenth) []byte {
	if t < 0 {
		b = append(b, '-')
		t = -t
	}
	if t >= 10 || t == 0 {
		b = strconv.AppendInt(b, int64(t/10), 10)
	}
	if t%10 != 0 {
		b = append(b, '.', byte('0'+t%10))
	}
	return b
}

// appendNext writes a length after another one in path data, where a minus
// sign separates as well as a space.
func appendNext(b []byte, t tenth) []byte {
	if t >= 0 {
		b = append(b, ' ')
	}
	return appendTenth(b, t)
}

func appendAttribute(b []byte, name string, t tenth) []byte {
	b = append(b, ' ')
	b = append(b, name...)
	b = append(b, '=', '"')
	b = appendTenth(b, t)
	return append(b, '"')
}

func appendColorAttribute(b []byte, name string, c widgets.Color) []byte {
	b = append(b, ' ')
	b = append(b, name...)
	b = append(b, '=', '"')
	b = appendColor(b, c)
	return append(b, '"')
}

func appendTextAttribute(b []byte, name, text string) []byte {
	b = append(b, ' ')
	b = append(b, name...)
	b = append(b, '=', '"')
	b = appendEscaped(b, text)
	return append(b, '"')
}
