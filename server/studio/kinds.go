package studio

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"figurehead/docs"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// kindsPage shows figures on real numbers of every kind, one for each look that it
// has, with the words of the reference about when to use it.
type kindsPage struct {
	basePage
	Kinds []shownKind
	// One says that the page is about one kind, in every look and at both widths;
	// the list of all has the first look of each, on a phone.
	One bool
}

type shownKind struct {
	Kind  widgets.Kind
	Words docs.Kind
	Looks []publishing.Example
}

// Light reports whether its drawing is in the list of all: maps are shown on a page
// of their own, or the list would be slow where the network is.
func (k shownKind) Light() bool { return !widgets.OnMap(k.Kind) }

func (s *Studio) kinds(c *fiber.Ctx) error {
	page := kindsPage{basePage: s.base(c, "Kinds of figure")}
	drawn, err := s.Publishing.Examples(c.UserContext())
	if err != nil {
		return err
	}
	for _, d := range drawn {
		last := len(page.Kinds) - 1
		if last < 0 || page.Kinds[last].Kind != d.Kind {
			page.Kinds, last = append(page.Kinds, shownKind{Kind: d.Kind, Words: docs.KindPage(string(d.Kind))}), last+1
		}
		page.Kinds[last].Looks = append(page.Kinds[last].Looks, d)
	}
	if kind := widgets.Kind(c.Query("kind")); kind != "" {
		page.Kinds, page.One = slices.DeleteFunc(page.Kinds, func(k shownKind) bool { return k.Kind != kind }), true
	}
	if len(page.Kinds) == 0 {
		return store.ErrNotFound
	}
	return s.render(c, fiber.StatusOK, "kinds", page)
}
