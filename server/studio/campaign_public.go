package studio

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

// publishCampaign makes what was saved public, and leads to the page.
func (s *Studio) publishCampaign(c *fiber.Ctx, saved widgets.Campaign) error {
	if user, _ := auth.User(c); !auth.May(user, auth.Publish, saved.DirectorateID) {
		return auth.ErrForbidden
	}
	published, err := s.Publishing.PublishCampaign(c.UserContext(), actor(c), saved.ID, saved.Version)
	if errors.Is(err, store.ErrConflict) {
		now, err := s.Store.Campaign(c.UserContext(), saved.ID)
		if err != nil {
			return err
		}
		return s.campaignConflict(c, saved, now)
	}
	if words, ok := mendable(err); err != nil && ok {
		return s.refusePublishing(c, saved, words)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/campaigns/"+published.ID+"#public", fiber.StatusSeeOther)
}

// refusePublishing says why the campaign is not public; the draft was saved.
func (s *Studio) refusePublishing(c *fiber.Ctx, saved widgets.Campaign, words fieldError) error {
	page, err := s.campaignPage(c, saved)
	if err != nil {
		return err
	}
	page.Errors = []fieldError{words}
	return s.render(c, fiber.StatusUnprocessableEntity, "campaign", page)
}

// takeDownPage asks before something public changes.
type takeDownPage struct {
	basePage
	Campaign widgets.Campaign
	Reason   string
}

func (s *Studio) takingDown(c *fiber.Ctx) error {
	found, err := s.publicCampaign(c)
	if err != nil {
		return err
	}
	return s.render(c, fiber.StatusOK, "campaign_take_down", s.takeDownPage(c, found))
}

func (s *Studio) takeDownPage(c *fiber.Ctx, found widgets.Campaign) takeDownPage {
	page := takeDownPage{basePage: s.base(c, "Take this page down?"), Campaign: found}
	page.Nav = "campaigns"
	return page
}

func (s *Studio) takeDown(c *fiber.Ctx) error {
	found, err := s.publicCampaign(c)
	if err != nil {
		return err
	}
	page := s.takeDownPage(c, found)
	page.Reason = strings.TrimSpace(form(c, "reason"))
	if page.Reason == "" {
		page.problem("reason", "Enter a short reason. Readers will ask why")
		return s.render(c, fiber.StatusUnprocessableEntity, "campaign_take_down", page)
	}
	if err := s.Store.RemoveCampaign(c.UserContext(), actor(c), found.ID, page.Reason); err != nil {
		return err
	}
	return c.Redirect("/studio/campaigns/"+found.ID, fiber.StatusSeeOther)
}

// publicCampaign is the campaign of the address, if it is public and the user
// may take it down.
func (s *Studio) publicCampaign(c *fiber.Ctx) (widgets.Campaign, error) {
	found, err := s.campaignTo(c, auth.Withdraw)
	if err == nil && found.State != widgets.Live {
		err = store.ErrNotFound
	}
	return found, err
}

// endEvery is how often the end of campaigns is recorded; their pages know it
// by the clock before.
const endEvery = 15 * time.Second

// RunCampaigns records the end of campaigns until ctx ends.
func (s *Studio) RunCampaigns(ctx context.Context) {
	tick := time.NewTicker(endEvery)
	defer tick.Stop()
	for {
		if _, err := s.Store.EndCampaigns(ctx, s.Zone()); err != nil && ctx.Err() == nil {
			s.Log.Error("end of campaigns", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
