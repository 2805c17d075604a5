package studio_test

import (
	"net/http"
	"strings"
	"testing"

	"figurehead/store"
	"figurehead/widgets"
)

func TestDatasetsAndCampaignsNarrow(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft(recycledBy, widgets.Headline)
	other := p.draft("Month,Calls\n2024-01,120\n2024-02,130\n", "")
	d, err := o.store.Dataset(t.Context(), other.dataset)
	o.must(err)
	d.Title, d.Source.Licence, d.OwnerID = "Zebra crossings", "", o.users["editor"].ID
	o.must(o.store.SaveDataset(t.Context(), adminActor(o), d))
	campaign, err := o.store.CreateCampaign(t.Context(), adminActor(o), widgets.Campaign{OwnerID: o.users["publisher"].ID, DirectorateID: o.users["publisher"].DirectorateID,
		Draft: widgets.CampaignDraft{Name: "Recycle more", Slug: "recycle-more"}})
	o.must(err)
	empty, err := o.store.CreateCampaign(t.Context(), adminActor(o), widgets.Campaign{OwnerID: o.users["publisher"].ID, Draft: widgets.CampaignDraft{Name: "Empty", Slug: "empty"}})
	o.must(err)
	_, err = o.store.AddToCampaign(t.Context(), adminActor(o), campaign.ID, f.widget)
	o.must(err)
	for address, want := range map[string]string{
		"/studio/datasets": "2 datasets", "/studio/datasets?q=ZEBRA+cross": "1 of 2 datasets fits", "/studio/datasets?state=rests": "2 of 2 datasets fit",
		"/studio/datasets?state=stopped": "0 of 2 datasets fit", "/studio/datasets?licence=none": "1 of 2 datasets fits",
		"/studio/datasets?owner=" + o.users["editor"].ID: "1 of 2 datasets fits", "/studio/datasets?directorate=none": "0 of 2 datasets fit",
		"/studio/datasets?sort=title&page=9": "2 datasets",
		"/studio/campaigns":                  "2 campaigns", "/studio/campaigns?q=RECYCLE": "1 of 2 campaigns fits", "/studio/campaigns?state=draft": "2 of 2 campaigns fit",
		"/studio/campaigns?state=public&page=9": "", "/studio/campaigns?state=ended": "", "/studio/campaigns?state=nonsense": "",
		"/studio/campaigns?owner=" + o.users["editor"].ID: "", "/studio/campaigns?directorate=" + o.users["publisher"].DirectorateID: "1 of 2 campaigns fits",
		"/studio/figures?campaign=" + campaign.ID:                                       "1 of 2 figures fits",
		"/studio/figures?campaign=" + empty.ID + "&state=" + "draft":                    "",
		"/studio/figures?campaign=nobody":                                               "",
		"/studio/figures?campaign=" + campaign.ID + "&state=" + string(store.StateLive): "",
	} {
		got := p.get(address)
		if count := got.text(".fh-live [role=status]"); got.status != http.StatusOK || want != "" && count != want || want == "" && got.text(".fh-empty h2") != "Nothing fits" {
			t.Errorf("%s: %d, %q, want %q", address, got.status, count, want)
		}
	}
	next := strings.Join(o.as("admin").get("/studio/campaigns").cells("#campaigns"), "\n")
	for _, want := range []string{"Look and publish: Recycle more", "Add figures: Empty"} {
		if !strings.Contains(next, want) {
			t.Errorf("the list of campaigns says %s, want %q", next, want)
		}
	}
	if got := o.as("viewer").get("/studio/campaigns").text("#campaigns"); strings.Contains(got, "Look and publish") || !strings.Contains(got, "Recycle more") {
		t.Errorf("a viewer is told %q", got)
	}
	rows := strings.Join(p.get("/studio/datasets?sort=title").cells("#datasets"), "\n")
	for _, want := range []string{"By hand | –", "Make a figure", "Name its source: Zebra crossings"} {
		if !strings.Contains(rows, want) {
			t.Errorf("the list says %s, want %q", rows, want)
		}
	}
	if got := p.get("/studio/datasets?sort=title").text("#datasets tbody tr:last-child th a"); got != "Zebra crossings" {
		t.Errorf("by title the last is %q", got)
	}
}
