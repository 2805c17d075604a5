package table

// Profile sums up one column.
type Profile struct {
	Distinct int            // different values that are present
	Missing  int            // cells without a value
	Reasons  map[Reason]int // of those, how many for each reason
	// Sum, Min and Max are cells of the column's kind. Sum is NotApplicable
	// for text and days and when it does not fit 38 digits; Min and Max for
	// text. All are NotAvailable when no value is present.
	Sum, Min, Max Cell
}

func computeProfile(f Field, c *Column) Profile {
	p := Profile{Reasons: map[Reason]int{}}
	p.Sum, p.Min, p.Max = MissingCell(f, NotApplicable), MissingCell(f, NotApplicable), MissingCell(f, NotApplicable)
	switch {
	case f.Kind.Number() && c.Wide == nil:
		p.scaledNumbers(f, c)
	case f.Kind.Number():
		p.wideNumbers(f, c)
	case f.Kind.Calendar():
		p.days(f, c)
	default:
		p.texts(c)
	}
	return p
}

func (p *Profile) missing(r Reason) bool {
	if r == Present {
		return false
	}
	p.Missing++
	p.Reasons[r]++
	return true
}

func (p *Profile) texts(c *Column) {
	for _, code := range c.Codes {
		if code < FirstCode {
			p.missing(Reason(code))
		}
	}
	p.Distinct = len(c.Words) - FirstCode
}

func (p *Profile) days(f Field, c *Column) {
	p.Min, p.Max = MissingCell(f, NotAvailable), MissingCell(f, NotAvailable)
	var low, high Day
	n := 0
	for row, d := range c.Days {
		if p.missing(c.Missing(row)) {
			continue
		}
		if n++; n == 1 {
			low, high = d, d
		}
		low, high = min(low, d), max(high, d)
	}
	if n == 0 {
		return
	}
	p.Distinct = distinct(c.Days, c.Reasons, low, high)
	p.Min = Cell{Kind: f.Kind, Grain: f.Grain, Day: low}
	p.Max = Cell{Kind: f.Kind, Grain: f.Grain, Day: high}
}

func (p *Profile) scaledNumbers(f Field, c *Column) {
	var low, high int64
	var sum Total
	n := 0
	for row, v := range c.Scaled {
		if p.missing(c.Missing(row)) {
			continue
		}
		if n++; n == 1 {
			low, high = v, v
		}
		low, high = min(low, v), max(high, v)
		sum.Add(v)
	}
	different := 0
	if n > 0 {
		different = distinct(c.Scaled, c.Reasons, low, high)
	}
	total, err := sum.Decimal(c.Scale)
	p.numbers(f, different, total, err, NewDecimal(low, c.Scale), NewDecimal(high, c.Scale))
}

// distinct counts the different values between low and high of the cells that
// are not missing: by a bit for each possible value where those are few, in the
// memory of a map otherwise.
func distinct[T Day | int64](values []T, reasons []Reason, low, high T) int {
	span := uint64(int64(high)) - uint64(int64(low))
	if span >= uint64(64*len(values)) {
		return distinctByMap(values, reasons)
	}
	bits, n := make([]uint64, span/64+1), 0
	for row, v := range values {
		if reasons != nil && reasons[row] != Present {
			continue
		}
		at := uint64(int64(v)) - uint64(int64(low))
		n += int(^bits[at/64] >> (at % 64) & 1)
		bits[at/64] |= 1 << (at % 64)
	}
	return n
}

func distinctByMap[T Day | int64](values []T, reasons []Reason) int {
	seen := map[T]struct{}{}
	for row, v := range values {
		if reasons == nil || reasons[row] == Present {
			seen[v] = struct{}{}
		}
	}
	return len(seen)
}

func (p *Profile) wideNumbers(f Field, c *Column) {
	seen := map[Decimal]struct{}{}
	var low, high Decimal
	var sum Sum
	for row, d := range c.Wide {
		if p.missing(c.Missing(row)) {
			continue
		}
		if len(seen) == 0 || d.Cmp(low) < 0 {
			low = d
		}
		if len(seen) == 0 || d.Cmp(high) > 0 {
			high = d
		}
		seen[d] = struct{}{}
		sum.Add(d)
	}
	total, err := sum.Total()
	p.numbers(f, len(seen), total, err, low, high)
}

func (p *Profile) numbers(f Field, distinct int, total Decimal, err error, low, high Decimal) {
	p.Distinct = distinct
	if distinct == 0 {
		none := MissingCell(f, NotAvailable)
		p.Sum, p.Min, p.Max = none, none, none
		return
	}
	p.Min, p.Max = NumberCell(f.Kind, low), NumberCell(f.Kind, high)
	if err == nil {
		p.Sum = NumberCell(f.Kind, total)
	}
}
