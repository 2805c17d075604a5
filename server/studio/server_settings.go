package studio

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/settings"
	"figurehead/store"
)

// registerServerSettings adds the settings of the program, and their checks.
func (s *Studio) registerServerSettings(app *fiber.App) {
	admin := s.Auth.Require(store.Admin)
	app.Get("/studio/settings/server", admin, s.serverSettings)
	app.Post("/studio/settings/server", admin, s.checkSettings)
}

// Setting is one setting of the program, as it is in force.
type Setting = settings.Setting

// serverPage lists the settings and what was found when they were checked.
type serverPage struct {
	basePage
	Rows   []settingRow
	Others []settingRow // what can be checked and is no setting
	Asked  bool
	Bad    int
}

// settingRow is one setting, with its check where there is one.
type settingRow struct {
	Setting
	Check string // what the button checks; "" where nothing can be
	Said  *settings.Finding
}

// Checks looks at the server and what is around it.
func (s *Studio) Checks() *settings.Server {
	return &settings.Server{Store: s.Store, Notify: s.Notify, Search: s.search, Fetch: s.Fetch, PublicURL: s.PublicURL, Instance: s.Instance, Now: s.Now,
		OnDay: func(at time.Time) string { return onDay(s.when(at)) }, Exactly: s.exactly}
}

func (s *Studio) serverSettings(c *fiber.Ctx) error {
	return s.showServer(c, nil)
}

// checkSettings runs one check, or all of them at the same time.
func (s *Studio) checkSettings(c *fiber.Ctx) error {
	said, err := s.Checks().Find(c.UserContext(), form(c, "check"))
	if err != nil {
		return err
	}
	return s.showServer(c, said)
}

func (s *Studio) showServer(c *fiber.Ctx, said map[string]settings.Finding) error {
	page := serverPage{basePage: s.settingsBase(c, "Server"), Asked: said != nil}
	server, err := s.Notify.MailServer(c.UserContext())
	if err != nil {
		return err
	}
	for _, set := range settings.InForce(s.Settings, server) {
		row := settingRow{Setting: set, Said: finding(said, set.Name)}
		if i := slices.IndexFunc(settings.Checks, func(x settings.Check) bool { return x.Name == set.Name }); i >= 0 {
			row.Check = settings.Checks[i].Title
		}
		page.Rows = append(page.Rows, row)
	}
	for _, x := range settings.Checks {
		known := slices.ContainsFunc(page.Rows, func(r settingRow) bool { return r.Name == x.Name })
		if !known {
			help := x.Own
			page.Others = append(page.Others, settingRow{Setting: Setting{Name: x.Name, Help: help}, Check: x.Title, Said: finding(said, x.Name)})
		}
	}
	for _, f := range said {
		if !f.Good {
			page.Bad++
		}
	}
	return s.render(c, fiber.StatusOK, "server", page)
}

// finding is what was found by a check, nil where it was not asked.
func finding(said map[string]settings.Finding, name string) *settings.Finding {
	if f, ok := said[name]; ok {
		return &f
	}
	return nil
}
