package api_test

import (
	"strings"
	"testing"

	"figurehead/server/api"
)

// TestEditNumbers: a cell is edited with its reason, and taken back.
func TestEditNumbers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const as = "editor"
	at := api.Prefix + "/figures/" + w.figureOf(as, w.confirmed(as))
	numbers := w.want(200, request{method: "GET", path: at + "/numbers?limit=1", as: as})
	var shown struct {
		Columns []string
		Total   int
		Rows    [][]struct{ Value string }
	}
	numbers.into(&shown)
	if len(shown.Rows) != 1 || shown.Total < 1 {
		t.Fatalf("numbers: %s", numbers.body)
	}
	column := shown.Columns[len(shown.Columns)-1]
	w.want(403, request{method: "GET", path: at + "/numbers", as: "publisher elsewhere"})
	w.want(422, request{method: "GET", path: at + "/numbers?from=x", as: as})
	edit := request{method: "POST", path: at + "/edits", as: "viewer", body: map[string]any{"version": 1, "row": 0, "column": column, "value": "48.5", "why": "The source was wrong."}}
	w.want(403, edit)
	edit.as = "publisher elsewhere"
	w.want(403, edit)
	edit.as = as
	w.refused(request{method: "POST", path: at + "/edits", as: as}, map[string]string{
		`{"version":1,"column":"` + column + `","value":"1","why":"So."}`: "/row", `{"version":1,"row":0,"column":"` + column + `","why":"So."}`: "/value", `{"version":1,"row":0,"column":"` + column + `","value":"1"}`: "/why",
	})
	w.want(422, request{method: "POST", path: at + "/edits", as: as, body: `{"version":1,"row":0,"column":"nobody","value":"1","why":"So."}`})
	w.want(422, request{method: "POST", path: at + "/edits", as: as, body: `{"version":1,"row":900,"column":"` + column + `","value":"1","why":"So."}`})
	made := w.want(201, edit)
	if !strings.Contains(made.body, `"to":{"value":"48.5"}`) || made.text("version") != "2" {
		t.Errorf("edited: %s", made.body)
	}
	w.want(409, edit)
	if got := w.want(200, request{method: "GET", path: at + "/numbers", as: as}); !strings.Contains(got.body, "48.5") {
		t.Errorf("numbers: %s", got.body)
	}
	w.want(422, request{method: "POST", path: at + "/edits/0/keep", as: as, body: `{"version":2}`}) // it is in no conflict
	drop := request{method: "DELETE", path: at + "/edits/0", as: as}
	w.want(428, drop)
	drop.header = map[string]string{"If-Match": w.want(200, request{method: "GET", path: at + "/edits", as: as}).header.Get("ETag")}
	if left := w.want(200, drop); !strings.Contains(left.body, `"items":[]`) {
		t.Errorf("dropped: %s", left.body)
	}
	w.want(404, drop)
}
