package publishing_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// wards is GeoJSON of two squares beside each other, so many hundredths of a
// degree wide.
func wards(width int) []byte {
	square := func(i int) string {
		west, east := float64(i*width)/100, float64((i+1)*width)/100
		return fmt.Sprintf(`{"type":"Feature","properties":{"wd":"E0500000%d","nm":"Ward %[1]d"},"geometry":{"type":"Polygon","coordinates":[[[%[2]v,52],[%[3]v,52],[%[3]v,52.1],[%[2]v,52.1],[%[2]v,52]]]}}`, i, west, east)
	}
	return []byte(`{"type":"FeatureCollection","features":[` + square(1) + "," + square(2) + `]}`)
}

// TestPublishOnImportedBoundaries: a figure is drawn on the set that its Spec
// names, in the newest version, and what was published stays as it was.
func TestPublishOnImportedBoundaries(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	st, err := store.Open(ctx, store.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	p := publishing.New(st, publishing.Options{PublicURL: "https://figures.example.gov.uk"})
	options := places.Options{ID: "wards", Name: "Wards of Example", Licence: "OGL-UK-3.0", Attribution: "Boundaries © Example County Council", CodeField: "wd", NameField: "nm"}
	if _, _, err := p.ImportBoundaries(ctx, officer, wards(10), nil, options); err != nil {
		t.Fatal(err)
	}
	_, snapshot, err := p.Import(ctx, officer, publishing.Import{Raw: []byte("Ward code,Ward,Recycled %\nE05000001,Abbey,51.2\nE05000002,Riverside,47.9\n"), Name: "wards.csv", Source: ours})
	if err != nil {
		t.Fatal(err)
	}
	if snapshot, _, err = p.ConfirmRecipe(ctx, officer, snapshot.ID, nil); err != nil {
		t.Fatal(err)
	}
	draft := widgets.Draft{SnapshotID: snapshot.ID, Query: datasets.Query{Version: datasets.QueryVersion}, Spec: widgets.Spec{Version: 1, Kind: widgets.Choropleth,
		Encoding: datasets.Roles{Category: "Ward", Place: "Ward code", Value: "Recycled %"}, Title: "Abbey recycles more than Riverside", Places: "wards"}}
	widget, draft, err := st.CreateWidget(ctx, officer, widgets.Widget{DatasetID: snapshot.DatasetID, State: widgets.InDraft, Kind: widgets.Choropleth}, draft)
	if err != nil {
		t.Fatal(err)
	}
	edition, err := p.Publish(ctx, officer, widget.ID, draft.Version)
	if err != nil {
		t.Fatal(err)
	}
	if made := strings.Join(edition.HowMade, " "); !strings.Contains(made, "“Wards of Example”, version 1") {
		t.Errorf("HowMade = %q, want set and version", made)
	}
	if notes := strings.Join(edition.Notes, " "); !strings.Contains(notes, "Boundaries © Example County Council") {
		t.Errorf("Notes = %q, want the credit of the boundaries", notes)
	}

	drawn := edition.Parts["frame-l.light"].HTML
	if _, _, err := p.ImportBoundaries(ctx, officer, wards(20), nil, options); err != nil {
		t.Fatal(err)
	}
	preview, err := p.Preview(ctx, draft, "frame-l")
	if err != nil {
		t.Fatal(err)
	}
	if got := preview.Figure.Places.Version; got != 2 {
		t.Errorf("the preview is drawn on version %d, want the newest", got)
	}
	public, err := st.Published(ctx, widget.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if public.Edition.Parts["frame-l.light"].HTML != drawn {
		t.Error("a new version of the boundaries changed what is public")
	}
	draft.Spec.Places = "parishes"
	if _, err := p.Preview(ctx, draft); err == nil {
		t.Error("Preview on a set that is not there = nil, want a problem")
	} else if _, ok := publishing.Mendable(err); !ok {
		t.Errorf("Preview on a set that is not there = %v, want a problem", err)
	}
}

// TestMapFramesAreSmall: a frame with a map of the regions of England, its
// words, three drawings and table, is at most 12 kB (design, section 11).
func TestMapFramesAreSmall(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../demo/data/sdg-11-6-1-council-collected-waste.csv")
	if err != nil {
		t.Fatal(err)
	}
	const figure = `{"version":1,"kind":%q,"encoding":{"category":"Region","time":"Year","value":"Value"},"places":"england-regions",
		"title":"The South West recycled half of its waste, London 30%%","subtitle":"Local authority collected waste recycled or composted, English regions, 2018/19",
		"query":{"version":1,"steps":[{"do":"filter","field":"Year","test":"is","values":["2018/19"]},{"do":"filter","field":"Disposal Method","test":"is","values":["Recycled-composted"]},
			{"do":"filter","field":"Local Authority","test":"is","values":[""]},{"do":"filter","field":"Region","test":"present"}]},
		"source":{"publisher":"Department for Environment, Food and Rural Affairs","title":"through ONS UK SDG 11.6.1","licence":"OGL-UK-3.0"}}`
	for _, kind := range []widgets.Kind{widgets.Choropleth, widgets.TileMap} {
		file, err := publishing.ParseFigureFile(fmt.Appendf(nil, figure, kind))
		if err != nil {
			t.Fatal(err)
		}
		var page bytes.Buffer
		err = publishing.WriteRender(t.Context(), &page, publishing.Render{Raw: raw, Name: "waste.csv", Query: file.Query, Spec: file.Spec, Source: file.Source,
			Retrieved: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Format: "html"})
		if err != nil {
			t.Fatal(err)
		}
		var packed bytes.Buffer
		w, err := gzip.NewWriterLevel(&packed, 6)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(page.Bytes()); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes, %d gzipped", kind, page.Len(), packed.Len())
		if packed.Len() > 12_000 {
			t.Errorf("a frame with a %s takes %d bytes gzipped, want 12,000 at most", kind, packed.Len())
		}
		if bytes.Count(page.Bytes(), []byte("<svg")) != 3 {
			t.Errorf("the frame of a %s has %d drawings, want three widths", kind, bytes.Count(page.Bytes(), []byte("<svg")))
		}
	}
}
