package server

import (
	"context"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/embed"
	"figurehead/server/demo"
	"figurehead/widgets"
)

// TestProvenanceStandsEverywhere asks for every output of every example figure
// and looks for its sources, their licences, the period and the day of the data
// in each.
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
		page := w.publicURL + "/w/" + e.PublicID
		outputs := w.outputs(e)
		for path, text := range whole {
			outputs[path] = around(text, page)
		}
		for path, text := range outputs {
			w.provenanceIn(e, path, text)
		}
	}
	campaigns, err := w.store.PublicCampaigns(t.Context())
	w.must(err)
	for _, c := range campaigns {
		path := "/c/" + c.Slug
		text := plain(reader.get(path).body)
		for _, figure := range c.Figures {
			p, err := w.store.Published(t.Context(), figure.PublicID)
			w.must(err)
			w.provenanceIn(p.Edition, path, text)
		}
	}
	if len(campaigns) == 0 {
		t.Error("no campaign is public")
	}
}

// TestProvenanceStandsOnPagesOfSets: the page where readers choose their
// place, and every figure of the set, name the source as a figure does.
func TestProvenanceStandsOnPagesOfSets(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.fill()
	w.published()
	set, err := w.store.PublishedSet(t.Context(), w.ids["p"])
	w.must(err)
	for _, place := range set.Places {
		p, err := w.store.Published(t.Context(), place.PublicID)
		w.must(err)
		path := "/p/" + set.PublicID + "?place=" + url.QueryEscape(place.Place)
		w.provenanceIn(p.Edition, path, plain(w.browser().get(path).body))
		for path, text := range w.outputs(p.Edition) {
			w.provenanceIn(p.Edition, path, text)
		}
	}
}

// outputs are the texts of everything that is given of a figure.
func (w *world) outputs(e widgets.Edition) map[string]string {
	w.t.Helper()
	reader, base := w.browser(), "/w/"+e.PublicID
	out := map[string]string{}
	for _, path := range []string{base, base + "/e/1", "/embed/" + e.PublicID, base + "/data.json", base + "/datapackage.json", "/oembed?url=" + w.publicURL + base} {
		out[path] = plain(reader.get(path).body)
	}
	for _, preset := range widgets.Presets {
		if _, ok := e.Renditions[preset.Name+".svg"]; ok {
			out[base+"/"+preset.Name+".svg"] = plain(reader.get(base + "/" + preset.Name + ".svg").body)
		}
		if _, ok := e.Renditions[preset.Name+".png"]; ok {
			out[base+"/"+preset.Name+".png"] = plain(reader.get(base + "/" + preset.Name + ".png").body)
		}
	}
	for _, file := range []string{"/data.csv", "/data.xlsx", "/data.parquet"} {
		got := reader.get(base + file)
		out[base+file] = links(got.header)
		if file == "/data.parquet" { // its pairs of words stand in it as they are
			out[base+file] += got.body
		}
	}
	officer, _ := w.as("admin")
	id, err := w.store.WidgetByPublicID(context.Background(), e.PublicID)
	w.must(err)
	for name, text := range unzipped(w.t, officer.get("/studio/figures/"+id.ID+"/kit.zip").body) {
		if name == "README.txt" || name == "manifest.json" || name == "email.html" {
			out["kit "+name] = plain(text)
		}
	}
	out["kit page"] = plain(officer.get("/studio/figures/" + id.ID + "/kit").body)
	return out
}

// provenanceIn looks for the provenance of a figure in one output of it.
func (w *world) provenanceIn(e widgets.Edition, path, text string) {
	w.t.Helper()
	base := "/w/" + e.PublicID
	described := base + ">; rel=\"describedby\"" // the numbers alone lead to what says the rest
	for _, o := range e.Provenance.Origins() {
		for name, any := range map[string][]string{
			"source":  {o.Source, o.ShortSource, o.SourceLink, described},
			"licence": {o.Licence.Name, o.Licence.ShortName, o.Licence.Link, o.Statement},
			"date":    {o.AsAtWords, o.AsAt.Format(time.RFC3339), o.AsAt.Format(time.DateOnly)},
		} {
			if name == "date" && (strings.HasSuffix(path, ".svg") || strings.HasPrefix(path, "/embed/") || path == base || strings.HasPrefix(path, "/c/") || strings.HasPrefix(path, "/p/") || path == "kit email.html") {
				any = any[:1] // in words, where a reader sees it
			}
			switch {
			case name != "date":
			case strings.HasSuffix(path, "/datapackage.json"), strings.HasSuffix(path, "/data.json") && path != "/data.json":
				any = []string{`"retrieved": "` + o.AsAt.UTC().Format(time.RFC3339), `"retrieved":"` + o.AsAt.UTC().Format(time.RFC3339)} // not the day of publishing
			case strings.HasPrefix(path, "/feed."), path == "/catalog.jsonld", path == "/data.json":
				any = any[:1]
			case strings.HasSuffix(path, "/data.csv"), strings.HasSuffix(path, "/data.xlsx"):
				continue // the page that their Link names says it
			}
			if !containsOne(text, any) {
				w.t.Errorf("%s %s: no %s of %q", e.Title, path, name, o.Source)
			}
		}
	}
	_, end, _ := strings.Cut(embed.Coverage(e.Result), "/")
	if period := lastPeriod(e.Result); period != "" && !drawnOnly.MatchString(path) && !containsOne(text, []string{period, end}) {
		w.t.Errorf("%s %s: no period, want %s", e.Title, path, period)
	}
}

// drawnOnly are the outputs in which the period is a part of the picture, whose
// texts are those of the SVG of the same name, or a column of the numbers.
var drawnOnly = regexp.MustCompile(`\.png$|/data\.(csv|xlsx|parquet)$|^kit (page|email\.html)$`)

// lastPeriod is the year in which the last period of a Result begins, or "".
func lastPeriod(r datasets.Result) string {
	first, last := table.Day(0), ""
	for _, row := range r.Rows {
		for _, c := range row {
			if c.Kind.Calendar() && c.Missing == table.Present && (last == "" || c.Day > first) {
				first, last = c.Day, time.Unix(int64(c.Day)*86400, 0).UTC().Format("2006")
			}
		}
	}
	return last
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
