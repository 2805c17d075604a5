package studio

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// campaignsToJoin fills the campaigns that chosen figures may be added to.
func (s *Studio) campaignsToJoin(c *fiber.Ctx, page *chosenPage) error {
	list, err := s.Store.Campaigns(c.UserContext(), store.CampaignFilter{})
	for _, one := range list {
		if auth.May(page.User, auth.Edit, one.DirectorateID) {
			page.Campaigns = append(page.Campaigns, choice{one.ID, one.Draft.Name})
		}
	}
	return err
}

// addChosen puts figures at the end of a campaign, or of a new one, and leads there.
func (s *Studio) addChosen(c *fiber.Ctx, back string, ids []string) error {
	user, _ := auth.User(c)
	for _, id := range ids {
		w, err := s.Store.Widget(c.UserContext(), id)
		if err == nil && !mayJoin(user, w) {
			err = auth.ErrForbidden
		}
		if err != nil {
			return err
		}
	}
	to, problem, err := s.campaignToJoin(c, ids)
	if err != nil {
		return err
	}
	if problem == nil {
		if to.ID == "" {
			to, err = s.Store.CreateCampaign(c.UserContext(), actor(c), to)
		} else {
			_, err = s.Store.AddToCampaign(c.UserContext(), actor(c), to.ID, ids...)
		}
		if err != nil {
			return err
		}
		return c.Redirect("/studio/campaigns/"+to.ID+"#figures", fiber.StatusSeeOther)
	}
	return s.showChosen(c, "campaign", back, ids, fiber.StatusUnprocessableEntity, func(p *chosenPage) {
		p.Errors, p.Campaign, p.Name = []fieldError{*problem}, form(c, "campaign"), form(c, "name")
	})
}

// campaignToJoin is the campaign that the form chooses; one without an id is new and
// has the figures already.
func (s *Studio) campaignToJoin(c *fiber.Ctx, ids []string) (widgets.Campaign, *fieldError, error) {
	user, _ := auth.User(c)
	id, name := form(c, "campaign"), strings.Join(strings.Fields(form(c, "name")), " ")
	switch {
	case id != "" && name != "":
		return widgets.Campaign{}, &fieldError{"name", "Choose a campaign or name a new one, not both"}, nil
	case id == "" && name == "":
		return widgets.Campaign{}, &fieldError{"name", "Choose a campaign, or name a new one"}, nil
	case id == "":
		fresh := newCampaignOf(user, name)
		for _, id := range ids {
			fresh.Draft.Figures = append(fresh.Draft.Figures, widgets.CampaignFigure{WidgetID: id})
		}
		return fresh, nameProblem(fresh.Draft), nil
	}
	to, err := s.Store.Campaign(c.UserContext(), id)
	if err == nil && !auth.May(user, auth.Edit, to.DirectorateID) {
		err = auth.ErrForbidden
	}
	if err != nil {
		return to, nil, err
	}
	there := func(id string) bool {
		return slices.ContainsFunc(to.Draft.Figures, func(f widgets.CampaignFigure) bool { return f.WidgetID == id })
	}
	more := len(slices.DeleteFunc(slices.Clone(ids), there))
	if room := publishing.MaxCampaignFigures - len(to.Draft.Figures); more > room {
		return to, &fieldError{"campaign", fmt.Sprintf("A campaign has at most %d figures, and this one has room for %d more", publishing.MaxCampaignFigures, max(room, 0))}, nil
	}
	return to, nil, nil
}

// newCampaignOf is a campaign as it begins: all that it needs is a name.
func newCampaignOf(user store.User, name string) widgets.Campaign {
	draft := widgets.CampaignDraft{Name: name, Slug: widgets.Slug(name), After: widgets.Freeze}
	return widgets.Campaign{DirectorateID: user.DirectorateID, OwnerID: user.ID, Draft: draft}
}

// nameProblem is what is wrong with the name of a new campaign; its address is made
// from it and not asked for.
func nameProblem(d widgets.CampaignDraft) *fieldError {
	for _, problem := range publishing.CampaignProblems(d) {
		if problem.Field == "name" {
			return &fieldError{"name", problem.Error()}
		}
	}
	return nil
}
