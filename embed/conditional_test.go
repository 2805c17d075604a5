package embed

import (
	"net/http"
	"testing"
)

// TestEveryRouteKnowsItsTag asks each route again with the tag it gave: alone,
// as a weak one, in a list, and by HEAD. What
// answers 200 has a tag, and says then that nothing changed and nothing else.
func TestEveryRouteKnowsItsTag(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	tagged := 0
	for _, r := range routes {
		address := example(r.path, f)
		first := p.get(address)
		tag := first.Header.Get("Etag")
		if first.StatusCode != http.StatusOK {
			continue
		}
		tagged++
		if tag == "" {
			t.Errorf("%s has no tag", r.path)
			continue
		}
		for _, sent := range []string{tag, "W/" + tag, `"other", ` + tag, `W/"other" ,W/` + tag + `, "more"`, tag + ", *"} {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				got := p.do(method, address, "If-None-Match", sent)
				if got.StatusCode != http.StatusNotModified || got.body != "" || got.Header.Get("Etag") != tag || got.Header.Get("Cache-Control") != first.Header.Get("Cache-Control") {
					t.Errorf("%s %s with %s: %d, %d bytes, tag %s, %s", method, r.path, sent, got.StatusCode, len(got.body), got.Header.Get("Etag"), got.Header.Get("Cache-Control"))
				}
			}
		}
	}
	if tagged < 20 {
		t.Errorf("only %d routes answered", tagged)
	}
}
