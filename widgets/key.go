package widgets

import (
	"slices"
	"strings"

	"figurehead/widgets/words"
)

// swatchKey is a key over the plot, in the order of the series, broken into
// rows.
type swatchKey struct {
	entries []keyEntry
	rows    [][]int // positions in entries
}

// keyEntry is one sign of a key with its words.
type keyEntry struct {
	dress seriesDress
	text  string
	rest  bool // a further row of the entry before
	bare  bool // words without a sign: the order of those after it
}

// indent is the room of its sign.
func (e keyEntry) indent(u Px) Px {
	if e.bare {
		return 0
	}
	return 18 * u
}

// leastGrey is the ratio at which two fills are told apart without colour.
const leastGrey = 1.5

// alikeInGrey reports whether two signs of a key look the same in grey print.
func alikeInGrey(entries []keyEntry) bool {
	for i, e := range entries {
		for _, o := range entries[:i] {
			if !e.dress.hollow && !o.dress.hollow && Contrast(e.dress.fill, o.dress.fill) < leastGrey {
				return true
			}
		}
	}
	return false
}

// keyOrder says in which order the series of a key stand in the drawing.
func (l *layout) keyOrder(width Px) words.Phrase {
	lying := !l.kind.inTime || ofBars(l.figure) || l.columnsLie(width)
	onEnd := l.kind.stacked || l.kind.whole
	switch {
	case onEnd && !lying:
		return words.KeyFromFoot
	case lying && !onEnd:
		return words.KeyFromTop
	}
	return words.KeyFromLeft
}

// keyEntries are the signs of a key. Grey series look the same, so they share
// one sign and are named in the order in which they stand; so do hollow ones.
func (l *layout) keyEntries(series []Series, all []seriesDress) []keyEntry {
	var entries []keyEntry
	alike := map[seriesDress][]string{}
	for i, s := range series {
		d := all[i]
		d.main = false
		if shared := d.context || d.hollow; !shared || alike[d] == nil {
			entries = append(entries, keyEntry{dress: all[i], text: bind(s.Name)})
		}
		alike[d] = append(alike[d], bind(s.Name))
	}
	for i, e := range entries {
		e.dress.main = false
		if names := alike[e.dress]; len(names) > 1 {
			entries[i].text = l.say(words.GreyInOrder, "names", strings.Join(names, ", "))
		}
	}
	return entries
}

// fitKey breaks a key into rows that are width wide and together at most high.
// Names that would take more are cut to a half or a third of the width: the
// table has them whole.
func (l *layout) fitKey(series []Series, all []seriesDress, width, high Px) swatchKey {
	entries := l.keyEntries(series, all)
	k := l.newKey(entries, width)
	if alikeInGrey(entries) { // the order says which is which
		ordered := append([]keyEntry{{text: bind(l.say(l.keyOrder(width))), bare: true}}, entries...)
		if with := l.newKey(ordered, width); !l.preset.shallow() || len(with.rows) == len(k.rows) {
			entries, k = ordered, with
		}
	}
	for parts := Px(2); parts <= 3 && k.height(l) > high; parts++ {
		cut, texts := slices.Clone(entries), make([]string, len(entries))
		for i, e := range entries {
			texts[i] = e.text
		}
		for i, rows := range distinctly(texts, func(i int, text string) []string {
			if entries[i].bare {
				return []string{text}
			}
			return []string{l.shorten(text, faceOf(entries[i].dress.main), l.size.label, width/parts-41*l.u)}
		}) {
			cut[i].text = rows[0]
		}
		k = l.newKey(cut, width)
	}
	return k
}

// newKey breaks entries into rows that are width wide. An entry that is wider
// is taken apart at its spaces.
func (l *layout) newKey(entries []keyEntry, width Px) swatchKey {
	size, k, x := l.size.label, swatchKey{}, Px(0)
	for _, e := range entries {
		face := faceOf(e.dress.main)
		indent := e.indent(l.u)
		room := width - indent
		if l.preset.Frame {
			room /= 1.12
		}
		for i, text := range l.wrap(e.text, face, size, room) {
			text = l.shorten(text, face, size, width-indent)
			w := indent + l.width(face, size, text)
			entry := keyEntry{dress: e.dress, text: text, bare: e.bare}
			if i > 0 {
				entry.rest = true
			}
			k.entries = append(k.entries, entry)
			if len(k.rows) == 0 || x+w > width || i > 0 {
				k.rows, x = append(k.rows, nil), 0
			}
			last := len(k.rows) - 1
			k.rows[last] = append(k.rows[last], len(k.entries)-1)
			x += w + 22*l.u
		}
	}
	return k
}

// height is the room of a key with the gap under it.
func (k swatchKey) height(l *layout) Px {
	if len(k.rows) == 0 {
		return 0
	}
	return Px(len(k.rows))*1.45*l.size.label + 8*l.u
}

// drawSwatches draws a key at the top of b and returns what is left.
func (l *layout) drawSwatches(k swatchKey, b box) box {
	size := l.size.label
	for r, row := range k.rows {
		x, y := b.x, round(b.y+(Px(r)*1.45+0.55)*size)
		for _, i := range row {
			e := k.entries[i]
			face := faceOf(e.dress.main)
			fill := l.colors.Ink
			switch {
			case e.bare:
				fill = l.colors.Muted
			case !e.rest:
				l.swatch(x, y, e.dress)
			}
			l.write(x+e.indent(l.u), level(y, size), e.text, face, size, fill, Start)
			x += e.indent(l.u) + l.width(face, size, e.text) + 22*l.u
		}
	}
	h := k.height(l)
	return box{b.x, b.y + h, b.w, b.h - h}
}

// swatch draws the sign of a series in a key, its middle at y.
func (l *layout) swatch(x, y Px, d seriesDress) {
	side := round(12 * l.u)
	x, y = round(x), round(y-side/2)
	l.rect(x, y, side, side, d.fill)
	if d.hollow {
		l.outline(x, y, side, side)
		return
	}
	if d.pale {
		tip := max(round(2*l.u), 1)
		l.rule(x+side-tip/2, y, x+side-tip/2, y+side, tip, l.colors.Edge)
	}
}

// outline draws the inside edge of a rectangle.
func (l *layout) outline(x, y, w, h Px) {
	line := max(round(1.25*l.u), 1)
	if w < 2*line {
		l.rule(x+w/2, y, x+w/2, y+h, w, l.colors.Edge)
		return
	}
	half := line / 2
	l.rule(x, y+half, x+w, y+half, line, l.colors.Edge)
	l.rule(x, y+h-half, x+w, y+h-half, line, l.colors.Edge)
	l.rule(x+half, y, x+half, y+h, line, l.colors.Edge)
	l.rule(x+w-half, y, x+w-half, y+h, line, l.colors.Edge)
}
