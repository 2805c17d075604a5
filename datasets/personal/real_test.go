package personal_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/intake"
	"figurehead/datasets/personal"
	"figurehead/datasets/work"
)

// TestMain lets the program of the test be the child that reads workbooks.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "work" {
		os.Exit(work.Child(map[string]work.Job{intake.SheetJob: intake.ReadSheet}[os.Args[2]], os.Stdin, os.Stdout, io.Discard))
	}
	os.Exit(m.Run())
}

// TestRealFiles looks at every table of real open data that is kept for tests.
// People are named in one of them only: a council's payees of January 2018.
func TestRealFiles(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("FIGUREHEAD_TEST_SHARED is not set: it names the folder of test files that may not be copied")
		}
		t.Skip("not run: the files are read from the folder that FIGUREHEAD_TEST_SHARED names")
	}
	want := map[string]string{
		"oxford-spend-2018-jan-mar.csv": "Supplier Name: 11 of 1,211 cells hold what may be names of people.",
	}
	files, err := filepath.Glob(filepath.Join(folder, "data", "*.*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("files of %s: %d, %v", folder, len(files), err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		if !strings.HasSuffix(name, ".csv") && !strings.HasSuffix(name, ".xlsx") && !strings.HasSuffix(name, ".ods") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			reading, err := intake.Propose(t.Context(), name, raw, intake.Options{})
			if err != nil {
				t.Fatal(err)
			}
			findings, err := personal.Scan(t.Context(), reading.Table)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range findings {
				got = append(got, f.Field+": "+f.Sentence())
			}
			if diff := cmp.Diff(want[name], strings.Join(got, "\n")); diff != "" {
				t.Errorf("Scan(%s) (-want +got):\n%s", name, diff)
			}
		})
	}
}
