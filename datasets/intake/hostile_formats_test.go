package intake

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
)

// TestSuiteThroughIntake: every file of the JSON parsing test suite is a table
// that reads again the same, or a sentence, within a second.
func TestSuiteThroughIntake(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		t.Skip("not run: the suite is read from the folder that FIGUREHEAD_TEST_SHARED names")
	}
	files, err := filepath.Glob(filepath.Join(folder, "corpus", "jsontestsuite", "test_*", "*.json"))
	if err != nil || len(files) < 300 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	tables := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name, start := filepath.Base(file), time.Now()
		r, err := Propose(t.Context(), name, raw, Options{})
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		var problem datasets.Problem
		switch {
		case err != nil && (!errors.As(err, &problem) || problem.Message == "" || problem.Suggestion == ""):
			t.Errorf("%s: %v, want a sentence", name, err)
		case err == nil && r.Recipe.Format == jsonFormat && strings.HasPrefix(name, "n_"):
			t.Errorf("%s is read as a table of %d rows", name, r.Rows)
		}
		if err != nil {
			continue
		}
		tables++
		if again, err := Read(t.Context(), raw, r.Recipe, Options{}); err != nil || again.Table.Digest() != r.Table.Digest() {
			t.Errorf("%s: read again %v", name, err)
		}
	}
	if tables == 0 {
		t.Error("no file is a table")
	}
}

// TestNaughtyStringsInJSON: each of the naughty strings comes back from a cell
// byte for byte, but for spaces around it.
func TestNaughtyStringsInJSON(t *testing.T) {
	t.Parallel()
	var naughty []string
	if err := json.Unmarshal(sharedFile(t, "corpus/naughty/blns.json"), &naughty); err != nil {
		t.Fatal(err)
	}
	type record struct {
		Row  int    `json:"row"`
		Text string `json:"Text"`
	}
	var rows []record
	for _, s := range naughty {
		if !strings.ContainsRune(s, 0) && len(trimSpace([]byte(s))) > 0 {
			rows = append(rows, record{len(rows) + 1, s})
		}
	}
	raw, err := json.Marshal(map[string]any{"rows": rows})
	if err != nil {
		t.Fatal(err)
	}
	r := propose(t, raw)
	column := r.Table.Index("Text")
	if r.Rows != len(rows) || column < 0 {
		t.Fatalf("%d rows, column %d, want %d rows", r.Rows, column, len(rows))
	}
	for i, row := range rows {
		want := string(trimSpace([]byte(row.Text)))
		if got := r.Table.Cell(i, column).Text; got != want {
			t.Errorf("row %d = %q, want %q", i+1, got, want)
		}
	}
}
