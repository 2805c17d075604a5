package table

import "errors"

// Decimal is an exact number of up to 38 significant digits: a 128-bit integer
// divided by 10 to the power of its scale. The zero value is 0.
type Decimal struct {
	hi    int64
	lo    uint64
	scale uint8
}

// ErrTooManyDigits is returned for numbers beyond 38 significant digits.
var ErrTooManyDigits = errors.New("number has more than 38 digits")
