package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// Unmatched is what a Join found no number for.
type Unmatched struct {
	Join   Join
	Of     int      // rows that were looked up
	Labels []string // of those without a number: "E07000070, 2018 Q4"
}

// Unmatched tells for each Join of q which rows of t it finds no number for, as the
// rows stand when it comes to it. There is one for each that has such rows.
func (q Query) Unmatched(ctx context.Context, t *table.Table) ([]Unmatched, error) {
	var all []Unmatched
	for i, step := range q.Steps {
		join, is := step.(Join)
		if !is {
			continue
		}
		before := q
		before.Steps = q.Steps[:i+1]
		r, err := RunUpTo(ctx, before, t, MaxGroups)
		if err != nil {
			return nil, err
		}
		if u := join.unmatched(r); len(u.Labels) > 0 {
			all = append(all, u)
		}
	}
	return all, nil
}

func (s Join) unmatched(r Result) Unmatched {
	u := Unmatched{Join: s, Of: len(r.Rows)}
	place, found := r.Index(s.Place.Field), r.Index(s.Name)
	for _, row := range r.Rows {
		if row[found].Missing == table.Present || hides(row[found].Missing) {
			continue
		}
		label := row[place].String()
		if s.Period != nil {
			label += ", " + row[r.Index(s.Period.Field)].String()
		}
		u.Labels = append(u.Labels, label)
	}
	return u
}
