package portal

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"figurehead/datasets/fetch"
)

func init() {
	fakes = append(fakes, fake{kind: ONS, path: "/v1", handler: onsFake, want: v4, counted: false})
}

// v4 is the ONS's own layout: v4_1 has one column of data markings.
const v4 = "v4_1,Data Marking,calendar-years,Time,administrative-geography,Geography\n10,,2024,2024,E07000067,Braintree\n,x,2025,2025,E07000067,Braintree\n"

// onsFake gives ten datasets a page, whatever is asked for.
func onsFake(base string, rows int) http.HandlerFunc {
	one := func(n int) object {
		id := fmt.Sprintf("recycling-%d", n)
		return object{"id": id, "title": fmt.Sprintf("Recycling %d", n), "description": "Household waste", "license": "Open Government Licence v3.0", "last_updated": "2026-05-01T10:11:12.123Z", "next_release": "To be announced", "release_frequency": "Annual",
			"links": object{"latest_version": object{"href": base + "/v1/datasets/" + id + "/editions/time-series/versions/4", "id": "4"}}}
	}
	return func(w http.ResponseWriter, r *http.Request) {
		parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/v1/datasets"), "/")
		var n int
		if len(parts) > 1 {
			fmt.Sscanf(parts[1], "recycling-%d", &n)
		}
		switch {
		case r.URL.Path == "/v1/datasets":
			list, total := sliceOf("", intOf(r, "offset", 0), 10, one)
			writeJSON(w, object{"count": len(list), "items": list, "limit": 10, "offset": intOf(r, "offset", 0), "total_count": total})
		case r.URL.Path == "/downloads/recycling.csv":
			io.WriteString(w, v4)
		case n > 0 && len(parts) == 2:
			writeJSON(w, one(n))
		case n > 0:
			writeJSON(w, object{"release_date": "2026-05-01T00:00:00.000Z", "downloads": object{"csv": object{"href": base + "/downloads/recycling.csv", "size": "120"}, "xls": object{"href": base + "/downloads/recycling.xls"}}})
		default:
			http.NotFound(w, r)
		}
	}
}

func TestONSGotchas(t *testing.T) {
	t.Parallel()
	address := serve(t, func(string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/versions/") {
				writeJSON(w, object{"downloads": object{"xls": object{"href": "x"}}})
				return
			}
			// A list that never gets to its end.
			writeJSON(w, object{"items": []object{{"id": "same", "title": "Same"}}, "total_count": 1000})
		}
	})
	c := open(t, ONS, address)
	if page, err := c.Search(t.Context(), "", 1); err != nil || len(page.Found) != 1 {
		t.Errorf("Search() of a list that repeats = %d datasets, %v; want 1", len(page.Found), err)
	}
	_, err := c.Read(t.Context(), Found{}, Resource{Address: address + "/versions/1"})
	wantProblem(t, "Read() of a version without a CSV", err, fetch.ErrUnavailable)
}
