package table

import "slices"

// Weave gives a column that takes its cells from columns by turns: its cell i is
// that of row rows[i] of columns[i mod len(columns)]. The columns hold values of
// one form: all text, all numbers or all days.
func Weave(columns []*Column, rows []uint32) *Column {
	woven := &Column{}
	switch first := columns[0]; {
	case first.Codes != nil:
		woven.weaveWords(columns, rows)
		return woven
	case first.Days != nil:
		woven.Days = weave(columns, rows, func(c *Column) []Day { return c.Days })
	default:
		woven.weaveNumbers(columns, rows)
	}
	if slices.ContainsFunc(columns, func(c *Column) bool { return c.Reasons != nil }) {
		woven.Reasons = weave(columns, rows, func(c *Column) []Reason { return c.Reasons })
	}
	return woven
}

// weave takes values by turns; columns without values give zeros.
func weave[T any](columns []*Column, rows []uint32, of func(*Column) []T) []T {
	woven := make([]T, len(rows))
	for j, c := range columns {
		values := of(c)
		if values == nil {
			continue
		}
		for i := j; i < len(rows); i += len(columns) {
			woven[i] = values[rows[i]]
		}
	}
	return woven
}

// weaveWords brings the dictionaries together, each word once.
func (c *Column) weaveWords(columns []*Column, rows []uint32) {
	c.Codes, c.Words = make([]uint32, len(rows)), make([]string, FirstCode)
	known := map[string]uint32{}
	for j, from := range columns {
		codes := make([]uint32, len(from.Words))
		for code := range codes {
			if code < FirstCode {
				codes[code] = uint32(code)
				continue
			}
			word := from.Words[code]
			if known[word] == 0 {
				known[word] = uint32(len(c.Words))
				c.Words = append(c.Words, word)
			}
			codes[code] = known[word]
		}
		for i := j; i < len(rows); i += len(columns) {
			c.Codes[i] = codes[from.Codes[rows[i]]]
		}
	}
}

// weaveNumbers brings the numbers to one scale, or makes them wide.
func (c *Column) weaveNumbers(columns []*Column, rows []uint32) {
	scaled := make([]*Column, len(columns))
	for i, from := range columns {
		c.Scale = max(c.Scale, from.Scale)
		copied := *from
		scaled[i] = &copied
	}
	for _, s := range scaled {
		if s.Wide == nil && s.Scale < c.Scale {
			s.Scaled = slices.Clone(s.Scaled)
			s.rescale(c.Scale)
		}
	}
	if !slices.ContainsFunc(scaled, func(s *Column) bool { return s.Wide != nil }) {
		c.Scaled = weave(scaled, rows, func(s *Column) []int64 { return s.Scaled })
		return
	}
	c.Scale = 0
	for _, s := range scaled {
		if s.Wide == nil {
			s.widen()
		}
	}
	c.Wide = weave(scaled, rows, func(s *Column) []Decimal { return s.Wide })
}

// Cycle gives a column of n cells: those of c over and over.
func (c *Column) Cycle(n int) *Column {
	return &Column{
		Codes: cycle(c.Codes, n), Words: c.Words,
		Scaled: cycle(c.Scaled, n), Scale: c.Scale, Wide: cycle(c.Wide, n),
		Days: cycle(c.Days, n), Reasons: cycle(c.Reasons, n),
	}
}

func cycle[T any](values []T, n int) []T {
	if values == nil {
		return nil
	}
	cycled := make([]T, n)
	for i := 0; i < n && len(values) > 0; i += len(values) {
		copy(cycled[i:], values)
	}
	return cycled
}

// PickOr is Pick with rows counted from 1; row 0 gives a cell that is missing
// for that reason. The column is one of Field f.
func (c *Column) PickOr(rows []uint32, f Field, missing Reason) *Column {
	picked := &Column{Words: c.Words, Scale: c.Scale}
	switch {
	case !f.Kind.Number() && !f.Kind.Calendar():
		if picked.Words == nil {
			picked.Words = make([]string, FirstCode)
		}
		picked.Codes = pickOr(c.Codes, rows, uint32(missing))
		return picked
	case f.Kind.Calendar():
		picked.Days = pickOr(c.Days, rows, 0)
	case c.Wide != nil:
		picked.Wide = pickOr(c.Wide, rows, Decimal{})
	default:
		picked.Scaled = pickOr(c.Scaled, rows, 0)
	}
	if c.Reasons != nil || slices.Contains(rows, 0) {
		picked.Reasons = pickOr(c.Reasons, rows, missing)
	}
	return picked
}

func pickOr[T any](values []T, rows []uint32, none T) []T {
	picked := make([]T, len(rows))
	for i, row := range rows {
		switch {
		case row == 0:
			picked[i] = none
		case values != nil:
			picked[i] = values[row-1]
		}
	}
	return picked
}
