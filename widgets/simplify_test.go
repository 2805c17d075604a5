package widgets

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestSimplifiedStaysWithinTolerance holds every left-out point against the
// line that is drawn without it.
func TestSimplifiedStaysWithinTolerance(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	points := make([]Pt, 2000)
	for i := range points {
		points[i] = Pt{Px(i) / 3, Px(100 + 40*math.Sin(float64(i)/6) + random.Float64())}
	}
	points[700] = Pt{Px(math.NaN()), Px(math.NaN())}
	kept := simplified(points)
	if len(kept) >= len(points)*3/4 {
		t.Errorf("%d of %d points are drawn", len(kept), len(points))
	}
	gaps := 0
	for _, p := range kept {
		if math.IsNaN(float64(p.X)) {
			gaps++
		}
	}
	if gaps != 1 {
		t.Errorf("the pen is lifted %d times, want once", gaps)
	}
	at := 0
	for i, p := range points {
		if math.IsNaN(float64(p.X)) {
			continue
		}
		for at+2 < len(kept) && (kept[at+1].X < p.X || math.IsNaN(float64(kept[at+1].X))) {
			at++
		}
		if d := fromSegment(p, kept[at], kept[at+1]); d > drawnTolerance+1e-9 && !math.IsNaN(float64(d)) {
			t.Fatalf("point %d is %.2f px from what is drawn", i, d)
		}
	}
}

func TestSimplifiedDrawsShortLinesThroughEveryPoint(t *testing.T) {
	t.Parallel()
	points := make([]Pt, mostExact)
	for i := range points {
		points[i] = Pt{Px(i), 10}
	}
	if got := simplified(points); len(got) != len(points) {
		t.Errorf("%d of %d points are drawn", len(got), len(points))
	}
}
