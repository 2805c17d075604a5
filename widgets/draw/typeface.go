package draw

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/golang/freetype/truetype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"figurehead/widgets"
)

// uploaded is one weight of a council's typeface as the child process packed
// it: outlines, advances and kerning on the grid of the built-in typeface, so
// that a glyph it lacks can be lent by that.
type uploaded struct {
	glyphs []packedGlyph
	index  map[rune]uint16
	kerns  map[[2]uint16]int16
	lender *typeface
}

// packedGlyph is an outline: operations with their points.
type packedGlyph struct {
	advance int16
	steps   []Step
}

// Step is one piece of an outline: it goes to its last point, straight or by
// one or two control points, upwards from the baseline.
type Step struct {
	Op     Op
	Points [3][2]int16
}

// Op is the kind of a Step.
type Op uint8

// The kinds: how many points each has is its own number, or 1 for a move.
const (
	MoveTo Op = iota
	LineTo
	QuadTo
	CubeTo
)

// points is how many points an operation has.
func (o Op) points() int { return max(1, int(o)) }

// Weight is one weight of a typeface on its way from the child process: glyphs
// by index, which of them each character has, and the kerning of pairs. All
// lengths are in 2,048ths of an em.
type Weight struct {
	Glyphs []Glyph
	Index  map[rune]uint16
	Kerns  map[[2]uint16]int16
}

// Glyph is one shape.
type Glyph struct {
	Advance int16
	Steps   []Step
}

// weightMark begins a packed weight; its last digit is the version.
const weightMark = "FHW1"

// Limits of a packed weight; what is larger was not packed here.
const (
	maxGlyphs = 6_000
	maxSteps  = 400_000
	maxKerns  = 200_000
)

// Pack writes a weight: counts, then each part, big-endian.
func (w Weight) Pack() ([]byte, error) {
	steps := 0
	for _, g := range w.Glyphs {
		steps += len(g.Steps)
	}
	if len(w.Glyphs) > maxGlyphs || steps > maxSteps || len(w.Kerns) > maxKerns || len(w.Index) > math.MaxUint16 {
		return nil, errors.New("typeface: more glyphs, outlines or kerning than are kept")
	}
	b := append([]byte(nil), weightMark...)
	b = binary.BigEndian.AppendUint16(b, uint16(len(w.Glyphs)))
	for _, g := range w.Glyphs {
		b = binary.BigEndian.AppendUint16(b, uint16(g.Advance))
		b = binary.BigEndian.AppendUint32(b, uint32(len(g.Steps)))
		for _, s := range g.Steps {
			b = append(b, byte(s.Op))
			for _, p := range s.Points[:s.Op.points()] {
				b = binary.BigEndian.AppendUint16(b, uint16(p[0]))
				b = binary.BigEndian.AppendUint16(b, uint16(p[1]))
			}
		}
	}
	b = binary.BigEndian.AppendUint16(b, uint16(len(w.Index)))
	for r := rune(0); r < firstRunes; r++ {
		if i, ok := w.Index[r]; ok {
			b = binary.BigEndian.AppendUint16(b, uint16(r))
			b = binary.BigEndian.AppendUint16(b, i)
		}
	}
	b = binary.BigEndian.AppendUint32(b, uint32(len(w.Kerns)))
	for left := range uint16(len(w.Glyphs)) {
		for right := range uint16(len(w.Glyphs)) {
			if k, ok := w.Kerns[[2]uint16{left, right}]; ok {
				b = binary.BigEndian.AppendUint16(b, left)
				b = binary.BigEndian.AppendUint16(b, right)
				b = binary.BigEndian.AppendUint16(b, uint16(k))
			}
		}
	}
	return b, nil
}

// ReadTypeface reads the packed weights of a typeface.
func ReadTypeface(regular, bold []byte) (*Typeface, error) {
	t := &Typeface{}
	for face, packed := range map[widgets.Face][]byte{widgets.Regular: regular, widgets.Bold: bold} {
		u, err := unpack(packed)
		if err != nil {
			return nil, fmt.Errorf("typeface: weight %d: %w", face, err)
		}
		u.lender = faceOf(face)
		f := &typeface{uploaded: u}
		for r := range f.first {
			f.first[r] = f.lookUp(rune(r))
		}
		t.faces[face] = f
	}
	return t, nil
}

// unpacker reads a packed weight; after a fault it gives zeros.
type unpacker struct {
	rest []byte
	err  error
}

func (u *unpacker) take(n int) []byte {
	if len(u.rest) < n {
		u.err, u.rest = errors.New("it is cut off"), nil
		return make([]byte, n)
	}
	b := u.rest[:n]
	u.rest = u.rest[n:]
	return b
}

func (u *unpacker) short() uint16 { return binary.BigEndian.Uint16(u.take(2)) }
func (u *unpacker) long() uint32  { return binary.BigEndian.Uint32(u.take(4)) }

func unpack(packed []byte) (*uploaded, error) {
	r := unpacker{rest: packed}
	if string(r.take(len(weightMark))) != weightMark {
		return nil, errors.New("it is of another version")
	}
	w := &uploaded{index: map[rune]uint16{}, kerns: map[[2]uint16]int16{}}
	w.glyphs = make([]packedGlyph, min(int(r.short()), maxGlyphs))
	for i := range w.glyphs {
		w.glyphs[i] = r.glyph()
	}
	for range r.short() {
		character, glyph := rune(r.short()), r.short()
		if int(glyph) < len(w.glyphs) {
			w.index[character] = glyph
		}
	}
	for range min(r.long(), maxKerns) {
		pair := [2]uint16{r.short(), r.short()}
		w.kerns[pair] = int16(r.short())
		if r.err != nil {
			break
		}
	}
	if r.err == nil && len(r.rest) > 0 {
		r.err = errors.New("something follows it")
	}
	return w, r.err
}

func (u *unpacker) glyph() packedGlyph {
	g := packedGlyph{advance: int16(u.short())}
	for range min(u.long(), maxSteps) {
		s := Step{Op: Op(u.take(1)[0])}
		if s.Op > CubeTo {
			u.err = errors.New("an outline has an unknown step")
		}
		if u.err != nil {
			return g
		}
		for i := range s.Op.points() {
			s.Points[i] = [2]int16{int16(u.short()), int16(u.short())}
		}
		g.steps = append(g.steps, s)
	}
	return g
}

// lookUp is the glyph of a character, lent where there is none.
func (u *uploaded) lookUp(r rune) glyph {
	if i, ok := u.index[r]; ok {
		return glyph{index: truetype.Index(i), advance: u.glyphs[i].advance}
	}
	g := u.lender.glyph(r)
	g.lent = !g.hidden
	return g
}

func (u *uploaded) kern(before, after glyph) fixed.Int26_6 {
	if before.lent || after.lent {
		return 0
	}
	return fixed.Int26_6(u.kerns[[2]uint16{uint16(before.index), uint16(after.index)}])
}

// mask draws a glyph.
func (u *uploaded) mask(k maskKey) *mask {
	scale := float32(k.size) / 64 / unitsPerEm
	steps := u.glyphs[k.index].steps
	left, top, right, bottom := float32(math.Inf(1)), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.Inf(-1))
	for _, s := range steps {
		for _, p := range s.Points[:s.Op.points()] {
			x, y := float32(p[0])*scale, -float32(p[1])*scale
			left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
		}
	}
	if !(right > left && bottom > top) {
		return &mask{}
	}
	m := &mask{x: int(math.Floor(float64(left))), y: int(math.Floor(float64(top)))}
	m.width, m.height = int(math.Ceil(float64(right)))+1-m.x, int(math.Ceil(float64(bottom)))+1-m.y
	r := vector.NewRasterizer(m.width, m.height)
	shift := float32(k.shift)/4 - float32(m.x)
	at := func(p [2]int16) (x, y float32) {
		return float32(p[0])*scale + shift, -float32(p[1])*scale - float32(m.y)
	}
	for _, s := range steps {
		x, y := at(s.Points[0])
		switch s.Op {
		case MoveTo:
			r.ClosePath()
			r.MoveTo(x, y)
		case LineTo:
			r.LineTo(x, y)
		case QuadTo:
			toX, toY := at(s.Points[1])
			r.QuadTo(x, y, toX, toY)
		case CubeTo:
			x2, y2 := at(s.Points[1])
			toX, toY := at(s.Points[2])
			r.CubeTo(x, y, x2, y2, toX, toY)
		}
	}
	r.ClosePath()
	m.levels = levels(r)
	return m
}
