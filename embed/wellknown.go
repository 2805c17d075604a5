package embed

import (
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"
)

// robots keeps search engines out of what is behind sign-in.
func (f *face) robots(c *fiber.Ctx) error {
	text := "User-agent: *\nDisallow: /studio/\nDisallow: /setup/\nDisallow: /sign-in\nDisallow: /api/\n\nSitemap: " + f.PublicURL + "/sitemap.xml\n"
	c.Set(fiber.HeaderCacheControl, cacheStable)
	return newBody("text/plain; charset=utf-8", []byte(text)).send(c, fiber.StatusOK)
}

// security is the contact for people who find a hole (RFC 9116). It must say
// when it expires; half a year is renewed by the clock.
func (f *face) security(c *fiber.Ctx) error {
	contact := f.Contact
	if contact == "" {
		contact = f.PublicURL + "/accessibility"
	}
	expires := f.Now().UTC().Truncate(24*time.Hour).AddDate(0, 6, 0)
	text := fmt.Sprintf("Contact: %s\nExpires: %s\nPreferred-Languages: en, cy\nCanonical: %s/.well-known/security.txt\n",
		contact, expires.Format(time.RFC3339), f.PublicURL)
	c.Set(fiber.HeaderCacheControl, cacheStable)
	return newBody("text/plain; charset=utf-8", []byte(text)).send(c, fiber.StatusOK)
}

// sitemap names the front page and the share page of each listed figure.
func (f *face) sitemap(c *fiber.Ctx) error {
	version := f.pointer.current(c.UserContext(), f.Store, f.Now())
	b, err := f.kept(c.UserContext(), fmt.Sprintf("sitemap@%d", version), f.newSitemap)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, cacheStable)
	return b.send(c, fiber.StatusOK)
}
