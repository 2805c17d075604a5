package table

import (
	"math/big"
	"math/bits"
)

// coefficient is the magnitude of a Decimal or of a sum of Decimals: an
// unsigned 128-bit integer.
type coefficient struct{ hi, lo uint64 }

// MaxDigits is the number of significant digits that a Decimal holds.
const MaxDigits = 38

// chunk is the largest power of ten below 2⁶⁴, with its digits.
const (
	chunk       = 10_000_000_000_000_000_000
	chunkDigits = 19
)

// powersOfTen holds 10⁰ to 10³⁸.
var powersOfTen = func() (powers [MaxDigits + 1]coefficient) {
	powers[0] = coefficient{lo: 1}
	for i := 1; i < len(powers); i++ {
		powers[i], _ = powers[i-1].times(coefficient{lo: 10})
	}
	return powers
}()

// tooManyDigits is the smallest magnitude that no Decimal holds.
var tooManyDigits = powersOfTen[MaxDigits]

func (c coefficient) zero() bool { return c.hi|c.lo == 0 }

func (c coefficient) compare(o coefficient) int {
	switch {
	case c == o:
		return 0
	case c.hi < o.hi, c.hi == o.hi && c.lo < o.lo:
		return -1
	}
	return 1
}

// plus returns c + o, and false when the sum does not fit 128 bits.
func (c coefficient) plus(o coefficient) (coefficient, bool) {
	lo, carry := bits.Add64(c.lo, o.lo, 0)
	hi, carry := bits.Add64(c.hi, o.hi, carry)
	return coefficient{hi, lo}, carry == 0
}

// minus returns c − o for c ≥ o.
func (c coefficient) minus(o coefficient) coefficient {
	lo, borrow := bits.Sub64(c.lo, o.lo, 0)
	hi, _ := bits.Sub64(c.hi, o.hi, borrow)
	return coefficient{hi, lo}
}

// times returns c × o, and false when the product does not fit 128 bits.
func (c coefficient) times(o coefficient) (coefficient, bool) {
	if c.hi != 0 && o.hi != 0 {
		return coefficient{}, false
	}
	over1, cross1 := bits.Mul64(c.hi, o.lo)
	over2, cross2 := bits.Mul64(c.lo, o.hi)
	hi, lo := bits.Mul64(c.lo, o.lo)
	hi, carry1 := bits.Add64(hi, cross1, 0)
	hi, carry2 := bits.Add64(hi, cross2, 0)
	return coefficient{hi, lo}, over1|over2|carry1|carry2 == 0
}

// shiftLeft returns c × 10^places, and false when it does not fit 128 bits.
func (c coefficient) shiftLeft(places int) (coefficient, bool) {
	if places == 0 || c.zero() {
		return c, true
	}
	if places > MaxDigits {
		return coefficient{}, false
	}
	return c.times(powersOfTen[places])
}

// divide returns c ÷ d and the remainder, for d > 0.
func (c coefficient) divide(d uint64) (coefficient, uint64) {
	hi, rest := c.hi/d, c.hi%d
	lo, rest := bits.Div64(rest, c.lo, d)
	return coefficient{hi, lo}, rest
}

// shiftRight returns c ÷ 10^places without its remainder, for places ≤ 38.
func (c coefficient) shiftRight(places int) coefficient {
	if places >= chunkDigits {
		c, _ = c.divide(chunk)
		places -= chunkDigits
	}
	c, _ = c.divide(powersOfTen[places].lo)
	return c
}

// appendDigits writes c in decimal without leading zeros; zero is "0".
func (c coefficient) appendDigits(b []byte) []byte {
	var digits [2*chunkDigits + 2]byte
	at := len(digits)
	for {
		var digit uint64
		if c.hi == 0 {
			c.lo, digit = c.lo/10, c.lo%10
		} else {
			c, digit = c.divide(10)
		}
		at--
		digits[at] = '0' + byte(digit)
		if c.zero() {
			return append(b, digits[at:]...)
		}
	}
}

func (c coefficient) big(negative bool) *big.Int {
	n := new(big.Int).SetUint64(c.hi)
	n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(c.lo))
	if negative {
		n.Neg(n)
	}
	return n
}

// coefficientOf returns the magnitude of n, which is below 2¹²⁸.
func coefficientOf(n *big.Int) coefficient {
	magnitude := new(big.Int).Abs(n)
	lo := new(big.Int).And(magnitude, new(big.Int).SetUint64(^uint64(0))).Uint64()
	return coefficient{magnitude.Rsh(magnitude, 64).Uint64(), lo}
}
