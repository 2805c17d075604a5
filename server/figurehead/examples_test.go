package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/export"
	"figurehead/datasets/intake"
	"figurehead/server/publishing"
)

const examplesFolder = "../../widgets/testdata/figures"

// madeFrom lists the examples by the data file that each comes from, as their
// SOURCES.md does.
func madeFrom(t *testing.T) map[string][]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(examplesFolder, "SOURCES.md"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]string{}
	for _, row := range regexp.MustCompile(`(?m)^\| ([a-z0-9-]+\.(?:csv|ods|xlsx)) \| (.+) \|$`).FindAllSubmatch(raw, -1) {
		files[string(row[1])] = strings.Split(string(row[2]), ", ")
	}
	return files
}

// The numbers of the examples are those of real files: the commands of their
// SOURCES.md give them again. Each way of reading a file is read once.
func TestExamplesAreOfRealFiles(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if shared == "" {
		t.Skip("not run: the data files are in the folder that FIGUREHEAD_TEST_SHARED names")
	}
	for file, names := range madeFrom(t) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(filepath.Join(shared, "data", file))
			if err != nil {
				t.Fatal(err)
			}
			readings := map[string]intake.Reading{}
			for _, name := range names {
				folder := filepath.Join(examplesFolder, name)
				recipe := filepath.Join(folder, "recipe.json")
				if _, err := os.Stat(recipe); err != nil {
					recipe = ""
				}
				if _, read := readings[recipe]; !read {
					if readings[recipe], err = (inspectRequest{recipe: recipe}).read(t.Context(), publishing.Import{Name: file, Raw: raw}); err != nil {
						t.Fatal(err)
					}
				}
				replay(t, folder, readings[recipe])
			}
		})
	}
}

// replay runs the query of an example and compares what it gives.
func replay(t *testing.T, folder string, reading intake.Reading) {
	t.Helper()
	query, err := queryRequest{query: filepath.Join(folder, "query.json")}.readQuery(nil)
	if err != nil {
		t.Fatalf("%s: %v", folder, err)
	}
	got, err := datasets.Run(t.Context(), query, reading.Table)
	if err != nil {
		t.Fatalf("%s: %v", folder, err)
	}
	raw, err := os.ReadFile(filepath.Join(folder, "result.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want datasets.Result
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatalf("%s: %v", folder, err)
	}
	if diff := cmp.Diff(resultText(t, want), resultText(t, got)); diff != "" {
		t.Errorf("%s is not what its query gives (−want +got):\n%s", folder, diff)
	}
}

// resultText is a Result as the command writes it.
func resultText(t *testing.T, r datasets.Result) string {
	t.Helper()
	var out bytes.Buffer
	if err := queryFormats["result"](&out, r, export.About{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Every example with a query is listed with its file.
func TestExamplesWithAQueryAreListed(t *testing.T) {
	t.Parallel()
	queries, err := filepath.Glob(filepath.Join(examplesFolder, "*", "query.json"))
	if err != nil || len(queries) < 40 {
		t.Fatalf("%d examples have a query: %v", len(queries), err)
	}
	var listed []string
	for _, names := range madeFrom(t) {
		listed = append(listed, names...)
	}
	for _, query := range queries {
		if name := filepath.Base(filepath.Dir(query)); !slices.Contains(listed, name) {
			t.Errorf("SOURCES.md does not say which file %s comes from", name)
		}
	}
	if len(listed) != len(queries) {
		t.Errorf("SOURCES.md lists %d examples with a file, %d have a query", len(listed), len(queries))
	}
}
