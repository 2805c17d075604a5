package studio_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// posts sends a form in which names may stand several times.
func (p person) posts(path string, form url.Values) answer {
	p.office.t.Helper()
	form.Set("csrf", p.csrf)
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return p.send(r)
}

// hidden are the values of the hidden fields of that name.
func (a answer) hidden(name string) (values []string) {
	for _, n := range a.nodes(`input[name="` + name + `"]`) {
		for _, at := range n.Attr {
			if at.Key == "value" {
				values = append(values, at.Val)
			}
		}
	}
	return values
}

func TestLibrary(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor, publisher := o.as("editor"), o.as("publisher")
	if got := editor.get("/studio/figures"); !strings.Contains(got.body, "three minutes away") || len(got.nodes("#q")) != 0 {
		t.Error("an empty Library does not say how to begin, or has a filter")
	}
	live, draft := publisher.draft(spend, widgets.Bar), editor.draft(quarters, widgets.Line)
	publisher.publishes(live)
	// Each draft of the test began as another figure of the same data.
	if got := editor.get("/studio/figures").text("#list [role=status]"); got != "4 figures, 1 of them public" {
		t.Errorf("the list is summed up as %q", got)
	}
	for _, test := range []struct {
		address string
		of      int
		has     string
		not     string
	}{
		{"?state=live", 1, live.widget, draft.widget}, {"?state=draft", 3, draft.widget, live.widget}, {"?kind=line", 1, draft.widget, live.widget},
		{"?dataset=" + live.dataset, 2, live.widget, draft.widget}, {"?owner=" + o.users["editor"].ID, 2, draft.widget, live.widget},
		{"?q=applications", 2, draft.widget, live.widget},
	} {
		got := editor.get("/studio/figures" + test.address)
		ids := got.hidden("figure")
		if !slices.Contains(ids, test.has) || slices.Contains(ids, test.not) || len(ids) != test.of {
			t.Errorf("%s lists %v, want %s", test.address, ids, test.has)
		}
		if want := fmt.Sprintf("%d of 4 figures fit", test.of); got.text("#list [role=status]") != want && test.of > 1 {
			t.Errorf("%s is summed up as %q, want %q", test.address, got.text("#list [role=status]"), want)
		}
	}
	if got := editor.get("/studio/figures?q=zzzz&sort=title"); got.text("#list h2") != "Nothing fits" || got.typed("q") != "zzzz" || got.typed("sort") != "title" {
		t.Error("a filter that nothing fits is not kept")
	}
	if got := editor.get("/studio/figures?page=-1&sort=x&other=%27"); got.status != http.StatusOK || len(got.hidden("figure")) != 4 {
		t.Errorf("an address that cannot be read: status %d", got.status)
	}
	if got := o.as("viewer").get("/studio/figures"); len(got.nodes(`button[value="withdraw"]`)) != 0 || !strings.Contains(got.text(".fh-bulk"), "Download kits") {
		t.Error("a viewer is offered to withdraw, or no kits")
	}
}

// The pages of a long list keep the filter, and one past the end is the last.
func TestLibraryPages(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	o.figures(120)
	p := o.as("editor")
	page := p.get("/studio/figures?q=waste&sort=title")
	var seen []string
	for n := range 3 {
		ids := page.hidden("figure")
		if want := []int{50, 50, 20}[n]; len(ids) != want {
			t.Fatalf("page %d has %d figures, want %d", n+1, len(ids), want)
		}
		seen = append(seen, ids...)
		if n < 2 {
			page = p.get(page.attribute(`a[rel="next"]`, "href"))
			if page.typed("q") != "waste" || page.typed("sort") != "title" {
				t.Fatalf("page %d lost the filter", n+2)
			}
		}
	}
	slices.Sort(seen)
	if got := len(slices.Compact(seen)); got != 120 || len(page.nodes(`a[rel="next"]`)) != 0 {
		t.Errorf("three pages show %d figures, want 120 and no page more", got)
	}
	if got := p.get("/studio/figures?page=99"); got.text(".fh-pages span") != "Page 3 of 3" {
		t.Errorf("page 99 is %q", got.text(".fh-pages span"))
	}
}

// figures makes n drafts from one dataset of Communications.
func (o *office) figures(n int) {
	o.t.Helper()
	owner := o.users["editor"]
	f := o.as("editor").draft(spend, widgets.Bar)
	for i := range n {
		_, _, err := o.store.CreateWidget(o.t.Context(), store.Actor{ID: owner.ID, Name: owner.Name},
			widgets.Widget{DatasetID: f.dataset, OwnerID: owner.ID, DirectorateID: owner.DirectorateID},
			widgets.Draft{SnapshotID: f.snapshot, Query: datasets.Query{Version: 1}, Spec: widgets.Spec{Version: 1, Kind: widgets.Bar, Title: fmt.Sprintf("Waste %03d of the council", i)}})
		o.must(err)
	}
}

// What is done to several figures is asked, refused in words, and done to all
// of them or to none.
func TestChosenFigures(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	a, b, draft := publisher.draft(spend, widgets.Bar), publisher.draft(quarters, widgets.Line), publisher.draft(spend, widgets.Bar)
	publisher.publishes(a)
	publisher.publishes(b)
	choose := func(do string, figures ...figure) string {
		at := "/studio/figures/chosen?back=q%3Dspend&do=" + do
		for _, f := range figures {
			at += "&figure=" + f.widget
		}
		return at
	}
	if got := publisher.get(choose("withdraw")); got.status != http.StatusUnprocessableEntity || got.text(".govuk-error-summary a") != "Choose at least one figure" || got.typed("q") != "spend" {
		t.Errorf("nothing chosen: status %d, %q", got.status, got.text(".govuk-error-summary"))
	}
	if got := publisher.get(choose("burn", a)); got.status != http.StatusBadRequest {
		t.Errorf("an unknown action: status %d", got.status)
	}
	asked := publisher.get(choose("withdraw", a, b, draft))
	if !strings.Contains(asked.text(".fh-note--look"), "It is not public") || len(asked.hidden("was")) != 2 {
		t.Fatalf("the draft is not left out: %s", asked.text("main"))
	}
	withdrawal := url.Values{"do": {"withdraw"}, "back": {"q=spend"}, "was": asked.hidden("was")}
	if got := publisher.posts("/studio/figures/chosen", withdrawal); got.status != http.StatusUnprocessableEntity || got.text("#reason-error") == "" {
		t.Errorf("no reason: status %d", got.status)
	}
	withdrawal.Set("reason", "The file was wrong.")
	for name, want := range map[string]int{"editor": http.StatusForbidden, "publisher elsewhere": http.StatusForbidden, "viewer": http.StatusForbidden} {
		if got := o.as(name).posts("/studio/figures/chosen", withdrawal); got.status != want {
			t.Errorf("%s withdraws: status %d, want %d", name, got.status, want)
		}
	}
	if got := publisher.posts("/studio/figures/chosen", url.Values{"do": {"withdraw"}, "was": {"x"}}); got.status != http.StatusBadRequest {
		t.Errorf("a forged choice: status %d", got.status)
	}
	// Somebody publishes one of them anew in between.
	publisher.publishes(a)
	if got := publisher.posts("/studio/figures/chosen", withdrawal); got.status != http.StatusConflict || got.typed("reason") != "The file was wrong." || !strings.Contains(got.text(".govuk-error-summary"), "Nothing was done") {
		t.Errorf("changed meanwhile: status %d, %s", got.status, got.text(".govuk-error-summary"))
	} else {
		withdrawal["was"] = got.hidden("was")
	}
	done := publisher.posts("/studio/figures/chosen", withdrawal)
	if done.status != http.StatusSeeOther || done.location != "/studio/figures?q=spend&done=withdraw&of=2" {
		t.Fatalf("withdrawn: status %d to %s", done.status, done.location)
	}
	if got := publisher.get(done.location); !strings.HasPrefix(got.text(".fh-note"), "2 figures withdrawn") {
		t.Errorf("the list says %q", got.text(".fh-note"))
	}
	for _, f := range []figure{a, b} {
		w, err := o.store.Widget(t.Context(), f.widget)
		o.must(err)
		if w.State != widgets.Withdrawn {
			t.Errorf("%s is %s", w.Title, w.State)
		}
	}
}

func TestChosenAreAssigned(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	a, b := editor.draft(spend, widgets.Bar), editor.draft(quarters, widgets.Line)
	at := "/studio/figures/chosen?do=assign&figure=" + a.widget + "&figure=" + b.widget
	asked := editor.get(at)
	if len(asked.nodes("#directorate")) != 0 {
		t.Error("an editor of one directorate may move figures to another")
	}
	send := func(p person, owner, directorate string) answer {
		return p.posts("/studio/figures/chosen", url.Values{"do": {"assign"}, "was": asked.hidden("was"), "owner": {owner}, "directorate": {directorate}})
	}
	elsewhere := o.users["editor elsewhere"]
	for _, test := range []struct{ name, owner, directorate, at string }{
		{"nothing new", "", "", "#owner-error"}, {"nobody", "x", "", "#owner-error"}, {"a viewer", o.users["viewer"].ID, "", "#owner-error"},
		{"somebody of another directorate", elsewhere.ID, "", "#owner-error"},
	} {
		if got := send(editor, test.owner, test.directorate); got.status != http.StatusUnprocessableEntity || got.text(test.at) == "" {
			t.Errorf("%s: status %d, %q", test.name, got.status, got.text(".govuk-error-summary"))
		}
	}
	if got := send(editor, "", elsewhere.DirectorateID); got.status != http.StatusUnprocessableEntity {
		t.Errorf("an editor moves figures away: status %d", got.status)
	}
	// Two people at once: one wins as a whole.
	answers, wait := make([]answer, 2), sync.WaitGroup{}
	admin := o.as("admin")
	for i, owner := range []store.User{o.users["publisher"], o.users["admin"]} {
		wait.Go(func() { answers[i] = send(admin, owner.ID, "") })
	}
	wait.Wait()
	statuses := []int{answers[0].status, answers[1].status}
	slices.Sort(statuses)
	if !slices.Equal(statuses, []int{http.StatusSeeOther, http.StatusConflict}) {
		t.Errorf("two at once: %v, want one done and one conflict", statuses)
	}
	wa, err := o.store.Widget(t.Context(), a.widget)
	o.must(err)
	wb, err := o.store.Widget(t.Context(), b.widget)
	o.must(err)
	if wa.OwnerID != wb.OwnerID || wa.OwnerID == o.users["editor"].ID {
		t.Error("the figures went to different people, or to nobody")
	}
	asked = admin.get(at)
	if got := send(admin, elsewhere.ID, elsewhere.DirectorateID); got.status != http.StatusSeeOther {
		t.Errorf("an admin moves them: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := o.as("editor elsewhere").get("/studio/figures?directorate=" + elsewhere.DirectorateID); len(got.hidden("figure")) != 2 {
		t.Error("the figures are not in the other directorate")
	}
}

func TestChosenKits(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	a, draft := publisher.draft(spend, widgets.Bar), publisher.draft(quarters, widgets.Line)
	e := publisher.publishes(a)
	viewer := o.as("viewer")
	for address, want := range map[string]int{"": http.StatusBadRequest, "?figure=nobody": http.StatusNotFound} {
		if got := viewer.get("/studio/figures/kits.zip" + address); got.status != want {
			t.Errorf("kits.zip%s: status %d, want %d", address, got.status, want)
		}
	}
	got := viewer.get("/studio/figures/kits.zip?figure=" + a.widget + "&figure=" + draft.widget)
	z, err := zip.NewReader(bytes.NewReader([]byte(got.body)), int64(len(got.body)))
	if err != nil {
		t.Fatalf("status %d: %v", got.status, err)
	}
	folder := fmt.Sprintf("figure-%s-%d/", e.ShortCode, e.Number)
	if _, err := z.Open(folder + "og.png"); err != nil {
		t.Errorf("the picture is missing: %v", err)
	}
	readme, err := z.Open("README.txt")
	o.must(err)
	var text bytes.Buffer
	_, err = text.ReadFrom(readme)
	o.must(err)
	if !strings.Contains(text.String(), "Left out, because it is not public") {
		t.Errorf("README: %s", text.String())
	}
}

func TestChosenJoinACampaign(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	a, b := editor.draft(spend, widgets.Bar), editor.draft(quarters, widgets.Line)
	choose := "/studio/figures/chosen?do=campaign&figure=" + a.widget + "&figure=" + b.widget
	if got := o.as("editor elsewhere").get(choose); !strings.Contains(got.text(".fh-note--look"), "nor a draft of your directorate") || len(got.hidden("was")) != 0 {
		t.Errorf("drafts of another directorate are offered: %s", got.text("main"))
	}
	asked := editor.get(choose)
	send := func(p person, campaign, name string) answer {
		return p.posts("/studio/figures/chosen", url.Values{"do": {"campaign"}, "was": asked.hidden("was"), "campaign": {campaign}, "name": {name}})
	}
	if got := send(editor, "", " "); got.status != http.StatusUnprocessableEntity || got.text("#name-error") == "" {
		t.Errorf("no campaign: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := send(o.as("editor elsewhere"), "", "Theirs"); got.status != http.StatusForbidden {
		t.Errorf("an editor elsewhere adds them: status %d", got.status)
	}
	made := send(editor, "", "Warm  homes")
	if made.status != http.StatusSeeOther || !strings.HasSuffix(made.location, "#figures") {
		t.Fatalf("a new campaign: status %d to %s", made.status, made.location)
	}
	id := strings.TrimSuffix(strings.TrimPrefix(made.location, "/studio/campaigns/"), "#figures")
	if got := send(editor, id, "Warm homes"); got.status != http.StatusUnprocessableEntity || got.typed("name") != "Warm homes" {
		t.Errorf("both: status %d", got.status)
	}
	if got := send(o.as("publisher elsewhere"), id, ""); got.status != http.StatusForbidden {
		t.Errorf("somebody elsewhere adds to it: status %d", got.status)
	}
	if got := send(editor, id, ""); got.status != http.StatusSeeOther {
		t.Errorf("again: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	campaign, err := o.store.Campaign(t.Context(), id)
	o.must(err)
	if len(campaign.Draft.Figures) != 2 || campaign.Draft.Name != "Warm homes" {
		t.Errorf("the campaign is %+v, want both figures once", campaign.Draft)
	}
}

// A draft has a picture in lists, drawn when it is asked for and not again until it
// changes.
func TestThumbnails(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor := o.as("editor")
	f := editor.draft(spend, widgets.Bar)
	at := "/studio/figures/" + f.widget + "/thumb.png"
	if got := editor.get("/studio/figures").attribute(`img[src="`+at+`"]`, "loading"); got != "lazy" {
		t.Errorf("the list loads the picture %q, want lazy", got)
	}
	first := editor.get(at)
	picture, err := png.Decode(strings.NewReader(first.body))
	if err != nil {
		t.Fatalf("status %d: %v", first.status, err)
	}
	if size := picture.Bounds(); size.Dx() != 240 || size.Dy() != 126 || len(first.body) > 20_000 {
		t.Errorf("the picture is %v in %d bytes", size, len(first.body))
	}
	again := func() int {
		r := httptest.NewRequest("GET", at, nil)
		r.Header.Set("If-None-Match", first.tag)
		return editor.send(r).status
	}
	if got := again(); got != http.StatusNotModified {
		t.Errorf("unchanged: status %d, want 304", got)
	}
	editor.retitles(f, "Another title")
	if got := again(); got != http.StatusOK {
		t.Errorf("changed: status %d, want the new picture", got)
	}
	if got := o.as("viewer").get("/studio/figures/nobody/thumb.png"); got.status != http.StatusNotFound {
		t.Errorf("no figure: status %d", got.status)
	}
}
