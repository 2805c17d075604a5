package store_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"figurehead/store"
	"figurehead/widgets"
)

// TestPurgeLeavesNoBytes looks through every file of the data folder, free
// pages and write-ahead log included, for what was purged.
func TestPurgeLeavesNoBytes(t *testing.T) {
	t.Parallel()
	const canary = "Canary Resident, 1 Example Street"
	folder := t.TempDir()
	st := openFolder(t, folder)
	d, s := dataset(t, st, "Complaints", "Name\n"+canary+"\n")
	w, draft := widgetOf(t, st, d, s, "Complaints")
	for _, keep := range []string{"first", "second"} {
		e := edition(t, st, "Complaints", keep+" "+canary)
		e.Alt, e.Table.Rows = canary, [][]string{{canary, "1"}}
		must[widgets.Edition](t)(st.Publish(t.Context(), amina, w.ID, draft.Version, e))
		draft = must[widgets.Draft](t)(st.Draft(t.Context(), w.ID))
	}
	if got := filesWith(t, folder, canary); len(got) < 4 {
		t.Fatalf("before the purge it is in %q; this test would prove nothing", got)
	}
	if err := st.PurgeSnapshot(t.Context(), amina, s.ID, "It names a resident."); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "files with the canary after the purge", filesWith(t, folder, canary), []string(nil))
	report := must[store.Report](t)(store.Verify(t.Context(), folder, false))
	wantEqual(t, "problems", report.Problems, []string(nil))
}

// filesWith lists the files of a folder that contain a text.
func filesWith(t *testing.T, folder, text string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte(text)) {
			names = append(names, entry.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
