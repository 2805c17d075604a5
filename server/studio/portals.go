package studio

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/portal"
	"figurehead/server/publishing"
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

const maxAddressRunes = 500

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
	p := store.Portal{Kind: form(c, "kind"), Name: tidyText(form(c, "name")), Address: tidyAddress(form(c, "address")), Searched: true}
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
	page.checkPortal(p)
	if len(page.Errors) == 0 {
		_, err := s.Store.SavePortal(ctx, actor(c), p)
		if err == nil {
			return c.Redirect("/studio/settings/portals?saved=1", fiber.StatusSeeOther)
		}
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
		page.problem(page.at("address"), "There is a portal with this address already")
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

func (page *portalsPage) checkPortal(p store.Portal) {
	if p.Name == "" || len([]rune(p.Name)) > settings.MaxName {
		page.problem(page.at("name"), "Enter the name of the portal, of up to 200 characters")
	}
	if portal.Kind(p.Kind).Name() == "" {
		page.problem(page.at("kind"), "Choose the kind of portal from the list")
	}
	u, err := url.Parse(p.Address)
	if err != nil || !publishing.IsAddress(p.Address) || u.User != nil || len([]rune(p.Address)) > maxAddressRunes {
		page.problem(page.at("address"), "Enter the web address of the portal, from https:// on")
	}
}

// tidyAddress takes what follows the portal itself off: the slash at the end
// and the part after #.
func tidyAddress(address string) string {
	address, _, _ = strings.Cut(strings.TrimSpace(address), "#")
	return strings.TrimRight(address, "/")
}

// tryPortal asks a portal for anything and says what it answered.
func (s *Studio) tryPortal(c *fiber.Ctx, p store.Portal) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), searchTime)
	defer cancel()
	page := portalsPage{basePage: s.settingsBase(c, "Portals"), SaidOf: p.ID}
	began := s.Now()
	connector, err := s.deskHere().Open(siteOf(p))
	var got portal.Page
	if err == nil {
		got, err = connector.Search(ctx, "", 1)
	}
	if err != nil {
		page.Said, page.Bad = err.Error(), true
	} else {
		page.Said = fmt.Sprintf("It answers with %s, in %.1f seconds.", countWords(got.Total, len(got.Found)), s.Now().Sub(began).Round(100*time.Millisecond).Seconds())
	}
	return s.showPortals(c, fiber.StatusOK, page)
}
