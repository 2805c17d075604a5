package studio_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestTheTourIsOfferedOnceAndFoundAgain takes, ends and begins the tour; it is
// remembered for each person.
func TestTheTourIsOfferedOnceAndFoundAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor, publisher, viewer := o.as("editor"), o.as("publisher"), o.as("viewer")
	strip := func(p person, path string) string { return p.get(path).text(".fh-tour p") }
	if got := strip(editor, "/studio/new"); !strings.Contains(got, "New here?") {
		t.Errorf("the tour is not offered: %q", got)
	}
	for _, page := range []string{"/studio/figures", "/studio/help", "/studio/find"} {
		if got := strip(editor, page); got != "" {
			t.Errorf("%s offers the tour: %q", page, got)
		}
	}
	if got := editor.post("/studio/help/tour", map[string]string{"do": "start"}); got.location != "/studio/new" {
		t.Errorf("it begins at %q", got.location)
	}
	for _, page := range []string{"/studio/new", "/studio/find"} {
		if got := strip(editor, page); !strings.Contains(got, "Tour, 1 of 5") {
			t.Errorf("%s has no tour: %q", page, got)
		}
	}
	if got := strip(publisher, "/studio/new"); !strings.Contains(got, "New here?") {
		t.Errorf("somebody else takes it too: %q", got)
	}
	for back, want := range map[string]string{"/studio/find": "/studio/find", "https://evil.example/": "/studio/new", "//evil.example": "/studio/new", "": "/studio/new"} {
		if got := editor.post("/studio/help/tour", map[string]string{"do": "end", "back": back}); got.status != http.StatusSeeOther || got.location != want {
			t.Errorf("ended at %q it leads to %q", back, got.location)
		}
	}
	if got := strip(editor, "/studio/new"); got != "" {
		t.Errorf("the tour is over: %q", got)
	}
	if got := editor.get("/studio/help"); len(got.nodes("button[value=start]")) != 1 {
		t.Error("it cannot be found again")
	}
	if got := viewer.get("/studio/help"); len(got.nodes("button[value=start]")) != 0 {
		t.Error("who may make no figure is shown how")
	}
}

// TestSingleKeysCanBeSwitchedOff as WCAG 2.1.4 asks.
func TestSingleKeysCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	viewer := o.as("viewer")
	keys := func(p person) string { return p.get("/studio/figures").attribute("body", "data-keys") }
	if keys(viewer) != "on" {
		t.Error("keys are off at first")
	}
	for _, to := range []string{"off", "on", "off"} {
		if got := viewer.post("/studio/help/shortcuts", map[string]string{"keys": to}); got.location != "/studio/help/shortcuts?saved=yes" {
			t.Errorf("status %d to %q", got.status, got.location)
		}
		if on := keys(viewer) == "on"; on != (to == "on") {
			t.Errorf("switched %s, keys are on: %v", to, on)
		}
	}
	if keys(o.as("editor")) != "on" {
		t.Error("they are off for somebody else")
	}
	list := viewer.get("/studio/help/shortcuts")
	said := map[string]bool{}
	for _, n := range list.nodes("kbd") {
		said[textOf(n)] = true
	}
	for _, page := range []string{"/studio/figures", "/studio/new", "/studio/datasets"} {
		for _, n := range o.as("editor").get(page).nodes("[data-key]") {
			if key := attribute(n, "data-key"); !said[key] {
				t.Errorf("%s has the key %q, which the list does not", page, key)
			}
		}
	}
}

func TestPagesOfHelp(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	viewer := o.as("viewer")
	index := viewer.get("/studio/help")
	links := index.nodes(`main a[href^="/studio/help/"]`)
	if len(links) < 20 {
		t.Errorf("help has %d links", len(links))
	}
	for _, n := range links {
		path := attribute(n, "href")
		if got := viewer.get(path); got.status != http.StatusOK || len(got.nodes("h1")) != 1 {
			t.Errorf("%s: status %d", path, got.status)
		}
	}
	for _, picture := range viewer.get("/studio/help/three-minutes").nodes("main img") {
		if got := viewer.get(attribute(picture, "src")); got.status != http.StatusOK || !strings.HasPrefix(got.body, "\x89PNG") {
			t.Errorf("%s: status %d", attribute(picture, "src"), got.status)
		}
	}
	for _, path := range []string{"/studio/help/nothing", "/studio/help/..%2fdocs", "/studio/help/pictures/pages.json", "/studio/help/pictures/..%2f1-start.png"} {
		if got := viewer.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: status %d", path, got.status)
		}
	}
}
