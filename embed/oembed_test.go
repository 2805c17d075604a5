package embed

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/google/go-cmp/cmp"
)

func oembedOf(address, query string) string {
	return "/oembed?url=" + url.QueryEscape(address) + query
}

// answered reads an answer as the specification asks: required fields of its
// type, measures within the bounds that were asked for.
func answered(t *testing.T, got answer, width, height int) map[string]any {
	t.Helper()
	if kind := got.Header.Get("Content-Type"); got.StatusCode != http.StatusOK || !strings.HasPrefix(kind, "application/json") {
		t.Fatalf("answer = %d, %s: %s", got.StatusCode, kind, got.body)
	}
	var a map[string]any
	if err := json.Unmarshal([]byte(got.body), &a); err != nil {
		t.Fatal(err)
	}
	required := map[any][]string{"rich": {"html", "width", "height"}, "photo": {"url", "width", "height"}}[a["type"]]
	if a["version"] != "1.0" || required == nil {
		t.Errorf("version %v, type %v", a["version"], a["type"])
	}
	for _, name := range append(required, "title", "provider_name", "provider_url", "cache_age") {
		if a[name] == nil || a[name] == "" || a[name] == 0.0 {
			t.Errorf("%s is missing in %s", name, got.body)
		}
	}
	for _, prefix := range []string{"", "thumbnail_"} {
		w, _ := a[prefix+"width"].(float64)
		h, _ := a[prefix+"height"].(float64)
		if width > 0 && int(w) > width || height > 0 && int(h) > height {
			t.Errorf("%swidth and height are %v × %v, want at most %d × %d", prefix, w, h, width, height)
		}
	}
	if thumb := []any{a["thumbnail_url"], a["thumbnail_width"], a["thumbnail_height"]}; (thumb[0] == nil) != (thumb[1] == nil) || (thumb[0] == nil) != (thumb[2] == nil) {
		t.Errorf("thumbnail %v: all three or none", thumb)
	}
	return a
}

func TestOEmbed(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	page := publicURL + pageAddress(f)
	for _, test := range []struct {
		query         string
		width, height int // bounds
		kind          string
		w, h          int // measures; h 0 is the frame's own
		thumbnail     bool
	}{
		{"", 0, 0, "rich", 720, 0, true},
		{"&format=json", 0, 0, "rich", 720, 0, true},
		{"&maxwidth=500&maxheight=750&dnt=1", 500, 750, "rich", 500, 750, false}, // WordPress
		{"&maxwidth=1300", 1300, 0, "rich", 1300, 0, true},
		{"&maxwidth=40", 40, 0, "rich", 40, 0, false},
		{"&maxheight=100", 0, 100, "rich", 720, 100, false},
		{"&maxwidth=999999999", 0, 0, "rich", 720, 0, true},
		{"&type=photo", 0, 0, "photo", 1200, 630, true},
		{"&type=photo&maxwidth=600", 600, 0, "photo", 600, 315, false},
		{"&type=photo&maxwidth=600&maxheight=63", 600, 63, "photo", 120, 63, false},
		{"&type=photo&maxwidth=1&maxheight=1", 1, 1, "photo", 1, 1, false},
		{"&type=video&callback=alert&x[]=1", 0, 0, "rich", 720, 0, true}, // unknown parameters are nothing
	} {
		a := answered(t, p.get(oembedOf(page, test.query)), test.width, test.height)
		h := test.h
		if h == 0 {
			h = frameHeight(f.live)
		}
		if a["type"] != test.kind || a["width"] != float64(test.w) || a["height"] != float64(h) || (a["thumbnail_url"] != nil) != test.thumbnail {
			t.Errorf("%s: %v of %v × %v with thumbnail %v; want %s of %d × %d, thumbnail %v", test.query, a["type"], a["width"], a["height"], a["thumbnail_url"], test.kind, test.w, h, test.thumbnail)
		}
		if a["title"] != f.live.Title || a["provider_name"] != "Example County Council" || a["provider_url"] != publicURL+"/" || a["author_name"] != f.live.Provenance.Source {
			t.Errorf("%s: %v", test.query, a)
		}
		if test.kind == "photo" && (a["url"] != page+"/e/1/og.png" || a["alt_text"] != f.live.Alt || a["html"] != nil) {
			t.Errorf("%s: photo %v", test.query, a)
		}
	}
}

// TestOEmbedCode: the code is what WordPress leaves of it, and leads to the frame.
func TestOEmbedCode(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	page := publicURL + pageAddress(f)
	code, _ := answered(t, p.get(oembedOf(page, "&maxwidth=500")), 500, 0)["html"].(string)
	// wp_filter_oembed_result of WordPress 6.1.
	if found := regexp.MustCompile(`(?s)(<blockquote[^>]*>.*?</blockquote>)?.*(<iframe.*?></iframe>)`).FindStringSubmatch(code); found == nil || found[1] == "" || found[1]+found[2] != code {
		t.Errorf("code = %s, want a quotation and a frame and nothing else", code)
	}
	root := document(t, code)
	for selector, want := range map[string]string{"iframe[src]": publicURL + embedAddress(f), "iframe[width]": "500", "iframe[height]": fmt.Sprint(frameHeight(f.live)), "blockquote a[href]": page} {
		_, name, _ := strings.Cut(strings.TrimSuffix(selector, "]"), "[")
		if got := attributes(t, root, selector, name); len(got) != 1 || got[0] != want {
			t.Errorf("%s = %v, want %s", selector, got, want)
		}
	}
	if title := attributes(t, root, "iframe[title]", "title"); len(title) != 1 || !strings.Contains(title[0], f.live.Title) {
		t.Errorf("the frame is called %v", title)
	}
	if n := len(cascadia.QueryAll(root, cascadia.MustCompile("script"))); n != 0 {
		t.Errorf("%d scripts", n)
	}
	frozenCode, _ := answered(t, p.get(oembedOf(publicURL+frozen(pageAddress(f), 1), "")), 0, 0)["html"].(string)
	if !strings.Contains(frozenCode, publicURL+"/embed/"+f.widget.PublicID+"/e/1\"") {
		t.Errorf("the code of an Edition is %s", frozenCode)
	}
}

// TestOEmbedAddresses: every address of a figure is answered for, and none that
// is not one of ours.
func TestOEmbedAddresses(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f, gone := p.published("waste-bar"), p.published("waste-line")
	p.withdraw(gone, "an error")
	page := publicURL + pageAddress(f)
	host := strings.TrimPrefix(strings.TrimPrefix(publicURL, "https://"), "http://")
	for address, want := range map[string]int{
		page: 200, page + "/": 200, page + "?sort=1&utm_source=x#table": 200, strings.ToUpper(publicURL[:5]) + page[5:]: 200,
		publicURL + embedAddress(f): 200, publicURL + "/s/" + f.live.ShortCode: 200, page + "/e/1": 200, publicURL + embedAddress(f) + "/e/1": 200,
		"http://" + host + pageAddress(f): 200, " " + page + " ": 200,
		page + "/e/2": 404, page + "/e/": 404, page + "/e/01": 404, page + "/e/-1": 404, page + "/data.csv": 404,
		publicURL: 404, publicURL + "/": 404, publicURL + "/accessibility": 404, publicURL + "/studio/new": 404, publicURL + "/w/": 404, publicURL + "/w/unknown": 404, publicURL + "/s/unknown": 404,
		"": 400, "x": 404, pageAddress(f): 404, "//" + host + pageAddress(f): 404, "https://www.example.com" + pageAddress(f): 404,
		"https://" + host + "@www.example.com" + pageAddress(f): 404, "https://user:secret@" + host + pageAddress(f): 404, "https://" + host + ".example.com" + pageAddress(f): 404,
		"javascript:alert(1)": 404, "file:///etc/passwd": 404, "http://169.254.169.254/latest": 404, "ftp://" + host + pageAddress(f): 404,
		publicURL + pageAddress(gone): 410,
	} {
		got := p.get(oembedOf(address, ""))
		if got.StatusCode != want {
			t.Errorf("url=%q = %d, want %d: %s", address, got.StatusCode, want, got.body)
		}
		if want != 200 && len(address) > 8 && strings.Contains(got.body, address) {
			t.Errorf("url=%q is repeated: %s", address, got.body)
		}
	}
}

// TestOEmbedRefuses: what the specification has a status for.
func TestOEmbedRefuses(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	page := publicURL + pageAddress(p.published("waste-bar"))
	for query, want := range map[string]int{
		"&format=xml": 501, "&format=JSON": 501, "&format=json&format=json": 200,
		"&maxwidth=-1": 400, "&maxwidth=0": 400, "&maxwidth=abc": 400, "&maxwidth=1e3": 400, "&maxwidth=1.5": 400, "&maxheight=-1": 400, "&maxheight=%20": 400, "&maxwidth=99999999999999999999": 400,
		"&maxwidth=": 200,
	} {
		if got := p.get(oembedOf(page, query)); got.StatusCode != want {
			t.Errorf("%s = %d, want %d", query, got.StatusCode, want)
		}
	}
}

// TestOEmbedKeepsNothing: any number of different queries makes no entry in a cache.
func TestOEmbedKeepsNothing(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	page := publicURL + pageAddress(p.published("waste-bar"))
	p.get(oembedOf(page, ""))
	p.face.bodies.CleanUp()
	p.face.records.CleanUp()
	bodies, records := p.face.bodies.EstimatedSize(), p.face.records.EstimatedSize()
	for n := range 300 {
		p.get(oembedOf(fmt.Sprintf("%s?x=%d", page, n), fmt.Sprintf("&maxwidth=%d&y=%d", n+1, n)))
		p.get(fmt.Sprintf("/feed.atom?x=%d", n))
	}
	p.face.bodies.CleanUp()
	p.face.records.CleanUp()
	if got := p.face.bodies.EstimatedSize(); got > bodies+1 { // the feed
		t.Errorf("%d bodies are kept, want %d", got, bodies+1)
	}
	if got := p.face.records.EstimatedSize(); got > records {
		t.Errorf("%d records are kept, want %d", got, records)
	}
}

// TestOEmbedIsDiscovered by the page's link, whose address answers.
func TestOEmbedIsDiscovered(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	for _, address := range []string{pageAddress(f), frozen(pageAddress(f), 1)} {
		got := attributes(t, document(t, p.get(address).body), `link[type="application/json+oembed"]`, "href")
		if len(got) != 1 || !strings.HasPrefix(got[0], publicURL+"/oembed?") {
			t.Fatalf("%s: discovery = %v", address, got)
		}
		a := answered(t, p.get(strings.TrimPrefix(got[0], publicURL)), 0, 0)
		if html, _ := a["html"].(string); !strings.Contains(html, `<a href="`+publicURL+address+`"`) {
			t.Errorf("%s: the code leads elsewhere: %s", address, html)
		}
	}
}

func TestBibTeX(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	page := p.get(pageAddress(f)).body
	got := document(t, page)
	text := texts(t, got, "pre.fh-pre")
	if len(text) != 1 {
		t.Fatalf("%d citations", len(text))
	}
	for _, want := range []string{
		"@misc{figure-" + f.widget.PublicID + "-1,", "author = {{Example County Council}},", "title = {{" + strings.ReplaceAll(f.live.Title, "%", `\%`) + "}},",
		"year = {2026},", "month = nov,", "url = {" + publicURL + frozen(pageAddress(f), 1) + "},", "Open Government Licence",
	} {
		if !strings.Contains(text[0], want) {
			t.Errorf("the citation has no %s:\n%s", want, text[0])
		}
	}
	if open, shut := strings.Count(text[0], "{")-strings.Count(text[0], `\{`), strings.Count(text[0], "}")-strings.Count(text[0], `\}`); open != shut {
		t.Errorf("%d braces are opened and %d closed", open, shut)
	}
	if diff := cmp.Diff(`50\% \& \$1 \#2 a\_b \{x\} \textbackslash{}y \textasciitilde{}`, texText("50% & $1 #2\na_b {x} \\y ~")); diff != "" {
		t.Errorf("texText:\n%s", diff)
	}
}
