package widgets

import (
	"testing"

	"pgregory.net/rapid"
)

func TestSpreadKeepsLabelsApart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "labels")
		wanted, heights := make([]Px, n), make([]Px, n)
		y, total := Px(0), Px(0)
		for i := range n {
			y += Px(rapid.Float64Range(0, 60).Draw(t, "step"))
			wanted[i], heights[i] = y, Px(rapid.Float64Range(5, 40).Draw(t, "height"))
			total += heights[i]
		}
		low, high := Px(0), max(y, total)
		got := spread(wanted, heights, low, high)
		foot := low
		for i, c := range got {
			if c-heights[i]/2 < foot-0.01 {
				t.Fatalf("spread(%v, %v) = %v: label %d begins over the one before", wanted, heights, got, i)
			}
			foot = c + heights[i]/2
		}
		if foot > high+0.01 {
			t.Fatalf("spread(%v, %v) = %v: the last ends at %v, want %v at most", wanted, heights, got, foot, high)
		}
	})
}

func TestSpreadLeavesFreeLabelsWhereTheyAre(t *testing.T) {
	t.Parallel()
	got := spread([]Px{10, 50, 90}, []Px{10, 10, 10}, 0, 100)
	for i, want := range []Px{10, 50, 90} {
		if got[i] != want {
			t.Errorf("spread = %v, want label %d at %v", got, i, want)
		}
	}
}
