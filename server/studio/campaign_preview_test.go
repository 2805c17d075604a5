package studio_test

import (
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"figurehead/widgets"
)

// A campaign is looked at before it is public: its page, and the picture of its
// link, which is then what readers get.
func TestCampaignPreview(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher, viewer := o.as("publisher"), o.as("viewer")
	live, draft := publisher.draft(spend, widgets.Bar), publisher.draft(quarters, widgets.Line)
	edition := publisher.publishes(live)
	page := publisher.campaign("Recycle more")
	publisher.posts(page+"/add", url.Values{"figure": {live.widget, draft.widget}})
	publisher.saves(page, map[string]string{"intro": "More than **half**.", "goal": "Fewer bins"})

	preview := viewer.get(page + "/preview")
	if preview.status != http.StatusOK || preview.text("h1") != "Recycle more" || !strings.Contains(preview.body, edition.Title) || strings.Contains(preview.body, "Fewer bins") {
		t.Errorf("the preview: status %d, %q", preview.status, preview.text("main"))
	}
	if note := preview.text(".fh-note"); !strings.Contains(note, "Readers do not have it yet.One figure is left out") || preview.attribute(".fh-note a", "href") != page {
		t.Errorf("its note says %q", note)
	}
	if got := viewer.get("/c/recycle-more"); got.status != http.StatusNotFound {
		t.Errorf("readers have it: status %d", got.status)
	}
	drawn := viewer.get(page + "/link.png")
	picture, err := png.Decode(strings.NewReader(drawn.body))
	if err != nil {
		t.Fatalf("the picture of its link: status %d, %v", drawn.status, err)
	}
	if size := picture.Bounds(); size.Dx() != 1200 || size.Dy() != 630 || !strings.Contains(drawn.body, "Recycle more") {
		t.Errorf("the picture is %v, and its text %v", size, strings.Contains(drawn.body, "Recycle more"))
	}
	publisher.saves(page, map[string]string{"do": "publish"})
	public := viewer.get("/c/recycle-more")
	if at := public.attribute(`meta[property="og:image"]`, "content"); viewer.get(strings.TrimPrefix(at, publicURL)).body != drawn.body {
		t.Errorf("readers get another picture at %q", at)
	}
	if got := viewer.get(page + "/preview").text(".fh-note"); !strings.Contains(got, "as readers have it") {
		t.Errorf("the note of what is public says %q", got)
	}
}

func TestDeleteCampaign(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	editor, publisher := o.as("editor"), o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	page := editor.campaign("Recycle more")
	editor.posts(page+"/add", url.Values{"figure": {f.widget}})
	editor.post(page+"/make", map[string]string{"snapshot": f.snapshot})
	if got := o.as("publisher elsewhere").post(page+"/delete", nil); got.status != http.StatusForbidden {
		t.Errorf("somebody elsewhere deletes it: status %d", got.status)
	}
	asked := editor.get(page + "/delete")
	if !strings.Contains(asked.text("main"), "Its figure stays as it is") {
		t.Errorf("asked: %q", asked.text("main"))
	}
	stale := map[string]string{"version": asked.typed("version")}
	publisher.saves(page, map[string]string{"intro": "Words since"})
	if got := editor.post(page+"/delete", stale); got.location != page || o.campaignAt(page).Draft.Intro != "Words since" {
		t.Errorf("one that somebody changed since was deleted: status %d", got.status)
	}
	done := editor.post(page+"/delete", map[string]string{"version": editor.get(page + "/delete").typed("version")})
	if done.status != http.StatusSeeOther || !strings.Contains(editor.get(done.location).text("[role=status]"), "deleted") {
		t.Fatalf("deleted: status %d to %q", done.status, done.location)
	}
	if got := editor.get(page); got.status != http.StatusNotFound {
		t.Errorf("it is still there: status %d", got.status)
	}
	if _, err := o.store.Widget(t.Context(), f.widget); err != nil {
		t.Errorf("its figure went too: %v", err)
	}

	publisher.publishes(f)
	public := publisher.campaign("Recycle more")
	publisher.posts(public+"/add", url.Values{"figure": {f.widget}})
	publisher.saves(public, map[string]string{"do": "publish"})
	if got := publisher.get(public + "/delete"); got.status != http.StatusNotFound {
		t.Errorf("one that is public: status %d", got.status)
	}
	if got := publisher.post(public+"/delete", nil); got.location != public || publisher.get("/c/recycle-more").status != http.StatusOK {
		t.Errorf("one that is public was deleted: status %d", got.status)
	}
}

// After its last day the page stays as it was, says so, and the studio knows.
func TestCampaignIsOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	o.clock.Store(int64(-49 * time.Hour))
	publisher := o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	before := publisher.publishes(f).Title
	page := publisher.campaign("Recycle more")
	publisher.posts(page+"/add", url.Values{"figure": {f.widget}})
	last := o.now().AddDate(0, 0, 1)
	publisher.saves(page, map[string]string{"ends": last.Format(time.DateOnly), "do": "publish"})
	o.clock.Store(0)
	publisher.retitles(f, "Another title since")
	publisher.publishes(f)
	day := last.Format("2 January 2006")
	public := publisher.get("/c/recycle-more")
	if notice := public.text(".fh-note"); notice != "This campaign ended on "+day+". Its figures are as they were on that day." {
		t.Errorf("the page says %q", notice)
	}
	if !strings.Contains(public.body, before) || strings.Contains(public.body, "Another title since") {
		t.Error("the figure of the page followed what came after the end")
	}
	if got := publisher.get("/studio/campaigns").text("td .fh-state"); got != "Ended on "+day {
		t.Errorf("the studio says %q", got)
	}
}
