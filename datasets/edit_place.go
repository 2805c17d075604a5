package datasets

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"figurehead/datasets/table"
)

// Edits lists the edits of a Query in the order in which they are made.
func (q Query) Edits() []Edit {
	var all []Edit
	for _, step := range q.Steps {
		if s, is := step.(EditCells); is {
			all = append(all, s.Edits...)
		}
	}
	return all
}

// WithoutEdit is q without its edit n, from 0 in the order of Edits.
func (q Query) WithoutEdit(n int) Query {
	steps := make([]Step, 0, len(q.Steps))
	for _, step := range q.Steps {
		s, is := step.(EditCells)
		if is && n >= 0 && n < len(s.Edits) {
			s.Edits = slices.Delete(slices.Clone(s.Edits), n, n+1)
			n = -1
		} else if is {
			n -= len(s.Edits)
		}
		if !is || len(s.Edits) > 0 {
			if is {
				step = s
			}
			steps = append(steps, step)
		}
	}
	q.Steps = steps
	return q
}

// WithEdit is q with its edit n, from 0 in the order of Edits, as e.
func (q Query) WithEdit(n int, e Edit) Query {
	steps := slices.Clone(q.Steps)
	for i, step := range steps {
		s, is := step.(EditCells)
		if is && n >= 0 && n < len(s.Edits) {
			s.Edits = slices.Clone(s.Edits)
			s.Edits[n] = e
			steps[i] = s
		}
		if is {
			n -= len(s.Edits)
		}
	}
	q.Steps = steps
	return q
}

// EditPlace is where an edit of a Field of the Result belongs: after its values
// are made, and before anything is worked out from them, so that shares, changes
// and orders follow the edited number.
func (q Query) EditPlace(field string) int {
	place := len(q.Steps)
	for i := len(q.Steps) - 1; i >= 0; i-- {
		step := q.Steps[i]
		if makesRows(step) || slices.Contains(partsOf(step, "name"), field) {
			return place
		}
		if worksFrom(step, field) {
			place = i
		}
	}
	return place
}

// makesRows reports whether rows after a step are others than those before it.
func makesRows(step Step) bool {
	switch step.(type) {
	case Group, Bins, Top, Pivot, Unpivot:
		return true
	}
	return false
}

// worksFrom reports whether a step works out or orders something by a Field.
func worksFrom(step Step, field string) bool {
	switch step.(type) {
	case Filter, Latest, Choose, Limit, EditCells:
		return false
	}
	return slices.Contains(partsOf(step), field)
}

// partsOf are the texts that a step is written with: all, or those of one part.
func partsOf(step Step, only ...string) []string {
	raw, err := json.Marshal(step)
	if err != nil {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	var parts map[string]any
	if decoder.Decode(&parts) != nil {
		return nil
	}
	var texts []string
	for name, part := range parts {
		if len(only) == 0 || slices.Contains(only, name) {
			texts = append(texts, textsIn(part)...)
		}
	}
	return texts
}

func textsIn(part any) []string {
	switch part := part.(type) {
	case string:
		return []string{part}
	case []any:
		var all []string
		for _, one := range part {
			all = append(all, textsIn(one)...)
		}
		return all
	case map[string]any:
		var all []string
		for _, one := range part {
			all = append(all, textsIn(one)...)
		}
		return all
	}
	return nil
}

// AllColumns is q without the steps that choose columns from a place on: its
// rows are the same, and each can be told by all that it has.
func (q Query) AllColumns(from int) Query {
	steps := slices.Clone(q.Steps[:from])
	for _, step := range q.Steps[from:] {
		if _, chooses := step.(Choose); !chooses {
			steps = append(steps, step)
		}
	}
	q.Steps = steps
	return q
}

// Edited is q with the cell of a Field in one row of the Result changed. There
// are the Fields at EditPlace, and the row as AllColumns from there gives it. An
// edit back to what the data says takes the edit away.
func (q Query) Edited(e Edit, there []table.Field, fields []table.Field, row []table.Cell) (Query, error) {
	place := q.EditPlace(e.Field)
	at := indexOf(e.Field, fields)
	if at < 0 || indexOf(e.Field, there) < 0 {
		return q, Problem{Field: e.Field, Message: fmt.Sprintf("%q cannot be edited here.", shorten(e.Field)), Suggestion: "Change the steps first."}
	}
	if hides(row[at].Missing) {
		return q, Problem{Field: e.Field, Message: "This number is hidden, so it cannot be edited.", Suggestion: "Edit another."}
	}
	shown := map[string]CellValue{}
	for _, f := range there {
		column := indexOf(f.Name, fields)
		if column < 0 || f.Kind.Number() && f.Role == table.Measure {
			continue
		}
		shown[f.Name] = ValueOf(row[column])
	}
	into, steps := q.editStep(place)
	original := q.before(into, shown)
	e.From = ValueOf(row[at])
	for _, f := range there {
		if v, has := original[f.Name]; has {
			e.Row = append(e.Row, RowValue{f.Name, v})
		}
	}
	s, _ := steps[into].(EditCells)
	s.Edits = slices.Clone(s.Edits)
	known := slices.IndexFunc(s.Edits, func(o Edit) bool { return o.Field == e.Field && slices.Equal(o.Row, e.Row) })
	switch {
	case known >= 0 && sameValue(s.Edits[known].From, e.To, there[indexOf(e.Field, there)]):
		s.Edits = slices.Delete(s.Edits, known, known+1)
	case known >= 0:
		e.From = s.Edits[known].From
		s.Edits[known] = e
	case sameValue(e.From, e.To, fields[at]):
		return q, Problem{Field: e.Field, Message: "That is what it says already.", Suggestion: "Write another value."}
	default:
		s.Edits = append(s.Edits, e)
	}
	steps[into] = s
	if len(s.Edits) == 0 {
		steps = slices.Delete(steps, into, into+1)
	}
	q.Steps = steps
	return q, nil
}

// sameValue compares numbers by size, so that 12.5 is 12.50.
func sameValue(a, b CellValue, f table.Field) bool {
	one, errOne := a.in([]table.Field{f}, f.Name)
	other, errOther := b.in([]table.Field{f}, f.Name)
	return errOne == nil && errOther == nil && one.Missing == other.Missing && one.Compare(other) == 0
}

// editStep is the step that takes an edit at a place: one that stands there, or
// a new one.
func (q Query) editStep(place int) (int, []Step) {
	for _, i := range []int{place, place - 1} {
		if i < 0 || i >= len(q.Steps) {
			continue
		}
		if _, is := q.Steps[i].(EditCells); is {
			return i, slices.Clone(q.Steps)
		}
	}
	return place, slices.Insert(slices.Clone(q.Steps), place, Step(EditCells{}))
}

// before takes back the edits that are made of a row from step from on: the
// values by which it is found there.
func (q Query) before(from int, shown map[string]CellValue) map[string]CellValue {
	row := map[string]CellValue{}
	for name, v := range shown {
		row[name] = v
	}
	for i := len(q.Steps) - 1; i >= from; i-- {
		s, is := q.Steps[i].(EditCells)
		if !is {
			continue
		}
		back := map[string]CellValue{}
		for _, e := range s.Edits {
			if row[e.Field] == e.To && s.isRow(e, row) {
				back[e.Field] = e.From
			}
		}
		for name, v := range back {
			row[name] = v
		}
	}
	return row
}

// isRow reports whether a row, as the step leaves it, is that of an edit of it.
func (s EditCells) isRow(e Edit, after map[string]CellValue) bool {
	for _, v := range e.Row {
		was, has := after[v.Field]
		if !has {
			continue
		}
		if was == v.CellValue {
			continue
		}
		if !slices.ContainsFunc(s.Edits, func(o Edit) bool {
			return o.Field == v.Field && o.To == was && o.From == v.CellValue && slices.Equal(o.Row, e.Row)
		}) {
			return false
		}
	}
	return true
}
