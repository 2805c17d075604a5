package intake

import (
	"os"
	"path/filepath"
	"testing"
)

// ownFile reads a file of testdata.
func ownFile(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// sharedFile reads a file whose licence does not allow a copy here, from the
// folder that FIGUREHEAD_TEST_SHARED names. Without it the test is listed as
// not run, and fails where CI is true.
func sharedFile(t *testing.T, name string) []byte {
	t.Helper()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("FIGUREHEAD_TEST_SHARED is not set: it names the folder of test files that may not be copied")
		}
		t.Skipf("not run: %s is read from the folder that FIGUREHEAD_TEST_SHARED names", name)
	}
	raw, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// propose reads raw for Essex and fails on an error.
func propose(t *testing.T, raw []byte) Reading {
	t.Helper()
	r, err := Propose(t.Context(), "file.csv", raw, Options{Area: "Essex"})
	if err != nil {
		t.Fatalf("Propose() = %v", err)
	}
	return r
}
