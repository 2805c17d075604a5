package embed

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"figurehead/widgets/words"
)

// welshBars is a figure in Welsh, whose numbers are those of the English one.
func (p *publicFace) welshBars() figure {
	p.t.Helper()
	e := p.edition("waste-bar")
	e.Lang, e.Title, e.Subtitle = "cy", "Ailgylchodd Essex 51% o’i gwastraff", "Canran y gwastraff"
	e.Alt, e.Long, e.Notes = "Siart bar ag 11 o farrau.", "", nil
	e.Provenance.AsAtWords, e.HowMade = "23 Tachwedd 2026", []string{"Dangosir pob rhes a cholofn o’r data fel y maent."}
	f := p.draftOf("waste-bar")
	p.publish(&f, e)
	return f
}

// englishWords are words of our pages that no Welsh one holds.
var englishWords = regexp.MustCompile(`(?i)\b(the|of|and|this|is|are|has|from|with|for|figures?|version|source|licence|published|copy|image|show|withdrawn|erased|reason|rows?|sign)\b`)

// ours are the texts of a page but for what the data, the licence and the
// code to copy say.
func ours(t *testing.T, root *html.Node) []string {
	t.Helper()
	for _, n := range cascadia.QueryAll(root, cascadia.MustCompile("table, script, style, textarea, code, svg, .fh-dl dd, title, pre, #cite")) {
		n.Parent.RemoveChild(n)
	}
	var all []string
	for _, n := range cascadia.QueryAll(root, cascadia.MustCompile("body *")) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			text := strings.TrimSpace(strings.ReplaceAll(c.Data, "figures.example.gov.uk", "…"))
			if c.Type == html.TextNode && text != "" {
				all = append(all, text)
			}
		}
		for _, a := range n.Attr {
			if a.Key == "aria-label" || a.Key == "data-said" {
				all = append(all, a.Val)
			}
		}
	}
	return all
}

// The page of a Welsh figure is Welsh: its own words, its language to search
// engines and networks, and the code to copy.
func TestSharePageSpeaksTheLanguageOfItsFigure(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.welshBars()
	for _, address := range []string{pageAddress(f), frozen(pageAddress(f), 1)} {
		body := p.get(address).body
		root := document(t, body)
		for _, want := range []struct{ selector, attribute, value string }{
			{"html", "lang", "cy"}, {`meta[property="og:locale"]`, "content", "cy_GB"}, {`meta[property="og:title"]`, "content", f.live.Title},
		} {
			if got := attributes(t, root, want.selector, want.attribute); len(got) != 1 || got[0] != want.value {
				t.Errorf("%s: %s[%s] = %q, want %q", address, want.selector, want.attribute, got, want.value)
			}
		}
		var linked map[string]any
		if err := json.Unmarshal([]byte(texts(t, root, `script[type="application/ld+json"]`)[0]), &linked); err != nil || linked["inLanguage"] != "cy" {
			t.Errorf("%s: inLanguage = %v (%v), want cy", address, linked["inLanguage"], err)
		}
		if code := texts(t, root, "textarea#frame"); !strings.Contains(code[0], ": siart bar") || !strings.Contains(code[0], "ffigurau a ffynhonnell") {
			t.Errorf("%s: the code to copy is %q", address, code)
		}
		for _, text := range ours(t, root) {
			if found := englishWords.FindAllString(strings.ReplaceAll(text, "Example County Council", "…"), -1); len(found) > 0 {
				t.Errorf("%s: %q holds the English %q", address, text, found)
			}
		}
	}
}

// In the gallery a Welsh figure stands in its own language, and says so.
func TestGalleryCardOfAWelshFigure(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.welshBars()
	root := document(t, p.get("/").body)
	if diff := cmp.Diff([]string{"cy"}, attributes(t, root, ".fh-card[lang]", "lang")); diff != "" {
		t.Errorf("language of the card (−want +got):\n%s", diff)
	}
	if got := texts(t, root, ".fh-card .fh-meta"); len(got) != 1 || !strings.HasPrefix(got[0], "Siart bar. ") || !strings.HasSuffix(got[0], ", ar 23 Tachwedd 2026.") {
		t.Errorf("the card says %q", got)
	}
	if got := attributes(t, root, "html", "lang"); got[0] != "en-GB" || f.live.Lang != "cy" {
		t.Errorf("the gallery is in %q, want the organisation's language", got)
	}
}

// What stands in the place of a Welsh figure is Welsh.
func TestNoticeOfAWelshFigure(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.welshBars()
	p.withdraw(f, "newidiwyd y data")
	for address, selector := range map[string]string{embedAddress(f): "main p", pageAddress(f): ".fh-notice p"} {
		root := document(t, p.get(address).body)
		if got := attributes(t, root, "html", "lang"); got[0] != "cy" {
			t.Errorf("%s is in %q, want cy", address, got)
		}
		want := "Nid yw Example County Council yn ei gyhoeddi mwyach. Y rheswm a roddwyd: newidiwyd y data."
		if got := texts(t, root, selector); !slices.Contains(got, want) {
			t.Errorf("%s says %q, want %q", address, got, want)
		}
		if got := texts(t, root, "h1"); len(got) != 1 || !strings.HasPrefix(got[0], "Tynnwyd y ffigur hwn yn ôl ar ") {
			t.Errorf("%s is headed %q", address, got)
		}
	}
	if got := texts(t, document(t, p.get(embedAddress(f)).body), "footer a"); got[0] != "Ffigurau eraill: Example County Council" {
		t.Errorf("the frame leads to %q", got)
	}
	if got := p.get(pageAddress(f) + "/data.csv").body; !strings.HasPrefix(got, "Tynnwyd y ffigur hwn yn ôl ar ") {
		t.Errorf("the file says %q", got)
	}
}

// A council that works in Welsh has the pages without a figure in Welsh too.
func TestPagesOfAWelshCouncil(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	o := p.face.organisation(t.Context())
	o.Lang = "cy"
	p.face.name.kept, p.face.name.at = o, p.now
	for _, address := range []string{"/", "/?q=dim", "/w/unknown"} {
		root := document(t, p.get(address).body)
		if got := attributes(t, root, "html", "lang"); got[0] != "cy" {
			t.Errorf("%s is in %q, want cy", address, got)
		}
		for _, text := range ours(t, root) {
			if found := englishWords.FindAllString(strings.ReplaceAll(text, "Example County Council", "…"), -1); len(found) > 0 {
				t.Errorf("%s: %q holds the English %q", address, text, found)
			}
		}
	}
	if got := attributes(t, document(t, p.get("/accessibility").body), "html", "lang"); got[0] != "en-GB" {
		t.Errorf("the accessibility statement, which is in English, says that it is in %q", got)
	}
}

// Every sentence that a page asks for is in the catalogue, and none is there
// that no page asks for.
func TestEverySentenceOfThePagesIsUsed(t *testing.T) {
	t.Parallel()
	used := map[string]bool{"withdrawnOn": true, "erasedOn": true} // by state
	name := regexp.MustCompile(`(?:\.Say |say\([a-zA-Z.]+, |heading: +|text: +)"([a-zA-Z]+)"|"((?:image|shown|found)[A-Z][a-zA-Z]*)"`)
	read := func(raw []byte) {
		for _, found := range name.FindAllSubmatch(raw, -1) {
			used[string(found[1])+string(found[2])] = true
		}
	}
	for _, pattern := range []string{"templates/*.html", "*.go"} {
		files, err := fs.Glob(os.DirFS("."), pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(file, "_test.go") {
				read(raw)
			}
		}
	}
	for _, name := range words.PageNames() {
		if !used[name] {
			t.Errorf("no page asks for %q", name)
		}
	}
	for name := range used {
		if _, err := words.Welsh.Page(name); err != nil {
			t.Errorf("a page asks for %q: %v", name, err)
		}
	}
	text := regexp.MustCompile(`>[^<{]*[a-z]{3}[^<{]*<|aria-label="[^{"]`)
	for _, file := range []string{"base", "share", "campaign", "part_prose", "notice", "gallery", "frame", "accessibility"} {
		raw, err := templateFiles.ReadFile("templates/" + file + ".html")
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range text.FindAll(raw, -1) {
			t.Errorf("%s.html holds the words %q, which are not in the catalogue", file, found)
		}
	}
	if _, err := words.British.Page("nothing of that name"); err == nil {
		t.Error("a name that there is none of is no error")
	}
}
