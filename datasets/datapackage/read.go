package datapackage

import (
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/jsonfile"
	"figurehead/datasets/records"
)

// Read reads a table that stands in the data package itself. What a person can
// mend is a datasets.Problem.
func Read(raw []byte, q records.Request) (records.Table, error) {
	raw, err := jsonfile.Check(raw)
	if err != nil {
		return records.Table{}, err
	}
	if err := jsonfile.Whole(raw); err != nil {
		return records.Table{}, err
	}
	d, known, err := Describe(raw)
	switch {
	case err != nil:
		return records.Table{}, err
	case !known:
		return records.Table{}, datasets.Problem{Message: "The file describes no tables.", Suggestion: "Use a file that holds a table."}
	}
	d.Tables = slices.DeleteFunc(d.Tables, func(t Table) bool { return t.inside == nil })
	if len(d.Tables) == 0 {
		whole, _, _ := Describe(raw)
		return records.Table{}, whole.Outside()
	}
	chosen := d.Tables[0]
	if q.Part != "" {
		if chosen, err = d.Choose(q.Part); err != nil {
			return records.Table{}, err
		}
	}
	t, err := jsonfile.Read(chosen.inside, records.Request{Part: "/*", Order: q.Order})
	if err != nil {
		return records.Table{}, err
	}
	return d.dress(t, chosen), nil
}

// dress puts what the package says into what was read.
func (d Description) dress(t records.Table, chosen Table) records.Table {
	t.Part, t.Parts, t.Sure = chosen.Name, nil, len(d.Tables) == 1
	for _, other := range d.Tables {
		t.Parts = append(t.Parts, records.Part{Name: other.Name, Label: other.Name})
	}
	for i, column := range t.Columns {
		for _, said := range chosen.Columns {
			if said.Name == column.Name {
				said.Drop = column.Drop
				t.Columns[i] = said
			}
		}
	}
	said := []records.Said{{Topic: "File", Text: fmt.Sprintf("A data package, “%s”. The table “%s” stands in it: %s were read.", d.Title, chosen.Name, records.Counted(t.Rows, "record", "records"))}}
	for _, s := range t.Said {
		if s.Topic != "File" {
			said = append(said, s)
		}
	}
	t.Said = said
	return t
}
