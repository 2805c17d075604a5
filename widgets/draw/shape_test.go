package draw

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"figurehead/widgets"
)

// provisional is the hatch of the scenes.
var provisional = widgets.Hatch{Stroke: white, Gap: 8, Width: 3}

// square is a ring of a side, clockwise from its top left corner.
func square(x, y, side widgets.Px) []widgets.Pt {
	return []widgets.Pt{{X: x, Y: y}, {X: x + side, Y: y}, {X: x + side, Y: y + side}, {X: x, Y: y + side}}
}

// shapesScene shows rings, shapes with holes, dots and what can be hatched.
func shapesScene(h widgets.Hatch) widgets.Placed {
	s := newScene(600, 400, "Shapes", "Rings, shapes with holes, many dots and hatched fills.")
	s.add(
		widgets.ArcMark{Center: widgets.Pt{X: 370, Y: 60}, R1: 40, A1: 2 * math.Pi, Fill: series[0], Hatch: h},
		widgets.ArcMark{Center: widgets.Pt{X: 370, Y: 150}, R0: 20, R1: 40, A1: 7, Fill: series[2], Hatch: h},
		widgets.ShapeMark{Fill: series[0], Stroke: white, Width: 2, Polygons: []widgets.Polygon{
			{square(430, 20, 80), square(450, 40, 40)}, {square(510, 20, 60)}, {square(455, 45, 12)},
		}},
		widgets.ShapeMark{Fill: faint, Hatch: widgets.Hatch{Stroke: muted, Gap: h.Gap, Width: h.Width}, Stroke: muted, Width: 1.5,
			Polygons: []widgets.Polygon{{square(430, 115, 70), square(450, 135, 30)}}},
		widgets.RectMark{X: 20, Y: 190, W: 200.4, H: 40, Fill: series[0], Hatch: h},
		widgets.RectMark{X: 20, Y: 245, W: 200, H: 40, Fill: faint, Hatch: widgets.Hatch{Stroke: muted, Gap: h.Gap, Width: h.Width}},
		widgets.RectMark{X: 20, Y: 300, W: 200, H: 40, Radius: 12, Fill: series[2], Hatch: h},
		widgets.AreaMark{Points: []widgets.Pt{{X: 240, Y: 340}, {X: 300, Y: 230}, {X: 340, Y: 300}, {X: 410, Y: 210}, {X: 410, Y: 340}}, Fill: series[1], Hatch: h},
		widgets.PathMark{Points: append(square(520, 115, 60), widgets.Pt{X: 520, Y: 115}), Width: 8, Stroke: series[3]},
	)
	for i := range 100 {
		fill := series[0]
		if i >= 23 {
			fill = faint
		}
		s.add(widgets.DotMark{Center: widgets.Pt{X: widgets.Px(440 + i%10*15), Y: widgets.Px(215 + i/10*15)}, Radius: 5.5, Fill: fill})
	}
	return s.Placed
}

// piesScene shows a pie and a donut, each with a slice too thin to see.
func piesScene() widgets.Placed {
	s := newScene(600, 300, "Pies", "A pie, a donut, and a whole of one slice.")
	rimmed := sliceList(55, 30, 14.9, 0.1)
	rimmed[1].Fill, rimmed[1].Rim, rimmed[1].Edge = faint, 5, muted
	s.add(
		widgets.PieMark{Center: widgets.Pt{X: 150, Y: 150}, R1: 120, Slices: sliceList(55, 30, 14.9, 0.1)},
		widgets.PieMark{Center: widgets.Pt{X: 410, Y: 150}, R0: 70, R1: 120, Slices: rimmed, Gap: 3, Paper: white},
		widgets.PieMark{Center: widgets.Pt{X: 565, Y: 30}, R0: 10, R1: 25, Slices: sliceList(0, 3), Gap: 3, Paper: white},
	)
	return s.Placed
}

func TestManyDotsAreOnePath(t *testing.T) {
	t.Parallel()
	root := parse(t, SVG(shapesScene(widgets.Hatch{}), SVGOptions{}))
	if n := len(root.all("circle")); n != 0 {
		t.Errorf("%d circles, want the 100 dots in paths", n)
	}
	counts := map[string]int{}
	for _, path := range root.all("path") {
		if path.attr("stroke-linecap") == "round" {
			counts[path.attr("stroke-width")] += strings.Count(path.attr("d"), "h0")
		}
	}
	if counts["11"] != 100 {
		t.Errorf("dots by width are %v, want 100 of 11", counts)
	}
}

// TestRingsThatMeetKeepTheirOrder: rings apart are two paths, rings that meet
// stay elements, one over the other.
func TestRingsThatMeetKeepTheirOrder(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		apart          widgets.Px
		circles, paths int
	}{"apart": {30, 0, 2}, "meeting": {10, 6, 0}} {
		s := newScene(200, 60, "", "")
		s.Preset.Frame = true
		for i := range 6 {
			s.add(widgets.DotMark{Center: widgets.Pt{X: 20 + widgets.Px(i)*test.apart, Y: 20}, Radius: 8, Width: 2, Fill: ink, Inside: white})
		}
		root := parse(t, SVG(s.Placed, SVGOptions{}))
		if c, p := len(root.all("circle")), len(root.all("path")); c != test.circles || p != test.paths {
			t.Errorf("%s: %d circles and %d paths, want %d and %d", name, c, p, test.circles, test.paths)
		}
		if test.paths == 0 {
			continue
		}
		for i, want := range []string{"18", "14"} {
			path := root.all("path")[i]
			if path.attr("stroke-width") != want || path.attr("d") != "m20 20h0"+strings.Repeat("m30 0h0", 5) {
				t.Errorf("%s: path %d is %s wide: %q, want %s", name, i, path.attr("stroke-width"), path.attr("d"), want)
			}
		}
	}
}

// TestManyRingsThatMeetAreCorners reads the rings of a path with markers back:
// all are there, in their order, at most half a step off.
func TestManyRingsThatMeetAreCorners(t *testing.T) {
	t.Parallel()
	s := newScene(600, 100, "", "")
	s.Preset.Frame = true
	for i := range 60 {
		s.add(widgets.DotMark{Center: widgets.Pt{X: 10.3 + widgets.Px(i*7%60)*9.1, Y: 20.2 + widgets.Px(i%7)*4.9}, Radius: 8, Width: 2, Fill: ink, Inside: white})
	}
	root := parse(t, SVG(s.Placed, SVGOptions{IDPrefix: "s"}))
	ring, path := root.all("marker")[0], root.all("path")[0]
	circle := ring.all("circle")[0]
	if circle.attr("r") != "16" || circle.attr("stroke-width") != "4" || path.attr("transform") != "scale(.5)" || len(root.all("circle")) != 1 {
		t.Fatalf("ring of %s, %s wide, in a path of %s, want 16 and 4 at half size", circle.attr("r"), circle.attr("stroke-width"), path.attr("transform"))
	}
	for _, end := range []string{"marker-start", "marker-mid", "marker-end"} {
		if got := path.attr(end); got != "url(#"+ring.attr("id")+")" || ring.attr("id")[0] != 's' {
			t.Errorf("%s is %q, want the marker %q", end, got, ring.attr("id"))
		}
	}
	steps := pathToken.FindAllString(path.attr("d"), -1)[1:]
	if len(steps) != 2*len(s.Marks) {
		t.Fatalf("%d numbers, want two for each of %d rings", len(steps), len(s.Marks))
	}
	x, y := 0.0, 0.0
	for i, m := range s.Marks {
		x, y = x+number(t, steps[2*i]), y+number(t, steps[2*i+1])
		want := m.(widgets.DotMark).Center
		if math.Abs(x/2-float64(want.X)) > 0.3 || math.Abs(y/2-float64(want.Y)) > 0.3 {
			t.Errorf("ring %d is at %v, %v, want %v", i, x/2, y/2, want)
		}
	}
}

// TestHolesAreOpenInEitherDirection fills rings however they run.
func TestHolesAreOpenInEitherDirection(t *testing.T) {
	t.Parallel()
	reversed := func(ring []widgets.Pt) []widgets.Pt {
		return []widgets.Pt{ring[3], ring[2], ring[1], ring[0]}
	}
	outer, hole := square(10, 10, 80), square(30, 30, 40)
	for name, polygon := range map[string]widgets.Polygon{
		"both clockwise": {outer, hole}, "both against": {reversed(outer), reversed(hole)},
		"as GeoJSON": {reversed(outer), hole}, "the other way": {outer, reversed(hole)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			placed := widgets.Placed{Width: 100, Height: 100, Paper: white, Marks: []widgets.Mark{
				widgets.ShapeMark{Polygons: []widgets.Polygon{polygon, {square(20, 20, 5)}}, Fill: ink}}}
			data, err := PNG(placed, PNGOptions{})
			if err != nil {
				t.Fatal(err)
			}
			m := decode(t, data)
			for _, test := range []struct {
				what string
				x, y int
				want widgets.Color
			}{{"outside", 5, 5, white}, {"shape", 15, 50, ink}, {"hole", 50, 50, white}, {"two shapes", 22, 22, ink}} {
				if got := m.At(test.x, test.y); apart(got, opaque(test.want)) > 0 {
					t.Errorf("%s is %v, want %v", test.what, got, test.want)
				}
			}
		})
	}
}

// TestHatchStandsWhereSVGSays reads the pattern of a hatch and finds its lines
// in the PNG.
func TestHatchStandsWhereSVGSays(t *testing.T) {
	t.Parallel()
	h := widgets.Hatch{Stroke: white, Gap: 9, Width: 4}
	placed := widgets.Placed{Width: 60, Height: 60, Paper: ink, Marks: []widgets.Mark{widgets.RectMark{W: 60, H: 60, Fill: ink, Hatch: h}}}
	pattern := parse(t, SVG(placed, SVGOptions{IDPrefix: "s"})).all("pattern")[0]
	if got := pattern.attr("patternTransform"); got != "rotate(-45)" || pattern.attr("id") != "sh1" {
		t.Fatalf("pattern %q is turned by %q, want sh1 by rotate(-45)", pattern.attr("id"), got)
	}
	gap := number(t, pattern.attr("height"))
	data, err := PNG(placed, PNGOptions{})
	if err != nil {
		t.Fatal(err)
	}
	m := decode(t, data)
	for y := range 60 {
		for x := range 60 {
			// The pattern's line lies in the middle of its tile, which is turned.
			across := math.Mod((float64(x)+float64(y)+1)/math.Sqrt2, gap) - gap/2
			got := m.At(x, y).(color.RGBA).R
			if math.Abs(across) < 1.2 && got < 250 || math.Abs(across) > 2.8 && got > 30 {
				t.Fatalf("pixel %d, %d is %d, %.1f px from the middle of a line", x, y, got, across)
			}
		}
	}
}

// TestSlicesKeepTheirAngles reads the corners of slices back from the SVG.
func TestSlicesKeepTheirAngles(t *testing.T) {
	t.Parallel()
	for _, sweep := range []float64{0.001, 0.5, 1, math.Pi - 0.01, math.Pi, math.Pi + 0.01, 5, 2*math.Pi - 0.001, 2 * math.Pi} {
		mark := widgets.ArcMark{Center: widgets.Pt{X: 300, Y: 300}, R1: 250, A0: 1, A1: 1 + sweep, Fill: ink}
		paths := parse(t, SVG(widgets.Placed{Width: 600, Height: 600, Marks: []widgets.Mark{mark}}, SVGOptions{})).all("path")
		got := 0.0
		for _, arc := range arcs(t, paths[len(paths)-1].attr("d")) {
			if off := math.Abs(arc.radiusAtMiddle(mark.Center) - 250); off > 0.5 {
				t.Errorf("sweep %v: an arc leaves its circle by %.2f px", sweep, off)
			}
			got += arc.sweep(mark.Center)
		}
		if math.Abs(got-sweep)*250 > 0.5 {
			t.Errorf("sweep %v is drawn as %v", sweep, got)
		}
	}
}

// A shape on a grid of its own is drawn where it is without one: the steps and
// the transform give its points back.
func TestShapesOnTheirOwnGrid(t *testing.T) {
	t.Parallel()
	at := func(x, y widgets.Px) widgets.Pt { return widgets.Pt{X: 12.3 + 0.47*x, Y: 4 + 0.47*y} }
	mark := widgets.ShapeMark{Polygons: []widgets.Polygon{{{at(0, 0), at(100, 3), at(90, 200)}}}, Fill: ink, Stroke: ink, Width: 1.1,
		Grid: widgets.Grid{Origin: at(0, 0), Unit: 0.47}}
	got := string(SVG(widgets.Placed{Width: 200, Height: 200, Marks: []widgets.Mark{mark}}, SVGOptions{}).HTML)
	for _, want := range []string{` transform="translate(12.3 4)scale(0.47)"`, ` stroke-width="2.34"`, ` d="m0 0 100 3-10 197z"`} {
		if !strings.Contains(got, want) {
			t.Errorf("SVG = %s, want %s", got, want)
		}
	}
}
