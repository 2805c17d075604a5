package studio

import (
	"errors"
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets/words"
)

// Longest answers, in characters: more than any council needs.
const (
	maxNameRunes    = 200
	maxDirectorates = 60
)

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
		organisationForm: organisationForm{Licence: "OGL-UK-3.0", TimeZone: timeZones[0]}}
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
	o.Name, o.Area, o.AreaCode, o.Licence, o.TimeZone, o.Lang = f.OrganisationName, f.Area, f.AreaCode, f.Licence, f.TimeZone, f.Lang
	if o.Theme.ID != "" {
		o.Theme.Name = o.Name
	}
	return o
}

func (b *basePage) checkPerson(name, email string) {
	if name == "" || len([]rune(name)) > maxNameRunes {
		b.problem("name", "Enter a name of up to 200 characters")
	}
	address, err := mail.ParseAddress(email)
	if err != nil || address.Address != email || len(email) > maxNameRunes {
		b.problem("email", "Enter an email address, such as name@example.gov.uk")
	}
}

func (b *basePage) checkOrganisation(f organisationForm) {
	if f.OrganisationName == "" || len([]rune(f.OrganisationName)) > maxNameRunes {
		b.problem("organisation", "Enter the name of your council, of up to 200 characters")
	}
	if f.Area == "" || len([]rune(f.Area)) > maxNameRunes {
		b.problem("area", "Enter the area that your council serves, such as Essex")
	}
	if !isPlaceCode(f.AreaCode) {
		b.problem("area-code", "Enter the area's code as one letter and eight digits, such as E10000012, or leave it empty")
	}
	if licence, ok := datasets.LicenceByKey(f.Licence); !ok || !licence.Open {
		b.problem("licence", "Choose the licence of your council's own data")
	}
	if _, err := time.LoadLocation(f.TimeZone); err != nil || !slices.Contains(timeZones, f.TimeZone) {
		b.problem("time-zone", "Choose a time zone")
	}
	if f.Lang != "" && !slices.Contains(words.Langs(), f.Lang) {
		b.problem("lang", "Choose a language")
	}
}

// timeZones are those that a council of these islands may need, the usual one
// first, and the one of servers.
var timeZones = []string{"Europe/London", "Europe/Dublin", "Europe/Jersey", "Europe/Guernsey", "Europe/Isle_of_Man", "Europe/Gibraltar", "UTC"}

// TimeZones lists the zones for the form.
func (f organisationForm) TimeZones() []string { return timeZones }

// Languages lists the languages of figures for the form.
func (f organisationForm) Languages() []*words.Locale { return words.Languages() }

// isPlaceCode accepts nothing, or a code as the ONS gives: a letter and eight digits.
func isPlaceCode(code string) bool {
	if code == "" {
		return true
	}
	if len(code) != 9 || code[0] < 'A' || code[0] > 'Z' {
		return false
	}
	return strings.Trim(code[1:], "0123456789") == ""
}

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
