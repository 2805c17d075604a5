package zipped

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"figurehead/datasets"
)

// packed makes an archive of names and contents, in their order.
func packed(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Only files inside the archive are there, whatever the names say.
func TestTables(t *testing.T) {
	t.Parallel()
	a, err := Open(packed(t, "b.csv", "x\n", "a.CSV", "x\n", "readme.md", "x", "../up.csv", "x", "/root.csv", "x", `c:\d.csv`, "x", "__MACOSX/b.csv", "x", ".hidden.csv", "x", "d/./e.csv", "x", "in/deep.xlsx", "x"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range a.Tables() {
		names = append(names, f.Name)
	}
	if got, want := strings.Join(names, " "), "a.CSV b.csv in/deep.xlsx"; got != want {
		t.Errorf("tables = %s, want %s", got, want)
	}
	for _, name := range []string{"../up.csv", "/root.csv", "nothing.csv", ""} {
		if _, err := a.Read(name); !errors.As(err, new(datasets.Problem)) {
			t.Errorf("Read(%q) = %v, want a problem", name, err)
		}
	}
}

func TestReadAndProblems(t *testing.T) {
	t.Parallel()
	whole := packed(t, "a.csv", "x,y\n1,2\n")
	if !Is(whole) || Is([]byte("x,y\n1,2\n")) || Is(packed(t, "[Content_Types].xml", "", "xl/workbook.xml", "")) {
		t.Error("Is does not tell archives from text and workbooks")
	}
	a, err := Open(whole)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := a.Read("a.csv"); err != nil || string(got) != "x,y\n1,2\n" {
		t.Errorf("Read = %q, %v", got, err)
	}
	locked := bytes.Clone(whole)
	for _, mark := range [][]byte{[]byte("PK\x03\x04"), []byte("PK\x01\x02")} {
		at := bytes.Index(locked, mark) + map[byte]int{3: 6, 1: 8}[mark[2]]
		locked[at] |= encryptedFlag
	}
	damagedOne := bytes.Clone(whole)
	damagedOne[45] ^= 0xFF
	for _, test := range []struct {
		name string
		raw  []byte
		file string
		want string
	}{
		{"a password", locked, "a.csv", "password-protected"},
		{"a damaged file", damagedOne, "a.csv", "damaged"},
		{"a bomb", packed(t, "a.csv", strings.Repeat("1,2\n", 20<<20)), "a.csv", "packed far tighter"},
		{"two of one name", packed(t, "a.csv", "x", "a.csv", "y"), "a.csv", "two files"},
	} {
		var problem datasets.Problem
		a, err := Open(test.raw)
		if err == nil {
			_, err = a.Read(test.file)
		}
		if !errors.As(err, &problem) || !strings.Contains(problem.Message, test.want) || problem.Suggestion == "" {
			t.Errorf("%s: %v, want a problem that says %q", test.name, err, test.want)
		}
	}
}

// An archive cut anywhere is an error, never half a table.
func TestCut(t *testing.T) {
	t.Parallel()
	whole := packed(t, "a.csv", strings.Repeat("ward,1\n", 50), "b.csv", "x\n")
	for at := range whole {
		a, err := Open(whole[:at])
		if err == nil {
			_, err = a.Read("a.csv")
		}
		if !errors.As(err, new(datasets.Problem)) {
			t.Errorf("cut at %d: %v, want a problem", at, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(packed(f, "a.csv", "x,y\n1,2\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := Open(raw)
		if err != nil {
			return
		}
		for _, file := range a.Tables() {
			if got, err := a.Read(file.Name); err == nil && len(got) > MaxFileBytes {
				t.Errorf("%d bytes are unpacked", len(got))
			}
		}
	})
}
