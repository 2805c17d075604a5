package demo_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// TestEverySuggestionCanBePublished takes each demo file the officer's way and
// publishes all that is suggested for it.
func TestEverySuggestionCanBePublished(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("data/*.csv")
	if err != nil || len(names) < 3 {
		t.Fatalf("demo files = %v, %v", names, err)
	}
	officer := store.Actor{ID: "officer", Name: "Environment comms"}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			st := openStore(t)
			if err := st.StartSetup(t.Context(), "once", time.Now()); err != nil {
				t.Fatal(err)
			}
			if _, err := st.FinishSetup(t.Context(), "once", store.Organisation{Name: "Example County Council", Area: "Essex", Licence: "OGL-UK-3.0", TimeZone: "Europe/London", Theme: widgets.DefaultTheme()}, nil, store.User{Email: "a@example.gov.uk", Name: "A", Role: store.Admin, PasswordHash: "x"}); err != nil {
				t.Fatal(err)
			}
			p := publishing.New(st, publishing.Options{PublicURL: "https://figures.example.gov.uk"})
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dataset, snapshot, err := p.Import(t.Context(), officer, publishing.Import{Raw: raw, Name: filepath.Base(name), Source: datasets.Source{Publisher: "Example County Council", Licence: "OGL-UK-3.0"}})
			if err != nil {
				t.Fatal(err)
			}
			if snapshot, _, err = p.ConfirmRecipe(t.Context(), officer, snapshot.ID, nil); err != nil {
				t.Fatal(err)
			}
			suggestions, err := p.Suggestions(t.Context(), snapshot.ID)
			if err != nil {
				t.Fatal(err)
			}
			best := 0
			for _, s := range suggestions {
				if !s.Other {
					best++
				}
			}
			if best < 4 || best > 6 || suggestions[0].Kind != widgets.Headline {
				t.Errorf("%d suggestions, the first a %s: want 4 to 6, a headline figure first", best, suggestions[0].Kind)
			}
			for _, s := range suggestions {
				widget, draft, err := st.CreateWidget(t.Context(), officer,
					widgets.Widget{DatasetID: dataset.ID, State: widgets.InDraft, Kind: s.Kind},
					widgets.Draft{SnapshotID: snapshot.ID, Query: s.Query, Spec: s.Spec})
				if err != nil {
					t.Fatal(err)
				}
				if _, err := p.Publish(t.Context(), officer, widget.ID, draft.Version); err != nil {
					t.Errorf("%q: %v", s.Sentence, err)
				}
			}
		})
	}
}
