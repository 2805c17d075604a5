package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

func (a *API) campaignRoutes() []route {
	return []route{
		{fiber.MethodGet, "/campaigns", store.ReadScope, a.campaigns},
		{fiber.MethodPost, "/campaigns", store.WriteScope, a.newCampaign},
		{fiber.MethodGet, "/campaigns/:campaign", store.ReadScope, a.campaign},
		{fiber.MethodPatch, "/campaigns/:campaign", store.WriteScope, a.changeCampaign},
		{fiber.MethodDelete, "/campaigns/:campaign", store.WriteScope, a.deleteCampaign},
		{fiber.MethodPost, "/campaigns/:campaign/publish", store.PublishScope, a.publishCampaign},
		{fiber.MethodPost, "/campaigns/:campaign/withdraw", store.PublishScope, a.withdrawCampaign},
	}
}

// campaignBody is a campaign with its draft.
type campaignBody struct {
	ID          string        `json:"id"`
	State       widgets.State `json:"state"`
	Directorate string        `json:"directorate,omitempty"`
	Owner       string        `json:"owner"`
	Version     int           `json:"version"` // of the draft
	Draft       campaignDraft `json:"draft"`
	Page        string        `json:"page,omitempty"` // that readers have
	PublishedAt *time.Time    `json:"publishedAt,omitempty"`
	Changed     bool          `json:"changed"` // the draft is another than what is public
}

// campaignDraft is what of a campaign can be written.
type campaignDraft struct {
	Name    string           `json:"name"`
	Slug    string           `json:"slug"` // ends the public address
	Intro   string           `json:"intro"`
	Goal    string           `json:"goal"` // for the team, never public
	Lang    string           `json:"lang"` // "" for the organisation's
	Starts  string           `json:"starts"`
	Ends    string           `json:"ends"` // the last day
	After   widgets.AfterEnd `json:"after"`
	Figures []campaignFigure `json:"figures"`
}

type campaignFigure struct {
	Figure  string `json:"figure"`
	Heading string `json:"heading"`
	Text    string `json:"text"`
}

func (a *API) showCampaign(c widgets.Campaign) campaignBody {
	d := c.Draft
	b := campaignBody{ID: c.ID, State: c.State, Directorate: c.DirectorateID, Owner: c.OwnerID, Version: c.Version, PublishedAt: instant(c.PublishedAt), Changed: c.Changed,
		Draft: campaignDraft{d.Name, d.Slug, d.Intro, d.Goal, d.Lang, d.Starts, d.Ends, d.After, []campaignFigure{}}}
	for _, f := range d.Figures {
		b.Draft.Figures = append(b.Draft.Figures, campaignFigure{f.WidgetID, f.Heading, f.Text})
	}
	if c.State == widgets.Live {
		b.Page = a.PublicURL + "/c/" + c.PublicSlug
	}
	return b
}

// draft is what was written, as it is stored.
func (d campaignDraft) draft() widgets.CampaignDraft {
	stored := widgets.CampaignDraft{Name: d.Name, Slug: d.Slug, Intro: d.Intro, Goal: d.Goal, Lang: d.Lang, Starts: d.Starts, Ends: d.Ends, After: d.After}
	for _, f := range d.Figures {
		stored.Figures = append(stored.Figures, widgets.CampaignFigure{WidgetID: f.Figure, Heading: f.Heading, Text: f.Text})
	}
	return stored
}

func (a *API) campaigns(c *fiber.Ctx) error {
	w, err := windowOf(c, "q", "figure")
	if err != nil {
		return err
	}
	found, err := a.Store.Campaigns(c.UserContext(), store.CampaignFilter{Text: w.query["q"], WidgetID: w.query["figure"]})
	if err != nil {
		return err
	}
	return sendFrom(c, w, found, func(one widgets.Campaign) string { return one.ID }, a.showCampaign)
}

func (a *API) campaign(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	found, err := a.Store.Campaign(c.UserContext(), param(c, "campaign"))
	if err != nil {
		return err
	}
	return send(c, a.showCampaign(found))
}

func (a *API) newCampaign(c *fiber.Ctx) error {
	u := user(c)
	if err := may(c, auth.Edit, u.DirectorateID); err != nil {
		return err
	}
	var sent campaignDraft
	if err := read(c, &sent); err != nil {
		return err
	}
	if sent.After == "" {
		sent.After = widgets.Freeze
	}
	if sent.Slug == "" {
		sent.Slug = widgets.Slug(sent.Name)
	}
	if err := a.goodCampaign(c, sent, widgets.CampaignDraft{}); err != nil {
		return err
	}
	made, err := a.Store.CreateCampaign(c.UserContext(), actor(c), widgets.Campaign{DirectorateID: u.DirectorateID, OwnerID: u.ID, Draft: sent.draft()})
	if err != nil {
		return slugTaken(err)
	}
	return done(c, fiber.StatusCreated, "/campaigns/"+made.ID, a.showCampaign(made))
}

// goodCampaign holds a draft against the rules of the studio. Figures that were
// not there before must be public, or drafts of the person's own directorate.
func (a *API) goodCampaign(c *fiber.Ctx, sent campaignDraft, before widgets.CampaignDraft) error {
	if err := mended(publishing.CampaignProblems(sent.draft()), campaignMembers); err != nil {
		return err
	}
	switch sent.After {
	case widgets.Freeze, widgets.Follow, widgets.Closed:
	default:
		return fault{Pointer: "/after", Detail: "This must be freeze, follow or close."}
	}
	if sent.Lang != "" && !slices.ContainsFunc(words.Languages(), func(l *words.Locale) bool { return l.Lang == sent.Lang }) {
		return fault{Pointer: "/lang", Detail: "There are no public pages in this language."}
	}
	there := map[string]bool{}
	for _, f := range before.Figures {
		there[f.WidgetID] = true
	}
	for _, f := range sent.Figures {
		if there[f.Figure] {
			continue
		}
		w, err := a.Store.Widget(c.UserContext(), f.Figure)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if err != nil || w.State != widgets.Live && may(c, auth.Edit, w.DirectorateID) != nil || w.State == widgets.Withdrawn {
			return fault{Pointer: "/figures", Detail: "This figure cannot be added: " + f.Figure + ".", Suggestion: "Add what is published, or drafts of your own directorate."}
		}
	}
	return nil
}

// campaignMembers finds the member of a draft by the name of the studio's field.
func campaignMembers(field string) string {
	var n int
	var member string
	if got, err := fmt.Sscanf(field, "figure-%d-%s", &n, &member); err == nil && got == 2 {
		return fmt.Sprintf("/figures/%d/%s", n-1, member)
	}
	return "/" + field
}

func slugTaken(err error) error {
	if errors.Is(err, store.ErrSlugTaken) {
		return fault{Pointer: "/slug", Detail: "Another campaign has this address, or once had it.", Suggestion: "Choose another one."}
	}
	return err
}

// campaignTo is the campaign of the address, when the person may do that to it.
func (a *API) campaignTo(c *fiber.Ctx, action auth.Action) (widgets.Campaign, error) {
	found, err := a.Store.Campaign(c.UserContext(), param(c, "campaign"))
	if err != nil {
		return found, err
	}
	return found, may(c, action, found.DirectorateID)
}

func (a *API) changeCampaign(c *fiber.Ctx) error {
	stored, err := a.campaignTo(c, auth.Edit)
	if err != nil {
		return err
	}
	now := a.showCampaign(stored)
	if err := unchanged(c, now); err != nil {
		return err
	}
	var patch json.RawMessage
	if err := read(c, &patch, mergePatch); err != nil {
		return err
	}
	raw, err := merged(now.Draft, patch)
	if err != nil {
		return err
	}
	var sent campaignDraft
	if err := closed(raw, &sent); err != nil {
		return err
	}
	if err := a.goodCampaign(c, sent, stored.Draft); err != nil {
		return err
	}
	stored.Draft = sent.draft()
	saved, err := a.Store.SaveCampaign(c.UserContext(), actor(c), stored)
	if errors.Is(err, store.ErrConflict) {
		return errChanged
	}
	if err != nil {
		return slugTaken(err)
	}
	return done(c, fiber.StatusOK, "", a.showCampaign(saved))
}

// errWasPublic is a campaign whose address readers may have.
var errWasPublic = Problem{Kind: "was-public", Status: fiber.StatusConflict, Title: "This campaign was public", Detail: "Its address leads to it for ever. Withdraw it, or change its draft."}

// deleteCampaign deletes one that was never public.
func (a *API) deleteCampaign(c *fiber.Ctx) error {
	stored, err := a.campaignTo(c, auth.Edit)
	if err != nil {
		return err
	}
	if err := unchanged(c, a.showCampaign(stored)); err != nil {
		return err
	}
	if stored.PublicSlug != "" {
		return errWasPublic
	}
	if err := a.Store.DeleteCampaign(c.UserContext(), actor(c), stored.ID, stored.Version); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// versioned is the version of a draft that somebody has looked at.
type versioned struct {
	Version int `json:"version"`
}

func (a *API) publishCampaign(c *fiber.Ctx) error {
	found, err := a.campaignTo(c, auth.Publish)
	if err != nil {
		return err
	}
	var sent versioned
	if err := read(c, &sent); err != nil {
		return err
	}
	if found, err = a.Publishing.PublishCampaign(c.UserContext(), actor(c), found.ID, sent.Version); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", a.showCampaign(found))
}

func (a *API) withdrawCampaign(c *fiber.Ctx) error {
	found, err := a.campaignTo(c, auth.Withdraw)
	if err != nil {
		return err
	}
	var sent withdrawn
	if err := read(c, &sent); err != nil {
		return err
	}
	if found.State != widgets.Live {
		return errNotPublished
	}
	if err := a.Store.RemoveCampaign(c.UserContext(), actor(c), found.ID, sent.Reason); err != nil {
		return err
	}
	if found, err = a.Store.Campaign(c.UserContext(), found.ID); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", a.showCampaign(found))
}
