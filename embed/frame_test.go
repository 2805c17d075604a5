package embed

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// TestFrame reads the frame as a screen reader and a browser without scripts do.
func TestFrame(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	root := document(t, p.get(embedAddress(f)).body)
	e := f.live
	for _, want := range []struct {
		selector string
		texts    []string
	}{
		{"head > title", []string{e.Title}},
		{"figure > h1", []string{e.Title}},
		{"figure > .u", []string{e.Subtitle}},
		{"figure > #v[hidden]", []string{e.Alt}},
		{"details > summary", []string{"Show the figures as a table"}},
		{"caption", []string{e.Table.Caption}},
		{"thead th", e.Table.Heads},
		{"tbody th", column(e.Table, 0)},
		{"tbody td", column(e.Table, 1)},
		{"tr.w th", []string{"Essex"}},
	} {
		if diff := cmp.Diff(want.texts, texts(t, root, want.selector)); diff != "" {
			t.Errorf("%s:\n%s", want.selector, diff)
		}
	}
	for _, want := range []struct{ selector, attribute, value string }{
		{"html", "lang", "en-GB"},
		{"figure", "aria-labelledby", "h"},
		{"thead th", "scope", "col"},
		{"tbody th", "scope", "row"},
		{"footer a", "href", pageAddress(f)},
		{"footer a", "target", "_blank"},
		{"footer a", "rel", "noopener"},
		{`meta[name="responsive-embedded-sizing"]`, "content", "allow-origins=*"},
		{"script", "src", "/assets/embed" + testHash + ".js"},
	} {
		got := attributes(t, root, want.selector, want.attribute)
		if len(got) == 0 || got[0] != want.value {
			t.Errorf("%s[%s] = %v, want %s", want.selector, want.attribute, got, want.value)
		}
	}
	footer := texts(t, root, "footer")[0]
	for _, want := range []string{e.Provenance.Source, e.Provenance.Statement, "as at " + e.Provenance.AsAtWords} {
		if !strings.Contains(footer, want) {
			t.Errorf("footer %q lacks %q", footer, want)
		}
	}
	checkDrawings(t, root, 3)
}

func column(t widgets.TableWords, n int) []string {
	var out []string
	for _, row := range t.Rows {
		out = append(out, row[n])
	}
	return out
}

// checkDrawings asserts that each drawing has a name and a description and
// hides its parts, and that ids are there once: axe accepts charts without.
func checkDrawings(t *testing.T, root *html.Node, want int) {
	t.Helper()
	drawn := cascadia.QueryAll(root, cascadia.MustCompile(`svg[role=img]`))
	if len(drawn) != want {
		t.Errorf("%d drawings, want %d", len(drawn), want)
	}
	ids := map[string]string{}
	for _, n := range cascadia.QueryAll(root, cascadia.MustCompile("[id]")) {
		for _, a := range n.Attr {
			if a.Key != "id" {
				continue
			}
			if _, twice := ids[a.Val]; twice {
				t.Errorf("id %q is there twice", a.Val)
			}
			ids[a.Val] = text(n)
		}
	}
	for _, svg := range drawn {
		for _, a := range svg.Attr {
			if (a.Key == "aria-labelledby" || a.Key == "aria-describedby") && ids[a.Val] == "" {
				t.Errorf("%s=%s names nothing", a.Key, a.Val)
			}
		}
		if groups := cascadia.QueryAll(svg, cascadia.MustCompile(`g[aria-hidden=true]`)); len(groups) == 0 {
			t.Error("a drawing does not hide its parts from screen readers")
		}
	}
}

// TestHeadlineFrame: number, sentence and change are words, the line is drawn.
func TestHeadlineFrame(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-headline")
	root := document(t, p.get(embedAddress(f)).body)
	h := f.live.Headline
	if diff := cmp.Diff(spaced(h.Number, h.Sentence), texts(t, root, "h1")); diff != "" {
		t.Errorf("h1:\n%s", diff)
	}
	if diff := cmp.Diff(spaced("▲", h.Change, h.Base), texts(t, root, ".c")); diff != "" {
		t.Errorf("change:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"true"}, attributes(t, root, ".c i", "aria-hidden")); diff != "" {
		t.Errorf("the sign is read aloud:\n%s", diff)
	}
	checkDrawings(t, root, 1)

	plain := f.live
	plain.Headline.Sparkline, plain.Headline.Share, plain.Headline.Change = nil, -1, ""
	out, err := Frame(plain, FrameOptions{})
	if err != nil {
		t.Fatal(err)
	}
	root = document(t, string(out))
	if got := len(cascadia.QueryAll(root, cascadia.MustCompile("svg, .c"))); got != 0 {
		t.Errorf("a headline without line and change shows %d of them", got)
	}
}

// spaced joins words as text reads them: no-break spaces are spaces.
func spaced(words ...string) []string {
	return []string{strings.Join(strings.Fields(strings.Join(words, " ")), " ")}
}

// TestFrameParameters: values outside the fixed lists give the default bytes.
func TestFrameParameters(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	light := p.get(embedAddress(f)).body
	tests := []struct {
		query    string
		drawings int
		lang     string
		same     bool // as the default
	}{
		{"", 3, "en-GB", true},
		{"?scheme=light", 3, "en-GB", true},
		{"?scheme=dark", 3, "en-GB", false},
		{"?scheme=auto", 6, "en-GB", false},
		{"?scheme=DARK", 3, "en-GB", true},
		{"?scheme=%3Cscript%3E", 3, "en-GB", true},
		{"?theme=dark", 3, "en-GB", true},
		{"?lang=cy", 3, "cy", false},
		{"?lang=en", 3, "en-GB", true},
		{"?lang=../../etc", 3, "en-GB", true},
		{"?scheme=auto&lang=cy", 6, "cy", false},
		{"?w=30000&h=30000&colour=red&q=x", 3, "en-GB", true},
		{"?" + strings.Repeat("a=1&", 500), 3, "en-GB", true},
	}
	for _, test := range tests {
		got := p.get(embedAddress(f) + test.query).body
		if (got == light) != test.same {
			t.Errorf("%.40s: same as the default: %v, want %v", test.query, got == light, test.same)
		}
		root := document(t, got)
		checkDrawings(t, root, test.drawings)
		if lang := attributes(t, root, "html", "lang"); lang[0] != test.lang {
			t.Errorf("%.40s: lang = %v, want %s", test.query, lang, test.lang)
		}
	}
	welsh := document(t, p.get(embedAddress(f)+"?lang=cy").body)
	if diff := cmp.Diff([]string{"en-GB"}, attributes(t, welsh, "main", "lang")); diff != "" {
		t.Errorf("the English figure in a Welsh frame does not say that it is English: %s", diff)
	}
	if footer := texts(t, welsh, "footer")[0]; !strings.HasPrefix(footer, "Ffynhonnell:") || !strings.Contains(footer, "23 Tachwedd 2026") {
		t.Errorf("footer = %q", footer)
	}
}

// TestFrameTable: 20 rows as they are, up to 100 scrolled, more on the page.
func TestFrameTable(t *testing.T) {
	t.Parallel()
	e := readEdition(t, "waste-bar")
	e.PublicID = strings.Repeat("0", 26)
	tests := []struct {
		rows, shown int
		scrolls     bool
		link        []string
	}{
		{0, 0, false, nil},
		{1, 1, false, nil},
		{20, 20, false, nil},
		{21, 21, true, nil},
		{100, 100, true, nil},
		{101, 100, true, []string{"All 101 rows"}},
		{10000, 100, true, []string{"All 10,000 rows"}},
	}
	for _, test := range tests {
		e.Table.Rows = nil
		for i := range test.rows {
			e.Table.Rows = append(e.Table.Rows, []string{fmt.Sprint("Row ", i), "1"})
		}
		out, err := Frame(e, FrameOptions{})
		if err != nil {
			t.Fatal(err)
		}
		root := document(t, string(out))
		if got := len(texts(t, root, "tbody tr")); got != test.shown {
			t.Errorf("%d rows: %d shown, want %d", test.rows, got, test.shown)
		}
		if got := len(attributes(t, root, "section[aria-label]", "tabindex")) > 0; got != test.scrolls {
			t.Errorf("%d rows: scrolls with the keyboard: %v, want %v", test.rows, got, test.scrolls)
		}
		if diff := cmp.Diff(test.link, texts(t, root, "details a")); diff != "" {
			t.Errorf("%d rows: link:\n%s", test.rows, diff)
		}
	}
}

// TestFrameWithoutDrawing shows the table: a frame is never blank.
func TestFrameWithoutDrawing(t *testing.T) {
	t.Parallel()
	e := readEdition(t, "waste-bar")
	e.Parts = nil
	out, err := Frame(e, FrameOptions{Scheme: "auto"})
	if err != nil {
		t.Fatal(err)
	}
	root := document(t, string(out))
	if got := cascadia.QueryAll(root, cascadia.MustCompile("details[open] tbody tr")); len(got) != len(e.Table.Rows) {
		t.Errorf("%d rows are open to see, want %d", len(got), len(e.Table.Rows))
	}
	if got := attributes(t, root, "script", "src"); got != nil {
		t.Errorf("a frame for a file has a script: %v", got)
	}
	if got := attributes(t, root, "footer a", "href"); len(got) != 1 || got[0] != e.Provenance.SourceLink {
		t.Errorf("source = %v, want %s", got, e.Provenance.SourceLink)
	}
}

// TestBytes holds the frame and its script to their budgets (design, section 11).
func TestBytes(t *testing.T) {
	t.Parallel()
	for name, most := range budgets {
		e := readEdition(t, name)
		e.PublicID = "vv78yyx445j9dp3wxk64ywxfc2"
		out, err := Frame(e, FrameOptions{Script: "/assets/embed.d79a2b002b12.js"})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(gzipBytes(out)); got > most {
			t.Errorf("frame of %s: %d bytes gzipped, budget %d", name, got, most)
		} else {
			t.Logf("frame of %s: %d bytes gzipped of %d", name, got, most)
		}
	}
	script, err := os.ReadFile("../public/js/embed.js")
	if err != nil {
		t.Fatal(err)
	}
	if got := len(gzipBytes(script)); got > 1500 {
		t.Errorf("embed.js: %d bytes gzipped, budget 1500", got)
	}
}

// TestNumberSize: a long number stays on one line of the narrowest frame, at
// the size that the style sheet of the frame gives it.
func TestNumberSize(t *testing.T) {
	t.Parallel()
	e := readEdition(t, "waste-headline")
	for number, want := range map[string]string{"51.1%": "clamp(min(76px,24vw),18vw,132px)", "£1.45m": "clamp(min(76px,24vw),18vw,132px)", "£1,454,000": "min(132px,12.9vw)", "−1,234,567 tonnes": "min(132px,7.6vw)"} {
		e.Headline.Number = number
		out, err := Frame(e, FrameOptions{})
		if err != nil {
			t.Fatal(err)
		}
		style, _, _ := strings.Cut(string(out), "</style>")
		if _, got, _ := strings.Cut(style, "font-size:"+want); !strings.HasPrefix(got, ";") {
			t.Errorf("the style of %q has no font-size:%s: %s", number, want, style)
		}
		if strings.Contains(style, "Zgotmpl") {
			t.Errorf("the style of %q has a value that the template refused", number)
		}
	}
}

// TestNaughtyStrings puts each naughty string into every text of an Edition:
// no page gains an element, an attribute name or a handler.
func TestNaughtyStrings(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/naughty.json")
	if err != nil {
		t.Fatal(err)
	}
	var strs []string
	if err := json.Unmarshal(raw, &strs); err != nil {
		t.Fatal(err)
	}
	if len(strs) < 400 {
		t.Fatalf("only %d naughty strings", len(strs))
	}
	strs = append(strs, `"><img src=x onerror=alert(1)>`, `</style><script>alert(1)</script>`, `</script><script>alert(1)</script>`,
		`</textarea><script>`, `" hx-get="/studio" hx-trigger="load`, `{{.}}`, `<!--`, `]]>`, "a\x00b", strings.Repeat("long ", 1000))
	p := newPublicFace(t)
	for _, name := range []string{"waste-bar", "waste-headline"} {
		want := shapesOf(t, p, soaked(readEdition(t, name), "plain words"))
		for _, s := range strs {
			if strings.TrimSpace(s) == "" {
				continue // an empty text leaves its element out
			}
			for page, got := range shapesOf(t, p, soaked(readEdition(t, name), s)) {
				if !slices.Equal(want[page], got) {
					t.Errorf("%s of %s: %.60q changes the page:\n%.2000s", page, name, s, cmp.Diff(want[page], got))
				}
			}
		}
	}
}

// soaked puts s into every text that people write.
func soaked(e widgets.Edition, s string) widgets.Edition {
	e.PublicID, e.Number, e.ShortCode = strings.Repeat("0", 26), 1, "0000000"
	e.Parts, e.Result.Rows = nil, nil // no text of people stands in them as it is
	e.Title, e.Subtitle, e.Alt, e.Post, e.Directorate, e.Footer = s, s, s, s, s, s
	e.Notes, e.HowMade = []string{s}, []string{s}
	if e.Headline.Number != "" {
		e.Headline.Number, e.Headline.Sentence, e.Headline.Change, e.Headline.Base = s, s, s, s
	}
	e.Table.Caption = s
	e.Table.Heads = []string{s, s}
	e.Table.Rows = [][]string{{s, s}}
	e.Table.Bold = []bool{true}
	p := &e.Provenance
	p.Source, p.ShortSource, p.Statement, p.AsAtWords, p.Organisation = s, s, s, s, s
	p.Licence.Name = s
	return e
}

// shapesOf renders each page of an Edition and keeps only its shape.
func shapesOf(t *testing.T, p *publicFace, e widgets.Edition) map[string][]string {
	t.Helper()
	frame, err := Frame(e, FrameOptions{Script: "/assets/embed.js"})
	if err != nil {
		t.Fatal(err)
	}
	o := p.face.organisation(t.Context())
	o.Name = e.Title
	share, err := newPage("share", p.face.newSharePage(t.Context(), e, o, true, tableOrder{}))
	if err != nil {
		t.Fatal(err)
	}
	first := newCard(shown{Edition: e, Path: "/w/" + e.PublicID}, words.British)
	gallery, err := newPage("gallery", galleryPage{basePage: p.face.basePage(t.Context(), e.Title, words.British), Search: "", First: &first, Cards: []card{first}})
	if err != nil {
		t.Fatal(err)
	}
	gone, err := noticeFrame(notice{Heading: "Gone", Text: e.Title, Title: e.Title, Height: 500}, store.Organisation{Name: e.Title})
	if err != nil {
		t.Fatal(err)
	}
	shapes := map[string][]string{"snippet": shapeOf(document(t, Snippet(e, publicURL))), "frame": shapeOf(document(t, string(frame)))}
	for name, b := range map[string]*body{"share": share, "gallery": gallery, "gone": gone} {
		shapes[name] = shapeOf(document(t, string(b.encoded[identity]().bytes)))
	}
	return shapes
}

// shapeOf lists the elements of a page with the names of their attributes.
func shapeOf(n *html.Node) []string {
	var out []string
	if n.Type == html.ElementNode {
		line := n.Data
		for _, a := range n.Attr {
			line += " " + a.Key
			if (a.Key == "href" || a.Key == "src") && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "https://") {
				line += "=" + a.Val
			}
		}
		out = append(out, line)
	}
	if n.Type == html.CommentNode {
		out = append(out, "comment")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, shapeOf(c)...)
	}
	return out
}
