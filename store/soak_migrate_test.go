package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestKillMigration kills a process that fills folders and takes them through
// steps. Afterwards the steps go on where they stopped, and nothing is lost.
func TestKillMigration(t *testing.T) {
	t.Parallel()
	k := &soak{path: "migrate", folder: t.TempDir(), last: map[string]ack{}}
	half := 0
	for range kills() {
		k.kill(t)
		for _, a := range k.last {
			half += wantMigrated(t, a)
		}
		wantAllOpen(t, k.folder)
		clear(k.last)
	}
	t.Logf("%d kills, %d folders filled or migrated, %d cut short between their steps, 0 lost", kills(), k.acknowledged, half)
}

// wantMigrated finishes the steps of a folder and returns 1 when the kill came
// between two of them.
func wantMigrated(t *testing.T, a ack) int {
	t.Helper()
	db, err := openExisting(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	left, err := pending(t.Context(), db, laterSteps(soakSteps))
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if a.Done == "migrate" && left > 0 {
		t.Fatalf("%d steps left, all were acknowledged", left)
	}
	s, err := open(t.Context(), settings{Options: Options{Folder: a.ID}, migrations: laterSteps(soakSteps)})
	if err != nil {
		t.Fatalf("Open after the kill = %v", err)
	}
	err = s.view(t.Context(), "check", func(tx *tx) error {
		for i := range soakSteps {
			n, err := value[int](tx, fmt.Sprintf(`SELECT COUNT(*) FROM later_%d`, i))
			if err != nil || n != a.Number {
				return fmt.Errorf("step %d made %d rows, %w; want %d", i, n, err, a.Number)
			}
		}
		return nil
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	if left > 0 && left < soakSteps {
		return 1
	}
	return 0
}

// wantAllOpen opens every folder, also those that were not acknowledged, and
// clears them away.
func wantAllOpen(t *testing.T, parent string) {
	t.Helper()
	folders, err := os.ReadDir(parent)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		folder := filepath.Join(parent, f.Name())
		s, err := open(t.Context(), settings{Options: Options{Folder: folder}, migrations: laterSteps(soakSteps)})
		if err != nil {
			t.Fatalf("Open after the kill = %v", err)
		}
		problems, err := unsound(t.Context(), s.read)
		if err := errors.Join(err, s.Close(), os.RemoveAll(folder)); err != nil || len(problems) > 0 {
			t.Fatalf("%s: %v, %v", folder, problems, err)
		}
	}
}
