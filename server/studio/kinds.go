package studio

import (
	"github.com/gofiber/fiber/v2"

	"figurehead/docs"
	"figurehead/server/publishing"
)

// kindsPage shows a figure on real numbers of every kind, with the words of
// the reference about when to use it.
type kindsPage struct {
	basePage
	Kinds []shownKind
}

type shownKind struct {
	publishing.Example
	Words docs.Kind
}

func (s *Studio) kinds(c *fiber.Ctx) error {
	page := kindsPage{basePage: s.base(c, "Kinds of figure")}
	drawn, err := s.Publishing.Examples(c.UserContext())
	if err != nil {
		return err
	}
	for _, d := range drawn {
		page.Kinds = append(page.Kinds, shownKind{d, docs.KindPage(string(d.Kind))})
	}
	return s.render(c, fiber.StatusOK, "kinds", page)
}
