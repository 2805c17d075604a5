package datasets_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// payments is a table with some of everything that a filter or a sum meets, and
// more rows than two blocks of blocks.
func payments(t testing.TB, r *rand.Rand) *table.Table {
	t.Helper()
	fields := []table.Field{
		{Name: "Ward", Kind: table.Text}, {Name: "Month", Kind: table.Periods, Grain: table.Month}, {Name: "Paid", Kind: table.Dates},
		{Name: "People", Kind: table.Integers}, {Name: "Spend", Kind: table.Currency, Unit: "£"}, {Name: "Rate", Kind: table.Decimals},
	}
	b := table.NewBuilder(fields)
	for row := range 6000 {
		for column, f := range fields {
			reason := table.Present
			if column != 4 && r.IntN(50) == 0 {
				reason = []table.Reason{table.Blank, table.NotAvailable, table.Blank, table.Suppressed}[r.IntN(4)]
				if reason == table.Suppressed && r.IntN(100) > 0 {
					reason = table.Blank
				}
			}
			if reason != table.Present {
				b.Missing(column, reason)
				continue
			}
			cell := table.Cell{Kind: f.Kind, Grain: f.Grain}
			switch f.Name {
			case "Ward":
				cell.Text = fmt.Sprintf("Ward %02d", r.IntN(40))
			case "Month":
				cell.Day = table.Date(2020+r.IntN(4), 1+r.IntN(12), 1)
			case "Paid":
				cell.Day = table.Date(1890+r.IntN(150), 1+r.IntN(12), 1+r.IntN(28))
			case "People":
				cell.Number = table.NewDecimal(int64(r.IntN(30)-10), 0)
			case "Spend":
				cell.Number = table.NewDecimal(int64(r.IntN(2_000_000)-200_000), 2)
			case "Rate":
				cell.Number = table.NewDecimal(int64(r.IntN(1000)), r.IntN(4))
			}
			b.Set(column, cell)
		}
		if err := b.EndRow(row + 2); err != nil {
			t.Fatal(err)
		}
	}
	made, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// againFilters make filters of random values, each of one Field and several tests.
var againFilters = []func(r *rand.Rand) datasets.Filter{
	func(r *rand.Rand) datasets.Filter {
		ward := func() string { return []string{"", fmt.Sprintf("Ward %02d", r.IntN(42))}[min(r.IntN(6), 1)] }
		return []datasets.Filter{
			{Field: "Ward", Test: "is", Values: []string{ward(), ward()}}, {Field: "Ward", Test: "isNot", Values: []string{ward()}},
			{Field: "Ward", Test: "contains", Values: []string{fmt.Sprintf("d %d", r.IntN(5))}}, {Field: "Ward", Test: "present"}, {Field: "Ward", Test: "missing"},
		}[r.IntN(5)]
	},
	func(r *rand.Rand) datasets.Filter {
		month := func() string { return fmt.Sprintf("%d-%02d", 2020+r.IntN(5), 1+r.IntN(12)) }
		return []datasets.Filter{
			{Field: "Month", Test: "is", Values: []string{month(), "", month(), month()}}, {Field: "Month", Test: "isNot", Values: []string{month(), month()}},
			{Field: "Month", Test: "between", Values: []string{month(), month()}}, {Field: "Month", Test: "above", Values: []string{month()}}, {Field: "Month", Test: "missing"},
		}[r.IntN(5)]
	},
	func(r *rand.Rand) datasets.Filter {
		day := fmt.Sprintf("%d-0%d-11", 1880+r.IntN(170), 1+r.IntN(9))
		return datasets.Filter{Field: "Paid", Test: []string{"atLeast", "below", "is", "isNot"}[r.IntN(4)], Values: []string{day}}
	},
	func(r *rand.Rand) datasets.Filter {
		n := fmt.Sprintf("%d.%d", r.IntN(40)-15, r.IntN(2)*5) // between whole numbers, too
		return datasets.Filter{Field: "People", Test: []string{"atLeast", "atMost", "above", "below", "is", "isNot"}[r.IntN(6)], Values: []string{n}}
	},
	func(r *rand.Rand) datasets.Filter {
		n := fmt.Sprintf("%d.%03d", r.IntN(25000)-3000, r.IntN(1000))
		return datasets.Filter{Field: "Spend", Test: []string{"atLeast", "atMost", "above", "below"}[r.IntN(4)], Values: []string{n}}
	},
	func(*rand.Rand) datasets.Filter {
		return datasets.Filter{Field: "Spend", Test: "above", Values: []string{"12345678901234567890123"}}
	},
}

var againGroups = []datasets.Group{
	{By: []string{"Ward"}, Measures: []datasets.Summary{{Name: "s", Summary: "sum", Field: "Spend"}, {Name: "n", Summary: "count"}}},
	{By: []string{"Month", "Ward"}, Measures: []datasets.Summary{{Name: "m", Summary: "mean", Field: "Rate"}}},
	{By: []string{"Month"}, Measures: []datasets.Summary{{Name: "s", Summary: "sum", Field: "People"}, {Name: "n", Summary: "count", Field: "Ward"}, {Name: "p", Summary: "count", Field: "People"}}},
	{Measures: []datasets.Summary{{Name: "s", Summary: "sum", Field: "Spend"}, {Name: "m", Summary: "mean", Field: "People"}}},
	{By: []string{"Spend"}, Measures: []datasets.Summary{{Name: "n", Summary: "count"}}}, // too many groups
	{By: []string{"People"}},
}

// TestAgainIsRun asks Queries again and again with other values, and demands what
// Run gives.
func TestAgainIsRun(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2026, 27))
	rows := payments(t, r)
	var again datasets.Again
	for range 30 {
		first, second := r.IntN(len(againFilters)), r.IntN(len(againFilters))
		group := againGroups[r.IntN(len(againGroups))]
		other := againFilters[second](r)
		for ask := range 6 {
			q := datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{againFilters[first](r), other, group}}
			if ask%2 == 0 {
				q.Steps = append(q.Steps, datasets.Limit{Count: 7})
			}
			want, wantErr := datasets.Run(t.Context(), q, rows)
			got, err := again.Run(t.Context(), q, rows)
			text, _ := json.Marshal(q) // a Query is JSON
			if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
				t.Fatalf("%s: error %v, want %v", text, err, wantErr)
			}
			if reflect.DeepEqual(want, got) { // quicker than a Diff
				continue
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", text, diff)
			}
		}
	}
}

// TestAgainRefusesAsRun: what a person can mend is said in the same words.
func TestAgainRefusesAsRun(t *testing.T) {
	t.Parallel()
	rows := payments(t, rand.New(rand.NewPCG(1, 1)))
	var again datasets.Again
	for range 3 {
		for _, raw := range []string{
			`{"version":1,"steps":[{"do":"filter","field":"Nothing","test":"present"},{"do":"group","by":["Ward"],"measures":[]}]}`,
			`{"version":1,"steps":[{"do":"filter","field":"Ward","test":"above","values":["A"]},{"do":"group","by":["Ward"],"measures":[]}]}`,
			`{"version":1,"steps":[{"do":"filter","field":"Ward","test":"present"},{"do":"group","by":["Ward"],"measures":[{"name":"s","summary":"sum","field":"Ward"}]}]}`,
			`{"version":1,"steps":[{"do":"filter","field":"Ward","test":"present"},{"do":"group","by":["Ward"],"measures":[]},{"do":"sort","by":[{"field":"x","order":"ascending"}]}]}`,
		} {
			q, err := datasets.ParseQuery([]byte(raw))
			if err != nil {
				t.Fatal(err)
			}
			_, want := datasets.Run(t.Context(), q, rows)
			_, err = again.Run(t.Context(), q, rows)
			if problem := (datasets.Problem{}); !errors.As(err, &problem) || err.Error() != want.Error() {
				t.Errorf("%s: %v, want %v", raw, err, want)
			}
		}
	}
}

// TestAgainOfManyAtOnce asks about two tables from many sides.
func TestAgainOfManyAtOnce(t *testing.T) {
	t.Parallel()
	tables := []*table.Table{payments(t, rand.New(rand.NewPCG(1, 2))), payments(t, rand.New(rand.NewPCG(1, 3)))}
	var again datasets.Again
	var group sync.WaitGroup
	for asker := range 4 {
		group.Go(func() {
			r := rand.New(rand.NewPCG(7, uint64(asker)))
			for n := range 16 {
				rows := tables[n%2]
				q := datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{againFilters[4](r), againGroups[n/2%2]}}
				want, _ := datasets.Run(t.Context(), q, rows)
				got, err := again.Run(t.Context(), q, rows)
				if err != nil || !reflect.DeepEqual(want, got) {
					t.Errorf("asker %d: %v (-want +got):\n%s", asker, err, cmp.Diff(want, got))
					return
				}
				if n == 9 {
					again.Forget()
				}
			}
		})
	}
	group.Wait()
}
