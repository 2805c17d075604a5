package intake

import "bytes"

// numberParts is a number cell taken apart.
type numberParts struct {
	body     []byte // digits and marks
	negative bool
	shape    shape // percentSign, currencySign, parentheses
	ok       bool
}

var currencySigns = []struct {
	sign  []byte
	shape shape
}{{[]byte("£"), poundSign}, {[]byte("€"), euroSign}, {[]byte("$"), dollarSign}, {[]byte("GBP"), poundSign}, {[]byte("EUR"), euroSign}}

// takeApart strips sign, parentheses, currency and per cent from a trimmed cell.
func takeApart(b []byte) numberParts {
	p := numberParts{body: b}
	if n := len(b); n > 2 && b[0] == '(' && b[n-1] == ')' {
		p.body, p.negative, p.shape = trimSpace(b[1:n-1]), true, parentheses
	}
	p.takeSign()
	for _, currency := range currencySigns {
		if rest, found := bytes.CutPrefix(p.body, currency.sign); found {
			p.body, p.shape = trimSpace(rest), p.shape|currency.shape
			break
		}
	}
	if p.shape&currencySign != 0 {
		p.takeSign()
	}
	if n := len(p.body); n > 1 && p.body[n-1] == '%' {
		p.body, p.shape = trimSpace(p.body[:n-1]), p.shape|percentSign
	}
	p.ok = len(p.body) > 0 && (isDigit(p.body[0]) || len(p.body) > 1 && (p.body[0] == '.' || p.body[0] == ',') && isDigit(p.body[1]))
	return p
}

func (p *numberParts) takeSign() {
	if p.negative || len(p.body) < 2 {
		return
	}
	switch {
	case p.body[0] == '-':
		p.body, p.negative = trimSpace(p.body[1:]), true
	case p.body[0] == '+':
		p.body = p.body[1:]
	case bytes.HasPrefix(p.body, minusSign):
		p.body, p.negative = trimSpace(p.body[len(minusSign):]), true
	}
}

var minusSign = []byte("−")

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// numberShape says how a cell reads as a number under either decimal mark.
func numberShape(b []byte) shape {
	if s := plainShape(b); s != 0 {
		return s
	}
	p := takeApart(b)
	if !p.ok {
		return 0
	}
	s := p.shape
	if isPlain(p.body) {
		s |= dotNumber | commaNumber
		if p.shape == 0 {
			s |= plainDigits
		}
		if len(p.body) > 1 && p.body[0] == '0' {
			s |= leadingZero
		}
		if len(p.body) > 38 {
			s |= overlong
		}
		return s
	}
	dot, dotGroups, dotPlaces := marks(p.body, '.')
	comma, commaGroups, commaPlaces := marks(p.body, ',')
	if dot {
		s |= dotNumber
	}
	if comma {
		s |= commaNumber
	}
	if !dot && !comma {
		return 0
	}
	if dot && dotGroups || comma && commaGroups {
		s |= grouped
	}
	if dot && dotPlaces {
		s |= dotDecimals
	}
	if comma && commaPlaces {
		s |= commaDecimals
	}
	if at := bytes.LastIndexAny(p.body, ".,"); at >= 0 && len(p.body)-at > 3 {
		s |= manyPlaces
	}
	if len(p.body) > 1 && p.body[0] == '0' && isDigit(p.body[1]) {
		s |= leadingZero
	}
	return s
}

// plainShape is numberShape for a sign, digits and one point: nearly every number.
func plainShape(b []byte) shape {
	if len(b) > 1 && b[0] == '-' {
		b = b[1:]
	}
	if len(b) > 18 || !isDigit(b[0]) {
		return 0
	}
	point := -1
	for i, c := range b {
		switch {
		case c == '.' && point < 0:
			point = i
		case !isDigit(c):
			return 0
		}
	}
	s := dotNumber
	if b[0] == '0' && len(b) > 1 && point != 1 {
		s |= leadingZero
	}
	if point < 0 {
		return s | commaNumber | plainDigits
	}
	s |= dotDecimals
	places := len(b) - point - 1
	if places > 2 {
		s |= manyPlaces
	}
	if places == 3 && point <= 3 && b[0] != '0' {
		s |= commaNumber | grouped // 1.234 may be 1,234
	}
	return s
}

func isPlain(b []byte) bool { return allDigits(b) }

// marks checks digits with thousands marks and one decimal mark: groups of
// three after the first, all with the same mark, which is not the decimal one.
// An exponent is allowed after a decimal point.
func marks(b []byte, decimal byte) (ok, groups, places bool) {
	whole, fraction := b, []byte(nil)
	if at := bytes.IndexByte(b, decimal); at >= 0 {
		whole, fraction, places = b[:at], b[at+1:], true
	}
	if at := bytes.IndexAny(fraction, "eE"); at >= 0 && decimal == '.' {
		if !isExponent(fraction[at+1:]) {
			return false, false, false
		}
		fraction = fraction[:at]
	} else if at := bytes.IndexAny(whole, "eE"); at > 0 && !places {
		// 1E+05 is a number; 1E05 may be a code.
		if at+1 == len(whole) || isDigit(whole[at+1]) || !isExponent(whole[at+1:]) {
			return false, false, false
		}
		return allDigits(whole[:at]), false, true
	}
	if places && len(fraction) > 0 && !allDigits(fraction) {
		return false, false, false
	}
	if len(whole) == 0 {
		return len(fraction) > 0, false, true
	}
	if allDigits(whole) {
		return true, false, places
	}
	return wellGrouped(whole, decimal), true, places
}

func isExponent(b []byte) bool {
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		b = b[1:]
	}
	return len(b) <= 2 && allDigits(b)
}

func wellGrouped(whole []byte, decimal byte) bool {
	var mark []byte
	digits, first := 0, true
	if whole[0] == '0' {
		return false
	}
	for len(whole) > 0 {
		if isDigit(whole[0]) {
			digits++
			whole = whole[1:]
			continue
		}
		m := groupMark(whole)
		if m == nil || m[0] == decimal || mark != nil && !bytes.Equal(m, mark) {
			return false
		}
		if digits != 3 && !(first && digits >= 1 && digits < 3) {
			return false
		}
		mark, digits, first = m, 0, false
		whole = whole[len(m):]
	}
	return digits == 3
}

var groupMarks = [][]byte{[]byte(","), []byte("."), []byte(" "), []byte("\u00a0"), []byte("\u202f"), []byte("'"), []byte("’")}

func groupMark(b []byte) []byte {
	for _, m := range groupMarks {
		if bytes.HasPrefix(b, m) {
			return m
		}
	}
	return nil
}
