package embed

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// example gives an address for each route, of a figure that is live.
func example(route string, f figure) string {
	return strings.NewReplacer(":id", f.widget.PublicID, ":n", "1", ":preset.png", "og.png", ":preset.svg", "print.svg",
		":code", f.live.ShortCode, ":name", "figurehead"+testHash+".css").Replace(route)
}

// TestHeaders holds every route to the table of its shape.
func TestHeaders(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f, unknown := p.published("waste-bar"), figure{}
	unknown.widget.PublicID, unknown.live.ShortCode = strings.Repeat("0", 26), "0000000"
	common := map[string]string{
		"X-Content-Type-Options": "nosniff",
		"Referrer-Policy":        "strict-origin-when-cross-origin",
		"Permissions-Policy":     permissions,
	}
	shapes := map[shape]map[string]string{
		page:  {"X-Frame-Options": "DENY", "Cross-Origin-Resource-Policy": "same-origin", "Content-Security-Policy": policyPage},
		frame: {"X-Frame-Options": "", "Cross-Origin-Resource-Policy": "cross-origin", "X-Robots-Tag": "noindex"},
		file:  {"X-Frame-Options": "DENY", "Cross-Origin-Resource-Policy": "cross-origin"},
	}
	for _, r := range routes {
		for _, address := range []string{example(r.path, f), example(r.path, unknown)} {
			got := p.get(address)
			for _, want := range []map[string]string{common, shapes[r.shape]} {
				for name, value := range want {
					if got.Header.Get(name) != value {
						t.Errorf("%s (%d): %s = %q, want %q", address, got.StatusCode, name, got.Header.Get(name), value)
					}
				}
			}
			checkPolicy(t, address, r.shape, got)
			if got.Header.Get("Cache-Control") == "" {
				t.Errorf("%s: no Cache-Control", address)
			}
			if cookies := got.Header.Values("Set-Cookie"); len(cookies) > 0 {
				t.Errorf("%s sets a cookie: %v", address, cookies)
			}
		}
	}
}

func checkPolicy(t *testing.T, address string, s shape, got answer) {
	t.Helper()
	policy := got.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "frame-ancestors"} {
		if !strings.Contains(policy, want) {
			t.Errorf("%s: policy %q lacks %s", address, policy, want)
		}
	}
	if open := strings.Contains(policy, "frame-ancestors *"); open != (s == frame) {
		t.Errorf("%s: policy %q: may stand in other sites' frames: %v", address, policy, open)
	}
	inline := strings.Contains(policy, "'unsafe-inline'")
	if svg := strings.HasPrefix(got.Header.Get("Content-Type"), "image/svg+xml"); inline != svg {
		t.Errorf("%s: policy %q allows inline styles", address, policy)
	}
	if strings.Contains(policy, "unsafe-eval") || strings.Contains(policy, "script-src 'unsafe-inline'") {
		t.Errorf("%s: policy %q allows inline scripts", address, policy)
	}
	if strings.HasPrefix(got.Header.Get("Content-Type"), "image/svg+xml") && !strings.Contains(policy, "sandbox") {
		t.Errorf("%s: an SVG is not in a sandbox: %q", address, policy)
	}
}

// TestFrameStyleIsAllowed compares the one style element with its policy.
func TestFrameStyleIsAllowed(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	live, gone := p.published("waste-bar"), p.published("waste-headline")
	p.withdraw(gone, "an error")
	for _, address := range []string{embedAddress(live), embedAddress(live) + "?scheme=dark", embedAddress(live) + "?scheme=auto", embedAddress(gone), "/embed/none"} {
		got := p.get(address)
		root := document(t, got.body)
		styles := texts(t, root, "style")
		if len(styles) != 1 {
			t.Fatalf("%s has %d style elements", address, len(styles))
		}
		want := "style-src 'sha256-" + styleHash([]byte(got.body)) + "'"
		if policy := got.Header.Get("Content-Security-Policy"); !strings.Contains(policy, want) {
			t.Errorf("%s: policy %q lacks %s", address, policy, want)
		}
		if inline := attributes(t, root, "*", "style"); len(inline) > 0 {
			t.Errorf("%s has style attributes: %v", address, inline)
		}
	}
}

// TestAbsoluteAddresses: no header of a request reaches a page.
func TestAbsoluteAddresses(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	for _, r := range routes {
		address := example(r.path, f)
		got := p.get(address+"?x=evil.example", "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "gopher", "Referer", "https://evil.example/", "User-Agent", "evil.example")
		if strings.Contains(got.body, "evil.example") {
			t.Errorf("%s repeats the request", address)
		}
		for name, values := range got.Header {
			if strings.Contains(strings.Join(values, " "), "evil.example") {
				t.Errorf("%s: header %s repeats the request", address, name)
			}
		}
	}
	if got := p.get("/s/" + strings.ToLower(f.live.ShortCode)); got.StatusCode != http.StatusFound || got.Header.Get("Location") != pageAddress(f) {
		t.Errorf("short address = %d to %q", got.StatusCode, got.Header.Get("Location"))
	}
	for _, code := range []string{"0000000", "short", "%2e%2e", strings.Repeat("0", 26)} {
		if got := p.get("/s/" + code); got.StatusCode != http.StatusNotFound {
			t.Errorf("/s/%s = %d", code, got.StatusCode)
		}
	}
}

func TestCaching(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	for address, want := range map[string]string{
		"/": cacheStable, pageAddress(f): cacheStable, embedAddress(f): cacheStable, pageAddress(f) + "/og.png": cacheStable,
		frozen(embedAddress(f), 1): cacheFrozen, frozen(pageAddress(f), 1) + "/data.csv": cacheFrozen,
		"/assets/figurehead" + testHash + ".css": cacheImmutable, "/assets/figurehead.css.map": cacheNever,
		"/embed/unknown": cacheNever,
	} {
		if got := p.get(address).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s: Cache-Control = %q, want %q", address, got, want)
		}
	}
}

func TestLinkHeader(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	page, licence := publicURL+pageAddress(f), `, <https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>; rel="license"`
	oembed := "<" + publicURL + "/oembed?url=" + url.QueryEscape(page) + `&format=json>; rel="alternate"; type="application/json+oembed"`
	for address, want := range map[string]string{
		embedAddress(f):              "<" + page + `>; rel="canonical describedby"` + licence,
		pageAddress(f):               "<" + page + `>; rel="canonical", ` + oembed + ", <" + page + `/datapackage.json>; rel="describedby"; type="application/json"` + licence,
		pageAddress(f) + "/og.png":   "<" + page + `>; rel="describedby"` + licence,
		pageAddress(f) + "/data.csv": "<" + page + `>; rel="describedby"` + licence,
	} {
		if got := p.get(address).Header.Get("Link"); got != want {
			t.Errorf("%s: Link = %q, want %q", address, got, want)
		}
	}
	e := f.live
	e.Provenance.Licence.Link = "https://evil.example/>; rel=\"stylesheet\"\r\nX: y"
	if got := p.face.links(e); strings.Contains(got, "evil") {
		t.Errorf("links = %q", got)
	}
}

// TestAddressesAreDocumented: each route has its heading, and each heading a
// route.
func TestAddressesAreDocumented(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join("..", "docs", "reference", "addresses.md"))
	if err != nil {
		t.Fatal(err)
	}
	var documented, registered []string
	for _, m := range regexp.MustCompile("(?m)^## `(/[^`]*)`$").FindAllStringSubmatch(string(raw), -1) {
		documented = append(documented, m[1])
	}
	named := regexp.MustCompile(`:(\w+)`)
	for _, r := range newPublicFace(t).app.GetRoutes(true) {
		path := named.ReplaceAllString(r.Path, "{$1}")
		if !slices.Contains(registered, path) {
			registered = append(registered, path)
		}
	}
	slices.Sort(documented)
	slices.Sort(registered)
	if diff := cmp.Diff(registered, documented); diff != "" {
		t.Errorf("docs/reference/addresses.md and the routes differ:\n%s", diff)
	}
	for _, parameter := range []string{parameterScheme, parameterLang, parameterSort, parameterOrder} {
		if !strings.Contains(string(raw), "\n### `?"+parameter+"=`\n") {
			t.Errorf("docs/reference/addresses.md has no heading for the parameter %s", parameter)
		}
	}
	for _, list := range [][]string{{"light", "dark", "auto"}, languages} {
		for _, value := range list {
			if !strings.Contains(string(raw), "`"+value+"`") {
				t.Errorf("docs/reference/addresses.md does not name %s", value)
			}
		}
	}
}
