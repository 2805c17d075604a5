package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"figurehead/server/api"
	"figurehead/store"
)

// TestForgeries sends four forgeries to every address that changes something:
// each gets 403 and changes nothing.
func TestForgeries(t *testing.T) {
	t.Parallel()
	for _, publicURL := range []string{"http://127.0.0.1:8080", "https://figures.example.gov.uk"} {
		t.Run(publicURL, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(d *Deps) { d.PublicURL = publicURL }).settle()
			_, foreign := w.as("editor")
			admin, csrf := w.as("admin")
			before := w.state()
			for _, route := range unsafeRoutes(w) {
				path := w.sample(route.path)
				for name, forge := range forgeries(csrf, foreign) {
					if strings.HasPrefix(route.path, "/w/") && strings.Contains(name, "token") {
						continue // a reader's form knows nobody, so there is nothing to prove
					}
					b := &browser{w: w, cookies: admin.cookies, header: http.Header{}}
					token := forge(b.header)
					want := 403
					if api.Serves(path) {
						want = 401 // whoever is signed in is nobody there
					}
					if got := b.send(route.method, path, url.Values{"csrf": {token}}); got.status != want {
						t.Errorf("%s %s with %s = %d, want %d", route.method, path, name, got.status, want)
					}
				}
			}
			if after := w.state(); after != before {
				t.Errorf("forged forms changed something:\nbefore %s\nafter  %s", before, after)
			}
		})
	}
}

// forgeries return the token a forged form carries, and change its headers.
func forgeries(own, foreign string) map[string]func(http.Header) string {
	return map[string]func(http.Header) string{
		"no token":                func(http.Header) string { return "" },
		"the token of another":    func(http.Header) string { return foreign },
		"a foreign origin":        func(h http.Header) string { h.Set("Origin", "https://evil.example"); return own },
		"an origin of null":       func(h http.Header) string { h.Set("Origin", "null"); return own },
		"a cross-site request":    func(h http.Header) string { h.Set("Sec-Fetch-Site", "cross-site"); return own },
		"a sibling site":          func(h http.Header) string { h.Set("Sec-Fetch-Site", "same-site"); return own },
		"an origin on other port": func(h http.Header) string { h.Set("Origin", "http://127.0.0.1:9999"); return own },
	}
}

func unsafeRoutes(w *world) []routeName {
	var unsafe []routeName
	for _, r := range routeNames(w.app) {
		if r.method != "GET" {
			unsafe = append(unsafe, r)
		}
	}
	return unsafe
}

// state is everything a form could change, in one line.
func (w *world) state() string {
	w.t.Helper()
	ctx := context.Background()
	people, err := w.store.Users(ctx)
	w.must(err)
	events, err := w.store.Audit(ctx, store.AuditFilter{})
	w.must(err)
	directorates, err := w.store.Directorates(ctx)
	w.must(err)
	organisation, err := w.store.Organisation(ctx)
	w.must(err)
	return fmt.Sprint(people, len(events), directorates, organisation)
}

// TestOldBrowsersStillWork: without Origin and Sec-Fetch-Site the hidden field
// alone decides.
func TestOldBrowsersStillWork(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	b, csrf := w.as("viewer")
	b.header["Origin"], b.header["Sec-Fetch-Site"] = nil, nil
	if got := b.post("/sign-out", csrf, nil); got.status != 303 {
		t.Errorf("sign-out from an old browser = %d, want 303", got.status)
	}
}

func TestCookiesByAddress(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ publicURL, want string }{
		{"http://127.0.0.1:8080", "figurehead=; path=/; HttpOnly; SameSite=Lax"},
		{"https://figures.example.gov.uk", "__Host-figurehead=; path=/; HttpOnly; secure; SameSite=Lax"},
	} {
		t.Run(test.publicURL, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(d *Deps) { d.PublicURL = test.publicURL }).settle()
			b := w.browser()
			got := b.post("/sign-in", b.formToken(), signInForm("lead@example.gov.uk", password))
			var session string
			for _, line := range got.header.Values("Set-Cookie") {
				if name, rest, _ := strings.Cut(line, "="); name == b.cookieName("figurehead") {
					_, attributes, _ := strings.Cut(rest, ";")
					session = name + "=;" + attributes
				}
			}
			if session != test.want {
				t.Errorf("session cookie = %q, want %q", session, test.want)
			}
		})
	}
}

// TestNobodyIsSignedInByAnotherSite: a sign-in form that this browser did not
// get from here signs nobody in, whatever it carries.
func TestNobodyIsSignedInByAnotherSite(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	attacker := w.browser()
	theirs := attacker.formToken()
	victim := w.browser()
	for name, token := range map[string]string{"no token": "", "the attacker's": theirs} {
		if got := victim.post("/sign-in", token, signInForm("lead@example.gov.uk", password)); got.status != 403 || len(got.header.Values("Set-Cookie")) > 0 {
			t.Errorf("sign-in with %s = %d and sets %q, want 403 and nothing", name, got.status, got.header.Values("Set-Cookie"))
		}
	}
}
