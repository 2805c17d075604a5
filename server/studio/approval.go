package studio

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// registerApproval adds asking for approval and deciding.
func (s *Studio) registerApproval(app *fiber.App) {
	read, edit, publish := s.Auth.Require(store.Viewer), s.Auth.Require(store.Editor), s.Auth.Require(store.Publisher)
	app.Post("/studio/figures/:widget/ask", edit, s.ask)
	app.Get("/studio/figures/:widget/approval", read, s.approval)
	app.Post("/studio/figures/:widget/approval", publish, s.decide)
	app.Get("/studio/approvals", read, s.approvals)
	app.Post("/studio/settings/approval", s.Auth.Require(store.Admin), s.saveApproval)
}

// waits counts the figures that wait for the user's approval; what cannot be
// counted is none.
func (s *Studio) waits(c *fiber.Ctx, u store.User) int {
	if u.Role != store.Publisher && u.Role != store.Admin {
		return 0
	}
	list, err := s.Publishing.Waits(c.UserContext(), u.ID)
	if err != nil {
		return 0
	}
	return len(list)
}

// ask asks for approval of the figure as it is, or takes that back.
func (s *Studio) ask(c *fiber.Ctx) error {
	widgetID := param(c, "widget")
	if err := s.mayEdit(c, widgetID); err != nil {
		return err
	}
	values := formValues(c)
	var err error
	if values["do"] == "take-back" {
		err = s.Publishing.TakeBack(c.UserContext(), actor(c), widgetID, values["ask"])
		if errors.Is(err, store.ErrConflict) {
			return s.showCheck(c, fiber.StatusConflict, fieldError{Message: "That was decided, or taken back, while you looked."})
		}
	} else {
		_, err = s.Publishing.Ask(c.UserContext(), actor(c), widgetID, versionOf(values), values["note"])
		if errors.Is(err, store.ErrConflict) {
			return s.showCheck(c, fiber.StatusConflict, fieldError{Message: "Someone else changed this figure while you looked. Look at it again, then ask."})
		}
	}
	return s.afterCheck(c, err, "/studio/figures/"+widgetID+"/check")
}

// askedChange is what whoever approves asked to be changed in a figure, if nobody
// was asked since; else nil.
func (s *Studio) askedChange(ctx context.Context, widgetID string) (*store.Ask, error) {
	asks, err := s.Store.Asks(ctx, widgetID, 1)
	if err != nil || len(asks) == 0 || asks[0].State != store.AskRefused {
		return nil, err
	}
	return &asks[0], nil
}

// approvalPage is a figure that waits, beside what is public now.
type approvalPage struct {
	basePage
	Widget      widgets.Widget
	Draft       widgets.Draft
	Approval    publishing.Approval
	Preview     publishing.Preview
	Public      *widgets.Edition // what readers have; nil when it was never public
	PublicImage string
	Proposed    widgets.Edition
	Comparison  publishing.Comparison
	Done, All   int
	Seen        []seenOn
	MayDecide   bool
	Own         bool // the user made what waits
	Note        string
	Vouched     bool
}

// Heading is the change.
func (p approvalPage) Heading() string {
	switch {
	case p.Approval.Ask == nil:
		return "Nothing waits for approval here"
	case p.Public == nil:
		return "A new figure wants to be public"
	case p.Public.Headline.Number != "" && p.Proposed.Headline.Number != "" && p.Public.Headline.Number != p.Proposed.Headline.Number:
		return "A public figure wants to change from " + p.Public.Headline.Number + " to " + p.Proposed.Headline.Number
	case p.Approval.Ask.Why != "":
		return "New data wants to change a public figure"
	}
	return "A public figure wants to change"
}

func (s *Studio) approval(c *fiber.Ctx) error { return s.showApproval(c, fiber.StatusOK) }

// kitPresets are the pictures of the kit, for whoever approves.
var kitPresets = []string{"og", "x", "square", "portrait", "story", "slide"}

func (s *Studio) showApproval(c *fiber.Ctx, status int, problems ...fieldError) error {
	ctx := c.UserContext()
	page := approvalPage{basePage: s.base(c, "Approval"), Note: form(c, "note"), Vouched: form(c, "vouch") == "yes"}
	page.Nav, page.Errors = "approvals", problems
	var err error
	if page.Widget, err = s.Store.Widget(ctx, param(c, "widget")); err != nil {
		return err
	}
	if page.Draft, err = s.Store.Draft(ctx, page.Widget.ID); err != nil {
		return err
	}
	if page.Approval, err = s.Publishing.Approval(ctx, page.Widget, page.Draft); err != nil {
		return err
	}
	page.Title = page.Heading()
	if page.Approval.Ask != nil {
		if err := s.fillApproval(c, &page); err != nil {
			return err
		}
	}
	return s.render(c, status, "approval", page)
}

func (s *Studio) fillApproval(c *fiber.Ctx, page *approvalPage) error {
	ctx := c.UserContext()
	waits, err := s.Publishing.Waits(ctx, page.User.ID)
	if err != nil {
		return err
	}
	for _, w := range waits {
		page.MayDecide = page.MayDecide || w.Ask.ID == page.Approval.Ask.ID
	}
	page.Own = page.Approval.Ask.MadeBy == page.User.ID
	public, err := s.Store.Published(ctx, page.Widget.PublicID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err == nil && public.State == widgets.Live {
		page.Public, page.PublicImage = &public.Edition, pictureOf(page.Widget, public.Edition.Number)
	}
	page.Preview, err = s.Publishing.Preview(ctx, page.Draft, kitPresets...)
	if words, ok := mendable(err); err != nil && ok {
		page.problem("", words.Message)
		page.MayDecide = false
		return nil
	}
	if err != nil {
		return err
	}
	for _, check := range page.Preview.Checks {
		page.All++
		if check.Done {
			page.Done++
		}
	}
	if page.Proposed, err = s.Publishing.Proposed(ctx, page.Widget, page.Draft); err != nil {
		return err
	}
	if page.Public != nil {
		page.Comparison = publishing.Compare(*page.Public, page.Proposed)
	}
	page.Title = page.Heading()
	page.Seen, err = s.seenOn(ctx, page.Widget)
	return err
}

// decide says yes or no to what waits.
func (s *Studio) decide(c *fiber.Ctx) error {
	ctx, widgetID, values := c.UserContext(), param(c, "widget"), formValues(c)
	if err := s.mayPublish(c, widgetID); err != nil {
		return err
	}
	to := "/studio/approvals"
	var err error
	switch values["do"] {
	case "approve", "allow":
		if values["vouch"] != "yes" {
			return s.showApproval(c, fiber.StatusUnprocessableEntity, fieldError{Field: "vouch", Message: "Tick that these figures match the source and may be published"})
		}
		if values["do"] == "allow" {
			err = s.Publishing.Allow(ctx, actor(c), widgetID, values["ask"])
			break
		}
		to = "/studio/figures/" + widgetID + "/kit"
		_, err = s.Publishing.Approve(ctx, actor(c), widgetID, values["ask"], versionOf(values))
	case "change":
		err = s.Publishing.AskForChange(ctx, actor(c), widgetID, values["ask"], values["note"])
	default:
		to = "/studio/figures/" + widgetID + "/approval"
	}
	switch {
	case errors.Is(err, publishing.ErrNotApprover):
		return auth.ErrForbidden
	case errors.Is(err, store.ErrConflict):
		return s.showApproval(c, fiber.StatusConflict, fieldError{Message: "This was changed, decided or taken back while you looked. What stands here is how it is now."})
	}
	if words, ok := mendable(err); err != nil && ok {
		return s.showApproval(c, fiber.StatusUnprocessableEntity, words)
	}
	if err != nil {
		return err
	}
	return c.Redirect(to, fiber.StatusSeeOther)
}

// approvalsPage lists what waits for the user, and what waits for others.
type approvalsPage struct {
	basePage
	Mine, Others []store.Waiting
	On           bool
}

func (s *Studio) approvals(c *fiber.Ctx) error {
	ctx := c.UserContext()
	page := approvalsPage{basePage: s.base(c, "Approvals"), On: s.organisation().ApprovalOn}
	page.Nav = "approvals"
	all, err := s.Store.OpenAsks(ctx)
	if err != nil {
		return err
	}
	if page.Mine, err = s.Publishing.Waits(ctx, page.User.ID); err != nil {
		return err
	}
	mine := map[string]bool{}
	for _, w := range page.Mine {
		mine[w.Ask.ID] = true
	}
	for _, w := range all {
		if !mine[w.Ask.ID] {
			page.Others = append(page.Others, w)
		}
	}
	return s.render(c, fiber.StatusOK, "approvals", page)
}

// Heading counts what waits for the user.
func (p approvalsPage) Heading() string {
	switch len(p.Mine) {
	case 0:
		return "Nothing waits for your approval"
	case 1:
		return "One figure waits for your approval"
	}
	return smallNumber(len(p.Mine)) + " figures wait for your approval"
}

// approvalSetting fills in whether a second person looks.
func (s *Studio) approvalSetting(c *fiber.Ctx, page *organisationPage) error {
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	people, err := s.Store.Users(c.UserContext())
	if err != nil {
		return err
	}
	page.ApprovalOn = o.ApprovalOn
	for _, u := range people {
		if !u.Disabled && (u.Role == store.Publisher || u.Role == store.Admin) {
			page.MayApprove++
		}
	}
	return nil
}

// saveApproval turns the rule on or off.
func (s *Studio) saveApproval(c *fiber.Ctx) error {
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	o.ApprovalOn = form(c, "on") == "yes"
	if err := s.Store.SaveOrganisation(c.UserContext(), actor(c), o); err != nil {
		return err
	}
	return c.Redirect("/studio/settings?saved=1#approval", fiber.StatusSeeOther)
}
