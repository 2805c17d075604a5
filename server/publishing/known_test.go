package publishing_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// openDesk takes a file the officer's way, up to its suggestions.
func openDesk(t *testing.T, name, text string) (desk, []publishing.Suggested) {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	d := desk{store: st, publisher: publishing.New(st, publishing.Options{PublicURL: "https://figures.example.gov.uk"})}
	if d.dataset, d.snapshot, err = d.publisher.Import(t.Context(), officer, publishing.Import{Raw: []byte(text), Name: name, Source: ours}); err != nil {
		t.Fatal(err)
	}
	if d.snapshot, _, err = d.publisher.ConfirmRecipe(t.Context(), officer, d.snapshot.ID, nil); err != nil {
		t.Fatal(err)
	}
	suggestions, err := d.publisher.Suggestions(t.Context(), d.snapshot.ID)
	if err != nil {
		t.Fatal(err)
	}
	return d, suggestions
}

// publish makes a figure of a suggestion and puts it on the web.
func (d *desk) publish(t *testing.T, s publishing.Suggested) {
	t.Helper()
	var err error
	d.widget, d.draft, err = d.store.CreateWidget(t.Context(), officer,
		widgets.Widget{DatasetID: d.dataset.ID, State: widgets.InDraft, Kind: s.Kind}, widgets.Draft{SnapshotID: d.snapshot.ID, Query: s.Query, Spec: s.Spec})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, d.draft.Version); err != nil {
		t.Errorf("%q: %v", s.Sentence, err)
	}
}

// TestEveryKnownFigureCanBePublished publishes the first of all that is suggested
// for each shape, and all that are suggested for payments.
func TestEveryKnownFigureCanBePublished(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../datasets/shapes/testdata/[a-cf-z]*.csv")
	if err != nil || len(files) < 6 {
		t.Fatalf("files = %v, %v", files, err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, suggestions := openDesk(t, filepath.Base(name), string(raw))
		for i, s := range suggestions {
			if !s.Other && (i == 1 || strings.Contains(name, "spend")) {
				d.publish(t, s)
			}
		}
	}
}

const payments = `Supplier,Payment date,Department,Amount
Marsh Farm Ltd,2025-04-01,Care,1500.00
Colne Ltd,2025-04-03,Roads,600.50
Stour LLP,2025-05-03,Roads,700.25
`

// A figure of a known shape follows the data by itself: who is highest, when, and
// what stands out. Where two share the place its words give to one, it stays.
func TestKnownFiguresFollow(t *testing.T) {
	t.Parallel()
	d, suggestions := openDesk(t, "spend.csv", payments)
	for _, s := range suggestions {
		if s.Spec.Encoding.Category == "Supplier" && s.Kind == widgets.Bar {
			d.publish(t, s)
			break
		}
	}
	title := func() string { return d.live(t).Edition.Title }
	if want := "The most was paid to Marsh Farm Ltd, £1,500"; title() != want {
		t.Fatalf("title = %q, want %q", title(), want)
	}
	more := payments + "Colne Ltd,2025-05-20,Roads,2000.00\n"
	got, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(more), everyone)
	if err != nil || len(got.Figures) != 1 || got.Figures[0].Edition != 2 {
		t.Fatalf("Refresh() = %+v, %v; want edition 2", got, err)
	}
	if want := "The most was paid to Colne Ltd, £2,601"; title() != want {
		t.Errorf("title = %q, want %q", title(), want)
	}
	if list, err := d.store.Widgets(t.Context(), store.WidgetFilter{DatasetID: d.dataset.ID, Limit: 10}); err != nil || len(list) != 1 || list[0].Title != title() {
		t.Errorf("listed as %+v, %v; want the title as it reads", list, err)
	}
	same := more + "Marsh Farm Ltd,2025-05-21,Care,1100.50\n"
	got, err = d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(same), everyone)
	if err != nil || len(got.Figures) != 1 || got.Figures[0].Edition != 0 || !strings.HasPrefix(got.Figures[0].Reason, "Several share the number") {
		t.Errorf("Refresh() of two that share the place = %+v, %v; want a reason", got.Figures, err)
	}
}
