package widgets

import (
	"slices"

	"figurehead/widgets/words"
)

// drawOpen draws a bar or column whose number is not final: hatched, or, of a
// part of its period, hollow with a dashed edge. It reports false for a final
// number, which it does not draw.
func (l *layout) drawOpen(b box, subject bool, s words.State) bool {
	stroke := l.colors.Edge
	if subject {
		stroke = l.colors.Highlight
	}
	return l.drawOpenIn(b, stroke, s)
}

// unfirm reports whether a number is drawn in another dress than a final one.
func unfirm(s words.State) bool { return s == words.PartOfPeriod || s.Open() }

// drawOpenDressed is drawOpen in the colour of a series.
func (l *layout) drawOpenDressed(b box, d seriesDress, s words.State) bool {
	stroke := d.fill
	if d.pale || d.hollow {
		stroke = l.colors.Edge
	}
	return l.drawOpenIn(b, stroke, s)
}

func (l *layout) drawOpenIn(b box, stroke Color, s words.State) bool {
	if !unfirm(s) {
		return false
	}
	u, part := l.u, s == words.PartOfPeriod
	rect := RectMark{X: tenth(b.x), Y: tenth(b.y), W: tenth(max(b.w, 1)), H: tenth(max(b.h, 1)), Fill: l.colors.Paper}
	if !part {
		rect.Hatch = Hatch{Stroke: stroke, Gap: tenth(max(2, 6*u)), Width: tenth(u)}
	}
	l.marks = append(l.marks, rect)
	width := min(1.5*u, b.w/3, b.h/3)
	if width < 0.3 {
		l.rect(b.x, b.y, max(b.w, 1), max(b.h, 1), stroke)
		return true
	}
	x1, y1, x2, y2 := b.x+width/2, b.y+width/2, b.right()-width/2, b.bottom()-width/2
	outline := []Pt{{x1, y1}, {x2, y1}, {x2, y2}, {x1, y2}, {x1, y1}}
	if part {
		l.path(outline, width, stroke, 3*u, 2.5*u)
	} else {
		l.path(outline, width, stroke)
	}
	return true
}

// inkOn is the colour of a number inside the mark of a series, with its ink in b:
// on a hatched mark it stands on paper.
func (l *layout) inkOn(d seriesDress, s words.State, b box) Color {
	if !unfirm(s) {
		return on(d.fill)
	}
	if s.Open() {
		l.rect(b.x-2*l.u, b.y-l.u, b.w+4*l.u, b.h+2*l.u, l.colors.Paper)
	}
	return l.colors.Ink
}

// plottedBars is a plot of lying bars as annotations see it; head is the room
// over it for the words of reference lines.
func (l *layout) plottedBars(p *bars, b box, head Px) plotted {
	last := b.y + p.pitch*Px(len(p.rows))
	g := plotted{plot: box{p.x0, b.y, p.right - p.x0, last - b.y}, area: box{b.x, b.y - head, b.w, last - b.y + head}, lying: true, value: p.x}
	row := func(at int) int { return slices.IndexFunc(p.rows, func(r Point) bool { return r.Ordinal == at }) }
	g.base = func(at int) (from, middle, to Px) {
		from = b.y + Px(max(0, row(at)))*p.pitch
		return from, from + p.pitch/2, from + p.pitch
	}
	g.mark = func(_ string, at int) (Pt, Px, bool) {
		i := row(at)
		if i < 0 {
			return Pt{}, 0, false
		}
		r := p.rows[i]
		end := p.x(r.highest())
		if r.Missing {
			end = p.x0 + 7*l.u + l.width(Regular, l.size.label, l.absent(r, p.right-p.x0-7*l.u))
		} else if p.names[i] != "" && !l.valueInside(p, i) && r.Value >= 0 {
			end += 7*l.u + l.valueWidth(r)
		}
		return Pt{max(end, p.x0), l.barTop(p, b, i) + p.thick/2}, 3 * l.u, true
	}
	if !p.within {
		g.reach = func(v float64) Px {
			foot := b.y
			for i, r := range p.rows {
				if !r.Missing && r.highest() >= v {
					foot = b.y + Px(i+1)*p.pitch
				}
			}
			return foot
		}
	}
	return g
}
