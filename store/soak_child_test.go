package store

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"figurehead/datasets"
	"figurehead/widgets"
)

// The child of the kill -9 tests: this test binary, started again with
// soakChild set, which writes to a data folder until it is killed and prints a
// line for each thing that the store has acknowledged.

const (
	soakChild  = "FIGUREHEAD_SOAK_CHILD"
	soakFolder = "FIGUREHEAD_SOAK_FOLDER"
)

// ack is one line of the child: what was acknowledged.
type ack struct {
	Done     string // "ready", or the path
	ID       string // of the dataset, widget or folder
	PublicID string
	Number   int
	Words    string
	SHA256   string
}

func TestMain(m *testing.M) {
	path := os.Getenv(soakChild)
	if path == "" {
		os.Exit(m.Run())
	}
	err := writeUntilKilled(context.Background(), path, os.Getenv(soakFolder))
	fmt.Fprintln(os.Stderr, err)
	os.Exit(3)
}

// acknowledge prints a line whole: the parent reads lines.
func acknowledge(lock *sync.Mutex, a ack) {
	line, err := json.Marshal(a)
	if err != nil {
		panic(err)
	}
	lock.Lock()
	defer lock.Unlock()
	fmt.Printf("%s\n", line)
}

// soakPaths are the ways of writing that are killed.
var soakPaths = map[string]func(ctx context.Context, s *Store, worker, n int, say func(ack)) error{
	"import":   soakImport,
	"publish":  soakPublish,
	"withdraw": soakWithdraw,
	"refresh":  soakRefresh,
	"purge":    soakPurge,
}

const soakWorkers = 3

// writeUntilKilled returns only when something failed.
func writeUntilKilled(ctx context.Context, path, folder string) error {
	var lock sync.Mutex
	say := func(a ack) { acknowledge(&lock, a) }
	if path == "migrate" {
		return soakMigrate(ctx, folder, say)
	}
	s, err := Open(ctx, Options{Folder: folder})
	if err != nil {
		return err
	}
	say(ack{Done: "ready"})
	failed := make(chan error)
	for worker := range soakWorkers {
		go func() {
			for n := 0; ; n++ {
				if err := soakPaths[path](ctx, s, worker, n, say); err != nil {
					failed <- fmt.Errorf("worker %d, round %d: %w", worker, n, err)
					return
				}
			}
		}()
	}
	return <-failed
}

func soakImport(ctx context.Context, s *Store, worker, n int, say func(ack)) error {
	rows := fmt.Sprintf("process %d worker %d round %d\n", os.Getpid(), worker, n)
	d, snapshot, err := importRows(ctx, s, rows)
	if err != nil {
		return err
	}
	say(ack{Done: "import", ID: d.ID, Words: rows, SHA256: snapshot.SHA256})
	return nil
}

// soakPublish publishes the worker's own figure again and again.
func soakPublish(ctx context.Context, s *Store, worker, n int, say func(ack)) error {
	w, err := ownFigure(ctx, s, worker)
	if err != nil {
		return err
	}
	words := fmt.Sprintf("process %d worker %d round %d", os.Getpid(), worker, n)
	e, err := publishWords(ctx, s, w.ID, words)
	if err != nil {
		return err
	}
	say(ack{Done: "publish", ID: w.ID, PublicID: e.PublicID, Number: e.Number, Words: words})
	return nil
}

// ownFigure finds or starts the figure of a worker.
func ownFigure(ctx context.Context, s *Store, worker int) (widgets.Widget, error) {
	title := fmt.Sprint("figure of worker ", worker)
	list, err := s.Widgets(ctx, WidgetFilter{Text: title, Limit: 1})
	if err != nil || len(list) == 1 {
		return append(list, widgets.Widget{})[0], err
	}
	f, err := startFigure(ctx, s, title)
	return f.widget, err
}

// soakWithdraw publishes a new figure and withdraws it.
func soakWithdraw(ctx context.Context, s *Store, worker, n int, say func(ack)) error {
	words := fmt.Sprintf("process %d worker %d round %d", os.Getpid(), worker, n)
	f, err := startFigure(ctx, s, words)
	if err != nil {
		return err
	}
	e, err := publishWords(ctx, s, f.widget.ID, words)
	if err != nil {
		return err
	}
	a := ack{Done: "publish", ID: f.widget.ID, PublicID: e.PublicID, Number: 1, Words: words}
	say(a)
	if err := s.Withdraw(ctx, tester, f.widget.ID, "reason of "+words); err != nil {
		return err
	}
	a.Done = "withdraw"
	say(a)
	return nil
}

// soakRefresh takes new rows for the worker's figure and publishes an Edition
// whose words are the rows.
func soakRefresh(ctx context.Context, s *Store, worker, n int, say func(ack)) error {
	w, err := ownFigure(ctx, s, worker)
	if err != nil {
		return err
	}
	rows := fmt.Sprintf("process %d worker %d round %d", os.Getpid(), worker, n)
	hash, size, err := s.Blobs().Put(ctx, strings.NewReader(rows))
	if err != nil {
		return err
	}
	snapshot, err := s.AddSnapshot(ctx, tester, datasets.Snapshot{DatasetID: w.DatasetID, SHA256: hash, SizeBytes: size, TableDigest: "digest of " + rows, Confirmed: true})
	if err != nil {
		return err
	}
	d, err := s.Draft(ctx, w.ID)
	if err != nil {
		return err
	}
	d.SnapshotID = snapshot.ID
	if _, err := s.SaveDraft(ctx, tester, d); err != nil {
		return err
	}
	e, err := publishWords(ctx, s, w.ID, rows)
	if err != nil {
		return err
	}
	say(ack{Done: "refresh", ID: w.ID, PublicID: e.PublicID, Number: e.Number, Words: rows, SHA256: hash})
	return nil
}

// soakPurge publishes a new figure and erases what it was made from.
func soakPurge(ctx context.Context, s *Store, worker, n int, say func(ack)) error {
	words := fmt.Sprintf("process %d worker %d round %d", os.Getpid(), worker, n)
	f, err := startFigure(ctx, s, words)
	if err != nil {
		return err
	}
	e, err := publishWords(ctx, s, f.widget.ID, words)
	if err != nil {
		return err
	}
	a := ack{Done: "publish", ID: f.widget.ID, PublicID: e.PublicID, Number: 1, Words: words, SHA256: f.snapshot.SHA256}
	say(a)
	if err := s.PurgeSnapshot(ctx, tester, f.snapshot.ID, "reason of "+words); err != nil {
		return err
	}
	a.Done = "purge"
	say(a)
	return nil
}

// soakMigrate fills a new folder and takes it through the later steps, again
// and again.
func soakMigrate(ctx context.Context, folder string, say func(ack)) error {
	say(ack{Done: "ready"})
	for n := 0; ; n++ {
		a := ack{Done: "filled", ID: filepath.Join(folder, fmt.Sprintf("%d-%d", os.Getpid(), n)), Number: 6}
		s, err := Open(ctx, Options{Folder: a.ID})
		if err != nil {
			return err
		}
		for i := range a.Number {
			if err := s.Record(ctx, Event{Action: "before.upgrade", Title: fmt.Sprint(i)}); err != nil {
				return err
			}
		}
		if err := s.Close(); err != nil {
			return err
		}
		say(a)
		if s, err = open(ctx, settings{Options: Options{Folder: a.ID}, migrations: laterSteps(soakSteps)}); err != nil {
			return err
		}
		if err := s.Close(); err != nil {
			return err
		}
		a.Done = "migrate"
		say(a)
	}
}

const soakSteps = 8
