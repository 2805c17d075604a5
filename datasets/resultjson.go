package datasets

import (
	"bytes"
	"encoding/json"
	"fmt"

	"figurehead/datasets/table"
)

// resultJSON is a Result as it is kept: rows of values in the order of the
// fields, a null where one is missing, and the reasons beside.
type resultJSON struct {
	Fields  []table.Field       `json:"fields"`
	Rows    [][]json.RawMessage `json:"rows"`
	Missing []missingJSON       `json:"missing,omitempty"`
	Edited  []EditedCell        `json:"edited,omitempty"`
}

type missingJSON struct {
	Row    int          `json:"row"`   // from 0
	Field  int          `json:"field"` // from 0
	Reason table.Reason `json:"reason"`
}

// MarshalJSON writes numbers with all digits, dates as ISO days, periods as
// labels, and null for missing values, whose reasons stand in "missing".
func (r Result) MarshalJSON() ([]byte, error) {
	out := resultJSON{Fields: r.Fields, Rows: make([][]json.RawMessage, len(r.Rows)), Edited: r.Edited}
	if out.Fields == nil {
		out.Fields = []table.Field{}
	}
	for i, row := range r.Rows {
		out.Rows[i] = make([]json.RawMessage, len(row))
		for j, cell := range row {
			value, err := cell.Value()
			if err != nil {
				return nil, fmt.Errorf("write row %d: %w", i+1, err)
			}
			out.Rows[i][j] = value
			if cell.Missing != table.Present {
				out.Missing = append(out.Missing, missingJSON{i, j, cell.Missing})
			}
		}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *Result) UnmarshalJSON(raw []byte) error {
	var in resultJSON
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); err != nil {
		return fmt.Errorf("read a result: %w", err)
	}
	reasons := make(map[[2]int]table.Reason, len(in.Missing))
	for _, m := range in.Missing {
		reasons[[2]int{m.Row, m.Field}] = m.Reason
	}
	read := Result{Fields: in.Fields, Rows: make([][]table.Cell, len(in.Rows)), Edited: in.Edited}
	for i, row := range in.Rows {
		if len(row) != len(in.Fields) {
			return fmt.Errorf("read a result: row %d has %d values for %d fields", i+1, len(row), len(in.Fields))
		}
		read.Rows[i] = make([]table.Cell, len(row))
		for j, value := range row {
			cell, err := table.ParseValue(value, in.Fields[j], reasons[[2]int{i, j}])
			if err != nil {
				return fmt.Errorf("read a result: row %d: %w", i+1, err)
			}
			read.Rows[i][j] = cell
		}
	}
	*r = read
	return nil
}
