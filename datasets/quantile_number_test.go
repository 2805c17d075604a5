package datasets

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestNthNumber compares the number at a place with that of the numbers in order.
func TestNthNumber(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(10, 11))
	for _, make := range []func(i int) int64{
		func(int) int64 { return r.Int64() - r.Int64() },
		func(int) int64 { return r.Int64N(3) },
		func(int) int64 { return 7 },
		func(i int) int64 { return int64(i) },
		func(i int) int64 { return int64(i%2) * math.MaxInt64 },
		func(i int) int64 { return -int64(i % sampleSize) },
		func(i int) int64 { return []int64{math.MinInt64, math.MaxInt64, 0}[i%3] },
	} {
		values := []int64{}
		for i := range sampledFrom + r.IntN(3*sampledFrom) {
			values = append(values, make(i))
		}
		sorted := slices.Sorted(slices.Values(values))
		for _, k := range []int{0, 1, len(values) / 10, len(values) / 2, len(values)/2 + 1, len(values) - 2, len(values) - 1} {
			if got := nthNumber(values, k); got != sorted[k] {
				t.Errorf("number %d of %d is %d, want %d", k, len(values), got, sorted[k])
			}
		}
	}
}
