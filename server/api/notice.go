package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
)

func (a *API) noticeRoutes() []route {
	return []route{
		{fiber.MethodGet, "/notices", store.ReadScope, a.notices},
		{fiber.MethodPost, "/notices/seen", store.ReadScope, a.seeNotices},
		{fiber.MethodPut, "/notices/email", store.ReadScope, a.chooseMail},
	}
}

// noticeBody is something that the person of the token is told.
type noticeBody struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"` // the action of an event, or a word such as "source.late"
	Title    string     `json:"title"`
	Happened string     `json:"happened"`
	Effect   string     `json:"effect,omitempty"`
	Next     string     `json:"next"` // words of the link
	Link     string     `json:"link"` // in the studio
	At       time.Time  `json:"at"`
	Times    int        `json:"times"`
	SeenAt   *time.Time `json:"seenAt,omitempty"`
}

func (a *API) notices(c *fiber.Ctx) error {
	w, err := windowOf(c, "unseen")
	if err != nil {
		return err
	}
	found, err := a.Store.Notices(c.UserContext(), store.NoticeFilter{UserID: user(c).ID, Unseen: w.query["unseen"] == "true"})
	if err != nil {
		return err
	}
	return sendFrom(c, w, found, func(n store.Notice) string { return n.ID }, func(n store.Notice) noticeBody {
		return noticeBody{n.ID, n.Kind, n.Title, n.Happened, n.Effect, n.Next, a.PublicURL + n.Link, n.At, n.Times, instant(n.SeenAt)}
	})
}

// seen marks one notice as seen, or all up to now without an id.
type seen struct {
	ID string `json:"id"`
}

func (a *API) seeNotices(c *fiber.Ctx) error {
	var sent seen
	if err := read(c, &sent); err != nil {
		return err
	}
	if err := a.Store.SeeNotices(c.UserContext(), user(c).ID, sent.ID, a.Now()); err != nil {
		return err
	}
	n, err := a.Store.UnseenNotices(c.UserContext(), user(c).ID)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", unseenBody{n})
}

type unseenBody struct {
	Unseen int `json:"unseen"`
}

// mailBody is how the person is told by email.
type mailBody struct {
	Choice store.MailChoice `json:"choice"`
}

func (a *API) chooseMail(c *fiber.Ctx) error {
	var sent mailBody
	if err := read(c, &sent); err != nil {
		return err
	}
	switch sent.Choice {
	case store.MailAtOnce, store.MailDaily, store.MailNone:
	default:
		return fault{Pointer: "/choice", Detail: "Choose now, daily or none."}
	}
	if err := a.Store.SaveMailChoice(c.UserContext(), user(c).ID, sent.Choice); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", sent)
}
