package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestTornLog stands in for a loss of power, which kill -9 does not show: the
// write-ahead log is cut, or one of its bits flipped, at random places. The
// store opens, is sound, and shows one whole Edition; the longer the log, the
// newer the Edition, and with all of it the last.
func TestTornLog(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s, err := openWith(t, folder, released())
	if err != nil {
		t.Fatal(err)
	}
	f := publishedFigure(t, s, "rows", "words 1")
	if err := s.emptyLog(t.Context()); err != nil {
		t.Fatal(err)
	}
	const editions = 12
	for n := 2; n <= editions; n++ {
		if _, err := publishWords(t.Context(), s, f.widget.ID, fmt.Sprint("words ", n)); err != nil {
			t.Fatal(err)
		}
	}
	database, log := readFile(t, s.databasePath()), readFile(t, s.databasePath()+"-wal")
	if len(log) < 100_000 {
		t.Fatalf("the log has %d bytes: it was emptied meanwhile", len(log))
	}
	cuts := 10 * kills()
	for n := range cuts {
		at := len(log) * n / cuts
		if n > 0 {
			at += rand.N(len(log)/cuts) - len(log)/cuts/2
		}
		torn := append([]byte(nil), log...)
		if n%2 == 0 {
			torn = torn[:at]
		} else {
			torn[at] ^= 1 << rand.N(8)
		}
		number := openTorn(t, folder, database, torn, f.widget.PublicID)
		if wholeBefore := 1 + (editions-1)*at/len(log); number < wholeBefore-1 || number > editions {
			t.Errorf("log torn at %d of %d bytes shows edition %d, want about %d", at, len(log), number, wholeBefore)
		}
	}
	if number := openTorn(t, folder, database, log, f.widget.PublicID); number != editions {
		t.Errorf("the whole log shows edition %d, want %d", number, editions)
	}
	t.Logf("%d torn logs, 0 unsound, 0 mixed", cuts)
}

// openTorn opens a database with a torn log and returns the number of the live
// Edition, whose parts must belong together.
func openTorn(t *testing.T, original string, database, log []byte, publicID string) int {
	t.Helper()
	folder, err := os.MkdirTemp(t.TempDir(), "torn")
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{databaseName: database, databaseName + "-wal": log} {
		if err := os.WriteFile(filepath.Join(folder, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(original, blobsName), filepath.Join(folder, blobsName)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), Options{Folder: folder})
	if err != nil {
		t.Fatalf("Open with a torn log of %d bytes = %v", len(log), err)
	}
	defer func() {
		if err := errors.Join(s.Close(), os.RemoveAll(folder)); err != nil {
			t.Errorf("Close() = %v", err)
		}
	}()
	if problems, err := damage(t.Context(), s.read); err != nil || len(problems) > 0 {
		t.Fatalf("with a torn log of %d bytes: %v, %v", len(log), problems, err)
	}
	p, err := s.Published(t.Context(), publicID)
	if err != nil {
		t.Fatal(err)
	}
	wantOnePiece(t, s, p.Edition, fmt.Sprint("words ", p.Edition.Number))
	return p.Edition.Number
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
