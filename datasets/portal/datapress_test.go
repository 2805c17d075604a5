package portal

import (
	"fmt"
	"io"
	"net/http"
	"testing"
)

func init() {
	fakes = append(fakes, fake{kind: DataPress, handler: dataPressFake, want: rowsOf(3)})
}

func dataPressFake(base string, rows int) http.HandlerFunc {
	one := func(n int) object {
		resource := object{"title": "Tonnes", "format": "csv", "url": base + "/waste.csv", "check_size": 90, "check_hash": "5f4d"}
		d := object{"id": fmt.Sprintf("recycling-%d", n), "webpage": fmt.Sprintf("%s/dataset/recycling-%d", base, n), "title": fmt.Sprintf("Recycling %d", n), "description": "<p>Household waste</p>",
			"licence": object{"url": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "title": "UK Open Government Licence"}, "tags": []string{"waste"}, "topics": []string{"environment"}, "links": []object{},
			"resources": []object{resource, {"title": "Report", "format": "pdf", "url": base + "/report.pdf"}}}
		if n%2 == 0 { // an object by id, as some sites have it
			d["resources"] = object{"zz": resource, "aa": object{"title": "Report", "format": "pdf", "url": base + "/report.pdf"}}
		}
		return d
	}
	return func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/datasets/export.json":
			list, _ := sliceOf("", 0, datasetsOfFake, one)
			writeJSON(w, list)
		case "/waste.csv":
			io.WriteString(w, rowsOf(rows))
		default:
			http.NotFound(w, r)
		}
	}
}

// TestDataPressOfOlderSites: the export that has the shape of CKAN, as a list
// in a list.
func TestDataPressOfOlderSites(t *testing.T) {
	t.Parallel()
	address := serve(t, func(base string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/api/action/current_package_list_with_resources" {
				http.NotFound(w, r)
				return
			}
			writeJSON(w, object{"success": true, "result": [][]object{{{"id": "1", "name": "waste", "title": "Waste", "license_id": "uk-ogl", "resources": []object{{"id": "a", "format": "csv", "url": base + "/waste.csv"}}}}}})
		}
	})
	page, err := open(t, DataPress, address).Search(t.Context(), "waste", 1)
	if err != nil || len(page.Found) != 1 || page.Found[0].Licence.Key != "OGL-UK-3.0" || !page.Found[0].Resources[0].Readable() {
		t.Errorf("Search() = %+v, %v; want one dataset with a CSV", page.Found, err)
	}
}
