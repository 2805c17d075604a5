package personal

import (
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Cells looks at the cells of one column of which no table was made.
type Cells struct{ t tally }

// NewCells begins a column under a heading, "" where it has none.
func NewCells(heading string) *Cells {
	return &Cells{*newTally(table.Field{Name: heading, Kind: table.Text}, readHeading(heading))}
}

// Add looks at one cell.
func (c *Cells) Add(text string) {
	switch {
	case text == "":
	case len(text) < 8 && !c.t.heading.numbers() && strings.Trim(text, "0123456789.,-") == "":
		c.t.filled++ // too short for any number of a person
	default:
		c.t.add(text, 1)
	}
}

// Identify reports whether at least so many cells hold what points to single
// people. A few postcodes or phone numbers are those of offices as likely as not.
func (c *Cells) Identify(least int) bool {
	for _, kind := range c.t.kinds() {
		switch {
		case c.t.cells[kind] < least:
		case kind == Phone:
			if c.t.heading.phone || c.t.cells[Phone] >= leastRuns {
				return true
			}
		case kind == Postcode:
			if c.t.whole[Postcode] >= leastRuns && float64(c.t.whole[Postcode]) >= most*float64(c.t.filled) {
				return true
			}
		case identifies(kind), kind == Account, kind == Vehicle:
			return true
		}
	}
	return false
}

// Sure reports whether a text holds what needs no heading to point to a person:
// an email address, a phone number, a National Insurance number or a name with
// a title.
func Sure(text string) bool {
	if strings.IndexByte(text, '@') < 0 && !strings.ContainsAny(text, "0123456789") {
		return titled(text)
	}
	t := newTally(table.Field{}, heading{})
	t.addParts(text, 1)
	return t.cells[Email]+t.cells[Name]+t.cells[NationalInsurance]+t.cells[Phone] > 0
}

// Notes looks at rows that are no rows of a table, one after the other: covers,
// notes, contacts.
type Notes struct{ near int }

// A name may stand so many rows below a word such as “contact”, in rows with so
// few cells; longer ones are those of a table.
const (
	nearRows = 4
	sparse   = 4
)

// contactWords announce the name of a person in the same row or soon below.
var contactWords = setOf(strings.Fields("analyst author authors cyswllt compiled contact contacts enquiries manager officer prepared produced responsible statistician"))

// Row gives the cells of a row that point to single people. A name without a
// title is told from that of a place by a word such as “contact” beside or above.
func (n *Notes) Row(cells []string) []int {
	var found []int
	filled := 0
	for i, text := range cells {
		if text != "" {
			filled++
		}
		if Sure(text) {
			found = append(found, i)
		}
	}
	if filled > sparse {
		return found
	}
	for _, text := range cells {
		if len(text) < longText && slices.ContainsFunc(datasets.HeadingWords(text), func(word string) bool { return contactWords[word] }) {
			n.near = nearRows
		}
	}
	if n.near = max(n.near-1, 0); n.near == 0 && len(found) == 0 {
		return nil
	}
	for i, text := range cells {
		if !slices.Contains(found, i) && names(text) {
			found = append(found, i)
		}
	}
	return found
}

// names reports whether a text names a person anywhere in it: a common first
// name before another word in capitals, or a title.
func names(text string) bool {
	words := nameWords(text)
	for i := 1; i < len(words); i++ {
		first, last := words[i-1], strings.TrimRight(words[i], ":;")
		if properName(first) && properName(last) && isForename(first+" "+last) {
			return true
		}
	}
	return titled(text)
}
