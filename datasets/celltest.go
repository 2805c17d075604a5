package datasets

import (
	"math"

	"figurehead/datasets/table"
)

// cellTest is a Filter's test with its values read: one of a set, none of it,
// or within bounds.
type cellTest struct {
	set      []table.Cell // with inSet or not
	useSet   bool
	inSet    bool
	low      *table.Cell
	high     *table.Cell
	open     bool // the bounds themselves do not pass
	reversed bool // keep what would fail
}

func oneOf(values []table.Cell, in bool) cellTest {
	return cellTest{set: values, useSet: true, inSet: in}
}

// onlyMissing passes every cell without a value.
func onlyMissing(table.Field) cellTest { return cellTest{reversed: true} }

// passes says whether one cell passes: the rule that the compiled forms keep.
func (t cellTest) passes(c table.Cell) bool {
	if t.useSet {
		for _, v := range t.set {
			if v.Missing == c.Missing && v.Compare(c) == 0 {
				return t.inSet
			}
		}
		return !t.inSet
	}
	return t.within(c) != t.reversed
}

func (t cellTest) within(c table.Cell) bool {
	if c.Missing != table.Present {
		return false
	}
	if t.low != nil {
		if order := c.Compare(*t.low); order < 0 || order == 0 && t.open {
			return false
		}
	}
	if t.high != nil {
		if order := c.Compare(*t.high); order > 0 || order == 0 && t.open {
			return false
		}
	}
	return true
}

// rowFilter appends to kept the rows that pass among the places from to to of
// rows; rows nil means all.
type rowFilter func(rows []uint32, from, to int, kept []uint32) []uint32

// compile makes the test of a column's rows.
func (t cellTest) compile(c *table.Column, f table.Field) rowFilter {
	switch {
	case c.Codes != nil:
		return t.compileCodes(c)
	case t.useSet && c.Days != nil:
		return setFilter(t, c, c.Days, func(v table.Cell) (table.Day, bool) { return v.Day, true })
	case t.useSet && c.Scaled != nil:
		return setFilter(t, c, c.Scaled, func(v table.Cell) (int64, bool) { return v.Number.Scaled(c.Scale) })
	case t.useSet && c.Wide != nil:
		return setFilter(t, c, c.Wide, func(v table.Cell) (table.Decimal, bool) { return v.Number, true })
	case !t.reversed && c.Days != nil:
		low, high := t.dayBounds()
		return boundsFilter(c.Days, c.Reasons, low, high)
	case !t.reversed && c.Scaled != nil:
		if low, high, ok := t.scaledBounds(c.Scale); ok {
			return boundsFilter(c.Scaled, c.Reasons, low, high)
		}
	}
	return func(rows []uint32, from, to int, kept []uint32) []uint32 {
		return filterRows(rows, from, to, kept, func(row uint32) bool { return t.passes(c.Cell(int(row), f)) })
	}
}

func filterRows(rows []uint32, from, to int, kept []uint32, passes func(row uint32) bool) []uint32 {
	for i := from; i < to; i++ {
		row := uint32(i)
		if rows != nil {
			row = rows[i]
		}
		if passes(row) {
			kept = append(kept, row)
		}
	}
	return kept
}

// compileCodes tests each word of the dictionary once.
func (t cellTest) compileCodes(c *table.Column) rowFilter {
	pass := t.passingCodes(c.Words)
	return func(rows []uint32, from, to int, kept []uint32) []uint32 {
		if rows == nil {
			for i, code := range c.Codes[from:to] {
				if pass[code] {
					kept = append(kept, uint32(from+i))
				}
			}
			return kept
		}
		for _, row := range rows[from:to] {
			if pass[c.Codes[row]] {
				kept = append(kept, row)
			}
		}
		return kept
	}
}

// passingCodes says for each code of a dictionary whether it passes.
func (t cellTest) passingCodes(words []string) []bool {
	named := make(map[string]bool, len(t.set))
	var missing [table.FirstCode]bool
	for _, v := range t.set {
		if v.Missing != table.Present {
			missing[v.Missing] = true
			continue
		}
		named[v.Text] = true
	}
	pass := make([]bool, len(words))
	for code := range pass {
		isMissing := code < table.FirstCode
		switch {
		case !t.useSet:
			pass[code] = isMissing == t.reversed
		case isMissing:
			pass[code] = missing[code] == t.inSet
		default:
			pass[code] = named[words[code]] == t.inSet
		}
	}
	return pass
}

// setFilter keeps the values of the set, or all others.
func setFilter[T comparable](t cellTest, c *table.Column, values []T, held func(table.Cell) (T, bool)) rowFilter {
	named := make(map[T]bool, len(t.set))
	var missing [table.FirstCode]bool
	for _, v := range t.set {
		if v.Missing != table.Present {
			missing[v.Missing] = true
			continue
		}
		if value, ok := held(v); ok { // a number finer than the column equals none of it
			named[value] = true
		}
	}
	return func(rows []uint32, from, to int, kept []uint32) []uint32 {
		return filterRows(rows, from, to, kept, func(row uint32) bool {
			if reason := c.Missing(int(row)); reason != table.Present {
				return missing[reason] == t.inSet
			}
			return named[values[row]] == t.inSet
		})
	}
}

// boundsFilter keeps values from low to high, both inclusive.
func boundsFilter[T int64 | table.Day](values []T, reasons []table.Reason, low, high T) rowFilter {
	return func(rows []uint32, from, to int, kept []uint32) []uint32 {
		if rows == nil && reasons == nil {
			for i, v := range values[from:to] {
				if v >= low && v <= high {
					kept = append(kept, uint32(from+i))
				}
			}
			return kept
		}
		return filterRows(rows, from, to, kept, func(row uint32) bool {
			v := values[row]
			return v >= low && v <= high && (reasons == nil || reasons[row] == table.Present)
		})
	}
}

// dayBounds gives the test as a range of days.
func (t cellTest) dayBounds() (low, high table.Day) {
	low, high = math.MinInt32, math.MaxInt32
	edge := table.Day(0)
	if t.open {
		edge = 1
	}
	if t.low != nil {
		low = t.low.Day + edge
	}
	if t.high != nil {
		high = t.high.Day - edge
	}
	return low, high
}

// scaledBounds gives the test as a range of integers at that scale, or false
// when a bound is beyond int64 and is left to Compare.
func (t cellTest) scaledBounds(scale int) (low, high int64, ok bool) {
	low, high, ok = math.MinInt64, math.MaxInt64, true
	if t.low != nil {
		low, ok = scaledBound(t.low.Number, scale, 1, t.open)
	}
	if t.high != nil && ok {
		high, ok = scaledBound(t.high.Number, scale, -1, t.open)
	}
	return low, high, ok
}

// scaledBound is the first integer at that scale inside the bound v, going up
// (inward 1) or down (inward −1).
func scaledBound(v table.Decimal, scale int, inward int64, open bool) (int64, bool) {
	near := v.Round(scale)
	n, fits := near.Scaled(scale)
	order := int64(near.Cmp(v))
	if order == -inward || order == 0 && open {
		n += inward // below 2⁶³ either way: Scaled keeps one free
	}
	return n, fits
}
