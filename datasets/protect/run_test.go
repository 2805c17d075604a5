package protect

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// visits is a table of whole numbers by district, sex and year.
func visits(t *testing.T, rows ...string) *table.Table {
	t.Helper()
	b := table.NewBuilder([]table.Field{
		{Name: "District", Role: table.Dimension}, {Name: "Sex", Role: table.Dimension}, {Name: "Year", Role: table.Dimension},
		{Name: "Visits", Kind: table.Integers, Role: table.Measure}, {Name: "Rate", Kind: table.Decimals, Role: table.Measure, NoSum: true},
	})
	for i, row := range rows {
		cells := strings.Fields(row)
		for column := range 3 {
			b.Text(column, cells[column])
		}
		d, err := table.ParseDecimal(cells[3])
		if err != nil {
			t.Fatal(err)
		}
		b.Number(3, d)
		b.Number(4, table.NewDecimal(int64(i), 1))
		if err := b.EndRow(i + 2); err != nil {
			t.Fatal(err)
		}
	}
	built, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return built
}

func query(steps ...datasets.Step) datasets.Query {
	return datasets.Query{Version: datasets.QueryVersion, Steps: steps}
}

func by(fields ...string) datasets.Group {
	return datasets.Group{By: fields, Measures: []datasets.Summary{{Name: "Visits", Summary: "sum", Field: "Visits"}}}
}

// shown writes a Result row by row; a hidden number is its reason.
func shown(r datasets.Result) []string {
	var rows []string
	for _, row := range r.Rows {
		var cells []string
		for _, c := range row {
			if c.Missing != table.Present {
				cells = append(cells, c.Missing.String())
				continue
			}
			cells = append(cells, c.String())
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return rows
}

var county = []string{
	"Basildon f 2024 3", "Basildon m 2024 40", "Braintree f 2024 22", "Braintree m 2024 30", "Castle f 2024 18", "Castle m 2024 60",
	"Basildon f 2025 25", "Basildon m 2025 41", "Braintree f 2025 0", "Braintree m 2025 31", "Castle f 2025 19", "Castle m 2025 61",
}

func TestRunHides(t *testing.T) {
	t.Parallel()
	one := datasets.Filter{Field: "Year", Test: "is", Values: []string{"2024"}}
	share := datasets.Share{Name: "Share", Of: "Visits"}
	for _, test := range []struct {
		name string
		rule Rule
		q    datasets.Query
		want []string
	}{
		{"off", Rule{}, query(one, by("Sex")), []string{"f 43", "m 130"}},
		{"nothing small", Rule{Threshold: 5}, query(one, by("Sex")), []string{"f 43", "m 130"}},
		{"a small number and one more", Rule{Threshold: 5}, query(one, datasets.Filter{Field: "Sex", Test: "is", Values: []string{"f"}}, by("District")),
			[]string{"Basildon suppressed", "Braintree 22", "Castle suppressed"}},
		{"a square of two dimensions", Rule{Threshold: 5}, query(one, by("District", "Sex")),
			[]string{"Basildon f suppressed", "Basildon m suppressed", "Braintree f suppressed", "Braintree m suppressed", "Castle f 18", "Castle m 60"}},
		{"shares from true totals", Rule{Threshold: 5}, query(one, datasets.Filter{Field: "Sex", Test: "is", Values: []string{"f"}}, by("District"), share),
			[]string{"Basildon suppressed suppressed", "Braintree 22 51.162790697674", "Castle suppressed suppressed"}},
		{"shares from rounded numbers", Rule{Round: true}, query(one, datasets.Filter{Field: "Sex", Test: "is", Values: []string{"m"}}, by("District"), share),
			[]string{"Basildon 40 30.769230769231", "Braintree 30 23.076923076923", "Castle 60 46.153846153846"}},
		{"sorted without telling", Rule{Threshold: 5}, query(one, datasets.Filter{Field: "Sex", Test: "is", Values: []string{"f"}}, by("District"),
			datasets.Sort{By: []datasets.SortKey{{Field: "Visits", Order: "descending"}}}), []string{"Braintree 22", "Basildon suppressed", "Castle suppressed"}},
		{"zero stays", Rule{Threshold: 5}, query(datasets.Filter{Field: "Year", Test: "is", Values: []string{"2025"}}, by("District", "Sex")),
			[]string{"Basildon f 25", "Basildon m 41", "Braintree f 0", "Braintree m 31", "Castle f 19", "Castle m 61"}},
		{"a running total stops", Rule{Threshold: 5}, query(one, datasets.Filter{Field: "Sex", Test: "is", Values: []string{"f"}}, by("District"), datasets.Total{Name: "All", Of: "Visits"}),
			[]string{"Basildon suppressed 43", "Braintree 22 43", "Castle suppressed 43"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			out, err := Run(t.Context(), test.q, visits(t, county...), test.rule, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, shown(out.Result)); diff != "" {
				t.Errorf("Run() (-want +got):\n%s", diff)
			}
		})
	}
}

// What is said beside a hidden number is hidden with it.
func TestRunHidesWhatStandsBeside(t *testing.T) {
	t.Parallel()
	q := query(datasets.Filter{Field: "Year", Test: "is", Values: []string{"2024"}}, datasets.Filter{Field: "Sex", Test: "is", Values: []string{"f"}})
	out, err := Run(t.Context(), q, visits(t, county...), Rule{Threshold: 5}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Basildon f 2024 suppressed suppressed", "Braintree f 2024 22 0.2", "Castle f 2024 suppressed suppressed"}
	if diff := cmp.Diff(want, shown(out.Result)); diff != "" {
		t.Errorf("Run() (-want +got):\n%s", diff)
	}
	if out.Small != 1 || out.Others != 1 {
		t.Errorf("Small %d, Others %d, want 1 and 1", out.Small, out.Others)
	}
}

// A rate of few people is hidden also where their number is not shown.
func TestRunHidesRatesOfFew(t *testing.T) {
	t.Parallel()
	q := query(datasets.Filter{Field: "Year", Test: "is", Values: []string{"2024"}}, datasets.Filter{Field: "Sex", Test: "is", Values: []string{"f"}}, datasets.Choose{Fields: []string{"District", "Rate"}})
	out, err := Run(t.Context(), q, visits(t, county...), Rule{Threshold: 5}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Basildon suppressed", "Braintree 0.2", "Castle 0.4"}, shown(out.Result)); diff != "" {
		t.Errorf("Run() (-want +got):\n%s", diff)
	}
}

// Where no column counts people every row is somebody: groups of few rows are
// hidden, and rows are not counted after they were changed.
func TestRunCountsRows(t *testing.T) {
	t.Parallel()
	b := table.NewBuilder([]table.Field{{Name: "Requester", Role: table.Dimension}})
	for i, name := range strings.Fields("press press press press press press press public public public public public public public public business business") {
		b.Text(0, name)
		if err := b.EndRow(i + 2); err != nil {
			t.Fatal(err)
		}
	}
	of, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	count := datasets.Group{By: []string{"Requester"}, Measures: []datasets.Summary{{Name: "Requests", Summary: "count"}}}
	out, err := Run(t.Context(), query(count), of, Rule{Threshold: 5}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"press suppressed", "public 8", "business suppressed"}, shown(out.Result)); diff != "" {
		t.Errorf("Run() (-want +got):\n%s", diff)
	}
	changed := query(datasets.Choose{Fields: []string{"Requester"}}, count)
	if _, err := Run(t.Context(), changed, of, Rule{Threshold: 5}, nil); err == nil {
		t.Error("rows are counted after another step, want a Problem")
	}
}

// Queries that could give a small number away in a way that is not followed are
// refused in words.
func TestRunRefuses(t *testing.T) {
	t.Parallel()
	for name, q := range map[string]datasets.Query{
		"smallest of counts": query(datasets.Group{By: []string{"Sex"}, Measures: []datasets.Summary{{Name: "Least", Summary: "min", Field: "Visits"}}}),
		"rows alike":         query(datasets.Choose{Fields: []string{"Sex", "Visits"}}),
	} {
		same := append(slices.Clone(county), county[0])
		_, err := Run(t.Context(), q, visits(t, same...), Rule{Threshold: 5}, nil)
		if _, ok := err.(datasets.Problem); !ok {
			t.Errorf("Run(%s) = %v, want a Problem", name, err)
		}
	}
}

// Once hidden, a number stays hidden, also when it has grown; and one that was
// shown is known, so that another is hidden in its place.
func TestRunKeepsToTheLedger(t *testing.T) {
	t.Parallel()
	women := query(datasets.Filter{Field: "Year", Test: "is", Values: []string{"2024"}}, datasets.Filter{Field: "Sex", Test: "is", Values: []string{"f"}}, by("District"))
	first, err := Run(t.Context(), women, visits(t, county...), Rule{Threshold: 5}, nil)
	if err != nil {
		t.Fatal(err)
	}
	grown := slices.Clone(county)
	grown[0] = "Basildon f 2024 30"
	again, err := Run(t.Context(), women, visits(t, grown...), Rule{Threshold: 5}, first.Entries)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Basildon suppressed", "Braintree 22", "Castle suppressed"}, shown(again.Result)); diff != "" {
		t.Errorf("a later Edition (-want +got):\n%s", diff)
	}
	// The men of each district and all people of each district would give the
	// women away.
	all, err := Run(t.Context(), query(datasets.Filter{Field: "Year", Test: "is", Values: []string{"2024"}}, by("District")), visits(t, county...), Rule{Threshold: 5}, first.Entries)
	if err != nil {
		t.Fatal(err)
	}
	ledger := append(slices.Clone(first.Entries), all.Entries...)
	men, err := Run(t.Context(), query(datasets.Filter{Field: "Year", Test: "is", Values: []string{"2024"}}, datasets.Filter{Field: "Sex", Test: "is", Values: []string{"m"}}, by("District")),
		visits(t, county...), Rule{Threshold: 5}, ledger)
	if err != nil {
		t.Fatal(err)
	}
	got := shown(men.Result)
	if got[0] == "Basildon 40" && shown(all.Result)[0] == "Basildon 43" {
		t.Errorf("43 people and 40 men of Basildon are shown, so 3 women are")
	}
}

// publish runs random figures one after another over one ledger.
func publish(ctx context.Context, r *rand.Rand, t *table.Table, rule Rule) (ledger []Entry, figures int, err error) {
	fields := []string{"District", "Sex", "Year"}
	for range 4 {
		var steps []datasets.Step
		var group []string
		for _, f := range fields {
			switch r.IntN(3) {
			case 0:
				group = append(group, f)
			case 1:
				p := t.Cell(r.IntN(t.Rows()), t.Index(f)).Text
				steps = append(steps, datasets.Filter{Field: f, Test: []string{"is", "isNot"}[r.IntN(2)], Values: []string{p}})
			}
		}
		if len(group) == 0 {
			continue
		}
		out, err := Run(ctx, query(append(steps, by(group...))...), t, rule, ledger)
		if _, refused := err.(datasets.Problem); refused {
			continue
		}
		if err != nil {
			return nil, figures, err
		}
		ledger, figures = append(ledger, out.Entries...), figures+1
	}
	return ledger, figures, nil
}

// TestNoFigureGivesAnotherAway: of random figures of one table, published one
// after another, no number that any of them hides lies in a stretch shorter than
// the threshold by all that they show together. Every way to fill the table with
// whole numbers is tried, which shares nothing with the solver that hides.
func TestNoFigureGivesAnotherAway(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	const threshold = 3
	looked, figures := 0, 0
	for n := range tables(120, 2000) {
		var rows []string
		for _, d := range []string{"a", "b", "c"}[:2+n%2] {
			for _, s := range []string{"f", "m"} {
				for _, y := range []string{"1", "2"} {
					rows = append(rows, fmt.Sprintf("%s %s %s %d", d, s, y, r.IntN(6)))
				}
			}
		}
		t1 := visits(t, rows...)
		ledger, published, err := publish(t.Context(), r, t1, Rule{Threshold: threshold})
		if err != nil {
			t.Fatalf("table %d: %v", n, err)
		}
		figures += published
		looked += checkLedger(t, t1, ledger, threshold)
	}
	t.Logf("%d figures, %d hidden numbers looked at", figures, looked)
	if looked < 100 {
		t.Errorf("%d hidden numbers were looked at, want many", looked)
	}
}

// checkLedger looks at every hidden number that was never shown.
func checkLedger(t *testing.T, of *table.Table, ledger []Entry, threshold int) int {
	t.Helper()
	var shown, hidden [][]int
	known := map[string]bool{}
	for _, e := range ledger {
		rows := rowsOf(of, e)
		if e.Hidden {
			hidden = append(hidden, rows)
			continue
		}
		shown, known[fmt.Sprint(rows)] = append(shown, rows), true
	}
	value := func(rows []int) int {
		sum := 0
		for _, row := range rows {
			n, _ := of.Cell(row, 3).Number.Int64()
			sum += int(n)
		}
		return sum
	}
	for _, rows := range hidden {
		if known[fmt.Sprint(rows)] {
			t.Errorf("rows %v are hidden in one figure and shown in another", rows)
		}
		f := filling{rows: of.Rows(), most: 30}
		for _, s := range shown {
			f.equations = append(f.equations, equation{s, value(s)})
		}
		truth, wide := value(rows), false
		for low := max(0, truth-threshold); low <= truth && !wide; low++ {
			for high := low + threshold; f.fits(rows, low) && high <= low+2*threshold && !wide; high++ {
				wide = f.fits(rows, high) // not every number between can be reached
			}
		}
		if !wide {
			t.Errorf("rows %v sum to %d, which can be worked out to within less than %d from %v", rows, truth, threshold, f.equations)
		}
	}
	return len(hidden)
}

func rowsOf(of *table.Table, e Entry) []int {
	var rows []int
	for row := range of.Rows() {
		in := true
		for _, c := range e.Where {
			in = in && slices.Contains(c.Values, of.Cell(row, of.Index(c.Field)).Text)
		}
		if in {
			rows = append(rows, row)
		}
	}
	return rows
}

// filling tries to fill rows with whole numbers from 0 to most.
type filling struct {
	rows, most int
	equations  []equation
}

type equation struct {
	rows []int
	sum  int
}

// fits reports whether the rows can sum to a number beside all equations.
func (f filling) fits(rows []int, sum int) bool {
	equations := append(slices.Clone(f.equations), equation{rows, sum})
	left, open := make([]int, len(equations)), make([]int, len(equations))
	of := make([][]int, f.rows)
	for i, e := range equations {
		left[i], open[i] = e.sum, len(e.rows)
		for _, row := range e.rows {
			of[row] = append(of[row], i)
		}
	}
	return f.fill(0, left, open, of)
}

func (f filling) fill(row int, left, open []int, of [][]int) bool {
	if row == f.rows {
		return true
	}
	low, high := 0, f.most
	for _, i := range of[row] {
		high = min(high, left[i])
		if open[i] == 1 {
			low = max(low, left[i])
		} else {
			low = max(low, left[i]-f.most*(open[i]-1))
		}
	}
	if len(of[row]) == 0 {
		high = 0
	}
	for v := low; v <= high; v++ {
		for _, i := range of[row] {
			left[i] -= v
			open[i]--
		}
		done := f.fill(row+1, left, open, of)
		for _, i := range of[row] {
			left[i] += v
			open[i]++
		}
		if done {
			return true
		}
	}
	return false
}

// TestManyIsOneAfterTheOther holds Many against Run, each with the ledger that the
// figures before it leave.
func TestManyIsOneAfterTheOther(t *testing.T) {
	t.Parallel()
	of := visits(t, county...)
	for _, first := range [][]Entry{nil, {{Measure: "sum Visits", Where: []datasets.Coordinate{{Field: "Year", Values: []string{"2025"}}}}}} {
		many, ledger := NewMany(of, Rule{Threshold: 5}, first), slices.Clone(first)
		for _, q := range []datasets.Query{
			query(datasets.Filter{Field: "District", Test: "is", Values: []string{"Basildon"}}, by("Sex", "Year")),
			query(datasets.Filter{Field: "District", Test: "is", Values: []string{"Castle"}}, by("Sex", "Year")),
			query(datasets.Filter{Field: "District", Test: "is", Values: []string{"Basildon"}}, by("Year")),
			query(by("Sex")), query(by("District", "Year")),
		} {
			want, wantErr := Run(t.Context(), q, of, Rule{Threshold: 5}, ledger)
			got, err := many.Run(t.Context(), q)
			if fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Fatalf("%v: Many says %v, Run %v", q.Steps, err, wantErr)
			}
			if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b datasets.Result) bool { return slices.Equal(shown(a), shown(b)) })); diff != "" {
				t.Errorf("%v (-one after the other +many):\n%s", q.Steps, diff)
			}
			ledger = append(ledger, want.Entries...)
		}
	}
}
