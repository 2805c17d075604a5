package datasets

import (
	"context"
	"fmt"

	"figurehead/datasets/table"
)

// Choose keeps the named Fields, in this order.
type Choose struct {
	Fields []string `json:"fields"`
}

// Do is the step's name in JSON.
func (Choose) Do() string { return "choose" }

func (s Choose) outline(in []table.Field) ([]table.Field, error) {
	if len(s.Fields) == 0 {
		return nil, Problem{Field: "fields", Message: "No columns are chosen.", Suggestion: "Name at least one."}
	}
	return fieldsOf(s.Fields, in)
}

// fieldsOf returns the named Fields, each once.
func fieldsOf(names []string, in []table.Field) ([]table.Field, error) {
	out := make([]table.Field, 0, len(names))
	for _, name := range names {
		f, err := fieldOf(name, in)
		if err != nil {
			return nil, err
		}
		if indexOf(name, out) >= 0 {
			return nil, twice(name)
		}
		out = append(out, f)
	}
	return out, nil
}

func twice(name string) Problem {
	return Problem{Field: name, Message: fmt.Sprintf("The column %q would be there twice.", shorten(name)), Suggestion: "Give one of them another name, or leave it out."}
}

func (s Choose) run(_ context.Context, in relation) (relation, error) {
	out := in
	out.columns = make([]*table.Column, len(s.Fields))
	out.fields = make([]table.Field, len(s.Fields))
	for i, name := range s.Fields {
		from := indexOf(name, in.fields)
		out.columns[i], out.fields[i] = in.columns[from], in.fields[from]
	}
	return out, nil
}
