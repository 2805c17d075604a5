package widgets

import (
	"math"

	"figurehead/widgets/words"
)

// iconArray is an icon array being placed: groups in columns and rows.
type iconArray struct {
	groups  []iconGroup
	columns int
	width   Px // of one group
	head    Px // of the words over the icons, the same for all
	cell    Px
	aside   bool // the one group has its words at its right
}

// iconGroup is one group with its words.
type iconGroup struct {
	Point
	name, detail []string
}

// iconGap is the room between groups, in u.
const iconGap Px = 32

// mostCell is the widest cell of a frame, in label sizes: a hundred dots need no
// more than is read at a glance.
const mostCell = 1.75

func iconsHeight(l *layout, width Px) Px {
	n := len(l.points())
	if n == 1 && l.preset.Name != "frame-s" {
		return 10 * mostCell * l.size.label
	}
	columns := min(n, 2)
	if l.preset.Name == "frame-l" {
		columns = n
	}
	a := l.newIcons(width, columns)
	rows := Px((n + columns - 1) / columns)
	a.cell = min(a.width/10, mostCell*l.size.label)
	return rows*(a.head+10*a.cell) + (rows-1)*iconGap*l.u
}

// newIcons words the groups in so many columns.
func (l *layout) newIcons(width Px, columns int) *iconArray {
	gaps := Px(columns-1) * iconGap * l.u
	a := &iconArray{columns: columns, width: (width - gaps) / Px(columns)}
	for _, p := range l.points() {
		a.groups = append(a.groups, l.wordIcons(p, a.width))
	}
	for _, g := range a.groups {
		a.head = max(a.head, l.iconHead(g))
	}
	return a
}

// wordIcons breaks the words of a group to a width.
func (l *layout) wordIcons(p Point, width Px) iconGroup {
	g := iconGroup{Point: p, name: l.clip(bind(p.Category), Bold, l.size.label, width, 3)}
	if p.Missing {
		return g
	}
	number, interval := l.figure.exact(p)
	g.detail = l.clip(bind(number), Regular, l.size.tick, width, 2)
	if interval != "" {
		g.detail = append(g.detail, l.clip(bind(interval), Regular, l.size.tick, width, 3)...)
	}
	return g
}

// iconHead is the height of a group's words.
func (l *layout) iconHead(g iconGroup) Px {
	size := l.size.label
	return 1.75*size + Px(len(g.name))*1.2*size + Px(len(g.detail))*1.25*l.size.tick + 0.75*size
}

func drawIcons(l *layout, b box) error {
	a := l.arrangeIcons(b)
	rows := (len(a.groups) + a.columns - 1) / a.columns
	pitch := (b.h-Px(rows-1)*iconGap*l.u)/Px(rows) + iconGap*l.u
	marked := false
	for _, g := range a.groups {
		marked = marked || g.Highlight
	}
	for i, g := range a.groups {
		at := box{b.x + Px(i%a.columns)*(a.width+iconGap*l.u), b.y + Px(i/a.columns)*pitch, a.width, pitch - iconGap*l.u}
		fill := l.colors.Highlight
		if marked && !g.Highlight {
			fill = l.colors.Edge
		}
		l.drawIconGroup(a, g, at, fill)
	}
	return nil
}

// arrangeIcons finds the columns that give the largest icons; a single group in
// a wide place has its words at its right.
func (l *layout) arrangeIcons(b box) *iconArray {
	n := len(l.points())
	if side := b.h + iconGap*l.u; n == 1 && b.w > 1.4*side {
		a := &iconArray{columns: 1, width: b.w, cell: b.h / 10, aside: true}
		a.groups = []iconGroup{l.wordIcons(l.points()[0], b.w-side)}
		return a
	}
	var best *iconArray
	for columns := 1; columns <= n; columns++ {
		a := l.newIcons(b.w, columns)
		rows := (n + columns - 1) / columns
		high := (b.h - Px(rows-1)*iconGap*l.u) / Px(rows)
		a.cell = min(a.width, high-a.head) / 10
		if best == nil || a.cell > best.cell {
			best = a
		}
	}
	return best
}

// drawIconGroup writes the words of a group and draws its hundred dots, filled
// from the top left.
func (l *layout) drawIconGroup(a *iconArray, g iconGroup, b box, fill Color) {
	size, u := l.size.label, l.u
	text, dots := b, box{b.x, b.y + a.head, 10 * a.cell, 10 * a.cell}
	if a.aside {
		dots = box{b.x, b.y, 10 * a.cell, 10 * a.cell}
		text.x += dots.w + iconGap*u
		text.w -= dots.w + iconGap*u
	}
	y := text.y + 1.45*size
	if g.Missing {
		l.writeAbsent(g.Point, text.x, text.right(), y)
	} else {
		l.writePeople(g, text, y, fill)
	}
	y = l.lines(text.x, y+1.45*size, g.name, Bold, size, 1.2*size, l.colors.Ink, Start)
	l.lines(text.x, y+1.3*l.size.tick, g.detail, Regular, l.size.tick, 1.25*l.size.tick, l.colors.Muted, Start)
	if g.Missing {
		return
	}
	radius := 0.39 * a.cell
	for i := range 100 {
		at := Pt{dots.x + (Px(i%10)+0.5)*a.cell, dots.y + (Px(math.Floor(float64(i)/10))+0.5)*a.cell}
		if i < g.People {
			l.marks = append(l.marks, DotMark{Center: Pt{tenth(at.X), tenth(at.Y)}, Radius: tenth(radius), Fill: fill})
			continue
		}
		l.hollow(at, radius-0.6*u, 1.25*u, l.colors.Edge)
	}
}

// writePeople writes the number of a group large, with "of 100" after it where
// there is room for both, else both at one size.
func (l *layout) writePeople(g iconGroup, b box, y Px, fill Color) {
	size, number, of := l.size.label, l.figure.peopleWords(g.Point), l.say(words.Of100)
	big := l.width(Bold, 2*size, number)
	if Contrast(l.colors.Paper, fill) < 4.5 { // enough for dots, not for text
		fill = l.colors.Ink
	}
	if big+0.4*size+l.width(Bold, 1.1*size, of) <= b.w {
		l.write(b.x, y, number, Bold, 2*size, fill, Start)
		l.write(b.x+l.measure(Bold, 2*size, number)+0.4*size, y, of, Bold, 1.1*size, l.colors.Ink, Start)
		return
	}
	l.write(b.x, y, l.shorten(number+" "+of, Bold, size, b.w), Bold, size, l.colors.Ink, Start)
}
