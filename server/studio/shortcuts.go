package studio

import (
	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

// shortcut is a key that stands for a link, a button or a field of the page
// with the same data-key.
type shortcut struct{ Key, Does, Where string }

var allShortcuts = []shortcut{
	{"?", "This list", "Every page"},
	{"n", "New figure", "Every page"},
	{"f", "Figures", "Every page"},
	{"c", "Campaigns", "Every page"},
	{"d", "Datasets", "Every page"},
	{"h", "Help", "Every page"},
	{"/", "To the search field, or the box on Start", "Pages that have one"},
	{"u", "Undo", "Say it"},
	{"r", "Redo", "Say it"},
}

type shortcutsPage struct {
	basePage
	List  []shortcut
	Saved bool
}

func (s *Studio) shortcuts(c *fiber.Ctx) error {
	page := shortcutsPage{basePage: s.base(c, "Keyboard shortcuts"), List: allShortcuts, Saved: c.Query("saved") == "yes"}
	return s.render(c, fiber.StatusOK, "shortcuts", page)
}

// chooseShortcuts switches single keys on or off for whoever is signed in.
func (s *Studio) chooseShortcuts(c *fiber.Ctx) error {
	user, _ := auth.User(c)
	value := "off"
	if form(c, "keys") == "on" {
		value = "on"
	}
	if err := s.Store.SavePreference(c.UserContext(), user.ID, store.KeysPreference, value); err != nil {
		return err
	}
	return c.Redirect("/studio/help/shortcuts?saved=yes", fiber.StatusSeeOther)
}
