package datasets

import (
	"context"
	"slices"
	"sort"

	"figurehead/datasets/table"
)

// inOrder is the rows of a relation in order of one column: first those without a
// value, by their Reason, then the others by their codes, numbers or days.
type inOrder struct {
	rows  []uint32 // of the column
	parts []int    // where each Reason begins, and each code; its last is the end
}

// span is a run of places.
type span struct{ from, to int }

// mostParts is the most words of a column that is put in order.
const mostParts = 1 << 16

// putInOrder sorts the rows of r by a column, equal ones as they stand; false when
// that is not worth it.
func putInOrder(ctx context.Context, r relation, c *table.Column) (inOrder, bool, error) {
	if c.Wide != nil || len(c.Words) > mostParts {
		return inOrder{}, false, nil
	}
	part := func(row int) int { return int(c.Codes[row]) }
	parts := len(c.Words)
	if c.Codes == nil {
		parts = table.FirstCode + 1
		part = func(row int) int {
			if reason := c.Missing(row); reason != table.Present {
				return int(reason)
			}
			return table.FirstCode
		}
	}
	o := inOrder{rows: make([]uint32, r.n), parts: make([]int, max(parts, table.FirstCode)+1)}
	err := blocks(ctx, r.n, func(from, to int) {
		for i := from; i < to; i++ {
			o.parts[part(r.row(i))+1]++
		}
	})
	if err != nil {
		return o, false, err
	}
	for i := 1; i < len(o.parts); i++ {
		o.parts[i] += o.parts[i-1]
	}
	next := slices.Clone(o.parts)
	err = blocks(ctx, r.n, func(from, to int) {
		for i := from; i < to; i++ {
			row := r.row(i)
			at := part(row)
			o.rows[next[at]] = uint32(row)
			next[at]++
		}
	})
	if err == nil && c.Codes == nil {
		err = sortByValue(ctx, o.values(), valueKey(c))
	}
	return o, err == nil, err
}

// values are the rows that have one, for numbers and days.
func (o inOrder) values() []uint32 { return o.rows[o.parts[table.FirstCode]:] }

// valueKey gives the number or day of a row so that unsigned numbers sort as they do.
func valueKey(c *table.Column) func(row uint32) uint64 {
	const sign = 1 << 63
	if c.Days != nil {
		return func(row uint32) uint64 { return uint64(int64(c.Days[row])) ^ sign }
	}
	return func(row uint32) uint64 { return uint64(c.Scaled[row]) ^ sign }
}

// sortByValue sorts rows by their keys, digit by digit from the last.
func sortByValue(ctx context.Context, rows []uint32, key func(uint32) uint64) error {
	const bits = 11
	var all, common uint64 = 0, ^uint64(0)
	for _, row := range rows {
		k := key(row)
		all |= k
		common &= k
	}
	from, into := rows, make([]uint32, len(rows))
	for shift := 0; shift < 64; shift += bits {
		if (all^common)>>shift&(1<<bits-1) == 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var starts [1<<bits + 1]int
		for _, row := range from {
			starts[key(row)>>shift&(1<<bits-1)+1]++
		}
		for i := 1; i < len(starts); i++ {
			starts[i] += starts[i-1]
		}
		for _, row := range from {
			at := &starts[key(row)>>shift&(1<<bits-1)]
			into[*at] = row
			*at++
		}
		from, into = into, from
	}
	copy(rows, from)
	return nil
}

// spans are the places whose rows pass the test; false when it has to be asked of
// each row.
func (o inOrder) spans(t cellTest, c *table.Column) ([]span, bool) {
	if c.Codes != nil {
		return o.codeSpans(t.passingCodes(c.Words)), true
	}
	missing := span{0, o.parts[table.FirstCode]}
	switch {
	case t.useSet:
		return o.setSpans(t, c), true
	case t.reversed:
		return []span{missing}, t.low == nil && t.high == nil
	case c.Days != nil:
		low, high := t.dayBounds()
		return []span{o.between(c, int64(low), int64(high))}, true
	}
	low, high, ok := t.scaledBounds(c.Scale)
	return []span{o.between(c, low, high)}, ok
}

// codeSpans are the runs of codes that pass.
func (o inOrder) codeSpans(pass []uint8) []span {
	var list []span
	for code, passes := range pass {
		if passes == 1 {
			list = addSpan(list, span{o.parts[code], o.parts[code+1]})
		}
	}
	return list
}

// addSpan adds one that begins where the others end, or later.
func addSpan(list []span, s span) []span {
	switch n := len(list); {
	case s.from >= s.to:
	case n > 0 && list[n-1].to == s.from:
		list[n-1].to = s.to
	default:
		list = append(list, s)
	}
	return list
}

// between is where the values from low to high, both inclusive, stand.
func (o inOrder) between(c *table.Column, low, high int64) span {
	rows, key := o.values(), valueKey(c)
	const sign = 1 << 63
	first := sort.Search(len(rows), func(i int) bool { return key(rows[i]) >= uint64(low)^sign })
	end := sort.Search(len(rows), func(i int) bool { return key(rows[i]) > uint64(high)^sign })
	start := o.parts[table.FirstCode]
	return span{start + first, start + max(first, end)}
}

// setSpans are the places of the values of a set, or of all others.
func (o inOrder) setSpans(t cellTest, c *table.Column) []span {
	var named []span
	for _, v := range t.set {
		switch {
		case v.Missing != table.Present:
			named = append(named, span{o.parts[v.Missing], o.parts[v.Missing+1]})
		case c.Days != nil:
			named = append(named, o.between(c, int64(v.Day), int64(v.Day)))
		default:
			if n, ok := v.Number.Scaled(c.Scale); ok { // a number finer than the column equals none of it
				named = append(named, o.between(c, n, n))
			}
		}
	}
	slices.SortFunc(named, func(a, b span) int { return a.from - b.from })
	var in, out []span
	end := 0
	for _, s := range named {
		s.from = max(s.from, end)
		if s.from < s.to {
			in, out, end = addSpan(in, s), addSpan(out, span{end, s.from}), s.to
		}
	}
	if t.inSet {
		return in
	}
	return addSpan(out, span{end, len(o.rows)})
}
