package embed

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
)

// short leads from the address printed in images and QR codes to the figure.
// The target is relative, so no header of the request can change it.
func (f *face) short(c *fiber.Ctx) error {
	code, ok := store.FoldShortCode(param(c, "code"))
	if !ok {
		return store.ErrNotFound
	}
	id, err := f.Store.PublicIDByCode(c.UserContext(), code)
	if err != nil {
		return fmt.Errorf("short address %s: %w", code, err)
	}
	c.Set(fiber.HeaderCacheControl, cacheStable)
	return c.Redirect("/w/"+id, fiber.StatusFound)
}
