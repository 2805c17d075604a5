package datasets

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"figurehead/datasets/table"
)

// Unpivot turns columns into rows: each row becomes one row for each of Fields,
// in their order, with the Field's label in the new Field Name and its cell in
// the new Field Value. The other Fields are repeated. It undoes a table that is
// wide by year, and puts several measures under one another.
//
// Labels are what stands in Name, one for each of Fields; without them it is
// their names. As says what the labels are read as: "text" (also when it is
// empty), "date" or a grain such as "financial year".
//
// Also gives more text Fields after Name, each with its own labels, for columns
// that are named by two things: "Female lower quartile". Then two columns may have one label in
// Name as long as their labels differ in all.
//
// Fields hold one kind of value in one unit; whole numbers may stand beside
// numbers with decimals. Missing values keep their reason and their row.
type Unpivot struct {
	Fields []string   `json:"fields"`
	Labels []string   `json:"labels,omitempty"`
	Name   string     `json:"name"`
	As     string     `json:"as,omitempty"`
	Also   []Labelled `json:"also,omitempty"`
	Value  string     `json:"value"`
}

// Labelled is one more Field of labels that Unpivot adds.
type Labelled struct {
	Name   string   `json:"name"`
	Labels []string `json:"labels"`
}

// Do is the step's name in JSON.
func (Unpivot) Do() string { return "unpivot" }

// labelFields describe what labels are read as.
var labelFields = map[string]table.Field{
	"text":              {Kind: table.Text},
	"date":              {Kind: table.Dates, Role: table.Time},
	"month":             {Kind: table.Periods, Grain: table.Month, Role: table.Time},
	"quarter":           {Kind: table.Periods, Grain: table.Quarter, Role: table.Time},
	"financial quarter": {Kind: table.Periods, Grain: table.FinancialQuarter, Role: table.Time},
	"half-year":         {Kind: table.Periods, Grain: table.HalfYear, Role: table.Time},
	"week":              {Kind: table.Periods, Grain: table.Week, Role: table.Time},
	"year":              {Kind: table.Periods, Grain: table.Year, Role: table.Time},
	"financial year":    {Kind: table.Periods, Grain: table.FinancialYear, Role: table.Time},
	"academic year":     {Kind: table.Periods, Grain: table.AcademicYear, Role: table.Time},
}

func (s Unpivot) outline(in []table.Field) ([]table.Field, error) {
	if len(s.Fields) == 0 {
		return nil, Problem{Field: "fields", Message: "No columns are named that would become rows.", Suggestion: "Name at least one."}
	}
	value, err := s.valueField(in)
	if err != nil {
		return nil, err
	}
	if _, err := s.labels(); err != nil {
		return nil, err
	}
	out := s.kept(in)
	for _, f := range s.labelled() {
		if out, err = addField(out, f); err != nil {
			return nil, err
		}
	}
	return addField(out, value)
}

// kept are the Fields that are repeated.
func (s Unpivot) kept(in []table.Field) []table.Field {
	return slices.DeleteFunc(slices.Clone(in), func(f table.Field) bool { return slices.Contains(s.Fields, f.Name) })
}

// labelled describes the Fields of labels.
func (s Unpivot) labelled() []table.Field {
	fields := []table.Field{s.nameField()}
	for _, also := range s.Also {
		fields = append(fields, table.Field{Name: also.Name, Kind: table.Text})
	}
	return fields
}

func (s Unpivot) nameField() table.Field {
	f := labelFields["text"]
	if s.As != "" {
		f = labelFields[s.As]
	}
	f.Name = s.Name
	return f
}

// valueField describes the Field that holds the cells of all Fields.
func (s Unpivot) valueField(in []table.Field) (table.Field, error) {
	fields, err := fieldsOf(s.Fields, in)
	if err != nil {
		return table.Field{}, err
	}
	all := fields[0]
	for _, f := range fields[1:] {
		if !oneKind(all, f) {
			return table.Field{}, Problem{Field: f.Name, Message: fmt.Sprintf("%q holds %s and %q holds %s, so they cannot stand in one column.", fields[0].Name, holds(fields[0]), f.Name, holds(f)), Suggestion: "Turn columns of one kind and unit into rows."}
		}
		if f.Kind == table.Decimals {
			all.Kind = table.Decimals
		}
		all.NoSum = all.NoSum || f.NoSum
	}
	value := table.Field{Name: s.Value, Kind: all.Kind, Grain: all.Grain, Role: all.Role, Unit: all.Unit, NoSum: all.NoSum}
	if all.Kind.Number() {
		value.Role = table.Measure
	}
	return value, nil
}

// oneKind reports whether cells of both Fields may stand in one column.
func oneKind(a, b table.Field) bool {
	plain := func(k table.Kind) bool { return k == table.Integers || k == table.Decimals }
	return (a.Kind == b.Kind || plain(a.Kind) && plain(b.Kind)) && a.Grain == b.Grain && unitOf(a) == unitOf(b)
}

// holds says what a column holds, with its unit.
func holds(f table.Field) string {
	what := kindWords[f.Kind]
	if f.Grain != table.NoGrain {
		what = "periods of a " + f.Grain.String()
	}
	if unit := unitOf(f); unit != "" {
		what += " in " + unit
	}
	return what
}

// labels are what stands in Name and in the Fields of Also, one list for each, with
// a label for each of Fields.
func (s Unpivot) labels() ([][]table.Cell, error) {
	f, known := labelFields[s.As]
	if !known && s.As != "" {
		return nil, Problem{Field: "as", Message: fmt.Sprintf("Labels cannot be read as %q.", shorten(s.As)), Suggestion: choices("They can be read as", s.As, slices.Sorted(maps.Keys(labelFields)))}
	}
	names := s.Labels
	if len(names) == 0 {
		names = s.Fields
	}
	cells, err := s.labelCells(names, f)
	if err != nil {
		return nil, err
	}
	lists := [][]table.Cell{cells}
	for _, also := range s.Also {
		if cells, err = s.labelCells(also.Labels, table.Field{Kind: table.Text}); err != nil {
			return nil, err
		}
		lists = append(lists, cells)
	}
	return lists, s.twoAlike(names, lists)
}

// labelCells reads one label for each of Fields.
func (s Unpivot) labelCells(labels []string, f table.Field) ([]table.Cell, error) {
	if len(labels) != len(s.Fields) {
		return nil, Problem{Field: "labels", Message: fmt.Sprintf("There are %d labels for %d columns.", len(labels), len(s.Fields)), Suggestion: "Give each column one label, or give none."}
	}
	cells := make([]table.Cell, len(labels))
	for i, text := range labels {
		cell, err := table.ParseCell(text, f)
		if err != nil || text == "" || len(text) > table.MaxCellBytes {
			return nil, Problem{Field: s.Fields[i], Message: fmt.Sprintf("%q cannot be read as a label.", shorten(text)), Suggestion: s.labelsLike(f)}
		}
		cells[i] = cell
	}
	return cells, nil
}

// twoAlike is the Problem of two columns that no label tells apart.
func (s Unpivot) twoAlike(names []string, lists [][]table.Cell) error {
	for i := range s.Fields {
		for j := range i {
			if !slices.ContainsFunc(lists, func(cells []table.Cell) bool { return cells[i] != cells[j] }) {
				return Problem{Field: s.Fields[i], Message: fmt.Sprintf("Two columns have the label %q.", shorten(names[i])), Suggestion: "Give each a label of its own."}
			}
		}
	}
	return nil
}

func (s Unpivot) labelsLike(f table.Field) string {
	if !f.Kind.Calendar() {
		return "Give each column a label, which is not empty or very long."
	}
	return fmt.Sprintf("Give labels like %s, or have them read as \"text\".", table.PeriodLabel(table.Date(2018, 7, 1), f.Grain))
}

func (s Unpivot) run(ctx context.Context, in relation) (relation, error) {
	fields, err := s.outline(in.fields)
	if err != nil {
		return relation{}, err
	}
	out := relation{fields: fields, n: in.n * len(s.Fields)}
	if err := makesAtMost(out.n, len(fields)); err != nil {
		return relation{}, err
	}
	for _, f := range s.kept(in.fields) {
		if err := ctx.Err(); err != nil {
			return relation{}, err
		}
		out.columns = append(out.columns, in.columns[indexOf(f.Name, in.fields)].Repeat(in.rows, in.n, len(s.Fields)))
	}
	labels, err := s.labelColumns(out.n)
	if err != nil {
		return relation{}, err
	}
	values := make([]*table.Column, len(s.Fields))
	for i, name := range s.Fields {
		values[i] = in.columns[indexOf(name, in.fields)]
	}
	out.columns = append(append(out.columns, labels...), table.Weave(values, in.rows, in.n))
	return out, ctx.Err()
}

// makesAtMost is the Problem of a step that makes too many rows or cells.
func makesAtMost(rows, columns int) error {
	if rows > table.MaxRows {
		return Problem{Message: fmt.Sprintf("There would be %s rows; at most %s are made.", thousands(rows), thousands(table.MaxRows)), Suggestion: "Filter the rows first, or name fewer columns."}
	}
	if rows*columns > MaxMadeCells {
		return Problem{Message: fmt.Sprintf("There would be %s cells; at most %s are made.", thousands(rows*columns), thousands(MaxMadeCells)), Suggestion: "Choose the columns that are needed first, or filter the rows."}
	}
	return nil
}

// labelColumns are the columns of labels, by turns, in n rows.
func (s Unpivot) labelColumns(n int) ([]*table.Column, error) {
	lists, err := s.labels()
	if err != nil {
		return nil, err
	}
	var columns []*table.Column
	for i, f := range s.labelled() {
		labelled, err := relation{}.with(f, lists[i])
		if err != nil {
			return nil, err
		}
		columns = append(columns, labelled.columns[0].Cycle(n))
	}
	return columns, nil
}
