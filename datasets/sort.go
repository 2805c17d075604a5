package datasets

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"figurehead/datasets/table"
)

// Sort orders the rows; equal rows keep their order and missing values come
// last in either order. Text is ordered by its bytes.
type Sort struct {
	By []SortKey `json:"by"`
}

// SortKey is one Field of a Sort; Order is "ascending" or "descending".
type SortKey struct {
	Field string `json:"field"`
	Order string `json:"order"`
}

// Do is the step's name in JSON.
func (Sort) Do() string { return "sort" }

var sortOrders = []string{"ascending", "descending"}

func (s Sort) outline(in []table.Field) ([]table.Field, error) {
	if len(s.By) == 0 {
		return nil, Problem{Field: "by", Message: "Nothing says what to sort by.", Suggestion: "Name at least one column."}
	}
	for _, key := range s.By {
		if _, err := fieldOf(key.Field, in); err != nil {
			return nil, err
		}
		if !slices.Contains(sortOrders, key.Order) {
			return nil, Problem{Field: key.Field, Message: fmt.Sprintf("There is no order %q.", shorten(key.Order)), Suggestion: choices("The orders are", key.Order, sortOrders)}
		}
	}
	return in, nil
}

func (s Sort) run(ctx context.Context, in relation) (relation, error) {
	places := make([][]int64, len(s.By))
	for i, key := range s.By {
		column := indexOf(key.Field, in.fields)
		var err error
		if places[i], err = sortPlaces(ctx, in, column, key.Order == "descending"); err != nil {
			return relation{}, err
		}
	}
	order := make([]uint32, in.n)
	for i := range order {
		order[i] = uint32(i)
	}
	err := sortBlocks(ctx, order, func(a, b uint32) int {
		for _, place := range places {
			if place[a] != place[b] {
				return compareInts(place[a], place[b])
			}
		}
		return compareInts(int64(a), int64(b))
	})
	for i, place := range order {
		order[i] = uint32(in.row(int(place)))
	}
	in.by = s.By[0].Field
	return in.keep(order), err
}

// sortBlocks sorts blocks of rows and merges them, looking at the deadline
// between the blocks.
func sortBlocks(ctx context.Context, order []uint32, compare func(a, b uint32) int) error {
	if err := blocks(ctx, len(order), func(from, to int) { slices.SortFunc(order[from:to], compare) }); err != nil {
		return err
	}
	spare := make([]uint32, len(order))
	for width := blockRows; width < len(order); width *= 2 {
		for from := 0; from < len(order); from += 2 * width {
			if err := ctx.Err(); err != nil {
				return err
			}
			middle, to := min(from+width, len(order)), min(from+2*width, len(order))
			merge(spare[from:to], order[from:middle], order[middle:to], compare)
		}
		copy(order, spare)
	}
	return nil
}

func merge(into, a, b []uint32, compare func(a, b uint32) int) {
	for i := range into {
		if len(b) == 0 || len(a) > 0 && compare(a[0], b[0]) <= 0 {
			into[i], a = a[0], a[1:]
			continue
		}
		into[i], b = b[0], b[1:]
	}
}

func compareInts(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// lastPlace is that of missing values; they are equal to each other.
const lastPlace = math.MaxInt64

// sortPlaces gives each row a number that sorts as its cell does.
func sortPlaces(ctx context.Context, in relation, column int, descending bool) ([]int64, error) {
	c := in.columns[column]
	at := placeOf(c)
	places := make([]int64, in.n)
	err := blocks(ctx, in.n, func(from, to int) {
		for i := from; i < to; i++ {
			row := in.row(i)
			switch {
			case c.Missing(row) != table.Present:
				places[i] = lastPlace
			case descending:
				places[i] = ^at(row) // −n−1, which no int64 overflows
			default:
				places[i] = at(row)
			}
		}
	})
	return places, err
}

// placeOf returns a function from a row to a number in the order of the values.
func placeOf(c *table.Column) func(row int) int64 {
	switch {
	case c.Codes != nil:
		ranks := ranksOf(c.Words, strings.Compare)
		return func(row int) int64 { return ranks[c.Codes[row]] }
	case c.Wide != nil:
		ranks := ranksOf(c.Wide, table.Decimal.Cmp)
		return func(row int) int64 { return ranks[row] }
	case c.Days != nil:
		return func(row int) int64 { return int64(c.Days[row]) }
	}
	return func(row int) int64 { return c.Scaled[row] }
}

// ranksOf numbers values in their order; equal values have one number.
func ranksOf[T any](values []T, compare func(a, b T) int) []int64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return compare(values[a], values[b]) })
	ranks := make([]int64, len(values))
	for i, at := range order {
		ranks[at] = int64(i)
		if i > 0 && compare(values[order[i-1]], values[at]) == 0 {
			ranks[at] = ranks[order[i-1]]
		}
	}
	return ranks
}
