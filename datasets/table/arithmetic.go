package table

import "math/big"

// Sign is −1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.c.zero():
		return 0
	case d.negative:
		return -1
	}
	return 1
}

// IsZero reports whether d is 0.
func (d Decimal) IsZero() bool { return d.c.zero() }

// Neg is −d.
func (d Decimal) Neg() Decimal {
	d.negative = !d.negative && !d.c.zero()
	return d
}

// Abs is d without its sign.
func (d Decimal) Abs() Decimal {
	d.negative = false
	return d
}

// Equal reports whether d and o are one number, as == does.
func (d Decimal) Equal(o Decimal) bool { return d == o }

// Cmp is −1 when d is smaller than o, 0 when equal, 1 when larger.
func (d Decimal) Cmp(o Decimal) int {
	if ds, os := d.Sign(), o.Sign(); ds != os || ds == 0 {
		return compare(ds, os)
	}
	if d.negative {
		return o.Neg().Cmp(d.Neg())
	}
	a, b, fits := d.c, o.c, true
	switch {
	case d.scale < o.scale:
		// A product beyond 128 bits is larger than every 38-digit number.
		if a, fits = a.shiftLeft(int(o.scale - d.scale)); !fits {
			return 1
		}
	case o.scale < d.scale:
		if b, fits = b.shiftLeft(int(d.scale - o.scale)); !fits {
			return -1
		}
	}
	return a.compare(b)
}

func compare(a, b int) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Add is d + o, or ErrTooManyDigits.
func (d Decimal) Add(o Decimal) (Decimal, error) {
	var s Sum
	s.Add(d)
	s.Add(o)
	return s.Total()
}

// Sub is d − o, or ErrTooManyDigits.
func (d Decimal) Sub(o Decimal) (Decimal, error) { return d.Add(o.Neg()) }

// Mul is d × o, exactly, or ErrTooManyDigits.
func (d Decimal) Mul(o Decimal) (Decimal, error) {
	product := new(big.Int).Mul(d.c.big(false), o.c.big(false))
	return fitBig(product, int(d.scale)+int(o.scale), d.negative != o.negative)
}

// Floor is the largest multiple of o that is not above d. It returns
// ErrDivideByZero or ErrTooManyDigits.
func (d Decimal) Floor(o Decimal) (Decimal, error) {
	if o.c.zero() {
		return Decimal{}, ErrDivideByZero
	}
	scale := max(d.scale, o.scale)
	n, width := d.c.big(d.negative), o.c.big(false)
	n.Mul(n, bigPower(int(scale-d.scale)))
	width.Mul(width, bigPower(int(scale-o.scale)))
	n.Sub(n, new(big.Int).Mod(n, width)) // Mod is never below 0
	return fitBig(n, int(scale), n.Sign() < 0)
}

// Quo is d ÷ o with 12 decimals, half away from zero. It returns
// ErrDivideByZero or ErrTooManyDigits.
func (d Decimal) Quo(o Decimal) (Decimal, error) {
	return quotient(d.c.big(d.negative), int(d.scale), o.c.big(o.negative), int(o.scale))
}

// Shift is d × 10^places, exactly; places may be negative. It returns
// ErrTooManyDigits.
func (d Decimal) Shift(places int) (Decimal, error) {
	if d.c.zero() {
		return d, nil
	}
	scale := int(d.scale) - places
	if scale >= 0 {
		return fit(d.c, scale, d.negative)
	}
	c, ok := d.c.shiftLeft(-scale)
	if !ok {
		return Decimal{}, ErrTooManyDigits
	}
	return fit(c, 0, d.negative)
}

// Round keeps places digits after the point, half away from zero; negative
// places round to tens, hundreds and so on.
func (d Decimal) Round(places int) Decimal {
	drop := int(d.scale) - places
	if drop <= 0 || d.c.zero() {
		return d
	}
	if drop > MaxDigits {
		return Decimal{}
	}
	half := coefficient{lo: 5}
	half, _ = half.shiftLeft(drop - 1)
	c, _ := d.c.plus(half) // below 1.5 × 10³⁸, which fits
	c = c.shiftRight(drop)
	if places < 0 {
		c, _ = c.shiftLeft(-places)
		places = 0
	}
	return normal(c, places, d.negative)
}

// quotient is numerator ÷ denominator with 12 decimals, half away from zero.
func quotient(numerator *big.Int, numeratorScale int, denominator *big.Int, denominatorScale int) (Decimal, error) {
	if denominator.Sign() == 0 {
		return Decimal{}, ErrDivideByZero
	}
	n, d := new(big.Int).Set(numerator), new(big.Int).Set(denominator)
	if places := QuotientPlaces + denominatorScale - numeratorScale; places >= 0 {
		n.Mul(n, bigPower(places))
	} else {
		d.Mul(d, bigPower(-places))
	}
	negative := n.Sign()*d.Sign() < 0
	n.Abs(n)
	d.Abs(d)
	whole, rest := new(big.Int).QuoRem(n, d, new(big.Int))
	if rest.Lsh(rest, 1).Cmp(d) >= 0 {
		whole.Add(whole, big.NewInt(1))
	}
	return fitBig(whole, QuotientPlaces, negative)
}

// fitBig is fit for integers of any width.
func fitBig(n *big.Int, scale int, negative bool) (Decimal, error) {
	ten, rest := big.NewInt(10), new(big.Int)
	n = new(big.Int).Abs(n)
	for scale > 0 && n.BitLen() > 127 {
		shorter, digit := new(big.Int).QuoRem(n, ten, rest)
		if digit.Sign() != 0 {
			break
		}
		n, scale = shorter, scale-1
	}
	if n.BitLen() > 127 {
		return Decimal{}, ErrTooManyDigits
	}
	return fit(coefficientOf(n), scale, negative)
}

func bigPower(places int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
}
