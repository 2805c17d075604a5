package widgets

// mapPlan says where the map and its list stand in a plot.
type mapPlan struct {
	shapes, list box
	ranked       *rankedList
}

// planMap divides a plot between a map of these proportions and the list. The
// list takes the width it needs and the map the rest; where the map comes out
// larger over the list it stands there, and always on the narrow frame.
func (l *layout) planMap(b box, wide, high Px, numbered bool) mapPlan {
	gap := 10 * l.u
	r := l.rankedFor(0.5*b.w, b.h, numbered)
	need := min(l.rankedWidth(r)+4*l.u, 0.62*b.w)
	beside := mapPlan{shapes: box{b.x, b.y, b.w - need - gap, b.h}, ranked: r}
	if free := beside.shapes.w - 1.1*b.h*wide/high; free > 0 && r.bars { // the list's bars take what the map cannot use
		beside.shapes.w -= min(free, 0.3*b.w)
	}
	beside.list = box{b.x + beside.shapes.w + gap, b.y, b.w - beside.shapes.w - gap, b.h}
	rows := Px(len(l.points()))
	listHigh := min(rows*1.5*l.size.label, 0.56*b.h)
	over := mapPlan{shapes: box{b.x, b.y, b.w, b.h - listHigh - gap}, list: box{b.x, b.bottom() - listHigh, b.w, listHigh}}
	scale := func(room box) Px { return min(room.w/wide, room.h/high) }
	if l.preset.Name != "frame-s" && 1.1*scale(beside.shapes) >= scale(over.shapes) {
		return beside
	}
	over.ranked = l.rankedFor(over.list.w, over.list.h, numbered)
	return over
}

// mapHeight is what a map of these proportions and its list want in a frame.
func (l *layout) mapHeight(width, wide, high Px) Px {
	rows := Px(len(l.points()))
	if l.preset.Name == "frame-s" {
		return min(width*high/wide, 400) + 10*l.u + rows*1.5*l.size.label
	}
	most := Px(390)
	if l.preset.Name == "frame-l" {
		most = 480
	}
	return max(min(0.52*width*high/wide, most), min(rows*1.6*l.size.label, most), 200)
}

// drawCredit writes the boundary credit at the foot of a picture, with what is
// missing, and returns what is left of b. Frames have them among the notes.
func (l *layout) drawCredit(b box) box {
	if l.preset.Frame {
		return b
	}
	notes := l.missingNote(l.points())
	if l.figure.Credit != "" {
		notes = append(notes, l.figure.Credit)
	}
	if len(notes) == 0 {
		return b
	}
	return l.footNote(b, notes...)
}
