package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

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

// editedJSON is a cell that the publisher edited, with what the source says.
type editedJSON struct {
	Row    int    `json:"row,omitempty"` // from 1; none of a number beneath those shown
	Field  string `json:"field"`
	Source string `json:"source"`
	Why    string `json:"why"`
}

// JSON writes r with its source and licence: one object a row in the order of
// the Fields, numbers with all their digits, dates as ISO days, periods as
// labels. A missing value is null, and "missing" gives its row (from 1), field
// and reason; "edited" gives those that the publisher changed, with what the
// source says and why. Each row stands on a line of its own.
func JSON(w io.Writer, r datasets.Result, about About) error {
	fields, rows, missing := []any{}, []any{}, []any{}
	for _, f := range r.Fields {
		fields = append(fields, fieldJSON{f.Name, f.Kind, f.Grain, f.Unit})
	}
	for i, row := range r.Rows {
		object, err := rowObject(r.Fields, row)
		if err != nil {
			return fmt.Errorf("write JSON: row %d: %w", i+1, err)
		}
		rows = append(rows, object)
		for j, cell := range row {
			if cell.Missing != table.Present {
				missing = append(missing, missingJSON{i + 1, r.Fields[j].Name, cell.Missing})
			}
		}
	}
	members := []member{
		{"title", about.Title}, {"description", about.Description}, {"language", about.Lang}, {"address", about.Address},
		{"published", timestamp(about.Published)}, {"source", about.source()}, {"licence", about.licence()},
	}
	if len(about.Also) > 0 {
		members = append(members, member{"alsoFrom", about.also()})
	}
	members = append(members, member{"fields", fields}, member{"rows", rows}, member{"missing", missing})
	if edited := editedMembers(r); len(edited) > 0 {
		members = append(members, member{"edited", edited})
	}
	return writeMembers(w, members)
}

func editedMembers(r datasets.Result) []any {
	var edited []any
	for _, e := range r.Edited {
		source := e.From.Value
		if source == "" {
			source = max(e.From.Missing, table.Blank).String()
		}
		edited = append(edited, editedJSON{e.Row + 1, e.Field, source, e.Why})
	}
	return edited
}

// member is one name and value of a JSON object. An empty text is left out.
type member struct {
	name  string
	value any
}

// writeMembers writes an object with a member a line, and the elements of lists
// on lines of their own.
func writeMembers(w io.Writer, members []member) error {
	var out bytes.Buffer
	out.WriteByte('{')
	comma := ""
	for _, m := range members {
		if m.value == "" {
			continue
		}
		fmt.Fprintf(&out, "%s\n  %q: ", comma, m.name)
		comma = ","
		if err := writeMember(&out, m.value); err != nil {
			return fmt.Errorf("write JSON: %s: %w", m.name, err)
		}
	}
	out.WriteString("\n}\n")
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

func writeMember(out *bytes.Buffer, value any) error {
	list, isList := value.([]any)
	if !isList {
		raw, err := json.Marshal(value)
		out.Write(raw)
		return err
	}
	out.WriteByte('[')
	for i, element := range list {
		raw, err := json.Marshal(element)
		if err != nil {
			return err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    ")
		out.Write(raw)
	}
	if len(list) > 0 {
		out.WriteString("\n  ")
	}
	out.WriteByte(']')
	return nil
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
