package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// differents counts the different values of each group. A hidden value might be
// one more, or not.
func (v values) differents(ctx context.Context) ([]table.Cell, error) {
	tallies, err := v.tallies(ctx)
	if err != nil {
		return nil, err
	}
	valued := v.groups.refined()
	if err := valued.refineBy(ctx, v.in, v.of.Name); err != nil {
		return nil, err
	}
	counts := make([]int64, v.groups.n)
	for _, place := range valued.first {
		if v.column.Missing(v.in.row(int(place))) == table.Present {
			counts[v.groups.ids[place]]++
		}
	}
	cells := make([]table.Cell, len(counts))
	for group, count := range counts {
		cells[group] = table.NumberCell(v.field.Kind, table.NewDecimal(count, 0))
		if tallies[group].hidden {
			cells[group] = table.MissingCell(v.field, table.Suppressed)
		}
	}
	return cells, nil
}

// firsts are the cells of the first row of each group, as they stand.
func (v values) firsts(ctx context.Context) ([]table.Cell, error) {
	return v.standing(ctx, func(place, i int) int { return place })
}

// lasts are the cells of the last row of each group, as they stand.
func (v values) lasts(ctx context.Context) ([]table.Cell, error) {
	return v.standing(ctx, func(place, i int) int { return i + 1 })
}

// standing takes the cell of one place of each group; take chooses between the
// place so far, from 1, and place i, from 0. A group of no rows has none.
func (v values) standing(ctx context.Context, take func(place, i int) int) ([]table.Cell, error) {
	places := make([]int, v.groups.n)
	err := blocks(ctx, v.in.n, func(from, to int) {
		for i := from; i < to; i++ {
			place := &places[v.groups.ids[i]]
			if *place == 0 {
				*place = i + 1
			}
			*place = take(*place, i)
		}
	})
	cells := notAvailable(v.field, len(places))
	for group, place := range places {
		if place > 0 {
			cells[group] = v.column.Cell(v.in.row(place-1), v.field)
		}
	}
	return cells, err
}
