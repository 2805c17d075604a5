package studio

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
)

// registerServerSettings adds the settings of the program, and their checks.
func (s *Studio) registerServerSettings(app *fiber.App) {
	admin := s.Auth.Require(store.Admin)
	app.Get("/studio/settings/server", admin, s.serverSettings)
	app.Post("/studio/settings/server", admin, s.checkSettings)
}

// Setting is one setting of the program, as it is in force.
type Setting struct {
	Name, Value string // a secret is "(hidden)" or "(not set)"
	From        string // in words: "flag --addr"
	Help        string
}

// checkTime is how long all checks together may take.
const checkTime = 20 * time.Second

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
	Said  *finding
}

// finding is what a check found.
type finding struct {
	Good  bool
	Words string
	Do    string // what to do, when it is not good
}

// check is something that can honestly be found out.
type check struct {
	name  string // of the setting, or of its own
	title string
	run   func(*Studio, context.Context) finding
	own   string // what it is, when it is no setting
}

// checks, in the order of the page.
var checks = []check{
	{"data", "the data folder", (*Studio).checkFolder, ""},
	{"public_url", "the public address", (*Studio).checkPublic, ""},
	{"fetch_ports", "the way out to portals", (*Studio).checkPortals, ""},
	{"mail_host", "the mail server", (*Studio).checkMail, ""},
	{"backup", "the backup", (*Studio).checkBackup, "How long ago figurehead backup last finished one of this data folder."},
	{"clock", "the clock", (*Studio).checkClock, "The clock of this machine beside that of a portal. Schedules, embargoes and sign-ins go by it."},
}

func (s *Studio) serverSettings(c *fiber.Ctx) error {
	return s.showServer(c, nil)
}

// checkSettings runs one check, or all of them at the same time.
func (s *Studio) checkSettings(c *fiber.Ctx) error {
	asked := form(c, "check")
	chosen := slices.Clone(checks)
	if asked != "all" {
		chosen = slices.DeleteFunc(chosen, func(x check) bool { return x.name != asked })
	}
	if len(chosen) == 0 {
		return store.ErrNotFound
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), checkTime)
	defer cancel()
	found := make([]finding, len(chosen))
	var running sync.WaitGroup
	for i, x := range chosen {
		running.Go(func() { found[i] = x.run(s, ctx) })
	}
	running.Wait()
	said := map[string]*finding{}
	for i, x := range chosen {
		said[x.name] = &found[i]
	}
	return s.showServer(c, said)
}

func (s *Studio) showServer(c *fiber.Ctx, said map[string]*finding) error {
	page := serverPage{basePage: s.settingsBase(c, "Server"), Asked: said != nil}
	for _, set := range s.Settings {
		row := settingRow{Setting: set, Said: said[set.Name]}
		if i := slices.IndexFunc(checks, func(x check) bool { return x.name == set.Name }); i >= 0 {
			row.Check = checks[i].title
		}
		page.Rows = append(page.Rows, row)
	}
	for _, x := range checks {
		known := slices.ContainsFunc(page.Rows, func(r settingRow) bool { return r.Name == x.name })
		if !known {
			help := x.own
			page.Others = append(page.Others, settingRow{Setting: Setting{Name: x.name, Help: help}, Check: x.title, Said: said[x.name]})
		}
	}
	for _, f := range said {
		if !f.Good {
			page.Bad++
		}
	}
	if err := s.studioMail(c.UserContext(), &page); err != nil {
		return err
	}
	return s.render(c, fiber.StatusOK, "server", page)
}

// studioMail says of the mail settings that they come from the studio, when
// they do.
func (s *Studio) studioMail(ctx context.Context, page *serverPage) error {
	server, err := s.Notify.MailServer(ctx)
	if err != nil || server.Fixed || !server.On() {
		return err
	}
	password := "(not set)"
	if server.Password != "" {
		password = "(hidden)"
	}
	values := map[string]string{"mail_host": server.Host, "mail_port": portWords(server.Port), "mail_security": server.Security,
		"mail_user": server.Username, "mail_password": password, "mail_from": server.Sender}
	for i, row := range page.Rows {
		if value, ok := values[row.Name]; ok {
			page.Rows[i].Value, page.Rows[i].From = value, "studio, page Email"
			if value == "" {
				page.Rows[i].Value = "(not set)"
			}
		}
	}
	return nil
}
