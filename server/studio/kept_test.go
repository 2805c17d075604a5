package studio_test

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"figurehead/datasets/fetch"
	"figurehead/server/auth"
)

// sendForm sends a form as a browser does, with all of its cookies, and gives the
// cookie of the form that was kept.
func (p person) sendForm(path, cookie string, fields url.Values) (answer, string) {
	p.office.t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return p.browse(r, cookie)
}

func (p person) browse(r *http.Request, kept string) (answer, string) {
	p.office.t.Helper()
	p.dress(r)
	if kept != "" {
		r.AddCookie(&http.Cookie{Name: "figurehead-kept", Value: kept})
	}
	response, err := p.office.app.Test(r, -1)
	p.office.must(err)
	for _, c := range response.Cookies() {
		if c.Name == "figurehead-kept" {
			kept = c.Value
		}
	}
	return p.office.read(response), kept
}

// What is sent after a session has run out comes back to the same user in the
// same browser after signing in, and to nobody else.
func TestWhatWasTypedComesBackAfterSigningIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	f := o.as("editor").draft(spend, "")
	typed := "Typed over lunch 🦊 ספר\n" + strings.Repeat("long ", 6000)
	before := o.as("editor")
	fields := url.Values{"csrf": {before.csrf}, "version": {before.get(f.page("say")).typed("version")}, "title": {"Over lunch"}, "note": {typed}}
	o.clock.Add(int64(9 * time.Hour))
	got, kept := before.sendForm(f.page("say"), "", fields)
	if got.status != http.StatusSeeOther || got.location != "/sign-in?next=%2Fstudio%2Fkept" || kept == "" {
		t.Fatalf("status %d to %q, kept %q; want the sign-in", got.status, got.location, kept)
	}
	if page := before.get(got.location); !strings.Contains(page.text("main"), "What you typed is kept") {
		t.Errorf("the sign-in says %q", page.text("main"))
	}
	o.clock.Add(int64(-9 * time.Hour)) // sessions of the test begin now

	ask := func(p person, kept string) answer {
		a, _ := p.browse(httptest.NewRequest("GET", "/studio/kept", nil), kept)
		return a
	}
	if other := ask(o.as("publisher"), kept); other.status != http.StatusSeeOther || strings.Contains(other.body, "lunch") {
		t.Errorf("somebody else: status %d", other.status)
	}
	if elsewhere := ask(o.as("editor"), ""); elsewhere.status != http.StatusSeeOther {
		t.Errorf("another browser: status %d", elsewhere.status)
	}
	again := o.as("editor")
	page := ask(again, kept)
	if page.status != http.StatusOK || page.typed("note") != strings.ReplaceAll(typed, "\r", "") {
		t.Fatalf("status %d, the note has %d characters, want %d", page.status, len(page.typed("note")), len(typed))
	}
	action := page.attribute("main form", "action")
	sent := url.Values{"csrf": {again.csrf}}
	for _, n := range page.nodes(`main form[action="` + action + `"] input[type=hidden]`) {
		if name := attribute(n, "name"); name != "csrf" {
			sent.Add(name, attribute(n, "value"))
		}
	}
	if got, _ = again.sendForm(action, kept, sent); got.status >= 500 {
		t.Fatalf("status %d", got.status)
	}
	if note := again.get(f.page("say")).typed("title"); got.status == http.StatusSeeOther && note != "Over lunch" {
		t.Errorf("the title is %q", note)
	}
	if got.status == http.StatusSeeOther {
		if page := ask(again, kept); page.status != http.StatusSeeOther {
			t.Errorf("it is kept after it was saved: status %d", page.status)
		}
	}
}

// A new start of the server in the middle of an edit loses nothing: neither what was
// saved nor what waits for somebody to sign in, which nobody can read meanwhile.
func TestANewStartLosesNothingTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	f := o.as("editor").draft(spend, "")
	p := o.as("editor")
	p.post(f.page("say"), map[string]string{"version": p.get(f.page("say")).typed("version"), "title": "Saved before the start"})
	o.clock.Add(int64(9 * time.Hour))
	got, kept := p.sendForm(f.page("say"), "", url.Values{"csrf": {p.csrf}, "title": {"Typed over lunch"}})
	if got.status != http.StatusSeeOther || kept == "" {
		t.Fatalf("status %d, kept %q", got.status, kept)
	}
	waiting, err := o.store.KeptForm(t.Context(), auth.HashToken(kept), o.users["editor"].ID, time.Now().Add(9*time.Hour))
	o.must(err)
	if raw, err := base64.StdEncoding.DecodeString(waiting.Sealed); err != nil || bytes.Contains(raw, []byte("lunch")) {
		t.Errorf("error %v; the store can read what waits", err)
	}
	o.clock.Add(int64(-9 * time.Hour)) // sessions of the test begin now
	o.start(fetch.New(fetch.Options{}))
	again := o.as("editor")
	if got := again.get(f.page("say")).typed("title"); got != "Saved before the start" {
		t.Errorf("the title is %q", got)
	}
	page, _ := again.browse(httptest.NewRequest("GET", "/studio/kept", nil), kept)
	if page.status != http.StatusOK || page.typed("title") != "Typed over lunch" {
		t.Fatalf("status %d, the title that waits is %q", page.status, page.typed("title"))
	}
	if got, _ := again.sendForm("/studio/kept", kept, url.Values{"csrf": {again.csrf}}); got.status != http.StatusSeeOther {
		t.Fatalf("forgetting it: status %d", got.status)
	}
	if page, _ := again.browse(httptest.NewRequest("GET", "/studio/kept", nil), kept); page.status != http.StatusSeeOther {
		t.Errorf("it is there after it was forgotten: status %d", page.status)
	}
}

// A form whose sender cannot be told, or that holds a password, is not kept; nor
// is what another site sends.
func TestWhatIsNotKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	f := o.as("editor").draft(spend, "")
	nobody := person{office: o, cookie: "nobody"}
	if got, kept := nobody.sendForm(f.page("say"), "", url.Values{"title": {"x"}}); got.status != http.StatusForbidden || kept != "" {
		t.Errorf("nobody: status %d, kept %q", got.status, kept)
	}
	p := o.as("editor")
	if got, kept := p.sendForm(f.page("say"), "", url.Values{"csrf": {"of an older session"}, "title": {"x"}}); got.status != http.StatusSeeOther || got.location != "/studio/kept" || kept == "" {
		t.Errorf("signed in anew: status %d to %q, kept %q; want it kept", got.status, got.location, kept)
	}
	if got, kept := p.sendForm("/studio/users", "", url.Values{"csrf": {"old"}, "password": {"secret"}}); got.status != http.StatusForbidden || kept != "" {
		t.Errorf("a password: status %d, kept %q", got.status, kept)
	}
	r := httptest.NewRequest("POST", f.page("say"), strings.NewReader("title=x"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	p.dress(r)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	response, err := o.app.Test(r, -1)
	o.must(err)
	if response.StatusCode != http.StatusForbidden {
		t.Errorf("another site: status %d", response.StatusCode)
	}
}

// Nobody is in conflict with herself: a form sent twice is one change. What two
// people set differently is told field by field.
func TestSentTwiceAndByTwo(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("editor")
	f := p.draft(spend, "")
	form := map[string]string{"version": p.get(f.page("say")).typed("version"), "title": "Mine"}
	for range 2 {
		if got := p.post(f.page("say"), form); got.status != http.StatusSeeOther {
			t.Fatalf("status %d", got.status)
		}
	}
	form["title"], form["note"] = "Mine again", "A note"
	got := o.as("publisher").post(f.page("say"), form)
	if got.status != http.StatusConflict {
		t.Fatalf("status %d, want 409", got.status)
	}
	if n := len(got.nodes(".fh-both")); n != 2 {
		t.Errorf("%d differences, want title and note: %s", n, got.text("#conflict"))
	}
	for _, words := range []string{"editor changed it at", "Title YoursMine again TheirsMine", "Note YoursA note TheirsNone"} {
		if !strings.Contains(got.text("#conflict"), words) {
			t.Errorf("%q does not say %q", got.text("#conflict"), words)
		}
	}
	now := p.get(f.page("say"))
	if got := now.typed("title"); got != "Mine" {
		t.Errorf("the title is %q: something was overwritten", got)
	}
	// Of each the second chooses; nothing else changes.
	form["do"], form["version-theirs"], form["keep-title"], form["keep-note"] = "chosen", got.typed("version-theirs"), "theirs", "mine"
	if got := o.as("publisher").post(f.page("say"), form); got.status != http.StatusSeeOther {
		t.Fatalf("chosen: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if after := p.get(f.page("say")); after.typed("title") != "Mine" || after.typed("note") != "A note" || after.typed("subtitle") != now.typed("subtitle") {
		t.Errorf("after the choice: title %q, note %q", after.typed("title"), after.typed("note"))
	}
	form["keep-title"] = "mine"
	if got := o.as("publisher").post(f.page("say"), form); got.status != http.StatusConflict {
		t.Errorf("a choice between older versions: status %d, want 409", got.status)
	}
}

// Undo takes back what was typed and not saved yet, and Redo brings it again.
func TestUndoLosesNothingTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("editor")
	f := p.draft(spend, "")
	before := p.get(f.page("say"))
	was := before.typed("title")
	p.post(f.page("say"), map[string]string{"version": before.typed("version"), "title": "Not saved yet", "do": "undo"})
	after := p.get(f.page("say"))
	if got := after.typed("title"); got != was {
		t.Fatalf("after Undo the title is %q, want %q", got, was)
	}
	p.post(f.page("say"), map[string]string{"version": after.typed("version"), "title": was, "do": "redo"})
	if got := p.get(f.page("say")).typed("title"); got != "Not saved yet" {
		t.Errorf("after Redo the title is %q", got)
	}
}

// Words of posts are drafted, kept when they are written, and follow the data.
func TestWordsOfPosts(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("editor")
	f := p.draft(spend, "")
	page := p.get(f.page("say"))
	drafted := page.typed("post")
	if drafted == "" || page.typed("post-written") != drafted {
		t.Fatalf("drafted %q, written %q", drafted, page.typed("post-written"))
	}
	p.post(f.page("say"), map[string]string{"version": page.typed("version"), "post": "We spent {latest} 🦊", "post-written": drafted})
	page = p.get(f.page("say"))
	if got := page.typed("post"); got != "We spent {latest} 🦊" || page.typed("post-written") != "" {
		t.Errorf("the post is %q, written %q", got, page.typed("post-written"))
	}
	if got := page.text("#post-chips"); !strings.Contains(got, "Follow the data:") {
		t.Errorf("no chips: %q; %s", got, page.text("#token-list"))
	}
}
