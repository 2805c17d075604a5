package store_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"figurehead/store"
	"figurehead/store/blob"
	"figurehead/widgets"
)

// TestTwoYearsOfEditions: a figure that follows its data by itself every week for
// two years keeps its words and numbers of every week, and the images of 90
// days; what a person published keeps every byte.
func TestTwoYearsOfEditions(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	var clock atomic.Int64
	clock.Store(day(1).UnixMilli())
	folder := t.TempDir()
	st, err := store.Open(ctx, store.Options{Folder: folder, Now: func() time.Time { return time.UnixMilli(clock.Load()).UTC() }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	w, draft, first := published(t, st, "Week 0")
	publish := func(by store.Actor, title string) widgets.Edition {
		t.Helper()
		draft.Spec.Title = title
		draft = must[widgets.Draft](t)(st.SaveDraft(ctx, by, draft))
		e := must[widgets.Edition](t)(st.Publish(ctx, by, w.ID, draft.Version, edition(t, st, title, title)))
		draft = must[widgets.Draft](t)(st.Draft(ctx, w.ID))
		return e
	}
	most := 0
	var byHand widgets.Edition
	for week := 1; week <= 104; week++ {
		clock.Add((7 * 24 * time.Hour).Milliseconds())
		e := publish(map[bool]store.Actor{true: amina, false: store.ByItself}[week == 20], fmt.Sprintf("Week %d", week))
		if week == 20 {
			byHand = e
		}
		must[int](t)(st.ThinEditions(ctx))
		most = max(most, blobs(t, st)-week)
	}
	// 14 weeks of two images, two of the first and two by hand; of each week one
	// data file, which is counted off above; those of the raw bytes and week 0.
	if want := 2*14 + 4 + 2; most > want {
		t.Errorf("up to %d files beside the data files, want at most %d", most, want)
	}
	for _, kept := range []widgets.Edition{first, byHand} {
		wantEqual(t, "by hand", must[widgets.Edition](t)(st.Edition(ctx, w.PublicID, kept.Number)), kept)
	}
	thin := must[widgets.Edition](t)(st.Edition(ctx, w.PublicID, 3))
	wantEqual(t, "of week 2", []any{thin.Title, thin.Alt, len(thin.Parts), len(thin.Renditions), thin.Renditions["data.csv"].SHA256 != ""}, []any{"Week 2", "Week 2: 51.1%", 1, 1, true})
	live := must[widgets.Published](t)(st.Published(ctx, w.PublicID))
	wantEqual(t, "live", []any{live.Edition.Title, len(live.Edition.Renditions)}, []any{"Week 104", 3})
	clock.Add((365 * 24 * time.Hour).Milliseconds())
	must[int](t)(st.ThinEditions(ctx))
	wantEqual(t, "the live one a year later", must[widgets.Edition](t)(st.Edition(ctx, w.PublicID, 105)).Renditions, live.Edition.Renditions)
	wantEqual(t, "thinned again", must[int](t)(st.ThinEditions(ctx)), 0)
	report := must[store.Report](t)(store.Verify(ctx, folder, false))
	wantEqual(t, "problems", report.Problems, []string(nil))
	wantEqual(t, "editions", report.Editions, int64(105))
}

// blobs counts the files that are kept.
func blobs(t *testing.T, st *store.Store) (n int) {
	t.Helper()
	if err := st.Blobs().List(t.Context(), func(blob.Info) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}
