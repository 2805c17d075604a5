package embed

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// TestSharePage reads the page of a figure.
func TestSharePage(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	got := p.get(pageAddress(f))
	root := document(t, got.body)
	e, id := f.live, f.widget.PublicID
	for _, want := range []struct {
		selector string
		texts    []string
	}{
		{"head > title", []string{e.Title + " – Example County Council"}},
		{"h1", []string{e.Title}},
		{".fh-lede", []string{e.Subtitle}},
		{"#f-alt", []string{e.Alt}},
		{"tbody th", column(e.Table, 0)},
		{"tbody td", column(e.Table, 1)},
		{"textarea#frame", []string{Snippet(e, publicURL)}},
		{".fh-table__hi th", []string{"Essex"}},
	} {
		if diff := cmp.Diff(want.texts, texts(t, root, want.selector)); diff != "" {
			t.Errorf("%s:\n%s", want.selector, diff)
		}
	}
	page := publicURL + "/w/" + id
	for _, want := range []struct{ selector, attribute, value string }{
		{"link[rel=canonical]", "href", page},
		{`meta[property="og:url"]`, "content", page},
		{`meta[property="og:image"]`, "content", page + "/e/1/og.png?v=" + e.Renditions["og.png"].SHA256[:12]},
		{`meta[property="og:image:width"]`, "content", "1200"},
		{`meta[property="og:image:height"]`, "content", "630"},
		{`meta[property="og:image:type"]`, "content", "image/png"},
		{`meta[property="og:image:alt"]`, "content", e.Alt},
		{`meta[property="og:description"]`, "content", e.Alt},
		{`meta[name="twitter:card"]`, "content", "summary_large_image"},
		{"input#link", "value", page},
		{".fh-dl a", "href", e.Provenance.SourceLink},
		{".fh-shots a", "href", "/w/" + id + "/og.png"},
		{".fh-shots a", "download", "essex-recycled-51-of-its-waste-second-highest-in-the-east-of-og.png"},
		{".fh-plainlist a", "href", "/w/" + id + "/data.csv"},
		{"a[rel~=license]", "href", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"},
	} {
		got := attributes(t, root, want.selector, want.attribute)
		if len(got) == 0 || got[0] != want.value {
			t.Errorf("%s[%s] = %v, want %s", want.selector, want.attribute, got, want.value)
		}
	}
	checkDrawings(t, root, 3)
	checkPage(t, got.body)
	if citation := texts(t, root, ".fh-use .fh-meta"); !strings.Contains(citation[len(citation)-1], page+", version 1, 23 November 2026.") {
		t.Errorf("citation = %q", citation[len(citation)-1])
	}
}

// checkPage asserts what every page of its own has, and has not.
func checkPage(t *testing.T, page string) {
	t.Helper()
	root := document(t, page)
	for selector, want := range map[string]int{"main#main": 1, "h1": 1, "html[lang=en-GB]": 1, "a.govuk-skip-link[href='#main']": 1, "[style]": 0, "style": 0, "iframe": 0} {
		if got := len(cascadia.QueryAll(root, cascadia.MustCompile(selector))); got != want {
			t.Errorf("%s is there %d times, want %d", selector, got, want)
		}
	}
	for _, script := range cascadia.QueryAll(root, cascadia.MustCompile("script:not([src])")) {
		if kind := script.Attr[0].Val; kind != "application/ld+json" {
			t.Errorf("an inline script of type %q", kind)
		}
	}
	for _, n := range cascadia.QueryAll(root, cascadia.MustCompile("*")) {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-") {
				t.Errorf("<%s %s>", n.Data, a.Key)
			}
		}
	}
	for _, src := range append(attributes(t, root, "[src]", "src"), attributes(t, root, "link[rel=stylesheet], link[rel=icon]", "href")...) {
		if !strings.HasPrefix(src, "/") || strings.HasPrefix(src, "//") {
			t.Errorf("the page loads %s from another host", src)
		}
	}
}

func TestEveryPage(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f, gone := p.published("waste-headline"), p.published("waste-line")
	p.withdraw(gone, "an error")
	for _, address := range []string{"/", "/?q=waste", "/?q=nothing+like+it", "/accessibility", pageAddress(f), frozen(pageAddress(f), 1), pageAddress(gone), "/w/unknown", "/s/unknown"} {
		checkPage(t, p.get(address).body)
	}
}

// TestLinkedData reads the JSON-LD as a search engine does.
func TestLinkedData(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-line")
	for address, base := range map[string]string{pageAddress(f): publicURL + pageAddress(f), frozen(pageAddress(f), 1): publicURL + frozen(pageAddress(f), 1)} {
		raw := texts(t, document(t, p.get(address).body), `script[type="application/ld+json"]`)
		var got map[string]any
		if err := json.Unmarshal([]byte(raw[0]), &got); err != nil {
			t.Fatalf("%s: %v in %s", address, err, raw[0])
		}
		files := got["distribution"].([]any)
		want := map[string]any{
			"@type": "Dataset", "name": f.live.Title, "url": base, "description": f.live.Alt,
			"license": f.live.Provenance.Licence.Link, "isBasedOn": f.live.Provenance.SourceLink,
			"temporalCoverage": "2014-04-01/2019-03-31", "version": 1.0,
		}
		for key, value := range want {
			if diff := cmp.Diff(value, got[key]); diff != "" {
				t.Errorf("%s: %s:\n%s", address, key, diff)
			}
		}
		if url := files[0].(map[string]any)["contentUrl"]; url != base+"/data.csv" || len(files) != 4 {
			t.Errorf("%s: distribution = %v", address, url)
		}
		if image := got["image"].(map[string]any); image["@type"] != "ImageObject" || image["caption"] != f.live.Alt {
			t.Errorf("%s: image = %v", address, image)
		}
	}
}

func TestGallery(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	empty := document(t, p.get("/").body)
	if diff := cmp.Diff([]string{"No figures yet"}, texts(t, empty, ".fh-empty h2")); diff != "" {
		t.Errorf("empty gallery: %s", diff)
	}
	waste, spend, headline := p.published("waste-bar"), p.published("spend-table"), p.published("waste-headline")
	hidden := p.draftOf("unlisted")
	unlisted := p.edition("waste-line")
	unlisted.Listed = false
	p.publish(&hidden, unlisted)

	page := p.get("/")
	root := document(t, page.body)
	titles := texts(t, root, ".fh-card__go")
	for _, want := range []figure{waste, spend, headline} {
		if !strings.Contains(strings.Join(titles, "\n"), want.live.Title) {
			t.Errorf("%q is not in the gallery: %q", want.live.Title, titles)
		}
	}
	if len(titles) != 3 || strings.Contains(page.body, hidden.widget.PublicID) {
		t.Errorf("the gallery shows %d figures, want the 3 that are listed", len(titles))
	}
	if got := len(cascadia.QueryAll(root, cascadia.MustCompile(".fh-card [id], .fh-card [role]"))); got != 0 {
		t.Errorf("%d elements of cards have an id or a role: they are there many times", got)
	}
	if found := texts(t, root, ".fh-cards ~ .fh-meta"); len(found) != 1 || found[0] != "Showing all 3 figures." {
		t.Errorf("count = %q", found)
	}
	for query, want := range map[string]struct {
		cards int
		words string
	}{
		"?q=oxford":                      {1, "1 figure fits “oxford”"},
		"?q=zebra":                       {0, "Nothing fits “zebra”"},
		"?q=%20%20":                      {3, ""},
		"?q=%25":                         {-1, ""},
		"?q=%3Cscript%3E":                {0, "Nothing fits “<script>”"},
		"?q=" + strings.Repeat("x", 900): {0, "Nothing fits “" + strings.Repeat("x", maxSearch) + "”"},
		"?q=%FF%FE":                      {3, ""},
	} {
		got := p.get("/" + query)
		root := document(t, got.body)
		if cards := len(texts(t, root, ".fh-card__go")); got.StatusCode != http.StatusOK || (want.cards >= 0 && cards != want.cards) {
			t.Errorf("%.30s: %d, %d cards, want %d", query, got.StatusCode, cards, want.cards)
		}
		if words := texts(t, root, "#found"); want.words != "" && (len(words) != 1 || words[0] != want.words) {
			t.Errorf("%.30s: %q, want %q", query, words, want.words)
		}
	}
}

func TestDecorative(t *testing.T) {
	t.Parallel()
	for name, part := range readEdition(t, "waste-bar").Parts {
		root := document(t, string(decorative(part).HTML))
		if got := cascadia.QueryAll(root, cascadia.MustCompile("[id],[role],[aria-labelledby],[aria-describedby],title,desc")); len(got) != 0 {
			t.Errorf("%s keeps %v", name, got)
		}
		whole := document(t, string(part.HTML))
		if diff := cmp.Diff(texts(t, whole, "text"), texts(t, root, "text")); diff != "" {
			t.Errorf("%s lost labels:\n%s", name, diff)
		}
	}
	other := widgets.Drawing{HTML: "<svg><text>1</text></svg>"}
	if got := decorative(other); got != other {
		t.Errorf("a drawing of another form became %q", got.HTML)
	}
}

func TestDescriptionInWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		alt, long string
		want      []string
	}{
		{"Bar chart: Waste.", "", []string{"Bar chart: Waste."}},
		{"Bar chart: Waste.", "Bar chart: Waste, by weight. In order: A 5%.", []string{"Bar chart: Waste, by weight. In order: A 5%."}},
		{"A leads.", "Bar chart: Waste. In order: A 5%.", []string{"A leads.", "Bar chart: Waste. In order: A 5%."}},
	} {
		p := sharePage{Edition: widgets.Edition{Alt: test.alt, Long: test.long}}
		if diff := cmp.Diff(test.want, p.InWords()); diff != "" {
			t.Errorf("InWords of %q and %q:\n%s", test.alt, test.long, diff)
		}
	}
}

func TestSnippet(t *testing.T) {
	t.Parallel()
	e := widgets.Edition{PublicID: "vv78yyx445j9dp3wxk64ywxfc2", Kind: widgets.Bar, Title: `Half & "more"`, Alt: `Bars: "half" & </iframe><b>more</b>`, FrameHeight: 620}
	want := `<figure style="margin:0"><div style="min-height:620px"><iframe src="https://figures.example.gov.uk/embed/vv78yyx445j9dp3wxk64ywxfc2" title="Half &amp; &#34;more&#34;: bar chart" loading="lazy" style="display:block;width:100%;border:0;height:620px;height:if(supports(frame-sizing:content-height):auto;else:620px);frame-sizing:content-height"><a href="https://figures.example.gov.uk/w/vv78yyx445j9dp3wxk64ywxfc2"><img src="https://figures.example.gov.uk/w/vv78yyx445j9dp3wxk64ywxfc2/og.png" alt="Bars: &#34;half&#34; &amp; &lt;/iframe&gt;&lt;b&gt;more&lt;/b&gt;" width="1200" height="630" style="max-width:100%;height:auto"></a></iframe></div><figcaption><a href="https://figures.example.gov.uk/w/vv78yyx445j9dp3wxk64ywxfc2">Half &amp; &#34;more&#34;: figures and source</a></figcaption></figure>`
	if diff := cmp.Diff(want, Snippet(e, publicURL+"/")); diff != "" {
		t.Errorf("Snippet:\n%s", diff)
	}
	fit := document(t, BestFit(e, publicURL))
	if got := len(cascadia.QueryAll(fit, cascadia.MustCompile("iframe[data-figurehead]"))); got != 1 {
		t.Errorf("BestFit marks %d frames", got)
	}
	if script := texts(t, fit, "script"); len(script) != 1 || !strings.Contains(script[0], "f.contentWindow===e.source") || !strings.Contains(script[0], "===e.origin") {
		t.Errorf("the listener believes anybody: %q", script)
	}
}

func TestSitemapAndTexts(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	var set urlSet
	if err := xml.Unmarshal([]byte(p.get("/sitemap.xml").body), &set); err != nil {
		t.Fatal(err)
	}
	want := []sitemapURL{{publicURL + "/", ""}, {publicURL + pageAddress(f), f.live.PublishedAt.UTC().Format("2006-01-02")}}
	if diff := cmp.Diff(want, set.URLs); diff != "" {
		t.Errorf("sitemap:\n%s", diff)
	}
	if err := p.store.Correct(t.Context(), officer, f.widget.ID, "Two bins were counted twice.", []int{1}); err != nil {
		t.Fatal(err)
	}
	p.now = p.now.Add(time.Minute)
	live, err := p.store.Published(t.Context(), f.widget.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if day := live.Edition.Corrections[0].At.UTC().Format("2006-01-02"); !strings.Contains(p.get("/sitemap.xml").body, "<lastmod>"+day+"</lastmod>") {
		t.Errorf("the sitemap does not say that the notice came on %s: %s", day, p.get("/sitemap.xml").body)
	}
	wantSecurity := "Contact: " + publicURL + "/accessibility\nExpires: 2027-05-23T00:00:00Z\nPreferred-Languages: en, cy\nCanonical: " + publicURL + "/.well-known/security.txt\n"
	if diff := cmp.Diff(wantSecurity, p.get("/.well-known/security.txt").body); diff != "" {
		t.Errorf("security.txt:\n%s", diff)
	}
	if robots := p.get("/robots.txt").body; !strings.Contains(robots, "Disallow: /studio/") || !strings.Contains(robots, "Sitemap: "+publicURL+"/sitemap.xml") {
		t.Errorf("robots.txt = %q", robots)
	}
}

func TestWebLink(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"https://sdgdata.gov.uk/11-6-1/": "https://sdgdata.gov.uk/11-6-1/", " http://a.example/ ": "http://a.example/",
		"javascript:alert(1)": "", "data:text/html,x": "", "//evil.example": "", "/relative": "", "": "", "vbscript:x": "",
		"\tjava\nscript:alert(1)": "", "https://": "", "ftp://a.example/": "", "mailto:a@example.org": "",
	} {
		if got := webLink(in); got != want {
			t.Errorf("webLink(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Half of it": "half-of-it", "51.1%": "51-1", "": "figure", "…": "figure", "../../etc": "etc", "Dŵr": "d-r",
		strings.Repeat("long ", 100): "long-long-long-long-long-long-long-long-long-long-long-long",
	} {
		if got := slug(in); got != want {
			t.Errorf("slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	period := func(day string, g table.Grain) []table.Cell {
		d, err := table.ParseDay(day)
		if err != nil {
			t.Fatal(err)
		}
		return []table.Cell{table.PeriodCell(d, g)}
	}
	tests := []struct {
		name string
		rows [][]table.Cell
		want string
	}{
		{"none", nil, ""},
		{"no dates", [][]table.Cell{{table.TextCell("2018")}}, ""},
		{"a month", [][]table.Cell{period("2018-02-01", table.Month)}, "2018-02-01/2018-02-28"},
		{"quarters out of order", [][]table.Cell{period("2019-01-01", table.Quarter), period("2018-10-01", table.Quarter)}, "2018-10-01/2019-03-31"},
		{"financial years", [][]table.Cell{period("2014-04-01", table.FinancialYear), period("2018-04-01", table.FinancialYear)}, "2014-04-01/2019-03-31"},
		{"before 1970", [][]table.Cell{period("1958-03-01", table.Month)}, "1958-03-01/1958-03-31"},
	}
	for _, test := range tests {
		if got := Coverage(datasets.Result{Rows: test.rows}); got != test.want {
			t.Errorf("%s: coverage = %q, want %q", test.name, got, test.want)
		}
	}
}

// TestDateWords uses the organisation's calendar: half past midnight in summer
// is the day before in UTC.
func TestDateWords(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	late := p.now.AddDate(0, -5, 0).Add(14*60*60*1e9 + 30*60*1e9) // 23:30 UTC in June
	for zone, want := range map[string]string{"Europe/London": "24 June 2026", "": "23 June 2026", "Nowhere/At all": "23 June 2026"} {
		if got := dateWords(late, store.Organisation{TimeZone: zone}, words.British); got != want {
			t.Errorf("dateWords in %q = %s, want %s", zone, got, want)
		}
	}
	if got := fmt.Sprint(sentence("no data"), sentence("done."), sentence(" ")); got != "no data.done." {
		t.Errorf("sentences = %q", got)
	}
}
