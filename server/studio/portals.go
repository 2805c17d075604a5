package studio

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/portal"
	"figurehead/server/settings"
	"figurehead/store"
)

// portalsPage keeps the list of portals that officers search.
type portalsPage struct {
	basePage
	Portals []portalRow
	New     store.Portal // as typed, after an error
	Saved   bool
	Said    string // what a portal answered when it was tried
	SaidOf  string // its id
	Bad     bool
}

// portalRow is a portal as its form shows it.
type portalRow struct {
	store.Portal
	KindName string
}

func (s *Studio) portals(c *fiber.Ctx) error {
	page := portalsPage{basePage: s.settingsBase(c, "Portals"), Saved: c.Query("saved") == "1"}
	return s.showPortals(c, fiber.StatusOK, page)
}

func (s *Studio) showPortals(c *fiber.Ctx, status int, page portalsPage) error {
	list, err := s.Store.Portals(c.UserContext())
	if err != nil {
		return err
	}
	for _, p := range list {
		page.Portals = append(page.Portals, portalRow{p, portal.Kind(p.Kind).Name()})
	}
	return s.render(c, status, "portals", page)
}

// savePortal adds a portal, or changes, tries, switches or removes the one of
// the form.
func (s *Studio) savePortal(c *fiber.Ctx) error {
	ctx, id, do := c.UserContext(), form(c, "id"), form(c, "do")
	p := store.Portal{Kind: form(c, "kind"), Name: tidyText(form(c, "name")), Address: settings.PortalAddress(form(c, "address")), Searched: true}
	if id != "" {
		list, err := s.Store.Portals(ctx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(list, func(p store.Portal) bool { return p.ID == id })
		if at < 0 {
			return store.ErrNotFound
		}
		switch do {
		case "remove":
			if err := s.Store.RemovePortal(ctx, actor(c), id); err != nil {
				return err
			}
			return c.Redirect("/studio/settings/portals?saved=1", fiber.StatusSeeOther)
		case "try":
			return s.tryPortal(c, list[at])
		case "on", "off":
			p = list[at]
			p.Searched = do == "on"
		default:
			p.ID, p.Searched = id, list[at].Searched
		}
	}
	page := portalsPage{basePage: s.settingsBase(c, "Portals"), New: p}
	for _, wrong := range settings.Portal(p) {
		page.problem(page.at(wrong.Field), wrong.Message)
	}
	if len(page.Errors) == 0 {
		_, err := s.Store.SavePortal(ctx, actor(c), p)
		if err == nil {
			return c.Redirect("/studio/settings/portals?saved=1", fiber.StatusSeeOther)
		}
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
		page.problem(page.at(settings.SamePortal.Field), settings.SamePortal.Message)
	}
	return s.showPortals(c, fiber.StatusUnprocessableEntity, page)
}

// at is the field of the form that was sent: the one for a new portal, or that
// of a portal in the list.
func (p portalsPage) at(field string) string {
	if p.New.ID == "" {
		return field
	}
	return field + "-" + p.New.ID
}

// tryPortal asks a portal for anything and says what it answered.
func (s *Studio) tryPortal(c *fiber.Ctx, p store.Portal) error {
	page := portalsPage{basePage: s.settingsBase(c, "Portals"), SaidOf: p.ID}
	began := s.Now()
	got := s.search.Try(c.UserContext(), p)
	if got.Err != nil {
		page.Said, page.Bad = got.Err.Error(), true
	} else {
		page.Said = fmt.Sprintf("It answers with %s, in %.1f seconds.", countWords(got.Total, len(got.Found)), s.Now().Sub(began).Round(100*time.Millisecond).Seconds())
	}
	return s.showPortals(c, fiber.StatusOK, page)
}
