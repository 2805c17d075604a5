package widgets

import "math"

// dashes of a target's line, in u.
const (
	targetDash = 5
	targetRest = 4
	targetTick = 7 // how far its tick passes a share
)

// targetLine draws a headline's target through its sparkline: dashed, with its
// own words where neither the line nor the first label stands. Where there is
// no room for them it is left out: the words beside the number name it.
func (l *layout) targetLine(s sparkBox, plot box, line []Pt, y Px, taken ...box) {
	u := l.u
	if rows, at, ok := l.targetPlace(s, plot, line, y, taken); ok {
		l.rule(plot.x, round(y), plot.right(), round(y), 1.5*u, s.text, targetDash*u, targetRest*u)
		l.lines(at.x, at.y+ascent*s.size, rows, Regular, s.size, sparkLead*s.size, s.text, Start)
	}
}

// sparkLead is the lead of several rows of words in a sparkline.
const sparkLead = 1.2

// targetPlace finds a free place for the words of a target: over or under its
// line, from the left on, in as few rows as fit.
func (l *layout) targetPlace(s sparkBox, plot box, line []Pt, y Px, taken []box) ([]string, box, bool) {
	gap := 8 * l.u
	for _, share := range []Px{0.96, 0.62, 0.45, 0.32} {
		rows := l.wrap(l.figure.Headline.Target.Label, Regular, s.size, share*plot.w)
		w := l.widestWidth(rows, s.size)
		if w > share*plot.w || len(rows) > 3 {
			continue
		}
		h := Px(len(rows)-1)*sparkLead*s.size + s.size
		for _, top := range []Px{y - gap - h, y + gap} {
			if top < s.y-s.head || top+h > plot.bottom()-2*l.u {
				continue
			}
			for _, x := range []Px{plot.x + 4*l.u, plot.x + (plot.w-w)/2, plot.right() - w - 4*l.u} {
				at := box{x, top, w, h}
				if !crossed(at, line, 5*l.u) && !anyNear(at, taken) {
					return rows, at, true
				}
			}
		}
	}
	return nil, box{}, false
}

// widestWidth is the width of the widest row with the room labels keep.
func (l *layout) widestWidth(rows []string, size Px) Px {
	w := Px(0)
	for _, row := range rows {
		w = max(w, l.width(Regular, size, row))
	}
	return w
}

func anyNear(b box, taken []box) bool {
	for _, t := range taken {
		if b.near(t) {
			return true
		}
	}
	return false
}

// crossed reports whether a line comes within room of a box. A point that is
// not a number lifts the pen.
func crossed(b box, line []Pt, room Px) bool {
	left, right := b.x-room, b.right()+room
	for i := 1; i < len(line); i++ {
		p, q := line[i-1], line[i]
		if math.IsNaN(float64(p.Y)) || math.IsNaN(float64(q.Y)) || q.X < left || p.X > right {
			continue
		}
		at := func(x Px) Px {
			if q.X == p.X {
				return p.Y
			}
			return p.Y + (q.Y-p.Y)*(min(max(x, p.X), q.X)-p.X)/(q.X-p.X)
		}
		y1, y2 := at(left), at(right)
		if max(y1, y2) > b.y-room && min(y1, y2) < b.bottom()+room {
			return true
		}
	}
	return false
}

// shareTargetHeight is the room over a lying share for the words of its target.
func (l *layout) shareTargetHeight(width, size Px) Px {
	rows := l.shareRows(width, size)
	if len(rows) == 0 {
		return 0
	}
	return round(Px(len(rows))*sparkLead*size + targetTick*l.u + 0.3*size)
}

// shareRows are the words of a target over a lying share: at most three rows;
// nil where they do not fit.
func (l *layout) shareRows(width, size Px) []string {
	if !l.aims() {
		return nil
	}
	if l.preset.Frame {
		width /= 1.12
	}
	rows := l.wrap(l.figure.Headline.Target.Label, Regular, size, width)
	if len(rows) > 3 || l.widest(rows, Regular, size) > width {
		return nil
	}
	return rows
}

// aims reports whether a share has a target that is a share too.
func (l *layout) aims() bool {
	t := l.figure.Headline.Target
	return t != nil && !l.unaimed && l.figure.Headline.Share >= 0 && t.Value >= 0 && t.Value <= 100
}

// shareTarget cuts the target into a lying share and writes its words over it.
func (l *layout) shareTarget(b box, ink, full, track Color, size Px) {
	rows := l.shareRows(b.w, size)
	if len(rows) == 0 {
		return
	}
	u := l.u
	x := round(b.x + b.w*Px(l.figure.Headline.Target.Value)/100)
	fill := track
	if x < b.x+b.w*Px(l.figure.Headline.Share)/100 {
		fill = full
	}
	l.cut(box{x - u, b.y - targetTick*u, 2 * u, b.h + 2*targetTick*u}, box{x - u, b.y, 2 * u, b.h}, ink, fill)
	foot := b.y - targetTick*u - 0.3*size
	for i, row := range rows {
		w := l.width(Regular, size, row)
		at := min(max(x-w/2, b.x), b.right()-w)
		l.write(at, foot-Px(len(rows)-1-i)*sparkLead*size, row, Regular, size, ink, Start)
	}
}

// cut draws a tick whose middle part crosses a fill: there it takes whichever
// of paper and ink stands out more.
func (l *layout) cut(tick, middle box, ink, fill Color) {
	l.whole(tick.x, tick.y, tick.w, tick.h, ink)
	if c := on(fill); c != ink {
		l.whole(middle.x, middle.y, middle.w, middle.h, c)
	}
}

// uprightRows are the words of a target beside an upright share: at most seven
// rows; nil where they do not fit in width px.
func (l *layout) uprightRows(width Px) []string {
	if !l.aims() {
		return nil
	}
	rows := l.wrap(l.figure.Headline.Target.Label, Regular, l.size.label, width)
	if len(rows) > 7 || l.widest(rows, Regular, l.size.label) > width {
		return nil
	}
	return rows
}

// uprightTarget is the room that the words of a target ask for beside an
// upright share.
func (l *layout) uprightTarget(k Px) Px {
	return l.widest(l.uprightRows(150*k), Regular, l.size.label)
}

// cutUpright cuts the target into an upright share and writes its words right
// of it, between left and right, clear of the 100% at the top.
func (l *layout) cutUpright(b box, left, right Px) {
	rows := l.uprightRows(right - left)
	if len(rows) == 0 {
		return
	}
	u, size, lead := l.u, l.size.label, 1.15*l.size.label
	y := round(b.bottom() - b.h*Px(l.figure.Headline.Target.Value)/100)
	fill := l.colors.Track
	if l.figure.Headline.Target.Value < l.figure.Headline.Share {
		fill = white
	}
	l.cut(box{b.x - targetTick*u, y - u, b.w + 2*targetTick*u, 2 * u}, box{b.x, y - u, b.w, 2 * u}, white, fill)
	high := Px(len(rows)-1)*lead + capHeight*size
	top := min(max(y-high/2, b.y+capHeight*size+0.6*size), b.bottom()-high)
	l.lines(left, top+capHeight*size, rows, Regular, size, lead, white, Start)
}
