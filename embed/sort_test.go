package embed

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A reader sorts the table by the links of its headings; the figure and its
// address stay the same.
func TestShareTableIsSorted(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	page := "/w/" + f.widget.PublicID
	plain := p.get(page)
	kept := p.face.bodies.EstimatedSize()
	names := column(f.live.Table, 0)
	sorted := slices.Clone(names)
	slices.Sort(sorted)
	ascending := texts(t, document(t, p.get(page+"?sort=1").body), "tbody th")
	if diff := cmp.Diff(sorted, ascending); diff != "" {
		t.Errorf("?sort=1 (−want +got):\n%s", diff)
	}
	root := document(t, p.get(page+"?sort=1&order=descending").body)
	slices.Reverse(sorted)
	if diff := cmp.Diff(sorted, texts(t, root, "tbody th")); diff != "" {
		t.Errorf("?sort=1&order=descending (−want +got):\n%s", diff)
	}
	for _, want := range []struct{ selector, attribute, value string }{
		{"thead th", "aria-sort", "descending"},
		{"thead a", "href", page + "?sort=1&order=ascending#table"},
		{"link[rel=canonical]", "href", publicURL + page},
		{"details#table", "open", ""},
	} {
		if got := attributes(t, root, want.selector, want.attribute); len(got) == 0 || got[0] != want.value {
			t.Errorf("%s[%s] = %q, want %q", want.selector, want.attribute, got, want.value)
		}
	}
	if now := p.face.bodies.EstimatedSize(); now != kept {
		t.Errorf("sorting keeps %d bodies more", now-kept)
	}
	for _, query := range []string{"?sort=0", "?sort=99", "?sort=-1", "?sort=01", "?sort=name", "?order=descending", "?sort="} {
		if got := p.get(page + query); got.body != plain.body {
			t.Errorf("%s changes the page", query)
		}
	}
	if got := p.get(page + "/e/1?sort=1"); !slices.Equal(texts(t, document(t, got.body), "tbody th"), ascending) {
		t.Error("the table of a frozen Edition is not sorted")
	}
}
