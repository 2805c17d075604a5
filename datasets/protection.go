package datasets

import "fmt"

// Protection is the disclosure control of a Dataset. The zero Protection hides
// nothing.
type Protection struct {
	// Threshold hides numbers of people from 1 to below it (Ofqual and many
	// councils: 5; ONS Secure Research Service: 10). 0 is a number like any other.
	Threshold int `json:"threshold,omitempty"`
	// Round shows numbers of people to the nearest 5.
	Round bool `json:"round,omitempty"`
}

// MaxThreshold is the largest threshold that a person may set.
const MaxThreshold = 100

// On reports whether the Protection changes anything.
func (p Protection) On() bool { return p.Threshold > 1 || p.Round }

// Check is a Problem of the field "threshold" when a person may not set it: 0 hides
// nothing.
func (p Protection) Check() error {
	if p.Threshold == 0 || p.Threshold >= 2 && p.Threshold <= MaxThreshold {
		return nil
	}
	return Problem{Field: "threshold", Message: fmt.Sprintf("Enter a whole number from 2 to %d", MaxThreshold)}
}

// LedgerEntry is one number that was published, or is assumed to be known, of a
// Dataset: what it counts and the rows it is about, by the values of Fields. It
// stays the same when the Dataset gets a newer Snapshot.
type LedgerEntry struct {
	Measure string       `json:"measure"` // "rows", or "sum " and the name of the Field
	Where   []Coordinate `json:"where,omitempty"`
	Hidden  bool         `json:"-"`
}

// Coordinate is the values of one Field that the rows of a LedgerEntry have, in
// order. A missing value is "\x00" and its reason.
type Coordinate struct {
	Field  string   `json:"field"`
	Values []string `json:"values"`
}
