package table

// Reason says why a cell has no value. The zero Reason means that it has one.
type Reason uint8

// Reasons for a missing value, with the Government Statistical Service
// shorthand where there is one.
const (
	Present       Reason = iota
	Blank                // an empty cell, no reason given
	NotAvailable         // [x], "n/a", "..", "-"
	Confidential         // [c], "*"
	Suppressed           // hidden because the number is small, "<5"
	NotApplicable        // [z]
	Low                  // [low], below half of the last digit shown
	Unreadable           // the cell could not be read as its Field's kind
)

// Day counts days from 1970-01-01 (which is 0) without a time zone.
type Day int32

// Cell is one value, or its absence with the reason.
type Cell struct {
	Kind    Kind
	Missing Reason
	Text    string  // Text and PlaceCode
	Number  Decimal // Integers, Decimals, Percentages, Currency
	Day     Day     // Dates and Periods
	Grain   Grain   // Periods
}

// TextCell is a text.
func TextCell(s string) Cell { return Cell{Kind: Text, Text: s} }

// NumberCell is a number of that kind.
func NumberCell(k Kind, d Decimal) Cell { return Cell{Kind: k, Number: d} }

// DateCell is a date.
func DateCell(d Day) Cell { return Cell{Kind: Dates, Day: d} }

// PeriodCell is the period of that grain that holds d.
func PeriodCell(d Day, g Grain) Cell {
	return Cell{Kind: Periods, Day: PeriodStart(d, g), Grain: g}
}

// MissingCell is a cell of Field f without a value.
func MissingCell(f Field, r Reason) Cell { return Cell{Kind: f.Kind, Grain: f.Grain, Missing: r} }

// String is the exact machine form: the text, all digits, the ISO day or the
// period's label; "" when the value is missing.
func (c Cell) String() string {
	switch {
	case c.Missing != Present:
		return ""
	case c.Kind.Number():
		return c.Number.String()
	case c.Kind.Calendar():
		return PeriodLabel(c.Day, c.Grain)
	}
	return c.Text
}

// Compare orders two cells of one kind: numbers by size, days in time, text by
// its bytes. Missing cells come last, by their reason.
func (c Cell) Compare(o Cell) int {
	switch {
	case c.Missing != o.Missing && c.Missing == Present:
		return -1
	case c.Missing != o.Missing && o.Missing == Present:
		return 1
	case c.Missing != Present:
		return compare(int(c.Missing), int(o.Missing))
	case c.Kind.Number():
		return c.Number.Cmp(o.Number)
	case c.Kind.Calendar():
		return compare(int(c.Day), int(o.Day))
	case c.Text < o.Text:
		return -1
	case c.Text > o.Text:
		return 1
	}
	return 0
}
