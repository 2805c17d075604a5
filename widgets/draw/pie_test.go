package draw

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"figurehead/widgets"
)

func sliceList(values ...float64) []widgets.Slice {
	list := make([]widgets.Slice, len(values))
	for i, v := range values {
		list[i] = widgets.Slice{Value: v, Fill: series[i%len(series)]}
	}
	return list
}

// TestSlicesAreTheirShareOfTheTurn holds go-chart's angles to a tenth of a
// pixel at the rim of the largest pie, however many slices there are.
func TestSlicesAreTheirShareOfTheTurn(t *testing.T) {
	t.Parallel()
	const rim = 900.0
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(0, 1), rapid.Float64Range(1e-12, 1e15), rapid.Just(0.0), rapid.Just(1.0)), 1, maxSlices).Draw(t, "values")
		total, most := 0.0, 0
		for _, v := range values {
			total += v
			if v > 0 {
				most++
			}
		}
		turns := sliceTurns(sliceList(values...))
		if len(turns) > most {
			t.Fatalf("%d slices of %d values above zero", len(turns), most)
		}
		got := make([]float64, len(values))
		at := 0.0
		for _, turn := range turns {
			if math.Abs(turn.from-at)*rim > 0.1 {
				t.Fatalf("slice %d begins at %v, want %v", turn.slice, turn.from, at)
			}
			got[turn.slice], at = turn.to-turn.from, turn.to
		}
		for i, v := range values {
			if total > 0 && math.Abs(got[i]-v/total*2*math.Pi)*rim > 0.1 {
				t.Fatalf("slice %d of %v turns %v, want %v", i, values, got[i], v/total*2*math.Pi)
			}
		}
	})
}

func TestPiesOfBadValues(t *testing.T) {
	t.Parallel()
	nan, inf := math.NaN(), math.Inf(1)
	for name, test := range map[string]struct {
		values []float64
		want   []int // slices drawn
	}{
		"none":           {nil, nil},
		"all zero":       {[]float64{0, 0}, nil},
		"not numbers":    {[]float64{nan, inf, -inf}, nil},
		"one number":     {[]float64{nan, 5, inf}, []int{1}},
		"negative":       {[]float64{-3, 4, 1}, []int{1, 2}},
		"equal":          {[]float64{7, 7, 7}, []int{0, 1, 2}},
		"huge and small": {[]float64{math.MaxFloat64, math.MaxFloat64}, []int{0, 1}},
		"zero between":   {[]float64{1, 0, 1}, []int{0, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []int
			end := 0.0
			for _, turn := range sliceTurns(sliceList(test.values...)) {
				got, end = append(got, turn.slice), turn.to
			}
			if len(got) != len(test.want) {
				t.Fatalf("slices %v, want %v", got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("slices %v, want %v", got, test.want)
				}
			}
			if len(got) > 0 && math.Abs(end-2*math.Pi) > 1e-6 {
				t.Errorf("slices end at %v, want a whole turn", end)
			}
		})
	}
}

func BenchmarkPieAngles(b *testing.B) {
	list := sliceList(47.8, 40.8, 7.4, 4)
	b.ReportAllocs()
	for b.Loop() {
		sliceTurns(list)
	}
}
