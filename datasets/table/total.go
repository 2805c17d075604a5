package table

import "math/bits"

// Total adds the integers of a Column's Scaled in 128 bits, which no table is
// large enough to fill. The zero value is 0.
type Total struct {
	hi int64
	lo uint64
}

// Add adds n.
func (t *Total) Add(n int64) {
	lo, carry := bits.Add64(t.lo, uint64(n), 0)
	t.lo = lo
	t.hi += n>>63 + int64(carry)
}

// Join adds another total.
func (t *Total) Join(o Total) {
	lo, carry := bits.Add64(t.lo, o.lo, 0)
	t.lo = lo
	t.hi += o.hi + int64(carry)
}

// Decimal is the total divided by 10 to the power of scale, or ErrTooManyDigits.
func (t Total) Decimal(scale int) (Decimal, error) { return NewDecimal128(t.hi, t.lo, scale) }

// Sum is the total divided by 10 to the power of scale.
func (t Total) Sum(scale int) Sum {
	c := coefficient{uint64(t.hi), t.lo}
	if t.hi < 0 {
		c = coefficient{}.minus(c)
	}
	return Sum{c: c, scale: uint8(scale), negative: t.hi < 0}
}
