package studio

import (
	"github.com/gofiber/fiber/v2"

	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// kitPage is everything to put a live figure in its places.
type kitPage struct {
	basePage
	Widget widgets.Widget
	publishing.Kit
	Asked *store.Ask // a change that whoever approves asks for
	// Seen is where the figure was seen in the last four weeks.
	Seen []seenOn
}

func (s *Studio) kit(c *fiber.Ctx) error {
	page, err := s.kitPage(c)
	if err != nil {
		return err
	}
	if page.Widget.State != widgets.Live {
		return c.Redirect("/studio/figures/"+page.Widget.ID+"/check", fiber.StatusSeeOther)
	}
	return s.render(c, fiber.StatusOK, "kit", page)
}

func (s *Studio) kitPage(c *fiber.Ctx) (kitPage, error) {
	widget, err := s.Store.Widget(c.UserContext(), param(c, "widget"))
	if err != nil {
		return kitPage{}, err
	}
	return s.kitOf(c, widget)
}

// kitOf is the kit of a figure; of one that is not live only the Widget.
func (s *Studio) kitOf(c *fiber.Ctx, widget widgets.Widget) (kitPage, error) {
	page := kitPage{basePage: s.base(c, "It is live"), Widget: widget}
	if page.Widget.State != widgets.Live {
		return page, nil
	}
	page.basePage = page.journey(5, "", "", "/studio/figures/"+page.Widget.ID+"/say", "/studio/figures/"+page.Widget.ID+"/check")
	published, err := s.Store.Published(c.UserContext(), page.Widget.PublicID)
	if err != nil {
		return page, err
	}
	page.Kit = publishing.KitOf(published.Edition, s.PublicURL)
	if page.Seen, err = s.seenOn(c.UserContext(), page.Widget); err != nil {
		return page, err
	}
	page.Asked, err = s.askedChange(c.UserContext(), page.Widget.ID)
	return page, err
}

// AltCount is how many characters the description has, as a reader counts them.
func (p kitPage) AltCount() string { return thousands(publishing.Graphemes(p.Edition.Alt)) }

// kilobytes words the size of a picture.
func kilobytes(n int64) string { return thousands(int((n+1023)/1024)) + " kB" }
