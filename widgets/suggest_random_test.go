package widgets_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"figurehead/datasets/table"
	"figurehead/widgets"
)

// Whatever a table looks like, Suggest offers only figures that can be made
// and sentences whose numbers are in the data.
func TestSuggestOnRandomTables(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			data := randomTable(t, rand.New(rand.NewPCG(seed, 4)))
			list := suggest(t, data, []string{"", "Essex", "Name 3"}[seed%3])
			if data.Rows() > 0 && len(list) == 0 {
				t.Error("Suggest offers nothing, not even a table")
			}
			if len(list) > widgets.MaxSuggestions {
				t.Errorf("Suggest offers %d figures", len(list))
			}
			others(t, data, []string{"", "Essex", "Name 3"}[seed%3])
		})
	}
}

// randomTable has one to six columns of any kind and up to 200 rows, some
// cells missing, names repeated or not.
func randomTable(t *testing.T, r *rand.Rand) *table.Table {
	var fields []table.Field
	for i := range 1 + r.IntN(6) {
		f := table.Field{Name: []string{"Value", "Amount", "Local Authority", "Rate %", "Period", "Type", "Total", "Ward"}[r.IntN(8)] + string(rune('A'+i))}
		f.Kind = table.Kind(r.IntN(int(table.PlaceCode) + 1))
		switch {
		case f.Kind.Number():
			f.Role = table.Measure
		case f.Kind == table.Periods:
			f.Role, f.Grain = table.Time, table.Grain(1+r.IntN(int(table.AcademicYear)))
		case f.Kind == table.Dates:
			f.Role = table.Time
		case r.IntN(3) == 0:
			f.Totals = []string{[]string{"Name 0", "", "All"}[r.IntN(3)]}
		}
		fields = append(fields, f)
	}
	b := table.NewBuilder(fields)
	names := 1 + r.IntN(40)
	for row := range r.IntN(200) {
		for column, f := range fields {
			if r.IntN(10) > 0 {
				b.Set(column, randomCell(r, f, row, names))
			} else if r.IntN(2) == 0 {
				b.Set(column, table.MissingCell(f, table.Reason(1+r.IntN(int(table.Unreadable)))))
			}
		}
		if err := b.EndRow(row + 2); err != nil {
			t.Fatal(err)
		}
	}
	data, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func randomCell(r *rand.Rand, f table.Field, row, names int) table.Cell {
	c := table.Cell{Kind: f.Kind, Grain: f.Grain}
	switch {
	case f.Kind == table.Integers:
		c.Number = table.NewDecimal(int64(r.IntN(2000)-200), 0)
	case f.Kind.Number():
		c.Number = table.NewDecimal(int64(r.IntN(2_000_000)-100_000), r.IntN(5))
	case f.Kind == table.Dates:
		c.Day = table.Date(2015+r.IntN(5), 1, 1+r.IntN(300))
	case f.Kind == table.Periods:
		c.Day = table.PeriodStart(table.Date(2010, 1+3*(row%names), 1), f.Grain)
	default:
		c.Text = fmt.Sprintf("Name %d", r.IntN(names))
	}
	return c
}
