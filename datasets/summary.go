package datasets

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"figurehead/datasets/table"
)

// Summary is one number for a group: "sum", "mean", "count", "min" or "max".
//
// Count counts rows, or the present values of Field. The others leave missing
// values out, with two exceptions: one over a suppressed or confidential value
// is suppressed, never smaller; and where no value is left, the number is
// missing for their common reason, or not available when they have several.
type Summary struct {
	Name    string `json:"name"`
	Summary string `json:"summary"`
	Field   string `json:"field,omitempty"` // empty only for count
}

// summaryKind is one way to make a number of a group.
type summaryKind struct {
	takes      func(table.Kind) bool
	needs      string // in words, what takes asks for
	needsField bool
	field      func(of table.Field) table.Field // of the number, but for its name
	make       func(v values, ctx context.Context) ([]table.Cell, error)
}

var summaryKinds = map[string]summaryKind{
	"sum":   {table.Kind.Number, "numbers", true, measureOf, values.sums},
	"mean":  {table.Kind.Number, "numbers", true, meanField, values.means},
	"count": {anyKind, "", false, countField, values.counts},
	"min":   {ordered, "numbers, dates or periods", true, oneOfMany, values.smallest},
	"max":   {ordered, "numbers, dates or periods", true, oneOfMany, values.largest},
}

func anyKind(table.Kind) bool   { return true }
func ordered(k table.Kind) bool { return k.Number() || k.Calendar() }

// measureOf describes a number made from values of a Field.
func measureOf(of table.Field) table.Field {
	return table.Field{Kind: of.Kind, Grain: of.Grain, Role: table.Measure, Unit: of.Unit, NoSum: of.NoSum}
}

// oneOfMany describes a number that stands for several values: a sum of such
// numbers would mean nothing.
func oneOfMany(of table.Field) table.Field {
	f := measureOf(of)
	f.NoSum = f.Kind.Number()
	return f
}

func meanField(of table.Field) table.Field {
	f := oneOfMany(of)
	if f.Kind == table.Integers {
		f.Kind = table.Decimals
	}
	return f
}

func countField(table.Field) table.Field {
	return table.Field{Kind: table.Integers, Role: table.Measure}
}

// outline describes the Field that the summary makes, or the Problem that stops it.
func (s Summary) outline(in []table.Field) (table.Field, error) {
	kind, known := summaryKinds[s.Summary]
	if !known {
		return table.Field{}, Problem{Field: s.Name, Message: fmt.Sprintf("There is no summary %q.", shorten(s.Summary)), Suggestion: choices("The summaries are", s.Summary, slices.Sorted(maps.Keys(summaryKinds)))}
	}
	if s.Field == "" && !kind.needsField {
		f := kind.field(table.Field{})
		f.Name = s.Name
		return f, nil
	}
	of, err := fieldOf(s.Field, in)
	if err != nil {
		return table.Field{}, err
	}
	if !kind.takes(of.Kind) {
		return table.Field{}, Problem{Field: s.Field, Message: fmt.Sprintf("%q holds %s, so it has no %s.", of.Name, kindWords[of.Kind], s.Summary), Suggestion: fmt.Sprintf(`Choose a column of %s, or the summary "count".`, kind.needs)}
	}
	f := kind.field(of)
	f.Name = s.Name
	return f, nil
}

// run gives the number of each group, as cells of Field f.
func (s Summary) run(ctx context.Context, in relation, g grouping, f table.Field) ([]table.Cell, error) {
	v := values{in: in, groups: g, field: f}
	if s.Field != "" {
		at := indexOf(s.Field, in.fields)
		v.column, v.of = in.columns[at], in.fields[at]
	}
	cells, err := summaryKinds[s.Summary].make(v, ctx)
	if errors.Is(err, table.ErrTooManyDigits) {
		return nil, Problem{Field: s.Name, Message: fmt.Sprintf("The %s of %q has more than %d digits.", s.Summary, s.Field, table.MaxDigits), Suggestion: "Use fewer rows, or numbers with fewer digits."}
	}
	return cells, err
}
