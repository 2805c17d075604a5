package intake

// shape is the set of ways in which the text of a cell can be read. The shapes
// of a column's cells together say what the column is.
type shape uint32

const (
	dotNumber     shape = 1 << iota // a number when the decimal mark is "."
	commaNumber                     // a number when the decimal mark is ","
	plainDigits                     // digits and a sign alone
	grouped                         // has thousands marks under one of the readings
	dotDecimals                     // has decimals when the mark is "."
	commaDecimals                   // has decimals when the mark is ","
	percentSign
	poundSign
	euroSign
	dollarSign
	parentheses // (250.00)
	leadingZero // 007
	dayISO      // 2018-01-31, 2018/01/31
	dayDMY      // 31/01/2018, and 1 January 2018
	dayMDY      // 01/31/2018, and January 1, 2018
	dayCompact  // 20180131
	monthShape  // 2018-01, Jan-18, January 2018
	quarterShape
	yearShape
	splitYear  // 2018/19, 2018-19
	placeCode  // E10000012
	hasTime    // a date with a time of day
	manyPlaces // more than two decimals under one of the readings
	dayNamed   // a date whose month is a word
	overlong   // more than 38 digits
	halfShape
	weekShape
	ownQuarter   // a quarter of a financial year: 2023/24 Q1
	compactMonth // 202304
	compactSplit // 202324
)

const (
	anyPeriod    = yearShape | halfShape | quarterShape | monthShape | weekShape | splitYear
	anyDay       = dayISO | dayDMY | dayMDY
	currencySign = poundSign | euroSign | dollarSign
)

// shapeOf reads a trimmed cell that is not empty.
func shapeOf(b []byte) shape {
	c := b[0]
	switch {
	case c >= '0' && c <= '9':
		n := numberShape(b)
		if n&plainDigits != 0 && len(b) == 6 {
			return n | compactShape(smallInt(b))
		}
		if n&plainDigits != 0 && len(b) != 4 && len(b) != 8 || n != 0 && n&plainDigits == 0 {
			return n
		}
		return n | calendarShape(b)
	case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
		if isPlaceCode(b) {
			return placeCode
		}
		if len(b) > 4 && (string(b[:3]) == "GBP" || string(b[:3]) == "EUR") {
			return numberShape(b)
		}
		if len(b) > 40 || !startsLikePeriod(b) {
			return 0
		}
		return calendarShape(b)
	case c == '-' || c == '+' || c == '(' || c == '.' || c == ',' || c == '$' || c >= 0x80:
		return numberShape(b)
	}
	return 0
}

// compactShape reads six digits as a month, 202304, or as a year of two, 202324.
func compactShape(n int) shape {
	year, rest := n/100, n%100
	var s shape
	if year < 1900 || year > 2100 {
		return 0
	}
	if rest >= 1 && rest <= 12 {
		s |= compactMonth
	}
	if rest == (year+1)%100 {
		s |= compactSplit
	}
	return s
}

// startsLikePeriod is a quick look for a month's name, a quarter, half-year,
// week or year.
func startsLikePeriod(b []byte) bool {
	if len(b) < 4 {
		return false
	}
	switch b[0] | 0x20 {
	case 'q':
		return true
	case 'h', 'w', 'f', 'y':
		return isDigit(b[len(b)-1])
	}
	switch string([]byte{b[0] | 0x20, b[1] | 0x20, b[2] | 0x20}) {
	case "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec":
		return true
	}
	return false
}

// isPlaceCode tells codes of the Government Statistical Service: E10000012.
func isPlaceCode(b []byte) bool {
	if len(b) != 9 {
		return false
	}
	switch b[0] {
	case 'E', 'N', 'S', 'W', 'K', 'J', 'L', 'M':
	default:
		return false
	}
	return allDigits(b[1:])
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}
