package datasets

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"figurehead/datasets/table"
)

// EditCells puts other values in the place of single cells: the list of what a
// person changed by hand, each with the value that it was and the reason. All
// are found by the values that rows have before any of them is changed.
//
// An edit whose row is not there, stands there several times or holds another
// value than From is an *EditConflict: nothing is ever edited that nobody looked
// at. A hidden value is never edited.
type EditCells struct {
	Edits []Edit `json:"edits"`
}

// Edit is one cell that a person changed: Field of the row that has all those
// values.
type Edit struct {
	Row   []RowValue `json:"row,omitempty"` // empty for the only row
	Field string     `json:"field"`
	From  CellValue  `json:"from"`
	To    CellValue  `json:"to"`
	Why   string     `json:"why"`
	By    string     `json:"by,omitempty"` // id of a user, never public
	At    time.Time  `json:"at,omitzero"`
}

// CellValue is a cell as a Query writes it: its value, or why it has none. Empty
// is the blank cell.
type CellValue struct {
	Value   string       `json:"value,omitempty"`
	Missing table.Reason `json:"missing,omitempty"`
}

// RowValue is the value that a row has in a Field.
type RowValue struct {
	Field string `json:"field"`
	CellValue
}

// Limits of edits.
const (
	MaxEdits = 200
	MaxWhy   = 500 // characters
)

// EditConflict says that the data under an edit is another than the one that was
// edited. It unwraps to its Problem.
type EditConflict struct {
	Problem
	Edit Edit
	Rows int        // that have the values of the edit
	Now  table.Cell // of the one row, when Rows is 1
}

// Unwrap gives the words.
func (e *EditConflict) Unwrap() error { return e.Problem }

// Do is the step's name in JSON.
func (EditCells) Do() string { return "edit" }

func (s EditCells) outline(in []table.Field) ([]table.Field, error) {
	if len(s.Edits) == 0 || len(s.Edits) > MaxEdits {
		return nil, Problem{Field: "edits", Message: fmt.Sprintf("The step edits %d cells.", len(s.Edits)), Suggestion: fmt.Sprintf("Edit 1 to %d.", MaxEdits)}
	}
	out := slices.Clone(in)
	for _, e := range s.Edits {
		at := indexOf(e.Field, in)
		if at < 0 {
			return nil, noField(e.Field, in)
		}
		if strings.TrimSpace(e.Why) == "" || utf8.RuneCountInString(e.Why) > MaxWhy {
			return nil, Problem{Field: "why", Message: "An edit needs its reason, which readers see.", Suggestion: fmt.Sprintf("Write it in up to %d characters.", MaxWhy)}
		}
		for _, v := range e.Row {
			if _, err := v.in(in, v.Field); err != nil {
				return nil, err
			}
		}
		if _, err := e.From.in(in, e.Field); err != nil {
			return nil, err
		}
		to, err := e.To.in(in, e.Field)
		if err != nil {
			return nil, err
		}
		out[at] = editedField(out[at], e, to)
	}
	return out, nil
}

// editedField is what a Field becomes: whole numbers may get decimals, and the
// name of a total stays that of a total.
func editedField(f table.Field, e Edit, to table.Cell) table.Field {
	if f.Kind == table.Integers && to.Missing == table.Present && to.Number.Places() > 0 {
		f.Kind = table.Decimals
	}
	if slices.Contains(f.Totals, e.From.Value) && !slices.Contains(f.Totals, e.To.Value) {
		f.Totals = append(slices.Clone(f.Totals), e.To.Value)
	}
	if f.Rest != "" && f.Rest == e.From.Value {
		f.Rest = e.To.Value
	}
	return f
}

// in reads the value as a cell of that Field.
func (v CellValue) in(fields []table.Field, name string) (table.Cell, error) {
	f, err := fieldOf(name, fields)
	if err != nil {
		return table.Cell{}, err
	}
	switch {
	case hides(v.Missing):
		return table.Cell{}, Problem{Field: name, Message: "A hidden value is not edited.", Suggestion: "Leave it out of the edits."}
	case v.Missing != table.Present:
		return table.MissingCell(f, v.Missing), nil
	case v.Value == "":
		return table.MissingCell(f, table.Blank), nil
	case len(v.Value) > table.MaxCellBytes:
		return table.Cell{}, Problem{Field: name, Message: "The text is too long for a cell.", Suggestion: "Use a shorter text."}
	}
	cell, err := table.ParseCell(v.Value, f)
	if err != nil {
		return cell, wrongEdit(f, v.Value, err)
	}
	return cell, nil
}

func wrongEdit(f table.Field, text string, err error) error {
	problem, _ := wrongValue(f, text, err).(Problem)
	problem.Message = fmt.Sprintf("%q cannot stand in %q, which holds %s.", shorten(text), f.Name, kindWords[f.Kind])
	return problem
}

// ValueOf is a cell as an edit writes it.
func ValueOf(c table.Cell) CellValue { return CellValue{c.String(), blankAsEmpty(c.Missing)} }

func blankAsEmpty(r table.Reason) table.Reason {
	if r == table.Blank {
		return table.Present
	}
	return r
}

func (s EditCells) run(ctx context.Context, in relation) (relation, error) {
	if err := addsToAtMost(in.n); err != nil {
		return relation{}, err
	}
	fields, err := s.outline(in.fields)
	if err != nil {
		return relation{}, err
	}
	find := rowFinder{in: in, known: map[string]map[string][]int{}}
	changed := map[int]map[int]table.Cell{} // by column and place
	for _, e := range s.Edits {
		at := indexOf(e.Field, in.fields)
		place, err := find.one(ctx, e, at)
		if err != nil {
			return relation{}, err
		}
		if changed[at] == nil {
			changed[at] = map[int]table.Cell{}
		}
		if _, twice := changed[at][place]; twice {
			return relation{}, Problem{Field: e.Field, Message: fmt.Sprintf("%s is edited twice.", e.name()), Suggestion: "Leave one of them out."}
		}
		cell, err := e.To.in(in.fields, e.Field)
		if err != nil {
			return relation{}, err
		}
		changed[at][place] = cell
	}
	return in.changed(fields, changed)
}

// rowFinder finds rows by their values, for each choice of Fields in one pass.
type rowFinder struct {
	in    relation
	known map[string]map[string][]int
}

// one is the place of the row of an edit, if its cell is still what was edited.
func (r rowFinder) one(ctx context.Context, e Edit, at int) (int, error) {
	places, err := r.places(ctx, e.Row)
	if err != nil {
		return 0, err
	}
	conflict := &EditConflict{Edit: e, Rows: len(places)}
	conflict.Field = e.Field
	conflict.Suggestion = "Look at it under “Edit numbers”: keep the edit for the number as it is now, or drop it."
	switch len(places) {
	case 0:
		conflict.Message = fmt.Sprintf("%s was edited, and is not in the data any more.", e.name())
		return 0, conflict
	case 1:
	default:
		conflict.Message = fmt.Sprintf("%s was edited, and %d rows have that name now.", e.name(), len(places))
		return 0, conflict
	}
	now := r.in.cell(places[0], at)
	if hides(now.Missing) {
		conflict.Message, conflict.Rows = fmt.Sprintf("%s is hidden, so it cannot be edited.", e.name()), 1
		conflict.Now = table.MissingCell(r.in.fields[at], now.Missing)
		return 0, conflict
	}
	was, err := e.From.in(r.in.fields, e.Field)
	if err != nil {
		return 0, err
	}
	if was.Missing != now.Missing || was.Missing == table.Present && was.Compare(now) != 0 {
		conflict.Now = now
		conflict.Message = fmt.Sprintf("%s was edited when it was %s; now it is %s in the data.", e.name(), inQuotes(was), inQuotes(now))
		return 0, conflict
	}
	return places[0], nil
}

// places are those of the rows that have all those values.
func (r rowFinder) places(ctx context.Context, row []RowValue) ([]int, error) {
	columns := make([]int, len(row))
	names, wanted := make([]string, len(row)), make([]string, len(row))
	for i, v := range row {
		cell, err := v.in(r.in.fields, v.Field)
		if err != nil {
			return nil, err
		}
		columns[i], names[i], wanted[i] = indexOf(v.Field, r.in.fields), v.Field, keyed(cell)
	}
	by := strings.Join(names, "\x02")
	if r.known[by] == nil {
		all := map[string][]int{}
		err := blocks(ctx, r.in.n, func(from, to int) {
			parts := make([]string, len(columns))
			for place := from; place < to; place++ {
				for i, column := range columns {
					parts[i] = keyed(r.in.cell(place, column))
				}
				key := strings.Join(parts, "\x02")
				all[key] = append(all[key], place)
			}
		})
		if err != nil {
			return nil, err
		}
		r.known[by] = all
	}
	return r.known[by][strings.Join(wanted, "\x02")], nil
}

// keyed is a cell's value, or its reason.
func keyed(c table.Cell) string {
	if c.Missing != table.Present {
		return "\x00" + c.Missing.String()
	}
	return c.String()
}

func inQuotes(c table.Cell) string {
	if c.Missing != table.Present {
		return "missing (" + c.Missing.String() + ")"
	}
	return shorten(c.String())
}

// name says which cell is edited: "“Recycled” of Harlow, 2018/19".
func (e Edit) name() string {
	var parts []string
	for _, v := range e.Row {
		if v.Value != "" {
			parts = append(parts, shorten(v.Value))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("“%s”", shorten(e.Field))
	}
	return fmt.Sprintf("“%s” of %s", shorten(e.Field), strings.Join(parts, ", "))
}

// changed is r with other cells in some columns, by column and place.
func (r relation) changed(fields []table.Field, cells map[int]map[int]table.Cell) (relation, error) {
	out := relation{n: r.n, fields: fields, columns: slices.Clone(r.columns)}
	for column := range out.columns {
		if cells[column] == nil {
			if r.rows != nil {
				out.columns[column] = r.columns[column].Pick(r.rows)
			}
			continue
		}
		b := table.NewBuilder([]table.Field{fields[column]})
		b.Grow(r.n)
		for place := range r.n {
			cell, edited := cells[column][place]
			if !edited {
				cell = r.cell(place, column)
			}
			cell.Kind = fields[column].Kind
			b.Set(0, cell)
			if err := b.EndRow(place + 1); err != nil {
				return relation{}, err
			}
		}
		t, err := b.Table()
		if err != nil {
			return relation{}, err
		}
		out.columns[column] = t.Column(0)
	}
	return out, nil
}
