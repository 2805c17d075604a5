package draw

// rect is a rectangle on the grid: left, top, right, bottom.
type rect struct{ left, top, right, bottom tenth }

func (r rect) meets(o rect) bool {
	return r.left < o.right && o.left < r.right && r.top < o.bottom && o.top < r.bottom
}

// on reports whether a rectangle stands on y or hangs from it.
func (r rect) on(y tenth) bool { return r.top == y || r.bottom == y }

// rectPen writes rectangles, each clockwise and in steps from the one before,
// beginning where it stands: in a row of bars or columns only what differs
// between them is then new to a packer.
type rectPen struct {
	data []byte
	at   [2]tenth // where the one before began
}

// appendRects writes rectangles of one path. Columns without a gap are one
// outline, unless any overlap: outlines turn both ways, and would cancel.
func appendRects(b []byte, rects []rect) []byte {
	pen := rectPen{data: b}
	known, overlap := false, false
	for i := 0; i < len(rects); i++ {
		foot, stands := footOf(rects, i)
		if !stands {
			pen.bar(rects[i], piled(rects, i))
			continue
		}
		last := i
		for last+1 < len(rects) && rects[last+1].left == rects[last].right && rects[last+1].on(foot) {
			last++
		}
		if last > i && !known {
			known, overlap = true, anyMeet(rects)
		}
		if last == i || overlap {
			pen.column(rects[i], foot)
			continue
		}
		pen.outline(rects[i:last+1], foot)
		i = last
	}
	return pen.data
}

// move begins at a point.
func (p *rectPen) move(x, y tenth) {
	p.data = appendNextMove(p.data, [2]tenth{x, y}, p.at)
	p.at = [2]tenth{x, y}
}

func (p *rectPen) line(command byte, to tenth) { p.data = appendTenth(append(p.data, command), to) }

func (p *rectPen) close() { p.data = append(p.data, 'z') }

// bar begins at the top left; those of a pile go back to one left.
func (p *rectPen) bar(r rect, piled bool) {
	p.move(r.left, r.top)
	p.line('h', r.right-r.left)
	p.line('v', r.bottom-r.top)
	if piled {
		p.line('H', r.left)
	} else {
		p.line('h', r.left-r.right)
	}
	p.close()
}

// column begins at its foot, and goes back to it.
func (p *rectPen) column(r rect, foot tenth) {
	width, height := r.right-r.left, r.top-r.bottom
	if r.bottom == foot {
		p.move(r.left, foot)
	} else { // it hangs
		p.move(r.right, foot)
		width, height = -width, -height
	}
	p.line('v', height)
	p.line('h', width)
	p.line('V', foot)
	p.close()
}

// outline goes along the free ends of columns side by side.
func (p *rectPen) outline(columns []rect, foot tenth) {
	p.move(columns[0].left, foot)
	level := foot
	for _, c := range columns {
		end := c.top
		if end == foot {
			end = c.bottom
		}
		if end != level {
			p.line('v', end-level)
			level = end
		}
		p.line('h', c.right-c.left)
	}
	p.line('V', foot)
	p.close()
}

// piled reports whether a rectangle has the left of one beside it.
func piled(rects []rect, i int) bool {
	left := rects[i].left
	return i > 0 && rects[i-1].left == left || i+1 < len(rects) && rects[i+1].left == left
}

// footOf is the height on which a rectangle and one beside it stand, or from
// which they hang; bars that are piled have none.
func footOf(rects []rect, i int) (tenth, bool) {
	if piled(rects, i) {
		return 0, false
	}
	r := rects[i]
	for _, k := range []int{i + 1, i - 1} {
		switch {
		case k < 0 || k >= len(rects):
		case rects[k].on(r.bottom):
			return r.bottom, true
		case rects[k].on(r.top):
			return r.top, true
		}
	}
	return 0, false
}

// anyMeet reports whether two rectangles overlap; many are taken as if.
func anyMeet(rects []rect) bool {
	if len(rects) > mostCompared {
		return true
	}
	for i, r := range rects {
		for _, o := range rects[:i] {
			if r.meets(o) {
				return true
			}
		}
	}
	return false
}
