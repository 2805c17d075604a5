package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestReadFile: a large file is given as a small one is.
func TestReadFile(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 12, 9 << 20} {
		name, want := filepath.Join(t.TempDir(), "spend.csv"), bytes.Repeat([]byte("Essex,12\n"), size/9+1)[:size]
		if err := os.WriteFile(name, want, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readFile(name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("readFile() of %d bytes gives %d others, %v", size, len(got), err)
		}
	}
	if _, err := readFile(t.TempDir()); err == nil {
		t.Error("a folder is read as a file")
	}
}

func TestUnchanged(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "visits.csv")
	if err := os.WriteFile(name, []byte("Library,Visits\nAbbey,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	check := unchanged(name)
	if err := check(); err != nil {
		t.Errorf("unchanged() = %v of a file that is as it was", err)
	}
	before, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, time.Time{}, before.ModTime().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if check() == nil {
		t.Error("a file that was written to is unchanged")
	}
	if unchanged("https://example.gov.uk/visits.csv") != nil {
		t.Error("an address is asked whether it changed")
	}
}
