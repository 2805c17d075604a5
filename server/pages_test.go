package server

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"figurehead/store"
)

// TestPagesCanBeUsedByEverybody reads every page of the studio, and what each
// form answers when it is sent empty, for what a screen reader and a keyboard
// need; axe looks at the rest in a browser.
func TestPagesCanBeUsedByEverybody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.fill()
	for _, route := range routeNames(w.app) {
		if !isStudio(route.path) {
			continue
		}
		for _, actor := range []string{"anonymous", "admin"} {
			b, csrf := w.as(actor)
			var got answer
			if route.method == "GET" {
				got = b.get(w.sample(route.path))
			} else {
				got = b.post(w.sample(route.path), csrf, nil)
			}
			if got.status == 303 || !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
				continue
			}
			for _, fault := range pageFaults(got) {
				t.Errorf("%s %s as %s (%d): %s", route.method, route.path, actor, got.status, fault)
			}
		}
	}
}

// pageFaults are what somebody would stumble over.
func pageFaults(a answer) []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if h := a.all("h1"); len(h) != 1 || h[0] == "" {
		fault("h1 = %q, want one", h)
	}
	whose := " – Figurehead"
	if len(a.nodes(`link[rel="canonical"]`)) > 0 { // what readers get, shown before they have it
		whose = " – Example County Council"
	}
	if got := a.all("title"); len(got) == 0 || !strings.HasSuffix(got[0], whose) {
		fault("title = %q", got)
	}
	if a.attribute("html", "lang") == "" {
		fault("no language")
	}
	ids := map[string]int{}
	for _, n := range a.nodes("[id]") {
		ids[valueOf(n, "id")]++
	}
	for id, n := range ids {
		if n > 1 {
			fault("id %q stands %d times", id, n)
		}
	}
	labelled := map[string]bool{}
	for _, n := range a.nodes("label[for]") {
		labelled[valueOf(n, "for")] = true
	}
	for _, n := range a.nodes("input, select, textarea") {
		if kind := valueOf(n, "type"); kind == "hidden" || kind == "submit" {
			continue
		}
		if !labelled[valueOf(n, "id")] && valueOf(n, "aria-label") == "" && valueOf(n, "aria-labelledby") == "" {
			fault("field %q has no label", valueOf(n, "name"))
		}
	}
	for _, n := range a.nodes(".govuk-error-summary a, .govuk-skip-link") {
		if to := strings.TrimPrefix(valueOf(n, "href"), "#"); ids[to] == 0 {
			fault("link to #%s leads nowhere", to)
		}
	}
	for _, n := range a.nodes("[aria-describedby]") {
		for _, id := range strings.Fields(valueOf(n, "aria-describedby")) {
			if ids[id] == 0 {
				fault("description #%s is not there", id)
			}
		}
	}
	for _, n := range a.nodes("form[method=post]") {
		if len(childrenNamed(n, "csrf")) != 1 {
			fault("form to %s lacks its token", valueOf(n, "action"))
		}
	}
	if n := len(a.nodes("[style], script:not([src]):not([type='application/json']):not([type='application/ld+json']), [onclick]")); n > 0 {
		fault("%d things that the policy forbids", n)
	}
	return faults
}

func valueOf(n *html.Node, name string) string {
	for _, attribute := range n.Attr {
		if attribute.Key == name {
			return attribute.Val
		}
	}
	return ""
}

func childrenNamed(n *html.Node, name string) []*html.Node {
	var found []*html.Node
	for child := range n.Descendants() {
		if child.Type == html.ElementNode && valueOf(child, "name") == name {
			found = append(found, child)
		}
	}
	return found
}

// naughty stands for what people and attackers put into any field.
const naughty = `=HYPERLINK("http://evil.example")<script>alert(1)</script><b hx-post="/studio/users" onclick=x>`

func TestAuditFilterStandsInTheAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	for i := range 130 {
		w.wait(60e9)
		e := store.Event{At: w.now(), Actor: "Figurehead", Action: store.FigurePublished, Subject: "widget 1", Title: fmt.Sprintf("Figure %d", i), Detail: naughty}
		w.must(w.store.Record(t.Context(), e))
	}
	b, _ := w.as("admin")
	for _, test := range []struct {
		name, query string
		status      int
		rows        int
		older       bool
	}{
		{"a full page", "?what=figure.published", 200, 100, true},
		{"words", "?q=Figure+129", 200, 1, false},
		{"who", "?who=Figurehead", 200, 100, true},
		{"a day", "?from=2026-03-02&to=2026-03-02&what=figure.published", 200, 100, true},
		{"a day before all", "?to=2026-03-01", 200, 0, false},
		{"a day that is none", "?from=yesterday", 422, 0, false},
		{"nothing fits", "?q=nowhere", 200, 0, false},
	} {
		got := b.get("/studio/audit" + test.query)
		rows, older := len(got.nodes("#events tbody tr")), len(got.nodes("a[rel=next]")) == 1
		if got.status != test.status || rows != test.rows || older != test.older {
			t.Errorf("%s: %d with %d rows, older %v; want %d, %d, %v", test.name, got.status, rows, older, test.status, test.rows, test.older)
		}
		if faults := pageFaults(got); len(faults) > 0 {
			t.Errorf("%s: %q", test.name, faults)
		}
		if n := len(got.nodes("#events script, #events [hx-post], #events b[onclick]")); n > 0 {
			t.Errorf("%s: %d elements came out of the text of an event", test.name, n)
		}
	}
	next := b.get("/studio/audit?what=figure.published").attribute("a[rel=next]", "href")
	if got := b.get(next); len(got.nodes("#events tbody tr")) != 30 {
		t.Errorf("the next page has %d rows, want 30", len(got.nodes("#events tbody tr")))
	}
}

func TestAuditAsCSV(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.must(w.store.Record(t.Context(), store.Event{At: w.now(), Actor: "@person", Action: store.FigurePublished, Subject: "widget 1", Title: naughty, Detail: "-42"}))
	admin, _ := w.as("admin")
	got := admin.get("/studio/audit.csv?what=figure.published")
	lines := strings.Split(strings.TrimSpace(got.body), "\n")
	if len(lines) != 2 || got.header.Get("Content-Disposition") != `attachment; filename="audit.csv"` {
		t.Fatalf("audit as CSV:\n%s", got.body)
	}
	_, rest, _ := strings.Cut(lines[1], ",")
	want := `2026-03-02T09:00:00Z,'@person,figure.published,widget 1,"'` + strings.ReplaceAll(naughty, `"`, `""`) + `",'-42`
	if diff := cmp.Diff(want, rest); diff != "" {
		t.Errorf("line of an event (-want +got):\n%s", diff)
	}
	all := admin.get("/studio/audit.csv").body
	viewer, _ := w.as("viewer")
	theirs := viewer.get("/studio/audit.csv").body
	if !strings.Contains(all, "user.signed-in") || strings.Contains(theirs, "user.") || !strings.Contains(theirs, "figure.published") {
		t.Errorf("a viewer reads who signed in, or an admin does not:\n%s", theirs)
	}
}

func TestDirectoratesChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	b, csrf := w.as("admin")
	list, err := w.store.Directorates(t.Context())
	w.must(err)
	first := list[0]
	for _, test := range []struct {
		name   string
		fields url.Values
		want   int
	}{
		{"add", url.Values{"name": {"Finance"}}, 303},
		{"add one that is there", url.Values{"name": {"Finance"}}, 422},
		{"add none", url.Values{"name": {" "}}, 422},
		{"rename", url.Values{"id": {first.ID}, "name": {"Communications and marketing"}, "do": {"rename"}}, 303},
		{"close", url.Values{"id": {first.ID}, "name": {"x"}, "do": {"close"}}, 303},
		{"one that is not there", url.Values{"id": {"nowhere"}, "name": {"x"}}, 404},
	} {
		if got := b.post("/studio/settings/directorates", csrf, test.fields); got.status != test.want {
			t.Errorf("%s = %d, want %d", test.name, got.status, test.want)
		}
	}
	list, err = w.store.Directorates(t.Context())
	w.must(err)
	var names []string
	for _, d := range list {
		names = append(names, fmt.Sprint(d.Name, " closed ", !d.ValidTo.IsZero()))
	}
	want := []string{"Communications and marketing closed true", "Environment closed false", "Finance closed false"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("directorates (-want +got):\n%s", diff)
	}
	page := b.get("/studio/users")
	for _, option := range page.all("#directorate option") {
		if strings.HasPrefix(option, "Communications") {
			t.Error("a closed directorate is offered to new people")
		}
	}
}

func TestOrganisationChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	b, csrf := w.as("admin")
	fields := url.Values{"organisation": {naughty}, "area": {"Suffolk"}, "area-code": {"E10000029"}, "licence": {"CC-BY-4.0"}, "time-zone": {"UTC"}}
	if got := b.post("/studio/settings", csrf, fields); got.status != 303 {
		t.Fatalf("saving = %d, want 303", got.status)
	}
	got := b.get("/studio/settings")
	if name := got.attribute("#organisation", "value"); name != naughty || len(got.nodes("footer script")) > 0 {
		t.Errorf("name comes back as %q", name)
	}
	for field, bad := range map[string]string{"organisation": "", "area": "", "area-code": "10000029", "licence": "none", "time-zone": "Mars/Olympus"} {
		wrong := url.Values{}
		for name, values := range fields {
			wrong[name] = values
		}
		wrong.Set(field, bad)
		got := b.post("/studio/settings", csrf, wrong)
		if links := got.nodes(".govuk-error-summary a[href='#" + field + "']"); got.status != 422 || len(links) != 1 {
			t.Errorf("%s = %q gives %d and %d links to it", field, bad, got.status, len(links))
		}
	}
}
