package widgets

// partName is the name of a part over the first bar of a stack.
type partName struct {
	text  string
	face  Face
	x     Px // left edge of the text
	spot  Px // middle of the part, where the elbow of a displaced name ends
	moved bool
	level int // of the elbow: those further out stand higher, so that none cross
}

// part is where one part of a bar stands.
type part struct{ x, w Px }

// namedParts puts the names of the parts over those of the first bar, each at
// the left of its part. It reports false where a part is too thin to be named
// or more than two names would have to move away: a key serves better there.
func (l *layout) namedParts(series []Series, all []seriesDress, parts []part, left, right Px) ([]partName, bool) {
	size, gap := l.size.label, 14*l.u
	names := make([]partName, len(series))
	var wanted, widths []Px
	total := Px(0)
	for k, s := range series {
		if s.Points[0].Missing || parts[k].w < 3*l.u {
			return nil, false
		}
		n := partName{text: bind(s.Name), face: faceOf(all[k].main), spot: parts[k].x + parts[k].w/2}
		w := l.width(n.face, size, n.text) + gap
		names[k], wanted, widths, total = n, append(wanted, parts[k].x+w/2), append(widths, w), total+w
	}
	if total-gap > right-left {
		return nil, false
	}
	moved := 0
	for k, centre := range spread(wanted, widths, left, right+gap) {
		n, p := &names[k], parts[k]
		n.x = round(centre - widths[k]/2)
		n.moved = n.x < p.x-2 || n.x > p.x+max(p.w-0.6*size, 2)
		moved += btoi(n.moved)
	}
	levelElbows(names)
	return names, moved <= 2
}

// levelElbows gives elbows that run the same way levels of their own.
func levelElbows(names []partName) {
	level := 0
	for k := len(names) - 1; k >= 0; k-- {
		if names[k].moved && names[k].x < names[k].spot {
			names[k].level = level
			level++
		}
	}
	level = 0
	for k := range names {
		if names[k].moved && names[k].x > names[k].spot {
			names[k].level = level
			level++
		}
	}
}

// partNamesHeight is the room of the names over the first bar.
func (l *layout) partNamesHeight() Px { return 2 * l.size.label }

// drawPartNames writes the names with their baseline under y and the elbows
// of displaced ones down to foot.
func (l *layout) drawPartNames(names []partName, y, foot Px) {
	size := l.size.label
	base := round(y + 0.86*size)
	for _, n := range names {
		l.write(n.x, base, n.text, n.face, size, l.colors.Ink, Start)
		if !n.moved {
			continue
		}
		from, bend := n.x, base+0.3*size+Px(n.level)*4*l.u
		if w := l.measure(n.face, size, n.text); n.spot < n.x {
			from = n.x + w
		}
		l.path([]Pt{{from, bend}, {n.spot, bend}, {n.spot, foot - 2*l.u}}, l.u, l.colors.Edge)
	}
}
