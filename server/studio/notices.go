package studio

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

// registerNotices adds what people are told, and how each wants to be.
func (s *Studio) registerNotices(app *fiber.App) {
	read := s.Auth.Require(store.Viewer)
	app.Get("/studio/notices", read, s.notices)
	app.Post("/studio/notices", read, s.seeNotices)
	app.Post("/studio/notices/email", read, s.chooseMail)
}

const noticesOnPage = 50

// noticesPage is what one person was told, what is new first.
type noticesPage struct {
	basePage
	New, Earlier []noticeRow
	UpTo         int64 // milliseconds: what is newer is not marked by *all*
	Choice       store.MailChoice
	Choices      []mailChoice
	MailOn       bool
	Address      string // of the person
	Saved        bool
	Older        int // number of the next page; 0 for none
}

// noticeRow is one notice with its look.
type noticeRow struct {
	store.Notice
	Look string // "stop", "look" or "rest"
}

// mailChoice is one way to be told, in words.
type mailChoice struct {
	Choice     store.MailChoice
	Name, Hint string
}

var mailChoices = []mailChoice{
	{store.MailAtOnce, "At once", "One email for each thing that happens; not again within a day when it comes and goes."},
	{store.MailDaily, "Once a day", "At eight in the morning, what you have not seen by then."},
	{store.MailNone, "Never", "You see notices here only."},
}

func (s *Studio) notices(c *fiber.Ctx) error {
	return s.showNotices(c, fiber.StatusOK, noticesPage{basePage: s.base(c, "Notices"), Saved: c.Query("saved") == "1"})
}

func (s *Studio) showNotices(c *fiber.Ctx, status int, page noticesPage) error {
	ctx := c.UserContext()
	at, err := strconv.Atoi(c.Query("page", "1"))
	if err != nil || at < 1 || at > 10_000 {
		at = 1
	}
	list, err := s.Store.Notices(ctx, store.NoticeFilter{UserID: page.User.ID, Limit: noticesOnPage + 1, Offset: (at - 1) * noticesOnPage})
	if err != nil {
		return err
	}
	if len(list) > noticesOnPage {
		list, page.Older = list[:noticesOnPage], at+1
	}
	for _, n := range list {
		row := noticeRow{n, lookOf(n)}
		if n.SeenAt.IsZero() {
			page.New = append(page.New, row)
		} else {
			page.Earlier = append(page.Earlier, row)
		}
	}
	if page.Choice == "" {
		if page.Choice, err = s.Store.MailChoice(ctx, page.User.ID); err != nil {
			return err
		}
	}
	server, err := s.Notify.MailServer(ctx)
	if err != nil {
		return err
	}
	page.MailOn, page.Choices, page.UpTo, page.Nav = server.On(), mailChoices, s.Now().UnixMilli(), "notices"
	page.Address = page.User.Email
	return s.render(c, status, "notices", page)
}

// lookOf is how loud a notice is.
func lookOf(n store.Notice) string {
	switch {
	case !n.OverAt.IsZero():
		return "done"
	case slices.Contains([]string{store.DatasetNotRefreshed, "publishing.plan-failed", "mail.failed"}, n.Kind):
		return "stop"
	case slices.Contains([]string{"source.late", "approval.asked", "approval.refused", "report.received", "campaign.ending", "set.refreshed"}, n.Kind):
		return "look"
	}
	return "bell"
}

// seeNotices marks one notice as seen, or all that the page showed.
func (s *Studio) seeNotices(c *fiber.Ctx) error {
	user, _ := auth.User(c)
	id, upTo := form(c, "id"), s.Now()
	if ms, err := strconv.ParseInt(form(c, "up-to"), 10, 64); err == nil && ms > 0 {
		upTo = time.UnixMilli(ms)
	}
	if err := s.Store.SeeNotices(c.UserContext(), user.ID, id, upTo); err != nil {
		return err
	}
	return c.Redirect("/studio/notices", fiber.StatusSeeOther)
}

func (s *Studio) chooseMail(c *fiber.Ctx) error {
	user, _ := auth.User(c)
	choice := store.MailChoice(form(c, "mail"))
	if !slices.ContainsFunc(mailChoices, func(m mailChoice) bool { return m.Choice == choice }) {
		page := noticesPage{basePage: s.base(c, "Notices"), Choice: store.MailChoice("?")}
		page.problem("mail-now", "Choose how you are told by email")
		return s.showNotices(c, fiber.StatusUnprocessableEntity, page)
	}
	if err := s.Store.SaveMailChoice(c.UserContext(), user.ID, choice); err != nil {
		return err
	}
	return c.Redirect("/studio/notices?saved=1#email", fiber.StatusSeeOther)
}

// unseen counts what somebody has not seen; a count that cannot be read is none.
func (s *Studio) unseen(c *fiber.Ctx, u store.User) int {
	n, err := s.Store.UnseenNotices(c.UserContext(), u.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.Log.Error("notices", "error", err)
	}
	return n
}
