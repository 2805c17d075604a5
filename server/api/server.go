package api

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/notify"
	"figurehead/server/settings"
	"figurehead/store"
)

func (a *API) serverRoutes() []route {
	return []route{
		{fiber.MethodGet, "/settings/mail", store.AdminScope, a.mailServer},
		{fiber.MethodPut, "/settings/mail", store.AdminScope, a.saveMailServer},
		{fiber.MethodDelete, "/settings/mail", store.AdminScope, a.noMailServer},
		{fiber.MethodPost, "/settings/mail/test", store.AdminScope, a.testMailServer},
		{fiber.MethodGet, "/settings/server", store.AdminScope, a.serverSettings},
		{fiber.MethodPost, "/settings/server/checks", store.AdminScope, a.checkServer},
	}
}

// mailServerBody is how this server sends mail; the password is nowhere.
type mailServerBody struct {
	Host        string `json:"host"`
	Port        int    `json:"port"`
	Security    string `json:"security"`
	Username    string `json:"username"`
	Sender      string `json:"sender"`
	HasPassword bool   `json:"hasPassword"`
	Fixed       bool   `json:"fixed"` // given by the settings of the program
}

func showMailServer(s notify.Server) mailServerBody {
	return mailServerBody{s.Host, s.Port, s.Security, s.Username, s.Sender, s.Password != "", s.Fixed}
}

func (a *API) mailServer(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	kept, err := a.Notify.MailServer(c.UserContext())
	if err != nil {
		return err
	}
	return send(c, showMailServer(kept))
}

// errFixed is a mail server that a setting of the program names.
var errFixed = Problem{Kind: "fixed", Status: fiber.StatusConflict, Title: "The program's settings win", Detail: "The mail server is given to the program by its settings, which win over what is sent here."}

// mailServerToChange is the one that is kept, for who may change it.
func (a *API) mailServerToChange(c *fiber.Ctx) (notify.Server, error) {
	if err := may(c, auth.Settings, ""); err != nil {
		return notify.Server{}, err
	}
	kept, err := a.Notify.MailServer(c.UserContext())
	if err != nil {
		return kept, err
	}
	if kept.Fixed {
		return kept, errFixed
	}
	return kept, nil
}

// mailServerSent is a mail server as programs write it. Without a password the one
// that is kept stays.
type mailServerSent struct {
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Security string `json:"security"`
	Username string `json:"username"`
	Sender   string `json:"sender"`
	Password string `json:"password"`
}

func (a *API) saveMailServer(c *fiber.Ctx) error {
	kept, err := a.mailServerToChange(c)
	if err != nil {
		return err
	}
	var sent mailServerSent
	if err := read(c, &sent); err != nil {
		return err
	}
	m, wrong := settings.Mail(kept, store.MailServer{Host: strings.TrimSpace(sent.Host), Port: sent.Port, Security: sent.Security,
		Username: strings.TrimSpace(sent.Username), Sender: strings.TrimSpace(sent.Sender), Password: sent.Password})
	if err := mended(wrong, func(field string) string { return "/" + field }); err != nil {
		return err
	}
	if err := a.Store.SaveMailServer(c.UserContext(), actor(c), m); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showMailServer(notify.Server{MailServer: m}))
}

// noMailServer switches mail off.
func (a *API) noMailServer(c *fiber.Ctx) error {
	if _, err := a.mailServerToChange(c); err != nil {
		return err
	}
	if err := a.Store.SaveMailServer(c.UserContext(), actor(c), store.MailServer{}); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// mailTestTime is how long a test of the mail server may take.
const mailTestTime = 20 * time.Second

// mailTested is what the mail server answered to a test.
type mailTested struct {
	Sent bool   `json:"sent"`
	Said string `json:"said"`
}

// testMailServer sends a mail to the person of the token.
func (a *API) testMailServer(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), mailTestTime)
	defer cancel()
	said, sent := a.Notify.Test(ctx, user(c))
	return done(c, fiber.StatusOK, "", mailTested{sent, said})
}

// settingBody is one setting of the program, as it is in force. The value of a
// secret is "(hidden)" or "(not set)".
type settingBody struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	From  string `json:"from"` // in words
	Help  string `json:"help"`
}

// serverBody is the program's settings and what can be checked of them.
type serverBody struct {
	Settings []settingBody   `json:"settings"`
	Checks   []checkNameBody `json:"checks"`
}

type checkNameBody struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

func (a *API) serverSettings(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	mail, err := a.Notify.MailServer(c.UserContext())
	if err != nil {
		return err
	}
	b := serverBody{[]settingBody{}, []checkNameBody{}}
	for _, set := range settings.InForce(a.Settings, mail) {
		b.Settings = append(b.Settings, settingBody{set.Name, set.Value, set.From, set.Help})
	}
	for _, x := range settings.Checks {
		b.Checks = append(b.Checks, checkNameBody{x.Name, x.Title})
	}
	return send(c, b)
}

// checking names a check, or "all".
type checking struct {
	Check string `json:"check"`
}

// checkedBody is what checks found.
type checkedBody struct {
	Items []findingBody `json:"items"`
}

type findingBody struct {
	Name  string `json:"name"`
	Good  bool   `json:"good"`
	Words string `json:"words"`
	Do    string `json:"do,omitempty"`
}

func (a *API) checkServer(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	var sent checking
	if err := read(c, &sent); err != nil {
		return err
	}
	found, err := a.Checks.Find(c.UserContext(), sent.Check)
	if err != nil {
		return fault{Pointer: "/check", Detail: "There is no such check.", Suggestion: "Name one of those in /settings/server, or “all”."}
	}
	b := checkedBody{[]findingBody{}}
	for _, x := range settings.Checks {
		if f, ok := found[x.Name]; ok {
			b.Items = append(b.Items, findingBody{x.Name, f.Good, f.Words, f.Do})
		}
	}
	return done(c, fiber.StatusOK, "", b)
}
