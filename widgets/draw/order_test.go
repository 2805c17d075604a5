package draw

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"figurehead/widgets"
)

// TestMergingKeepsThePicture paints random rectangles one after another, half
// of them columns that stand on one line or hang from it, and again as the SVG
// holds them, merged by colour: the pictures must be equal.
func TestMergingKeepsThePicture(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const side = 24
		want := newPainting(side)
		s := newScene(side, side, "", "")
		beside := 0 // the right of the last rectangle
		for range rapid.IntRange(1, 40).Draw(t, "rectangles") {
			x, y := rapid.IntRange(0, side-1).Draw(t, "x"), rapid.IntRange(0, side-1).Draw(t, "y")
			w, h := rapid.IntRange(1, 8).Draw(t, "w"), rapid.IntRange(1, 8).Draw(t, "h")
			switch rapid.IntRange(0, 3).Draw(t, "place") {
			case 0:
				x, y = beside, 10
			case 1:
				x, y = beside, 10-h
			}
			beside = x + w
			fill := series[rapid.IntRange(0, 3).Draw(t, "colour")]
			s.add(widgets.RectMark{X: widgets.Px(x), Y: widgets.Px(y), W: widgets.Px(w), H: widgets.Px(h), Fill: fill})
			want.fill(x, y, x+w, y+h, string(appendColor(nil, fill)))
		}
		got := newPainting(side)
		c := &svgCanvas{}
		paint(c, s.Placed)
		for _, item := range c.items {
			got.path(t, string(appendRects(nil, item.rects)), string(appendColor(nil, item.look.fill)))
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

// path fills what a path of upright and level lines goes around, by the rule
// that browsers have: what is gone around as often against the clock as with it
// is outside.
func (p painting) path(t *rapid.T, data, color string) {
	side := len(p)
	turns := make([]int, side*side)
	var at, start [2]int
	edge := func(y int) { // an upright line from at to y
		for row := max(min(at[1], y), 0); row < min(max(at[1], y), side); row++ {
			for x := max(at[0], 0); x < side; x++ {
				if y > at[1] {
					turns[row*side+x]++
				} else {
					turns[row*side+x]--
				}
			}
		}
		at[1] = y
	}
	tokens := pathToken.FindAllString(data, -1)
	for len(tokens) > 0 {
		command := tokens[0]
		arguments := map[string]int{"m": 2, "h": 1, "H": 1, "v": 1, "V": 1, "z": 0}
		count, known := arguments[command]
		if !known || len(tokens) <= count {
			t.Fatalf("path %q has %q", data, command)
		}
		var to [2]int
		for k := range count {
			to[k] = int(number(t, tokens[k+1]))
		}
		tokens = tokens[count+1:]
		switch command {
		case "m":
			at = [2]int{at[0] + to[0], at[1] + to[1]}
			start = at
		case "h":
			at[0] += to[0]
		case "H":
			at[0] = to[0]
		case "v":
			edge(at[1] + to[0])
		case "V":
			edge(to[0])
		case "z":
			edge(start[1])
			at = start
		}
	}
	for i, n := range turns {
		if n != 0 {
			p[i/side][i%side] = color
		}
	}
}
