package studio

import (
	"github.com/gofiber/fiber/v2"

	"figurehead/docs"
	"figurehead/server/publishing"
	"figurehead/widgets"
)

// kindsPage shows figures on real numbers of every kind, one for each look that it
// has, with the words of the reference about when to use it.
type kindsPage struct {
	basePage
	Kinds []shownKind
}

type shownKind struct {
	Kind  widgets.Kind
	Words docs.Kind
	Looks []publishing.Example
}

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
	return s.render(c, fiber.StatusOK, "kinds", page)
}
