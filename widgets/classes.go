package widgets

import (
	"figurehead/datasets/table"
)

// maxClasses is how many shades a reader can tell apart without counting.
const maxClasses = 4

// classes divide a measure into up to four ranges of one width, whose edges are
// round numbers. A value belongs by its number as printed, so that two values
// that read alike never differ in shade (shared figure design, section 6).
type classes struct {
	places int   // of the numbers as printed; negative beyond 15 digits
	step   int64 // width of a class, in units of the last place
	base   int64 // classes below the lowest that is used
	n      int
}

// newClasses divides numbers that are printed with so many places.
func newClasses(numbers []table.Decimal, places int) classes {
	c := classes{places: places, n: 1, step: 1}
	for _, d := range numbers {
		c.places = min(c.places, 15-wholeDigits(d))
	}
	if len(numbers) == 0 {
		return c
	}
	low, high := c.printed(numbers[0]), c.printed(numbers[0])
	for _, d := range numbers[1:] {
		low, high = min(low, c.printed(d)), max(high, c.printed(d))
	}
	for power := int64(1); ; power *= 10 {
		for _, tenths := range []int64{10, 15, 20, 25, 50} {
			c.step = power * tenths / 10
			if power*tenths%10 != 0 {
				continue
			}
			c.base = floorOf(low, c.step)
			if n := -floorOf(-high, c.step) - c.base; n <= maxClasses {
				c.n = max(int(n), 1)
				return c
			}
		}
	}
}

// wholeDigits counts the digits before the point.
func wholeDigits(d table.Decimal) int {
	n := 0
	for ten := table.NewDecimal(1, 0); n < 38 && d.Abs().Cmp(ten) >= 0; n++ {
		ten, _ = ten.Shift(1) // no error within 38 digits
	}
	return n
}

// printed is a number as printed, in units of the last place.
func (c classes) printed(d table.Decimal) int64 {
	shifted, err := d.Round(c.places).Shift(c.places)
	n, ok := shifted.Int64()
	if err != nil || !ok {
		return 0
	}
	return n
}

// of is the class of a number, from 0.
func (c classes) of(d table.Decimal) int {
	at := floorOf(c.printed(d), c.step) - c.base
	return int(max(0, min(at, int64(c.n-1))))
}

// edges are where one class gives way to the next: the lowest numbers of all
// classes but the first.
func (c classes) edges() []table.Decimal {
	var edges []table.Decimal
	for i := 1; i < c.n; i++ {
		edge, err := table.NewDecimal((c.base+int64(i))*c.step, 0).Shift(-c.places)
		if err != nil {
			return nil
		}
		edges = append(edges, edge)
	}
	return edges
}

// floorOf divides towards minus infinity.
func floorOf(v, by int64) int64 {
	q := v / by
	if v%by < 0 {
		q--
	}
	return q
}

// shades are the colours of n classes, low to high: the three of the Analysis
// Function's sequential palette where they do, and a paler one for the lowest
// of four.
func (p Palette) shades(n int) []Color {
	s := p.Sequential
	switch n {
	case 1:
		return s[2:3]
	case 2:
		return []Color{s[1], s[3]}
	case 3:
		return s[1:]
	}
	return s
}

// on is the text colour with more contrast on a fill.
func on(fill Color) Color {
	if Contrast(fill, white) >= Contrast(fill, darkText) {
		return white
	}
	return darkText
}
