package oracle

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

const queriesPerTable = 25

// tables is how many random tables are made.
func tables() int {
	switch {
	case os.Getenv("FIGUREHEAD_SOAK") != "":
		return 100_000 / queriesPerTable
	case testing.Short():
		return 500 / queriesPerTable
	}
	return 5_000 / queriesPerTable
}

// eachQuery calls check with random tables and Queries.
func eachQuery(t *testing.T, g generator, load func(made, reference *table.Table), check func(*table.Table, datasets.Query)) {
	t.Helper()
	for range tables() {
		made, err := g.table()
		if err != nil {
			t.Fatal(err)
		}
		if g.reference, err = g.referenceTable(); err != nil {
			t.Fatal(err)
		}
		load(made, g.reference)
		for range queriesPerTable {
			check(made, g.query(made.Fields()))
			if t.Failed() {
				return
			}
		}
	}
}

func TestRandomQueriesEqualSQL(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(t.TempDir(), "oracle.db")+"?_journal_mode=OFF&_synchronous=OFF")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	seen := tally{steps: map[string]int{}}
	load := func(made, reference *table.Table) {
		if err := errors.Join(loadSQL(ctx, db, "t", made), loadSQL(ctx, db, "reference", reference)); err != nil {
			t.Fatal(err)
		}
	}
	eachQuery(t, generator{r: rand.New(rand.NewPCG(2026, 11))}, load, func(made *table.Table, q datasets.Query) {
		want, statement, err := runSQL(ctx, db, q, made.Fields())
		if err != nil && !errors.Is(err, errProblem) {
			t.Fatalf("%v\n%s", err, statement)
		}
		got, gotErr := datasets.Run(ctx, q, made)
		seen.count(q, got, gotErr)
		differ(t, q, want, err, got, gotErr, statement)
	})
	seen.check(t)
}

func TestRandomQueriesEqualBigNumbers(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	seen := tally{steps: map[string]int{}}
	g := generator{r: rand.New(rand.NewPCG(2026, 12)), wide: true}
	eachQuery(t, g, func(*table.Table, *table.Table) {}, func(made *table.Table, q datasets.Query) {
		want, err := runPlain(q, made)
		got, gotErr := datasets.Run(ctx, q, made)
		seen.count(q, got, gotErr)
		differ(t, q, want, err, got, gotErr, "row by row with math/big")
	})
	seen.check(t)
}

func differ(t *testing.T, q datasets.Query, want datasets.Result, wantErr error, got datasets.Result, gotErr error, how string) {
	t.Helper()
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	var problem datasets.Problem
	if wantErr != nil || gotErr != nil {
		if (wantErr == nil) != (gotErr == nil) || !errors.As(gotErr, &problem) {
			t.Errorf("Run(%s) gave error %v, want %v from\n%s", text, gotErr, wantErr, how)
		}
		return
	}
	if equal(want, got) {
		return
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("Run(%s) (-want +got):\n%s\n%s", text, diff, how)
	}
}

// equal spares nearly all Results the long way round through cmp.Diff.
func equal(a, b datasets.Result) bool {
	return reflect.DeepEqual(a.Fields, b.Fields) && slices.EqualFunc(a.Rows, b.Rows, slices.Equal[[]table.Cell])
}

// tally keeps the tests honest: random Queries that end in no rows or in a
// Problem prove little.
type tally struct {
	all, withRows, problems, cells, missing int
	steps                                   map[string]int // of Queries with rows
}

func (s *tally) count(q datasets.Query, r datasets.Result, err error) {
	s.all++
	if err != nil {
		s.problems++
		return
	}
	if len(r.Rows) > 0 {
		s.withRows++
		for _, step := range q.Steps {
			s.steps[step.Do()]++
		}
	}
	for _, row := range r.Rows {
		for _, c := range row {
			s.cells++
			if c.Missing != table.Present {
				s.missing++
			}
		}
	}
}

func (s *tally) check(t *testing.T) {
	t.Helper()
	t.Logf("%d queries: %d with rows, %d problems; %d cells, %d of them missing", s.all, s.withRows, s.problems, s.cells, s.missing)
	for _, name := range datasets.StepNames() {
		if name == (datasets.EditCells{}).Do() { // a cell is edited by who has seen it: TestRandomEdits
			continue
		}
		if s.steps[name]*100 < s.all {
			t.Errorf("the step %q is in %d of %d queries with rows: too few", name, s.steps[name], s.all)
		}
	}
	if s.withRows*2 < s.all || s.problems*4 > s.all || s.missing*100 < s.cells {
		t.Errorf("the random queries say too little: %+v", *s)
	}
}
