package store_test

import (
	"strings"
	"testing"
	"time"

	"figurehead/store"
	"figurehead/widgets"
)

// campaign stores a campaign with the figures given.
func campaign(t *testing.T, st *store.Store, name string, figures ...widgets.Widget) widgets.Campaign {
	t.Helper()
	d := widgets.CampaignDraft{Name: name, Slug: widgets.Slug(name), After: widgets.Freeze}
	for _, w := range figures {
		d.Figures = append(d.Figures, widgets.CampaignFigure{WidgetID: w.ID, Heading: "About " + w.Title, Text: "It *rose*."})
	}
	return must[widgets.Campaign](t)(st.CreateCampaign(t.Context(), amina, widgets.Campaign{OwnerID: amina.ID, Draft: d}))
}

func preview(t *testing.T, st *store.Store, raw string) widgets.Rendition {
	t.Helper()
	return widgets.Rendition{SHA256: put(t, st, raw), SizeBytes: int64(len(raw)), ContentType: "image/png", Width: 1200, Height: 630}
}

func testCampaigns(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, _, _ := published(t, st, "Waste")
	c := campaign(t, st, "Recycle more", w)
	wantEqual(t, "a second one of the name", campaign(t, st, "Recycle more").Draft.Slug, "recycle-more-2")
	wantEqual(t, "one without a name that can be an address", campaign(t, st, "🎉").Draft.Slug, "campaign-1")
	wantEqual(t, "one with a name that is kept", campaign(t, st, "New").Draft.Slug, "new-1")
	wantEqual(t, "as it was stored", must[widgets.Campaign](t)(st.Campaign(ctx, c.ID)), c)

	mine, theirs := c, c
	mine.Draft.Intro = "Mine"
	saved := must[widgets.Campaign](t)(st.SaveCampaign(ctx, amina, mine))
	wantEqual(t, "version", saved.Version, 2)
	theirs.Draft.Intro = "Theirs"
	now, err := st.SaveCampaign(ctx, store.Actor{ID: "u2", Name: "Another"}, theirs)
	wantErr(t, "SaveCampaign of an older version", err, store.ErrConflict)
	wantEqual(t, "what comes with the conflict", now.Draft.Intro, "Mine")

	taken := saved
	taken.Draft.Slug = "recycle-more-2"
	_, err = st.SaveCampaign(ctx, amina, taken)
	wantErr(t, "SaveCampaign at the address of another", err, store.ErrSlugTaken)

	other, _ := widget(t, st, "Water")
	added := must[widgets.Campaign](t)(st.AddToCampaign(ctx, amina, c.ID, other.ID, w.ID, other.ID))
	wantEqual(t, "figures", []string{added.Draft.Figures[0].WidgetID, added.Draft.Figures[1].WidgetID}, []string{w.ID, other.ID})
	wantEqual(t, "nothing added twice", must[widgets.Campaign](t)(st.AddToCampaign(ctx, amina, c.ID, w.ID)), added)
	_, err = st.AddToCampaign(ctx, amina, c.ID, "nowhere")
	wantErr(t, "AddToCampaign of an unknown figure", err, store.ErrNotFound)

	for _, f := range []struct {
		filter store.CampaignFilter
		want   int
	}{
		{store.CampaignFilter{}, 4}, {store.CampaignFilter{Text: "RECYCLE"}, 2}, {store.CampaignFilter{WidgetID: other.ID}, 1},
		{store.CampaignFilter{State: widgets.Live}, 0}, {store.CampaignFilter{Limit: 3}, 3}, {store.CampaignFilter{OwnerID: "u2"}, 0},
	} {
		if got := must[[]widgets.Campaign](t)(st.Campaigns(ctx, f.filter)); len(got) != f.want {
			t.Errorf("Campaigns(%+v) gives %d, want %d", f.filter, len(got), f.want)
		}
	}
	wantEqual(t, "events", actions(t, st, subject("campaign", c.ID)), []string{store.CampaignCreated})
	_, err = st.Campaign(ctx, "nowhere")
	wantErr(t, "Campaign of an unknown one", err, store.ErrNotFound)
}

func testCampaignPages(t *testing.T, st *store.Store) {
	ctx := t.Context()
	w, _, e := published(t, st, "Waste")
	c := campaign(t, st, "Recycle more", w)
	_, err := st.CampaignAt(ctx, "recycle-more")
	wantErr(t, "CampaignAt before it is published", err, store.ErrNotFound)
	picture := preview(t, st, "picture 1")
	_, err = st.PublishCampaign(ctx, amina, c.ID, c.Version+1, picture)
	wantErr(t, "PublishCampaign of another version", err, store.ErrConflict)
	_, err = st.PublishCampaign(ctx, amina, c.ID, c.Version, widgets.Rendition{SHA256: strings.Repeat("0", 64)})
	wantErr(t, "PublishCampaign without its picture", err, store.ErrNotFound)

	version := must[int64](t)(st.PublishedVersion(ctx))
	c = must[widgets.Campaign](t)(st.PublishCampaign(ctx, amina, c.ID, c.Version, picture))
	if now := must[int64](t)(st.PublishedVersion(ctx)); now <= version {
		t.Errorf("PublishedVersion() = %d after %d", now, version)
	}
	page := must[widgets.PublicCampaign](t)(st.CampaignAt(ctx, "recycle-more"))
	wantEqual(t, "page", page, widgets.PublicCampaign{
		Slug: "recycle-more", Name: "Recycle more", After: widgets.Freeze, Preview: picture, PublishedAt: c.PublishedAt, State: widgets.Live,
		Figures: []widgets.PublicCampaignFigure{{PublicID: e.PublicID, Heading: "About Waste", Text: "It *rose*."}},
	})
	wantEqual(t, "changed since", must[widgets.Campaign](t)(st.Campaign(ctx, c.ID)).Changed, false)

	// A new address: the old one leads to it, and nobody else gets it.
	c.Draft.Slug, c.Draft.Name = "recycle", "Recycle"
	c = must[widgets.Campaign](t)(st.SaveCampaign(ctx, amina, c))
	wantEqual(t, "changed since", c.Changed, true)
	wantEqual(t, "the page before it is published again", must[widgets.PublicCampaign](t)(st.CampaignAt(ctx, "recycle-more")).Name, "Recycle more")
	c = must[widgets.Campaign](t)(st.PublishCampaign(ctx, amina, c.ID, c.Version, preview(t, st, "picture 2")))
	for _, slug := range []string{"recycle-more", "recycle"} {
		wantEqual(t, "address of "+slug, must[widgets.PublicCampaign](t)(st.CampaignAt(ctx, slug)).Slug, "recycle")
	}
	wantEqual(t, "addresses", must[[]string](t)(st.CampaignSlugs(ctx)), []string{"recycle", "recycle-more"})
	wantEqual(t, "one that would be called the same", campaign(t, st, "Recycle more").Draft.Slug, "recycle-more-2")

	wantErr(t, "RemoveCampaign without a reason", st.RemoveCampaign(ctx, amina, c.ID, " "), store.ErrReason)
	if err := st.RemoveCampaign(ctx, amina, c.ID, "Over"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "RemoveCampaign twice", st.RemoveCampaign(ctx, amina, c.ID, "Over"), store.ErrNotFound)
	gone := must[widgets.PublicCampaign](t)(st.CampaignAt(ctx, "recycle"))
	wantEqual(t, "state and reason", []string{string(gone.State), gone.Reason}, []string{"withdrawn", "Over"})
	wantEqual(t, "public ones", len(must[[]widgets.PublicCampaign](t)(st.PublicCampaigns(ctx))), 0)
	must[widgets.Campaign](t)(st.PublishCampaign(ctx, amina, c.ID, c.Version, preview(t, st, "picture 3")))
	wantEqual(t, "public ones", len(must[[]widgets.PublicCampaign](t)(st.PublicCampaigns(ctx))), 1)
	wantEqual(t, "events", actions(t, st, subject("campaign", c.ID)), []string{store.CampaignCreated, store.CampaignPublished, store.CampaignChanged,
		store.CampaignPublished, store.CampaignRemoved, store.CampaignPublished})

	// The picture of the page is needed, those before it are not.
	if _, err := st.CollectOrphans(ctx, -time.Hour); err != nil {
		t.Fatal(err)
	}
	for raw, want := range map[string]bool{"picture 1": false, "picture 2": false, "picture 3": true} {
		if got := must[bool](t)(st.Blobs().Has(ctx, preview(t, openSQLite(t), raw).SHA256)); got != want {
			t.Errorf("%s is kept: %v, want %v", raw, got, want)
		}
	}
}

// testCampaignEnd moves a clock over the last midnight of a campaign, in summer
// time, between two Editions of a figure.
func testCampaignEnd(t *testing.T) {
	ctx := t.Context()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 7, 31, 9, 0, 0, 0, time.UTC)
	st := must[*store.Store](t)(store.Open(ctx, store.Options{Folder: t.TempDir(), Now: func() time.Time { return now }}))
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	w, d, first := published(t, st, "Waste")
	late, lateDraft := widget(t, st, "Water")
	c := campaign(t, st, "Recycle more", w, late)
	c.Draft.Ends = "2026-07-31"
	c = must[widgets.Campaign](t)(st.SaveCampaign(ctx, amina, c))
	c = must[widgets.Campaign](t)(st.PublishCampaign(ctx, amina, c.ID, c.Version, preview(t, st, "picture")))
	wantEqual(t, "those that end this week", len(must[[]widgets.Campaign](t)(st.CampaignsEnding(ctx, "2026-07-27", "2026-08-02"))), 1)
	wantEqual(t, "those that end next week", len(must[[]widgets.Campaign](t)(st.CampaignsEnding(ctx, "2026-08-03", "2026-08-09"))), 0)

	// One figure is pinned to its first Edition until after the end.
	pinned, pinnedDraft, pinnedFirst := published(t, st, "Air")
	must[widgets.Edition](t)(st.Publish(ctx, amina, pinned.ID, pinnedDraft.Version, edition(t, st, "Air again", "2")))
	if err := st.Pin(ctx, amina, pinned.ID, 1); err != nil {
		t.Fatal(err)
	}
	now = time.Date(2026, 7, 31, 22, 59, 59, 0, time.UTC)
	wantEqual(t, "ended a second before midnight", must[int](t)(st.EndCampaigns(ctx, london)), 0)
	now = now.Add(time.Second)
	end := now
	must[widgets.Edition](t)(st.Publish(ctx, amina, w.ID, d.Version, edition(t, st, "Waste again", "2")))
	must[widgets.Edition](t)(st.Publish(ctx, amina, late.ID, lateDraft.Version, edition(t, st, "Water", "1")))
	wantEqual(t, "the Edition before the end", must[int](t)(st.EditionBefore(ctx, first.PublicID, end)), 1)
	wantEqual(t, "and a moment later", must[int](t)(st.EditionBefore(ctx, first.PublicID, end.Add(time.Millisecond))), 2)
	_, err = st.EditionBefore(ctx, late.PublicID, end)
	wantErr(t, "EditionBefore the first", err, store.ErrNotFound)
	if err := st.Unpin(ctx, amina, pinned.ID); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "the Edition that was pinned before the end", must[int](t)(st.EditionBefore(ctx, pinnedFirst.PublicID, end)), 1)
	wantEqual(t, "and a moment later", must[int](t)(st.EditionBefore(ctx, pinnedFirst.PublicID, end.Add(time.Millisecond))), 2)
	wantEqual(t, "ended at midnight", must[int](t)(st.EndCampaigns(ctx, london)), 1)
	wantEqual(t, "ended once", must[int](t)(st.EndCampaigns(ctx, london)), 0)
	page := must[widgets.PublicCampaign](t)(st.CampaignAt(ctx, "recycle-more"))
	wantEqual(t, "Editions that stay", []int{page.Figures[0].Edition, page.Figures[1].Edition}, []int{1, -1})
	events := must[[]store.Event](t)(st.Audit(ctx, store.AuditFilter{Action: store.CampaignEnded}))
	wantEqual(t, "who ended it", []string{events[0].Actor, events[0].Detail}, []string{"refresh", "last day 2026-07-31"})

	c.Draft.Ends = "2026-08-31"
	c = must[widgets.Campaign](t)(st.SaveCampaign(ctx, amina, c))
	must[widgets.Campaign](t)(st.PublishCampaign(ctx, amina, c.ID, c.Version, preview(t, st, "picture")))
	wantEqual(t, "an end that was put off", must[widgets.PublicCampaign](t)(st.CampaignAt(ctx, "recycle-more")).Figures[0].Edition, 0)
}

func testCampaignPlans(t *testing.T, st *store.Store) {
	ctx := t.Context()
	d, s := dataset(t, st, "Waste", "a,b\n1,2\n")
	c := campaign(t, st, "Recycle more")
	_, err := st.PlannedCampaign(ctx, amina, d.ID)
	wantErr(t, "PlannedCampaign before", err, store.ErrNotFound)
	for _, id := range []string{campaign(t, st, "Another").ID, c.ID} {
		if err := st.PlanForCampaign(ctx, amina, d.ID, id); err != nil {
			t.Fatal(err)
		}
	}
	wantEqual(t, "planned", must[widgets.Campaign](t)(st.PlannedCampaign(ctx, amina, d.ID)).ID, c.ID)
	w, _ := widgetOf(t, st, d, s, "Waste")
	for _, by := range []store.Actor{{ID: "u2", Name: "Another"}, amina, amina} { // another person's figure does not join
		if err := st.JoinPlanned(ctx, by, w); err != nil {
			t.Fatal(err)
		}
		w, _ = widgetOf(t, st, d, s, "Another")
	}
	wantEqual(t, "figures", len(must[widgets.Campaign](t)(st.Campaign(ctx, c.ID)).Draft.Figures), 1)
	_, err = st.PlannedCampaign(ctx, amina, d.ID)
	wantErr(t, "PlannedCampaign after", err, store.ErrNotFound)
}
