package studio_test

import (
	"bytes"
	"encoding/json"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/widgets"
)

// TestHostileCampaign makes a campaign of plain texts and one of hostile ones:
// each page, in public too, has the same scripts, images, forms, handlers and
// hx- attributes both times, and no link runs anything.
func TestHostileCampaign(t *testing.T) {
	t.Parallel()
	want := walkCampaign(t, "plain words")
	for _, evil := range []string{
		`<script>alert(1)</script>`,
		`<img src=x onerror=alert(1) hx-get=/studio hx-trigger=load>`,
		`" autofocus onfocus="alert(1)" hx-post="/studio/new" x="`,
		`</textarea></title></svg></option></script><script src=//evil.example></script>`,
		`[x](javascript:alert(1)) ![y](//evil.example/y) <javascript:alert(2)> [z](data:text/html,<b>)`,
		"`` </script><!-- ${alert(1)} {{.Name}} --> ``",
	} {
		t.Run(evil, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, walkCampaign(t, evil)); diff != "" {
				t.Errorf("what acts on the pages (-plain +hostile):\n%s", diff)
			}
		})
	}
}

func walkCampaign(t *testing.T, text string) map[string][]string {
	t.Helper()
	o := newOffice(t, nil)
	p := o.as("admin")
	f := p.draft(spend, widgets.Bar)
	p.publishes(f)
	w, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	page := p.campaign(text)
	p.posts(page+"/add", url.Values{"figure": {f.widget}})
	sent := map[string]string{"slug": "the-campaign", "do": "publish"}
	for _, name := range []string{"name", "intro", "goal", "figure-1-heading", "figure-1-text"} {
		sent[name] = text
	}
	stale := p.get(page).campaignForm()
	if got := p.saves(page, sent); got.status != http.StatusSeeOther {
		t.Fatalf("publish: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	stale["intro"] = text + "!"
	pages := map[string]answer{"conflict": p.post(page, stale)}
	sent["ends"] = text
	pages["refused"] = p.saves(page, sent)
	for name, path := range map[string]string{
		"list": "/studio/campaigns?q=" + url.QueryEscape(text), "campaign": page + "?q=" + url.QueryEscape(text), "add": page + "/add?q=" + url.QueryEscape(text),
		"take down": page + "/take-down", "audit": "/studio/audit", "public": "/c/the-campaign",
	} {
		if pages[name] = p.get(path); pages[name].status != http.StatusOK {
			t.Errorf("%s: status %d", name, pages[name].status)
		}
	}
	pages["find"] = p.post("/studio/find", map[string]string{"campaign": strings.Split(page, "/")[3], "q": ""})
	public := pages["public"]
	if got := public.text("h1"); got != strings.Join(strings.Fields(text), " ") {
		t.Errorf("the title is %q", got)
	}
	var linked struct{ Name, Type string }
	if err := json.Unmarshal([]byte(textOf(public.nodes(`script[type="application/ld+json"]`)[0])), &linked); err != nil || linked.Name != strings.Join(strings.Fields(text), " ") {
		t.Errorf("JSON-LD names %q: %v", linked.Name, err)
	}
	picture := p.send(httptest.NewRequest("GET", "/c/the-campaign/og.png", nil))
	if _, err := png.Decode(bytes.NewReader([]byte(picture.body))); err != nil {
		t.Errorf("the picture: %v", err)
	}
	p.post(page+"/take-down", map[string]string{"reason": text})
	acts := map[string][]string{}
	for name, a := range pages {
		for _, link := range a.nodes("a[href]") {
			if u, err := url.Parse(attribute(link, "href")); err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
				t.Errorf("%s: a link leads to %q", name, attribute(link, "href"))
			}
		}
		for _, act := range a.acts(f, w) {
			if strings.HasSuffix(act, "/make") { // there is one for each dataset that fits the words
				continue
			}
			acts[name] = append(acts[name], strings.ReplaceAll(act, strings.Split(page, "/")[3], "CAMPAIGN"))
		}
	}
	return acts
}
