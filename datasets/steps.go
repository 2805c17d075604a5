package datasets

// Step is one move of a Query. Each kind is a struct of this package whose
// JSON carries its name in "do"; the table of kinds is stepKinds.
type Step interface {
	// Do is the step's name in JSON.
	Do() string
}

// Filter keeps the rows that pass a test of one Field.
// Tests: "is", "isNot" (one of, none of Values; "" is the blank cell),
// "atLeast", "atMost", "above", "below" (one Value), "between" (two, both
// inclusive), "present", "missing" (no Values).
type Filter struct {
	Field  string   `json:"field"`
	Test   string   `json:"test"`
	Values []string `json:"values,omitempty"`
}

// Latest keeps the rows of the newest Count days or periods of a Field.
type Latest struct {
	Field string `json:"field"`
	Count int    `json:"count"`
}

// Choose keeps the named Fields, in this order.
type Choose struct {
	Fields []string `json:"fields"`
}

// Group makes one row for each combination of the By Fields, in order of first
// appearance, with one Field for each Summary. No By gives one row.
type Group struct {
	By       []string  `json:"by,omitempty"`
	Measures []Summary `json:"measures"`
}

// Summary is one number for a group: "sum", "mean", "count", "min" or "max".
// A sum over a suppressed or confidential value is suppressed, never smaller.
type Summary struct {
	Name    string `json:"name"`
	Summary string `json:"summary"`
	Field   string `json:"field,omitempty"` // empty only for count
}

// Change adds a Field with the change of Of along Over, apart for each
// combination of Within. From is "previous" (the row before in time) or
// "yearBefore". As is "difference" or "percent".
type Change struct {
	Name   string   `json:"name"`
	Of     string   `json:"of"`
	Over   string   `json:"over"`
	Within []string `json:"within,omitempty"`
	From   string   `json:"from"`
	As     string   `json:"as"`
}

// Share adds a Field with Of as a percentage of its total, apart for each
// combination of Within.
type Share struct {
	Name   string   `json:"name"`
	Of     string   `json:"of"`
	Within []string `json:"within,omitempty"`
}

// Sort orders the rows; equal rows keep their order and missing values come last.
type Sort struct {
	By []SortKey `json:"by"`
}

// SortKey is one Field of a Sort; Order is "ascending" or "descending".
type SortKey struct {
	Field string `json:"field"`
	Order string `json:"order"`
}

// Limit keeps the first Count rows.
type Limit struct {
	Count int `json:"count"`
}

// The names of the steps in JSON.
func (Filter) Do() string { return "filter" }
func (Latest) Do() string { return "latest" }
func (Choose) Do() string { return "choose" }
func (Group) Do() string  { return "group" }
func (Change) Do() string { return "change" }
func (Share) Do() string  { return "share" }
func (Sort) Do() string   { return "sort" }
func (Limit) Do() string  { return "limit" }
