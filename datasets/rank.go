package datasets

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets/table"
)

// Rank adds a Field with the place of each number or day of Of among those of its
// combination of Within, from 1: the largest first when Order is "descending",
// the smallest when it is "ascending". Equal ones share the better place, and the
// places behind it stay empty: 1, 2, 2, 4.
//
// A missing value has no place, for the same reason; the places of the others are
// those among the values that are there.
type Rank struct {
	Name   string   `json:"name"`
	Of     string   `json:"of"`
	Order  string   `json:"order"`
	Within []string `json:"within,omitempty"`
}

// Do is the step's name in JSON.
func (Rank) Do() string { return "rank" }

func (s Rank) outline(in []table.Field) ([]table.Field, error) {
	of, err := fieldOf(s.Of, in)
	if err != nil {
		return nil, err
	}
	if !ordered(of.Kind) {
		return nil, Problem{Field: of.Name, Message: fmt.Sprintf("%q holds %s, so it has no rank.", of.Name, kindWords[of.Kind]), Suggestion: "Choose a column of numbers or dates."}
	}
	if !slices.Contains(sortOrders, s.Order) {
		return nil, Problem{Field: "order", Message: fmt.Sprintf("There is no order %q.", shorten(s.Order)), Suggestion: choices("The orders are", s.Order, sortOrders)}
	}
	if _, err := fieldsOf(s.Within, in); err != nil {
		return nil, err
	}
	return addField(in, table.Field{Name: s.Name, Kind: table.Integers, Role: table.Measure, NoSum: true})
}

func (s Rank) run(ctx context.Context, in relation) (relation, error) {
	f, err := columnAdded(in, s)
	if err != nil {
		return relation{}, err
	}
	of := indexOf(s.Of, in.fields)
	keys, err := sortPlaces(ctx, in, of, s.Order == "descending")
	if err != nil {
		return relation{}, err
	}
	_, lines, err := linesAlong(ctx, in, "", s.Within)
	if err != nil {
		return relation{}, err
	}
	cells := make([]table.Cell, in.n)
	for _, line := range lines {
		slices.SortFunc(line.places, func(a, b uint32) int { return compareInts(keys[a], keys[b]) })
		var rank int64
		for i, place := range line.places {
			if i == 0 || keys[place] != keys[line.places[i-1]] {
				rank = int64(i) + 1
			}
			cells[place] = table.NumberCell(f.Kind, table.NewDecimal(rank, 0))
			if reason := in.columns[of].Missing(in.row(int(place))); reason != table.Present {
				cells[place] = table.MissingCell(f, reason)
			}
		}
	}
	return in.with(f, cells)
}
