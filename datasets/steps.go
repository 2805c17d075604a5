package datasets

import (
	"context"
	"maps"
	"slices"

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
	Filter{}.Do():     readStep[Filter],
	Latest{}.Do():     readStep[Latest],
	Choose{}.Do():     readStep[Choose],
	Replace{}.Do():    readStep[Replace],
	Join{}.Do():       readStep[Join],
	Rate{}.Do():       readStep[Rate],
	Period{}.Do():     readStep[Period],
	InTime{}.Do():     readStep[InTime],
	Mark{}.Do():       readStep[Mark],
	Span{}.Do():       readStep[Span],
	Unpivot{}.Do():    readStep[Unpivot],
	Pivot{}.Do():      readStep[Pivot],
	Group{}.Do():      readStep[Group],
	Bins{}.Do():       readStep[Bins],
	Top{}.Do():        readStep[Top],
	Change{}.Do():     readStep[Change],
	Share{}.Do():      readStep[Share],
	Cumulative{}.Do(): readStep[Cumulative],
	Rolling{}.Do():    readStep[Rolling],
	Index{}.Do():      readStep[Index],
	Rank{}.Do():       readStep[Rank],
	Total{}.Do():      readStep[Total],
	Sort{}.Do():       readStep[Sort],
	Limit{}.Do():      readStep[Limit],
	EditCells{}.Do():  readStep[EditCells],
}

// StepNames lists the steps, in order of their names.
func StepNames() []string { return slices.Sorted(maps.Keys(stepKinds)) }

// StepWords lists the words that the parts of that step choose from: the tests
// of a filter, the summaries of a group and so on.
func StepWords(step string) []string { return stepWords[step] }

// stepWords holds the words of each step that has some.
var stepWords = map[string][]string{
	Filter{}.Do():  slices.Sorted(maps.Keys(filterTests)),
	Mark{}.Do():    slices.Sorted(maps.Keys(filterTests)),
	Period{}.Do():  slices.Sorted(maps.Keys(periodGrains)),
	InTime{}.Do():  {AnsweredInTime, AnsweredLate, NotDueYet},
	Group{}.Do():   slices.Sorted(maps.Keys(summaryKinds)),
	Join{}.Do():    beyondRows,
	Change{}.Do():  slices.Concat(slices.Sorted(maps.Keys(changeBases)), slices.Sorted(maps.Keys(changeForms))),
	Rank{}.Do():    sortOrders,
	Sort{}.Do():    sortOrders,
	Unpivot{}.Do(): slices.Sorted(maps.Keys(labelFields)),
}
