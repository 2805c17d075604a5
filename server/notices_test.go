package server

import (
	"strings"
	"testing"

	"figurehead/server/notify"
)

// TestNoticesLeadSomewhere: every notice leads to a page that the studio has.
func TestNoticesLeadSomewhere(t *testing.T) {
	t.Parallel()
	served := map[string]bool{}
	for _, route := range routeNames(newWorld(t, nil).app) {
		words := strings.Split(route.path, "/")
		for i, word := range words {
			if strings.HasPrefix(word, ":") {
				words[i] = "{id}"
			}
		}
		served[route.method+" "+strings.Join(words, "/")] = true
	}
	for action, link := range notify.Links() {
		path, _, _ := strings.Cut(link, "#")
		path, _, _ = strings.Cut(path, "?")
		if !served["GET "+path] {
			t.Errorf("a notice of %s leads to %s, which nothing serves", action, link)
		}
	}
}
