package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// document is the JSON file.
type document struct {
	Title       string            `json:"title,omitempty"`
	Description string            `json:"description,omitempty"`
	Address     string            `json:"address,omitempty"`
	Published   string            `json:"published,omitempty"`
	Source      sourceJSON        `json:"source"`
	Licence     licenceJSON       `json:"licence"`
	Fields      []fieldJSON       `json:"fields"`
	Rows        []json.RawMessage `json:"rows"`
	Missing     []missingJSON     `json:"missing"`
}

type fieldJSON struct {
	Name  string      `json:"name"`
	Kind  table.Kind  `json:"kind"`
	Grain table.Grain `json:"grain,omitempty"`
	Unit  string      `json:"unit,omitempty"`
}

type missingJSON struct {
	Row    int          `json:"row"` // from 1
	Field  string       `json:"field"`
	Reason table.Reason `json:"reason"`
}

// JSON writes r with its source and licence: one object a row in the order of
// the Fields, numbers with all their digits, dates as ISO days, periods as
// labels. A missing value is null, and "missing" gives its row (from 1), field
// and reason.
func JSON(w io.Writer, r datasets.Result, about About) error {
	d := document{
		Title: about.Title, Description: about.Description, Address: about.Address,
		Published: timestamp(about.Published), Source: about.source(), Licence: about.licence(),
		Fields: []fieldJSON{}, Rows: []json.RawMessage{}, Missing: []missingJSON{},
	}
	for _, f := range r.Fields {
		d.Fields = append(d.Fields, fieldJSON{f.Name, f.Kind, f.Grain, f.Unit})
	}
	for i, row := range r.Rows {
		object, err := rowObject(r.Fields, row)
		if err != nil {
			return fmt.Errorf("write JSON: row %d: %w", i+1, err)
		}
		d.Rows = append(d.Rows, object)
		for j, cell := range row {
			if cell.Missing != table.Present {
				d.Missing = append(d.Missing, missingJSON{i + 1, r.Fields[j].Name, cell.Missing})
			}
		}
	}
	return writeJSON(w, d)
}

// rowObject keeps the order of the Fields, which a map would not.
func rowObject(fields []table.Field, row []table.Cell) (json.RawMessage, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, cell := range row {
		if i > 0 {
			out.WriteByte(',')
		}
		name, err := json.Marshal(fields[i].Name)
		if err != nil {
			return nil, err
		}
		value, err := cell.Value()
		if err != nil {
			return nil, err
		}
		out.Write(name)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func writeJSON(w io.Writer, v any) error {
	raw, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	if _, err := w.Write(append(raw, '\n')); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
