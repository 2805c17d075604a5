package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"figurehead/datasets/places"
	"figurehead/store"
)

// layout is a boundary set of two tiles.
func layout(t *testing.T, id, name string) *places.Set {
	t.Helper()
	set, err := places.Read([]byte(`{"tiles":[{"code":"E07000070","row":0,"column":0},{"code":"E07000071","row":0,"column":1}]}`),
		places.Options{ID: id, Name: name, Licence: "OGL-UK-3.0"})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func testBoundarySets(t *testing.T, st *store.Store) {
	ctx := t.Context()
	first := must[store.BoundarySet](t)(st.AddBoundarySet(ctx, amina, layout(t, "two", "Two districts")))
	wantEqual(t, "first", []any{first.ID, first.Version, first.Name, first.Places}, []any{"two", 1, "Two districts", 2})
	wantEqual(t, "the same again", must[store.BoundarySet](t)(st.AddBoundarySet(ctx, amina, layout(t, "two", "Two districts"))), first)

	second := must[store.BoundarySet](t)(st.AddBoundarySet(ctx, amina, layout(t, "two", "Chelmsford and Colchester")))
	wantEqual(t, "second version", second.Version, 2)
	other := must[store.BoundarySet](t)(st.AddBoundarySet(ctx, amina, layout(t, "another", "A pair")))
	wantEqual(t, "BoundarySets", must[[]store.BoundarySet](t)(st.BoundarySets(ctx)), []store.BoundarySet{other, second})

	want := layout(t, "two", "Chelmsford and Colchester")
	want.Version = 2
	wantEqual(t, "Boundaries", must[*places.Set](t)(st.Boundaries(ctx, second)), want)
	wantEqual(t, "Boundaries of the first version", must[*places.Set](t)(st.Boundaries(ctx, first)).Name, "Two districts")
	wantEqual(t, "events", actions(t, st, subject("boundary set", "two")), []string{store.BoundariesImported, store.BoundariesImported})

	lost := second
	lost.SHA256 = put(t, st, "no set")
	if _, err := st.Boundaries(ctx, lost); err == nil {
		t.Error("Boundaries of other bytes = nil, want an error")
	}
	if n, err := st.CollectOrphans(ctx, -1); err != nil || n != 1 {
		t.Errorf("CollectOrphans = %d, %v, want the 1 blob that is no set", n, err)
	}
	wantEqual(t, "kept after orphans went", must[*places.Set](t)(st.Boundaries(ctx, second)), want)
}

// Backup, restore and verification know that boundary sets need their bytes.
func TestBackupKeepsBoundarySets(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	st := openFolder(t, folder)
	kept := must[store.BoundarySet](t)(st.AddBoundarySet(t.Context(), amina, layout(t, "two", "Two districts")))
	out, _ := backup(t, folder)
	target := filepath.Join(t.TempDir(), "restored")
	if err := restore(t.Context(), out, target); err != nil {
		t.Fatal(err)
	}
	restored := openFolder(t, target)
	wantEqual(t, "BoundarySets", must[[]store.BoundarySet](t)(restored.BoundarySets(t.Context())), []store.BoundarySet{kept})
	wantEqual(t, "Boundaries", must[*places.Set](t)(restored.Boundaries(t.Context(), kept)), layout(t, "two", "Two districts"))

	if err := restored.Blobs().Delete(t.Context(), kept.SHA256); err != nil {
		t.Fatal(err)
	}
	report := must[store.Report](t)(store.Verify(t.Context(), target, false))
	if len(report.Problems) != 1 || !strings.Contains(report.Problems[0], "boundary set two, version 1") {
		t.Errorf("Verify without the bytes of a set = %q, want them named", report.Problems)
	}
}
