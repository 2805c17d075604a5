package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestReleasedMigrations keeps what was released as it was: data folders have
// taken these steps already. A new step adds its line to the file.
func TestReleasedMigrations(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("testdata/migrations.sha256")
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(released(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for n, name := range names {
		raw, err := fs.ReadFile(released(), name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(raw)
		fmt.Fprintf(&got, "%s  %s\n", hex.EncodeToString(sum[:]), name)
		if !strings.HasPrefix(name, fmt.Sprintf("%05d_", n+1)) {
			t.Errorf("%s is step %d: steps are numbered without a gap", name, n+1)
		}
		if strings.Contains(string(raw), "+goose Down") {
			t.Errorf("%s has a way down: steps only go forward", name)
		}
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("migrations: (-released +now)\n%s", diff)
	}
}

// laterSteps returns the released steps and n more, each with two statements.
func laterSteps(n int) fstest.MapFS {
	steps := fstest.MapFS{}
	names, err := fs.Glob(released(), "*.sql")
	for _, name := range names {
		var raw []byte
		if raw, err = fs.ReadFile(released(), name); err != nil {
			break
		}
		steps[name] = &fstest.MapFile{Data: raw}
	}
	if err != nil {
		panic(err) // they are embedded
	}
	for i := range n {
		steps[fmt.Sprintf("%05d_later.sql", len(names)+1+i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"-- +goose Up\nCREATE TABLE later_%d (id BIGINT PRIMARY KEY);\nINSERT INTO later_%d (id) SELECT seq FROM audit_events;\n", i, i)}
	}
	return steps
}

func openWith(t *testing.T, folder string, steps fs.FS) (*Store, error) {
	t.Helper()
	s, err := open(t.Context(), settings{Options: Options{Folder: folder}, migrations: steps})
	if err == nil {
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Errorf("Close() = %v", err)
			}
		})
	}
	return s, err
}

func TestNewerDataIsRefused(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if _, err := openWith(t, folder, laterSteps(2)); err != nil {
		t.Fatal(err)
	}
	_, err := openWith(t, folder, released())
	if !errors.Is(err, ErrNewerData) || !strings.Contains(err.Error(), "start the newer version") {
		t.Errorf("Open of newer data = %v, want ErrNewerData with what to do", err)
	}
	if _, err := Migrations(t.Context(), folder); !errors.Is(err, ErrNewerData) {
		t.Errorf("Migrations = %v, want ErrNewerData", err)
	}
	if _, err := Verify(t.Context(), folder, false); !errors.Is(err, ErrNewerData) {
		t.Errorf("Verify = %v, want ErrNewerData", err)
	}
	if _, err := Backup(t.Context(), folder, filepath.Join(t.TempDir(), "b.tar")); !errors.Is(err, ErrNewerData) {
		t.Errorf("Backup = %v, want ErrNewerData", err)
	}
}

func TestMigrateKeepsData(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first, err := openWith(t, folder, released())
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Record(t.Context(), Event{Action: "before.upgrade"}); err != nil {
		t.Fatal(err)
	}
	second, err := openWith(t, folder, laterSteps(3))
	if err != nil {
		t.Fatal(err)
	}
	events, err := second.Audit(t.Context(), AuditFilter{})
	if err != nil || len(events) != 1 || events[0].Action != "before.upgrade" {
		t.Errorf("Audit after the upgrade = %v, %v; want the event from before", events, err)
	}
}

// TestBrokenMigration leaves no half of a step behind.
func TestBrokenMigration(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if _, err := openWith(t, folder, released()); err != nil {
		t.Fatal(err)
	}
	steps := laterSteps(1)
	broken := fmt.Sprintf("%05d_broken.sql", len(steps)+1)
	steps[broken] = &fstest.MapFile{Data: []byte("-- +goose Up\nCREATE TABLE half (id BIGINT);\nINSERT INTO nowhere VALUES (1);\n")}
	if _, err := openWith(t, folder, steps); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("version:%d", len(steps))) {
		t.Fatalf("Open with a broken step = %v, want its number", err)
	}
	delete(steps, broken)
	s, err := openWith(t, folder, steps)
	if err != nil {
		t.Fatal(err)
	}
	var tables int
	row := s.read.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM sqlite_master WHERE name = 'half'`)
	if err := row.Scan(&tables); err != nil || tables != 0 {
		t.Errorf("%d tables of the broken step, %v; want none", tables, err)
	}
}

// TestOpenAtOnce lets several processes' worth of stores open a new folder.
func TestOpenAtOnce(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	steps := laterSteps(2)
	stores := make([]*Store, 6)
	errs := make([]error, len(stores))
	var group sync.WaitGroup
	for n := range stores {
		group.Go(func() {
			stores[n], errs[n] = open(t.Context(), settings{Options: Options{Folder: folder}, migrations: steps})
		})
	}
	group.Wait()
	for n, s := range stores {
		if errs[n] != nil {
			t.Errorf("Open %d = %v", n, errs[n])
			continue
		}
		if err := s.Close(); err != nil {
			t.Errorf("Close %d = %v", n, err)
		}
	}
}

func TestMigrations(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if _, err := Migrations(t.Context(), folder); !errors.Is(err, ErrNotFound) {
		t.Errorf("Migrations of an empty folder = %v, want ErrNotFound", err)
	}
	if _, err := openWith(t, folder, released()); err != nil {
		t.Fatal(err)
	}
	got, err := Migrations(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Migration{1, "00001_first_figure.sql", true}, got[0]); diff != "" {
		t.Errorf("first step: (-want +got)\n%s", diff)
	}
}
