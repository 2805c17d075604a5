package datasets

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets/table"
)

// Latest keeps the rows of the newest Count days or periods of a Field, among
// the rows that are left. Rows without a day are left out.
type Latest struct {
	Field string `json:"field"`
	Count int    `json:"count"`
}

// Do is the step's name in JSON.
func (Latest) Do() string { return "latest" }

func (s Latest) outline(in []table.Field) ([]table.Field, error) {
	if err := needsCalendar(s.Field, in, "has no latest day"); err != nil {
		return nil, err
	}
	return in, needsCount(s.Count)
}

func needsCalendar(name string, in []table.Field, why string) error {
	f, err := fieldOf(name, in)
	if err != nil {
		return err
	}
	if !f.Kind.Calendar() {
		return Problem{Field: name, Message: fmt.Sprintf("%q holds %s, so it %s.", f.Name, kindWords[f.Kind], why), Suggestion: "Choose a column of dates or periods."}
	}
	return nil
}

func needsCount(count int) error {
	if count < 1 {
		return Problem{Field: "count", Message: fmt.Sprintf("The count is %d.", count), Suggestion: "Give a count of 1 or more."}
	}
	return nil
}

func (s Latest) run(ctx context.Context, in relation) (relation, error) {
	column := in.columns[indexOf(s.Field, in.fields)]
	newest := make([]table.Day, 0, 8) // latest first, at most Count of them
	err := blocks(ctx, in.n, func(from, to int) {
		for i := from; i < to; i++ {
			row := in.row(i)
			if column.Missing(row) == table.Present {
				newest = addNewest(newest, column.Days[row], s.Count)
			}
		}
	})
	if err != nil || len(newest) == 0 {
		return in.keep([]uint32{}), err
	}
	oldest := newest[len(newest)-1]
	rows := []uint32{} // not nil, which would mean all rows
	err = blocks(ctx, in.n, func(from, to int) {
		rows = filterRows(in.rows, from, to, rows, func(row uint32) bool {
			return column.Days[row] >= oldest && column.Missing(int(row)) == table.Present
		})
	})
	return in.keep(rows), err
}

// addNewest puts day in its place among the newest count different days.
func addNewest(newest []table.Day, day table.Day, count int) []table.Day {
	if len(newest) > 0 && day == newest[0] || len(newest) == count && day < newest[count-1] {
		return newest
	}
	at, known := slices.BinarySearchFunc(newest, day, func(a, b table.Day) int { return int(b) - int(a) })
	if known {
		return newest
	}
	newest = slices.Insert(newest, at, day)
	return newest[:min(len(newest), count)]
}
