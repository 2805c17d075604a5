package api

import (
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/settings"
	"figurehead/store"
)

func (a *API) settingsRoutes() []route {
	return []route{
		{fiber.MethodGet, "/settings/organisation", store.AdminScope, a.organisation},
		{fiber.MethodPatch, "/settings/organisation", store.AdminScope, a.changeOrganisation},
		{fiber.MethodGet, "/directorates", store.ReadScope, a.directorates},
		{fiber.MethodPost, "/directorates", store.AdminScope, a.addDirectorate},
		{fiber.MethodGet, "/directorates/:directorate", store.ReadScope, a.directorate},
		{fiber.MethodPatch, "/directorates/:directorate", store.AdminScope, a.changeDirectorate},
	}
}

// organisationBody is the organisation of the server.
type organisationBody struct {
	Name     string `json:"name"`
	Area     string `json:"area"`
	AreaCode string `json:"areaCode"`
	Licence  string `json:"licence"` // of its own data
	TimeZone string `json:"timeZone"`
	Lang     string `json:"lang"`     // of figures that name none; "" for English
	Approval bool   `json:"approval"` // a second person looks before anything is published
}

func showOrganisation(o store.Organisation) organisationBody {
	return organisationBody{o.Name, o.Area, o.AreaCode, o.Licence, o.TimeZone, o.Lang, o.ApprovalOn}
}

// onto puts what was sent into the organisation.
func (b organisationBody) onto(o store.Organisation) store.Organisation {
	o = settings.Named(o, strings.TrimSpace(b.Name))
	o.Area, o.AreaCode, o.Licence = strings.TrimSpace(b.Area), strings.ToUpper(strings.TrimSpace(b.AreaCode)), b.Licence
	o.TimeZone, o.Lang, o.ApprovalOn = b.TimeZone, b.Lang, b.Approval
	return o
}

func (a *API) organisation(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	o, err := a.Store.Organisation(c.UserContext())
	if err != nil {
		return err
	}
	return send(c, showOrganisation(o))
}

func (a *API) changeOrganisation(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	o, err := a.Store.Organisation(c.UserContext())
	if err != nil {
		return err
	}
	now := showOrganisation(o)
	var sent organisationBody
	if err := patched(c, now, &sent); err != nil {
		return err
	}
	o = sent.onto(o)
	members := map[string]string{"organisation": "/name", "area": "/area", "area-code": "/areaCode", "licence": "/licence", "time-zone": "/timeZone", "lang": "/lang"}
	if err := mended(settings.Organisation(o), func(field string) string { return members[field] }); err != nil {
		return err
	}
	if err := a.Store.SaveOrganisation(c.UserContext(), actor(c), o); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showOrganisation(o))
}

// directorateBody is a part of the organisation.
type directorateBody struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Closed bool   `json:"closed"`
}

func (a *API) showDirectorate(d store.Directorate) directorateBody {
	return directorateBody{d.ID, d.Name, settings.Closed(d, a.Now())}
}

func (a *API) directorates(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	found, err := a.Store.Directorates(c.UserContext())
	if err != nil {
		return err
	}
	return sendFrom(c, w, found, func(d store.Directorate) string { return d.ID }, a.showDirectorate)
}

// directorateTo is the directorate of the address, and all of them.
func (a *API) directorateTo(c *fiber.Ctx) (store.Directorate, []store.Directorate, error) {
	all, err := a.Store.Directorates(c.UserContext())
	if err != nil {
		return store.Directorate{}, nil, err
	}
	at := slices.IndexFunc(all, func(d store.Directorate) bool { return d.ID == param(c, "directorate") })
	if at < 0 {
		return store.Directorate{}, nil, store.ErrNotFound
	}
	return all[at], all, nil
}

func (a *API) directorate(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	d, _, err := a.directorateTo(c)
	if err != nil {
		return err
	}
	return send(c, a.showDirectorate(d))
}

// directorateSent is a directorate as programs write it; what is missing stays.
type directorateSent struct {
	Name   *string `json:"name"`
	Closed *bool   `json:"closed"`
}

func (a *API) addDirectorate(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	var sent directorateSent
	if err := read(c, &sent); err != nil {
		return err
	}
	all, err := a.Store.Directorates(c.UserContext())
	if err != nil {
		return err
	}
	return a.saveDirectorate(c, fiber.StatusCreated, store.Directorate{}, sent, all)
}

func (a *API) changeDirectorate(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	d, all, err := a.directorateTo(c)
	if err != nil {
		return err
	}
	if err := unchanged(c, a.showDirectorate(d)); err != nil {
		return err
	}
	var sent directorateSent
	if err := read(c, &sent, mergePatch); err != nil {
		return err
	}
	return a.saveDirectorate(c, fiber.StatusOK, d, sent, all)
}

func (a *API) saveDirectorate(c *fiber.Ctx, status int, d store.Directorate, sent directorateSent, all []store.Directorate) error {
	if sent.Name != nil {
		d.Name = strings.TrimSpace(*sent.Name)
	}
	if sent.Closed != nil && *sent.Closed != settings.Closed(d, a.Now()) {
		d.ValidTo = time.Time{}
		if *sent.Closed {
			d.ValidTo = a.Now()
		}
	}
	if err := mended(settings.Directorate(d, all), func(string) string { return "/name" }); err != nil {
		return err
	}
	d, err := a.Store.SaveDirectorate(c.UserContext(), actor(c), d)
	if err != nil {
		return err
	}
	location := ""
	if status == fiber.StatusCreated {
		location = "/directorates/" + d.ID
	}
	return done(c, status, location, a.showDirectorate(d))
}
