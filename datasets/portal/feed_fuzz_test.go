package portal

import (
	"os"
	"strings"
	"testing"

	"figurehead/datasets/fetch"
)

// FuzzFeed reads any bytes as a catalogue or page: it never panics, and what it
// finds can be shown and chosen.
func FuzzFeed(f *testing.F) {
	highland, err := os.ReadFile("testdata/highland-arcgis-hub-dcat-ap.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(highland)
	for _, write := range []func(*strings.Builder){func(b *strings.Builder) { dcatAP(b, "https://x.example") }, func(b *strings.Builder) { dcatUS(b, "https://x.example") }, func(b *strings.Builder) { landingPage(b, "https://x.example") }} {
		var b strings.Builder
		write(&b)
		f.Add([]byte(b.String()))
	}
	f.Add([]byte(`{"@graph":[{"@id":"a","@type":"Dataset","title":{"@id":"a"},"distribution":{"@id":"a"}}]}`))
	f.Add([]byte(`<!DOCTYPE html><base href="//"><a href="a.csv">x</a><a href="//b.csv"><a href="http://[::1/x.csv">`))
	reader := feed{api{NewDesk(fetch.New(fetch.Options{}), Options{}), Site{Name: "Fuzz", Kind: WebPage, Address: "https://x.example/page"}}}
	f.Fuzz(func(t *testing.T, body []byte) {
		IsCatalogue(body)
		found, err := reader.read(fetch.Fetched{Body: body, Address: "https://x.example/page"})
		if err != nil && len(found) > 0 {
			t.Errorf("read() = %d datasets and %v", len(found), err)
		}
		ids := map[string]bool{}
		for _, one := range found {
			if one.ID == "" || ids[one.ID] || one.Title == "" || len([]rune(one.Description)) > 300 {
				t.Errorf("dataset %q (%q) cannot be shown", one.ID, one.Title)
			}
			ids[one.ID] = true
			resources := map[string]bool{}
			for _, r := range one.Resources {
				if r.ID == "" || resources[r.ID] || !isWeb(r.Address) {
					t.Errorf("resource %q at %q cannot be chosen", r.ID, r.Address)
				}
				resources[r.ID] = true
			}
		}
	})
}
