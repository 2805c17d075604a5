package studio

import (
	"context"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/notify"
	"figurehead/server/settings"
	"figurehead/store"
)

// registerMail adds the mail server.
func (s *Studio) registerMail(app *fiber.App) {
	admin := s.Auth.Require(store.Admin)
	app.Get("/studio/settings/mail", admin, s.mail)
	app.Post("/studio/settings/mail", admin, s.saveMail)
}

// mailTestTime is how long a test of the mail server may take.
const mailTestTime = 20 * time.Second

// mailPage is how this server sends mail.
type mailPage struct {
	basePage
	mailForm
	Server      notify.Server // in force
	HasPassword bool          // one is kept
	Securities  []mailSecurity
	Saved       bool
	Said        string // what the mail server answered to a test
	Sent        bool
	Failed      []store.Outgoing // mails that are not through, the newest first
	Address     string           // of who looks
}

// mailForm is the form as typed; the password is never filled in.
type mailForm struct{ Host, Port, Security, Username, Sender string }

// mailSecurity is one way to protect the connection, in words.
type mailSecurity struct{ Security, Name, Hint string }

var mailSecurities = []mailSecurity{
	{notify.StartTLS, "STARTTLS", "Usually with port 587."},
	{notify.TLS, "TLS from the beginning", "Usually with port 465."},
	{notify.Plain, "None", "Only for a mail server on this machine."},
}

func (s *Studio) mail(c *fiber.Ctx) error {
	page := mailPage{basePage: s.settingsBase(c, "Email"), Saved: c.Query("saved") == "1"}
	return s.showMail(c, fiber.StatusOK, page, nil)
}

func (s *Studio) showMail(c *fiber.Ctx, status int, page mailPage, typed *mailForm) (err error) {
	if page.Server, err = s.Notify.MailServer(c.UserContext()); err != nil {
		return err
	}
	m := page.Server
	page.mailForm = mailForm{m.Host, strconv.Itoa(m.Port), m.Security, m.Username, m.Sender}
	if m.Host == "" {
		page.mailForm = mailForm{Port: "587", Security: notify.StartTLS}
	}
	if typed != nil {
		page.mailForm = *typed
	}
	page.HasPassword, page.Securities, page.Address = m.Password != "", mailSecurities, page.User.Email
	list, err := s.Store.Outgoings(c.UserContext(), store.ByMail, "", 200)
	if err != nil {
		return err
	}
	for _, o := range list {
		if (o.State == store.OutGivenUp || o.State == store.OutWaiting && o.Tries > 0) && len(page.Failed) < 10 {
			page.Failed = append(page.Failed, o)
		}
	}
	return s.render(c, status, "mail", page)
}

// saveMail stores the mail server, switches mail off, or sends a test.
func (s *Studio) saveMail(c *fiber.Ctx) error {
	page := mailPage{basePage: s.settingsBase(c, "Email")}
	if form(c, "do") == "test" {
		return s.testMail(c, page)
	}
	kept, err := s.Notify.MailServer(c.UserContext())
	if err != nil {
		return err
	}
	if kept.Fixed {
		page.problem("", "The mail server is given to the program by its settings, which win over this form")
		return s.showMail(c, fiber.StatusConflict, page, nil)
	}
	if form(c, "do") == "off" {
		return s.storeMail(c, store.MailServer{})
	}
	typed := mailForm{trimmed(c, "host"), trimmed(c, "port"), form(c, "security"), trimmed(c, "username"), trimmed(c, "sender")}
	m := store.MailServer{Host: typed.Host, Security: typed.Security, Username: typed.Username, Password: form(c, "password"), Sender: typed.Sender}
	m.Port, _ = strconv.Atoi(typed.Port) // what is no number is no port
	m, wrong := settings.Mail(kept, m)
	for _, p := range wrong {
		page.problem(map[bool]string{true: "security-starttls", false: p.Field}[p.Field == "security"], p.Message)
	}
	if len(page.Errors) > 0 {
		return s.showMail(c, fiber.StatusUnprocessableEntity, page, &typed)
	}
	return s.storeMail(c, m)
}

func (s *Studio) storeMail(c *fiber.Ctx, m store.MailServer) error {
	if err := s.Store.SaveMailServer(c.UserContext(), actor(c), m); err != nil {
		return err
	}
	return c.Redirect("/studio/settings/mail?saved=1", fiber.StatusSeeOther)
}

// testMail sends a mail to whoever asks and shows what was answered.
func (s *Studio) testMail(c *fiber.Ctx, page mailPage) error {
	user, _ := auth.User(c)
	ctx, cancel := context.WithTimeout(c.UserContext(), mailTestTime)
	defer cancel()
	page.Said, page.Sent = s.Notify.Test(ctx, user)
	return s.showMail(c, fiber.StatusOK, page, nil)
}
