package widgets

import (
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// Sorted are the words of a table with its rows in the order of one column:
// by the cells of r where the table shows it row for row, else by the numbers
// and texts as printed. Equal rows keep their order, missing ones come
// last, and totals after them.
// A column that is not there leaves the table as it is.
func (t TableWords) Sorted(r datasets.Result, column int, descending bool) TableWords {
	if column < 0 || column >= len(t.Heads) {
		return t
	}
	compare := t.printedOrder(column)
	if len(r.Rows) == len(t.Rows) && len(r.Fields) == len(t.Heads) {
		compare = cellOrder(r, column)
	}
	order := make([]int, len(t.Rows))
	for i := range order {
		order[i] = i
	}
	isTotal := func(row int) int { return btoi(row < len(t.Total) && t.Total[row]) }
	slices.SortStableFunc(order, func(a, b int) int {
		if isTotal(a) != isTotal(b) {
			return isTotal(a) - isTotal(b)
		}
		c, missing := compare(a, b)
		if descending && !missing {
			return -c
		}
		return c
	})
	sorted := t
	sorted.Rows, sorted.Bold = make([][]string, len(order)), make([]bool, len(order))
	if t.Total != nil {
		sorted.Total = make([]bool, len(order))
	}
	for i, from := range order {
		if from < len(t.Total) {
			sorted.Total[i] = t.Total[from]
		}
		sorted.Rows[i], sorted.Bold[i] = t.Rows[from], from < len(t.Bold) && t.Bold[from]
	}
	return sorted
}

// rowOrder compares two rows, and says whether that is because one has no value,
// which is last in both directions.
type rowOrder func(a, b int) (order int, missing bool)

// cellOrder compares rows by their exact cells; texts without regard to capitals.
func cellOrder(r datasets.Result, column int) rowOrder {
	return func(a, b int) (int, bool) {
		x, y := r.Rows[a][column], r.Rows[b][column]
		if x.Missing != table.Present || y.Missing != table.Present {
			return x.Compare(y), true
		}
		if !x.Kind.Number() && !x.Kind.Calendar() {
			return strings.Compare(strings.ToLower(x.Text), strings.ToLower(y.Text)), false
		}
		return x.Compare(y), false
	}
}

// printedOrder compares rows by what is printed in them.
func (t TableWords) printedOrder(column int) rowOrder {
	text := func(row int) string {
		if column < len(t.Rows[row]) {
			return t.Rows[row][column]
		}
		return ""
	}
	if column >= len(t.Numeric) || !t.Numeric[column] {
		return func(a, b int) (int, bool) {
			return strings.Compare(strings.ToLower(text(a)), strings.ToLower(text(b))), false
		}
	}
	return func(a, b int) (int, bool) {
		x, there := printedValue(text(a))
		y, also := printedValue(text(b))
		if !there || !also {
			return btoi(!there) - btoi(!also), true
		}
		switch {
		case x < y:
			return -1, false
		case x > y:
			return 1, false
		}
		return 0, false
	}
}
