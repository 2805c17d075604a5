package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// Span adds two Fields that hold the first and the last day or period of a
// column among the rows that are left, the same in every row, so that words can
// say what a figure covers. Without any they are not available.
type Span struct {
	Of   string `json:"of"`
	From string `json:"from"`
	To   string `json:"to"`
}

// Do is the step's name in JSON.
func (Span) Do() string { return "span" }

func (s Span) outline(in []table.Field) ([]table.Field, error) {
	if err := needsCalendar(s.Of, in, "has no first and last day"); err != nil {
		return nil, err
	}
	from, to := s.fields(in)
	out, err := addField(in, from)
	if err != nil {
		return nil, err
	}
	return addField(out, to)
}

func (s Span) fields(in []table.Field) (from, to table.Field) {
	of := in[indexOf(s.Of, in)]
	f := table.Field{Kind: of.Kind, Grain: of.Grain, Role: table.Time}
	from, to = f, f
	from.Name, to.Name = s.From, s.To
	return from, to
}

func (s Span) run(ctx context.Context, in relation) (relation, error) {
	of := in.columns[indexOf(s.Of, in.fields)]
	var first, last table.Day
	found := false
	err := blocks(ctx, in.n, func(from, to int) {
		for i := from; i < to; i++ {
			row := in.row(i)
			if of.Missing(row) != table.Present {
				continue
			}
			day := of.Days[row]
			if !found {
				first, last, found = day, day, true
			}
			first, last = min(first, day), max(last, day)
		}
	})
	from, to := s.fields(in.fields)
	return in.beside(from, constant(len(of.Days), first, found)).beside(to, constant(len(of.Days), last, found)), err
}

// constant is a column of one day, or of none.
func constant(rows int, day table.Day, known bool) *table.Column {
	c := &table.Column{Days: make([]table.Day, rows)}
	if !known {
		c.Reasons = make([]table.Reason, rows)
	}
	for row := range rows {
		if c.Days[row] = day; !known {
			c.Days[row], c.Reasons[row] = 0, table.NotAvailable
		}
	}
	return c
}
