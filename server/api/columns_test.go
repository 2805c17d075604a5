package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"figurehead/server/api"
)

// TestColumnsOfAWideTable: a program says which columns of a table are read that
// has too many, in whatever order.
func TestColumnsOfAWideTable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var rows [3][]string
	for column := range 300 {
		rows[0] = append(rows[0], fmt.Sprintf("Measure %d", column+1))
		rows[1], rows[2] = append(rows[1], fmt.Sprint(column)), append(rows[2], fmt.Sprint(column*2))
	}
	rows[0][0], rows[1][0], rows[2][0] = "Area", "Abbey", "Bridge"
	body := map[string]any{"name": "wide.csv", "source": map[string]string{"publisher": "Example"},
		"text": strings.Join([]string{strings.Join(rows[0], ","), strings.Join(rows[1], ","), strings.Join(rows[2], ",")}, "\n") + "\n"}
	send := request{method: "POST", path: api.Prefix + "/datasets", as: "publisher", body: body}
	if got := w.want(422, send).body; !strings.Contains(got, `"pointer":"/columns"`) || !strings.Contains(got, "has 300 columns") || strings.Contains(got, "Delete") {
		t.Errorf("a wide table is refused with %s", got)
	}
	for pointer, columns := range map[string][]int{"/columns/1": {1, 0}, "/columns/0": {2001}} {
		body["columns"] = columns
		if got := w.want(422, send).body; !strings.Contains(got, `"pointer":"`+pointer+`"`) {
			t.Errorf("columns %v: %s", columns, got)
		}
	}
	body["columns"] = []int{300, 1, 17, 1}
	var made struct {
		Snapshot string `json:"snapshot"`
	}
	w.must(json.Unmarshal([]byte(w.want(201, send).body), &made))
	got := w.want(200, request{method: "GET", path: api.Prefix + "/snapshots/" + made.Snapshot, as: "publisher"}).body
	for _, name := range []string{"Area", "Measure 17", "Measure 300"} {
		if !strings.Contains(got, `"`+name+`"`) {
			t.Errorf("%q is not read: %s", name, got)
		}
	}
	if strings.Contains(got, "Measure 18") {
		t.Errorf("what was not chosen is read: %s", got)
	}
}
