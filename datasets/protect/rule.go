package protect

import (
	"slices"
	"strings"
	"unicode"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Rule is the disclosure control of a Dataset.
type Rule = datasets.Protection

// Entry is one number of the ledger of a Dataset.
type Entry = datasets.LedgerEntry

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

// label names a cell as an Entry does.
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

// people are words for people in the name of a column of numbers.
var people = strings.Fields("adults admissions applicants arrests boys carers cases children claimants clients deaths detained employees girls households learners men parents patients people persons population pupils requesters residents respondents staff students tenants victims visitors women workers")

// fewest is the number below which people may be recognised when nothing else
// was decided (Ofqual and many councils).
const fewest = 5

// FewPeople names the columns of a Result that seem to count people, by their
// name, and hold a number from 1 to below 5.
func FewPeople(r datasets.Result) []string {
	var names []string
	for column, f := range r.Fields {
		if f.Kind != table.Integers || f.Role != table.Measure || !tellsOfPeople(f.Name) {
			continue
		}
		if slices.ContainsFunc(r.Rows, func(row []table.Cell) bool {
			n, whole := row[column].Number.Int64()
			return row[column].Missing == table.Present && whole && n > 0 && n < fewest
		}) {
			names = append(names, "“"+f.Name+"”")
		}
	}
	return names
}

func tellsOfPeople(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(people, w) })
}
