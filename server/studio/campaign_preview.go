package studio

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"figurehead/embed"
	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

// previewCampaign is the public page as it would be if the draft were published now.
func (s *Studio) previewCampaign(c *fiber.Ctx) error {
	campaign, err := s.Store.Campaign(c.UserContext(), param(c, "campaign"))
	if err != nil {
		return err
	}
	public, left := campaign.Draft.Public(s.Now()), 0
	for _, f := range campaign.Draft.Figures {
		w, err := s.Store.Widget(c.UserContext(), f.WidgetID)
		if err != nil {
			return err
		}
		if w.State == widgets.InDraft {
			left++
			continue
		}
		public.Figures = append(public.Figures, widgets.PublicCampaignFigure{PublicID: w.PublicID, Heading: f.Heading, Text: f.Text})
	}
	note := embed.PreviewNote{Sentences: previewSentences(campaign, left), Back: "/studio/campaigns/" + campaign.ID, BackWords: "Back to the campaign"}
	page, policy, err := embed.CampaignPreview(c.UserContext(), s.Face, public, note)
	if err != nil {
		return err
	}
	if policy != "" {
		c.Set(fiber.HeaderContentSecurityPolicy, policy)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Type("html", "utf-8")
	return c.Send(page)
}

// previewSentences say what the preview is; left is how many figures it leaves out.
func previewSentences(c widgets.Campaign, left int) []string {
	said := []string{"This is how the page would be. Readers do not have it yet."}
	if c.State == widgets.Live {
		said = []string{"This is how the page would be. Readers have what was published last."}
		if !c.Changed {
			said = []string{"This is the page as readers have it: nothing was changed since it was published."}
		}
	}
	switch {
	case len(c.Draft.Figures) == 0:
		return append(said, "It has no figure yet.")
	case left == 1:
		return append(said, "One figure is left out, because it is not published.")
	case left > 1:
		return append(said, fmt.Sprintf("%d figures are left out, because they are not published.", left))
	}
	return said
}

// campaignLinkPicture is the picture that the link of a campaign would be shown
// with, drawn from its draft.
func (s *Studio) campaignLinkPicture(c *fiber.Ctx) error {
	campaign, err := s.Store.Campaign(c.UserContext(), param(c, "campaign"))
	if err != nil {
		return err
	}
	o, d := s.organisation(), campaign.Draft
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", []any{d.Name, d.Intro, d.Starts, d.Ends, d.Slug, d.Lang, o.Name, o.Lang, o.Theme.ID, o.Theme.Version}))
	c.Set(fiber.HeaderETag, `"`+hex.EncodeToString(sum[:12])+`"`)
	if c.Fresh() {
		return c.SendStatus(fiber.StatusNotModified)
	}
	var picture bytes.Buffer
	if err := s.Publishing.CampaignPicture(c.UserContext(), &picture, d); err != nil {
		return noPicture(err)
	}
	c.Type("png")
	return c.Send(picture.Bytes())
}

// deleteCampaignPage asks before a campaign that was never public goes.
type deleteCampaignPage struct {
	basePage
	Campaign widgets.Campaign
}

func (s *Studio) deletingCampaign(c *fiber.Ctx) error {
	found, err := s.campaignTo(c, auth.Edit)
	if err != nil {
		return err
	}
	if found.PublicSlug != "" {
		return store.ErrNotFound
	}
	page := deleteCampaignPage{basePage: s.base(c, "Delete this campaign?"), Campaign: found}
	page.Nav = "campaigns"
	return s.render(c, fiber.StatusOK, "campaign_delete", page)
}

func (s *Studio) deleteCampaign(c *fiber.Ctx) error {
	found, err := s.campaignTo(c, auth.Edit)
	if err != nil {
		return err
	}
	err = s.Store.DeleteCampaign(c.UserContext(), actor(c), found.ID, versionOf(formValues(c)))
	if errors.Is(err, store.ErrConflict) { // somebody changed or published it meanwhile
		return c.Redirect("/studio/campaigns/"+found.ID, fiber.StatusSeeOther)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/campaigns?deleted=1", fiber.StatusSeeOther)
}
