package personal

import (
	"context"
	"slices"
	"strings"

	"figurehead/datasets/progress"
	"figurehead/datasets/table"
)

// A check digit passes by chance one time in ten or eleven, so a column whose
// heading says nothing must pass nearly always, and more than a few times.
const (
	most      = 0.8
	examples  = 3
	leastRuns = 5
)

// telling is the smallest whole number that can be one of a person without a
// heading that says so: eight digits.
const telling = 10_000_000

// tally counts what the cells of one column look like.
type tally struct {
	field      table.Field
	column     int
	heading    heading
	filled     int            // cells with a value that was not redacted
	cells      map[string]int // by kind: cells that hold one, anywhere in them
	whole      map[string]int // by kind: cells that are one and nothing else
	within     map[string]int // by kind: cells in which one is told from what is around it
	counted    []string       // the kinds for which the value at hand was counted
	shapes     map[string][]string
	names      int // cells that could be the name of a person
	known      int // cells that begin with a common first name
	nameShapes []string
	letters    int64
	several    bool // cells differ
	first      string
}

// newTally begins to count what the cells of a Field under a heading hold.
func newTally(f table.Field, h heading) *tally {
	return &tally{field: f, heading: h,
		cells: map[string]int{}, whole: map[string]int{}, within: map[string]int{}, shapes: map[string][]string{}}
}

// Scan looks at every column of t. Findings come in the order of the columns;
// they hold counts and shapes, and no value. When ctx is done first, its error
// is returned.
func Scan(ctx context.Context, t *table.Table) ([]Finding, error) {
	var tallies []*tally
	for i, f := range t.Fields() {
		c := newTally(f, readHeading(f.Name))
		c.column = i
		progress.Tell(ctx, progress.Checking, i+1, len(t.Fields()))
		if err := c.read(ctx, t.Column(i), t.Rows()); err != nil {
			return nil, err
		}
		tallies = append(tallies, c)
	}
	kinds := make([][]string, len(tallies))
	people := false
	for i, c := range tallies {
		kinds[i] = c.kinds()
		for _, key := range kinds[i] {
			people = people || identifies(key)
		}
	}
	var findings []Finding
	for i, c := range tallies {
		if people {
			kinds[i] = append(kinds[i], c.besidePeople(kinds[i])...)
		}
		if len(kinds[i]) > 0 {
			findings = append(findings, c.finding(kinds[i]))
		}
	}
	return findings, nil
}

// read looks at each different value once and counts it as often as it stands.
func (c *tally) read(ctx context.Context, column *table.Column, rows int) error {
	if column.Codes != nil {
		times := make([]int, len(column.Words))
		for _, code := range column.Codes {
			times[code]++
		}
		for code := table.FirstCode; code < len(times); code++ {
			if code%4096 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if times[code] > 0 {
				c.add(column.Words[code], times[code])
			}
		}
		return nil
	}
	if c.field.Kind != table.Integers && !c.field.Kind.Calendar() {
		return nil
	}
	for row := range rows {
		if row%(1<<16) == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		switch {
		case column.Missing(row) != table.Present:
		case c.field.Kind.Calendar():
			c.filled++
		case column.Wide == nil && column.Scaled[row] > -telling && column.Scaled[row] < telling && !c.heading.numbers():
			c.filled++ // too short for any number of a person
			c.several = true
		default:
			c.add(column.Number(row).String(), 1)
		}
	}
	if c.heading.birth && c.field.Kind.Calendar() && c.filled > 0 {
		c.count(BirthDate, c.filled, "9999-99-99", true)
	}
	return nil
}

// add counts one value that stands in so many cells.
func (c *tally) add(text string, times int) {
	if redacted(text) && len(text) < 80 {
		return
	}
	c.filled += times
	c.letters += int64(len(text) * times)
	if c.first == "" {
		c.first = text
	}
	c.several = c.several || text != c.first
	if len(text) < 8 && !c.heading.numbers() && strings.Trim(text, "0123456789") == "" {
		return // too short for any number of a person
	}
	c.counted = c.counted[:0]
	text = strings.TrimSpace(text)
	if len(text) <= 40 {
		c.addWhole(text, times)
	}
	c.addParts(text, times)
}

// addWhole counts a value that is one thing and nothing else.
func (c *tally) addWhole(text string, times int) {
	digit := strings.ContainsAny(text, "0123456789")
	if !digit {
		if looksLikeName(text) {
			c.names += times
			if isForename(text) {
				c.known += times
			}
			if shape := Mask(text); len(c.nameShapes) < examples && !slices.Contains(c.nameShapes, shape) {
				c.nameShapes = append(c.nameShapes, shape)
			}
		}
		return
	}
	for _, test := range []struct {
		kind string
		is   func(string) bool
	}{
		{NHSNumber, isNHSNumber}, {PupilNumber, isPupilNumber}, {PaymentCard, isPaymentCard}, {BankAccount, isIBAN}, {Vehicle, isVehicle}, {Postcode, isPostcode},
	} {
		if test.is(text) {
			c.count(test.kind, times, text, true)
		}
	}
	if isMobile(text) || c.heading.phone && isDialable(text) {
		c.count(Phone, times, text, true)
	}
	d, digits := onlyDigits(text, 20)
	switch {
	case c.heading.bank && (isSortCode(text) || digits && len(d) >= 6 && len(d) <= 10):
		c.count(BankAccount, times, text, true)
	case c.heading.property && digits && len(d) <= 12:
		c.count(Property, times, text, true)
	case c.heading.account:
		c.count(Account, times, text, true)
	case c.heading.birth && len(text) >= 6:
		c.count(BirthDate, times, text, true)
	}
}

// addParts counts what stands anywhere in a value.
func (c *tally) addParts(text string, times int) {
	if strings.IndexByte(text, '@') >= 0 && email(text) {
		c.count(Email, times, text, false)
	}
	if titled(text) {
		c.count(Name, times, text, false)
		c.whole[Name] += times
	}
	if len(text) < 6 || !strings.ContainsAny(text, "0123456789") {
		return
	}
	found := map[string]bool{}
	for i := range len(text) {
		if i > 0 && wordByte(text[i-1]) && text[i] != '+' {
			continue
		}
		switch b := text[i]; {
		case isLetter(b):
			if !digitSoon(text[i:]) {
				continue
			}
			if !found[NationalInsurance] && nino(text[i:]) > 0 {
				found[NationalInsurance] = true
			}
			if _, whole := postcode(text[i:]); whole > 0 && whole < len(text) {
				found[Postcode] = true
			}
		case b == '0' || b == '+' || b == '(':
			if !found[Phone] && phone(text[i:]) > 0 {
				found[Phone] = true
			}
		}
	}
	for kind := range found {
		c.count(kind, times, text, false)
	}
}

// digitSoon reports whether a digit follows within three bytes, as it does in a
// postcode and in a National Insurance number.
func digitSoon(text string) bool {
	for i := 1; i < len(text) && i < 4; i++ {
		if isDigit(text[i]) {
			return true
		}
	}
	return false
}

// count counts a value of that kind: once, though it may be one as a whole and
// be told from what is around it as well.
func (c *tally) count(kind string, times int, text string, whole bool) {
	if !slices.Contains(c.counted, kind) {
		c.counted = append(c.counted, kind)
		c.cells[kind] += times
	}
	if whole {
		c.whole[kind] += times
	} else {
		c.within[kind] += times
	}
	if shape := Mask(text); len(c.shapes[kind]) < examples && !slices.Contains(c.shapes[kind], shape) {
		c.shapes[kind] = append(c.shapes[kind], shape)
	}
}
