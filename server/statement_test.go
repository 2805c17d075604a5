package server

import (
	"net/http"
	"strings"
	"testing"
)

// TestEveryPageNamesTheStatement: whatever page anybody is given, also one that
// says that nothing is there, leads to the accessibility statement. Frames lead
// to the page of their figure, which does.
func TestEveryPageNamesTheStatement(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.fill()
	public := w.publish(w.figure("Public", "Waste of all", "1042"))
	reader := w.browser()
	paths := []string{"/w/" + public.PublicID, "/nothing-here", "/w/unknown", "/c/unknown", "/studio/nothing-here", "/w/" + public.PublicID + "/report"}
	for _, route := range routeNames(w.app) {
		if route.method == http.MethodGet {
			paths = append(paths, w.sample(route.path))
		}
	}
	pages := 0
	for _, path := range paths {
		got := reader.get(path)
		if got.status == http.StatusSeeOther || !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") || strings.HasPrefix(path, "/embed/") {
			continue
		}
		pages++
		if to := got.attribute(`footer a[href^="/accessibility"]`, "href"); to == "" {
			t.Errorf("%s (%d) does not lead to the statement", path, got.status)
		}
	}
	if pages < 12 {
		t.Errorf("only %d pages were looked at", pages)
	}
}
