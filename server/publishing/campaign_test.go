package publishing_test

import (
	"bytes"
	"errors"
	"image/png"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// campaignOf stores a campaign with the figure of the desk.
func (d desk) campaignOf(t *testing.T, draft widgets.CampaignDraft) widgets.Campaign {
	t.Helper()
	draft.Figures = append(draft.Figures, widgets.CampaignFigure{WidgetID: d.widget.ID})
	c, err := d.store.CreateCampaign(t.Context(), officer, widgets.Campaign{OwnerID: officer.ID, Draft: draft})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPublishCampaign(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ours, true)
	c := d.campaignOf(t, widgets.CampaignDraft{
		Name: "Recycle more at home", Slug: "recycle-more", Starts: "2026-11-01", Ends: "2027-01-31",
		Intro: "More than **half** of what Essex throws away at home is now recycled or composted. Here is how that compares, and where the rest goes.",
	})
	_, err := d.publisher.PublishCampaign(t.Context(), officer, c.ID, c.Version)
	if problem, ok := publishing.Mendable(err); !ok || problem.Field != "figures" {
		t.Errorf("PublishCampaign without a public figure = %v", err)
	}
	if _, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, d.draft.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := d.publisher.PublishCampaign(t.Context(), officer, c.ID, c.Version-1); !errors.Is(err, store.ErrConflict) {
		t.Errorf("PublishCampaign of an older version = %v", err)
	}
	c, err = d.publisher.PublishCampaign(t.Context(), officer, c.ID, c.Version)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := d.store.Blobs().Get(t.Context(), c.Public.Preview.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if got := picture.Bounds().Size(); got.X != 1200 || got.Y != 630 || c.Public.Preview.Width != 1200 {
		t.Errorf("the picture is %v", got)
	}
	if out := os.Getenv("FIGUREHEAD_TEST_OUT"); out != "" {
		if err := os.WriteFile(out+"/campaign-og.png", raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCampaignPictureOfAnyText draws what officers may type.
func TestCampaignPictureOfAnyText(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ours, true)
	if _, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, d.draft.Version); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, intro, field string }{
		{"X", "", ""},
		{"A name of so many words that it fills all of the hundred characters which the name of one may have!", strings.Repeat("Long words of an introduction. ", 300), ""},
		{"<script>alert(1)</script>", "<script>alert(1)</script>", ""},
		{"حملة 🎉 עברית", strings.Repeat("🎉", 500), ""},
		{strings.Repeat("W", 100), strings.Repeat("W", 3000), ""},
	} {
		c := d.campaignOf(t, widgets.CampaignDraft{Name: test.name, Slug: "any", Intro: test.intro})
		_, err := d.publisher.PublishCampaign(t.Context(), officer, c.ID, c.Version)
		problem, _ := publishing.Mendable(err)
		if (err != nil) != (test.field != "") || problem.Field != test.field {
			t.Errorf("PublishCampaign(%.30q) = %v, want a problem at %q", test.name, err, test.field)
		}
	}
}

func TestCampaignProblems(t *testing.T) {
	t.Parallel()
	good := widgets.CampaignDraft{Name: "Recycle", Slug: "recycle", Starts: "2026-11-01", Ends: "2026-11-01"}
	for _, test := range []struct {
		name   string
		change func(*widgets.CampaignDraft)
		want   string
	}{
		{"nothing wrong", func(*widgets.CampaignDraft) {}, ""},
		{"no days", func(d *widgets.CampaignDraft) { d.Starts, d.Ends = "", "" }, ""},
		{"no name", func(d *widgets.CampaignDraft) { d.Name = "" }, "name"},
		{"a long name", func(d *widgets.CampaignDraft) { d.Name = strings.Repeat("é", 101) }, "name"},
		{"an address with a space", func(d *widgets.CampaignDraft) { d.Slug = "a b" }, "slug"},
		{"an address that is kept", func(d *widgets.CampaignDraft) { d.Slug = "new" }, "slug"},
		{"no day", func(d *widgets.CampaignDraft) { d.Starts = "1 November" }, "starts"},
		{"a day that is none", func(d *widgets.CampaignDraft) { d.Ends = "2026-02-30" }, "ends"},
		{"the end before the start", func(d *widgets.CampaignDraft) { d.Ends = "2026-10-31" }, "ends"},
		{"a long text", func(d *widgets.CampaignDraft) {
			d.Figures = []widgets.CampaignFigure{{Text: strings.Repeat("a", 20_001)}}
		}, "figure-1-text"},
	} {
		draft := good
		test.change(&draft)
		got := ""
		if problems := publishing.CampaignProblems(draft); len(problems) > 0 {
			got = problems[0].Field
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
