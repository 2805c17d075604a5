package widgets

import "math"

// lanes are the rows of a figure with several bars to each category: where
// each stands, how high its bars are and how it is named.
type lanes struct {
	points       []Point // the categories
	names        [][]string
	naming       naming
	column       Px // of names beside the bars, with their gap
	head         Px // of names over the bars of each lane
	pitch, thick Px // from lane to lane, without the head; the bars of one lane together
	tops         []Px
	titles       []laneTitle
}

// laneTitle is the heading of a group of lanes; at is its baseline.
type laneTitle struct {
	text string
	at   Px
}

// Gaps of lanes in u: names from the axis, and names over bars from the bars.
const (
	nameGap  = 12
	aboveGap = 6
	nameHead = 1.6 // in labels: a name over bars
)

// laneRoom is the room of one lane: with its name beside the bars, the most that
// it can be with the name over them, and what its bars need at least.
type laneRoom struct{ beside, above, bars Px }

// nameLanes gives the names a column, on as many lines as a lane is high; their
// short forms; lines over the bars; or, in lanes too thin for a text, only some
// of them a name.
func (l *layout) nameLanes(p *lanes, width Px, room laneRoom) {
	size, pitch := l.size.label, room.beside
	head := nameHead * size
	over := room.above >= head+aboveGap*l.u+room.bars
	if pitch < 1.1*size {
		l.nameSome(p, width, pitch)
		return
	}
	lines := min(max(int((pitch-0.3*size)/(1.2*size)), 1), 3)
	dense := max(int(pitch/(1.2*size)), 1)
	tight := l.preset.Name == "frame-s" && over // a phone keeps its width for the bars
	for _, try := range []struct {
		most  Px
		short bool
		lines int
	}{{0.3, false, 1}, {0.3, true, 1}, {0.3, false, lines}, {0.3, true, lines},
		{0.42, false, 1}, {0.42, true, 1}, {0.42, false, lines}, {0.42, true, lines}, {0.42, true, dense}, {0.52, true, 1}} {
		if tight && try.most > 0.3 || try.most > 0.42 && over {
			break
		}
		if names, w, ok := l.wrapNames(p.points, try.short, try.most*width-nameGap*l.u, try.lines); ok {
			p.naming, p.names, p.column = namesBeside, names, w+nameGap*l.u
			return
		}
	}
	if over {
		p.naming, p.column, p.head = namesAbove, 0, head
		names := fullNames(p.points)
		for i, r := range p.points {
			if l.width(faceOf(r.Highlight), size, names[i]) > width {
				names[i] = bind(firstOf(r.Short, r.Category))
			}
		}
		p.names = distinctly(names, func(i int, name string) []string {
			return []string{l.shorten(name, faceOf(p.points[i].Highlight), size, width)}
		})
		return
	}
	p.naming = namesBeside
	p.names, p.column = l.cutNames(p.points, 0.5*width-nameGap*l.u, dense)
	p.column += nameGap * l.u
}

// wrapNames breaks every name into at most so many lines of that width and
// returns the width they take, or false.
func (l *layout) wrapNames(points []Point, short bool, most Px, lines int) ([][]string, Px, bool) {
	names, size, w := make([][]string, len(points)), l.size.label, Px(0)
	shorts := fullNames(points)
	if short {
		shorts = shortNames(points)
	}
	slack := Px(1)
	if l.preset.Frame {
		slack = 1.12
	}
	for i, p := range points {
		face := faceOf(p.Highlight)
		names[i] = []string{shorts[i]}
		if l.width(face, size, shorts[i]) > most && lines > 1 {
			names[i] = l.wrap(shorts[i], face, size, most/slack)
		}
		own := l.widest(names[i], face, size) * slack
		if len(names[i]) > lines || own > most {
			return nil, 0, false
		}
		w = max(w, own)
	}
	return names, w, true
}

// cutNames are names with an ellipsis where they do not fit: the full name is
// in the table.
func (l *layout) cutNames(points []Point, most Px, lines int) ([][]string, Px) {
	size, w := l.size.label, Px(0)
	names := distinctly(shortNames(points), func(i int, name string) []string {
		return l.clip(name, faceOf(points[i].Highlight), size, most, lines)
	})
	for i, rows := range names {
		for _, row := range rows {
			w = max(w, l.width(faceOf(points[i].Highlight), size, row))
		}
	}
	return names, w
}

// nameSome names the highlights, the first and the last of thin lanes.
func (l *layout) nameSome(p *lanes, width, pitch Px) {
	p.naming = namesSparse
	p.names = make([][]string, len(p.points))
	named := sparse(p.points, pitch, 1.2*l.size.label)
	var some []Point
	for i, r := range p.points {
		if named[i] {
			some = append(some, r)
		}
	}
	cut, w := l.cutNames(some, 0.42*width-nameGap*l.u, 1)
	for i := range p.points {
		if named[i] {
			p.names[i], cut = cut[0], cut[1:]
		}
	}
	p.column = w + nameGap*l.u
}

// framed is the room of a lane of that height in a frame, which grows for names
// over the bars unless it has many.
func (l *layout) framed(each, share Px, lanes int, bars Px) laneRoom {
	above := max(share*each, bars) + nameHead*l.size.label + aboveGap*l.u
	if Px(lanes)*above > 660 {
		above = each
	}
	return laneRoom{each, above, bars}
}

// titlesHeight is the room of all headings of groups of lanes, with some between
// the groups; less of it where lanes in a plot of that height would be too thin
// for their names.
func (l *layout) titlesHeight(points []Point, height Px) Px {
	groups, size := headings(points), l.size.label
	if len(groups) == 1 && groups[0] == "" {
		return 0
	}
	each := Px(1.9)
	for each > 1.3 && (height-Px(len(groups))*each*size)/Px(len(points)) < 1.3*size {
		each -= 0.2
	}
	return Px(len(groups)) * each * size
}

// stand puts the lanes into b, at most so high each, with bars that take up
// share of it.
func (l *layout) stand(p *lanes, b box, most, share Px) {
	titles := l.titlesHeight(p.points, b.h)
	title := titles / Px(len(headings(p.points)))
	fixed := Px(len(p.points))*p.head + titles
	p.pitch = min((b.h-fixed)/Px(len(p.points)), most)
	if p.pitch > 12 {
		p.pitch = Px(math.Floor(float64(p.pitch)))
	}
	p.thick = share * p.pitch
	if one := l.size.label; p.thick < 0.9*one && p.pitch > leastInside*one { // room for a number before air
		p.thick = max(p.thick, min(leastInside*p.pitch, 0.9*one))
	}
	if p.naming == namesAbove {
		p.thick = p.pitch - aboveGap*l.u
	}
	if p.pitch > 12 {
		p.thick = round(p.thick)
	}
	y, heading := b.y, ""
	for i, r := range p.points {
		if titles > 0 && (i == 0 || r.Group != heading) {
			heading = r.Group
			p.titles = append(p.titles, laneTitle{heading, round(y + title - min(0.55*l.size.label, title-0.9*l.size.label))})
			y += title
		}
		p.tops = append(p.tops, round(y+p.head+(p.pitch-p.thick)/2))
		y += p.head + p.pitch
	}
}

// foot is where the last lane ends.
func (p *lanes) foot() Px {
	return p.tops[len(p.tops)-1] + p.thick + (p.pitch-p.thick)/2
}

// drawNames writes the names of the lanes and the headings of groups.
func (l *layout) drawNames(p *lanes, b box) {
	size, lead := l.size.label, 1.2*l.size.label
	for _, t := range p.titles {
		l.write(b.x, t.at, l.shorten(t.text, Bold, size, b.w), Bold, size, l.colors.Ink, Start)
	}
	for i, rows := range p.names {
		face, fill := faceOf(p.points[i].Highlight), l.colors.Ink
		if p.naming == namesSparse && !p.points[i].Highlight {
			fill = l.colors.Muted
		}
		if p.naming == namesAbove {
			l.lines(b.x, p.tops[i]-aboveGap*l.u, rows, face, size, lead, fill, Start)
			continue
		}
		first := level(p.tops[i]+p.thick/2, size) - Px(max(len(rows)-1, 0))*lead/2
		l.lines(b.x+p.column-nameGap*l.u, first, rows, face, size, lead, fill, End)
	}
}

// drawLaneZero draws the line the bars start from; where names stand over
// bars it gives way to them.
func (l *layout) drawLaneZero(p *lanes, x Px) {
	x = round(x)
	if p.naming != namesAbove && len(p.titles) == 0 {
		half := (p.pitch - p.thick) / 2
		l.rule(x, p.tops[0]-half, x, p.foot(), 1.25*l.u, l.colors.Muted)
		return
	}
	for i := range p.points {
		l.rule(x, p.tops[i]-2*l.u, x, p.tops[i]+p.thick+2*l.u, 1.25*l.u, l.colors.Muted)
	}
}

// categories are the categories of a figure of several series: of the first
// series, marked only where the category itself stands out.
func (l *layout) categories() []Point {
	if len(l.figure.Series) == 0 {
		return nil
	}
	return l.figure.Series[0].Points
}
