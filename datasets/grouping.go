package datasets

import (
	"context"
	"math"
	"slices"

	"figurehead/datasets/table"
)

// grouping says which group each row of a relation is in. Groups are numbered
// in order of first appearance.
type grouping struct {
	ids   []uint32 // by place in the relation
	n     int
	first []uint32 // the first place of each group
}

// denseGroups is the largest number of combinations kept as an array; beyond it
// a map is used.
const denseGroups = 1 << 20

// groupRows groups the rows of r by the named Fields, one Field after another.
func groupRows(ctx context.Context, r relation, by []string) (grouping, error) {
	g := grouping{ids: make([]uint32, r.n), n: 1, first: []uint32{0}}
	named := len(by) > 0
	if len(by) > 1 {
		paired, err := g.pairBy(ctx, r, by[0], by[1])
		if err != nil {
			return grouping{}, err
		}
		if paired {
			by = by[2:]
		}
	}
	for _, name := range by {
		if err := g.refineBy(ctx, r, name); err != nil {
			return grouping{}, err
		}
	}
	if named && r.n == 0 {
		g.n, g.first = 0, nil
	}
	return g, nil
}

// pairBy groups by two Fields at once, or reports false when they have too many
// values.
func (g *grouping) pairBy(ctx context.Context, r relation, a, b string) (bool, error) {
	keys, different, err := columnKeys(ctx, r, indexOf(a, r.fields))
	if err != nil {
		return false, err
	}
	others, otherDifferent, err := columnKeys(ctx, r, indexOf(b, r.fields))
	if err != nil || uint64(different)*uint64(otherDifferent) > denseGroups {
		return false, err
	}
	numbers, width := make([]uint32, different*otherDifferent), uint32(otherDifferent)
	firsts := []uint32{}
	err = blocks(ctx, r.n, func(from, to int) {
		keys, others, ids := keys[from:to], others[from:to], g.ids[from:to]
		for i := range ids {
			at := &numbers[keys[i]*width+others[i]]
			if *at == 0 {
				firsts = append(firsts, uint32(from+i))
				*at = uint32(len(firsts))
			}
			ids[i] = *at - 1
		}
	})
	g.n, g.first = len(firsts), firsts
	return true, err
}

// sizes counts the rows of each group. Four counters take turns: one after the
// other in the same place would wait for each other.
func (g grouping) sizes(ctx context.Context) ([]int, error) {
	var counts [4][]int
	for i := range counts {
		counts[i] = make([]int, g.n)
	}
	err := blocks(ctx, len(g.ids), func(from, to int) {
		ids := g.ids[from:to]
		for ; len(ids) >= 4; ids = ids[4:] {
			counts[0][ids[0]]++
			counts[1][ids[1]]++
			counts[2][ids[2]]++
			counts[3][ids[3]]++
		}
		for _, id := range ids {
			counts[0][id]++
		}
	})
	for group := range counts[0] {
		counts[0][group] += counts[1][group] + counts[2][group] + counts[3][group]
	}
	return counts[0], err
}

// refineBy splits each group by the named Field.
func (g *grouping) refineBy(ctx context.Context, r relation, name string) error {
	keys, different, err := columnKeys(ctx, r, indexOf(name, r.fields))
	if err != nil {
		return err
	}
	return g.refine(ctx, keys, different)
}

// refined is a copy of g, to be refined while g is kept.
func (g grouping) refined() grouping {
	g.ids = slices.Clone(g.ids)
	return g
}

// refine splits each group by keys, which are below different.
func (g *grouping) refine(ctx context.Context, keys []uint32, different int) error {
	if uint64(g.n)*uint64(different) <= denseGroups {
		return g.refineDense(ctx, keys, different)
	}
	numbers := map[uint64]uint32{} // from 1
	firsts := []uint32{}
	err := blocks(ctx, len(keys), func(from, to int) {
		for i := from; i < to; i++ {
			pair := uint64(g.ids[i])<<32 | uint64(keys[i])
			n := numbers[pair]
			if n == 0 {
				firsts = append(firsts, uint32(i))
				n = uint32(len(firsts))
				numbers[pair] = n
			}
			g.ids[i] = n - 1
		}
	})
	g.n, g.first = len(firsts), firsts
	return err
}

// refineDense is refine with an array of all combinations.
func (g *grouping) refineDense(ctx context.Context, keys []uint32, different int) error {
	numbers := make([]uint32, g.n*different)
	firsts := []uint32{}
	width := uint32(different)
	err := blocks(ctx, len(keys), func(from, to int) {
		for i := from; i < to; i++ {
			at := &numbers[g.ids[i]*width+keys[i]]
			if *at == 0 {
				firsts = append(firsts, uint32(i))
				*at = uint32(len(firsts))
			}
			g.ids[i] = *at - 1
		}
	})
	g.n, g.first = len(firsts), firsts
	return err
}

// columnKeys numbers the different values of a column, from table.FirstCode;
// below it are the Reasons of missing cells. It returns one key a row of r and
// a number above all keys.
func columnKeys(ctx context.Context, r relation, column int) ([]uint32, int, error) {
	c := r.columns[column]
	if c.Codes != nil && r.rows == nil {
		return c.Codes, len(c.Words), ctx.Err()
	}
	keys := make([]uint32, r.n)
	switch {
	case c.Codes != nil:
		err := blocks(ctx, r.n, func(from, to int) {
			for i, row := range r.rows[from:to] {
				keys[from+i] = c.Codes[row]
			}
		})
		return keys, len(c.Words), err
	case c.Days != nil && r.n > 0:
		return numberDays(ctx, r, c, keys)
	case c.Wide != nil:
		return numberValues(ctx, r, c, c.Wide, keys)
	}
	return numberValues(ctx, r, c, c.Scaled, keys)
}

// numberValues numbers values by a map.
func numberValues[T comparable](ctx context.Context, r relation, c *table.Column, values []T, keys []uint32) ([]uint32, int, error) {
	numbers := map[T]uint32{}
	err := blocks(ctx, r.n, func(from, to int) {
		for i := from; i < to; i++ {
			row := r.row(i)
			if reason := c.Missing(row); reason != table.Present {
				keys[i] = uint32(reason)
				continue
			}
			n, known := numbers[values[row]]
			if !known {
				n = table.FirstCode + uint32(len(numbers))
				numbers[values[row]] = n
			}
			keys[i] = n
		}
	})
	return keys, table.FirstCode + len(numbers), err
}

// numberDays numbers days by an array when they lie within some centuries.
func numberDays(ctx context.Context, r relation, c *table.Column, keys []uint32) ([]uint32, int, error) {
	low, high := table.Day(math.MaxInt32), table.Day(math.MinInt32)
	for i := range r.n {
		d := c.Days[r.row(i)]
		low, high = min(low, d), max(high, d)
	}
	if int64(high)-int64(low) >= denseGroups {
		return numberValues(ctx, r, c, c.Days, keys)
	}
	numbers, next := make([]uint32, high-low+1), uint32(table.FirstCode)
	err := blocks(ctx, r.n, func(from, to int) {
		for i := from; i < to; i++ {
			row := r.row(i)
			if reason := c.Missing(row); reason != table.Present {
				keys[i] = uint32(reason)
				continue
			}
			at := &numbers[c.Days[row]-low]
			if *at == 0 {
				*at = next
				next++
			}
			keys[i] = *at
		}
	})
	return keys, int(next), err
}
