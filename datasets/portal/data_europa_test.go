package portal

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

func init() {
	fakes = append(fakes, fake{kind: DataEuropa, handler: europaFake, want: rowsOf(3)})
}

// europaFake counts pages from 0 and writes every text in several languages.
func europaFake(base string, rows int) http.HandlerFunc {
	one := func(n int) object {
		return object{"id": fmt.Sprintf("recycling-%d", n), "title": object{"de": "Abfall", "en": fmt.Sprintf("Recycling %d", n)}, "description": object{"de": "Haushaltsabfälle"}, "modified": "2026-05-01T10:11:12Z",
			"publisher": object{"name": "Umweltamt", "type": "Agent"}, "catalog": object{"id": "govdata", "title": object{"en": "GovData"}},
			"distributions": []object{{"id": "a", "access_url": []string{base + "/page"}, "format": object{"id": "HTML", "label": "HTML"}},
				{"id": "b", "title": object{"en": "Tonnes"}, "access_url": []string{base + "/page"}, "download_url": []string{base + "/waste.csv"}, "byte_size": 90, "format": object{"id": "CSV", "label": "CSV"},
					"license": object{"id": "CC_BY_4_0", "label": "Creative Commons", "resource": "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"}}}}
	}
	return func(w http.ResponseWriter, r *http.Request) {
		var n int
		fmt.Sscanf(strings.TrimPrefix(r.URL.Path, "/api/hub/search/datasets/"), "recycling-%d", &n)
		switch {
		case r.URL.Path == "/api/hub/search/search":
			list, total := sliceOf(r.URL.Query().Get("q"), intOf(r, "page", 0)*intOf(r, "limit", 10), intOf(r, "limit", 10), one)
			writeJSON(w, object{"result": object{"count": total, "results": list}})
		case n > 0:
			writeJSON(w, object{"result": one(n)})
		case r.URL.Path == "/waste.csv":
			io.WriteString(w, rowsOf(rows))
		default:
			http.NotFound(w, r)
		}
	}
}

func TestDataEuropaLicence(t *testing.T) {
	t.Parallel()
	address := serve(t, func(b string) http.HandlerFunc { return europaFake(b, 3) })
	got, err := open(t, DataEuropa, address).Dataset(t.Context(), "recycling-2")
	if err != nil || got.Licence.Key != "CC-BY-4.0" || got.Title != "Recycling 2" || got.Description != "Haushaltsabfälle" || got.Publisher != "Umweltamt" {
		t.Errorf("Dataset() = %+v, %v; want CC BY 4.0, English before German and German before nothing", got, err)
	}
}
