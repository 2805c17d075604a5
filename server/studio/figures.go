package studio

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

// figuresPage lists the figures; the filter lives in the address.
type figuresPage struct {
	basePage
	Figures     []widgets.Widget
	Text, State string
	Filtered    bool
	MayPublish  bool
	// Seen has the views of the last four weeks by public id; nil where they
	// are not counted.
	Seen map[string]int
}

func (s *Studio) figures(c *fiber.Ctx) error {
	page := figuresPage{basePage: s.base(c, "Figures"), Text: strings.Clone(c.Query("q")), State: strings.Clone(c.Query("state"))}
	page.Nav = "figures"
	page.Filtered = page.Text != "" || page.State != ""
	var err error
	page.Figures, err = s.Store.Widgets(c.UserContext(), store.WidgetFilter{Text: page.Text, State: widgets.State(page.State), Limit: 200})
	if err != nil {
		return err
	}
	if page.Seen, err = s.seen(c.UserContext()); err != nil {
		return err
	}
	page.MayPublish = page.User.Role == store.Publisher || page.User.Role == store.Admin
	if partial(c) {
		return s.renderBlock(c, fiber.StatusOK, "figures", "list", page)
	}
	return s.render(c, fiber.StatusOK, "figures", page)
}

// withdrawPage asks before something public changes.
type withdrawPage struct {
	basePage
	Widget widgets.Widget
	Reason string
}

func (s *Studio) withdrawing(c *fiber.Ctx) error {
	widget, err := s.withdrawable(c)
	if err != nil {
		return err
	}
	return s.render(c, fiber.StatusOK, "withdraw", withdrawPage{basePage: s.base(c, "Withdraw this figure?"), Widget: widget})
}

func (s *Studio) withdraw(c *fiber.Ctx) error {
	widget, err := s.withdrawable(c)
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(form(c, "reason"))
	err = s.Publishing.Withdraw(c.UserContext(), actor(c), widget.ID, reason)
	if words, ok := mendable(err); err != nil && ok {
		page := withdrawPage{basePage: s.base(c, "Withdraw this figure?"), Widget: widget, Reason: reason}
		page.Errors = []fieldError{words}
		return s.render(c, fiber.StatusUnprocessableEntity, "withdraw", page)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/figures", fiber.StatusSeeOther)
}

// withdrawable is the live Widget of the address, if the user may withdraw it.
func (s *Studio) withdrawable(c *fiber.Ctx) (widgets.Widget, error) {
	widget, err := s.Store.Widget(c.UserContext(), param(c, "widget"))
	if err != nil {
		return widgets.Widget{}, err
	}
	user, _ := auth.User(c)
	if !auth.May(user, auth.Withdraw, widget.DirectorateID) {
		return widgets.Widget{}, auth.ErrForbidden
	}
	if widget.State != widgets.Live {
		return widgets.Widget{}, store.ErrNotFound
	}
	return widget, nil
}
