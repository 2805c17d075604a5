package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/store"
)

func testOnce(t *testing.T, st *store.Store) {
	ctx := t.Context()
	first := store.Once{TokenID: "token", Name: "key", Request: "publish 7", Instance: "one"}
	begin := func(o store.Once, want error) (store.Answer, bool) {
		t.Helper()
		answer, answered, err := st.BeginOnce(ctx, o)
		if !errors.Is(err, want) {
			t.Fatalf("BeginOnce(%+v) = %v, want %v", o, err, want)
		}
		return answer, answered
	}
	if _, answered := begin(first, nil); answered {
		t.Error("a new request is answered")
	}
	begin(first, store.ErrConflict) // it is worked on
	other := first
	other.Request = "publish 8"
	begin(other, store.ErrUsed)
	elsewhere := other
	elsewhere.TokenID = "another token"
	if _, answered := begin(elsewhere, nil); answered {
		t.Error("a key of another token is answered")
	}
	restarted := first
	restarted.Instance = "two"
	if _, answered := begin(restarted, nil); answered {
		t.Error("what a stopped server left unfinished is answered")
	}
	want := store.Answer{Status: 201, Location: "/there", ETag: `"tag"`, Body: `{"id":"1"}`}
	if err := st.EndOnce(ctx, restarted, want); err != nil {
		t.Fatal(err)
	}
	got, answered := begin(first, nil)
	if diff := cmp.Diff(want, got); diff != "" || !answered {
		t.Errorf("answer, %t (−want +got):\n%s", answered, diff)
	}
	begin(other, store.ErrUsed)
	if err := st.DropOnce(ctx, elsewhere); err != nil {
		t.Fatal(err)
	}
	if _, answered := begin(elsewhere, nil); answered {
		t.Error("a request that came to nothing is answered")
	}
}

// TestOnceIsForgotten: an answer is kept for a day, also over a new start.
func TestOnceIsForgotten(t *testing.T) {
	t.Parallel()
	folder, now := t.TempDir(), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	o := store.Once{TokenID: "token", Name: "key", Request: "publish 7", Instance: "one"}
	for _, test := range []struct {
		after    time.Duration
		answered bool
	}{{0, false}, {23 * time.Hour, true}, {25 * time.Hour, false}} {
		st, err := store.Open(t.Context(), store.Options{Folder: folder, Now: func() time.Time { return now.Add(test.after) }})
		if err != nil {
			t.Fatal(err)
		}
		_, answered, err := st.BeginOnce(t.Context(), o)
		if err != nil || answered != test.answered {
			t.Errorf("after %s: answered %t, %v, want %t", test.after, answered, err, test.answered)
		}
		if !answered {
			if err := st.EndOnce(t.Context(), o, store.Answer{Status: 200}); err != nil {
				t.Fatal(err)
			}
		}
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
