package portal

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"figurehead/datasets/fetch"
)

func init() {
	fakes = append(fakes, fake{kind: Nomis, path: "/api/v01", handler: nomisFake, counted: true,
		want: "DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,ITEM_NAME,OBS_VALUE,OBS_STATUS_NAME\n2024,Essex,E10000012,Paper,10,Normal Value\n2024,Essex,E10000012,Glass,,Suppressed\n2024,England,E92000001,Paper,15,Normal Value\n"})
}

// nomisFake gives two rows a call, whatever the limit.
func nomisFake(base string, rows int) http.HandlerFunc {
	one := func(n int) object {
		return object{"id": fmt.Sprintf("NM_%d_1", n), "agencyid": "NOMIS", "name": object{"value": fmt.Sprintf("Recycling %d", n), "lang": "en"},
			"annotations": object{"annotation": []object{{"annotationtitle": "LastUpdated", "annotationtext": "2026-05-01 10:11:12"}, {"annotationtitle": "Keywords", "annotationtext": "Waste,Paper"}}},
			"components":  object{"dimension": []object{{"conceptref": "GEOGRAPHY"}, {"conceptref": "ITEM"}, {"conceptref": "FREQ"}}}}
	}
	return func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		switch {
		case r.URL.Path == "/api/v01/dataset/def.sdmx.json":
			list, _ := sliceOf("", 0, datasetsOfFake, one)
			writeJSON(w, object{"structure": object{"keyfamilies": object{"keyfamily": list}}})
		case strings.HasSuffix(r.URL.Path, ".data.csv") && q.Get("geography") == "E10000012,E92000001" && q.Get("select") == "date_name,geography_name,geography_code,item_name,obs_value,obs_status_name,record_count":
			all := []string{"2024,Essex,E10000012,Paper,10,Normal Value,3", "2024,Essex,E10000012,Glass,,Suppressed,3", "2024,England,E92000001,Paper,15,Normal Value,3"}[:rows]
			from := min(intOf(r, "recordoffset", 0), len(all))
			page := all[from:min(from+2, len(all))]
			fmt.Fprint(w, "\"DATE_NAME\",\"GEOGRAPHY_NAME\",\"GEOGRAPHY_CODE\",\"ITEM_NAME\",\"OBS_VALUE\",\"OBS_STATUS_NAME\",\"RECORD_COUNT\"\n", strings.Join(page, "\n"))
		default:
			http.NotFound(w, r)
		}
	}
}

func TestNomisGotchas(t *testing.T) {
	t.Parallel()
	address := serve(t, func(b string) http.HandlerFunc { return nomisFake(b, 3) })
	found, err := open(t, Nomis, address+"/api/v01").Dataset(t.Context(), "NM_7_1")
	if err != nil || len(found.Resources) != 2 || found.Resources[0].Name != "Latest, Essex and England" || found.Resources[1].Name != "All periods, Essex and England" {
		t.Errorf("Dataset() = %+v, %v", found.Resources, err)
	}
	if found.Licence.Key != "" {
		t.Errorf("licence = %q, want none: the list does not say it", found.Licence.Key)
	}
	empty := serve(t, func(string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {}
	})
	_, err = open(t, Nomis, empty).Read(t.Context(), Found{}, Resource{Name: "Latest, Essex and England", Address: empty + "/x.data.csv?a=b"})
	wantProblem(t, "Read() of nothing", err, fetch.ErrUnavailable)
	if err != nil && !strings.HasPrefix(err.Error(), "Nomis has no numbers here for Essex and England.") {
		t.Errorf("Read() = %v", err)
	}
}
