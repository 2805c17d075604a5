package portal

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func init() {
	fakes = append(fakes, fake{kind: Opendatasoft, handler: odsFake, want: rowsOf(3), counted: true})
}

// odsFake has the defaults of the documentation: ten datasets a page, exports
// with semicolons and a byte order mark unless asked otherwise.
func odsFake(base string, rows int) http.HandlerFunc {
	one := func(n int) object {
		return object{"dataset_id": fmt.Sprintf("recycling-%d", n), "has_records": true, "metas": object{"default": object{
			"title": fmt.Sprintf("Recycling %d", n), "description": "<p>Household waste</p>", "license": "Open Government Licence v3.0", "license_url": nil, "modified": "2026-05-01T10:11:12+00:00",
			"publisher": "Leicester City Council", "records_count": 3, "attributions": []string{"Contains OS data © Crown copyright 2026"}}}}
	}
	return func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		id, export := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, odsCatalogue+"/"), "/exports/csv")
		var n int
		fmt.Sscanf(id, "recycling-%d", &n)
		switch {
		case r.URL.Path == odsCatalogue:
			list, total := sliceOf(q.Get("where"), intOf(r, "offset", 0), min(intOf(r, "limit", 10), 100), one)
			writeJSON(w, object{"total_count": total, "results": list})
		case export && n > 0:
			table := rowsOf(rows)
			if q.Get("delimiter") != "," {
				table = strings.ReplaceAll(table, ",", ";")
			}
			if q.Get("with_bom") != "false" {
				table = "\xEF\xBB\xBF" + table
			}
			if q.Get("use_labels") != "true" {
				table = strings.ToLower(table)
			}
			io.WriteString(w, table)
		case n > 0:
			writeJSON(w, one(n))
		default:
			w.WriteHeader(http.StatusNotFound)
			writeJSON(w, object{"message": "Dataset does not exist", "error_code": "UnknownDataset"})
		}
	}
}

func TestOpendatasoftGotchas(t *testing.T) {
	t.Parallel()
	address := serve(t, func(b string) http.HandlerFunc { return odsFake(b, 3) })
	found, err := open(t, Opendatasoft, address).Dataset(t.Context(), "recycling-1")
	if err != nil {
		t.Fatal(err)
	}
	if want := "Contains OS data © Crown copyright 2026"; found.Licence.Statement != want || found.Licence.Key != "OGL-UK-3.0" {
		t.Errorf("licence = %+v, want the statement %q", found.Licence, want)
	}
	u, err := url.Parse(found.Resources[0].Address)
	if err != nil || u.Query().Get("timezone") != "Europe/London" || u.Query().Get("lang") != "en" {
		t.Errorf("export = %q, want London time and English", found.Resources[0].Address)
	}
	for words, want := range map[string]string{"": "", "recycling": `"recycling"`, ` two  words `: `"two" and "words"`, `a" or 1=1 or "b`: `"a" and "or" and "1=1" and "or" and "b"`, `\`: ""} {
		if got := odsWords(words); got != want {
			t.Errorf("odsWords(%q) = %q, want %q", words, got, want)
		}
	}
}
