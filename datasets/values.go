package datasets

import (
	"context"

	"figurehead/datasets/table"
)

// values are the cells of one column, by group, on their way to one cell a group.
type values struct {
	in     relation
	groups grouping
	column *table.Column // nil when rows themselves are counted
	of     table.Field   // the column's
	field  table.Field   // of the cells that are made
	at     table.Decimal // of quantiles
	known  *known        // nil when the rows have to be read
}

// known is what the rows would say, worked out before.
type known struct {
	tallies []tally
	sums    []table.Sum
}

// tally is what is known of a group's cells besides their values.
type tally struct {
	present int
	hidden  bool         // a suppressed or confidential cell is among them
	reason  table.Reason // of the missing cells
	mixed   bool         // they have several reasons
}

// hides reports whether a missing value stands for a number that somebody keeps
// back, so that nothing may be worked out from what is left.
func hides(r table.Reason) bool { return r == table.Suppressed || r == table.Confidential }

func (t *tally) add(r table.Reason) {
	if r == table.Present {
		t.present++
		return
	}
	t.hidden = t.hidden || hides(r)
	t.mixed = t.mixed || t.reason != table.Present && t.reason != r
	t.reason = r
}

// join adds the cells of another part of the group.
func (t *tally) join(o tally) {
	t.present += o.present
	t.hidden = t.hidden || o.hidden
	t.mixed = t.mixed || o.mixed || t.reason != table.Present && o.reason != table.Present && t.reason != o.reason
	if o.reason != table.Present {
		t.reason = o.reason
	}
}

// missing is why the group has no number, or Present.
func (t *tally) missing() table.Reason {
	switch {
	case t.hidden:
		return table.Suppressed
	case t.present > 0:
		return table.Present
	case t.mixed || t.reason == table.Present:
		return table.NotAvailable
	}
	return t.reason
}

// incomplete is why the group has no total of all its cells, or Present.
func (t *tally) incomplete() table.Reason {
	switch {
	case t.hidden:
		return table.Suppressed
	case t.mixed:
		return table.NotAvailable
	}
	return t.reason
}

// tallies counts the cells of each group.
func (v values) tallies(ctx context.Context) ([]tally, error) {
	if v.known != nil {
		return v.known.tallies, ctx.Err()
	}
	tallies := make([]tally, v.groups.n)
	if v.column == nil || v.column.Codes == nil && v.column.Reasons == nil { // nothing is missing
		sizes, err := v.groups.sizes(ctx)
		for group, size := range sizes {
			tallies[group].present = size
		}
		return tallies, err
	}
	err := blocks(ctx, v.in.n, func(from, to int) {
		for i := from; i < to; i++ {
			tallies[v.groups.ids[i]].add(v.column.Missing(v.in.row(i)))
		}
	})
	return tallies, err
}

// eachPresent calls add with the group and the row of every value.
func (v values) eachPresent(ctx context.Context, add func(group uint32, row int)) error {
	return blocks(ctx, v.in.n, func(from, to int) {
		for i := from; i < to; i++ {
			row := v.in.row(i)
			if v.column.Missing(row) == table.Present {
				add(v.groups.ids[i], row)
			}
		}
	})
}

func (v values) counts(ctx context.Context) ([]table.Cell, error) {
	tallies, err := v.tallies(ctx)
	cells := make([]table.Cell, len(tallies))
	for i := range tallies {
		cells[i] = table.NumberCell(v.field.Kind, table.NewDecimal(int64(tallies[i].present), 0))
	}
	return cells, err
}

func (v values) sums(ctx context.Context) ([]table.Cell, error) {
	return v.added(ctx, func(s *table.Sum, _ int) (table.Decimal, error) { return s.Total() })
}

func (v values) means(ctx context.Context) ([]table.Cell, error) {
	return v.added(ctx, (*table.Sum).Mean)
}

// added makes a number from the sum and the count of each group.
func (v values) added(ctx context.Context, finish func(*table.Sum, int) (table.Decimal, error)) ([]table.Cell, error) {
	tallies, err := v.tallies(ctx)
	if err != nil {
		return nil, err
	}
	sums, err := v.totals(ctx)
	if err != nil {
		return nil, err
	}
	return v.cells(tallies, (*tally).missing, func(group int) (table.Cell, error) {
		d, err := finish(&sums[group], tallies[group].present)
		return table.NumberCell(v.field.Kind, d), err
	})
}

// completeSums are sums that are missing where a cell is: never smaller than the
// whole.
func (v values) completeSums(ctx context.Context) ([]table.Cell, error) {
	tallies, err := v.tallies(ctx)
	if err != nil {
		return nil, err
	}
	sums, err := v.totals(ctx)
	if err != nil {
		return nil, err
	}
	cells, err := v.cells(tallies, (*tally).incomplete, func(group int) (table.Cell, error) {
		d, err := sums[group].Total()
		return table.NumberCell(v.field.Kind, d), err
	})
	return cells, tooWide(err, v.of.Name, "A total of")
}

// cells makes the cell of each group for which why gives no reason against it.
func (v values) cells(tallies []tally, why func(*tally) table.Reason, number func(group int) (table.Cell, error)) ([]table.Cell, error) {
	cells := make([]table.Cell, len(tallies))
	for group := range tallies {
		if reason := why(&tallies[group]); reason != table.Present {
			cells[group] = table.MissingCell(v.field, reason)
			continue
		}
		cell, err := number(group)
		if err != nil {
			return nil, err
		}
		cells[group] = cell
	}
	return cells, nil
}

// totals adds up each group exactly.
func (v values) totals(ctx context.Context) ([]table.Sum, error) {
	if v.known != nil {
		return v.known.sums, ctx.Err()
	}
	sums := make([]table.Sum, v.groups.n)
	c := v.column
	if c.Wide != nil {
		return sums, v.eachPresent(ctx, func(group uint32, row int) { sums[group].Add(c.Wide[row]) })
	}
	totals := make([]table.Total, v.groups.n)
	err := blocks(ctx, v.in.n, func(from, to int) {
		ids := v.groups.ids[from:to]
		if v.in.rows == nil { // missing numbers are held as 0
			for i, n := range c.Scaled[from:to] {
				totals[ids[i]].Add(n)
			}
			return
		}
		for i, row := range v.in.rows[from:to] {
			totals[ids[i]].Add(c.Scaled[row])
		}
	})
	for group := range sums {
		sums[group] = totals[group].Sum(c.Scale)
	}
	return sums, err
}

func (v values) smallest(ctx context.Context) ([]table.Cell, error) { return v.extremes(ctx, -1) }
func (v values) largest(ctx context.Context) ([]table.Cell, error)  { return v.extremes(ctx, 1) }

// extremes finds the value of each group that is beyond the others: the
// smallest for sign −1, the largest for 1.
func (v values) extremes(ctx context.Context, sign int) ([]table.Cell, error) {
	tallies, err := v.tallies(ctx)
	if err != nil {
		return nil, err
	}
	best := make([]int, v.groups.n) // row of the column, from 1
	beyond := v.compareRows()
	err = v.eachPresent(ctx, func(group uint32, row int) {
		if best[group] == 0 || beyond(row, best[group]-1) == sign {
			best[group] = row + 1
		}
	})
	if err != nil {
		return nil, err
	}
	return v.cells(tallies, (*tally).missing, func(group int) (table.Cell, error) {
		cell := v.column.Cell(best[group]-1, v.of)
		cell.Kind = v.field.Kind
		return cell, nil
	})
}

// compareRows orders two rows by their values: −1, 0 or 1.
func (v values) compareRows() func(a, b int) int {
	c := v.column
	switch {
	case c.Wide != nil:
		return func(a, b int) int { return c.Wide[a].Cmp(c.Wide[b]) }
	case c.Days != nil:
		return func(a, b int) int { return compareInts(int64(c.Days[a]), int64(c.Days[b])) }
	}
	return func(a, b int) int { return compareInts(c.Scaled[a], c.Scaled[b]) }
}
