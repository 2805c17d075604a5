package server

import (
	"encoding/json"
	"html"
	"net/http"
	"strings"
	"testing"
	"time"

	"figurehead/server/demo"
	"figurehead/widgets"
)

// TestProvenanceStandsEverywhere asks for every output of every example figure
// and looks for its sources, their licences and the day of the data in each.
func TestProvenanceStandsEverywhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.must(demo.Seed(t.Context(), w.store, w.publishing))
	listed, err := w.store.Listed(t.Context(), "", 0)
	w.must(err)
	if len(listed) < 9 {
		t.Fatalf("%d example figures, want at least 9", len(listed))
	}
	reader := w.browser()
	whole := map[string]string{}
	for _, path := range []string{"/feed.atom", "/feed.json", "/catalog.jsonld", "/data.json"} {
		whole[path] = plain(reader.get(path).body)
	}
	for _, published := range listed {
		e := published.Edition
		base, page := "/w/"+e.PublicID, w.publicURL+"/w/"+e.PublicID
		outputs := map[string]string{}
		for _, path := range []string{base, base + "/e/1", "/embed/" + e.PublicID, base + "/data.json", base + "/datapackage.json", base + "/print.svg", base + "/og.svg", "/oembed?url=" + page} {
			outputs[path] = plain(reader.get(path).body)
		}
		for _, preset := range widgets.Presets {
			if !preset.Frame && preset.Name != "print" {
				path := base + "/" + preset.Name + ".png"
				outputs[path] = plain(reader.get(path).body)
			}
		}
		for path, text := range whole {
			outputs[path] = around(text, page)
		}
		for _, path := range []string{"/data.csv", "/data.xlsx", "/data.parquet"} {
			outputs[base+path] = links(reader.get(base + path).header)
		}
		for path, text := range outputs {
			for _, o := range e.Provenance.Origins() {
				for name, any := range map[string][]string{
					"source":  {o.Source, o.ShortSource, o.SourceLink, base + ">; rel=\"describedby\""},
					"licence": {o.Licence.Name, o.Licence.ShortName, o.Licence.Link, o.Statement},
					"date":    {o.AsAtWords, o.AsAt.Format(time.RFC3339), o.AsAt.Format(time.DateOnly)},
				} {
					if name == "date" && (strings.HasSuffix(path, ".svg") || strings.HasPrefix(path, "/embed/") || path == base) {
						any = any[:1] // in words, where a reader sees it
					}
					if name == "date" && strings.Contains(path, "/data.") && !strings.HasSuffix(path, ".json") {
						continue
					}
					if !containsOne(text, any) {
						t.Errorf("%s %s: no %s of %q", e.Title, path, name, o.Source)
					}
				}
			}
		}
	}
}

// plain is a text without the marks that each format puts into it.
func plain(text string) string {
	var s string
	if json.Unmarshal([]byte(text), &s) != nil {
		s = text
	}
	return strings.ReplaceAll(html.UnescapeString(html.UnescapeString(strings.ReplaceAll(s, `\u0026`, "&"))), "\u00a0", " ")
}

// around is the part of a feed or catalogue that is about the figure at page.
func around(text, page string) string {
	first, last := strings.Index(text, page), strings.LastIndex(text, page)
	if first < 0 {
		return ""
	}
	return text[first:min(last+2000, len(text))]
}

// links are the Link headers of an answer.
func links(h http.Header) string { return strings.Join(h.Values("Link"), ", ") }

func containsOne(text string, any []string) bool {
	for _, one := range any {
		if one != "" && strings.Contains(text, one) {
			return true
		}
	}
	return false
}
