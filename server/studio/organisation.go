package studio

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/settings"
	"figurehead/store"
)

// organisationPage changes what set-up asked for.
type organisationPage struct {
	basePage
	organisationForm
	Directorates []directorateRow
	NewName      string // of a directorate that could not be added
	Saved        bool
	ApprovalOn   bool
	MayApprove   int // people who could approve at all
}

// directorateRow is one directorate and whether it still takes people.
type directorateRow struct {
	store.Directorate
	Closed bool
}

func (s *Studio) settings(c *fiber.Ctx) error {
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	page := organisationPage{basePage: s.settingsBase(c, "Organisation"), Saved: c.Query("saved") == "1",
		organisationForm: formOf(o)}
	return s.showOrganisation(c, fiber.StatusOK, page)
}

// formOf is the form filled in with an organisation.
func formOf(o store.Organisation) organisationForm {
	return organisationForm{OrganisationName: o.Name, Area: o.Area, AreaCode: o.AreaCode, Licence: o.Licence, TimeZone: o.TimeZone, Lang: o.Lang}
}

func (s *Studio) showOrganisation(c *fiber.Ctx, status int, page organisationPage) error {
	list, err := s.Store.Directorates(c.UserContext())
	if err != nil {
		return err
	}
	for _, d := range list {
		page.Directorates = append(page.Directorates, directorateRow{d, s.closed(d)})
	}
	if err := s.approvalSetting(c, &page); err != nil {
		return err
	}
	return s.render(c, status, "organisation", page)
}

func (s *Studio) saveOrganisation(c *fiber.Ctx) error {
	page := organisationPage{basePage: s.settingsBase(c, "Organisation"), organisationForm: readOrganisation(c)}
	page.checkOrganisation(page.organisationForm)
	if len(page.Errors) > 0 {
		return s.showOrganisation(c, fiber.StatusUnprocessableEntity, page)
	}
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	if err := s.Store.SaveOrganisation(c.UserContext(), actor(c), page.applyTo(o)); err != nil {
		return err
	}
	return c.Redirect("/studio/settings?saved=1", fiber.StatusSeeOther)
}

// saveDirectorate adds one by name, or renames, closes or opens one by id. A
// closed one keeps its people and figures and takes no new ones.
func (s *Studio) saveDirectorate(c *fiber.Ctx) error {
	id, name := form(c, "id"), trimmed(c, "name")
	list, err := s.Store.Directorates(c.UserContext())
	if err != nil {
		return err
	}
	d := store.Directorate{Name: name}
	if id != "" {
		at := slices.IndexFunc(list, func(d store.Directorate) bool { return d.ID == id })
		if at < 0 {
			return store.ErrNotFound
		}
		d = list[at]
		s.changeDirectorate(&d, name, form(c, "do"))
	}
	if wrong := settings.Directorate(d, list); len(wrong) > 0 {
		return s.directorateRefused(c, name, wrong)
	}
	if _, err := s.Store.SaveDirectorate(c.UserContext(), actor(c), d); err != nil {
		return err
	}
	return c.Redirect("/studio/settings?saved=1#directorates", fiber.StatusSeeOther)
}

func (s *Studio) changeDirectorate(d *store.Directorate, name, do string) {
	switch do {
	case "close":
		d.ValidTo = s.Now()
	case "open":
		d.ValidTo = time.Time{}
	default:
		d.Name = name
	}
}

func (s *Studio) directorateRefused(c *fiber.Ctx, name string, wrong []datasets.Problem) error {
	o, err := s.organisationSoFar(c)
	if err != nil {
		return err
	}
	page := organisationPage{basePage: s.settingsBase(c, "Organisation"), NewName: name,
		organisationForm: formOf(o)}
	page.mend(wrong)
	return s.showOrganisation(c, fiber.StatusUnprocessableEntity, page)
}

// closed reports whether a directorate's time is over.
func (s *Studio) closed(d store.Directorate) bool { return settings.Closed(d, s.Now()) }

// settingsBase is the base of the pages under Settings.
func (s *Studio) settingsBase(c *fiber.Ctx, title string) basePage {
	page := s.base(c, title)
	page.Nav = "settings"
	return page
}
