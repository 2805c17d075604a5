package studio

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
)

// thumb is the picture of a figure that is not public, as its draft is now: drawn
// when a list shows it, and kept.
func (s *Studio) thumb(c *fiber.Ctx) error {
	draft, err := s.Store.Draft(c.UserContext(), param(c, "widget"))
	if err != nil {
		return err
	}
	picture, err := s.Publishing.Thumb(c.UserContext(), draft)
	if err != nil {
		return noPicture(err)
	}
	if picture.Tag != "" {
		c.Set(fiber.HeaderETag, `"`+picture.Tag+`"`)
		if c.Fresh() {
			return c.SendStatus(fiber.StatusNotModified)
		}
	}
	png, err := picture.PNG()
	if err != nil {
		return noPicture(err)
	}
	c.Type("png")
	return c.Send(png)
}

// noPicture is the answer for a figure that cannot be drawn as it is: a list shows
// nothing in its place.
func noPicture(err error) error {
	if _, mends := mendable(err); mends || errors.Is(err, store.ErrPurged) {
		return store.ErrNotFound
	}
	return err
}
