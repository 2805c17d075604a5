package portal

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
)

// TestAt: the address of a page about a dataset leads to the dataset.
func TestAt(t *testing.T) {
	t.Parallel()
	page := func(h http.HandlerFunc) http.HandlerFunc { // people see a page where programs see an answer
		return func(w http.ResponseWriter, r *http.Request) {
			for _, start := range []string{"/dataset/", "/explore/", "/Environment/", "/datasets/"} {
				if strings.HasPrefix(r.URL.Path, start) {
					io.WriteString(w, "<!DOCTYPE html><title>Page</title>")
					return
				}
			}
			h(w, r)
		}
	}
	for _, test := range []struct {
		name string
		fake func(string, int) http.HandlerFunc
		path string
		kind Kind
		want int
	}{
		{"a page of CKAN", ckanFake, "/dataset/recycling-1", CKAN, 1},
		{"a resource of CKAN", ckanFake, "/dataset/recycling-2/resource/rows-recycling-2#top", CKAN, 1},
		{"a page of Opendatasoft", odsFake, "/explore/dataset/recycling-1/table/?sort=x", Opendatasoft, 1},
		{"a page of Socrata", socrataFake, "/Environment/Recycling/abcd-0001/about_data", Socrata, 1},
		{"a page of a Hub", hubFake, "/datasets/" + fmt.Sprintf("%032x_%d", 1, 1) + "/explore", ArcGISHub, 1},
		{"a service", layersFake, layersPath, FeatureServer, datasetsOfFake},
		{"a layer", layersFake, layersPath + "/2/query?f=html", FeatureServer, 1},
		{"a catalogue", feedFake(dcatUS), "/data.json", WebPage, datasetsOfFake},
		{"a page with datasets", feedFake(landingPage), "/open-data", WebPage, datasetsOfFake},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			address := serve(t, func(b string) http.HandlerFunc { return page(test.fake(b, 3)) })
			desk := testDesk(t, address, nil)
			site, found, err := desk.At(t.Context(), address+test.path)
			if err != nil || site.Kind != test.kind || len(found) != test.want {
				t.Fatalf("At(%q) = %q with %d datasets, %v; want %q with %d", test.path, site.Kind, len(found), err, test.kind, test.want)
			}
			c, err := desk.Open(site)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range found[0].Resources {
				if !r.Readable() {
					continue
				}
				if file, err := c.Read(t.Context(), found[0], r); err != nil || strings.Count(string(file.Body), "\n") != 4 {
					t.Errorf("Read() = %q, %v; want the table", file.Body, err)
				}
				break
			}
		})
	}
	address := serve(t, func(string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<!DOCTYPE html><p>Welcome</p>") }
	})
	for _, path := range []string{"/dataset/welcome", "/", "/explore/dataset/x", "/a/abcd-1234", layersPath} {
		_, found, err := testDesk(t, address, nil).At(t.Context(), address+path)
		wantProblem(t, fmt.Sprintf("At(%q)", path), err, nil)
		if len(found) > 0 {
			t.Errorf("At(%q) = %+v", path, found)
		}
	}
	for _, bad := range []string{"", "x", "ftp://x.example/dataset/a", "http://", "http://[::1/"} {
		_, _, err := testDesk(t, address, nil).At(t.Context(), bad)
		wantProblem(t, fmt.Sprintf("At(%q)", bad), err, nil)
	}
}

func TestIsCatalogue(t *testing.T) {
	t.Parallel()
	highland, err := os.ReadFile("testdata/highland-arcgis-hub-dcat-ap.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		body string
		want bool
	}{
		{"a catalogue of a Hub", string(highland), true},
		{"data.json", `{"dataset":[{"title":"A","distribution":[{"downloadURL":"https://x.example/a.csv"}]}]}`, true},
		{"a table whose column is called distribution", `{"data":[{"distribution":"north","n":1}]}`, false},
		{"a dataset without files", `{"dataset":[{"title":"distribution"}]}`, false},
		{"a table", `[{"Ward":"Abbey"}]`, false},
		{"CSV", "distribution,n\nnorth,1\n", false},
		{"half", `{"dataset":[{"distribution":[`, false},
		{"nothing", "", false},
	} {
		if got := IsCatalogue([]byte(test.body)); got != test.want {
			t.Errorf("IsCatalogue(%s) = %v, want %v", test.name, got, test.want)
		}
	}
}
