package datasets

import "figurehead/datasets/table"

// Result is the table a Query gives. Every number a reader can meet is a cell
// of a Result or a Fact.
type Result struct {
	Fields []table.Field  `json:"fields"`
	Rows   [][]table.Cell `json:"rows"` // one cell per Field
	Edited []EditedCell   `json:"edited,omitempty"`
	Ties   []Tie          `json:"-"` // of the run alone
}

// Index returns the position of the named Field, or -1.
func (r Result) Index(name string) int {
	for i, f := range r.Fields {
		if f.Name == name {
			return i
		}
	}
	return -1
}

// Roles names the Fields of a Result that a figure reads. Empty means none.
type Roles struct {
	Category string `json:"category,omitempty"` // labels of bars and rows
	Time     string `json:"time,omitempty"`     // periods of a line, column or headline
	Series   string `json:"series,omitempty"`   // splits into lines
	Value    string `json:"value,omitempty"`    // the number drawn
	Low      string `json:"low,omitempty"`      // lower end of its confidence interval
	High     string `json:"high,omitempty"`     // upper end of its confidence interval
	From     string `json:"from,omitempty"`     // the earlier number it is compared with
	Across   string `json:"across,omitempty"`   // the number on the horizontal axis of a scatter
	Status   string `json:"status,omitempty"`   // says which values are provisional or estimated
	Place    string `json:"place,omitempty"`    // place codes of a map
	Target   string `json:"target,omitempty"`   // the number aimed at
	Group    string `json:"group,omitempty"`    // the heading under which rows stand together
	Running  string `json:"running,omitempty"`  // the running total of the numbers, down the rows
	Since    string `json:"since,omitempty"`    // the first day or period that the numbers cover
	Until    string `json:"until,omitempty"`    // the last one
	Total    string `json:"total,omitempty"`    // the whole of which the numbers of a name are parts
}

// Fact is one named number of a Result, with where it came from.
//
// Its names are FactNames, and "rank" of RankOf. A change is a difference in
// percentage points when the value is a percentage.
type Fact struct {
	Name  string     `json:"name"`
	Value table.Cell `json:"value"`
	Unit  string     `json:"unit,omitempty"`
	// Where the number stands: its category, series and period, as cells.
	Category table.Cell `json:"category"`
	Series   table.Cell `json:"series"`
	Period   table.Cell `json:"period"`
	// Base is the earlier number of a change.
	Base       table.Cell `json:"base"`
	BasePeriod table.Cell `json:"basePeriod"`
	// Similar is set on a change that the confidence intervals of both numbers
	// allow to be none.
	Similar bool `json:"similar,omitempty"`
}
