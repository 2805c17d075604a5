package studio_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
)

// reads is what a reader gets from a public address.
func (o *office) reads(path string) answer {
	o.t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.Host = strings.TrimPrefix(publicURL, "http://")
	response, err := o.app.Test(r, -1)
	o.must(err)
	return o.read(response)
}

// postAll is post of a form in which a field stands several times.
func (p person) postAll(path string, form url.Values) answer {
	p.office.t.Helper()
	form.Set("csrf", p.csrf)
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return p.send(r)
}

// retitles saves a figure under another title.
func (p person) retitles(f figure, title string) {
	p.office.t.Helper()
	form := p.get(f.page("say")).form()
	form["title"] = title
	if got := p.post(f.page("say"), form); got.status >= 400 {
		p.office.t.Fatalf("say = %d, %s", got.status, got.text(".govuk-error-summary"))
	}
}

// TestVersions: a figure is published, changed and refreshed; its page tells why,
// compares words and numbers, and makes a draft of an old version.
func TestVersions(t *testing.T) {
	t.Parallel()
	src := newSource(t)
	o := newOffice(t, src.client)
	p := o.as("publisher")
	f := src.published(t, o, p)
	p.retitles(f, "{highest:name} cost the most")
	p.publishes(f)
	src.says(months + "2024-04,Roads,101\n2024-04,Parks,88\n")
	if got := p.post("/studio/datasets/"+f.dataset+"/refresh", nil); got.status != http.StatusSeeOther {
		t.Fatalf("refresh = %d", got.status)
	}
	path := f.page("versions")
	page := p.get(path)
	var rows []string
	for _, n := range page.nodes(".fh-line li") {
		rows = append(rows, strings.Join(strings.Fields(textOf(n)), " "))
	}
	for i, want := range [][]string{{"Version 3 Live", "New data"}, {"Version 2", "Title", "Published by publisher"}, {"Version 1", "First published"}} {
		for _, words := range want {
			if i >= len(rows) || !strings.Contains(rows[i], words) {
				t.Errorf("row %d = %q, want %q", i, rows, words)
			}
		}
	}
	if got := page.text("h1"); got != "What changed from version 2 to version 3" {
		t.Errorf("h1 = %q", got)
	}
	if got := page.text(".fh-table:not(.fh-table--words) caption"); got != "4 of 4 numbers changed" {
		t.Errorf("numbers: %q", got)
	}
	if got := page.text(".fh-table:not(.fh-table--words) tbody tr"); got != "RoadsSpent350.5451.5▲up 101" {
		t.Errorf("first number: %q", got)
	}
	compared := p.get(path + "?v=1&v=2&v=9")
	if compared.status != http.StatusNotFound {
		t.Errorf("a version that is not there = %d", compared.status)
	}
	compared = p.get(path + "?v=1&v=2")
	if got := compared.text("h1"); got != "What changed from version 1 to version 2" {
		t.Errorf("h1 = %q", got)
	}
	if got := []string{compared.text(".fh-table--words del"), compared.text(".fh-table--words ins"), compared.text("#compare > div > p")}; !cmp.Equal(got, []string{"", "the", "No number changed."}) {
		t.Errorf("marked %q", got)
	}

	live := o.live(f)
	version := page.attribute(`form[action$="/restore"] input[name=version]`, "value")
	if got := o.as("editor elsewhere").post(f.page("restore"), map[string]string{"version": version, "number": "1"}); got.status != http.StatusForbidden {
		t.Errorf("restore by an editor of another directorate = %d", got.status)
	}
	if got := p.post(f.page("restore"), map[string]string{"version": "0", "number": "1"}); got.status != http.StatusConflict || !strings.Contains(got.text(".govuk-error-summary"), "Someone else changed") {
		t.Errorf("restore over a newer draft = %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	got := o.as("editor").post(f.page("restore"), map[string]string{"version": version, "number": "1"})
	if got.status != http.StatusSeeOther || got.location != f.page("say") {
		t.Fatalf("restore = %d to %q", got.status, got.location)
	}
	if title := o.spec(f).Title; title != "{highest:name} cost most" {
		t.Errorf("title of the draft = %q", title)
	}
	if diff := cmp.Diff(live, o.live(f)); diff != "" {
		t.Errorf("what is public changed: %s", diff)
	}
	if got := o.as("admin").post("/studio/datasets/"+f.dataset+"/purge", map[string]string{"snapshot": f.snapshot, "reason": "wrong"}); got.status != http.StatusSeeOther {
		t.Fatalf("purge = %d, %s", got.status, got.text("main"))
	}
	page = p.get(path + "?v=1&v=3")
	if !strings.Contains(page.text("#compare"), "What was erased cannot be compared") {
		t.Errorf("compare with what was erased: %s", page.text("#compare"))
	}
	got = p.post(f.page("restore"), map[string]string{"version": page.attribute(`form[action$="/restore"] input[name=version]`, "value"), "number": "1"})
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text(".govuk-error-summary"), "The data of version 1 was erased") {
		t.Errorf("restore of what was erased = %d, %s", got.status, got.text(".govuk-error-summary"))
	}
}

// TestPinUnderRefresh: readers keep the version that was pinned while data makes
// new ones, and get the newest when it is let go on.
func TestPinUnderRefresh(t *testing.T) {
	t.Parallel()
	src := newSource(t)
	o := newOffice(t, src.client)
	p := o.as("publisher")
	f := src.published(t, o, p)
	public := o.live(f).Edition
	first := o.reads("/embed/" + public.PublicID)
	if first.status != http.StatusOK {
		t.Fatalf("the frame = %d", first.status)
	}
	frame := first.body
	for name, want := range map[string]int{"editor": http.StatusForbidden, "publisher elsewhere": http.StatusForbidden, "publisher": http.StatusSeeOther} {
		if got := o.as(name).post(f.page("pin"), map[string]string{"number": "1"}); got.status != want {
			t.Errorf("pin by %s = %d, want %d", name, got.status, want)
		}
	}
	if got := p.post(f.page("pin"), map[string]string{"number": "7"}); got.status != http.StatusNotFound {
		t.Errorf("pin of a version that is not there = %d", got.status)
	}
	src.says(months + "2024-04,Roads,101\n2024-04,Parks,88\n")
	if got := p.post("/studio/datasets/"+f.dataset+"/refresh", nil); got.status != http.StatusSeeOther {
		t.Fatalf("refresh = %d", got.status)
	}
	o.clock.Add(int64(2e9)) // what is public is believed for a moment
	if got := o.live(f).Edition.Number; got != 1 {
		t.Errorf("live is version %d, want 1", got)
	}
	if got := o.reads("/embed/" + public.PublicID).body; got != frame {
		t.Error("the frame changed while it was pinned")
	}
	if got := o.reads("/w/" + public.PublicID).text("main dl"); !strings.Contains(got, "Kept at this version by Example County Council") {
		t.Errorf("the page of the figure does not say that it is kept: %q", got)
	}
	if got := o.reads("/embed/" + public.PublicID + "/e/2"); got.status != http.StatusOK || got.body == frame {
		t.Errorf("version 2 at its own address = %d", got.status)
	}
	page := p.get(f.page("versions"))
	if got := page.text("#pinned p"); got != "Readers get version 1, whatever is published or refreshed. The newest is version 2." {
		t.Errorf("the page says %q", got)
	}
	p.retitles(f, "Roads and parks")
	p.publishes(f)
	if got := o.live(f).Edition.Number; got != 1 {
		t.Errorf("live after a publish is version %d, want 1", got)
	}
	if got := p.post(f.page("pin"), map[string]string{"do": "unpin"}); got.status != http.StatusSeeOther {
		t.Fatalf("unpin = %d", got.status)
	}
	if got := o.live(f).Edition; got.Number != 3 || got.Title != "Roads and parks" {
		t.Errorf("live is version %d, %q", got.Number, got.Title)
	}
	if got := p.get(f.page("versions")); len(got.nodes("#pinned")) != 0 {
		t.Error("the page still says that it is pinned")
	}
}

// TestOneVersion: a figure that was never public has an honest page, and one
// version is compared with nothing.
func TestOneVersion(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft("Area,Recycled\nBasildon,41\nBraintree,52\nTendring,30\n", widgets.Bar)
	if got := p.get(f.page("versions")); got.text("h1") != "Not published yet" || got.status != http.StatusOK {
		t.Errorf("before = %d, %q", got.status, got.text("h1"))
	}
	p.publishes(f)
	page := o.as("viewer").get(f.page("versions") + "?v=1")
	if page.text("h1") != "Version 1 is the only one" || len(page.nodes("#compare form, #compare button")) != 0 {
		t.Errorf("h1 = %q; a viewer has %d buttons", page.text("h1"), len(page.nodes("#compare button")))
	}
}
