package studio

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/publishing"
)

// Example is real open data that ships with the program, offered on Start.
type Example struct {
	Name, Words, Facts string
	Import             func() (publishing.Import, error)
}

// tryExample takes an example in as if its file had been sent, with its
// publisher and licence.
func (s *Studio) tryExample(c *fiber.Ctx, page startPage, name string) error {
	at := slices.IndexFunc(s.Examples, func(e Example) bool { return e.Name == name })
	if at < 0 {
		page.problem("data", "This example is not here any more. Choose another, or paste a table.")
		return s.showStart(c, fiber.StatusUnprocessableEntity, page)
	}
	in, err := s.Examples[at].Import()
	if err != nil {
		return err
	}
	t := task{verb: "Reading", failed: func(c *fiber.Ctx, err error) error { return s.notReceived(c, page, err) }}
	get := func(context.Context) (publishing.Import, error) { return in, nil }
	return s.do(c, t, in.Name, len(in.Raw), s.importing(actor(c), page.User, get))
}
