package datasets

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"

	"figurehead/datasets/table"
)

// quantiles finds the quantile at v.at of each group, exactly.
func (v values) quantiles(ctx context.Context) ([]table.Cell, error) {
	tallies, err := v.tallies(ctx)
	if err != nil {
		return nil, err
	}
	c := v.column
	if c.Wide != nil {
		sorted, err := gathered(ctx, v, tallies, c.Wide)
		if err != nil {
			return nil, err
		}
		return v.cells(tallies, (*tally).missing, func(group int) (table.Cell, error) {
			return v.quantile(len(sorted[group]), func(k int) table.Decimal { return nth(sorted[group], k, table.Decimal.Cmp) })
		})
	}
	sorted, err := gathered(ctx, v, tallies, c.Scaled)
	if err != nil {
		return nil, err
	}
	return v.cells(tallies, (*tally).missing, func(group int) (table.Cell, error) {
		return v.quantile(len(sorted[group]), func(k int) table.Decimal {
			return table.NewDecimal(nthNumber(sorted[group], k), c.Scale)
		})
	})
}

// gathered puts the values of each group together.
func gathered[T any](ctx context.Context, v values, tallies []tally, held []T) ([][]T, error) {
	total := 0
	for _, t := range tallies {
		total += t.present
	}
	room, groups := make([]T, total), make([][]T, len(tallies))
	for i, t := range tallies {
		groups[i], room = room[:0:t.present], room[t.present:]
	}
	return groups, v.eachPresent(ctx, func(group uint32, row int) { groups[group] = append(groups[group], held[row]) })
}

// quantile is the number at v.at of n numbers, of which number(k) is the one with
// k below it.
func (v values) quantile(n int, number func(k int) table.Decimal) (table.Cell, error) {
	place, err := table.NewDecimal(int64(n-1), 0).Mul(v.at)
	if err != nil {
		return table.Cell{}, err
	}
	whole, err := place.Floor(table.NewDecimal(1, 0))
	if err != nil {
		return table.Cell{}, err
	}
	between, err := place.Sub(whole)
	if err != nil {
		return table.Cell{}, err
	}
	k, _ := whole.Int64() // below n
	d := number(int(k))
	if between.Sign() > 0 {
		d, err = onLine(d, number(int(k)+1), between)
	}
	return table.NumberCell(v.field.Kind, d), err
}

// onLine is the number that lies the part between of the way from a to b. Only
// the number itself has to fit a Decimal, whatever the way to it.
func onLine(a, b, between table.Decimal) (table.Decimal, error) {
	var way table.Sum
	way.Add(b)
	way.Sub(a)
	way.Times(between)
	way.Add(a)
	return way.Total()
}

// Of so many numbers, those around the one that is looked for are found by a
// sample: it lies further off than sampleMargin of it in one case of thousands.
const (
	sampledFrom  = 1 << 13
	sampleSize   = 1 << 9
	sampleMargin = 40
)

// nthNumber is nth of numbers.
func nthNumber(values []int64, k int) int64 {
	if len(values) < sampledFrom {
		return nth(values, k, cmp.Compare[int64])
	}
	low, high := around(values, k)
	var near []int64
	var block [1 << 10]int64
	below := 0
	for part := range slices.Chunk(values, len(block)) {
		n := 0
		for _, v := range part {
			less, within := 0, 0
			if v < low {
				less = 1
			}
			if uint64(v)-uint64(low) <= uint64(high)-uint64(low) {
				within = 1
			}
			block[n&(len(block)-1)] = v
			below, n = below+less, n+within
		}
		near = append(near, block[:n]...)
	}
	if k < below || k >= below+len(near) {
		return nth(values, k, cmp.Compare[int64])
	}
	return nth(near, k-below, cmp.Compare[int64])
}

// around gives numbers between which the one with k below it is likely to lie.
func around(values []int64, k int) (low, high int64) {
	sample := make([]int64, sampleSize)
	for i := range sample {
		sample[i] = values[i*(len(values)/sampleSize)]
	}
	slices.Sort(sample)
	low, high = math.MinInt64, math.MaxInt64
	at := int(int64(k) * sampleSize / int64(len(values)))
	if at > sampleMargin {
		low = sample[at-sampleMargin]
	}
	if at+sampleMargin < sampleSize {
		high = sample[at+sampleMargin]
	}
	return low, high
}

// nth is the value that has k others before it in order. It moves the values so
// that those before it come first, and takes time in proportion to their number.
func nth[T any](values []T, k int, compare func(a, b T) int) T {
	for tries := 2 * bits.Len(uint(len(values))); len(values) > 12; tries-- {
		if tries == 0 {
			break // unlucky pivots: sort what is left
		}
		pivot := middle(values[0], values[len(values)/2], values[len(values)-1], compare)
		less, equal := partition(values, pivot, compare)
		switch {
		case k < less:
			values = values[:less]
		case k < less+equal:
			return pivot
		default:
			values, k = values[less+equal:], k-less-equal
		}
	}
	slices.SortFunc(values, compare)
	return values[k]
}

func middle[T any](a, b, c T, compare func(a, b T) int) T {
	if compare(a, b) > 0 {
		a, b = b, a
	}
	switch {
	case compare(c, a) < 0:
		return a
	case compare(c, b) > 0:
		return b
	}
	return c
}

// partition puts the values below pivot first and those equal to it next, and
// returns how many there are of each.
func partition[T any](values []T, pivot T, compare func(a, b T) int) (less, equal int) {
	i, end := 0, len(values)
	for i < end {
		switch order := compare(values[i], pivot); {
		case order < 0:
			values[i], values[less] = values[less], values[i]
			less++
			i++
		case order > 0:
			end--
			values[i], values[end] = values[end], values[i]
		default:
			i++
		}
	}
	return less, end - less
}
