package intake

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
)

// TestEveryFileReadsAgain: what Propose makes of each file of the corpus and of
// the real data, Read makes of its Recipe: the same table, Recipe and
// sentences. So does each answer that makes rows others: it is refused with
// words, or reads again.
func TestEveryFileReadsAgain(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if shared == "" {
		t.Skip("not run: the files are read from the folder that FIGUREHEAD_TEST_SHARED names")
	}
	tables := 0
	for _, root := range []string{filepath.Join(shared, "corpus"), filepath.Join(shared, "data"), filepath.Join("testdata", "formats")} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.Name() == "jsontestsuite": // TestSuiteThroughIntake
				return fs.SkipDir
			case d.IsDir():
				return nil
			}
			raw, err := os.ReadFile(path)
			if err == nil && readsAgain(t, strings.TrimPrefix(path, shared), raw) {
				tables++
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if tables < 120 {
		t.Errorf("%d files are tables", tables)
	}
}

// readsAgain reports whether raw is a table.
func readsAgain(t *testing.T, name string, raw []byte) bool {
	r, err := Propose(t.Context(), filepath.Base(name), raw, Options{})
	if err != nil {
		if p := (datasets.Problem{}); !errors.As(err, &p) || p.Message == "" || p.Suggestion == "" {
			t.Errorf("%s: %v, want a sentence", name, err)
		}
		return false
	}
	again := storedAndRead(t, name, raw, r.Recipe)
	if diff := cmp.Diff(r.Sentences, again.Sentences); diff != "" {
		t.Errorf("%s: sentences (-proposed +read again):\n%s", name, diff)
	}
	if again.Table != nil && again.Table.Digest() != r.Table.Digest() {
		t.Errorf("%s: another table", name)
	}
	for _, s := range r.Sentences {
		for _, c := range s.Controls {
			if !slices.Contains([]string{"part", "periods", "side-by-side", "group-rows", "fill", "totals", "placeholders", "sum"}, strings.TrimRight(c.Name, "-0123456789")) {
				continue
			}
			for _, choice := range c.Choices[:min(len(c.Choices), 8)] {
				recipe, err := Change(t.Context(), raw, r.Recipe, map[string]string{c.Name: choice.Value}, Options{})
				switch {
				case err == nil:
					storedAndRead(t, name+", "+c.Name+" = "+choice.Value, raw, recipe)
				case !errors.As(err, new(datasets.Problem)):
					t.Errorf("%s: %s = %s: %v", name, c.Name, choice.Value, err)
				}
			}
		}
	}
	return true
}

// storedAndRead reads raw by a Recipe that went through JSON, which must not
// change it.
func storedAndRead(t *testing.T, what string, raw []byte, r datasets.Recipe) Reading {
	stored, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var recipe datasets.Recipe
	if err := json.Unmarshal(stored, &recipe); err != nil {
		t.Fatal(err)
	}
	again, err := Read(t.Context(), raw, recipe, Options{})
	if err != nil {
		t.Errorf("%s: Read() = %v", what, err)
		return again
	}
	if diff := cmp.Diff(recipe, again.Recipe); diff != "" {
		t.Errorf("%s: recipe (-stored +read again):\n%s", what, diff)
	}
	return again
}
