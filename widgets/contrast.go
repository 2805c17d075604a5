package widgets

import (
	"fmt"
	"math"
)

// ContrastFault is one part of a drawing that some readers cannot make out.
type ContrastFault struct {
	What  string // "“Essex”", "a bar beside another"
	A, B  Color  // what stands on or beside what
	Ratio float64
	Least float64 // that it should reach
	At    Pt
}

func (f ContrastFault) String() string {
	return fmt.Sprintf("%s: %s and %s are %.1f to 1, it must be %.1f.", f.What, f.A, f.B, floor1(f.Ratio), f.Least)
}

// ContrastFaults looks at every text and every mark of a drawing as painted:
// text has 4.5:1 to whatever lies under it (WCAG 2.2, 1.4.3); a line has 3:1; a
// filled mark has 3:1 to what is beside it on at least one side, or a stroke
// there that has, because a body may be pale where the edge that is read is not
// (1.4.11; shared figure design, section 4); and two fills that touch have 3:1
// or a gap between them. Planes, gridlines and logos are not held to it. It
// returns the first faults, at most 20.
func ContrastFaults(p Placed, m TextMeasurer) []ContrastFault {
	p.Marks = pieces(p.Marks)
	w := contrastWalk{placed: p, colors: p.Colors, measure: m, canvas: newPainted(p)}
	for i, mark := range p.Marks {
		switch mark := mark.(type) {
		case TextMark:
			w.text(i, mark)
		case RuleMark:
			w.line(i, mark.Stroke, mark.Width, []Pt{{mark.X1, mark.Y1}, {mark.X2, mark.Y2}})
		case PathMark:
			w.line(i, mark.Stroke, mark.Width, mark.Points)
		case DotMark:
			w.dot(i, mark)
		case RectMark, AreaMark, ArcMark:
			w.fill(i)
		}
		if len(w.faults) >= 20 {
			break
		}
	}
	return w.faults
}

// contrastWalk gathers the faults of one drawing.
type contrastWalk struct {
	placed  Placed
	colors  Palette
	measure TextMeasurer
	canvas  painted
	faults  []ContrastFault
}

func (w *contrastWalk) fault(what string, a, b Color, least float64, at Pt) {
	w.faults = append(w.faults, ContrastFault{what, a, b, Contrast(a, b), least, at})
}

// text compares a line of text with what is under its letters.
func (w *contrastWalk) text(i int, t TextMark) {
	width := w.measure.Measure(t.Face, t.Size, t.Text)
	left := t.At.X
	switch t.Anchor {
	case Middle:
		left -= width / 2
	case End:
		left -= width
	}
	steps := max(int(width/(t.Size/2)), 1)
	for k := range steps {
		x := left + width*(Px(k)+0.5)/Px(steps)
		for _, rise := range []Px{0.1, 0.36, 0.62} {
			at := Pt{x, t.At.Y - rise*t.Size}
			if ground, _ := w.canvas.under(at, i); Contrast(t.Fill, ground) < textRatio {
				w.fault("“"+shorten(t.Text)+"”", t.Fill, ground, textRatio, at)
				return
			}
		}
	}
}

// line compares a stroke with what it crosses: most of it must stand out.
func (w *contrastWalk) line(i int, stroke Color, width Px, points []Pt) {
	if w.quiet(stroke) {
		return
	}
	seen, dull, worst := 0, 0, ContrastFault{Ratio: math.Inf(1)}
	for _, e := range midway(points, width/2+1, 16) {
		// It is enough to stand out on one side: the zero line lies against bars.
		left, right := w.canvas.beside(e.in, i), w.canvas.beside(e.out, i)
		ground := left
		if Contrast(stroke, right) > Contrast(stroke, left) {
			ground = right
		}
		ratio := Contrast(stroke, ground)
		if seen++; ratio < markRatio {
			dull++
			if ratio < worst.Ratio {
				worst = ContrastFault{"a line", stroke, ground, ratio, markRatio, e.at}
			}
		}
	}
	if dull*4 > seen {
		w.faults = append(w.faults, worst)
	}
}

// dot compares the stronger of a ring and its inside with what is under it.
func (w *contrastWalk) dot(i int, d DotMark) {
	ground, _ := w.canvas.under(d.Center, i)
	color := d.Fill
	if d.Width > 0 && Contrast(d.Inside, ground) > Contrast(d.Fill, ground) {
		color = d.Inside
	}
	if Contrast(color, ground) < markRatio && !w.canvas.strokeAt(d.Center, 0, i, func(*inked) bool { return true }) {
		w.fault("a dot", color, ground, markRatio, d.Center)
	}
}

// quiet colours are not read: paper is a gap, the rule is for gridlines, band
// and track are grounds for text or for another mark.
func (w *contrastWalk) quiet(c Color) bool {
	return c == w.colors.Paper || c == w.colors.Rule || c == w.colors.Band || c == w.colors.Track
}

// fill looks at what lies on both sides of a filled mark's outline.
func (w *contrastWalk) fill(i int) {
	shape := &w.canvas.shapes[i]
	if w.quiet(shape.fill) || shape.fill == w.colors.Brand && shape.spans(w.placed) {
		return
	}
	seen, clear := 0, false
	worst := ContrastFault{Ratio: math.Inf(1)}
	for _, e := range shape.outline() {
		if e.out.X < 0 || e.out.Y < 0 || e.out.X > w.placed.Width || e.out.Y > w.placed.Height {
			continue
		}
		cover, on := w.canvas.top(e.in)
		beside, other := w.canvas.top(e.out)
		if on != i && on >= 0 { // painted over there, perhaps by its edge
			clear = clear || Contrast(cover, beside) >= markRatio
			continue
		}
		if other >= 0 && other != i && beside == shape.fill {
			continue // more of the same, such as the ground of words on an area
		}
		seen++
		ratio := Contrast(shape.fill, beside)
		if ratio >= markRatio || w.edged(shape, e) {
			clear = true
			continue
		}
		if w.touches(i, other, e.in) {
			w.fault("two parts that touch", shape.fill, beside, markRatio, e.at)
			return
		}
		if ratio < worst.Ratio {
			worst = ContrastFault{"a mark", shape.fill, beside, ratio, markRatio, e.at}
		}
	}
	if seen > 0 && !clear {
		w.faults = append(w.faults, worst)
	}
}

// touches reports whether two fills lie side by side, rather than one on the
// other or in the same colour.
func (w *contrastWalk) touches(i, other int, in Pt) bool {
	if other < 0 || other == i {
		return false
	}
	neighbour := &w.canvas.shapes[other]
	if neighbour.fill == w.canvas.shapes[i].fill || w.quiet(neighbour.fill) || neighbour.fill == w.colors.Brand && neighbour.spans(w.placed) {
		return false
	}
	return !neighbour.holds(in)
}

// edged reports whether a stroke runs along the outline there that stands out
// from the paper, or is a gap of paper between two fills. A stroke longer than
// the mark, such as the zero line, is not its edge.
func (w *contrastWalk) edged(mark *inked, e outlinePoint) bool {
	return w.canvas.strokeAt(e.at, 1.5, len(w.canvas.shapes), func(s *inked) bool {
		if s.straight && s.length() > mark.longest()+1 {
			return false
		}
		return s.fill == w.colors.Paper || Contrast(s.fill, w.colors.Paper) >= markRatio
	})
}
