package datasets

import (
	"context"
	"fmt"

	"figurehead/datasets/table"
)

// Group makes one row for each combination of the By Fields, in order of first
// appearance, with one Field for each Summary. No By gives one row. Missing
// values make a group of their own for each reason.
type Group struct {
	By       []string  `json:"by,omitempty"`
	Measures []Summary `json:"measures"`
}

// Do is the step's name in JSON.
func (Group) Do() string { return "group" }

func (s Group) outline(in []table.Field) ([]table.Field, error) {
	if len(s.By)+len(s.Measures) == 0 {
		return nil, Problem{Field: "measures", Message: "The group has no columns.", Suggestion: "Name what to group by, or a measure."}
	}
	out, err := fieldsOf(s.By, in)
	if err != nil {
		return nil, err
	}
	for _, measure := range s.Measures {
		f, err := measure.outline(in)
		if err != nil {
			return nil, err
		}
		if out, err = addField(out, f); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// addField adds a Field of a new name.
func addField(fields []table.Field, f table.Field) ([]table.Field, error) {
	if f.Name == "" {
		return nil, Problem{Field: "name", Message: "A new column has no name.", Suggestion: "Give it one."}
	}
	if indexOf(f.Name, fields) >= 0 {
		return nil, twice(f.Name)
	}
	return append(fields[:len(fields):len(fields)], f), nil
}

func (s Group) run(ctx context.Context, in relation) (relation, error) {
	g, err := groupRows(ctx, in, s.By)
	if err != nil {
		return relation{}, err
	}
	if g.n > MaxGroups {
		return relation{}, tooManyGroups(g.n)
	}
	fields, err := s.outline(in.fields)
	if err != nil {
		return relation{}, err
	}
	summaries := make([][]table.Cell, len(s.Measures))
	for i, measure := range s.Measures {
		if summaries[i], err = measure.run(ctx, in, g, fields[len(s.By)+i]); err != nil {
			return relation{}, err
		}
	}
	return s.rows(in, g, fields, summaries)
}

func tooManyGroups(n int) Problem {
	return Problem{Message: fmt.Sprintf("The rows fall into %s groups; at most %s are made.", thousands(n), thousands(MaxGroups)), Suggestion: "Group by fewer columns, or filter the rows first."}
}

// rows puts the groups and their summaries together.
func (s Group) rows(in relation, g grouping, fields []table.Field, summaries [][]table.Cell) (relation, error) {
	b := table.NewBuilder(fields)
	b.Grow(g.n)
	for group := range g.n {
		for i, name := range s.By {
			b.Set(i, in.cell(int(g.first[group]), indexOf(name, in.fields)))
		}
		for i := range summaries {
			b.Set(len(s.By)+i, summaries[i][group])
		}
		if err := b.EndRow(group + 1); err != nil {
			return relation{}, err
		}
	}
	t, err := b.Table()
	if err != nil {
		return relation{}, err
	}
	return relationOf(t), nil
}
