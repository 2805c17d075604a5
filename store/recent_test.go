package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
)

// TestWhatWasReadLastIsNeverStale: what another connection, or another program on
// the same folder, has committed is what the next reading gives.
func TestWhatWasReadLastIsNeverStale(t *testing.T) {
	t.Parallel()
	ctx, folder := t.Context(), t.TempDir()
	open := func() *Store {
		s, err := Open(ctx, Options{Folder: folder})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	here, there := open(), open()
	if _, err := here.Organisation(ctx); !errors.Is(err, ErrNotFound) {
		t.Fatalf("Organisation of an empty store = %v, want ErrNotFound", err)
	}
	for n, writer := range []*Store{here, there, here, there, there} {
		want := fmt.Sprint("Council ", n)
		if err := writer.SaveOrganisation(ctx, Actor{Name: "test"}, Organisation{Name: want}); err != nil {
			t.Fatal(err)
		}
		for _, s := range []*Store{here, there, here} {
			if o, err := s.Organisation(ctx); err != nil || o.Name != want {
				t.Fatalf("after %q was saved Organisation = %q, %v", want, o.Name, err)
			}
		}
	}
}

// TestWhatWasReadLastIsKept: nothing is read again while nobody writes, and a
// reading that failed is tried again.
func TestWhatWasReadLastIsKept(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, err := Open(ctx, Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	read := 0
	ask := func(fails error) (int, error) {
		return recently(s, "number", func() (int, error) { read++; return read, fails })
	}
	if _, err := ask(context.Canceled); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want that of the reading", err)
	}
	for range 3 {
		if n, err := ask(nil); n != 2 || err != nil {
			t.Errorf("kept %d, %v, want 2", n, err)
		}
	}
	if err := s.Ping(ctx); err != nil { // commits nothing
		t.Fatal(err)
	}
	if err := s.SaveOrganisation(ctx, Actor{Name: "test"}, Organisation{Name: "Council"}); err != nil {
		t.Fatal(err)
	}
	if n, err := ask(nil); n != 3 || err != nil {
		t.Errorf("after a commit %d, %v, want 3", n, err)
	}
}

// TestWhoeverSavesReadsItBack: many write and read at once, and each finds what it
// has just written, or something newer.
func TestWhoeverSavesReadsItBack(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, err := Open(ctx, Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.SaveOrganisation(ctx, Actor{Name: "test"}, Organisation{Name: "0"}); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	saved := 0
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 25 {
				mu.Lock()
				n := saved + 1
				err := s.SaveOrganisation(ctx, Actor{Name: "test"}, Organisation{Name: fmt.Sprint(n)})
				saved = n
				mu.Unlock()
				o, readErr := s.Organisation(ctx)
				got := 0
				if _, scanErr := fmt.Sscan(o.Name, &got); errors.Join(err, readErr, scanErr) != nil || got < n {
					t.Errorf("after %d was saved Organisation = %q, %v", n, o.Name, errors.Join(err, readErr, scanErr))
					return
				}
			}
		})
	}
	group.Wait()
}
