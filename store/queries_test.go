package store

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
)

// What is read twice is the same, and not shared: a list of steps that is written
// into, or made longer, is not what the next one reads.
func TestQueriesAreReadOnce(t *testing.T) {
	t.Parallel()
	const text = `{"version":1,"steps":[{"do":"filter","field":"Area","test":"is","values":["Essex"]},{"do":"limit","count":3}]}`
	want, err := datasets.ParseQuery([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var r readQueries
	for range 3 {
		got, err := r.read(text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		got.Steps[0] = datasets.Limit{Count: 9}
		_ = append(got.Steps[:1], datasets.Limit{Count: 8})
	}
	if len(r.kept) != 1 {
		t.Errorf("%d are kept, want 1", len(r.kept))
	}
	r.forget()
	if len(r.kept) != 0 {
		t.Errorf("%d are kept after all were forgotten", len(r.kept))
	}
}

// A text that cannot be read is refused each time, and what is kept is bounded.
func TestQueriesThatAreKeptAreBounded(t *testing.T) {
	t.Parallel()
	var r readQueries
	for range 2 {
		if _, err := r.read(`{"version":1,"steps":[{"do":"burn"}]}`); err == nil {
			t.Error("an unknown step is read")
		}
	}
	for n := range 3 * mostQueries {
		if _, err := r.read(fmt.Sprintf(`{"version":1,"steps":[{"do":"limit","count":%d}]}`, n+1)); err != nil {
			t.Fatal(err)
		}
		if len(r.kept) > mostQueries {
			t.Fatalf("%d are kept, at most %d", len(r.kept), mostQueries)
		}
	}
}
