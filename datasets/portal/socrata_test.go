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
	fakes = append(fakes, fake{kind: Socrata, handler: socrataFake, want: rowsOf(3), counted: true})
}

// socrataFake gives at most two rows a page, and rows in another order without
// $order=:id.
func socrataFake(base string, rows int) http.HandlerFunc {
	id := func(n int) string { return fmt.Sprintf("abcd-%04d", n) }
	one := func(n int) object {
		return object{"resource": object{"id": id(n), "name": fmt.Sprintf("Recycling %d", n), "description": "Household waste", "attribution": "Bath & North East Somerset Council", "updatedAt": "2026-05-01T10:11:12.000Z", "type": "dataset"},
			"metadata": object{"domain": "127.0.0.1", "license": "Open Government Licence v3.0"}, "permalink": base + "/d/" + id(n)}
	}
	return func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		var n int
		fmt.Sscanf(strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/resource/"), "/api/views/"), "abcd-%04d", &n)
		switch {
		case r.URL.Path == "/api/catalog/v1" && q.Get("domains") == "127.0.0.1":
			list, total := sliceOf(q.Get("q"), intOf(r, "offset", 0), intOf(r, "limit", 10), one)
			writeJSON(w, object{"results": list, "resultSetSize": total})
		case n < 1 || n > datasetsOfFake:
			http.NotFound(w, r)
		case strings.HasPrefix(r.URL.Path, "/api/views/"):
			writeJSON(w, object{"id": id(n), "name": fmt.Sprintf("Recycling %d", n), "attribution": "Bath & North East Somerset Council", "rowsUpdatedAt": 1777630272, "licenseId": "OGL-UK-3.0", "license": object{"name": "Open Government Licence v3.0", "termsLink": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"}})
		case strings.HasSuffix(r.URL.Path, ".json") && q.Get("$select") == "count(*) as n":
			writeJSON(w, []object{{"n": "3"}})
		default:
			lines := strings.SplitAfter(strings.TrimSuffix(rowsOf(rows), "\n"), "\n")
			head, lines := lines[0], lines[1:]
			if q.Get("$order") != ":id" {
				lines[0], lines[1] = lines[1], lines[0]
			}
			from := min(intOf(r, "$offset", 0), len(lines))
			io.WriteString(w, head+strings.Join(lines[from:min(from+2, len(lines))], ""))
		}
	}
}

func TestSocrataGotchas(t *testing.T) {
	t.Parallel()
	// A portal that gives the same page whatever the offset.
	address := serve(t, func(string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, ".json") {
				writeJSON(w, []object{{"n": "300"}})
				return
			}
			io.WriteString(w, rowsOf(3))
		}
	})
	_, err := open(t, Socrata, address).Read(t.Context(), Found{}, Resource{Address: address + "/resource/abcd-0001.csv"})
	wantProblem(t, "Read() of a page that repeats", err, fetch.ErrUnavailable)
	if err != nil && !strings.Contains(err.Error(), "again and again") {
		t.Errorf("Read() = %v", err)
	}
}
