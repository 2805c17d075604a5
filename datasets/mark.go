package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// Mark adds a whole number: 1 in the rows that pass a test of one Field, as in
// Filter, and 0 in the others, so that their sum counts the rows that pass and a
// rate of it is their share.
//
// Where the Field has no value the mark is missing for the same reason, unless
// the test is "present" or "missing", or the cell is blank and "" is named.
type Mark struct {
	Name   string   `json:"name"`
	Field  string   `json:"field"`
	Test   string   `json:"test"`
	Values []string `json:"values,omitempty"`
}

// Do is the step's name in JSON.
func (Mark) Do() string { return "mark" }

func (s Mark) filter() Filter { return Filter{Field: s.Field, Test: s.Test, Values: s.Values} }

func (s Mark) outline(in []table.Field) ([]table.Field, error) {
	if _, err := s.filter().outline(in); err != nil {
		return nil, err
	}
	return addField(in, s.field())
}

func (s Mark) field() table.Field {
	return table.Field{Name: s.Name, Kind: table.Integers, Role: table.Measure}
}

// tests reports whether the test says something of cells that are missing for
// that reason.
func (s Mark) tests(reason table.Reason, test cellTest) bool {
	if s.Test == "present" || s.Test == "missing" || reason == table.Present {
		return true
	}
	for _, v := range test.set {
		if reason == table.Blank && v.Missing == table.Blank {
			return true
		}
	}
	return false
}

func (s Mark) run(ctx context.Context, in relation) (relation, error) {
	column := indexOf(s.Field, in.fields)
	f, kind := in.fields[column], filterTests[s.Test]
	values, err := s.filter().values(f, kind)
	if err != nil {
		return relation{}, err
	}
	of, test := in.columns[column], kind.make(f, values)
	rows := max(len(of.Codes), len(of.Scaled), len(of.Wide), len(of.Days))
	c := &table.Column{Scaled: make([]int64, rows), Reasons: make([]table.Reason, rows)}
	passes := test.compile(of, f)
	var kept []uint32
	err = blocks(ctx, in.n, func(from, to int) {
		kept = passes(in.rows, from, to, kept[:0])
		for _, row := range kept {
			c.Scaled[row] = 1
		}
		for i := from; i < to; i++ {
			row := in.row(i)
			if reason := of.Missing(row); !s.tests(reason, test) {
				c.Scaled[row], c.Reasons[row] = 0, reason
			}
		}
	})
	return in.beside(s.field(), c), err
}
