package dir_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/store/blob"
	"figurehead/store/blob/blobtest"
	"figurehead/store/blob/dir"
)

func open(t *testing.T, root string) *dir.Blobs {
	t.Helper()
	b, err := dir.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestContract(t *testing.T) {
	t.Parallel()
	blobtest.Run(t, func(t *testing.T) blob.Store { return open(t, filepath.Join(t.TempDir(), "blobs")) })
}

func TestNobodyElseCanRead(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "blobs")
	b := open(t, root)
	if _, _, err := b.Put(t.Context(), bytes.NewReader([]byte("private"))); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDamage(t *testing.T) {
	t.Parallel()
	raw := bytes.Repeat([]byte("0123456789"), 10_000)
	tests := []struct {
		name   string
		damage func(path string) error
	}{
		{"one bit", func(path string) error {
			changed := bytes.Clone(raw)
			changed[70_000] ^= 1
			return os.WriteFile(path, changed, 0o600)
		}},
		{"cut short", func(path string) error { return os.Truncate(path, 99_999) }},
		{"emptied", func(path string) error { return os.Truncate(path, 0) }},
		{"longer", func(path string) error { return os.WriteFile(path, append(bytes.Clone(raw), 'x'), 0o600) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			b := open(t, root)
			hash, _, err := b.Put(t.Context(), bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			if err := test.damage(filepath.Join(root, hash[:2], hash[2:4], hash)); err != nil {
				t.Fatal(err)
			}
			if _, err := b.Get(t.Context(), hash); !errors.Is(err, blob.ErrDamaged) {
				t.Errorf("Get = %v, want ErrDamaged", err)
			}
			if _, _, err := b.Put(t.Context(), bytes.NewReader(raw)); err != nil {
				t.Fatal(err)
			}
			if got, err := b.Get(t.Context(), hash); err != nil || !bytes.Equal(got, raw) {
				t.Errorf("Get after the bytes were put again = %d bytes, %v", len(got), err)
			}
		})
	}
}

// TestTidy leaves a temporary file, as a stop in the middle of a write does.
func TestTidy(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	b := open(t, root)
	left := filepath.Join(root, "tmp", "put-1234")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	var removed []int
	for _, before := range []time.Time{time.Now().Add(-time.Hour), time.Now().Add(time.Hour), time.Now().Add(time.Hour)} {
		n, err := b.Tidy(t.Context(), before)
		if err != nil {
			t.Fatal(err)
		}
		removed = append(removed, n)
	}
	if diff := cmp.Diff([]int{0, 1, 0}, removed); diff != "" {
		t.Errorf("Tidy: (-want +got)\n%s", diff)
	}
}
