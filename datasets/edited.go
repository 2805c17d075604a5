package datasets

import (
	"slices"

	"figurehead/datasets/table"
)

// EditedCell is a cell of a Result that a person changed, with what the data
// says and why. Row is −1 for a cell that the numbers of the Result are worked
// out from.
type EditedCell struct {
	Row   int       `json:"row"` // from 0
	Field string    `json:"field"`
	Text  bool      `json:"text,omitempty"` // a name, not a figure
	From  CellValue `json:"from"`
	Why   string    `json:"why"`
}

// editedCells finds the edits of q in its Result. One whose row is not shown has
// no cell.
func (q Query) editedCells(r Result) []EditedCell {
	var cells []EditedCell
	for i, step := range q.Steps {
		s, is := step.(EditCells)
		if !is {
			continue
		}
		for _, e := range s.Edits {
			cell := EditedCell{Row: -1, Field: e.Field, From: e.From, Why: e.Why, Text: q.isText(e, r)}
			row, whole := q.after(i, e)
			matching := r.rowsWith(row)
			switch at := r.Index(e.Field); {
			case at >= 0 && whole(r) && len(matching) == 0 && !q.regrouped(i):
				continue
			case at >= 0 && len(matching) == 1 && !q.regrouped(i):
				cell.Row = matching[0]
			}
			cells = append(cells, cell)
		}
	}
	return cells
}

// isText reports whether an edit is of a name.
func (q Query) isText(e Edit, r Result) bool {
	if at := r.Index(e.Field); at >= 0 {
		return !r.Fields[at].Kind.Number()
	}
	_, notNumber := table.ParseDecimal(e.To.Value)
	return e.To.Missing == table.Present && notNumber != nil
}

// regrouped reports whether rows are made anew after a step.
func (q Query) regrouped(after int) bool { return slices.ContainsFunc(q.Steps[after+1:], makesRows) }

// after follows the values that tell the row of an edit through its own step and
// those behind it; whole reports whether a Result has all of those Fields.
func (q Query) after(from int, e Edit) (map[string]CellValue, func(Result) bool) {
	row := map[string]CellValue{}
	for _, v := range e.Row {
		row[v.Field] = v.CellValue
	}
	for _, step := range q.Steps[from:] {
		s, is := step.(EditCells)
		if !is {
			continue
		}
		next := map[string]CellValue{}
		for _, o := range s.Edits {
			_, told := row[o.Field]
			if told && !slices.ContainsFunc(o.Row, func(v RowValue) bool { was, has := row[v.Field]; return has && was != v.CellValue }) {
				next[o.Field] = o.To
			}
		}
		for name, v := range next {
			row[name] = v
		}
	}
	return row, func(r Result) bool {
		for name := range row {
			if r.Index(name) < 0 {
				return false
			}
		}
		return true
	}
}

// rowsWith are the rows that have those values in the Fields that are there.
func (r Result) rowsWith(values map[string]CellValue) []int {
	var rows []int
	for i, row := range r.Rows {
		same := true
		for name, v := range values {
			at := r.Index(name)
			same = same && (at < 0 || ValueOf(row[at]) == v)
		}
		if same {
			rows = append(rows, i)
		}
	}
	return rows
}
