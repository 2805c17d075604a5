package embed

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets/words"
)

// accessibilityPage is the statement that the Public Sector Bodies (Websites
// and Mobile Applications) Accessibility Regulations 2018 ask for.
type accessibilityPage struct {
	basePage
	Contact, ContactWords string
}

func (f *face) accessibility(c *fiber.Ctx) error {
	p := accessibilityPage{
		basePage:     f.basePage(c.UserContext(), "Accessibility of these figures", words.British),
		Contact:      f.Contact,
		ContactWords: strings.TrimPrefix(strings.TrimPrefix(f.Contact, "mailto:"), "https://"),
	}
	p.Canonical = f.PublicURL + "/accessibility"
	c.Set(fiber.HeaderCacheControl, cacheStable)
	return f.sendPage(c, fiber.StatusOK, "accessibility", p)
}
