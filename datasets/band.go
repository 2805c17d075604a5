package datasets

import (
	"fmt"
	"strings"

	"figurehead/datasets/table"
)

// Band is between which values a column of numbers may lie, both included. A
// newer file with a value beyond is not used before a person has looked at it.
type Band struct {
	Field string `json:"field"`
	Low   string `json:"low,omitempty"`  // a decimal number; "" for any
	High  string `json:"high,omitempty"` // likewise
}

// MaxBands is how many columns of a Dataset may have a Band.
const MaxBands = 200

// NewBand reads the ends of a Band as a person types them: with commas for
// thousands and spaces around. What cannot be a Band is a Problem that names
// "low" or "high".
func NewBand(field, low, high string) (Band, error) {
	b := Band{Field: field}
	for _, end := range []struct {
		name, typed string
		into        *string
	}{{"low", low, &b.Low}, {"high", high, &b.High}} {
		typed := strings.ReplaceAll(strings.TrimSpace(end.typed), ",", "")
		if typed == "" {
			continue
		}
		n, err := table.ParseDecimal(typed)
		if err != nil {
			return b, Problem{Field: end.name, Message: fmt.Sprintf("“%s” is not a number.", strings.TrimSpace(end.typed)), Suggestion: "Enter a number such as 250 or -0.5, or leave it blank."}
		}
		*end.into = n.String()
	}
	if l, h := b.ends(); l != nil && h != nil && l.Cmp(*h) > 0 {
		return b, Problem{Field: "high", Message: "The highest value is below the lowest.", Suggestion: "Swap them, or leave one blank."}
	}
	return b, nil
}

// Blank reports whether every value lies in the Band.
func (b Band) Blank() bool { return b.Low == "" && b.High == "" }

// Words say the Band: "from 0 to 500".
func (b Band) Words() string {
	switch {
	case b.Blank():
		return "any number"
	case b.High == "":
		return "at least " + b.Low
	case b.Low == "":
		return "at most " + b.High
	}
	return "from " + b.Low + " to " + b.High
}

// Check returns a Problem when a number of a column, from 0, lies beyond the
// Band, or when it holds no numbers.
func (b Band) Check(t *table.Table, column int) error {
	field, profile := t.Fields()[column], t.Profile(column)
	const stays = "The last good copy stays in use. If this is right, change what a newer file may hold and fetch again."
	if !field.Kind.Number() {
		return Problem{Field: b.Field, Message: fmt.Sprintf("The column “%s” no longer holds numbers.", b.Field), Suggestion: stays}
	}
	low, high := b.ends()
	for _, end := range []struct {
		cell   table.Cell
		beyond bool
	}{
		{profile.Min, low != nil && profile.Min.Missing == table.Present && profile.Min.Number.Cmp(*low) < 0},
		{profile.Max, high != nil && profile.Max.Missing == table.Present && profile.Max.Number.Cmp(*high) > 0},
	} {
		if end.beyond {
			return Problem{Field: b.Field, Message: fmt.Sprintf("The column “%s” has %s; it may hold %s.", b.Field, end.cell, b.Words()), Suggestion: stays}
		}
	}
	return nil
}

// ends are the numbers of a Band, nil for any.
func (b Band) ends() (low, high *table.Decimal) { return end(b.Low), end(b.High) }

func end(text string) *table.Decimal {
	n, err := table.ParseDecimal(text)
	if err != nil {
		return nil
	}
	return &n
}
