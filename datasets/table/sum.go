package table

import "math/big"

// Sum adds Decimals exactly, however wide the total grows. The zero value is
// an empty sum. It is not safe for use by several goroutines at once.
type Sum struct {
	c        coefficient
	scale    uint8
	negative bool
	wide     *big.Int // set, at scale, once 128 bits are not enough
}

// Add adds d.
func (s *Sum) Add(d Decimal) {
	if s.wide == nil && s.addNarrow(d) {
		return
	}
	if s.wide == nil {
		s.wide = s.c.big(s.negative)
	}
	n := d.c.big(d.negative)
	switch {
	case d.scale > s.scale:
		s.wide.Mul(s.wide, bigPower(int(d.scale-s.scale)))
		s.scale = d.scale
	case d.scale < s.scale:
		n.Mul(n, bigPower(int(s.scale-d.scale)))
	}
	s.wide.Add(s.wide, n)
}

// Sub takes d away.
func (s *Sum) Sub(d Decimal) { s.Add(d.Neg()) }

// Times multiplies what is there by d, exactly.
func (s *Sum) Times(d Decimal) {
	s.wide = new(big.Int).Mul(s.big(), d.c.big(d.negative))
	s.scale += d.scale
}

// addNarrow adds d in 128 bits, or leaves s as it is and reports false.
func (s *Sum) addNarrow(d Decimal) bool {
	a, b, scale, ok := s.c, d.c, s.scale, true
	switch {
	case d.scale > scale:
		a, ok = a.shiftLeft(int(d.scale - scale))
		scale = d.scale
	case d.scale < scale:
		b, ok = b.shiftLeft(int(scale - d.scale))
	}
	if !ok {
		return false
	}
	negative := s.negative
	switch {
	case s.negative == d.negative:
		if a, ok = a.plus(b); !ok {
			return false
		}
	case a.compare(b) >= 0:
		a = a.minus(b)
	default:
		a, negative = b.minus(a), d.negative
	}
	s.c, s.scale, s.negative = a, scale, negative && !a.zero()
	return true
}

// Total is the sum, or ErrTooManyDigits when it does not fit 38 digits.
func (s *Sum) Total() (Decimal, error) {
	if s.wide != nil {
		return fitBig(s.wide, int(s.scale), s.wide.Sign() < 0)
	}
	return fit(s.c, int(s.scale), s.negative)
}

// Sign is −1, 0 or 1.
func (s *Sum) Sign() int {
	switch {
	case s.wide != nil:
		return s.wide.Sign()
	case s.c.zero():
		return 0
	case s.negative:
		return -1
	}
	return 1
}

// Mean is the sum divided by n, with 12 decimals, half away from zero.
func (s *Sum) Mean(n int) (Decimal, error) {
	return quotient(s.big(), int(s.scale), big.NewInt(int64(n)), 0)
}

// Percent is part as a percentage of whole, with 12 decimals, half away from
// zero. It returns ErrDivideByZero when whole is 0.
func Percent(part, whole *Sum) (Decimal, error) { return Ratio(part, 100, whole) }

// Ratio is part × times ÷ whole, with 12 decimals, half away from zero. It
// returns ErrDivideByZero when whole is 0.
func Ratio(part *Sum, times int64, whole *Sum) (Decimal, error) {
	n := new(big.Int).Mul(part.big(), big.NewInt(times))
	return quotient(n, int(part.scale), whole.big(), int(whole.scale))
}

func (s *Sum) big() *big.Int {
	if s.wide != nil {
		return s.wide
	}
	return s.c.big(s.negative)
}
