package demo

import (
	"context"
	"fmt"
	"time"

	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// campaign is the demo's campaign, on figures that are named by their files.
var campaign = struct {
	name, intro string
	figures     []lead
}{
	name: "Recycle more at home",
	intro: `Much of what households throw away can be **recycled or composted**. Here is how Essex compares with its neighbours, and what is left over.

- Rinse tins, pots and bottles, and keep paper dry.
- Look up [what your council collects](https://www.gov.uk/recycling-collections).`,
	figures: []lead{
		{file: "waste-headline.json"},
		{file: "waste-bar.json", heading: "Beside its neighbours", text: "The authorities of the East of England side by side: *one year, one measure*."},
		{file: "waste-line.json", heading: "Year by year", text: "Every tonne that is sorted at home moves the line."},
		{file: "waste-column.json", heading: "What is left over", text: "What is neither recycled nor burned for its energy is buried."},
	},
}

// lead is a figure with what leads in to it.
type lead struct{ file, heading, text string }

// seedCampaign publishes the campaign, for the three months after its first figure.
func seedCampaign(ctx context.Context, st *store.Store, p *publishing.Publisher, figures map[string]widgets.Widget) error {
	draft := widgets.CampaignDraft{Name: campaign.name, Slug: widgets.Slug(campaign.name), Intro: campaign.intro, After: widgets.Freeze}
	for _, l := range campaign.figures {
		w, ok := figures[l.file]
		if !ok {
			return fmt.Errorf("campaign: no figure %s", l.file)
		}
		draft.Figures = append(draft.Figures, widgets.CampaignFigure{WidgetID: w.ID, Heading: l.heading, Text: l.text})
		draft.Starts = w.CreatedAt.Format(time.DateOnly)
		draft.Ends = w.CreatedAt.AddDate(0, 3, 0).Format(time.DateOnly)
	}
	c, err := st.CreateCampaign(ctx, actor, widgets.Campaign{OwnerID: actor.ID, Draft: draft})
	if err != nil {
		return err
	}
	_, err = p.PublishCampaign(ctx, actor, c.ID, c.Version)
	return err
}
