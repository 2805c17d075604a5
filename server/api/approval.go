package api

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
)

func (a *API) approvalRoutes() []route {
	return []route{
		{fiber.MethodGet, "/approvals", store.ReadScope, a.approvals},
		{fiber.MethodPost, "/figures/:figure/approvals", store.WriteScope, a.ask},
		{fiber.MethodDelete, "/figures/:figure/approvals/:ask", store.WriteScope, a.takeBack},
		{fiber.MethodPost, "/figures/:figure/approvals/:ask", store.PublishScope, a.decide},
	}
}

// askBody is a figure that waits for a second person.
type askBody struct {
	ID       string    `json:"id"`
	Figure   string    `json:"figure"`
	Title    string    `json:"title,omitempty"`
	Revision int       `json:"revision"`
	AskedAt  time.Time `json:"askedAt"`
	AskedBy  string    `json:"askedBy"` // name
	Note     string    `json:"note,omitempty"`
	Why      string    `json:"why,omitempty"` // newer data asks by itself
	Mine     bool      `json:"mine"`          // the person of the token may decide
}

func showAsk(w store.Ask, title string, mine bool) askBody {
	return askBody{w.ID, w.WidgetID, title, w.Revision, w.AskedAt, w.Asker, w.Note, w.Why, mine}
}

// approvals lists what waits, for this person and for others.
func (a *API) approvals(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	all, err := a.Store.OpenAsks(c.UserContext())
	if err != nil {
		return err
	}
	waits, err := a.Publishing.Waits(c.UserContext(), user(c).ID)
	if err != nil {
		return err
	}
	mine := map[string]bool{}
	for _, one := range waits {
		mine[one.Ask.ID] = true
	}
	return sendFrom(c, w, all, func(one store.Waiting) string { return one.Ask.ID }, func(one store.Waiting) askBody {
		return showAsk(one.Ask, one.Widget.Title, mine[one.Ask.ID])
	})
}

// asking asks for approval of a version of a Draft.
type asking struct {
	Version int    `json:"version"`
	Note    string `json:"note"`
}

func (a *API) ask(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Edit)
	if err != nil {
		return err
	}
	var sent asking
	if err := read(c, &sent); err != nil {
		return err
	}
	made, err := a.Publishing.Ask(c.UserContext(), actor(c), w.ID, sent.Version, sent.Note)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusCreated, "/approvals", showAsk(made, w.Title, false))
}

func (a *API) takeBack(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Edit)
	if err != nil {
		return err
	}
	if err := a.Publishing.TakeBack(c.UserContext(), actor(c), w.ID, param(c, "ask")); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// decided says yes or no to what waits. Allow lets newer data beyond its band
// follow; Version is that of the Draft that was looked at.
type decided struct {
	Decision string `json:"decision"` // "approve", "allow" or "change"
	Version  int    `json:"version"`
	Vouch    bool   `json:"vouch"`
	Note     string `json:"note"` // what should change
}

func (a *API) decide(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Publish)
	if err != nil {
		return err
	}
	var sent decided
	if err := read(c, &sent); err != nil {
		return err
	}
	if sent.Decision != "change" && !sent.Vouch {
		return fault{Pointer: "/vouch", Detail: "Say that these figures match the source and may be published.", Suggestion: "Send “vouch”: true."}
	}
	ctx, ask := c.UserContext(), param(c, "ask")
	switch sent.Decision {
	case "approve":
		_, err = a.Publishing.Approve(ctx, actor(c), w.ID, ask, sent.Version)
	case "allow":
		err = a.Publishing.Allow(ctx, actor(c), w.ID, ask)
	case "change":
		err = a.Publishing.AskForChange(ctx, actor(c), w.ID, ask, sent.Note)
	default:
		return fault{Pointer: "/decision", Detail: "The decision must be approve, allow or change."}
	}
	if errors.Is(err, publishing.ErrNotApprover) {
		return auth.ErrForbidden
	}
	if err != nil {
		return err
	}
	if w, err = a.Store.Widget(ctx, w.ID); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", a.showFigure(w))
}
