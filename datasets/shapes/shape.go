package shapes

import (
	"figurehead/datasets/table"
)

// Shape is a known form of a table.
type Shape string

// The shapes.
const (
	Spend      Shape = "spend"      // payments, as the transparency code has them
	Requests   Shape = "requests"   // a log of freedom of information requests
	Contracts  Shape = "contracts"  // a register of contracts
	PayGap     Shape = "payGap"     // the gender pay gap of employers
	Population Shape = "population" // people by area
	Survey     Shape = "survey"     // one row for each person who answered
)

// Found is the shape of a table and the columns that play its parts, by name. A
// part that the table does not have is not there.
type Found struct {
	Shape  Shape
	Column map[string]string
	// Columns are those of a part that several columns play, in their order: the
	// questions of a survey.
	Columns map[string][]string
	// Values are values of a column that mean something to the shape, as the
	// table writes them: payees that were redacted, requests that were withdrawn.
	Values map[string][]string
}

// Rule is how one shape is recognised. The docs list its Parts.
type Rule struct {
	Shape Shape
	Parts []string // the names that Found.Column and Columns may have
	find  func(v view) (Found, bool)
}

// Rules are the shapes in the order in which they are looked for. A shape is a
// file with its rule and a line here.
func Rules() []Rule {
	return []Rule{payGapRule(), requestsRule(), contractsRule(), spendRule(), populationRule(), surveyRule()}
}

// Recognise finds the shape of a table, or false.
func Recognise(t *table.Table) (Found, bool) {
	if t.Rows() == 0 {
		return Found{}, false
	}
	v := viewOf(t)
	for _, rule := range Rules() {
		if found, ok := rule.find(v); ok {
			found.Shape = rule.Shape
			return found, true
		}
	}
	return Found{}, false
}
