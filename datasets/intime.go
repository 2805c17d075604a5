package datasets

import (
	"context"
	"fmt"

	"figurehead/datasets/table"
)

// InTime adds a text Field that says of each row whether what was Received on one
// day was Answered within so many working days: not later than that many working
// days after the day it was received, as the Freedom of Information Act 2000 has it.
//
// It holds "in time", "late" or "not due yet". What has no answer is late once the
// day on which it was due has come, as at the latest day of both Fields among the
// rows that are left. Until then all are not due yet, also those answered early: to
// count these alone would make the newest period look better than it will be.
//
// Without a day of receipt the cell is missing for the same reason; an answer
// before the receipt is not applicable, and a hidden day is suppressed.
type InTime struct {
	Name        string `json:"name"`
	Received    string `json:"received"`
	Answered    string `json:"answered"`
	WorkingDays int    `json:"workingDays"`
}

// What InTime says of a row.
const (
	AnsweredInTime = "in time"
	AnsweredLate   = "late"
	NotDueYet      = "not due yet"
)

// maxWorkingDays is more than any time limit that is counted in working days.
const maxWorkingDays = 1_000

// Do is the step's name in JSON.
func (InTime) Do() string { return "inTime" }

func (s InTime) outline(in []table.Field) ([]table.Field, error) {
	for _, name := range []string{s.Received, s.Answered} {
		f, err := fieldOf(name, in)
		if err != nil {
			return nil, err
		}
		if f.Kind != table.Dates {
			return nil, Problem{Field: name, Message: fmt.Sprintf("%q holds %s, from which no working days can be counted.", f.Name, holds(f)), Suggestion: "Choose a column of dates."}
		}
	}
	if s.WorkingDays < 1 || s.WorkingDays > maxWorkingDays {
		return nil, Problem{Field: "workingDays", Message: fmt.Sprintf("The time limit is %d working days.", s.WorkingDays), Suggestion: fmt.Sprintf("Give a number from 1 to %s.", thousands(maxWorkingDays))}
	}
	return addField(in, table.Field{Name: s.Name, Kind: table.Text})
}

func (s InTime) run(ctx context.Context, in relation) (relation, error) {
	received, answered := in.columns[indexOf(s.Received, in.fields)], in.columns[indexOf(s.Answered, in.fields)]
	asAt, err := latestDay(ctx, in, received, answered)
	if err != nil {
		return relation{}, err
	}
	words := make([]string, table.FirstCode, table.FirstCode+3)
	c := &table.Column{Words: append(words, AnsweredInTime, AnsweredLate, NotDueYet), Codes: make([]uint32, len(received.Days))}
	due := map[table.Day]table.Day{}
	err = blocks(ctx, in.n, func(from, to int) {
		for i := from; i < to; i++ {
			row := in.row(i)
			c.Codes[row] = s.code(due, asAt, received, answered, row)
		}
	})
	f := table.Field{Name: s.Name, Kind: table.Text}
	return in.beside(f, c), err
}

// latestDay is the latest day that stands in one of the columns.
func latestDay(ctx context.Context, in relation, columns ...*table.Column) (table.Day, error) {
	var latest table.Day
	found := false
	err := blocks(ctx, in.n, func(from, to int) {
		for i := from; i < to; i++ {
			row := in.row(i)
			for _, c := range columns {
				if c.Missing(row) == table.Present && (!found || c.Days[row] > latest) {
					latest, found = c.Days[row], true
				}
			}
		}
	})
	return latest, err
}

// code is what stands in one row: a word or a reason.
func (s InTime) code(due map[table.Day]table.Day, asAt table.Day, received, answered *table.Column, row int) uint32 {
	const inTime, late, notYet = table.FirstCode, table.FirstCode + 1, table.FirstCode + 2
	from, to := received.Missing(row), answered.Missing(row)
	switch {
	case hides(from) || hides(to):
		return uint32(table.Suppressed)
	case from != table.Present:
		return uint32(from)
	case to == table.Present && answered.Days[row] < received.Days[row]:
		return uint32(table.NotApplicable)
	}
	last, known := due[received.Days[row]]
	if !known {
		last = afterWorkingDays(received.Days[row], s.WorkingDays)
		due[received.Days[row]] = last
	}
	switch {
	case last > asAt:
		return notYet
	case to == table.Present && answered.Days[row] <= last:
		return inTime
	}
	return late
}
