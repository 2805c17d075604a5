package server

import (
	"html"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestOpenWith: the link of the recipe for portals fills the box in and does nothing
// else, also for whoever has to sign in first.
func TestOpenWith(t *testing.T) {
	t.Parallel()
	recipe, err := os.ReadFile("../docs/recipes/portals.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`href="https://figures\.example\.gov\.uk(/studio/new\?source=[^"{]+)"`).FindSubmatch(recipe)
	if found == nil {
		t.Fatal("the recipe has no link")
	}
	link := string(found[1])
	w := newWorld(t, nil).settle()
	for path, want := range map[string]string{
		link: "https://data.example.gov.uk/recycling.csv?year=2026&area=Essex",
		"/studio/new?source=" + url.QueryEscape(`</textarea><script>alert(1)</script>`): `</textarea><script>alert(1)</script>`,
		"/studio/new?source=javascript:alert(1)":                                        "javascript:alert(1)",
	} {
		editor, _ := w.as("editor")
		got := editor.get(path)
		if box := ">" + html.EscapeString(want) + "</textarea>"; got.status != 200 || !strings.Contains(got.body, box) {
			t.Errorf("GET %s = %d without %s", path, got.status, box)
		}
	}
	if datasets, err := w.store.Datasets(t.Context()); err != nil || len(datasets) != 0 {
		t.Errorf("%d datasets, %v: opening the page read something", len(datasets), err)
	}
	got := w.browser().get(link)
	to, err := url.Parse(got.header.Get("Location"))
	if err != nil || got.status != 303 || to.Path != "/sign-in" || to.Query().Get("next") != link {
		t.Errorf("signed out: %d to %s", got.status, to)
	}
}
