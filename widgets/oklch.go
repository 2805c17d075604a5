package widgets

import "math"

// oklch is a colour in OKLCH: lightness from 0 to 1, chroma from 0, hue in
// radians. A step of lightness looks alike at every hue, and hue stays while
// lightness changes, which is why brands are darkened in it.
// Source: B. Ottosson, "A perceptual color space for image processing", 2020.
type oklch struct{ l, c, h float64 }

func toOKLCH(c Color) oklch {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	long := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	medium := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	short := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	l := 0.2104542553*long + 0.7936177850*medium - 0.0040720468*short
	x := 1.9779984951*long - 2.4285922050*medium + 0.4505937099*short
	y := 0.0259040371*long + 0.7827717662*medium - 0.8086757660*short
	return oklch{l, math.Hypot(x, y), math.Atan2(y, x)}
}

// linearRGB is the colour in linear sRGB; outside 0 to 1 no screen shows it.
func (o oklch) linearRGB() (r, g, b float64) {
	x, y := o.c*math.Cos(o.h), o.c*math.Sin(o.h)
	long := cube(o.l + 0.3963377774*x + 0.2158037573*y)
	medium := cube(o.l - 0.1055613458*x - 0.0638541728*y)
	short := cube(o.l - 0.0894841775*x - 1.2914855480*y)
	return 4.0767416621*long - 3.3077115913*medium + 0.2309699292*short,
		-1.2684380046*long + 2.6097574011*medium - 0.3413193965*short,
		-0.0041960863*long - 0.7034186147*medium + 1.7076147010*short
}

func cube(v float64) float64 { return v * v * v }

// color is the nearest colour of the same lightness and hue that screens show.
func (o oklch) color() Color {
	if !o.shown() {
		least, most := 0.0, o.c
		for range 20 {
			o.c = (least + most) / 2
			if o.shown() {
				least = o.c
			} else {
				most = o.c
			}
		}
		o.c = least
	}
	r, g, b := o.linearRGB()
	return Color{encoded(r), encoded(g), encoded(b)}
}

func (o oklch) shown() bool {
	const slack = 1e-4 // of rounding, so that white and pure red are inside
	r, g, b := o.linearRGB()
	return min(r, g, b) >= -slack && max(r, g, b) <= 1+slack
}

// encoded is a linear component as an sRGB byte.
func encoded(v float64) uint8 {
	v = min(max(v, 0), 1)
	if v <= 0.0031308 {
		v *= 12.92
	} else {
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return uint8(math.Round(255 * v))
}

// darkened returns c, or the lightest colour of its hue, darker than c, that
// has the ratio on every ground.
func darkened(c Color, ratio float64, grounds ...Color) Color {
	return shifted(c, 0, ratio, grounds)
}

// lightened returns c, or the darkest colour of its hue, lighter than c, that
// has the ratio on every ground.
func lightened(c Color, ratio float64, grounds ...Color) Color {
	return shifted(c, 1, ratio, grounds)
}

// shifted moves the lightness of c towards an end, no farther than needed.
func shifted(c Color, end, ratio float64, grounds []Color) Color {
	if reaches(c, ratio, grounds) {
		return c
	}
	o := toOKLCH(c)
	fails, passes := o.l, end
	for range 14 {
		o.l = (fails + passes) / 2
		if reaches(o.color(), ratio, grounds) {
			passes = o.l
		} else {
			fails = o.l
		}
	}
	o.l = passes
	return o.color()
}

func reaches(c Color, ratio float64, grounds []Color) bool {
	for _, ground := range grounds {
		if Contrast(c, ground) < ratio {
			return false
		}
	}
	return true
}
