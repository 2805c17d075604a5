package logo

import (
	"image"
	"image/color"
	"math"

	"github.com/golang/freetype/raster"
	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/fixed"
)

// drawn is one shape, flat and in the coordinates of the view box.
type drawn struct {
	outline outline
	style   style
	width   float64 // of its stroke, grown with its transform
}

// drawSVG draws the shapes of an SVG as large as the box of a logo.
func drawSVG(raw []byte) (*image.NRGBA, error) {
	root, err := parseSVG(raw)
	if err != nil {
		return nil, err
	}
	view, ok := viewBox(root)
	if !ok {
		return nil, problem("The SVG of the logo does not say how large it is (viewBox).", "Save it again from your drawing program, or use a PNG.")
	}
	g := gatherer{rules: sheet{}}
	if err := g.styles(root); err != nil {
		return nil, err
	}
	if err := g.gather(root, initial(), identity); err != nil {
		return nil, err
	}
	seen := bounds(g.shapes).intersect(view)
	if seen.w <= 0 || seen.h <= 0 {
		return nil, problem("Nothing is to be seen in the logo.", "Check the file: it may be empty.")
	}
	return rasterise(g.shapes, seen), nil
}

// area is a rectangle of the view box.
type area struct{ x, y, w, h float64 }

func (a area) intersect(b area) area {
	left, top := math.Max(a.x, b.x), math.Max(a.y, b.y)
	right, bottom := math.Min(a.x+a.w, b.x+b.w), math.Min(a.y+a.h, b.y+b.h)
	return area{left, top, right - left, bottom - top}
}

func viewBox(root *element) (area, bool) {
	if v, ok := parseNumbers(root.attributes["viewBox"]); ok && len(v) == 4 && v[2] > 0 && v[3] > 0 {
		return area{v[0], v[1], v[2], v[3]}, true
	}
	w, h := root.number("width"), root.number("height")
	return area{0, 0, w, h}, w > 0 && h > 0
}

// gatherer walks the tree and flattens its shapes.
type gatherer struct {
	rules  sheet
	shapes []drawn
	points int
}

func (g *gatherer) styles(e *element) error {
	if e.name == "style" {
		rules, err := parseSheet(e.text)
		if err != nil {
			return err
		}
		for selector, list := range rules {
			g.rules[selector] = append(g.rules[selector], list...)
		}
	}
	for _, child := range e.children {
		if err := g.styles(child); err != nil {
			return err
		}
	}
	return nil
}

func (g *gatherer) gather(e *element, around style, m matrix) error {
	s, err := around.of(e, g.rules)
	if err != nil {
		return err
	}
	if text := e.attributes["transform"]; text != "" {
		step, ok := parseTransform(text)
		if !ok {
			return problem("A transform of the logo cannot be read ("+short(text)+").", plainShapes)
		}
		m = m.times(step)
	}
	if e.name == "defs" || e.name == "style" || s.hidden {
		return nil
	}
	o := e.outline()
	for i := range o.runs {
		for k, p := range o.runs[i].points {
			o.runs[i].points[k] = m.apply(p)
		}
		g.points += len(o.runs[i].points)
	}
	if g.points > maxPoints {
		return problem("The SVG of the logo has too many parts.", "Save it simpler, or use a PNG.")
	}
	if len(o.runs) > 0 {
		g.shapes = append(g.shapes, drawn{o, s, s.strokeWidth * m.scale()})
	}
	for _, child := range e.children {
		if err := g.gather(child, s, m); err != nil {
			return err
		}
	}
	return nil
}

// bounds is the rectangle around everything that is painted.
func bounds(shapes []drawn) area {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range shapes {
		half := 0.0
		if !s.style.stroke.none {
			half = s.width / 2
		} else if s.style.fill.none {
			continue
		}
		for _, r := range s.outline.runs {
			for _, p := range r.points {
				left, top = math.Min(left, p.x-half), math.Min(top, p.y-half)
				right, bottom = math.Max(right, p.x+half), math.Max(bottom, p.y+half)
			}
		}
	}
	return area{left, top, right - left, bottom - top}
}

// rasterise paints the shapes onto a transparent ground.
func rasterise(shapes []drawn, seen area) *image.NRGBA {
	scale := math.Min(maxWidth/seen.w, maxHeight/seen.h)
	size := image.Pt(max(1, int(math.Ceil(seen.w*scale))), max(1, int(math.Ceil(seen.h*scale))))
	img := image.NewRGBA(image.Rectangle{Max: size})
	painter := raster.NewRGBAPainter(img)
	r := raster.NewRasterizer(size.X, size.Y)
	place := func(p point) fixed.Point26_6 {
		return fixed.Point26_6{X: near((p.x - seen.x) * scale), Y: near((p.y - seen.y) * scale)}
	}
	for _, s := range shapes {
		if c := s.style.fill.shade(s.style.fillOpacity * s.style.opacity); c.A > 0 {
			r.Clear()
			r.UseNonZeroWinding = !s.style.evenOdd
			for _, run := range s.outline.runs {
				r.Start(place(run.points[0]))
				for _, p := range run.points[1:] {
					r.Add1(place(p))
				}
				r.Add1(place(run.points[0]))
			}
			painter.SetColor(c)
			r.Rasterize(painter)
		}
		if c := s.style.stroke.shade(s.style.strokeOpacity * s.style.opacity); c.A > 0 && s.width > 0 {
			r.Clear()
			r.UseNonZeroWinding = true
			for _, run := range s.outline.runs {
				stroke(r, run, place, near(s.width*scale), s.style)
			}
			painter.SetColor(c)
			r.Rasterize(painter)
		}
	}
	out := image.NewNRGBA(img.Rect)
	xdraw.Draw(out, out.Rect, img, image.Point{}, xdraw.Src)
	return out
}

// shade is the colour with an opacity.
func (p paint) shade(opacity float64) color.NRGBA {
	c := p.color
	if p.none {
		return color.NRGBA{}
	}
	c.A = uint8(opacity*255 + 0.5)
	return c
}

// stroke adds the outline of a line. A closed one goes on over its start, so
// that the corner there is joined like the others.
func stroke(r *raster.Rasterizer, run run, place func(point) fixed.Point26_6, width fixed.Int26_6, s style) {
	points := run.points
	if run.closed {
		points = append(append([]point{}, points...), points[0])
		if len(run.points) > 1 {
			points = append(points, run.points[1])
		}
	}
	var path raster.Path
	last := place(points[0])
	path.Start(last)
	for _, p := range points[1:] {
		if next := place(p); next != last {
			path.Add1(next)
			last = next
		}
	}
	capper, joiner := raster.ButtCapper, raster.Joiner(raster.JoinerFunc(miter))
	switch {
	case s.roundCap:
		capper = raster.RoundCapper
	case s.squareCap:
		capper = raster.SquareCapper
	}
	switch {
	case s.roundJoin:
		joiner = raster.RoundJoiner
	case s.bevelJoin:
		joiner = raster.BevelJoiner
	}
	raster.Stroke(r, path, width, capper, joiner)
}

// miterLimit is the most that a corner reaches out, in half widths (SVG 1.1,
// 11.4).
const miterLimit = 4

// miter joins two lines in a corner.
func miter(lhs, rhs raster.Adder, half fixed.Int26_6, pivot, n0, n1 fixed.Point26_6) {
	h := float64(half)
	dot := float64(n0.X)*float64(n1.X) + float64(n0.Y)*float64(n1.Y)
	if k := h * h / (h*h + dot); h > 0 && h*h+dot > 0 && math.Sqrt(2*k) <= miterLimit {
		tip := fixed.Point26_6{X: fixed.Int26_6(float64(n0.X+n1.X) * k), Y: fixed.Int26_6(float64(n0.Y+n1.Y) * k)}
		if outer := -float64(n0.Y)*float64(n1.X) + float64(n0.X)*float64(n1.Y); outer >= 0 {
			lhs.Add1(pivot.Add(tip))
		} else {
			rhs.Add1(pivot.Sub(tip))
		}
	}
	lhs.Add1(pivot.Add(n1))
	rhs.Add1(pivot.Sub(n1))
}

// near keeps a coordinate where the rasteriser is exact, in 1/64 px.
func near(v float64) fixed.Int26_6 {
	const most = 20_000
	return fixed.Int26_6(math.Round(min(max(v, -most), most) * 64))
}
