package studio

import (
	"errors"
	"net/mail"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/settings"
	"figurehead/store"
	"figurehead/widgets/words"
)

const maxDirectorates = 60

// setupPage makes the organisation and its first admin. It works once.
type setupPage struct {
	basePage
	organisationForm
	Token        string
	Name, Email  string
	Directorates string // one a line
}

// organisationForm is the part that set-up and settings share.
type organisationForm struct {
	OrganisationName string
	Area, AreaCode   string
	Licence          string
	TimeZone         string
	Lang             string // of the figures
}

// setup shows the form with what is usual already in it.
func (s *Studio) setup(c *fiber.Ctx) error {
	token := param(c, "token")
	if err := s.setupOpen(c, token); err != nil {
		return err
	}
	page := setupPage{basePage: s.base(c, "Set up Figurehead"), Token: token,
		organisationForm: organisationForm{Licence: "OGL-UK-3.0", TimeZone: settings.TimeZones[0]}}
	return s.render(c, fiber.StatusOK, "setup", page)
}

// setupOpen returns store.ErrUsed when the link is not the open one.
func (s *Studio) setupOpen(c *fiber.Ctx, token string) error {
	open, err := s.Store.SetupOpen(c.UserContext(), auth.HashToken(token))
	if err == nil && !open {
		return store.ErrUsed
	}
	return err
}

// setUp makes everything in one step and signs the admin in.
func (s *Studio) setUp(c *fiber.Ctx) error {
	token := param(c, "token")
	if err := s.setupOpen(c, token); err != nil {
		return err
	}
	page := setupPage{basePage: s.base(c, "Set up Figurehead"), Token: token,
		organisationForm: readOrganisation(c),
		Name:             trimmed(c, "name"), Email: trimmed(c, "email"), Directorates: form(c, "directorates")}
	page.checkPerson(page.Name, page.Email)
	if problem := auth.PasswordProblem(form(c, "password"), page.Name, page.Email, page.OrganisationName); problem != "" {
		page.problem("password", problem)
	}
	page.checkOrganisation(page.organisationForm)
	directorates := lines(page.Directorates)
	if len(directorates) > maxDirectorates {
		page.problem("directorates", "Enter at most 60 directorates")
	}
	if len(page.Errors) > 0 {
		return s.render(c, fiber.StatusUnprocessableEntity, "setup", page)
	}
	return s.finishSetup(c, page, directorates)
}

func (s *Studio) finishSetup(c *fiber.Ctx, page setupPage, directorates []string) error {
	hash, err := s.Auth.HashPassword(form(c, "password"))
	if err != nil {
		return err
	}
	organisation, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	admin := store.User{Name: page.Name, Email: page.Email, PasswordHash: hash}
	admin, err = s.Store.FinishSetup(c.UserContext(), auth.HashToken(page.Token), page.applyTo(organisation), directorates, admin)
	if errors.Is(err, store.ErrNotFound) {
		return store.ErrUsed
	}
	if err != nil {
		return err
	}
	if err := s.Auth.Start(c, admin); err != nil {
		return err
	}
	return c.Redirect(auth.AfterSignIn, fiber.StatusSeeOther)
}

// organisationSoFar is what is stored, or nothing yet.
func (s *Studio) organisationSoFar(c *fiber.Ctx) (store.Organisation, error) {
	o, err := s.Store.Organisation(c.UserContext())
	if errors.Is(err, store.ErrNotFound) {
		return store.Organisation{}, nil
	}
	return o, err
}

func readOrganisation(c *fiber.Ctx) organisationForm {
	return organisationForm{
		OrganisationName: trimmed(c, "organisation"), Area: trimmed(c, "area"), AreaCode: strings.ToUpper(trimmed(c, "area-code")),
		Licence: form(c, "licence"), TimeZone: trimmed(c, "time-zone"), Lang: form(c, "lang"),
	}
}

// applyTo puts the answers into an organisation and leaves the rest of it.
func (f organisationForm) applyTo(o store.Organisation) store.Organisation {
	o.Area, o.AreaCode, o.Licence, o.TimeZone, o.Lang = f.Area, f.AreaCode, f.Licence, f.TimeZone, f.Lang
	return settings.Named(o, f.OrganisationName)
}

func (b *basePage) checkPerson(name, email string) {
	if name == "" || len([]rune(name)) > settings.MaxName {
		b.problem("name", "Enter a name of up to 200 characters")
	}
	address, err := mail.ParseAddress(email)
	if err != nil || address.Address != email || len(email) > settings.MaxName {
		b.problem("email", "Enter an email address, such as name@example.gov.uk")
	}
}

// checkOrganisation asks what the answers must be.
func (b *basePage) checkOrganisation(f organisationForm) {
	b.mend(settings.Organisation(f.applyTo(store.Organisation{})))
}

// TimeZones lists the zones for the form.
func (f organisationForm) TimeZones() []string { return settings.TimeZones }

// Languages lists the languages of figures for the form.
func (f organisationForm) Languages() []*words.Locale { return words.Languages() }

func trimmed(c *fiber.Ctx, name string) string { return strings.TrimSpace(form(c, name)) }

// lines returns the lines that hold something, each once.
func lines(text string) []string {
	var list []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(list, line) {
			list = append(list, line)
		}
	}
	return list
}
