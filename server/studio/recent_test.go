package studio_test

import (
	"strings"
	"testing"
	"time"

	"figurehead/server/auth"
	"figurehead/widgets"
)

// Start shows what somebody has in hand and may change, and the day that comes next.
func TestStartShowsRecentWorkAndCampaigns(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("editor")
	f := p.draft(spend, "")
	by := auth.ActorOf(o.users["editor"])
	in := func(days int) string { return o.now().AddDate(0, 0, days).Format(time.DateOnly) }
	for _, d := range []widgets.CampaignDraft{
		{Name: "Far", Slug: "far", Starts: in(40), Ends: in(50)},
		{Name: "Running", Slug: "running", Starts: in(-40), Ends: in(5)},
		{Name: "Over", Slug: "over", Starts: in(-40), Ends: in(-5)},
		{Name: "Open", Slug: "open"},
	} {
		_, err := o.store.CreateCampaign(t.Context(), by, widgets.Campaign{DirectorateID: o.users["editor"].DirectorateID, OwnerID: by.ID, Draft: d})
		o.must(err)
	}
	page := p.get("/studio/new")
	var names []string
	for _, n := range page.nodes("section[aria-labelledby=campaigns-coming] li a") {
		names = append(names, n.FirstChild.Data)
	}
	if got := strings.Join(names, ", "); got != "Running, Far, Open" {
		t.Errorf("campaigns: %s", got)
	}
	if got := page.text("section[aria-labelledby=campaigns-coming]"); !strings.Contains(got, "Ends on") || !strings.Contains(got, "Begins on") || !strings.Contains(got, "No day is planned") {
		t.Errorf("days: %s", got)
	}
	if got := page.attribute("section[aria-labelledby=carry-on] li a", "href"); got != f.page("say") {
		t.Errorf("carry on leads to %q", got)
	}
	if other := o.as("editor elsewhere").get("/studio/new"); len(other.nodes("#campaigns-coming, #carry-on")) != 0 {
		t.Error("somebody of another directorate is shown what she may not change")
	}
}
