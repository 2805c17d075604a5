package datasets

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"figurehead/datasets/table"
)

// Summary is one value for a group: "sum", "mean", "median", "quantile", "min",
// "max", "count", "distinct", "first" or "last".
//
// Count counts rows, or the present values of Field; distinct the different
// values. First and last are the cells of the first and the last row, missing or
// not. The others leave missing values out, with two exceptions: one over a
// suppressed or confidential value is suppressed, never smaller, and so is
// distinct; and where no value is left, the number is missing for their common
// reason, or not available when they have several.
//
// Quantile is the number below which the part At of the numbers lies: of n
// numbers in order, the one at place 1 + (n − 1) × At, in a straight line between
// two neighbours (Hyndman and Fan's type 7, as in R and spreadsheets). The median
// is the quantile at 0.5. Both are exact.
type Summary struct {
	Name    string `json:"name"`
	Summary string `json:"summary"`
	Field   string `json:"field,omitempty"` // empty only for count
	At      string `json:"at,omitempty"`    // of a quantile, from 0 to 1
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
	"sum":      {table.Kind.Number, "numbers", true, measureOf, values.sums},
	"mean":     {table.Kind.Number, "numbers", true, meanField, values.means},
	"median":   {table.Kind.Number, "numbers", true, meanField, values.quantiles},
	"quantile": {table.Kind.Number, "numbers", true, meanField, values.quantiles},
	"count":    {anyKind, "", false, countField, values.counts},
	"distinct": {anyKind, "", true, distinctField, values.differents},
	"min":      {ordered, "numbers, dates or periods", true, oneOfMany, values.smallest},
	"max":      {ordered, "numbers, dates or periods", true, oneOfMany, values.largest},
	"first":    {anyKind, "", true, sameField, values.firsts},
	"last":     {anyKind, "", true, sameField, values.lasts},
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

// distinctField describes how many different values there are: those of two groups
// may be the same.
func distinctField(table.Field) table.Field {
	return table.Field{Kind: table.Integers, Role: table.Measure, NoSum: true}
}

func sameField(of table.Field) table.Field { return of }

// at reads the At of a quantile; of a median it is one half.
func (s Summary) at() (table.Decimal, error) {
	switch {
	case s.Summary != "quantile" && s.At != "":
		return table.Decimal{}, Problem{Field: s.Name, Message: fmt.Sprintf(`The summary %q has no "at".`, s.Summary), Suggestion: `Leave it out, or use the summary "quantile".`}
	case s.Summary != "quantile":
		return table.NewDecimal(5, 1), nil
	}
	at, err := table.ParseDecimal(s.At)
	if err != nil || at.Sign() < 0 || at.Cmp(table.NewDecimal(1, 0)) > 0 || at.Places() > maxAtPlaces {
		return at, Problem{Field: s.Name, Message: fmt.Sprintf("A quantile cannot be at %q.", shorten(s.At)), Suggestion: fmt.Sprintf("Give a number from 0 to 1 with at most %d decimals, such as 0.9.", maxAtPlaces)}
	}
	return at, nil
}

// maxAtPlaces is finer than any quantile that is published.
const maxAtPlaces = 6

// outline describes the Field that the summary makes, or the Problem that stops it.
func (s Summary) outline(in []table.Field) (table.Field, error) {
	kind, known := summaryKinds[s.Summary]
	if !known {
		return table.Field{}, Problem{Field: s.Name, Message: fmt.Sprintf("There is no summary %q.", shorten(s.Summary)), Suggestion: choices("The summaries are", s.Summary, slices.Sorted(maps.Keys(summaryKinds)))}
	}
	if _, err := s.at(); err != nil {
		return table.Field{}, err
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
	return s.runKnowing(ctx, in, g, f, nil)
}

// runKnowing is run with what the rows would say, or nil.
func (s Summary) runKnowing(ctx context.Context, in relation, g grouping, f table.Field, k *known) ([]table.Cell, error) {
	at, err := s.at()
	if err != nil {
		return nil, err
	}
	v := values{in: in, groups: g, field: f, at: at, known: k}
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
