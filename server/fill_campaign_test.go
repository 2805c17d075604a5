package server

import (
	"context"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

// campaign adds a campaign with a figure, for addresses that name one.
func (w *world) campaign(owner store.User, widgetID string) string {
	w.t.Helper()
	c, err := w.store.CreateCampaign(context.Background(), auth.ActorOf(owner), widgets.Campaign{DirectorateID: owner.DirectorateID, OwnerID: owner.ID,
		Draft: widgets.CampaignDraft{Name: "Recycle more", Slug: "recycle-more", Figures: []widgets.CampaignFigure{{WidgetID: widgetID}}}})
	w.must(err)
	return c.ID
}
