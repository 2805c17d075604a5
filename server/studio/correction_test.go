package studio_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"figurehead/store"
	"figurehead/widgets"
)

// TestCorrectionEverywhere: a notice stands wherever the figure and the versions
// that it concerns are met, beside numbers and pixels that stay, and goes again.
func TestCorrectionEverywhere(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft("Area,Recycled\nBasildon,41\nBraintree,52\nTendring,30\n", widgets.Bar)
	form := p.get(f.page("say")).form()
	form["listed"] = "yes"
	if got := p.post(f.page("say"), form); got.status >= 400 {
		t.Fatalf("say = %d", got.status)
	}
	for _, title := range []string{"One", "Two", "Three"} {
		p.retitles(f, title)
		p.publishes(f)
	}
	id := o.live(f).Edition.PublicID
	names := []string{"/w/%s", "/embed/%s", "/w/%s/data.json", "/w/%s/datapackage.json", "/w/%s/og.png", "/w/%s/og.svg", "/w/%s/data.csv"}
	read := func() map[string]string {
		o.clock.Add(2e9) // what is public is believed for a moment
		all := map[string]string{}
		for _, name := range names {
			for _, at := range []string{id, id + "/e/1", id + "/e/2", id + "/e/3"} {
				path := fmt.Sprintf(name, at)
				got := o.reads(path)
				if got.status != http.StatusOK {
					t.Fatalf("%s = %d", path, got.status)
				}
				all[path] = got.body
			}
		}
		for _, path := range []string{"/feed.atom", "/feed.json"} {
			all[path] = o.reads(path).body
		}
		return all
	}
	before := read()
	const words = "Tendring <b>& others</b> recycled 33, not 30."
	o.refusesCorrections(t, f, words)
	if got := p.postAll(f.page("correction"), url.Values{"words": {words}, "concerns": {"1", "2"}}); got.status != http.StatusSeeOther {
		t.Fatalf("correction = %d, %s", got.status, got.text("main"))
	}
	after := read()
	wantNotice(t, before, after, id)
	o.sameInside(t, before, after, id)
	if got := p.get(f.page("versions")).text("#corrections"); !strings.Contains(got, "Concerns versions 1 and 2.") {
		t.Errorf("the page says %q", got)
	}
	p.retitles(f, "Four")
	p.publishes(f)
	later := read()
	for path, want := range map[string]bool{"/w/" + id: true, "/w/" + id + "/e/1": true, "/w/" + id + "/e/3": false, "/embed/" + id + "/e/2": true, "/embed/" + id + "/e/3": false} {
		if got := strings.Contains(later[path], "recycled 33"); got != want {
			t.Errorf("%s has the notice: %t, want %t", path, got, want)
		}
	}
	remove := p.get(f.page("versions")).attribute("button[name=remove]", "value")
	if got := p.postAll(f.page("correction"), url.Values{"remove": {remove}}); got.status != http.StatusSeeOther {
		t.Fatalf("remove = %d", got.status)
	}
	for path, was := range before {
		if is := read()[path]; strings.Contains(path, "/e/1") && is != was {
			t.Errorf("%s is not what it was before the notice", path)
		}
	}
	events, err := o.store.Audit(t.Context(), store.AuditFilter{Action: store.FigureCorrected})
	o.must(err)
	if len(events) != 2 || events[1].Actor != "publisher" || !strings.Contains(events[1].Detail, "[1,2]") {
		t.Errorf("events = %+v", events)
	}
}

// refusesCorrections sends notices that cannot be, and whose words are kept.
func (o *office) refusesCorrections(t *testing.T, f figure, words string) {
	t.Helper()
	refusals := []struct {
		who    string
		form   url.Values
		status int
		says   string
	}{
		{"editor", url.Values{"words": {words}, "concerns": {"1"}}, http.StatusForbidden, ""},
		{"publisher elsewhere", url.Values{"words": {words}, "concerns": {"1"}}, http.StatusForbidden, ""},
		{"publisher", url.Values{"words": {" "}, "concerns": {"1"}}, http.StatusUnprocessableEntity, "Say what was wrong"},
		{"publisher", url.Values{"words": {strings.Repeat("a", 501)}, "concerns": {"1"}}, http.StatusUnprocessableEntity, "501 characters"},
		{"publisher", url.Values{"words": {words}}, http.StatusUnprocessableEntity, "Tick the versions"},
		{"publisher", url.Values{"words": {words}, "concerns": {"9"}}, http.StatusNotFound, ""},
		{"publisher", url.Values{"remove": {"nothing"}}, http.StatusNotFound, ""},
	}
	for _, r := range refusals {
		got := o.as(r.who).postAll(f.page("correction"), r.form)
		if got.status != r.status || !strings.Contains(got.text(".govuk-error-summary"), r.says) {
			t.Errorf("%v by %s = %d, %q", r.form, r.who, got.status, got.text(".govuk-error-summary"))
		}
		if typed := r.form.Get("words"); r.says != "" && strings.TrimSpace(typed) != "" && got.typed("words") != typed {
			t.Errorf("the words that were typed are lost: %q", got.typed("words"))
		}
	}
}

// wantNotice finds the notice where it belongs, and nothing changed elsewhere.
func wantNotice(t *testing.T, before, after map[string]string, id string) {
	t.Helper()
	for path, was := range before {
		is := after[path]
		notice := !strings.HasSuffix(path, ".csv") && !strings.Contains(path, "/e/3") || path == "/w/"+id+"/e/3" || strings.HasPrefix(path, "/feed")
		switch {
		case strings.HasSuffix(path, ".csv"):
			if was != is {
				t.Errorf("%s changed", path)
			}
		case strings.Contains(is, "<b>& others"):
			if !strings.HasSuffix(path, ".png") && !strings.HasSuffix(path, ".json") {
				t.Errorf("%s has the words as they were typed, not escaped", path)
			}
		case notice && !strings.Contains(is, "recycled 33"):
			t.Errorf("%s does not have the notice", path)
		}
	}
}

// sameInside holds files with a notice against those without: the rows and the
// pixels are the same.
func (o *office) sameInside(t *testing.T, before, after map[string]string, id string) {
	t.Helper()
	for _, path := range []string{"/w/" + id + "/data.json", "/w/" + id + "/e/1/datapackage.json"} {
		var was, is map[string]json.RawMessage
		o.must(json.Unmarshal([]byte(before[path]), &was))
		o.must(json.Unmarshal([]byte(after[path]), &is))
		var notices []widgets.Correction
		o.must(json.Unmarshal(is["corrections"], &notices))
		if len(notices) != 1 || notices[0].Words != "Tendring <b>& others</b> recycled 33, not 30." {
			t.Errorf("%s: corrections = %+v", path, notices)
		}
		delete(is, "corrections")
		if fmt.Sprint(was) != fmt.Sprint(is) {
			t.Errorf("%s changed beside its notice", path)
		}
	}
	path := "/w/" + id + "/e/2/og.png"
	was, err := png.Decode(strings.NewReader(before[path]))
	o.must(err)
	is, err := png.Decode(strings.NewReader(after[path]))
	o.must(err)
	for y := range was.Bounds().Dy() {
		for x := range was.Bounds().Dx() {
			if was.At(x, y) != is.At(x, y) {
				t.Fatalf("%s: another pixel at %d, %d", path, x, y)
			}
		}
	}
	if !bytes.HasPrefix([]byte(after["/feed.atom"]), []byte("<?xml")) || before["/feed.atom"] == after["/feed.atom"] {
		t.Error("the feed has nothing new to say")
	}
}
