package datasets

import (
	"math"
	"slices"

	"figurehead/datasets/table"
)

// rowFilter appends to kept the rows that pass among the places from to to of
// rows; rows nil means all.
type rowFilter func(rows []uint32, from, to int, kept []uint32) []uint32

// compile makes the test of a column's rows.
func (t cellTest) compile(c *table.Column, f table.Field) rowFilter {
	switch {
	case c.Codes != nil:
		return t.compileCodes(c)
	case t.useSet && t.inSet && c.Days != nil && c.Reasons == nil:
		return t.compileDays(c)
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
	keep := newKeeper()
	few := c.ByByte()
	if few != nil {
		pass = append(pass, make([]uint8, byteValues-len(pass))...)
	}
	if a, b, two := oneOrTwo(pass); two {
		return sameFilter(c.Codes, few, a, b, uint8(a), uint8(b), keep)
	}
	return func(rows []uint32, from, to int, kept []uint32) []uint32 {
		n := 0
		if rows == nil && few != nil {
			n = keepBytes(few.Rows[from:to], (*[byteValues]uint8)(pass), uint32(from), keep)
			return append(kept, keep[:n]...)
		}
		if rows == nil {
			codes := c.Codes[from:to]
			for i := 0; i < len(codes); i++ {
				// Four that fail are passed over at once: most tests keep few rows.
				for i+4 < len(codes) && pass[codes[i]]|pass[codes[i+1]]|pass[codes[i+2]]|pass[codes[i+3]] == 0 {
					i += 4
				}
				keep[n&keeperMask] = uint32(from + i)
				n += int(pass[codes[i]])
			}
			return append(kept, keep[:n]...)
		}
		for _, row := range rows[from:to] {
			keep[n&keeperMask] = row
			n += int(pass[c.Codes[row]])
		}
		return append(kept, keep[:n]...)
	}
}

// oneOrTwo are the codes that pass, twice the same one when it is alone.
func oneOrTwo(pass []uint8) (a, b uint32, few bool) {
	n := 0
	for code, passes := range pass {
		if passes == 0 {
			continue
		}
		if n++; n == 1 {
			a = uint32(code)
		}
		b = uint32(code)
	}
	return a, b, n == 1 || n == 2
}

// sameFilter keeps the rows whose value is a or b. Of all rows, those with a byte
// each are looked at by their bytes, which are x for a and y for b.
func sameFilter[T uint32 | table.Day](values []T, few *table.ByByte, a, b T, x, y uint8, keep *[blockRows]uint32) rowFilter {
	return func(rows []uint32, from, to int, kept []uint32) []uint32 {
		n := 0
		switch {
		case rows != nil:
			for _, row := range rows[from:to] {
				keep[n&keeperMask] = row
				v, hit := values[row], 0
				if v == a {
					hit = 1
				}
				if v == b {
					hit = 1
				}
				n += hit
			}
		case few != nil:
			n = sameBytes(few.Rows[from:to], x, y, uint32(from), keep)
		default:
			n = sameValues(values[:to], from, a, b, keep)
		}
		return append(kept, keep[:n]...)
	}
}

// sameValues keeps the rows from one on whose value is a or b. Eight that are
// neither are passed over at once.
func sameValues[T uint32 | table.Day](values []T, from int, a, b T, keep *[blockRows]uint32) int {
	n := 0
	for at := from; at < len(values); at++ {
		for at+8 <= len(values) && noneIs((*[8]T)(values[at:]), a) && (a == b || noneIs((*[8]T)(values[at:]), b)) {
			at += 8
		}
		for end := min(at+8, len(values)); at < end; at++ {
			keep[n&keeperMask] = uint32(at)
			v, hit := values[at], 0
			if v == a {
				hit = 1
			}
			if v == b {
				hit = 1
			}
			n += hit
		}
		at--
	}
	return n
}

func noneIs[T uint32 | table.Day](v *[8]T, a T) bool {
	return v[0] != a && v[1] != a && v[2] != a && v[3] != a && v[4] != a && v[5] != a && v[6] != a && v[7] != a
}

// keeperMask keeps a place within a block, so that no bound is checked.
const keeperMask = blockRows - 1

// newKeeper makes room for the rows of one block that pass. Every row is written
// there and the place moves on for those that pass: a branch that half of the
// rows take would cost more than the writing.
func newKeeper() *[blockRows]uint32 { return new([blockRows]uint32) }

// passingCodes says for each code of a dictionary whether it passes, as 1 or 0.
func (t cellTest) passingCodes(words []string) []uint8 {
	named := make(map[string]bool, len(t.set))
	var missing [table.FirstCode]bool
	for _, v := range t.set {
		if v.Missing != table.Present {
			missing[v.Missing] = true
			continue
		}
		named[v.Text] = true
	}
	pass := make([]uint8, len(words))
	var lower []byte
	for code := range pass {
		isMissing := code < table.FirstCode
		passes := !isMissing && named[words[code]] == t.inSet
		switch {
		case t.holds != nil:
			lower = appendLower(lower[:0], words[code])
			passes = !isMissing && t.holdsPart(lower)
		case !t.useSet:
			passes = isMissing == t.reversed
		case isMissing:
			passes = missing[code] == t.inSet
		}
		if passes {
			pass[code] = 1
		}
	}
	return pass
}

// compileDays looks the days of a set up in an array, when they lie close enough.
func (t cellTest) compileDays(c *table.Column) rowFilter {
	set, ok := daysOf(t.set)
	if !ok {
		return setFilter(t, c, c.Days, func(v table.Cell) (table.Day, bool) { return v.Day, true })
	}
	keep := newKeeper()
	if a, b, two := oneOrTwo(set.pass); two {
		return sameDays(c, set.first+table.Day(a), set.first+table.Day(b), keep)
	}
	return func(rows []uint32, from, to int, kept []uint32) []uint32 {
		n := 0
		if rows == nil {
			days := c.Days[from:to]
			for i := 0; i < len(days); i++ {
				for i+4 < len(days) && set.has(days[i])|set.has(days[i+1])|set.has(days[i+2])|set.has(days[i+3]) == 0 {
					i += 4
				}
				keep[n&keeperMask] = uint32(from + i)
				n += int(set.has(days[i]))
			}
			return append(kept, keep[:n]...)
		}
		for _, row := range rows[from:to] {
			keep[n&keeperMask] = row
			n += int(set.has(c.Days[row]))
		}
		return append(kept, keep[:n]...)
	}
}

// sameDays keeps the rows of a or b.
func sameDays(c *table.Column, a, b table.Day, keep *[blockRows]uint32) rowFilter {
	few := c.ByByte()
	if few == nil {
		return sameFilter(c.Days, nil, a, b, 0, 0, keep)
	}
	x, y := slices.Index(few.Days, a), slices.Index(few.Days, b)
	if x < 0 {
		a, x = b, y
	}
	if y < 0 {
		b, y = a, x
	}
	if x < 0 {
		return func(_ []uint32, _, _ int, kept []uint32) []uint32 { return kept }
	}
	return sameFilter(c.Days, few, a, b, uint8(x), uint8(y), keep)
}

// daySet is a set of days as an array of 1 and 0 from the first of them on; its
// last place, 0, is for all days beyond.
type daySet struct {
	first table.Day
	pass  []uint8
}

func (s *daySet) has(d table.Day) uint8 {
	return s.pass[min(uint(uint32(d-s.first)), uint(len(s.pass)-1))]
}

// daysOf returns the days of cells, or false when they lie too far apart.
func daysOf(cells []table.Cell) (daySet, bool) {
	low, high := table.Day(math.MaxInt32), table.Day(math.MinInt32)
	for _, v := range cells {
		if v.Missing == table.Present {
			low, high = min(low, v.Day), max(high, v.Day)
		}
	}
	if low > high {
		return daySet{pass: []uint8{0}}, true
	}
	if int64(high)-int64(low) >= denseGroups {
		return daySet{}, false
	}
	s := daySet{low, make([]uint8, high-low+2)}
	for _, v := range cells {
		if v.Missing == table.Present {
			s.pass[v.Day-low] = 1
		}
	}
	return s, true
}

// setFilter keeps the values of the set, or all others.
func setFilter[T comparable](t cellTest, c *table.Column, values []T, held func(table.Cell) (T, bool)) rowFilter {
	named := valueSet[T]{}
	var missing [table.FirstCode]bool
	for _, v := range t.set {
		if v.Missing != table.Present {
			missing[v.Missing] = true
			continue
		}
		if value, ok := held(v); ok { // a number finer than the column equals none of it
			named.add(value)
		}
	}
	return func(rows []uint32, from, to int, kept []uint32) []uint32 {
		if rows == nil && c.Reasons == nil {
			for i, v := range values[from:to] {
				if named.has(v) == t.inSet {
					kept = append(kept, uint32(from+i))
				}
			}
			return kept
		}
		return filterRows(rows, from, to, kept, func(row uint32) bool {
			if reason := c.Missing(int(row)); reason != table.Present {
				return missing[reason] == t.inSet
			}
			return named.has(values[row]) == t.inSet
		})
	}
}

// valueSet is a list while it is short and a map beyond.
type valueSet[T comparable] struct {
	few  []T
	many map[T]bool
}

// fewValues are found faster in a list than in a map.
const fewValues = 8

func (s *valueSet[T]) add(v T) {
	if s.many == nil && len(s.few) < fewValues {
		s.few = append(s.few, v)
		return
	}
	if s.many == nil {
		s.many = map[T]bool{}
		for _, v := range s.few {
			s.many[v] = true
		}
	}
	s.many[v] = true
}

func (s *valueSet[T]) has(v T) bool {
	if s.many != nil {
		return s.many[v]
	}
	for _, one := range s.few {
		if one == v {
			return true
		}
	}
	return false
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
