package portal

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/fetch"
)

func init() {
	fakes = append(fakes, fake{kind: CKAN, handler: ckanFake, want: "Ward,Tonnes\nAbbey,10\n\"Bocking, north\",12.50\nCastle,15\n", counted: true})
}

type object = map[string]any

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		panic(err)
	}
}

// ckanFake has its rows in the datastore only; rows go missing on the way, the
// total does not.
func ckanFake(base string, rows int) http.HandlerFunc {
	one := func(n int) object {
		id := fmt.Sprintf("recycling-%d", n)
		return object{"id": id, "name": id, "title": fmt.Sprintf("Recycling %d", n), "notes": "**Household** waste\n<b>by ward</b>", "license_id": "uk-ogl", "license_title": "UK Open Government Licence (OGL)",
			"metadata_modified": "2026-05-01T10:11:12.123456", "organization": object{"name": "braintree", "title": "Braintree District Council"},
			"resources": []object{{"id": "rows-" + id, "name": "Tonnes", "format": "", "url": base + "/datastore/dump/rows-" + id, "size": nil, "hash": "", "last_modified": nil, "datastore_active": true},
				{"id": "pdf-" + id, "name": "Report", "format": "PDF ", "url": base + "/report.pdf", "size": "120000"}}}
	}
	records := []object{{"_id": 1, "Ward": "Abbey", "Tonnes": 10}, {"_id": 2, "Ward": "Bocking, north", "Tonnes": "12.50"}, {"_id": 3, "Ward": "Castle", "Tonnes": 15}}[:rows]
	return func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		switch r.URL.Path {
		case "/api/3/action/package_search":
			list, total := sliceOf(query.Get("q"), intOf(r, "start", 0), intOf(r, "rows", 10), one)
			writeJSON(w, object{"success": true, "result": object{"count": total, "results": list, "facets": object{}}})
		case "/api/3/action/package_show":
			var n int
			if fmt.Sscanf(query.Get("id"), "recycling-%d", &n); n > 0 {
				writeJSON(w, object{"success": true, "result": one(n)})
				return
			}
			w.WriteHeader(http.StatusNotFound)
			writeJSON(w, object{"success": false, "error": object{"__type": "Not Found Error", "message": "Not found"}})
		case "/api/3/action/datastore_search":
			offset := min(intOf(r, "offset", 0), len(records))
			// The cap is lower than what was asked for, and said in the answer.
			page := records[offset:min(offset+2, len(records))]
			writeJSON(w, object{"success": true, "result": object{"total": 3, "limit": 2, "records": page,
				"fields": []object{{"id": "_id", "type": "int"}, {"id": "Ward", "type": "text"}, {"id": "Tonnes", "type": "numeric"}}, "_links": object{"next": "/api/3/action/datastore_search?offset=0"}}})
		default:
			http.NotFound(w, r)
		}
	}
}

// recorded answers every path that is a key with a file of testdata.
func recorded(t *testing.T, files map[string]string) string {
	t.Helper()
	return serve(t, func(string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			name, ok := files[r.URL.Path]
			if !ok {
				http.NotFound(w, r)
				return
			}
			body, err := os.ReadFile("testdata/" + name)
			if err != nil {
				t.Error(err)
			}
			w.Write(body)
		}
	})
}

func TestCKANRecorded(t *testing.T) {
	t.Parallel()
	address := recorded(t, map[string]string{
		"/api/3/action/package_search": "ckan-package-search-response.json", "/api/3/action/package_show": "ckan-package-show-response.json",
		"/api/3/action/datastore_search": "ckan-datastore-search-response.json",
	})
	c := open(t, CKAN, address)
	page, err := c.Search(t.Context(), "", 1)
	if err != nil || page.Total != 5 || len(page.Found) != 5 || page.More {
		t.Fatalf("Search() = %d of %d, more %v, %v; want 5 of 5", len(page.Found), page.Total, page.More, err)
	}
	got, err := c.Dataset(t.Context(), "co2emis")
	if err != nil {
		t.Fatal(err)
	}
	want := Found{
		ID: "51906c35-5f1b-42c6-834d-47566424cc57", Title: "CO2 Emission", Publisher: "Test Organization", Landing: address + "/dataset/co2emis",
		Description: "This dataset provides an updated near up-to-date history for the CO2 emission from electricity consumed in Denmark measured in g/kWh.",
		Licence:     Licence{Said: "eds-license"}, Modified: time.Date(2019, 4, 30, 17, 17, 43, 180581000, time.UTC),
		Resources: []Resource{{ID: "6ed8a2fb-f432-43ce-bae7-17684cf8a6bf", Name: "CO2 Emission Data", Format: "CSV", Address: "http://127.0.0.1:5000/datastore/dump/6ed8a2fb-f432-43ce-bae7-17684cf8a6bf",
			Rows: -1, Modified: time.Date(2019, 4, 30, 17, 17, 43, 31828000, time.UTC), Version: "2019-04-30T17:17:43.180581", Table: true}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Dataset() (-want +got):\n%s", diff)
	}
	// The recorded page says 11,507 rows, has five and comes again and again.
	_, err = c.Read(t.Context(), got, got.Resources[0])
	wantProblem(t, "Read() of a page that repeats", err, fetch.ErrUnavailable)
	if err != nil && !strings.Contains(err.Error(), "sends the same rows again and again") {
		t.Errorf("Read() = %v, want that the rows repeat", err)
	}
}

// TestCKANAnswersWithoutVersion: data.gov.uk has its API at /api/action.
func TestCKANAnswersWithoutVersion(t *testing.T) {
	t.Parallel()
	address := recorded(t, map[string]string{"/api/action/package_search": "ckan-package-search-response.json", "/api/action/package_show": "ckan-package-show-response.json"})
	c := open(t, CKAN, address)
	if page, err := c.Search(t.Context(), "", 1); err != nil || len(page.Found) != 5 {
		t.Errorf("Search() = %d datasets, %v; want 5", len(page.Found), err)
	}
	if got, err := c.Dataset(t.Context(), "co2emis"); err != nil || got.Title != "CO2 Emission" {
		t.Errorf("Dataset() = %q, %v; want CO2 Emission", got.Title, err)
	}
}

// TestCKANGotchas: one answer each of what CKAN portals really do.
func TestCKANGotchas(t *testing.T) {
	t.Parallel()
	t.Run("not found with status 200", func(t *testing.T) {
		t.Parallel()
		c := open(t, CKAN, serve(t, func(string) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				writeJSON(w, object{"success": false, "error": object{"__type": "Not Found Error", "message": "Not found"}})
			}
		}))
		_, err := c.Dataset(t.Context(), "gone")
		wantProblem(t, "Dataset()", err, fetch.ErrUnavailable)
		if err != nil && !strings.HasPrefix(err.Error(), "The portal does not have this any more.") {
			t.Errorf("Dataset() = %v", err)
		}
	})
	t.Run("a landing page for a file", func(t *testing.T) {
		t.Parallel()
		address := serve(t, func(string) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<!DOCTYPE html><title>Data</title>") }
		})
		_, err := open(t, CKAN, address).Read(t.Context(), Found{}, Resource{Format: "CSV", Address: address + "/page", Rows: -1})
		wantProblem(t, "Read()", err, fetch.ErrWebPage)
	})
	t.Run("a dead file whose rows are kept", func(t *testing.T) {
		t.Parallel()
		address := serve(t, func(b string) http.HandlerFunc { return ckanFake(b, 3) })
		file, err := open(t, CKAN, address).Read(t.Context(), Found{}, Resource{ID: "rows", Name: "Tonnes", Format: "CSV", Address: address + "/dead.csv", Table: true, Rows: -1})
		if err != nil || string(file.Body) != rowsOf(3) || file.Name != "Tonnes.csv" {
			t.Errorf("Read() = %q as %q, %v; want the rows of the datastore", file.Body, file.Name, err)
		}
	})
	t.Run("an estimated total", func(t *testing.T) {
		t.Parallel()
		var pages atomic.Int64
		address := serve(t, func(string) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				records := []object{{"_id": pages.Add(1), "A": pages.Load()}}
				if pages.Load() > 3 {
					records = nil
				}
				writeJSON(w, object{"success": true, "result": object{"total": 1, "total_was_estimated": true, "fields": []object{{"id": "_id"}, {"id": "A"}}, "records": records}})
			}
		})
		file, err := open(t, CKAN, address).Read(t.Context(), Found{}, Resource{ID: "rows", Table: true})
		if err != nil || string(file.Body) != "A\n1\n2\n3\n" || file.Rows != -1 {
			t.Errorf("Read() = %q with %d rows, %v; want all three pages", file.Body, file.Rows, err)
		}
	})
	t.Run("a new upload has another id", func(t *testing.T) {
		t.Parallel()
		f := Found{Resources: []Resource{{ID: "new", Name: "Tonnes"}, {ID: "other", Name: "Bins"}}}
		if r, ok := f.Resource("old", "Tonnes"); !ok || r.ID != "new" {
			t.Errorf("Resource(old, Tonnes) = %+v, %v; want the new upload", r, ok)
		}
		if r, ok := f.Resource("old", ""); ok {
			t.Errorf("Resource(old) = %+v, want none", r)
		}
	})
}
