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
	seen := map[Day]struct{}{}
	var low, high Day
	for row, d := range c.Days {
		if p.missing(c.Missing(row)) {
			continue
		}
		if len(seen) == 0 {
			low, high = d, d
		}
		low, high = min(low, d), max(high, d)
		seen[d] = struct{}{}
	}
	p.Distinct = len(seen)
	p.Min, p.Max = MissingCell(f, NotAvailable), MissingCell(f, NotAvailable)
	if p.Distinct > 0 {
		p.Min = Cell{Kind: f.Kind, Grain: f.Grain, Day: low}
		p.Max = Cell{Kind: f.Kind, Grain: f.Grain, Day: high}
	}
}

func (p *Profile) scaledNumbers(f Field, c *Column) {
	seen := map[int64]struct{}{}
	var low, high int64
	var sum Total
	for row, n := range c.Scaled {
		if p.missing(c.Missing(row)) {
			continue
		}
		if len(seen) == 0 {
			low, high = n, n
		}
		low, high = min(low, n), max(high, n)
		seen[n] = struct{}{}
		sum.Add(n)
	}
	total, err := sum.Decimal(c.Scale)
	p.numbers(f, len(seen), total, err, NewDecimal(low, c.Scale), NewDecimal(high, c.Scale))
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
