package table

import "slices"

// Weave gives a column that takes a cell of each of columns for each of rows, by
// turns: its cells are those of rows[0] in all columns, then those of rows[1] and
// so on. Rows nil are the first n rows of the columns. The columns hold values of
// one form: all text, all numbers or all days.
func Weave(columns []*Column, rows []uint32, n int) *Column {
	woven := &Column{}
	switch first := columns[0]; {
	case first.Codes != nil:
		woven.weaveWords(columns, rows, n)
		return woven
	case first.Days != nil:
		woven.Days = weave(columns, rows, n, func(c *Column) []Day { return c.Days })
	default:
		woven.weaveNumbers(columns, rows, n)
	}
	if slices.ContainsFunc(columns, func(c *Column) bool { return c.Reasons != nil }) {
		woven.Reasons = weave(columns, rows, n, func(c *Column) []Reason { return c.Reasons })
	}
	return woven
}

// weave takes values by turns; columns without values give zeros.
func weave[T any](columns []*Column, rows []uint32, n int, of func(*Column) []T) []T {
	if rows != nil {
		n = len(rows)
	}
	woven := make([]T, n*len(columns))
	for j, c := range columns {
		values := of(c)
		if values == nil {
			continue
		}
		at := j
		if rows == nil {
			for _, v := range values[:n] {
				woven[at] = v
				at += len(columns)
			}
			continue
		}
		for _, row := range rows {
			woven[at] = values[row]
			at += len(columns)
		}
	}
	return woven
}

// weaveWords brings the dictionaries together, each word once.
func (c *Column) weaveWords(columns []*Column, rows []uint32, n int) {
	c.Words = make([]string, FirstCode)
	known := map[string]uint32{}
	codes := make([][]uint32, len(columns)) // of c, by those of each column
	for j, from := range columns {
		codes[j] = make([]uint32, len(from.Words))
		for code := range codes[j] {
			if code < FirstCode {
				codes[j][code] = uint32(code)
				continue
			}
			word := from.Words[code]
			if known[word] == 0 {
				known[word] = uint32(len(c.Words))
				c.Words = append(c.Words, word)
			}
			codes[j][code] = known[word]
		}
	}
	if rows != nil {
		n = len(rows)
	}
	c.Codes = make([]uint32, n*len(columns))
	for j, from := range columns {
		to, at := codes[j], j
		if rows == nil {
			for _, code := range from.Codes[:n] {
				c.Codes[at] = to[code]
				at += len(columns)
			}
			continue
		}
		for _, row := range rows {
			c.Codes[at] = to[from.Codes[row]]
			at += len(columns)
		}
	}
}

// weaveNumbers brings the numbers to one scale, or makes them wide.
func (c *Column) weaveNumbers(columns []*Column, rows []uint32, n int) {
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
		c.Scaled = weave(scaled, rows, n, func(s *Column) []int64 { return s.Scaled })
		return
	}
	c.Scale = 0
	for _, s := range scaled {
		if s.Wide == nil {
			s.widen()
		}
	}
	c.Wide = weave(scaled, rows, n, func(s *Column) []Decimal { return s.Wide })
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
	for done := copy(cycled, values); done > 0 && done < n; done *= 2 { // what is there again
		copy(cycled[done:], cycled[:done])
	}
	return cycled
}

// Repeat gives a column of the cells of those rows, each so often. Rows nil are
// the first n rows of c.
func (c *Column) Repeat(rows []uint32, n, times int) *Column {
	return &Column{
		Codes: repeat(c.Codes, rows, n, times), Words: c.Words,
		Scaled: repeat(c.Scaled, rows, n, times), Scale: c.Scale, Wide: repeat(c.Wide, rows, n, times),
		Days: repeat(c.Days, rows, n, times), Reasons: repeat(c.Reasons, rows, n, times),
	}
}

func repeat[T any](values []T, rows []uint32, n, times int) []T {
	if values == nil {
		return nil
	}
	if rows != nil {
		values, n = pick(values, rows), len(rows)
	}
	repeated := make([]T, n*times)
	at := 0
	for _, v := range values[:n] {
		for range times {
			repeated[at] = v
			at++
		}
	}
	return repeated
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
