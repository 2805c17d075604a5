package studio

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/server/search"
	"figurehead/store"
	"figurehead/widgets"
)

// mostToAdd is how many figures the page lists to add; words find others.
const mostToAdd = 60

// addPage lists the figures that may join a campaign.
type addPage struct {
	basePage
	Campaign widgets.Campaign
	Text     string
	Figures  []widgets.Widget
	More     bool
	Chosen   map[string]bool
}

func (s *Studio) addingToCampaign(c *fiber.Ctx) error {
	found, err := s.campaignTo(c, auth.Edit)
	if err != nil {
		return err
	}
	return s.showAdding(c, fiber.StatusOK, found, nil)
}

func (s *Studio) showAdding(c *fiber.Ctx, status int, campaign widgets.Campaign, chosen []string, problems ...fieldError) error {
	page := addPage{basePage: s.base(c, "Add figures"), Campaign: campaign, Text: search.Words(strings.Clone(c.Query("q"))), Chosen: map[string]bool{}}
	page.Nav, page.Errors = "campaigns", problems
	for _, id := range chosen {
		page.Chosen[id] = true
	}
	there := map[string]bool{}
	for _, f := range campaign.Draft.Figures {
		there[f.WidgetID] = true
	}
	list, err := s.Store.Widgets(c.UserContext(), store.WidgetFilter{Text: page.Text})
	if err != nil {
		return err
	}
	for _, w := range list {
		if there[w.ID] || !mayJoin(page.User, w) {
			continue
		}
		if page.More = len(page.Figures) == mostToAdd; page.More {
			break
		}
		page.Figures = append(page.Figures, w)
	}
	return s.render(c, status, "campaign_add", page)
}

// addToCampaign puts the ticked figures at the end.
func (s *Studio) addToCampaign(c *fiber.Ctx) error {
	found, err := s.campaignTo(c, auth.Edit)
	if err != nil {
		return err
	}
	var chosen []string
	for _, raw := range c.Request().PostArgs().PeekMulti("figure") {
		chosen = append(chosen, string(raw))
	}
	if len(chosen) == 0 {
		return s.showAdding(c, fiber.StatusUnprocessableEntity, found, nil, fieldError{"figures", "Tick at least one figure"})
	}
	if len(found.Draft.Figures)+len(chosen) > publishing.MaxCampaignFigures {
		return s.showAdding(c, fiber.StatusUnprocessableEntity, found, chosen, fieldError{"figures", "A campaign has at most 60 figures. Tick fewer"})
	}
	user, _ := auth.User(c)
	for _, id := range chosen {
		w, err := s.Store.Widget(c.UserContext(), id)
		if err != nil {
			return err
		}
		if !mayJoin(user, w) {
			return auth.ErrForbidden
		}
	}
	if _, err := s.Store.AddToCampaign(c.UserContext(), actor(c), found.ID, chosen...); err != nil {
		return err
	}
	return c.Redirect("/studio/campaigns/"+found.ID+"#figures", fiber.StatusSeeOther)
}
