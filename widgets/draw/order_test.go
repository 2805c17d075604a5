package draw

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"figurehead/widgets"
)

// TestMergingKeepsThePicture paints random rectangles one after another, and
// again as the SVG holds them, merged by colour: the pictures must be equal.
func TestMergingKeepsThePicture(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const side = 24
		want := newPainting(side)
		s := newScene(side, side, "", "")
		for range rapid.IntRange(1, 40).Draw(t, "rectangles") {
			x, y := rapid.IntRange(0, side-1).Draw(t, "x"), rapid.IntRange(0, side-1).Draw(t, "y")
			w, h := rapid.IntRange(1, 8).Draw(t, "w"), rapid.IntRange(1, 8).Draw(t, "h")
			fill := series[rapid.IntRange(0, 3).Draw(t, "colour")]
			s.add(widgets.RectMark{X: widgets.Px(x), Y: widgets.Px(y), W: widgets.Px(w), H: widgets.Px(h), Fill: fill})
			want.fill(x, y, x+w, y+h, string(appendColor(nil, fill)))
		}
		got := newPainting(side)
		c := &svgCanvas{}
		paint(c, s.Placed)
		for _, item := range c.items {
			got.paths(t, string(item.body), string(appendColor(nil, item.look.fill)))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("merged picture differs (-want +got):\n%s", diff)
		}
	})
}

// painting is a square of colour names.
type painting [][]string

func newPainting(side int) painting {
	p := make(painting, side)
	for y := range p {
		p[y] = make([]string, side)
	}
	return p
}

func (p painting) fill(x0, y0, x1, y1 int, color string) {
	for y := y0; y < min(y1, len(p)); y++ {
		for x := x0; x < min(x1, len(p)); x++ {
			p[y][x] = color
		}
	}
}

// paths fills the rectangles of path data as the canvas writes them.
func (p painting) paths(t *rapid.T, data, color string) {
	for _, path := range strings.Split(strings.TrimSuffix(data, "z"), "z") {
		var x, y, right, height, back int
		if _, err := fmt.Sscanf(path, "M%d %dH%dv%dH%d", &x, &y, &right, &height, &back); err != nil || back != x {
			t.Fatalf("path %q: %v", path, err)
		}
		p.fill(x, y, right, y+height, color)
	}
}
