package server

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"figurehead/server/api"
)

// TestEveryRouteIsDocumented: each registered path has a heading in one of the
// two pages, and studio.md has no heading for what is not there.
func TestEveryRouteIsDocumented(t *testing.T) {
	t.Parallel()
	headings := regexp.MustCompile("(?m)^## `([^`]+)`$")
	documented := map[string][]string{}
	for _, file := range []string{"addresses.md", "studio.md"} {
		body, err := os.ReadFile("../docs/reference/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range headings.FindAllStringSubmatch(string(body), -1) {
			documented[file] = append(documented[file], found[1])
		}
	}
	parameter := regexp.MustCompile(`:([a-z]+)`)
	var registered []string
	for _, route := range routeNames(newWorld(t, nil).app) {
		if api.Serves(route.path) { // its own document names these: see server/api
			continue
		}
		path := parameter.ReplaceAllString(route.path, "{$1}")
		registered = append(registered, path)
		if !slices.Contains(documented["addresses.md"], path) && !slices.Contains(documented["studio.md"], path) {
			t.Errorf("%s has no heading in docs/reference", path)
		}
	}
	for _, path := range documented["studio.md"] {
		if !slices.Contains(registered, path) {
			t.Errorf("studio.md describes %s, which nothing serves", path)
		}
	}
	if n := len(registered); n < 40 {
		t.Errorf("%d routes were looked at, want all of them", n)
	}
}
