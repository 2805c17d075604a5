package draw

import (
	"math"
	"regexp"
	"strconv"
	"testing"

	"figurehead/widgets"
)

// pathArc is one arc of path data: its ends, its radius and whether it runs
// clockwise. None of ours is longer than half a turn.
type pathArc struct {
	from, to  widgets.Pt
	radius    float64
	clockwise bool
}

var pathToken = regexp.MustCompile(`[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)`)

// arcs returns the arcs of path data as appendSlice writes it.
func arcs(t failer, data string) []pathArc {
	t.Helper()
	var found []pathArc
	var at widgets.Pt
	tokens := pathToken.FindAllString(data, -1)
	take := func(n int) []float64 {
		values := make([]float64, n)
		for i := range values {
			v, err := strconv.ParseFloat(tokens[i], 64)
			if err != nil {
				t.Fatalf("path %q: %v", data, err)
			}
			values[i] = v
		}
		tokens = tokens[n:]
		return values
	}
	for len(tokens) > 0 {
		command := tokens[0]
		tokens = tokens[1:]
		switch command {
		case "M", "L":
			v := take(2)
			at = widgets.Pt{X: widgets.Px(v[0]), Y: widgets.Px(v[1])}
		case "l":
			v := take(2)
			at = widgets.Pt{X: at.X + widgets.Px(v[0]), Y: at.Y + widgets.Px(v[1])}
		case "a":
			v := take(7)
			to := widgets.Pt{X: at.X + widgets.Px(v[5]), Y: at.Y + widgets.Px(v[6])}
			found = append(found, pathArc{at, to, v[0], v[4] == 1})
			at = to
		case "z":
		default:
			t.Fatalf("path %q holds %q", data, command)
		}
	}
	return found
}

// angleOf is clockwise from twelve o'clock.
func angleOf(center, p widgets.Pt) float64 {
	return math.Atan2(float64(p.X-center.X), float64(center.Y-p.Y))
}

// sweep is how far the arc turns around a center, in radians.
func (a pathArc) sweep(center widgets.Pt) float64 {
	turn := angleOf(center, a.to) - angleOf(center, a.from)
	if !a.clockwise {
		turn = -turn
	}
	if turn < 0 {
		turn += 2 * math.Pi
	}
	return turn
}

// radiusAtMiddle is how far the middle of the arc lies from a center.
func (a pathArc) radiusAtMiddle(center widgets.Pt) float64 {
	dx, dy := float64(a.to.X-a.from.X), float64(a.to.Y-a.from.Y)
	chord := math.Hypot(dx, dy)
	if chord == 0 {
		return a.radius
	}
	rise := a.radius - math.Sqrt(math.Max(a.radius*a.radius-chord*chord/4, 0))
	side := 1.0
	if a.clockwise {
		side = -1
	}
	x := float64(a.from.X+a.to.X)/2 - side*dy/chord*rise
	y := float64(a.from.Y+a.to.Y)/2 + side*dx/chord*rise
	return math.Hypot(x-float64(center.X), y-float64(center.Y))
}

func TestArcsReadBack(t *testing.T) {
	t.Parallel()
	center := widgets.Pt{X: 10, Y: 10}
	quarter := arcs(t, "M10 0a10 10 0 0 1 10 10l-10 0z")[0]
	if got := quarter.sweep(center); math.Abs(got-math.Pi/2) > 1e-9 {
		t.Errorf("sweep of a quarter = %v", got)
	}
	if got := quarter.radiusAtMiddle(center); math.Abs(got-10) > 1e-9 {
		t.Errorf("radius at the middle of a quarter = %v, want 10", got)
	}
	inside := arcs(t, "M10 0a10 10 0 0 0 10 10z")[0]
	if got := inside.radiusAtMiddle(center); got > 9 {
		t.Errorf("an arc against its circle is %v from its center", got)
	}
}
