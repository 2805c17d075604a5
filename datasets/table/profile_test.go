package table

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestDistinct compares both ways of counting different values.
func TestDistinct(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		most := int64(1) << r.IntN(40)
		values, reasons := make([]int64, 1+r.IntN(300)), []Reason(nil)
		if r.IntN(2) == 0 {
			reasons = make([]Reason, len(values))
		}
		low, high := int64(math.MaxInt64), int64(math.MinInt64)
		for i := range values {
			values[i] = r.Int64N(most) - most/3
			if reasons != nil && r.IntN(4) == 0 {
				values[i], reasons[i] = 0, Blank
				continue
			}
			low, high = min(low, values[i]), max(high, values[i])
		}
		if low > high {
			continue
		}
		if got, want := distinct(values, reasons, low, high), distinctByMap(values, reasons); got != want {
			t.Errorf("distinct(%v, %v) = %d, want %d", values, reasons, got, want)
		}
	}
}
