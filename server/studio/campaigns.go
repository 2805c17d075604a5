package studio

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

func (s *Studio) registerCampaigns(app *fiber.App) {
	read, edit, publish := s.Auth.Require(store.Viewer), s.Auth.Require(store.Editor), s.Auth.Require(store.Publisher)
	app.Get("/studio/campaigns", read, s.campaigns)
	app.Get("/studio/campaigns/new", edit, s.newCampaign)
	app.Post("/studio/campaigns/new", edit, s.createCampaign)
	app.Get("/studio/campaigns/:campaign", read, s.campaign)
	app.Post("/studio/campaigns/:campaign", edit, s.changeCampaign)
	app.Get("/studio/campaigns/:campaign/add", edit, s.addingToCampaign)
	app.Post("/studio/campaigns/:campaign/add", edit, s.addToCampaign)
	app.Post("/studio/campaigns/:campaign/make", edit, s.makeForCampaign)
	app.Get("/studio/campaigns/:campaign/preview", read, s.previewCampaign)
	app.Get("/studio/campaigns/:campaign/link.png", read, s.campaignLinkPicture)
	app.Get("/studio/campaigns/:campaign/delete", edit, s.deletingCampaign)
	app.Post("/studio/campaigns/:campaign/delete", edit, s.deleteCampaign)
	app.Get("/studio/campaigns/:campaign/kit.zip", read, s.campaignKit)
	app.Get("/studio/campaigns/:campaign/take-down", publish, s.takingDown)
	app.Post("/studio/campaigns/:campaign/take-down", publish, s.takeDown)
}

// namesOfPeople are the names of everybody by id.
func (s *Studio) namesOfPeople(ctx context.Context) (map[string]string, error) {
	people, err := s.Store.Users(ctx)
	names := make(map[string]string, len(people))
	for _, u := range people {
		names[u.ID] = u.Name
	}
	return names, err
}

// spanOf words the days of a draft.
func spanOf(d widgets.CampaignDraft) string {
	switch {
	case d.Starts != "" && d.Ends != "":
		return dayText(d.Starts) + " to " + dayText(d.Ends)
	case d.Ends != "":
		return "Until " + dayText(d.Ends)
	case d.Starts != "":
		return "From " + dayText(d.Starts)
	}
	return "No dates"
}

// newCampaignPage asks for the name, which is all that a campaign needs to begin.
type newCampaignPage struct {
	basePage
	Name string
}

func (s *Studio) newCampaign(c *fiber.Ctx) error {
	return s.render(c, fiber.StatusOK, "campaign_new", s.newCampaignPage(c))
}

func (s *Studio) newCampaignPage(c *fiber.Ctx) newCampaignPage {
	page := newCampaignPage{basePage: s.base(c, "New campaign")}
	page.Nav = "campaigns"
	return page
}

func (s *Studio) createCampaign(c *fiber.Ctx) error {
	page := s.newCampaignPage(c)
	page.Name = strings.Join(strings.Fields(form(c, "name")), " ")
	user, _ := auth.User(c)
	fresh := newCampaignOf(user, page.Name)
	if problem := nameProblem(fresh.Draft); problem != nil {
		page.Errors = []fieldError{*problem}
		return s.render(c, fiber.StatusUnprocessableEntity, "campaign_new", page)
	}
	created, err := s.Store.CreateCampaign(c.UserContext(), actor(c), fresh)
	if err != nil {
		return err
	}
	return c.Redirect("/studio/campaigns/"+created.ID, fiber.StatusSeeOther)
}

// campaignTo is the campaign of the address, if the user may do that to it.
func (s *Studio) campaignTo(c *fiber.Ctx, action auth.Action) (widgets.Campaign, error) {
	found, err := s.Store.Campaign(c.UserContext(), param(c, "campaign"))
	if err != nil {
		return found, err
	}
	if user, _ := auth.User(c); !auth.May(user, action, found.DirectorateID) {
		return found, auth.ErrForbidden
	}
	return found, nil
}
