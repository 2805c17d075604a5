package table

import "math"

// FirstCode is the first dictionary code of a text. Codes below it say that
// the cell is missing: the code is the Reason.
const FirstCode = 8

// Column gives the values of one Field in the form they are held. Its slices
// belong to the Table and are never changed.
type Column struct {
	// Codes and Words hold Text and PlaceCode: Words[Codes[row]] is the text.
	// The first FirstCode words are empty and stand for missing cells.
	Codes []uint32
	Words []string
	// Scaled holds numbers as integers divided by 10 to the power of Scale,
	// unless some number does not fit; then Wide holds them all.
	Scaled []int64
	Scale  int
	Wide   []Decimal
	// Days holds Dates and Periods.
	Days []Day
	// Reasons holds why numbers and days are missing; nil when none is.
	Reasons []Reason

	small *byByte // of a Table's columns
}

// Missing is the Reason why the cell of that row has no value, or Present.
func (c *Column) Missing(row int) Reason {
	if c.Codes != nil {
		if code := c.Codes[row]; code < FirstCode {
			return Reason(code)
		}
		return Present
	}
	if c.Reasons != nil {
		return c.Reasons[row]
	}
	return Present
}

// Number is the number of that row; 0 when it is missing.
func (c *Column) Number(row int) Decimal {
	if c.Wide != nil {
		return c.Wide[row]
	}
	return NewDecimal(c.Scaled[row], c.Scale)
}

// Cell is the cell of that row, for a column of Field f.
func (c *Column) Cell(row int, f Field) Cell {
	cell := MissingCell(f, c.Missing(row))
	switch {
	case cell.Missing != Present:
	case f.Kind.Number():
		cell.Number = c.Number(row)
	case f.Kind.Calendar():
		cell.Day = c.Days[row]
	default:
		cell.Text = c.Words[c.Codes[row]]
	}
	return cell
}

// rescale brings Scaled to a larger scale, or moves it to Wide when a number
// would not fit.
func (c *Column) rescale(scale int) {
	factor := powersOfTen[scale-c.Scale]
	if factor.hi != 0 || factor.lo > math.MaxInt64 {
		if c.allZero() {
			c.Scale = scale
			return
		}
		c.widen()
		return
	}
	most := math.MaxInt64 / int64(factor.lo)
	for _, n := range c.Scaled {
		if n > most || n < -most {
			c.widen()
			return
		}
	}
	for i := range c.Scaled {
		c.Scaled[i] *= int64(factor.lo)
	}
	c.Scale = scale
}

func (c *Column) allZero() bool {
	for _, n := range c.Scaled {
		if n != 0 {
			return false
		}
	}
	return true
}

func (c *Column) widen() {
	c.Wide = make([]Decimal, len(c.Scaled), cap(c.Scaled))
	for i, n := range c.Scaled {
		c.Wide[i] = NewDecimal(n, c.Scale)
	}
	c.Scaled, c.Scale = nil, 0
}

func (c *Column) appendNumber(d Decimal) {
	if c.Wide == nil && d.Places() > c.Scale {
		c.rescale(d.Places())
	}
	if c.Wide == nil {
		if n, ok := d.Scaled(c.Scale); ok {
			c.Scaled = append(c.Scaled, n)
			return
		}
		c.widen()
	}
	c.Wide = append(c.Wide, d)
}

// Pick gives a column of those rows, in that order.
func (c *Column) Pick(rows []uint32) *Column {
	return &Column{
		Codes: pick(c.Codes, rows), Words: c.Words,
		Scaled: pick(c.Scaled, rows), Scale: c.Scale, Wide: pick(c.Wide, rows),
		Days: pick(c.Days, rows), Reasons: pick(c.Reasons, rows),
	}
}

func pick[T any](values []T, rows []uint32) []T {
	if values == nil {
		return nil
	}
	picked := make([]T, len(rows))
	for i, row := range rows {
		picked[i] = values[row]
	}
	return picked
}
