package intake

import (
	"regexp"
	"strings"

	"figurehead/datasets/table"
)

// verdict is how one column is proposed to be read, and what is unproved of it.
type verdict struct {
	kind      table.Kind
	grain     table.Grain
	role      table.Role
	unit      string
	as        shape // the shape that its cells are read by
	dateOrder string
	decimal   string
	thousands string
	markers   map[string]table.Reason
	totals    []string // total words where a value belongs; their rows are left out
	strange   []textCount

	doubtOrder   bool // no day above 12 proves day and month
	doubtDecimal bool // "1.613" or "1,613" throughout
	doubtYear    bool // 2010-11 is a financial year or a month
	mixedGrains  bool // years, quarters and months in one column
	codes        bool // digits that are a code by their heading or length
	pounds       bool // read as pounds by the name alone
	mostlyValues bool // numbers or dates for the most part, and yet read as text
	empty        bool
}

// totalWords are the labels of rows that add up others.
var totalWords = []string{"total", "totals", "grand total", "sub total", "subtotal", "sub-total", "(total)", "overall", "sum", "gesamt", "insgesamt", "total all", "all total"}

func isTotalWord(s string) bool {
	lower := strings.ToLower(strings.TrimRight(strings.TrimSpace(s), ":"))
	for _, w := range totalWords {
		if lower == w {
			return true
		}
	}
	return false
}

// judge decides on a column from its profile and name. commaFile is true when
// the file's delimiter is a semicolon, which goes with decimal commas.
func judge(p *profile, name string, commaFile bool) verdict {
	v := verdict{markers: map[string]table.Reason{}}
	if p.filled == 0 {
		v.empty = true
		return v
	}
	if p.with(placeCode) > 0 && p.with(placeCode)+p.texts == p.filled && p.with(placeCode) >= p.texts*9 {
		v.kind, v.role = table.PlaceCode, table.Identifier
		return v
	}
	v.sortTexts(p)
	values := p.filled - p.texts
	if values == 0 && len(v.strange) == 0 && !p.oddFull && isPeriodName(name) {
		// A year set beside others, of which nothing is known.
		v.kind, v.role, v.decimal = table.Integers, table.Measure, "."
		return v
	}
	if values == 0 || p.oddFull || !v.fewStrange(values) {
		return v.asText(p, name)
	}
	if v.calendar(p, name, values) {
		v.role = table.Time
		return v
	}
	if v.mixed(p, values) {
		t := v.asText(p, name)
		t.mixedGrains, t.mostlyValues, t.role = true, false, table.Dimension
		return t
	}
	if v.number(p, name, values, commaFile) {
		return v
	}
	return v.asText(p, name)
}

// isPeriodName reports whether a column's name is a year, quarter or month.
func isPeriodName(name string) bool {
	return name != "" && shapeOf([]byte(name))&(anyPeriod|dayISO) != 0
}

// sortTexts divides the cells that are no values into markers, totals and strange ones.
func (v *verdict) sortTexts(p *profile) {
	for _, odd := range p.odd {
		if reason, known := knownMarker(odd.text); known {
			v.markers[odd.text] = reason
			continue
		}
		if isTotalWord(odd.text) {
			v.totals = append(v.totals, odd.text)
			continue
		}
		v.strange = append(v.strange, odd)
	}
}

// fewStrange allows one strange cell in twenty, of at most eight kinds.
func (v *verdict) fewStrange(values int) bool {
	n := 0
	for _, s := range v.strange {
		n += s.n
	}
	return n == 0 || n*20 <= values && len(v.strange) <= 8
}

var (
	monthNamed  = regexp.MustCompile(`(?i)\bmonth`)
	yearNames   = regexp.MustCompile(`(?i)\b(year|jahr|yr|fy|period|date|time|time_period|calendar)`)
	idNames     = regexp.MustCompile(`(?i)(^|[ _-])(id|ids|code|codes|no|no\.|nr|ref|reference|number|uprn|usrn|urn|fips|postcode|lsoa|msoa|zip|isbn|gss|account|index|element|centre)$`)
	countNames  = regexp.MustCompile(`(?i)^(number|no\.?|count) of|^n$`)
	pointNames  = regexp.MustCompile(`(?i)^(lat|latitude|long|lng|lon|longitude|easting|eastings|northing|northings|bng_[en]|geo_?[xy])$`)
	moneyNames  = regexp.MustCompile(`(?i)(£|\bgbp\b)`)
	perCents    = regexp.MustCompile(`(?i)(%|\bper ?cent\b|\bpercentage\b|\bpct\b|\bpercent\b)`)
	amountNames = regexp.MustCompile(`(?i)\b(amount|spend|cost|price|net|gross|vat|paid|budget|expenditure|income|total_cost)\b`)
)

// asText is the verdict for a column of words.
func (v verdict) asText(p *profile, name string) verdict {
	t := verdict{kind: table.Text, role: table.Dimension, markers: map[string]table.Reason{}, strange: v.strange}
	if idNames.MatchString(name) {
		t.role = table.Identifier
	}
	values := p.with(dotNumber | commaNumber | anyDay | monthShape | quarterShape | splitYear)
	t.mostlyValues = values*10 >= p.filled*7 && t.role == table.Dimension
	return t
}

// calendar tries the shapes of dates and periods in the order of how sure they are.
func (v *verdict) calendar(p *profile, name string, values int) bool {
	if p.with(dayISO) == values {
		v.kind, v.as, v.dateOrder = table.Dates, dayISO, "ymd"
		return true
	}
	dmy, mdy := p.with(dayDMY|dayISO), p.with(dayMDY|dayISO)
	if p.with(anyDay) == values && (dmy == values || mdy == values) {
		v.kind, v.as, v.dateOrder = table.Dates, dayDMY|dayISO, "dmy"
		if dmy != values {
			v.as, v.dateOrder = dayMDY|dayISO, "mdy"
		}
		v.doubtOrder = dmy == values && mdy == values && p.only(dayDMY, dayNamed|dayISO) > 0
		return true
	}
	if p.with(dayCompact) == values && (yearNames.MatchString(name) || values >= 2 && p.with(plainDigits) == values) {
		v.kind, v.as, v.dateOrder = table.Dates, dayCompact, "ymd"
		return true
	}
	return v.period(p, name, values)
}

func (v *verdict) period(p *profile, name string, values int) bool {
	switch {
	case p.with(splitYear) == values:
		v.kind, v.grain, v.as = table.Periods, table.FinancialYear, splitYear
		v.doubtYear = p.with(monthShape) == values
		if strings.Contains(strings.ToLower(name), "academic") || strings.Contains(strings.ToLower(name), "school") {
			v.grain = table.AcademicYear
		}
	case p.with(monthShape) == values:
		v.kind, v.grain, v.as = table.Periods, table.Month, monthShape
	case p.with(quarterShape) == values:
		v.kind, v.grain, v.as = table.Periods, table.Quarter, quarterShape
		if p.with(ownQuarter) == values {
			v.grain = table.FinancialQuarter
		}
	case p.with(halfShape) == values:
		v.kind, v.grain, v.as = table.Periods, table.HalfYear, halfShape
	case p.with(weekShape) == values:
		v.kind, v.grain, v.as = table.Periods, table.Week, weekShape
	case p.with(compactSplit) == values && yearNames.MatchString(name):
		v.kind, v.grain, v.as = table.Periods, table.FinancialYear, compactSplit
		v.doubtYear = p.with(compactMonth) == values
	case p.with(compactMonth) == values && (yearNames.MatchString(name) || monthNamed.MatchString(name)):
		v.kind, v.grain, v.as = table.Periods, table.Month, compactMonth
	case p.with(yearShape) == values && (yearNames.MatchString(name) || values >= 3 && !isPeriodName(name)):
		v.kind, v.grain, v.as = table.Periods, table.Year, yearShape
		v.doubtYear = !yearNames.MatchString(name)
	default:
		return false
	}
	return true
}

// mixed finds years, quarters and months stacked in one column.
func (v *verdict) mixed(p *profile, values int) bool {
	kinds := 0
	total := 0
	for _, s := range []shape{yearShape, halfShape, quarterShape, monthShape, weekShape, splitYear, anyDay} {
		if n := p.with(s); n > 0 {
			kinds++
			total += n
		}
	}
	return kinds > 1 && total >= values && p.without(anyPeriod|anyDay) == 0
}

// number decides on the decimal mark and on what the numbers are.
func (v *verdict) number(p *profile, name string, values int, commaFile bool) bool {
	dot, comma := p.with(dotNumber), p.with(commaNumber)
	if dot != values && comma != values || p.mixedUnits(values) {
		return false
	}
	v.decimal = "."
	switch both := dot == values && comma == values; {
	case !both && comma == values:
		v.decimal = ","
	case both && p.with(grouped|dotDecimals|commaDecimals) > 0:
		// Every mark stands before three digits: 1.613 or 1,613.
		if commaFile {
			v.decimal = ","
			v.doubtDecimal = true
		}
	}
	if p.with(grouped) > 0 {
		v.thousands = map[string]string{".": ",", ",": "."}[v.decimal]
	}
	v.kind, v.role = table.Integers, table.Measure
	decimals := dotDecimals
	if v.decimal == "," {
		decimals = commaDecimals
	}
	if p.with(decimals) > 0 {
		v.kind = table.Decimals
	}
	v.asWhat(p, name, values)
	return true
}

// asWhat tells percentages, money, codes and places on the ground by sign, name or form.
func (v *verdict) asWhat(p *profile, name string, values int) {
	switch {
	case p.with(leadingZero) > 0 && p.with(plainDigits) == values && p.leadingZeroCode():
		v.kind, v.role, v.codes = table.Text, table.Identifier, true
	case p.with(percentSign) > 0:
		v.kind, v.unit = table.Percentages, "%"
	case p.with(currencySign) > 0:
		v.kind, v.unit = table.Currency, p.currency()
	case perCents.MatchString(name):
		v.kind, v.unit = table.Percentages, "%"
	case pointNames.MatchString(name):
		v.role = table.Identifier
	case v.kind == table.Integers && p.with(plainDigits) == values && !countNames.MatchString(name) && (idNames.MatchString(name) || p.codeLike(values) && !amountNames.MatchString(name)):
		v.kind, v.role, v.codes = table.Text, table.Identifier, true
	case moneyNames.MatchString(name):
		v.kind, v.unit = table.Currency, "£"
	case v.kind == table.Decimals && strings.Contains(strings.ToLower(name), "date"):
		v.role = table.Identifier
	case v.kind == table.Decimals && amountNames.MatchString(name) && p.twoPlaces(v.decimal):
		v.kind, v.unit, v.pounds = table.Currency, "£", true
	}
	if v.kind == table.Text {
		v.decimal, v.thousands = "", ""
	}
}

// leadingZeroCode is true for codes such as 00123, but not for one stray 01
// among numbers of many lengths.
func (p *profile) leadingZeroCode() bool {
	return p.sameSize > 1 || p.with(leadingZero)*10 >= p.filled*3
}

// mixedUnits is true when some numbers have a sign of per cent and others have
// none, or when money is in more than one currency.
func (p *profile) mixedUnits(values int) bool {
	percent, signs := p.with(percentSign), 0
	for _, s := range []shape{poundSign, euroSign, dollarSign} {
		if p.with(s) > 0 {
			signs++
		}
	}
	return percent > 0 && (percent < values || signs > 0) || signs > 1
}

// currency is the sign of a column's money.
func (p *profile) currency() string {
	switch {
	case p.with(euroSign) > 0:
		return "€"
	case p.with(dollarSign) > 0:
		return "$"
	}
	return "£"
}

// twoPlaces is true when no number has more than two decimals; thousands marks
// count as decimals only when they stand for them.
func (p *profile) twoPlaces(mark string) bool {
	decimals := dotDecimals
	if mark == "," {
		decimals = commaDecimals
	}
	for _, c := range p.shapes {
		if c.shape&manyPlaces != 0 && c.shape&decimals != 0 {
			return false
		}
	}
	return true
}

// codeLike is true for many whole numbers of one length, six digits or more.
func (p *profile) codeLike(values int) bool { return p.sameSize >= 6 && values >= 20 }
