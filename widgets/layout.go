package widgets

import (
	"math"

	"figurehead/widgets/words"
)

// Parts of the text size: capitals, tallest and lowest ink of Liberation Sans.
const (
	capHeight = 0.716
	ascent    = 0.74
	descent   = 0.20
)

// layout is one figure being placed on one preset. Every stroke and gap is a
// multiple of u, a sixteenth of the label size, so one drawing serves every
// preset.
type layout struct {
	figure Figure
	kind   kind
	preset Preset
	size   measures
	colors Palette
	text   TextMeasurer
	words  *words.Locale
	u      Px
	marks  []Mark
	said   string // the subtitle as it is drawn in a picture
	// plotFrom is the first mark of the plot; numbered are the positions of the
	// remarks that are numbered notes under it.
	plotFrom int
	spots    []Spot
	numbered []int
	named    []int // those whose number has no room either
	// noted is set when the figure's notes are on the picture, keyless when
	// there is no room for the key of intervals.
	noted, keyless bool
	// smallPlots is set where each plot is one of many.
	smallPlots bool
	// unaimed is set where a headline has no room for the words of its target.
	unaimed bool
	widths  map[measured]Px // at a size of 100, so that each text is measured once
}

// measured is a text in a face.
type measured struct {
	face Face
	text string
}

// box is a rectangle, origin top left.
type box struct{ x, y, w, h Px }

func (b box) right() Px  { return b.x + b.w }
func (b box) bottom() Px { return b.y + b.h }

// near reports whether two boxes overlap or all but touch.
func (b box) near(o box) bool {
	return b.x < o.right()+4 && o.x < b.right()+4 && b.y < o.bottom()+4 && o.y < b.bottom()+4
}

func newLayout(f Figure, p Preset, s Scheme, m TextMeasurer) (*layout, error) {
	k, known := kindOf(f.Kind)
	if !known {
		return nil, unknownKind(f.Kind)
	}
	size := measuresOf[p.Name]
	return &layout{
		figure: f, kind: k, preset: p, size: size, colors: NewPalette(f.Theme, s), text: m,
		words: words.For(f.Lang), u: size.label / 16,
	}, nil
}

// measure is the advance of a text.
func (l *layout) measure(face Face, size Px, text string) Px {
	key := measured{face, text}
	w, ok := l.widths[key]
	if !ok {
		w = l.text.Measure(face, 100, text)
		if l.widths == nil {
			l.widths = make(map[measured]Px, 64)
		}
		l.widths[key] = w
	}
	return w * size / 100
}

// width is the advance of a label with the room it keeps: in frames 12% more,
// for readers who widen letters and words (WCAG 2.2, 1.4.12).
func (l *layout) width(face Face, size Px, text string) Px {
	w := l.measure(face, size, text)
	if l.preset.Frame {
		return w * 1.12
	}
	return w
}

func (l *layout) rect(x, y, w, h Px, fill Color) {
	if w <= 0 || h <= 0 {
		return
	}
	l.marks = append(l.marks, RectMark{X: tenth(x), Y: tenth(y), W: tenth(w), H: tenth(h), Fill: fill})
}

// whole draws a rectangle on whole pixels: sharp in PNG, short in SVG.
func (l *layout) whole(x, y, w, h Px, fill Color) {
	x1, y1 := round(x+w), round(y+h)
	l.rect(round(x), round(y), x1-round(x), y1-round(y), fill)
}

func (l *layout) rule(x1, y1, x2, y2, width Px, stroke Color, dash ...Px) {
	l.marks = append(l.marks, RuleMark{X1: tenth(x1), Y1: tenth(y1), X2: tenth(x2), Y2: tenth(y2),
		Width: tenth(width), Stroke: stroke, Dash: tenths(dash)})
}

func (l *layout) path(points []Pt, width Px, stroke Color, dash ...Px) {
	rounded := make([]Pt, len(points))
	for i, p := range points {
		rounded[i] = Pt{tenth(p.X), tenth(p.Y)}
	}
	l.marks = append(l.marks, PathMark{Points: rounded, Width: tenth(width), Stroke: stroke, Dash: tenths(dash)})
}

func (l *layout) area(fill Color, points ...Pt) {
	for i, p := range points {
		points[i] = Pt{tenth(p.X), tenth(p.Y)}
	}
	l.marks = append(l.marks, AreaMark{Points: points, Fill: fill})
}

// dot draws a filled circle with a rim of paper, so that it stands off its line.
func (l *layout) dot(at Pt, radius Px, fill Color) {
	l.marks = append(l.marks,
		DotMark{Center: Pt{tenth(at.X), tenth(at.Y)}, Radius: tenth(radius), Fill: l.colors.Paper, Width: tenth(l.u), Inside: fill})
}

// write puts one line of text with its baseline at y and returns its width.
func (l *layout) write(x, y Px, text string, face Face, size Px, fill Color, anchor Anchor) Px {
	if text == "" {
		return 0
	}
	l.marks = append(l.marks, TextMark{At: Pt{round(x), round(y)}, Text: text, Face: face,
		Size: tenth(size), Anchor: anchor, Fill: fill})
	return l.measure(face, size, text)
}

// lines writes rows with the first baseline at y and returns the last baseline.
func (l *layout) lines(x, y Px, rows []string, face Face, size, lead Px, fill Color, anchor Anchor) Px {
	for i, row := range rows {
		l.write(x, y+Px(i)*lead, row, face, size, fill, anchor)
	}
	return y + Px(max(len(rows)-1, 0))*lead
}

// level is the baseline that centres capitals and figures on y.
func level(y, size Px) Px { return y + capHeight*size/2 }

func round(v Px) Px { return Px(math.Round(float64(v))) }

// tenth rounds to the grid of a tenth of a pixel on which figures are drawn.
func tenth(v Px) Px { return Px(math.Round(float64(v)*10) / 10) }

func tenths(v []Px) []Px {
	for i := range v {
		v[i] = tenth(v[i])
	}
	return v
}
