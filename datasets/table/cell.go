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
