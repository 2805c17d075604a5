package studio

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

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
