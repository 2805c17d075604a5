package studio

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// campaignPage is a campaign in the making, beside what could support it.
type campaignPage struct {
	basePage
	Campaign   widgets.Campaign // its draft as it was sent
	State      campaignState
	Figures    []campaignFigure
	Owners     []store.User
	Saved      string
	MayEdit    bool
	MayPublish bool
	Host       string            // of the public address
	Theirs     *widgets.Campaign // what someone else saved, in a conflict
	Differs    []differing       // between theirs and what was sent
	Finds      []supporting      // of the server's own datasets
	Words      string            // that data was searched for
	Portals    bool              // some portal is searched
	Languages  []*words.Locale
	NotYet     int // figures that are not published
}

// campaignFigure is a figure of a campaign on its page.
type campaignFigure struct {
	widgets.CampaignFigure
	Widget      widgets.Widget
	N           int
	First, Last bool
}

// OwnerKnown reports whether the owner is somebody here.
func (p campaignPage) OwnerKnown() bool {
	return slices.ContainsFunc(p.Owners, func(u store.User) bool { return u.ID == p.Campaign.OwnerID })
}

// Field is the name of a field of the figure's.
func (f campaignFigure) Field(name string) string { return fmt.Sprintf("figure-%d-%s", f.N, name) }

// differing is one part of a campaign of which two people have two versions.
type differing struct{ Name, Mine, Theirs string }

func (s *Studio) campaign(c *fiber.Ctx) error {
	found, err := s.Store.Campaign(c.UserContext(), param(c, "campaign"))
	if err != nil {
		return err
	}
	page, err := s.campaignPage(c, found)
	if err != nil {
		return err
	}
	return s.render(c, fiber.StatusOK, "campaign", page)
}

func (s *Studio) campaignPage(c *fiber.Ctx, campaign widgets.Campaign) (campaignPage, error) {
	ctx := c.UserContext()
	page := campaignPage{basePage: s.base(c, campaign.Draft.Name), Campaign: campaign, State: s.stateOf(campaign), Languages: words.Languages()}
	page.Nav, page.Saved, page.Host = "campaigns", "Saved at "+s.when(campaign.SavedAt), hostOf(s.PublicURL)
	page.MayEdit = auth.May(page.User, auth.Edit, campaign.DirectorateID)
	page.MayPublish = auth.May(page.User, auth.Publish, campaign.DirectorateID)
	for i, f := range campaign.Draft.Figures {
		w, err := s.Store.Widget(ctx, f.WidgetID)
		if err != nil {
			return page, err
		}
		if w.State != widgets.Live {
			page.NotYet++
		}
		page.Figures = append(page.Figures, campaignFigure{f, w, i + 1, i == 0, i == len(campaign.Draft.Figures)-1})
	}
	people, err := s.Store.Users(ctx)
	if err != nil {
		return page, err
	}
	for _, u := range people {
		if u.ID == campaign.OwnerID || auth.May(u, auth.Edit, campaign.DirectorateID) {
			page.Owners = append(page.Owners, u)
		}
	}
	if !page.MayEdit {
		return page, nil
	}
	return page, s.addFinds(c, &page)
}

// changeCampaign takes the form: it saves the draft, and then moves or removes
// a figure, or publishes. A stale version is a conflict, shown and not saved.
func (s *Studio) changeCampaign(c *fiber.Ctx) error {
	stored, err := s.campaignTo(c, auth.Edit)
	if err != nil {
		return err
	}
	values := formValues(c)
	here := "/studio/campaigns/" + stored.ID
	if values["do"] == "theirs" {
		return c.Redirect(here, fiber.StatusSeeOther)
	}
	sent, err := s.sentCampaign(c, stored, values)
	if err != nil {
		return err
	}
	if problems := publishing.CampaignProblems(sent.Draft); len(problems) > 0 {
		var refused []fieldError
		for _, p := range problems {
			refused = append(refused, fieldError{Field: p.Field, Message: p.Error()})
		}
		return s.refuseCampaign(c, fiber.StatusUnprocessableEntity, sent, refused...)
	}
	saved, err := s.saveCampaign(c, stored, sent)
	switch {
	case errors.Is(err, store.ErrSlugTaken):
		return s.refuseCampaign(c, fiber.StatusUnprocessableEntity, sent, fieldError{"slug", "Another campaign has this address, or once had it. Choose another one"})
	case errors.Is(err, store.ErrConflict):
		return s.campaignConflict(c, sent, saved)
	case err != nil:
		return err
	case values["do"] == "publish":
		return s.publishCampaign(c, saved)
	case partial(c):
		page, err := s.campaignPage(c, saved)
		if err != nil {
			return err
		}
		return s.renderBlock(c, fiber.StatusOK, "campaign", "campaign-saved-line", page)
	}
	return c.Redirect(here+moved(values), fiber.StatusSeeOther)
}

// moved leads back to the figures after one was moved or removed.
func moved(values map[string]string) string {
	for _, name := range []string{"up", "down", "remove"} {
		if values[name] != "" {
			return "#figures"
		}
	}
	return ""
}

// saveCampaign stores what was sent; a draft that says what the stored one
// says is not written again.
func (s *Studio) saveCampaign(c *fiber.Ctx, stored, sent widgets.Campaign) (widgets.Campaign, error) {
	if sent.Version == stored.Version && sent.OwnerID == stored.OwnerID && sameCampaign(sent.Draft, stored.Draft) {
		return stored, nil
	}
	return s.Store.SaveCampaign(c.UserContext(), actor(c), sent)
}

func sameCampaign(a, b widgets.CampaignDraft) bool {
	figures := slices.Equal(a.Figures, b.Figures)
	a.Figures, b.Figures = nil, nil
	return figures && fmt.Sprintf("%#v", a) == fmt.Sprintf("%#v", b)
}

// sentCampaign is the campaign with what the form says.
func (s *Studio) sentCampaign(c *fiber.Ctx, stored widgets.Campaign, values map[string]string) (widgets.Campaign, error) {
	sent := stored
	sent.Version = versionOf(values)
	d := &sent.Draft
	for name, target := range map[string]*string{"intro": &d.Intro, "goal": &d.Goal, "starts": &d.Starts, "ends": &d.Ends} {
		if value, ok := values[name]; ok {
			*target = tidyText(value)
		}
	}
	d.Name = strings.Join(strings.Fields(values["name"]), " ")
	if slug, ok := values["slug"]; ok {
		d.Slug = strings.TrimSpace(slug)
	}
	if stored.PublicSlug == "" && d.Slug == stored.Draft.Slug && d.Name != stored.Draft.Name && keptSlug(stored.Draft) {
		d.Slug = widgets.Slug(d.Name) // it follows the name until somebody chose another
	}
	switch after := widgets.AfterEnd(values["after"]); after {
	case widgets.Freeze, widgets.Follow, widgets.Closed:
		d.After = after
	}
	if lang, ok := values["lang"]; ok && (lang == "" || slices.ContainsFunc(words.Languages(), func(l *words.Locale) bool { return l.Lang == lang })) {
		d.Lang = lang
	}
	if owner, ok := values["owner"]; ok {
		u, err := s.Store.User(c.UserContext(), owner)
		if err == nil && auth.May(u, auth.Edit, stored.DirectorateID) {
			sent.OwnerID = owner
		} else if err != nil && !errors.Is(err, store.ErrNotFound) {
			return sent, err
		}
	}
	var err error
	d.Figures, err = s.sentFigures(c, stored, values)
	return sent, err
}

// keptSlug reports whether the address is the one that was made of the name.
func keptSlug(d widgets.CampaignDraft) bool {
	slug := widgets.Slug(d.Name)
	return widgets.SlugProblem(slug) == "" && (d.Slug == slug || strings.HasPrefix(d.Slug, slug+"-"))
}

// sentFigures are the figures of the form, in its order, after what one button
// of it does. Only those that were there, or may be added, are taken.
func (s *Studio) sentFigures(c *fiber.Ctx, stored widgets.Campaign, values map[string]string) ([]widgets.CampaignFigure, error) {
	user, _ := auth.User(c)
	var figures []widgets.CampaignFigure
	for n := 1; n <= publishing.MaxCampaignFigures; n++ {
		id, ok := values[fmt.Sprintf("figure-%d-id", n)]
		if !ok {
			break
		}
		if id == values["remove"] || slices.ContainsFunc(figures, func(f widgets.CampaignFigure) bool { return f.WidgetID == id }) {
			continue
		}
		if !slices.ContainsFunc(stored.Draft.Figures, func(f widgets.CampaignFigure) bool { return f.WidgetID == id }) {
			w, err := s.Store.Widget(c.UserContext(), id)
			if errors.Is(err, store.ErrNotFound) || err == nil && !mayJoin(user, w) {
				continue
			}
			if err != nil {
				return nil, err
			}
		}
		figures = append(figures, widgets.CampaignFigure{
			WidgetID: id, Heading: strings.Join(strings.Fields(values[fmt.Sprintf("figure-%d-heading", n)]), " "), Text: tidyText(values[fmt.Sprintf("figure-%d-text", n)]),
		})
	}
	for name, by := range map[string]int{"up": -1, "down": 1} {
		at := slices.IndexFunc(figures, func(f widgets.CampaignFigure) bool { return f.WidgetID == values[name] })
		if to := at + by; at >= 0 && to >= 0 && to < len(figures) {
			figures[at], figures[to] = figures[to], figures[at]
		}
	}
	return figures, nil
}

// mayJoin reports whether a person may add a figure: what is published, and
// drafts of her own directorate.
func mayJoin(u store.User, w widgets.Widget) bool {
	return w.State == widgets.Live || w.State == widgets.InDraft && auth.May(u, auth.Edit, w.DirectorateID)
}

// refuseCampaign names what cannot be used at its field. The form keeps what
// was typed; nothing was saved.
func (s *Studio) refuseCampaign(c *fiber.Ctx, status int, sent widgets.Campaign, problems ...fieldError) error {
	page, err := s.campaignPage(c, sent)
	if err != nil {
		return err
	}
	page.Errors, page.Saved = problems, "Not saved. "+problems[0].Message
	if partial(c) {
		return s.renderBlock(c, status, "campaign", "campaign-saved-line", page)
	}
	return s.render(c, status, "campaign", page)
}

// campaignConflict says that someone else changed the campaign, and shows what
// differs. The form keeps what was typed; nothing was overwritten.
func (s *Studio) campaignConflict(c *fiber.Ctx, mine, theirs widgets.Campaign) error {
	page, err := s.campaignPage(c, mine)
	if err != nil {
		return err
	}
	page.Theirs, page.Differs = &theirs, s.differences(c, mine, theirs)
	page.Saved = "Not saved. Someone else changed this campaign at " + s.when(theirs.SavedAt)
	if partial(c) {
		return s.renderBlock(c, fiber.StatusConflict, "campaign", "campaign-told", page)
	}
	return s.render(c, fiber.StatusConflict, "campaign", page)
}

func (s *Studio) differences(c *fiber.Ctx, mine, theirs widgets.Campaign) []differing {
	var list []differing
	add := func(name, a, b string) {
		if a != b {
			list = append(list, differing{name, a, b})
		}
	}
	a, b := mine.Draft, theirs.Draft
	add("Name", a.Name, b.Name)
	add("Introduction", a.Intro, b.Intro)
	add("Figures", s.figureWords(c, a), s.figureWords(c, b))
	add("Days", spanOf(a), spanOf(b))
	add("What it should achieve", a.Goal, b.Goal)
	add("Address", a.Slug, b.Slug)
	add("After it ends", string(a.After), string(b.After))
	return list
}

// figureWords name the figures of a draft with what leads in to them.
func (s *Studio) figureWords(c *fiber.Ctx, d widgets.CampaignDraft) string {
	var lines []string
	for i, f := range d.Figures {
		line := fmt.Sprintf("%d. ", i+1)
		if w, err := s.Store.Widget(c.UserContext(), f.WidgetID); err == nil {
			line += w.Title
		}
		for _, text := range []string{f.Heading, f.Text} {
			if text != "" {
				line += " – " + text
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// dayText words a day ("2026-11-23").
func dayText(text string) string {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return day(at)
}
