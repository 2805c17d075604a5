package widgets

import (
	"math"
	"slices"
	"strings"

	"figurehead/widgets/words"
)

// pie is a pie or donut being placed.
type pie struct {
	slices []pieSlice // clockwise from twelve o'clock
	marked bool       // a slice is highlighted, so the rest are context
	center Pt
	r0, r1 Px
	hole   string // number written in the hole
	order  string // over the key: in which order the slices stand
}

// pieSlice is one slice, or a value that has none: zero or missing.
type pieSlice struct {
	Point
	dress  seriesDress
	look   Slice
	middle float64 // radians clockwise from twelve o'clock
	rows   [][]textRun
	box    box // of the rows
	left   bool
	elbow  []Pt
}

// Measures of a pie: its least radius with names around it, the lead of a name
// of several rows and the gap between two names, in labels; the room between
// its rim and words, in u.
const (
	leastRadius = 3.2
	sliceLead   = 1.2
	sliceGap    = 0.8
	rimGap      = 14
)

// hollowness is the inner radius of a donut as a part of the outer one: its
// ring is wide enough to show angles, its hole for a number.
const hollowness = 0.6

func pieHeight(l *layout, width Px) Px {
	height := min(max(0.56*width, 200), 340)
	p := l.newPie(false)
	if l.labelled(&p, box{0, 0, width, height}) {
		return height
	}
	p.order = l.pieKeyOrder(&p)
	if l.keyBeside(box{0, 0, width, height}) {
		return max(height, l.pieKeyHeight(&p, width-l.besideKey(&p, box{0, 0, width, height})-keyGap*l.u))
	}
	return min(max(0.7*width, 160), 280) + l.pieKeyHeight(&p, width)
}

func drawPie(l *layout, b box) error   { return l.drawSlices(l.newPie(false), b) }
func drawDonut(l *layout, b box) error { return l.drawSlices(l.newPie(true), b) }

// newPie gives every value its angle and its colour.
func (l *layout) newPie(hollow bool) pie {
	points := l.points()
	p := pie{marked: slices.ContainsFunc(points, func(p Point) bool { return p.Highlight && !p.Missing })}
	var missing []Point
	for _, point := range points {
		if point.Missing {
			missing = append(missing, point)
			continue
		}
		p.slices = append(p.slices, pieSlice{Point: point, look: Slice{Value: point.Value}})
	}
	l.colorSlices(p.slices)
	if rest, ok := l.restOfWhole(p.slices, missing); ok {
		p.slices = append(p.slices, rest)
	}
	p.turn()
	if hollow {
		p.r0 = hollowness
		p.hole = p.subject()
	}
	return p
}

// subject is the number of the one slice that stands out.
func (p *pie) subject() string {
	subject := ""
	for _, s := range p.slices {
		if s.Highlight && !s.Missing {
			if subject != "" {
				return ""
			}
			subject = s.Label
		}
	}
	return subject
}

// turn finds the middle of every slice.
func (p *pie) turn() {
	for i, t := range (PieMark{Slices: p.marks()}).turns() {
		p.slices[i].middle = (t[0] + t[1]) / 2
		if t[1]-t[0] > 1.999*math.Pi {
			p.slices[i].middle = math.Pi / 2 // a whole: its name stands beside it
		}
	}
}

func (p *pie) marks() []Slice {
	marks := make([]Slice, len(p.slices))
	for i, s := range p.slices {
		marks[i] = s.look
		marks[i].Rim = tenth(s.look.Rim)
	}
	return marks
}

// turns are where slices begin and end, in radians clockwise from twelve
// o'clock.
func (m PieMark) turns() [][2]float64 {
	total, at := 0.0, 0.0
	for _, s := range m.Slices {
		total += s.Value
	}
	turns := make([][2]float64, len(m.Slices))
	for i, s := range m.Slices {
		turns[i] = [2]float64{at / total * 2 * math.Pi, (at + s.Value) / total * 2 * math.Pi}
		at += s.Value
	}
	return turns
}

// colorSlices gives slices the colours of as many series; those of a light body
// get an edge of 3:1.
func (l *layout) colorSlices(all []pieSlice) {
	series := make([]Series, len(all))
	for i, s := range all {
		series[i].Highlight = s.Highlight
	}
	for i, d := range l.dressed(series) {
		all[i].dress, all[i].look.Fill = d, d.fill
		if d.context {
			all[i].look.Rim, all[i].look.Edge = 2.5*l.u, l.colors.Edge
		}
	}
}

// restOfWhole is what percentages leave of 100 where some are missing: drawn
// hatched and named with its reason, or the slices there are would look larger
// than they are.
func (l *layout) restOfWhole(all []pieSlice, missing []Point) (pieSlice, bool) {
	total := 0.0
	for _, s := range all {
		total += s.Value
	}
	if len(missing) == 0 || !l.percent() || total >= mostPie-1 {
		return pieSlice{}, false
	}
	rest := pieSlice{Point: missing[0], look: Slice{Value: 100 - total, Fill: l.colors.Paper, Rim: l.u, Edge: l.colors.Edge,
		Hatch: l.hatch()}}
	if n := len(missing); n > 1 {
		rest.Category = l.words.Count(n, words.NounValue)
		rest.Short = rest.Category
	}
	rest.Highlight = false
	return rest, true
}

// percent reports whether the values are percentages, by how they are printed.
func (l *layout) percent() bool {
	for _, p := range l.points() {
		if !p.Missing {
			return strings.HasSuffix(p.Label, "%")
		}
	}
	return false
}

// drawSlices draws the pie with its names at the slices where they fit, else
// with a key.
func (l *layout) drawSlices(p pie, b box) error {
	if notes := l.missingNote(l.points()); len(notes) > 0 {
		b = l.footNote(b, notes...)
	}
	if !l.labelled(&p, b) {
		if err := l.placeKey(&p, b); err != nil {
			return err
		}
	}
	mark := PieMark{Center: Pt{tenth(p.center.X), tenth(p.center.Y)}, R0: tenth(p.r0 * p.r1), R1: tenth(p.r1),
		Gap: tenth(2 * l.u), Paper: l.colors.Paper, Slices: p.marks()}
	l.marks = append(l.marks, mark)
	for _, s := range p.slices {
		l.drawSliceLabel(&s)
	}
	l.drawHole(&p)
	return nil
}

// drawHole writes the number of the subject into the hole, as large as it fits.
func (l *layout) drawHole(p *pie) {
	if p.hole == "" {
		return
	}
	size := l.holeSize(p)
	l.write(p.center.X, level(p.center.Y, size), p.hole, Bold, size, l.colors.Ink, Middle)
}

// holeSize is the size of the number in the hole; less than a label when there
// is no room.
func (l *layout) holeSize(p *pie) Px {
	inner := p.r0 * p.r1
	return min(0.75*inner, 1.5*inner/l.width(Bold, 1, p.hole))
}

func (l *layout) drawSliceLabel(s *pieSlice) {
	if len(s.elbow) > 0 {
		stroke := s.look.Fill
		if s.look.Rim > 0 || s.Missing {
			stroke = l.colors.Edge
		}
		l.path(s.elbow, 1.5*l.u, stroke)
	}
	for i, row := range s.rows {
		x := s.box.x
		if s.left { // towards its slice
			x = s.box.right() - l.runsWidth(row)
		}
		for _, run := range row {
			x += l.write(x, s.box.y+Px(i)*sliceLead*l.size.label+capHeight*l.size.label, run.text, run.face, l.size.label, run.fill, Start) + l.runGap()
		}
	}
}
