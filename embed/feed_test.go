package embed

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/widgets"
)

// readAtom holds a feed to what RFC 4287 requires and gives it back.
func readAtom(t *testing.T, text string) atomFeed {
	t.Helper()
	var feed atomFeed
	if err := xml.Unmarshal([]byte(text), &feed); err != nil {
		t.Fatal(err)
	}
	absolute := func(what, address string) {
		if u, err := url.Parse(address); err != nil || !u.IsAbs() {
			t.Errorf("%s = %q, want an absolute address", what, address)
		}
	}
	moment := func(what, text string) {
		if _, err := time.Parse(time.RFC3339, text); err != nil {
			t.Errorf("%s = %q, want a moment of RFC 3339", what, text)
		}
	}
	absolute("feed id", feed.ID)
	moment("feed updated", feed.Updated)
	if feed.Title == "" || feed.Author.Name == "" || feed.XMLName.Space != "http://www.w3.org/2005/Atom" {
		t.Errorf("the feed has title %q, author %q and is of %q", feed.Title, feed.Author.Name, feed.XMLName.Space)
	}
	ids := map[string]bool{}
	for _, e := range feed.Entries {
		absolute("entry id", e.ID)
		moment("entry updated", e.Updated)
		alternates := 0
		for _, l := range e.Links {
			absolute("link "+l.Rel, l.Href)
			if l.Rel == "alternate" {
				alternates++
			}
		}
		if ids[e.ID] || e.Title == "" || alternates != 1 || e.Content.Type != "html" || e.Summary == "" {
			t.Errorf("entry %s: twice %v, title %q, %d alternates, content %q", e.ID, ids[e.ID], e.Title, alternates, e.Content.Type)
		}
		ids[e.ID] = true
	}
	return feed
}

func TestFeedAtom(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	empty := p.get("/feed.atom").body
	if feed := readAtom(t, empty); len(feed.Entries) != 0 || !strings.Contains(empty, `xml:lang="en-GB"`) {
		t.Errorf("before anything is published: %s", empty)
	}
	f, gone := p.published("waste-bar"), p.published("waste-line")
	p.withdraw(gone, "an error")
	got := p.get("/feed.atom")
	if kind := got.Header.Get("Content-Type"); kind != "application/atom+xml; charset=utf-8" {
		t.Errorf("type = %q", kind)
	}
	feed := readAtom(t, got.body)
	if len(feed.Entries) != 1 {
		t.Fatalf("%d entries, want the one that is not withdrawn", len(feed.Entries))
	}
	e := feed.Entries[0]
	page := publicURL + pageAddress(f)
	if e.ID != page+"/e/1" || e.Title != f.live.Title || e.Summary != f.live.Alt || !strings.Contains(e.Rights, "Open Government Licence") {
		t.Errorf("entry = %+v", e)
	}
	links := map[string]string{}
	for _, l := range e.Links {
		links[l.Rel+" "+l.Type] = l.Href
	}
	for rel, want := range map[string]string{"alternate text/html": page, "via ": f.live.Provenance.SourceLink, "license ": f.live.Provenance.Licence.Link, "enclosure image/png": page + "/e/1/og.png", "enclosure text/csv": page + "/e/1/data.csv"} {
		if links[rel] != want {
			t.Errorf("link %s= %q, want %q", rel, links[rel], want)
		}
	}
	content := document(t, e.Content.Text)
	if alt := attributes(t, content, "img", "alt"); len(alt) != 1 || alt[0] != f.live.Alt {
		t.Errorf("the picture says %q", alt)
	}
	for _, want := range []string{f.live.Provenance.Source, ", as at " + f.live.Provenance.AsAtWords + ".", "Open Government Licence"} {
		if !strings.Contains(e.Content.Text, want) {
			t.Errorf("the entry does not say %q: %s", want, e.Content.Text)
		}
	}
}

// TestSourceWords: everything of every source that a reader of a feed, a catalogue, an
// email or a citation has to know.
func TestSourceWords(t *testing.T) {
	t.Parallel()
	licence, _ := datasets.LicenceByKey("OGL-UK-3.0")
	e := widgets.Edition{Lang: "cy", Provenance: widgets.Provenance{
		Source: "Defra", Licence: licence, AsAtWords: "23 Tachwedd 2026", Edited: "2 ffigur wedi’u golygu",
		Also: []widgets.Origin{{Source: "ONS", Licence: licence, AsAtWords: "1 Hydref 2026", Statement: "Crown copyright."}},
	}}
	want := "Ffynhonnell: Defra; ONS, ar 23 Tachwedd 2026, 1 Hydref 2026. 2 ffigur wedi’u golygu. " + licence.Name + ". " + licence.Statement + " Crown copyright."
	if got := SourceWords(e); got != want {
		t.Errorf("SourceWords = %q, want %q", got, want)
	}
}

// TestSharedLicence: a catalogue names one licence where all sources have it.
func TestSharedLicence(t *testing.T) {
	t.Parallel()
	ogl, _ := datasets.LicenceByKey("OGL-UK-3.0")
	other := datasets.Licence{Name: "Theirs", Link: "https://example.org/licence"}
	for _, test := range []struct {
		name string
		also datasets.Licence
		want string
	}{{"the same", ogl, ogl.Link}, {"another", other, ""}, {"one without an address", datasets.Licence{Name: "Asked for"}, ""}} {
		e := widgets.Edition{Provenance: widgets.Provenance{Source: "Defra", Licence: ogl, Also: []widgets.Origin{{Source: "ONS", Licence: test.also}}}}
		if got := (catalogued{Edition: e}).sharedLicence(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestFeedJSON(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	got := p.get("/feed.json")
	if kind := got.Header.Get("Content-Type"); kind != "application/feed+json; charset=utf-8" {
		t.Errorf("type = %q", kind)
	}
	var feed map[string]any
	if err := json.Unmarshal([]byte(got.body), &feed); err != nil {
		t.Fatal(err)
	}
	if feed["version"] != "https://jsonfeed.org/version/1.1" || feed["title"] == "" || feed["feed_url"] != publicURL+"/feed.json" || feed["home_page_url"] != publicURL+"/" {
		t.Errorf("feed = %v", feed)
	}
	items, _ := feed["items"].([]any)
	if len(items) != 1 {
		t.Fatalf("items = %v, want one", feed["items"])
	}
	item, _ := items[0].(map[string]any)
	page := publicURL + pageAddress(f)
	for name, want := range map[string]any{"id": page + "/e/1", "url": page, "external_url": f.live.Provenance.SourceLink, "title": f.live.Title, "summary": f.live.Alt, "image": page + "/e/1/og.png", "language": "en-GB"} {
		if item[name] != want {
			t.Errorf("%s = %v, want %v", name, item[name], want)
		}
	}
	if at, _ := item["date_published"].(string); at != f.live.PublishedAt.UTC().Format(time.RFC3339) {
		t.Errorf("date_published = %q", at)
	}
	if html, _ := item["content_html"].(string); !strings.Contains(html, f.live.Provenance.Source) {
		t.Errorf("content_html = %q", html)
	}
}
