package studio_test

import (
	"archive/zip"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/store"
	"figurehead/widgets"
)

// starts makes a campaign and returns the address of its page.
func (p person) campaign(name string) string {
	p.office.t.Helper()
	got := p.post("/studio/campaigns/new", map[string]string{"name": name})
	if got.status != http.StatusSeeOther {
		p.office.t.Fatalf("new campaign: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	return got.location
}

// campaignForm is what the page of a campaign would send, unchanged.
func (a answer) campaignForm() map[string]string {
	a.t.Helper()
	values := map[string]string{}
	for _, n := range a.nodes(`#campaign [name], [form=campaign][name]`) {
		if name := attribute(n, "name"); n.Data != "button" && name != "csrf" {
			values[name] = a.typed(name)
		}
	}
	return values
}

// saves changes fields of the page of a campaign and presses a button.
func (p person) saves(page string, fields map[string]string) answer {
	p.office.t.Helper()
	form := p.get(page).campaignForm()
	for name, value := range fields {
		form[name] = value
	}
	return p.post(page, form)
}

func (o *office) campaignAt(page string) widgets.Campaign {
	o.t.Helper()
	c, err := o.store.Campaign(o.t.Context(), strings.Split(page, "/")[3])
	o.must(err)
	return c
}

func TestCampaign(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor, publisher := o.as("editor"), o.as("publisher")
	live, draft := publisher.draft(spend, widgets.Bar), editor.draft(quarters, widgets.Line)
	edition := publisher.publishes(live)
	page := editor.campaign("Recycle more at home")
	if got := editor.get("/studio/campaigns"); got.text("tbody th a") != "Recycle more at home" || got.text(".fh-state") != "Not published" {
		t.Errorf("the list says %q", got.text("table"))
	}

	adding := editor.get(page + "/add")
	if got := adding.hidden("figure"); !slices.Contains(got, live.widget) || !slices.Contains(got, draft.widget) {
		t.Fatalf("figures to add: %q", got)
	}
	if got := editor.posts(page+"/add", url.Values{"figure": {live.widget, draft.widget}}); got.status != http.StatusSeeOther {
		t.Fatalf("add: status %d", got.status)
	}
	form := map[string]string{"name": "Recycle more", "intro": "More than **half**.", "goal": "Fewer bins", "starts": "2026-11-01", "ends": "2027-01-31", "figure-1-heading": "Spent", "figure-2-text": "It *rose*."}
	if got := editor.saves(page, form); got.status != http.StatusSeeOther || got.location != page {
		t.Fatalf("save: status %d to %q, %s", got.status, got.location, got.text(".govuk-error-summary"))
	}
	c := o.campaignAt(page)
	want := widgets.CampaignDraft{Name: "Recycle more", Slug: "recycle-more", Intro: "More than **half**.", Goal: "Fewer bins", Starts: "2026-11-01", Ends: "2027-01-31",
		After: widgets.Freeze, Figures: []widgets.CampaignFigure{{WidgetID: live.widget, Heading: "Spent"}, {WidgetID: draft.widget, Text: "It *rose*."}}}
	if diff := cmp.Diff(want, c.Draft); diff != "" {
		t.Errorf("saved (-want +got):\n%s", diff)
	}
	if got := editor.saves(page, map[string]string{"down": live.widget}); got.location != page+"#figures" || o.campaignAt(page).Draft.Figures[0].WidgetID != draft.widget {
		t.Errorf("down: to %q, first is %q", got.location, o.campaignAt(page).Draft.Figures[0].WidgetID)
	}
	editor.saves(page, map[string]string{"up": live.widget})
	if f := o.campaignAt(page).Draft.Figures; f[0].Heading != "Spent" || f[1].Text != "It *rose*." {
		t.Errorf("up: %+v", f)
	}

	if got := editor.saves(page, map[string]string{"do": "publish"}); got.status != http.StatusForbidden {
		t.Errorf("an editor publishes: status %d", got.status)
	}
	if got := publisher.saves(page, map[string]string{"do": "publish", "name": "Recycle more now"}); got.status != http.StatusSeeOther {
		t.Fatalf("publish: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	public := publisher.get("/c/recycle-more-now")
	if public.status != http.StatusOK || public.text("h1") != "Recycle more now" || !strings.Contains(public.body, edition.Title) || strings.Contains(public.body, "Fewer bins") {
		t.Errorf("the public page: status %d, %q", public.status, public.text("main"))
	}
	if got := publisher.get(page); got.text(".fh-state--ok") != "Public until 31 January 2027" || got.attribute(`#public a`, "href") != "/c/recycle-more-now" {
		t.Errorf("the page says %q", got.text("#public"))
	}
	publisher.publishes(draft)
	publisher.saves(page, map[string]string{"remove": live.widget})
	if f := o.campaignAt(page); len(f.Draft.Figures) != 1 || !f.Changed || len(f.Public.Figures) != 2 {
		t.Errorf("remove: %+v", f)
	}

	if got := publisher.post(page+"/take-down", nil); got.status != http.StatusUnprocessableEntity || got.text("#reason-error") == "" {
		t.Errorf("taken down without a reason: status %d", got.status)
	}
	if got := publisher.post(page+"/take-down", map[string]string{"reason": "It is over"}); got.status != http.StatusSeeOther {
		t.Errorf("take down: status %d", got.status)
	}
	o.clock.Add(int64(time.Second)) // pages are believed for a moment
	if got := publisher.get("/c/recycle-more-now"); got.status != http.StatusGone || !strings.Contains(got.body, "It is over") {
		t.Errorf("taken down: status %d", got.status)
	}
}

func TestCampaignRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor, publisher, elsewhere := o.as("editor"), o.as("publisher"), o.as("publisher elsewhere")
	page := publisher.campaign("Recycle more")
	taken := publisher.campaign("Water")
	for _, test := range []struct {
		name, field string
		fields      map[string]string
	}{
		{"no name", "name", map[string]string{"name": " "}},
		{"an address that is kept", "slug", map[string]string{"slug": "new"}},
		{"an address with a slash", "slug", map[string]string{"slug": "a/b"}},
		{"the address of another", "slug", map[string]string{"slug": o.campaignAt(taken).Draft.Slug}},
		{"a day that is none", "ends", map[string]string{"ends": "2026-02-30"}},
		{"an end before the start", "ends", map[string]string{"starts": "2026-11-02", "ends": "2026-11-01"}},
		{"nothing to publish", "figures", map[string]string{"do": "publish"}},
	} {
		before := o.campaignAt(page).Draft
		got := publisher.saves(page, test.fields)
		if got.status != http.StatusUnprocessableEntity || got.attribute(`.govuk-error-summary a`, "href") != "#"+test.field || len(got.nodes("#"+test.field)) != 1 {
			t.Errorf("%s: status %d, %q", test.name, got.status, got.text(".govuk-error-summary"))
		}
		for name, value := range test.fields {
			if name != "do" && got.typed(name) != strings.TrimSpace(value) {
				t.Errorf("%s: %s is not kept: %q", test.name, name, got.typed(name))
			}
		}
		if diff := cmp.Diff(before, o.campaignAt(page).Draft); diff != "" {
			t.Errorf("%s was saved:\n%s", test.name, diff)
		}
	}
	if got := publisher.post("/studio/campaigns/new", map[string]string{"name": " "}); got.status != http.StatusUnprocessableEntity || got.text("#name-error") == "" {
		t.Errorf("a campaign without a name: status %d", got.status)
	}

	// Another directorate neither changes it nor puts its drafts into it.
	for _, address := range []string{page, page + "/add", page + "/take-down", page + "/make"} {
		if got := elsewhere.post(address, map[string]string{"name": "Theirs"}); got.status != http.StatusForbidden {
			t.Errorf("%s from elsewhere: status %d", address, got.status)
		}
	}
	theirs := o.as("editor elsewhere").draft(quarters, widgets.Line)
	if got := editor.posts(page+"/add", url.Values{"figure": {theirs.widget}}); got.status != http.StatusForbidden {
		t.Errorf("a draft of another directorate: status %d", got.status)
	}
	editor.saves(page, map[string]string{"figure-1-id": theirs.widget, "name": "Recycle"})
	if got := o.campaignAt(page).Draft; len(got.Figures) != 0 || got.Name != "Recycle" {
		t.Errorf("a form with a draft of another directorate made %+v", got)
	}
	if got := editor.posts(page+"/add", url.Values{}); got.status != http.StatusUnprocessableEntity || got.text(".govuk-error-summary a") == "" {
		t.Errorf("nothing ticked: status %d", got.status)
	}
	if got := editor.get(page + "/kit.zip"); got.status != http.StatusNotFound {
		t.Errorf("a kit of nothing: status %d", got.status)
	}

	// A viewer sees what it is, and no form.
	if got := o.as("viewer").get(page); got.status != http.StatusOK || got.text("h1") != "Recycle" || len(got.nodes("main form")) != 0 {
		t.Errorf("a viewer: status %d, %d forms", got.status, len(got.nodes("main form")))
	}
}

func TestCampaignConflict(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	mine, theirs := o.as("editor"), o.as("publisher")
	page := mine.campaign("Recycle more")
	form := mine.get(page).campaignForm()
	theirs.saves(page, map[string]string{"intro": "Their words"})
	form["intro"] = "My words"
	got := mine.post(page, form)
	if got.status != http.StatusConflict || got.typed("intro") != "My words" || !strings.Contains(got.text("#conflict"), "IntroductionMy wordsTheir words") {
		t.Fatalf("a stale form: status %d, %q", got.status, got.text("#conflict"))
	}
	if now := o.campaignAt(page).Draft.Intro; now != "Their words" {
		t.Errorf("stored is %q", now)
	}
	again := got.campaignForm()
	again["do"] = "theirs"
	if left := mine.post(page, again); left.status != http.StatusSeeOther || o.campaignAt(page).Draft.Intro != "Their words" {
		t.Errorf("use theirs: status %d", left.status)
	}
	again["do"] = "mine"
	if kept := mine.post(page, again); kept.status != http.StatusSeeOther || o.campaignAt(page).Draft.Intro != "My words" {
		t.Errorf("use mine: status %d, stored %q", kept.status, o.campaignAt(page).Draft.Intro)
	}
}

func TestCampaignKit(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	one, draft := publisher.draft(spend, widgets.Bar), publisher.draft(quarters, widgets.Line)
	edition := publisher.publishes(one)
	page := publisher.campaign("Recycle more")
	publisher.posts(page+"/add", url.Values{"figure": {one.widget, draft.widget}})
	publisher.saves(page, map[string]string{"do": "publish"})
	got := o.as("viewer").get(page + "/kit.zip")
	z, err := zip.NewReader(strings.NewReader(got.body), int64(len(got.body)))
	if err != nil {
		t.Fatalf("status %d: %v", got.status, err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	folder := "figure-" + edition.ShortCode + "-1/"
	for _, name := range []string{"README.txt", "manifest.json", "link-preview.png", folder + "README.txt", folder + "square.png", folder + "data.csv", folder + "manifest.json"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is not among %q", name, names)
		}
	}
}

// TestCampaignFinds goes from the words of a campaign to a figure that joins it.
func TestCampaignFinds(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	f := editor.draft(spend, widgets.Bar)
	d, err := o.store.Dataset(t.Context(), f.dataset)
	o.must(err)
	d.Title = "Spending on roads"
	o.must(o.store.SaveDataset(t.Context(), store.Actor{Name: "test"}, d))
	page := editor.campaign("Mending our road")
	got := editor.get(page)
	if got.text("#finds .fh-find a") != "Spending on roads" || !strings.Contains(got.text("#finds .fh-find .fh-meta"), "“") {
		t.Fatalf("finds: %q", got.text("#finds"))
	}
	if none := editor.get(page + "?q=zebras"); none.text("#finds .fh-find") != "" || none.attribute("#words", "value") != "zebras" {
		t.Errorf("another word finds %q", none.text("#finds"))
	}
	made := editor.post(page+"/make", map[string]string{"snapshot": got.hidden("snapshot")[0]})
	if made.location != "/studio/sources/"+f.snapshot+"/pick" || !strings.Contains(editor.get(made.location).text("main"), "joins the campaign Mending our road") {
		t.Fatalf("make: status %d to %q", made.status, made.location)
	}
	picked := editor.post(made.location, map[string]string{"suggestion": "1"})
	if figures := o.campaignAt(page).Draft.Figures; len(figures) != 1 || !strings.Contains(picked.location, figures[0].WidgetID) {
		t.Errorf("the figure of %q did not join: %+v", picked.location, figures)
	}
	editor.post(made.location, map[string]string{"suggestion": "1"})
	if figures := o.campaignAt(page).Draft.Figures; len(figures) != 1 {
		t.Errorf("a second figure joined too: %+v", figures)
	}
	if got := editor.post("/studio/find", map[string]string{"campaign": strings.Split(page, "/")[3], "q": ""}); !strings.Contains(got.text("main"), "joins the campaign Mending our road") {
		t.Errorf("the search of portals says %q", got.text("main"))
	}
	if got := o.as("editor elsewhere").post("/studio/find", map[string]string{"campaign": strings.Split(page, "/")[3], "q": "x"}); got.status != http.StatusForbidden {
		t.Errorf("a campaign of another directorate: status %d", got.status)
	}
}
