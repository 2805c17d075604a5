package studio_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"figurehead/store"
	"figurehead/widgets"
)

const recycledBy = "District,Year,Recycled\nHarlow,2022,4100\nHarlow,2023,4200\nMaldon,2022,5100\nMaldon,2023,5300\nTendring,2022,3600\nTendring,2023,3500\n"

// setForm are the fields of a set's page as they stand.
func setForm(a answer, more map[string]string) map[string]string {
	fields := map[string]string{}
	for _, name := range []string{"title", "subtitle", "sentence", "name", "version", "snapshot", "mode"} {
		if v := a.typed(name); v != "" {
			fields[name] = v
		}
	}
	for name, value := range more {
		fields[name] = value
	}
	return fields
}

// done follows a job until it has ended.
func (p person) done(a answer) answer {
	for range 600 {
		if !strings.HasPrefix(a.location, "/studio/under-way/") {
			return a
		}
		time.Sleep(50 * time.Millisecond)
		if next := p.get(a.location); next.location != "" || next.status != http.StatusOK {
			a = next
		}
	}
	return a
}

// TestSetOverHTTP makes a set from a figure, is refused what may not be, publishes
// it, and withdraws it.
func TestSetOverHTTP(t *testing.T) {
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft(recycledBy, widgets.Headline)
	made := p.post("/studio/figures/"+f.widget+"/set", nil)
	if made.status != http.StatusSeeOther || !strings.HasPrefix(made.location, "/studio/sets/") {
		t.Fatalf("making a set: %d, %q", made.status, made.location)
	}
	address := made.location
	if again := p.post("/studio/figures/"+f.widget+"/set", nil); again.location != address {
		t.Errorf("a double submit made another set: %q", again.location)
	}
	page := p.get(address)
	if n := len(page.nodes("#sheet .fh-card")); n != 3 {
		t.Fatalf("the sheet has %d figures, want 3", n)
	}
	for _, test := range []struct {
		name   string
		who    string
		fields map[string]string
		status int
		want   string
	}{
		{"no tick", "publisher", map[string]string{"do": "publish"}, http.StatusUnprocessableEntity, "Tick that these figures match"},
		{"stale", "publisher", map[string]string{"do": "publish", "vouch": "yes", "version": "0"}, http.StatusConflict, "Someone else changed this set"},
		{"words that nobody has seen", "publisher", map[string]string{"do": "publish", "vouch": "yes", "title": "{latest} tonnes: {place}"}, http.StatusConflict, "has your last changes now"},
		{"no name", "publisher", map[string]string{"name": " "}, http.StatusUnprocessableEntity, "Give the page of all figures a name"},
		{"an editor publishes", "editor", map[string]string{"do": "publish", "vouch": "yes"}, http.StatusForbidden, ""},
		{"a place that is not there", "publisher", map[string]string{"open": "Atlantis"}, http.StatusNotFound, ""},
		{"a column that is not there", "publisher", map[string]string{"field": "<script>"}, http.StatusUnprocessableEntity, "has no column"},
	} {
		got := o.as(test.who).post(address, setForm(p.get(address), test.fields))
		if got.status != test.status || !strings.Contains(got.body, test.want) {
			t.Errorf("%s: status %d, want %d with %q; summary %q", test.name, got.status, test.status, test.want, got.text(".govuk-error-summary"))
		}
		if strings.Contains(got.body, "<script>alert") {
			t.Errorf("%s: the page repeats a script", test.name)
		}
	}
	stale := setForm(p.get(address), map[string]string{"version": "0", "shown": "Maldon"}) // without its tick
	if got := p.post(address, stale); got.status != http.StatusConflict || len(got.nodes("#sheet [name=place][checked]")) != 2 || len(got.nodes("#sheet [name=place][value=Maldon][checked]")) != 0 {
		t.Errorf("a conflict answers %d and keeps the ticks %v", got.status, got.nodes("#sheet [name=place][checked]"))
	}
	if public, err := o.store.PublicFigures(t.Context()); err != nil || len(public) != 0 {
		t.Fatalf("%d public figures, %v; want none yet", len(public), err)
	}
	published := p.done(p.post(address, setForm(p.get(address), map[string]string{"do": "publish", "vouch": "yes"})))
	if published.location != address+"/kit" {
		t.Fatalf("publishing leads to %q (%d): %s", published.location, published.status, published.text(".govuk-error-summary"))
	}
	kit := p.get(address + "/kit")
	if n := len(kit.nodes("tbody tr")); n != 3 {
		t.Errorf("the kit lists %d figures, want 3", n)
	}
	o.wantSetKit(t, p.get(address+"/kit.zip").body)
	if got := p.post(address+"/withdraw", nil); got.status != http.StatusUnprocessableEntity {
		t.Errorf("withdrawing without a reason: %d, want 422", got.status)
	}
	if got := p.post(address+"/withdraw", map[string]string{"reason": "Wrong numbers"}); got.status != http.StatusSeeOther {
		t.Errorf("withdrawing: %d, want 303", got.status)
	}
	live, err := o.store.Widgets(t.Context(), store.WidgetFilter{State: widgets.Live})
	if err != nil || len(live) != 0 {
		t.Errorf("%d figures are live after the set was withdrawn, %v", len(live), err)
	}
}

// wantSetKit holds an archive of a set of three places.
func (o *office) wantSetKit(t *testing.T, raw string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader([]byte(raw)), int64(len(raw)))
	o.must(err)
	folders := map[string]int{}
	for _, file := range z.File {
		folder, _, _ := strings.Cut(file.Name, "/")
		folders[folder]++
		if file.Name == "addresses.csv" {
			part, err := file.Open()
			o.must(err)
			table, err := io.ReadAll(part)
			o.must(err)
			if !strings.Contains(string(table), "Maldon") {
				t.Errorf("addresses.csv = %q, want Maldon in it", table)
			}
		}
	}
	if len(folders) != 4 || folders["002-maldon"] < 20 {
		t.Errorf("the ZIP has %v, want a folder for each place", folders)
	}
}
