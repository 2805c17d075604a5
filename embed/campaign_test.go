package embed

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"figurehead/store"
	"figurehead/widgets"
)

// campaign publishes a campaign with figures, changed by the test before.
func (p *publicFace) campaign(name string, change func(*widgets.CampaignDraft), figures ...figure) widgets.Campaign {
	p.t.Helper()
	d := widgets.CampaignDraft{Name: name, Slug: widgets.Slug(name), Intro: "More than **half** is recycled.", Starts: "2026-11-01", Ends: "2027-01-31"}
	for _, f := range figures {
		d.Figures = append(d.Figures, widgets.CampaignFigure{WidgetID: f.widget.ID})
	}
	if change != nil {
		change(&d)
	}
	c, err := p.store.CreateCampaign(p.t.Context(), officer, widgets.Campaign{OwnerID: officer.ID, Draft: d})
	if err != nil {
		p.t.Fatal(err)
	}
	return p.publishCampaign(c)
}

func (p *publicFace) publishCampaign(c widgets.Campaign) widgets.Campaign {
	p.t.Helper()
	picture := "\x89PNG of " + c.Draft.Name
	c, err := p.store.PublishCampaign(p.t.Context(), officer, c.ID, c.Version,
		widgets.Rendition{SHA256: p.put(picture), SizeBytes: int64(len(picture)), ContentType: "image/png", Width: 1200, Height: 630})
	if err != nil {
		p.t.Fatal(err)
	}
	p.now = p.now.Add(2 * freshness)
	return c
}

func (p *publicFace) saveCampaign(c widgets.Campaign) widgets.Campaign {
	p.t.Helper()
	c, err := p.store.SaveCampaign(p.t.Context(), officer, c)
	if err != nil {
		p.t.Fatal(err)
	}
	return c
}

func TestCampaignPage(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	headline, bar, draft := p.published("waste-headline"), p.published("waste-bar"), p.draftOf("only a draft")
	p.campaign("Recycle more at home", func(d *widgets.CampaignDraft) {
		d.Goal = "a secret goal"
		d.Figures[1].Heading, d.Figures[1].Text = "Second of eleven", "Only [Cambridgeshire](https://example.gov.uk/) did *better*.\n\n# Why\n\n- bins"
		d.Figures[2].Heading = "Nothing yet"
	}, headline, bar, draft)
	got := p.get("/c/recycle-more-at-home")
	root := document(t, got.body)
	for selector, want := range map[string][]string{
		"h1":                     {"Recycle more at home"},
		".fh-over":               {"Campaign, 1 November 2026 to 31 January 2027"},
		".fh-prose--lede strong": {"half"},
		".fh-story h2":           {"Second of eleven"},
		".fh-story h3":           {"Why", bar.live.Title},
		".fh-story li":           {"bins"},
		".fh-note":               nil,
		"script":                 {text(cascadia.Query(root, cascadia.MustCompile(`script[type="application/ld+json"]`)))},
	} {
		if diff := cmp.Diff(want, texts(t, root, selector)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", selector, diff)
		}
	}
	for _, c := range []struct{ selector, name, want string }{
		{`link[rel="canonical"]`, "href", publicURL + "/c/recycle-more-at-home"},
		{`meta[name="description"]`, "content", "More than half is recycled."},
		{`meta[property="og:title"]`, "content", "Recycle more at home"},
		{"html", "lang", "en-GB"},
		{".fh-story a[rel]", "href", "https://example.gov.uk/"},
		{".fh-hero figcaption a", "href", pageAddress(headline)},
	} {
		if got := attributes(t, root, c.selector, c.name); len(got) == 0 || got[0] != c.want {
			t.Errorf("%s of %s = %q, want %q", c.name, c.selector, got, c.want)
		}
	}
	wantIDs(t, root)
	for _, secret := range []string{"a secret goal", "Nothing yet", "only a draft", draft.widget.ID, officer.Name} {
		if strings.Contains(got.body, secret) {
			t.Errorf("the page says %q", secret)
		}
	}
	if rows := cascadia.QueryAll(root, cascadia.MustCompile("figure details table tbody tr")); len(rows) < 5 {
		t.Errorf("%d rows in the tables", len(rows))
	}
	picture := attributes(t, root, `meta[property="og:image"]`, "content")[0]
	if got := p.get(strings.TrimPrefix(picture, publicURL)); got.StatusCode != http.StatusOK || got.body != "\x89PNG of Recycle more at home" {
		t.Errorf("the picture is %d, %q", got.StatusCode, got.body)
	}
	again := p.get("/c/recycle-more-at-home", "If-None-Match", got.Header.Get("Etag"))
	if again.StatusCode != http.StatusNotModified || again.body != "" {
		t.Errorf("asked again: %d, %q", again.StatusCode, again.body)
	}
	if sitemap := p.get("/sitemap.xml").body; !strings.Contains(sitemap, "<loc>"+publicURL+"/c/recycle-more-at-home</loc>") {
		t.Errorf("the sitemap is %s", sitemap)
	}
	var linked struct {
		Type    string           `json:"@type"`
		BasedOn any              `json:"isBasedOn"`
		Parts   []map[string]any `json:"hasPart"`
	}
	if err := json.Unmarshal([]byte(texts(t, root, "script")[0]), &linked); err != nil || linked.Type != "CollectionPage" || len(linked.Parts) != 2 || linked.BasedOn == nil {
		t.Errorf("JSON-LD is %+v, %v", linked, err)
	}

	// The draft joins when it is published.
	p.publish(&draft, p.edition("waste-line"))
	if got := p.get("/c/recycle-more-at-home").body; !strings.Contains(got, "Nothing yet") {
		t.Error("a figure that was published later is not there")
	}
}

// wantIDs holds that each id of a page is there once.
func wantIDs(t *testing.T, root *html.Node) {
	t.Helper()
	if ids := attributes(t, root, "[id]", "id"); len(ids) < 6 {
		t.Errorf("ids %q", ids)
	} else {
		seen := map[string]bool{}
		for _, id := range ids {
			if seen[id] {
				t.Errorf("the id %q is there twice", id)
			}
			seen[id] = true
		}
	}
}

func TestCampaignStates(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	bar, line := p.published("waste-bar"), p.published("waste-line")
	c := p.campaign("Recycle more", func(d *widgets.CampaignDraft) { d.Figures[1].Text = "It rose to 51.1%." }, bar, line)
	unknown := p.get("/w/" + strings.Repeat("0", 26))
	for _, address := range []string{"/c/nobody-has-this", "/c/Recycle-more", "/c/new", "/c/a_b"} {
		if got := p.get(address); got.StatusCode != http.StatusNotFound || got.body != unknown.body {
			t.Errorf("%s = %d, not the one 404", address, got.StatusCode)
		}
	}
	if err := p.store.Correct(t.Context(), officer, bar.widget.ID, "The year was wrong", []int{1}); err != nil {
		t.Fatal(err)
	}
	p.now = p.now.Add(2 * freshness)
	if got := texts(t, document(t, p.get("/c/recycle-more").body), "figure .fh-note"); len(got) != 1 || !strings.HasSuffix(got[0], ": The year was wrong.") {
		t.Errorf("a correction says %q", got)
	}
	p.withdraw(line, "It was wrong")
	got := p.get("/c/recycle-more")
	root := document(t, got.body)
	if notice := texts(t, root, "section > .fh-note"); len(notice) != 1 || !strings.Contains(notice[0], "It was wrong") || strings.Contains(got.body, "51.1%.") {
		t.Errorf("a withdrawn figure says %q", notice)
	}

	c.Draft.Slug = "recycle"
	c = p.publishCampaign(p.saveCampaign(c))
	for from, to := range map[string]string{"/c/recycle-more": "/c/recycle", "/c/recycle-more/og.png": "/c/recycle/og.png"} {
		if got := p.get(from); got.StatusCode != http.StatusMovedPermanently || got.Header.Get("Location") != to {
			t.Errorf("%s = %d to %q", from, got.StatusCode, got.Header.Get("Location"))
		}
	}
	folder := filepath.Join(t.TempDir(), "site")
	p.copySite(folder)
	files := filesIn(t, folder)
	if files["c/recycle/index.html"] != p.get("/c/recycle").body || files["c/recycle/og.png"] == "" || !strings.Contains(files["c/recycle-more/index.html"], "url=/c/recycle") {
		t.Errorf("the plain copy has %d bytes of the page", len(files["c/recycle/index.html"]))
	}

	if err := p.store.RemoveCampaign(t.Context(), officer, c.ID, "Nobody should read it"); err != nil {
		t.Fatal(err)
	}
	p.now = p.now.Add(2 * freshness)
	for _, address := range []string{"/c/recycle", "/c/recycle/og.png"} {
		if got := p.get(address); got.StatusCode != http.StatusGone || !strings.Contains(got.body, "Nobody should read it.") {
			t.Errorf("%s taken down = %d, %s", address, got.StatusCode, got.body)
		}
	}
}

// TestCampaignEnds looks at the page on either side of its last midnight, in
// summer time, before and after the server has recorded the end.
func TestCampaignEnds(t *testing.T) {
	t.Parallel()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	end := time.Date(2026, 8, 1, 0, 0, 0, 0, london)
	for _, after := range []widgets.AfterEnd{widgets.Freeze, widgets.Follow, widgets.Closed} {
		t.Run(string(after), func(t *testing.T) {
			t.Parallel()
			p := newPublicFace(t)
			p.now = end.Add(-time.Hour)
			bar := p.draftOf("waste-bar")
			first := p.edition("waste-bar")
			first.PublishedAt = end.Add(-time.Hour)
			p.publish(&bar, first)
			late := p.draftOf("waste-line")
			p.campaign("Recycle more", func(d *widgets.CampaignDraft) { d.Starts, d.Ends, d.After = "", "2026-07-31", after }, bar, late)

			p.now = end.Add(-time.Second)
			before := p.get("/c/recycle-more")
			if notice := texts(t, document(t, before.body), ".fh-note"); len(notice) > 0 {
				t.Errorf("a second before: %q", notice)
			}
			if got := before.Header.Get("Cache-Control"); got != "public, max-age=1" {
				t.Errorf("a second before: Cache-Control %q", got)
			}
			again := p.edition("waste-bar")
			again.Title, again.PublishedAt = "After the end", end
			p.now = end
			p.publish(&bar, again)
			line := p.edition("waste-line")
			line.PublishedAt = end
			p.publish(&late, line)
			p.now = end.Add(time.Second)
			for _, when := range []string{"by the clock", "as recorded"} {
				got := p.get("/c/recycle-more")
				root := document(t, got.body)
				want := map[widgets.AfterEnd]string{
					widgets.Freeze: "This campaign ended on 31 July 2026. Its figures are as they were on that day.",
					widgets.Follow: "This campaign ended on 31 July 2026. Its figures go on following the data.",
					widgets.Closed: "This campaign ended on 31 July 2026. Its figures have pages of their own.",
				}[after]
				if notice := texts(t, root, ".fh-note"); len(notice) != 1 || notice[0] != want {
					t.Errorf("%s, after the end: %q, want %q", when, notice, want)
				}
				follows := strings.Contains(got.body, "After the end")
				if follows != (after == widgets.Follow) || strings.Contains(got.body, late.live.Title) != (after == widgets.Follow) {
					t.Errorf("%s: the page follows the data: %v", when, follows)
				}
				if drawn := len(texts(t, root, "figure")); (drawn == 0) != (after == widgets.Closed) {
					t.Errorf("%s: %d figures", when, drawn)
				}
				if after != widgets.Follow && !strings.Contains(got.body, frozen(pageAddress(bar), 1)) {
					t.Errorf("%s: no link to the version that stays", when)
				}
				if ended := endedBy(t, p, end.Add(time.Second), london); when == "by the clock" && ended != 1 {
					t.Errorf("%d campaigns ended", ended)
				}
				p.now = p.now.Add(time.Second)
			}
		})
	}
}

// endedBy records ends at an instant, in a store with that clock.
func endedBy(t *testing.T, p *publicFace, at time.Time, zone *time.Location) int {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Folder: p.store.Folder(), Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}()
	n, err := st.EndCampaigns(t.Context(), zone)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCampaignInWelsh(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	bar := p.published("waste-bar")
	p.campaign("Ailgylchu mwy", func(d *widgets.CampaignDraft) { d.Lang = "cy" }, bar)
	root := document(t, p.get("/c/ailgylchu-mwy").body)
	if diff := cmp.Diff([]string{"cy"}, attributes(t, root, "html", "lang")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Ymgyrch, 1 Tachwedd 2026 i 31 Ionawr 2027"}, texts(t, root, ".fh-over")); diff != "" {
		t.Error(diff)
	}
	if got := attributes(t, root, "figure", "lang"); len(got) != 1 || got[0] != "en-GB" {
		t.Errorf("the figure is in %q", got)
	}
}
