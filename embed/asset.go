package embed

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
)

// asset serves one of the browser's files. Its name carries the hash of its
// bytes, so it may be kept for a year.
func (f *face) asset(c *fiber.Ctx) error {
	name := param(c, "name")
	bytes, contentType, ok := f.Assets.File(name)
	if !ok {
		return store.ErrNotFound
	}
	b, err := f.bodies.Get(c.UserContext(), "asset/"+name, loader[*body](func(context.Context) (*body, error) {
		return newBody(contentType, bytes), nil
	}))
	if err != nil {
		return err
	}
	setFileHeaders(c, contentType)
	c.Set(fiber.HeaderCacheControl, cacheImmutable)
	return b.send(c, fiber.StatusOK)
}
