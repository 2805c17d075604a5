package demo_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"figurehead/embed"
	"figurehead/server/demo"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// TestSeedPublishesRealFigures walks every demo figure from file to Edition and
// holds what a reader meets against the facts of the sources.
func TestSeedPublishesRealFigures(t *testing.T) {
	t.Parallel()
	st := openStore(t)
	p := publishing.New(st, publishing.Options{PublicURL: "http://127.0.0.1:8080"})
	for range 2 { // the second time nothing is added
		if err := demo.Seed(t.Context(), st, p); err != nil {
			t.Fatal(err)
		}
	}
	listed, err := st.Listed(t.Context(), "", 50)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(listed), 9; got != want {
		t.Fatalf("the gallery lists %d figures, want %d", got, want)
	}
	kinds := map[widgets.Kind]bool{}
	for _, figure := range listed {
		kinds[figure.Edition.Kind] = true
		if figure.Edition.Provenance.Licence.Link == "" || figure.Edition.Alt == "" {
			t.Errorf("%q has no licence or no description", figure.Edition.Title)
		}
		holdBytes(t, st, figure.Edition)
		if got, want := len(figure.Edition.Renditions), 24; got != want {
			t.Errorf("%q has %d renditions, want %d", figure.Edition.Title, got, want)
		}
	}
	for _, kind := range []widgets.Kind{widgets.Headline, widgets.Bar, widgets.Column, widgets.Line, widgets.Table, widgets.TileMap} {
		if !kinds[kind] {
			t.Errorf("no demo figure is a %s", kind)
		}
	}
	holdHeadline(t, listed[0].Edition)
	campaigns, err := st.PublicCampaigns(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(campaigns) != 1 || campaigns[0].Slug != "recycle-more-at-home" || len(campaigns[0].Figures) != 4 || campaigns[0].Figures[0].PublicID != listed[0].Edition.PublicID {
		t.Errorf("the demo has the campaigns %+v", campaigns)
	}
}

// holdBytes holds the frame of a figure, packed, to its budget (design, section 11).
func holdBytes(t *testing.T, st *store.Store, of widgets.Edition) {
	t.Helper()
	e, err := st.Edition(t.Context(), of.PublicID, of.Number)
	if err != nil {
		t.Fatal(err)
	}
	html, err := embed.Frame(e, embed.FrameOptions{Script: "/assets/embed.0123456789ab.js"})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(html); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	most := 6000
	if e.Kind == widgets.Headline {
		most = 2000
	}
	t.Logf("%s, %d rows: %d bytes", e.Kind, len(e.Table.Rows), out.Len())
	if out.Len() > most {
		t.Errorf("the frame of %q has %d bytes packed, want at most %d", e.Title, out.Len(), most)
	}
}

// holdHeadline checks the first figure of the gallery word for word.
func holdHeadline(t *testing.T, e widgets.Edition) {
	t.Helper()
	if got, want := e.Headline.Number, "51.1%"; got != want {
		t.Errorf("headline number = %q, want %q", got, want)
	}
	if got, want := plain(e.Headline.Change), "up 1.2 percentage points"; got != want {
		t.Errorf("headline change = %q, want %q", got, want)
	}
	if got, want := plain(e.Headline.Base), "from 49.9% in 2017/18"; got != want {
		t.Errorf("headline base = %q, want %q", got, want)
	}
	if want := "Department for Environment, Food and Rural Affairs, through ONS UK SDG data"; !strings.HasPrefix(e.Provenance.Source, want) {
		t.Errorf("source = %q, want it to begin %q", e.Provenance.Source, want)
	}
}

// plain puts ordinary spaces in the place of those that do not break.
func plain(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

func openStore(t *testing.T) *store.Store {
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
	return st
}
