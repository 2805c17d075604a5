package server

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"figurehead/server/auth"
)

// TestListsHaveSets looks for the page of a set on the front page and in the feeds,
// and for each of its figures in the catalogues.
func TestListsHaveSets(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	set, _ := w.setWithout("ibex")
	published, err := w.store.PublishedSet(t.Context(), set.PublicID)
	w.must(err)
	reader, page := w.browser(), "/p/"+set.PublicID
	body := func(path string) string {
		t.Helper()
		got := reader.get(path)
		if got.status != http.StatusOK {
			t.Fatalf("%s = %d", path, got.status)
		}
		return got.body
	}
	front := body("/")
	for _, want := range []string{`href="` + page + `"`, published.Name, `fh-art__n">2<`, "2 figures, one for each place", "places: Elmstead and Fernhill"} {
		if !strings.Contains(front, want) {
			t.Errorf("the front page does not have %q", want)
		}
	}
	const named = "2 figures, one for each of Elmstead and Fernhill."
	for _, feed := range []string{"/feed.atom", "/feed.json"} {
		if text := body(feed); !strings.Contains(text, page) || !strings.Contains(text, named) || !strings.Contains(text, "Open Government Licence") {
			t.Errorf("%s does not have the set with its places and licence: %s", feed, text)
		}
	}
	for _, path := range []string{"/catalog.jsonld", "/data.json"} {
		text := body(path)
		for _, place := range published.Places {
			if !strings.Contains(text, "/w/"+place.PublicID+"/data.csv") {
				t.Errorf("%s does not have the numbers of %s", path, place.Name)
			}
		}
	}
	var catalogue struct {
		Datasets []struct {
			Series struct {
				ID    string `json:"@id"`
				About struct {
					Text string `json:"@value"`
				} `json:"dct:description"`
			} `json:"dcat:inSeries"`
		} `json:"dcat:dataset"`
	}
	w.must(json.Unmarshal([]byte(body("/catalog.jsonld")), &catalogue))
	if len(catalogue.Datasets) != 2 {
		t.Fatalf("%d datasets, want one for each place", len(catalogue.Datasets))
	}
	for _, d := range catalogue.Datasets {
		if !strings.HasSuffix(d.Series.ID, page+"#series") || d.Series.About.Text != named {
			t.Errorf("series = %+v", d.Series)
		}
	}

	w.must(w.publishing.WithdrawSet(t.Context(), auth.ActorOf(w.users["publisher"]), set.ID, "an error"))
	w.wait(2 * time.Second) // what is public is asked for once a second
	for _, path := range []string{"/", "/feed.atom", "/feed.json", "/catalog.jsonld", "/data.json"} {
		if strings.Contains(body(path), set.PublicID) {
			t.Errorf("%s has a set that was withdrawn", path)
		}
	}
}
