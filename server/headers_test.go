package server

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

// TestHeadersOfEveryRoute asks every registered address, and some that are
// not, as nobody and as an admin.
func TestHeadersOfEveryRoute(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(d *Deps) { d.PublicURL = "https://figures.example.gov.uk" }).settle()
	w.fill()
	paths := []string{"/nothing-here", "/studio/nothing-here", "/embed/a/b/c/d", "/studio", "/.env", "/w/..%2f..%2fetc"}
	for _, route := range routeNames(w.app) {
		if route.method == "GET" {
			paths = append(paths, w.sample(route.path))
		}
	}
	for _, actor := range []string{"anonymous", "admin"} {
		for _, path := range paths {
			b, _ := w.as(actor)
			if actor == "anonymous" {
				b = w.browser()
			}
			got := b.get(path)
			for _, fault := range headerFaults(path, got) {
				t.Errorf("GET %s as %s (%d): %s", path, actor, got.status, fault)
			}
		}
	}
}

// headerFaults are the ways in which an answer breaks the rules of its face.
func headerFaults(path string, a answer) []string {
	var faults []string
	must := func(ok bool, fault string) {
		if !ok {
			faults = append(faults, fault)
		}
	}
	csp := a.header.Get("Content-Security-Policy")
	must(csp != "", "no policy")
	must(strings.Contains(csp, "default-src 'none'"), "policy does not start from nothing: "+csp)
	must(!strings.Contains(csp, "unsafe-eval") && !strings.Contains(csp, "script-src 'unsafe-inline'"), "policy allows inline script: "+csp)
	must(a.header.Get("X-Content-Type-Options") == "nosniff", "no nosniff")
	must(a.header.Get("Permissions-Policy") != "", "no Permissions-Policy")
	must(a.header.Get("Referrer-Policy") != "", "no Referrer-Policy")
	must(a.header.Get("Strict-Transport-Security") != "", "no Strict-Transport-Security")
	must(a.header.Get("Server") == "", "names its software")
	must(a.header.Get("Access-Control-Allow-Credentials") == "", "lets other sites use credentials")
	framed := strings.HasPrefix(path, "/embed/") && a.status < 500 && strings.Contains(csp, "frame-ancestors *")
	must(framed || strings.Contains(csp, "frame-ancestors 'none'"), "may be framed: "+csp)
	must(framed || a.header.Get("X-Frame-Options") == "DENY", "no X-Frame-Options")
	if isStudio(path) {
		must(strings.Contains(csp, "script-src 'self'") && strings.Contains(csp, "style-src 'self'") && !strings.Contains(csp, "unsafe"), "studio's policy: "+csp)
		must(a.header.Get("Cache-Control") == "no-store", "studio page may be stored: "+a.header.Get("Cache-Control"))
		must(a.header.Get("Referrer-Policy") == "same-origin", "studio's addresses leave the site")
	} else {
		must(len(a.header.Values("Set-Cookie")) == 0, "public address sets a cookie")
	}
	return faults
}

// TestNotModifiedSaysLittle asks every address once more with the ETag that it
// gave: what a reader has is not sent again, nor what was said of it.
func TestNotModifiedSaysLittle(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.fill()
	asked := 0
	for _, route := range routeNames(w.app) {
		path := w.sample(route.path)
		b := w.browser()
		first := b.get(path)
		tag := first.header.Get("Etag")
		if route.method != "GET" || first.status != http.StatusOK || tag == "" {
			continue
		}
		asked++
		b.header = http.Header{"If-None-Match": {tag}}
		for range 2 { // the second may be given as the first was
			got := b.get(path)
			if got.status != http.StatusNotModified || got.body != "" || got.header.Get("Etag") != tag || got.header.Get("Cache-Control") == "" {
				t.Errorf("GET %s again = %d, %v", path, got.status, got.header)
			}
			for _, name := range known {
				if got.header.Get(name) != "" {
					t.Errorf("GET %s again says once more what %s is", path, name)
				}
			}
		}
	}
	if asked < 10 {
		t.Errorf("%d addresses were asked, which proves little", asked)
	}
}

func TestHostsThatAreServed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		publicURL, host string
		want            int
	}{
		{"https://figures.example.gov.uk", "figures.example.gov.uk", 200},
		{"https://figures.example.gov.uk", "FIGURES.example.gov.uk:443", 200},
		{"https://figures.example.gov.uk", "figures.example.gov.uk:8443", 421},
		{"https://figures.example.gov.uk", "evil.example", 421},
		{"https://figures.example.gov.uk", "127.0.0.1:8080", 421},
		{"http://127.0.0.1:8080", "localhost:8080", 200},
		{"http://127.0.0.1:8080", "[::1]:8080", 200},
		{"http://127.0.0.1:8080", "rebound.example:8080", 421},
	} {
		t.Run(test.publicURL+" asked as "+test.host, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(d *Deps) { d.PublicURL = test.publicURL })
			b := w.browser()
			b.host = test.host
			if got := b.get("/accessibility"); got.status != test.want {
				t.Errorf("GET / = %d, want %d", got.status, test.want)
			}
			if got := b.get("/healthz"); got.status != 200 {
				t.Errorf("GET /healthz = %d, want 200", got.status)
			}
		})
	}
}

// TestMetricsAreToldAndNamed: every metric has its help and its kind, a name that
// ends in _total is a counter, and the docs list all of them.
func TestMetricsAreToldAndNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(d *Deps) { d.MetricsToken = "hush" })
	b := w.browser()
	b.header.Set("Authorization", "Bearer hush")
	got := b.get("/metrics")
	if kind := got.header.Get("Content-Type"); kind != "text/plain; version=0.0.4; charset=utf-8" {
		t.Errorf("type = %q", kind)
	}
	kinds, helps := map[string]string{}, map[string]bool{}
	for line := range strings.Lines(got.body) {
		words := strings.SplitN(strings.TrimSpace(line), " ", 4)
		switch name, _, _ := strings.Cut(words[0], "{"); {
		case words[0] == "#" && words[1] == "HELP":
			helps[words[2]] = words[3] != ""
		case words[0] == "#" && words[1] == "TYPE":
			kinds[words[2]] = words[3]
		case !helps[name] || (kinds[name] == "counter") != strings.HasSuffix(name, "_total"):
			t.Errorf("%s: help %v, kind %q", name, helps[name], kinds[name])
		}
	}
	doc, err := os.ReadFile("../docs/reference/studio.md")
	w.must(err)
	for name, kind := range kinds {
		if !strings.Contains(string(doc), "| `"+name+"` | "+kind+" |") {
			t.Errorf("docs/reference/studio.md does not list %s as a %s", name, kind)
		}
	}
	if len(kinds) < 6 {
		t.Errorf("%d metrics: %s", len(kinds), got.body)
	}
}

func TestMetricsAreForMonitors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, token, authorization, host string
		want                             int
	}{
		{"the token", "hush", "Bearer hush", "figures.example.gov.uk", 200},
		{"a wrong token", "hush", "Bearer shush", "figures.example.gov.uk", 403},
		{"no token", "hush", "", "127.0.0.1:8080", 403},
		{"from outside, none set", "", "", "figures.example.gov.uk", 403},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(d *Deps) { d.PublicURL, d.MetricsToken = "https://figures.example.gov.uk", test.token })
			b := w.browser()
			b.host = test.host
			b.header.Set("Authorization", test.authorization)
			got := b.get("/metrics")
			if got.status != test.want {
				t.Errorf("GET /metrics = %d, want %d", got.status, test.want)
			}
			if test.token != "" && strings.Contains(got.body, test.token) {
				t.Error("the token is in the answer")
			}
		})
	}
}
