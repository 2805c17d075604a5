package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// Step is one move of a Query. Each kind is a struct of this package, in a file
// of its own, whose JSON carries its name in "do"; the table of kinds is
// stepKinds.
type Step interface {
	// Do is the step's name in JSON.
	Do() string
	// outline gives the Fields after the step, or the Problem that stops it.
	outline(in []table.Field) ([]table.Field, error)
	// run does the step's work on rows whose Fields outline has accepted.
	run(ctx context.Context, in relation) (relation, error)
}

// stepKinds reads each kind of step from JSON by its name. A new step is a file
// with its type and one line here.
var stepKinds = map[string]func(raw []byte) (Step, error){
	Filter{}.Do(): readStep[Filter],
	Latest{}.Do(): readStep[Latest],
	Choose{}.Do(): readStep[Choose],
	Group{}.Do():  readStep[Group],
	Change{}.Do(): readStep[Change],
	Share{}.Do():  readStep[Share],
	Sort{}.Do():   readStep[Sort],
	Limit{}.Do():  readStep[Limit],
}
