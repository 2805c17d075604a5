package studio_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

const brandPage = `<!doctype html><meta name="theme-color" content="#0b5c4a"><meta property="og:site_name" content="Example County Council">
<link rel="stylesheet" href="/site.css"><link rel="stylesheet" href="https://elsewhere.example/other.css">
<header><a class="logo" href="/"><img src="/logo.svg" alt="Example County Council"></a></header><img src="/photo-logo.svg" alt="A script logo">`

// brandSite is a council's site that tells of its look.
func brandSite(t *testing.T) *source {
	t.Helper()
	s := newSource(t)
	s.does(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, brandPage)
		case "/site.css":
			io.WriteString(w, ":root{--brand-primary: #662483; --space: 1rem} a{color:#c2185b} b{color:#c2185b} i{color:#333}")
		case "/logo.svg":
			io.WriteString(w, plainLogo)
		case "/photo-logo.svg":
			io.WriteString(w, strings.Replace(plainLogo, "<rect", "<script>alert(1)</script><rect", 1))
		case "/nothing":
			io.WriteString(w, "<p>Nothing here")
		case "/inside":
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	})
	return s
}

// Colours and the logo of a web page are shown, and what is chosen is taken into
// the draft; nothing else is.
func TestBrandIsImported(t *testing.T) {
	t.Parallel()
	site := brandSite(t)
	o := newOffice(t, site.client)
	p := o.as("admin")
	address := themeAddress + "/import"
	got := p.post(address, map[string]string{"from": site.url + "/"})
	if got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, address+"?found=") {
		t.Fatalf("read: status %d to %q, %s", got.status, got.location, got.text("#from-error"))
	}
	if was := p.get(themeAddress); len(was.nodes("button[value=publish]")) > 0 {
		t.Error("something was taken over before it was chosen")
	}
	page := p.get(got.location)
	for i, want := range []string{"#0b5c4a the theme colour of the page", "#662483 --brand-primary", "#c2185b used 2 times"} {
		if said := page.text(`label[for="brand-` + string(rune('0'+i)) + `"]`); said != want {
			t.Errorf("colour %d is %q, want %q", i, said, want)
		}
	}
	if logos := page.nodes(`input[name=logo]`); len(logos) != 2 {
		t.Errorf("%d choices of a logo, want none and the one that can be used", len(logos))
	}
	if picture := p.get(page.attribute("label[for=logo-0] img", "src")); !strings.HasPrefix(picture.body, "\x89PNG") {
		t.Errorf("the logo: status %d", picture.status)
	}
	_, token, _ := strings.Cut(got.location, "?found=")
	if other := o.as("editor").get(got.location); other.status != http.StatusForbidden {
		t.Errorf("somebody else: status %d", other.status)
	}
	fields := map[string]string{"found": token, "version": page.attribute("form input[name=version]", "value"), "brand": "1", "logo": "0", "alt": ""}
	if got := p.post(address, fields); got.status != http.StatusUnprocessableEntity || got.text("#alt-error") == "" {
		t.Errorf("a logo without words: status %d", got.status)
	}
	fields["alt"] = "Example County Council"
	if got := p.post(address, fields); got.location != themeAddress+"?done=imported" {
		t.Fatalf("taken: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if theme := o.themeDraft(); theme.Brand.String() != "#662483" || len(theme.LogoPNG) == 0 || o.theme().Version != 1 {
		t.Errorf("the draft has brand %s, a logo of %d bytes", theme.Brand, len(theme.LogoPNG))
	}
	if got := p.post(address, fields); got.status != http.StatusGone {
		t.Errorf("taken twice: status %d", got.status)
	}
}

// A brand colour stands for a page; what cannot be read is refused in words.
func TestBrandImportRefusals(t *testing.T) {
	t.Parallel()
	site := brandSite(t)
	o := newOffice(t, site.client)
	p := o.as("admin")
	address := themeAddress + "/import"
	for _, colour := range []string{"#662483", "662483", "rgb(102, 36, 131)"} {
		got := p.post(address, map[string]string{"from": colour})
		if page := p.get(got.location); !strings.Contains(page.text(`label[for="brand-0"]`), "#662483 as you entered it") {
			t.Errorf("%s: status %d, %s", colour, got.status, page.text(`label[for="brand-0"]`))
		}
	}
	for from, want := range map[string]string{
		"":                     "Enter the address of a web page, or a brand colour",
		site.url + "/nothing":  "No colour and no logo was found on this page.",
		site.url + "/inside":   "inside",
		"http://10.0.0.1/":     "inside",
		"file:///etc/passwd":   "An address of a data file begins with",
		"http://127.0.0.1:22/": "port 22",
	} {
		got := p.post(address, map[string]string{"from": from})
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text("#from-error"), want) {
			t.Errorf("%q: status %d, %q, want %q", from, got.status, got.text("#from-error"), want)
		}
	}
}
