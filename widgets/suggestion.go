package widgets

import "figurehead/datasets"

// Suggestion is a figure the data supports, with the sentence it makes true.
type Suggestion struct {
	Kind     Kind
	Query    datasets.Query
	Spec     Spec
	Sentence string // computed, true of the data
	Catch    string // "but rose 4.5 points in the last", or ""
}
