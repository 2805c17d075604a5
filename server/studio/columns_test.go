package studio_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wideTable is a table of four wards and 299 measures, as a spreadsheet puts it
// on the clipboard.
func wideTable() string {
	var out strings.Builder
	out.WriteString("Ward")
	for i := 1; i < 300; i++ {
		fmt.Fprintf(&out, "\tMeasure %d", i)
	}
	for row, ward := range []string{"Abbey", "Bridge", "Castle", "Dock"} {
		out.WriteString("\n" + ward)
		for i := 1; i < 300; i++ {
			fmt.Fprintf(&out, "\t%d", i*10+row)
		}
	}
	return out.String() + "\n"
}

// TestColumnsOfAWideTable chooses columns by number, by words and by ticks, and
// reads them: nothing is stored before, and nothing of the others ever.
func TestColumnsOfAWideTable(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	sent := editor.start(map[string]string{"from": "ours", "data": wideTable()}, file{})
	if sent.status != http.StatusSeeOther || !strings.HasSuffix(sent.location, "/columns") {
		t.Fatalf("a table of 300 columns: status %d, location %q, %s", sent.status, sent.location, sent.text("#data-error"))
	}
	at := sent.location
	page := editor.get(at)
	if got := page.text("h1"); got != "This table has 300 columns. Choose up to 200" || len(page.nodes("input[name=column]")) != 300 || len(o.stored().Blobs) != 0 {
		t.Errorf("h1 %q, %d columns, %d blobs stored; want all columns and nothing stored", got, len(page.nodes("input[name=column]")), len(o.stored().Blobs))
	}
	for name, c := range map[string]struct {
		fields map[string]string
		error  string
	}{
		"none":         {map[string]string{"do": "read"}, "Choose at least one column"},
		"too many":     {map[string]string{"do": "read", "add": "1-201"}, "201 columns are chosen. Choose up to 200"},
		"no number":    {map[string]string{"do": "show", "add": "first"}, "Columns by number must be numbers from 1 to 300, such as 1-10, 25"},
		"beyond":       {map[string]string{"do": "read", "add": "1, 301"}, "Columns by number must be numbers from 1 to 300, such as 1-10, 25"},
		"backwards":    {map[string]string{"do": "read", "add": "9-3"}, "Columns by number must be numbers from 1 to 300, such as 1-10, 25"},
		"a huge range": {map[string]string{"do": "read", "add": "1-99999999999999999999"}, "Columns by number must be numbers from 1 to 300, such as 1-10, 25"},
	} {
		got := editor.post(at, c.fields)
		if n := len(got.nodes("input[name=column][checked]")); n != 0 {
			t.Errorf("%s: %d columns are ticked that cannot be taken back by typing others", name, n)
		}
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text("#add-error"), c.error) || got.attribute("#add", "value") != c.fields["add"] {
			t.Errorf("%s: status %d, %q with %q kept", name, got.status, got.text("#add-error"), got.attribute("#add", "value"))
		}
	}

	shown := editor.post(at, map[string]string{"add": "1, 8 to 9, 300", "find": "measure 25", "do": "show"})
	if want := at + "?" + (url.Values{"find": {"measure 25"}, "columns": {"1,8-9,300"}}).Encode(); shown.location != want {
		t.Fatalf("showing others leads to %q, want %q", shown.location, want)
	}
	page = editor.get(shown.location)
	if n, kept := len(page.nodes("input[name=column]")), page.attribute("input[name=kept]", "value"); n != 14 || kept != "1,8-9,300" || !strings.Contains(page.text("legend"), "4 chosen, 14 of 300 shown") {
		t.Errorf("%d columns with “measure 25”, %q kept, %q", n, kept, page.text("legend"))
	}
	read := editor.post(at, map[string]string{"kept": "1,8-9,300", "column": "251", "find": "measure 25", "do": "read"})
	if read.status != http.StatusSeeOther || !strings.HasSuffix(read.location, "/read") {
		t.Fatalf("reading them: status %d, %q, %s", read.status, read.location, read.text("main"))
	}
	var heads []string
	page = editor.get(read.location)
	for _, n := range page.nodes("thead th") {
		heads = append(heads, textOf(n))
	}
	joined := strings.Join(heads, " ")
	for _, want := range []string{"Ward", "Measure 7", "Measure 8", "Measure 250", "Measure 299"} {
		if !strings.Contains(joined, want) {
			t.Errorf("Understand has columns %q, without %s", heads, want)
		}
	}
	for _, raw := range o.stored().Blobs {
		if strings.Contains(string(raw), "Measure 9") {
			t.Error("a column that was not chosen is stored")
		}
	}
	if again := editor.get(at); again.status != http.StatusGone {
		t.Errorf("the question after its answer: status %d, want 410", again.status)
	}
}

// TestColumnsOfAWideTableAreAnothersQuestion refuses whoever did not send the file.
func TestColumnsOfAWideTableAreAnothersQuestion(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	at := o.as("editor").start(map[string]string{"from": "ours", "data": wideTable()}, file{}).location
	got := map[string]int{}
	for _, name := range []string{"publisher", "viewer"} {
		got[name] = o.as(name).get(at).status
		got[name+" posts"] = o.as(name).post(at, map[string]string{"do": "read", "add": "1"}).status
	}
	want := map[string]int{"publisher": 410, "publisher posts": 410, "viewer": 403, "viewer posts": 403}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
}
