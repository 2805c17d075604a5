package studio_test

import (
	"strings"
	"testing"
)

// Every form of file goes from Start to Understand, and its other tables can
// be read there.
func TestFilesOfOtherForms(t *testing.T) {
	t.Parallel()
	p := newOffice(t, nil).as("editor")
	for _, test := range []struct{ name, file, raw, says string }{
		{"JSON", "wards.json", `{"wards":[{"ward":"North","n":1},{"ward":"South","n":2}],"by":[{"who":"x"}]}`, "All 2 records of “wards” were read"},
		{"a record a line", "wards.ndjson", "{\"ward\":\"North\",\"n\":1}\n{\"ward\":\"South\",\"n\":2}\n", "one record a line"},
	} {
		got := p.start(map[string]string{"from": "ours"}, file{test.file, []byte(test.raw)})
		if got.status != 303 {
			t.Errorf("%s: Start answers %d: %s", test.name, got.status, got.text(".govuk-error-message"))
			continue
		}
		if page := p.get(got.location); !strings.Contains(page.text("main"), test.says) {
			t.Errorf("%s: Understand says %q, want %q", test.name, page.text("main"), test.says)
		}
	}
}

func TestAnotherListOfAFile(t *testing.T) {
	t.Parallel()
	p := newOffice(t, nil).as("editor")
	got := p.start(map[string]string{"from": "ours"}, file{"a.json", []byte(`{"wards":[{"ward":"North","n":1},{"ward":"South","n":2}],"by":[{"who":"x"}]}`)})
	if part := p.get(got.location).typed("part"); part != "/wards/*" {
		t.Fatalf("the list read is %q, want /wards/*", part)
	}
	got = p.post(got.location, map[string]string{"part": "/by/*"})
	if got.status != 303 {
		t.Fatalf("another list: %d: %s", got.status, got.text("main"))
	}
	if page := p.get(got.location); page.typed("part") != "/by/*" || !strings.Contains(page.text("main"), "who") {
		t.Errorf("the list read is %q: %s", page.typed("part"), page.text("main"))
	}
}
