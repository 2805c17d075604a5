package widgets

import "math"

// leastDifference is how far apart two colours must be, in CIEDE2000, to be
// told apart at a glance (shared figure design, section 4).
const leastDifference = 10

// Vision is a way of seeing colours.
type Vision struct {
	Name   string // "protanopia"
	matrix [9]float64
}

// Visions are the three full deficiencies. Source of the matrices, which act on
// linear RGB: G. Machado, M. Oliveira and L. Fernandes, "A physiologically-based
// model for simulation of color vision deficiency", 2009, severity 1.0.
var Visions = []Vision{
	{"protanopia", [9]float64{0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998}},
	{"deuteranopia", [9]float64{0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881}},
	{"tritanopia", [9]float64{1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}},
}

// See returns the colour as somebody with this vision sees it.
func (v Vision) See(c Color) Color {
	r, g, b := v.linear(c)
	return Color{encoded(r), encoded(g), encoded(b)}
}

// linear is what is seen, in linear sRGB from 0 to 1.
func (v Vision) linear(c Color) (r, g, b float64) {
	r, g, b = linear(c.R), linear(c.G), linear(c.B)
	m := v.matrix
	row := func(i int) float64 { return min(max(m[i]*r+m[i+1]*g+m[i+2]*b, 0), 1) }
	return row(0), row(3), row(6)
}

// InGrey is a colour as it is printed without any: of the same luminance.
func InGrey(c Color) Color {
	v := encoded(luminance(c))
	return Color{v, v, v}
}

// NamedColor is a colour and what it stands for.
type NamedColor struct {
	Name  string
	Color Color
}

// LookAlike is a pair of colours that some readers cannot tell apart.
type LookAlike struct {
	A, B       NamedColor
	Vision     string
	Difference float64 // in CIEDE2000, from 0
}

// LookAlikes returns the pairs that come too close to be told apart under any
// of the Visions, each once, under the vision where it is closest. Colours that
// are the same to everybody are not a pair.
func LookAlikes(colors []NamedColor) []LookAlike {
	var pairs []LookAlike
	for i, a := range colors {
		for _, b := range colors[i+1:] {
			if a.Color == b.Color {
				continue
			}
			worst := LookAlike{A: a, B: b, Difference: math.Inf(1)}
			for _, v := range Visions {
				if d := ciede2000(toLab(v.linear(a.Color)), toLab(v.linear(b.Color))); d < worst.Difference {
					worst.Vision, worst.Difference = v.Name, d
				}
			}
			if worst.Difference < leastDifference {
				pairs = append(pairs, worst)
			}
		}
	}
	return pairs
}

// lab is a colour in CIE L*a*b* under D65.
type lab struct{ l, a, b float64 }

// toLab takes linear sRGB.
func toLab(r, g, b float64) lab {
	x := labCurve((0.4124564*r + 0.3575761*g + 0.1804375*b) / 0.95047)
	y := labCurve(0.2126729*r + 0.7151522*g + 0.0721750*b)
	z := labCurve((0.0193339*r + 0.1191920*g + 0.9503041*b) / 1.08883)
	return lab{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func labCurve(t float64) float64 {
	const edge = 6.0 / 29
	if t > cube(edge) {
		return math.Cbrt(t)
	}
	return t/(3*edge*edge) + 4.0/29
}

// ciede2000 is the colour difference of two colours. Source: G. Sharma, W. Wu
// and E. Dalal, "The CIEDE2000 color-difference formula", 2005.
func ciede2000(p, q lab) float64 {
	chroma := (math.Hypot(p.a, p.b) + math.Hypot(q.a, q.b)) / 2
	g := 1 + (1-chromaWeight(chroma))/2
	c1, h1 := math.Hypot(g*p.a, p.b), hue(p.b, g*p.a)
	c2, h2 := math.Hypot(g*q.a, q.b), hue(q.b, g*q.a)
	turn, middle := hueStep(c1, c2, h1, h2)

	l, c := (p.l+q.l)/2, (c1+c2)/2
	t := 1 - 0.17*cosine(middle-30) + 0.24*cosine(2*middle) + 0.32*cosine(3*middle+6) - 0.20*cosine(4*middle-63)
	square := (l - 50) * (l - 50)
	dl := (q.l - p.l) / (1 + 0.015*square/math.Sqrt(20+square))
	dc := (c2 - c1) / (1 + 0.045*c)
	dh := 2 * math.Sqrt(c1*c2) * sine(turn/2) / (1 + 0.015*c*t)
	rotation := -2 * chromaWeight(c) * sine(60*math.Exp(-math.Pow((middle-275)/25, 2)))
	return math.Sqrt(dl*dl + dc*dc + dh*dh + rotation*dc*dh)
}

// hueStep is the way from one hue to another and the hue half way, in degrees.
// A grey has no hue: then there is no way, and the other hue counts.
func hueStep(c1, c2, h1, h2 float64) (turn, middle float64) {
	if c1*c2 == 0 {
		return 0, h1 + h2
	}
	turn, middle = h2-h1, (h1+h2)/2
	switch {
	case math.Abs(turn) <= 180:
		return turn, middle
	case middle < 180:
		middle += 180
	default:
		middle -= 180
	}
	if turn > 0 {
		return turn - 360, middle
	}
	return turn + 360, middle
}

// chromaWeight rises from 0 for greys to 1 for vivid colours.
func chromaWeight(c float64) float64 {
	const vivid = 6103515625 // 25 to the 7th
	seventh := math.Pow(c, 7)
	return math.Sqrt(seventh / (seventh + vivid))
}

// hue is an angle in degrees from 0 to 360.
func hue(y, x float64) float64 {
	if x == 0 && y == 0 {
		return 0
	}
	h := math.Atan2(y, x) * 180 / math.Pi
	if h < 0 {
		h += 360
	}
	return h
}

func sine(degrees float64) float64   { return math.Sin(degrees * math.Pi / 180) }
func cosine(degrees float64) float64 { return math.Cos(degrees * math.Pi / 180) }

// PairSeen is how two colours look beside each other to somebody.
type PairSeen struct {
	Vision   string // "" for most people, the name of one of Visions, or "grey" for print
	A, B     Color  // as they are seen
	Contrast float64
	Apart    bool // they can be told apart without a name beside them
}

// SeenBeside tells how two colours look beside each other to everybody: as they
// are, under each of the Visions and in grey.
func SeenBeside(a, b Color) []PairSeen {
	seen := []PairSeen{pairSeen("", a, b)}
	for _, v := range Visions {
		seen = append(seen, pairSeen(v.Name, v.See(a), v.See(b)))
	}
	return append(seen, pairSeen("grey", InGrey(a), InGrey(b)))
}

func pairSeen(vision string, a, b Color) PairSeen {
	difference := ciede2000(toLab(linear(a.R), linear(a.G), linear(a.B)), toLab(linear(b.R), linear(b.G), linear(b.B)))
	return PairSeen{vision, a, b, Contrast(a, b), difference >= leastDifference}
}
