package protect

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Rule is the disclosure control of a Dataset. The zero Rule hides nothing.
type Rule struct {
	// Threshold hides numbers of people from 1 to below it (Ofqual and many
	// councils: 5; ONS Secure Research Service: 10). 0 is a number like any other.
	Threshold int `json:"threshold,omitempty"`
	// Round shows numbers of people to the nearest 5.
	Round bool `json:"round,omitempty"`
}

// MaxThreshold is the largest threshold that a person may set.
const MaxThreshold = 100

// On reports whether the Rule changes anything.
func (r Rule) On() bool { return r.Threshold > 1 || r.Round }

// counts are the columns of t that may count people: whole numbers that can be
// added up and are never below 0.
func counts(t *table.Table) []string {
	var names []string
	for i, f := range t.Fields() {
		if f.Kind != table.Integers || f.Role != table.Measure || !f.Additive() {
			continue
		}
		column := t.Column(i)
		if !slices.ContainsFunc(column.Scaled, func(n int64) bool { return n < 0 }) && column.Wide == nil {
			names = append(names, f.Name)
		}
	}
	return names
}

// Entry is one number that was published, or assumed to be known, of a Dataset:
// what it counts and the rows it is about, by the values of Fields. It stays the
// same when the Dataset gets a newer Snapshot.
type Entry struct {
	Measure string       `json:"measure"` // "rows", or "sum " and the name of the Field
	Where   []Coordinate `json:"where,omitempty"`
	Hidden  bool         `json:"hidden,omitempty"`
}

// Coordinate is the values of one Field that the rows of an Entry have. A
// missing value is "\x00" and its reason.
type Coordinate struct {
	Field  string   `json:"field"`
	Values []string `json:"values"`
}

func label(c table.Cell) string {
	if c.Missing != table.Present {
		return "\x00" + c.Missing.String()
	}
	return c.String()
}

// cannotFollow is the Problem of a Query that is not understood well enough to
// protect what it shows.
func cannotFollow(why string) error {
	return datasets.Problem{Message: "Small numbers are protected in this dataset, and " + why + ".",
		Suggestion: "Choose a simpler figure, such as a count for each group, or show fewer groups."}
}
