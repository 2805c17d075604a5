package logo

import (
	"math"
	"strconv"
)

// outline is the runs of straight lines that a shape was flattened to.
type outline struct{ runs []run }

// run is one sub-path.
type run struct {
	points []point
	closed bool
}

func (o *outline) move(p point) { o.runs = append(o.runs, run{points: []point{p}}) }

func (o *outline) line(p point) {
	if len(o.runs) == 0 {
		o.move(p)
		return
	}
	last := &o.runs[len(o.runs)-1]
	if last.closed { // a path goes on from where it closed
		o.move(last.points[0])
		last = &o.runs[len(o.runs)-1]
	}
	last.points = append(last.points, p)
}

func (o *outline) close() {
	if len(o.runs) > 0 {
		o.runs[len(o.runs)-1].closed = true
	}
}

// steps is how many straight lines stand for one curve: a logo is small.
const steps = 16

func (o *outline) curve(from, c1, c2, to point) {
	for i := 1; i <= steps; i++ {
		t := float64(i) / steps
		u := 1 - t
		k0, k1, k2, k3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		o.line(point{k0*from.x + k1*c1.x + k2*c2.x + k3*to.x, k0*from.y + k1*c1.y + k2*c2.y + k3*to.y})
	}
}

// arc draws an elliptical arc from its end points (SVG 1.1, appendix F.6).
func (o *outline) arc(from point, rx, ry, turn float64, large, sweep bool, to point) {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || from == to {
		o.line(to)
		return
	}
	sin, cos := math.Sincos(turn * math.Pi / 180)
	dx, dy := (from.x-to.x)/2, (from.y-to.y)/2
	x, y := cos*dx+sin*dy, cos*dy-sin*dx
	if l := x*x/(rx*rx) + y*y/(ry*ry); l > 1 {
		rx, ry = rx*math.Sqrt(l), ry*math.Sqrt(l)
	}
	k := math.Sqrt(max(0, (rx*rx*ry*ry-rx*rx*y*y-ry*ry*x*x)/(rx*rx*y*y+ry*ry*x*x)))
	if large == sweep {
		k = -k
	}
	cx, cy := k*rx*y/ry, -k*ry*x/rx
	start := math.Atan2((y-cy)/ry, (x-cx)/rx)
	extent := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - start
	if sweep && extent < 0 {
		extent += 2 * math.Pi
	} else if !sweep && extent > 0 {
		extent -= 2 * math.Pi
	}
	mx, my := cos*cx-sin*cy+(from.x+to.x)/2, sin*cx+cos*cy+(from.y+to.y)/2
	n := int(math.Ceil(math.Abs(extent)/(math.Pi/2)*steps)) + 1
	for i := 1; i < n; i++ {
		s, c := math.Sincos(start + extent*float64(i)/float64(n))
		o.line(point{mx + cos*rx*c - sin*ry*s, my + sin*rx*c + cos*ry*s})
	}
	o.line(to)
}

// ellipse draws a whole one.
func (o *outline) ellipse(c point, rx, ry float64) {
	o.move(point{c.x + rx, c.y})
	o.arc(point{c.x + rx, c.y}, rx, ry, 0, false, true, point{c.x - rx, c.y})
	o.arc(point{c.x - rx, c.y}, rx, ry, 0, false, true, point{c.x + rx, c.y})
	o.close()
}

// parsePath reads the d attribute of a path up to its first error, as
// browsers draw it (SVG 1.1, 8.3); false when there was one.
func parsePath(d string) (outline, bool) {
	p := pathReader{text: d}
	for {
		p.skip()
		if p.text == "" {
			return p.out, true
		}
		command := p.text[0]
		if !isLetter(command) {
			return p.out, false
		}
		p.text = p.text[1:]
		if !p.run(command) {
			return p.out, false
		}
	}
}

// pathReader walks along path data.
type pathReader struct {
	text      string
	out       outline
	at, start point
	control   point // of the last curve, for a smooth one
	last      byte  // command before, in capitals
}

// arity is how many numbers each command takes.
var arity = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'S': 4, 'Q': 4, 'T': 2, 'A': 7, 'Z': 0}

// run does a command as often as numbers follow it.
func (p *pathReader) run(command byte) bool {
	upper := command &^ 0x20
	n, known := arity[upper]
	if !known || p.last == 0 && upper != 'M' {
		return false
	}
	for first := true; first || p.moreNumbers(); first = false {
		var v [7]float64
		for i := range n {
			value, ok := p.number(upper == 'A' && (i == 3 || i == 4))
			if !ok {
				return false
			}
			v[i] = value
		}
		p.step(upper, command != upper, v)
		if n == 0 {
			return true
		}
		if upper == 'M' { // further pairs are lines
			upper, command = 'L', 'L'|command&0x20
		}
	}
	return true
}

// step draws one command.
func (p *pathReader) step(command byte, relative bool, v [7]float64) {
	origin := point{}
	if relative {
		origin = p.at
	}
	to := func(i int) point { return point{origin.x + v[i], origin.y + v[i+1]} }
	from, control := p.at, p.at
	switch command {
	case 'M':
		p.at = to(0)
		p.start = p.at
		p.out.move(p.at)
	case 'L':
		p.at = to(0)
		p.out.line(p.at)
	case 'H':
		p.at = point{origin.x + v[0], from.y}
		p.out.line(p.at)
	case 'V':
		p.at = point{from.x, origin.y + v[0]}
		p.out.line(p.at)
	case 'C':
		control, p.at = to(2), to(4)
		p.out.curve(from, to(0), control, p.at)
	case 'S':
		first := p.mirrored("CS")
		control, p.at = to(0), to(2)
		p.out.curve(from, first, control, p.at)
	case 'Q':
		control, p.at = to(0), to(2)
		p.quadratic(from, control, p.at)
	case 'T':
		control, p.at = p.mirrored("QT"), to(0)
		p.quadratic(from, control, p.at)
	case 'A':
		p.at = to(5)
		p.out.arc(from, v[0], v[1], v[2], v[3] != 0, v[4] != 0, p.at)
	case 'Z':
		p.out.close()
		p.at = p.start
	}
	if command == 'M' || command == 'L' || command == 'H' || command == 'V' || command == 'A' || command == 'Z' {
		control = p.at
	}
	p.control, p.last = control, command
}

// mirrored is the control point of a smooth curve.
func (p *pathReader) mirrored(after string) point {
	if p.last != after[0] && p.last != after[1] {
		return p.at
	}
	return point{2*p.at.x - p.control.x, 2*p.at.y - p.control.y}
}

func (p *pathReader) quadratic(from, c, to point) {
	third := func(a, b point) point { return point{a.x + 2*(b.x-a.x)/3, a.y + 2*(b.y-a.y)/3} }
	p.out.curve(from, third(from, c), third(to, c), to)
}

func (p *pathReader) skip() {
	i := 0
	for i < len(p.text) && (isBlank(p.text[i]) || p.text[i] == ',') {
		i++
	}
	p.text = p.text[i:]
}

func (p *pathReader) moreNumbers() bool {
	p.skip()
	return p.text != "" && !isLetter(p.text[0])
}

// number reads the next number; a flag is one digit, which may touch the next.
func (p *pathReader) number(flag bool) (float64, bool) {
	p.skip()
	if flag {
		if p.text == "" || p.text[0] != '0' && p.text[0] != '1' {
			return 0, false
		}
		value := float64(p.text[0] - '0')
		p.text = p.text[1:]
		return value, true
	}
	n := numberLength(p.text)
	value, err := strconv.ParseFloat(p.text[:n], 64)
	if err != nil || math.Abs(value) > 1e6 {
		return 0, false
	}
	p.text = p.text[n:]
	return value, true
}

// numberLength is how many characters at the start are one number.
func numberLength(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	digits := func() {
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
	}
	digits()
	if i < len(s) && s[i] == '.' {
		i++
		digits()
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		mark := i
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		before := i
		if digits(); i == before {
			i = mark
		}
	}
	return i
}

// parseNumbers reads a list of numbers; false when it holds anything else.
func parseNumbers(text string) ([]float64, bool) {
	p := pathReader{text: text}
	var list []float64
	for p.skip(); p.text != ""; p.skip() {
		v, ok := p.number(false)
		if !ok {
			return nil, false
		}
		list = append(list, v)
	}
	return list, true
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }
