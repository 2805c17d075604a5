package studio_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAPastedTableKeepsItsCells sends what the clipboard of a browser has beside
// the plain text: exact values, merged cells, no hidden column.
func TestAPastedTableKeepsItsCells(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	clipboard, err := os.ReadFile("../../datasets/htmltable/testdata/excel.html")
	o.must(err)
	got := editor.start(map[string]string{"data": "what a text box shows of it", "html": string(clipboard), "from": "ours"}, file{})
	if got.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", got.status, got.text("#data-error"))
	}
	page := editor.get(got.location)
	for _, want := range []string{"pasted from Excel. Left out, and not kept: 1 hidden column and 2 hidden rows.", "Marks of notes were taken off 1 cell: 1.", "67,412.38", "46.712%", "−58,021"} {
		if !strings.Contains(page.text("main"), want) {
			t.Errorf("Understand does not say %q:\n%s", want, page.text("main"))
		}
	}
	if strings.Contains(page.text("main"), "Person") {
		t.Error("a hidden column is shown")
	}
}

// TestAPasteWithoutATableIsText reads the box where the clipboard held no table.
func TestAPasteWithoutATableIsText(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	for _, html := range []string{"", "<p>Ward</p>", "<table></table>", "<table><tr><td>one"} {
		got := editor.start(map[string]string{"data": wards, "html": html, "from": "ours"}, file{})
		if got.status != http.StatusSeeOther || !strings.Contains(editor.get(got.location).text("main"), "Plain text") {
			t.Errorf("html %q: status %d", html, got.status)
		}
	}
}

func TestExamplesGoTheSameWay(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	start := editor.get("/studio/new")
	names := []string{}
	for _, n := range start.nodes("button[name=example]") {
		names = append(names, attribute(n, "value"))
	}
	if diff := cmp.Diff([]string{"waste", "energy", "spend"}, names); diff != "" {
		t.Fatalf("examples (−want +got):\n%s", diff)
	}
	for _, name := range names {
		got := editor.post("/studio/new", map[string]string{"example": name})
		if got.status != http.StatusSeeOther {
			t.Fatalf("example %s: status %d", name, got.status)
		}
		if page := editor.get(got.location); page.status != http.StatusOK || strings.Contains(page.text("main"), "Nobody was named") {
			t.Errorf("example %s: status %d, %s", name, page.status, page.text(".fh-says"))
		}
	}
	before := o.stored()
	if got := editor.post("/studio/new", map[string]string{"example": "../waste"}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("an example that is not there: status %d", got.status)
	}
	if got := o.as("viewer").post("/studio/new", map[string]string{"example": "waste"}); got.status != http.StatusForbidden {
		t.Errorf("a viewer: status %d", got.status)
	}
	if diff := cmp.Diff(before, o.stored()); diff != "" {
		t.Errorf("something was stored (−before +after):\n%s", diff)
	}
}

// TestRowsAroundAProblem shows where a paste cannot be read, and never rows of a
// file, which may name people.
func TestRowsAroundAProblem(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	for _, test := range []struct {
		name, paste string
		file        file
		want        string
	}{
		{name: "an open quotation mark", paste: "Ward,Tonnes\nAbbey,10\n\"Bocking,12\nCastle,15\n", want: "2 Abbey,10 Here: 3 \"Bocking,12 4 Castle,15"},
		{name: "a wide row after a quoted line end", paste: "Ward,Note\nAbbey,\"two\nlines\"\nBocking,12,13\nCastle,15\n", want: "2 Abbey,\"two Here: 3 Bocking,12,13 4 Castle,15"},
		{name: "the last row", paste: "Ward,Tonnes,Year\nAbbey,10,2020\nBocking,12,2020\nCastle,15,2020\nDunmow,1,2,3,4", want: "4 Castle,15,2020 Here: 5 Dunmow,1,2,3,4"},
		{name: "a file", file: file{"wards.csv", []byte("Ward,Tonnes\nAbbey,10\n\"Bocking,12\nCastle,15\n")}},
	} {
		got := editor.start(map[string]string{"data": test.paste, "from": "ours"}, test.file)
		near := ""
		for _, row := range got.nodes("#near ~ div tr") {
			if attribute(row, "class") == "is-bad" {
				near += "Here: "
			}
			for cell := row.FirstChild; cell != nil; cell = cell.NextSibling {
				near += strings.TrimSpace(textOf(cell)) + " "
			}
		}
		near = strings.TrimSpace(near)
		if near != test.want {
			t.Errorf("%s: %q, want %q", test.name, near, test.want)
		}
	}
}
