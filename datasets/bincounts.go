package datasets

import (
	"context"
	"errors"
	"math"
	"slices"

	"figurehead/datasets/table"
)

// spread is what is known of the numbers of a column before they are counted.
type spread struct {
	low, high       table.Decimal
	present, places int // places is the most digits after the point
	missing         [table.FirstCode]int
}

func spreadOf(ctx context.Context, in relation, c *table.Column) (spread, error) {
	if c.Wide != nil || c.Scale > 18 {
		return wideSpread(ctx, in, c)
	}
	var s spread
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	step := int64(1) // by which all numbers so far can be divided
	for range c.Scale {
		step *= 10
	}
	rows := placesOf(in, c)
	err := blocks(ctx, in.n, func(from, to int) {
		for i, n := range rows(from, to) {
			if c.Reasons != nil {
				if reason := c.Reasons[in.row(from+i)]; reason != table.Present {
					s.missing[reason]++
					continue
				}
			}
			s.present++
			low, high = min(low, n), max(high, n)
			for step > 1 && n%step != 0 {
				step /= 10
				s.places++
			}
		}
	})
	if s.present > 0 {
		s.low, s.high = table.NewDecimal(low, c.Scale), table.NewDecimal(high, c.Scale)
	}
	return s, err
}

// wideSpread is spreadOf for numbers that are not integers of a small scale.
func wideSpread(ctx context.Context, in relation, c *table.Column) (spread, error) {
	var s spread
	err := blocks(ctx, in.n, func(from, to int) {
		for i := from; i < to; i++ {
			row := in.row(i)
			if reason := c.Missing(row); reason != table.Present {
				s.missing[reason]++
				continue
			}
			d := c.Number(row)
			s.present++
			if s.present == 1 || d.Cmp(s.low) < 0 {
				s.low = d
			}
			if s.present == 1 || d.Cmp(s.high) > 0 {
				s.high = d
			}
			s.places = max(s.places, d.Places())
		}
	})
	return s, err
}

// binCounts counts the numbers from each edge to the next.
func binCounts(ctx context.Context, in relation, c *table.Column, edges []table.Decimal) ([]int, error) {
	if len(edges) == 0 {
		return nil, nil
	}
	counts := make([]int, len(edges)-1)
	if scaled, ok := scaledEdges(c, edges); ok {
		rows, bins := placesOf(in, c), newBinFinder(scaled)
		return counts, blocks(ctx, in.n, func(from, to int) {
			for i, n := range rows(from, to) {
				if c.Reasons == nil || c.Reasons[in.row(from+i)] == table.Present {
					counts[bins.find(n)]++
				}
			}
		})
	}
	return counts, blocks(ctx, in.n, func(from, to int) {
		for i := from; i < to; i++ {
			if row := in.row(i); c.Missing(row) == table.Present {
				at, on := slices.BinarySearchFunc(edges, c.Number(row), table.Decimal.Cmp)
				if !on {
					at--
				}
				counts[at]++
			}
		}
	})
}

// scaledEdges are the first integers of the column that are in each bin, or
// false when one does not fit.
func scaledEdges(c *table.Column, edges []table.Decimal) ([]int64, bool) {
	if c.Wide != nil {
		return nil, false
	}
	scaled := make([]int64, len(edges))
	for i, edge := range edges {
		n, ok := scaledBound(edge, c.Scale, 1, false)
		if !ok {
			return nil, false
		}
		scaled[i] = n
	}
	return scaled, true
}

// placesOf gives the numbers of a column at places of the relation.
func placesOf(in relation, c *table.Column) func(from, to int) []int64 {
	if in.rows == nil {
		return func(from, to int) []int64 { return c.Scaled[from:to] }
	}
	room := make([]int64, min(in.n, blockRows))
	return func(from, to int) []int64 {
		for i, row := range in.rows[from:to] {
			room[i] = c.Scaled[row]
		}
		return room[:to-from]
	}
}

// binFinder finds the bin of numbers from the first to below the last of edges. A
// quotient of floats guesses it, and the edges have the last word.
type binFinder struct {
	edges       []int64
	first, each float64
}

func newBinFinder(edges []int64) *binFinder {
	bins, first := len(edges)-1, float64(edges[0])
	return &binFinder{edges, first, float64(bins) / (float64(edges[bins]) - first)}
}

func (b *binFinder) find(n int64) int {
	bin := min(max(int((float64(n)-b.first)*b.each), 0), len(b.edges)-2)
	for n < b.edges[bin] {
		bin--
	}
	for n >= b.edges[bin+1] {
		bin++
	}
	return bin
}

// binRows puts the bins and the missing values together.
func binRows(fields []table.Field, edges []table.Decimal, counts []int, missing [table.FirstCode]int) (relation, error) {
	b := table.NewBuilder(fields)
	row := func(count int) error {
		b.Number(2, table.NewDecimal(int64(count), 0))
		return b.EndRow(b.Rows() + 1)
	}
	var err error
	for i, count := range counts {
		b.Number(0, edges[i])
		b.Number(1, edges[i+1])
		err = errors.Join(err, row(count))
	}
	for reason, count := range missing {
		if count > 0 {
			b.Missing(0, table.Reason(reason))
			b.Missing(1, table.Reason(reason))
			err = errors.Join(err, row(count))
		}
	}
	if err != nil {
		return relation{}, err
	}
	t, err := b.Table()
	if err != nil {
		return relation{}, err
	}
	return relationOf(t), nil
}
