package table

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// cellJSON is a Cell that stands alone, as in a Fact.
type cellJSON struct {
	Kind    Kind            `json:"kind"`
	Grain   Grain           `json:"grain,omitempty"`
	Value   json.RawMessage `json:"value"`
	Missing Reason          `json:"reason,omitempty"`
}

// MarshalJSON writes {"kind":"currency","value":412.5}: numbers with all
// digits, dates as ISO days, periods as labels, and a null with its reason when
// the value is missing.
func (c Cell) MarshalJSON() ([]byte, error) {
	value, err := c.Value()
	if err != nil {
		return nil, err
	}
	return json.Marshal(cellJSON{c.Kind, c.Grain, value, c.Missing})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Cell) UnmarshalJSON(raw []byte) error {
	var read cellJSON
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil {
		return fmt.Errorf("read a cell: %w", err)
	}
	cell, err := ParseValue(read.Value, Field{Kind: read.Kind, Grain: read.Grain}, read.Missing)
	*c = cell
	return err
}

// Value is the cell's JSON value without its kind: a number, a string or null.
func (c Cell) Value() (json.RawMessage, error) {
	switch {
	case c.Missing != Present:
		return json.RawMessage("null"), nil
	case c.Kind.Number():
		return c.Number.Append(nil), nil
	}
	return json.Marshal(c.String())
}

// ParseValue reads what Value wrote as a cell of Field f. A null is missing for
// that reason.
func ParseValue(raw json.RawMessage, f Field, missing Reason) (Cell, error) {
	c := MissingCell(f, missing)
	isNull := string(raw) == "null" || len(raw) == 0
	if isNull != (missing != Present) {
		return Cell{}, fmt.Errorf("read a cell of %q: a null needs a reason, and only a null", f.Name)
	}
	if isNull {
		return c, nil
	}
	if f.Kind.Number() {
		number, err := ParseDecimal(string(raw))
		c.Number = number
		return c, err
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return Cell{}, fmt.Errorf("read a cell of %q: %w", f.Name, err)
	}
	if !f.Kind.Calendar() {
		c.Text = text
		return c, nil
	}
	day, err := ParsePeriod(text, f.Grain)
	c.Day = day
	return c, err
}

// ParseCell reads the machine form of a value of Field f, as Cell.String writes
// it. It returns ErrNotNumber, ErrTooManyDigits or ErrNotDate.
func ParseCell(s string, f Field) (Cell, error) {
	c := Cell{Kind: f.Kind, Grain: f.Grain}
	var err error
	switch {
	case f.Kind.Number():
		c.Number, err = ParseDecimal(s)
	case f.Kind.Calendar():
		c.Day, err = ParsePeriod(s, f.Grain)
	default:
		c.Text = s
	}
	return c, err
}
