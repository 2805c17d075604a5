package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// Limit keeps the first Count rows.
type Limit struct {
	Count int `json:"count"`
}

// Do is the step's name in JSON.
func (Limit) Do() string { return "limit" }

func (s Limit) outline(in []table.Field) ([]table.Field, error) { return in, needsCount(s.Count) }

func (s Limit) run(_ context.Context, in relation) (relation, error) {
	if s.Count >= in.n {
		return in, nil
	}
	if tie, is := in.tied(s.Count); is {
		in.ties = append(in.ties, tie)
	}
	if in.rows != nil {
		return in.keep(in.rows[:s.Count]), nil
	}
	rows := make([]uint32, s.Count)
	for i := range rows {
		rows[i] = uint32(i)
	}
	return in.keep(rows), nil
}
