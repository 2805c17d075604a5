package intake

import (
	"bytes"

	"figurehead/datasets/table"
)

// numberReader reads number cells under one decimal mark without keeping
// anything of them. It is not for several goroutines at once.
type numberReader struct {
	decimal byte
	buffer  []byte
}

// read gives the number of a trimmed cell, or false.
func (n *numberReader) read(b []byte) (table.Decimal, bool) {
	if d, ok := n.plain(b); ok {
		return d, true
	}
	p := takeApart(b)
	if !p.ok {
		return table.Decimal{}, false
	}
	if ok, _, _ := marks(p.body, n.decimal); !ok {
		return table.Decimal{}, false
	}
	return n.slow(p)
}

// plain reads a sign, up to 18 digits and one decimal mark: nearly every number.
func (n *numberReader) plain(b []byte) (table.Decimal, bool) {
	negative := false
	if len(b) > 1 && b[0] == '-' {
		negative, b = true, b[1:]
	}
	if len(b) == 0 || len(b) > 18 {
		return table.Decimal{}, false
	}
	var value int64
	places, digits := -1, 0
	for _, c := range b {
		if c == n.decimal && places < 0 {
			places = 0
			continue
		}
		if c < '0' || c > '9' {
			return table.Decimal{}, false
		}
		value = value*10 + int64(c-'0')
		digits++
		if places >= 0 {
			places++
		}
	}
	if digits == 0 {
		return table.Decimal{}, false
	}
	for places > 0 && value%10 == 0 {
		value, places = value/10, places-1
	}
	if negative {
		value = -value
	}
	return table.NewDecimal(value, max(places, 0)), true
}

// slow copies the digits of p in plain notation and reads them exactly.
func (n *numberReader) slow(p numberParts) (table.Decimal, bool) {
	n.buffer = n.buffer[:0]
	if p.negative {
		n.buffer = append(n.buffer, '-')
	}
	exponent, places, fraction := 0, 0, false
	digits := p.body
	if at := bytes.IndexAny(digits, "eE"); at >= 0 {
		digits, exponent = digits[:at], smallInt(digits[at+1:])
	}
	for _, c := range digits {
		if c == n.decimal {
			fraction = true
		}
		if isDigit(c) {
			n.buffer = append(n.buffer, c)
			if fraction {
				places++
			}
		}
	}
	return n.place(places - exponent)
}

func smallInt(b []byte) int {
	value, negative := 0, false
	for _, c := range b {
		if c == '-' {
			negative = true
		}
		if isDigit(c) {
			value = value*10 + int(c-'0')
		}
	}
	if negative {
		return -value
	}
	return value
}

// place puts the point places digits from the right of the buffer.
func (n *numberReader) place(places int) (table.Decimal, bool) {
	start := 0
	if n.buffer[0] == '-' {
		start = 1
	}
	for ; places < 0; places++ {
		n.buffer = append(n.buffer, '0')
	}
	if places > 0 {
		for len(n.buffer)-start < places {
			n.buffer = append(n.buffer, 0)
			copy(n.buffer[start+1:], n.buffer[start:])
			n.buffer[start] = '0'
		}
		at := len(n.buffer) - places
		n.buffer = append(n.buffer, 0)
		copy(n.buffer[at+1:], n.buffer[at:])
		n.buffer[at] = '.'
	}
	d, err := table.ParseDecimalBytes(n.buffer)
	return d, err == nil
}
