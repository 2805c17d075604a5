package studio

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"figurehead/docs"
	"figurehead/server/auth"
	"figurehead/store"
)

// registerHelp adds the pages of help, the tour and the shortcuts.
func (s *Studio) registerHelp(app *fiber.App) {
	read := s.Auth.Require(store.Viewer)
	app.Get("/studio/help", read, s.help)
	app.Post("/studio/help/tour", read, s.tour)
	app.Get("/studio/help/shortcuts", read, s.shortcuts)
	app.Post("/studio/help/shortcuts", read, s.chooseShortcuts)
	app.Get("/studio/help/pictures/:name", read, s.helpPicture)
	app.Get("/studio/help/:page", read, s.helpPage)
}

// helpAt is the address that pages of help stand under.
const helpAt = "/studio/help/"

// forServers are the guides for whoever runs the server.
var forServers = []string{"run-it", "back-up-and-restore", "set-up-email"}

// helpIndex lists what there is to read.
type helpIndex struct {
	basePage
	Officers, Servers, Reference []docs.Page
}

func (s *Studio) help(c *fiber.Ctx) error {
	page := helpIndex{basePage: s.base(c, "Help"), Reference: docs.Pages("reference")}
	for _, p := range docs.Pages("how-to") {
		switch {
		case p.Name == "three-minutes": // stands first, with the tour
		case slices.Contains(forServers, p.Name):
			page.Servers = append(page.Servers, p)
		default:
			page.Officers = append(page.Officers, p)
		}
	}
	return s.render(c, fiber.StatusOK, "help", page)
}

type helpPage struct {
	basePage
	Page docs.Page
}

func (s *Studio) helpPage(c *fiber.Ctx) error {
	p, ok := docs.PageNamed(param(c, "page"), helpAt)
	if !ok {
		return store.ErrNotFound
	}
	return s.render(c, fiber.StatusOK, "help_page", helpPage{s.base(c, p.Title), p})
}

func (s *Studio) helpPicture(c *fiber.Ctx) error {
	raw, ok := docs.Picture(param(c, "name"))
	if !ok {
		return store.ErrNotFound
	}
	c.Set(fiber.HeaderCacheControl, "private, max-age=3600")
	c.Type("png")
	return c.Send(raw)
}

// tourStep is what the tour says on one page of the journey.
type tourStep struct{ Title, Words string }

// tourSteps are those of the journey, in its order.
var tourSteps = []tourStep{
	{"Bring your data", "Paste rows from a spreadsheet, choose a file or give a web address. No data at hand? Press an example below. On the next page, see how it was read and say yes."},
	{"Pick what to say", "Every picture here is true of your data, with a sentence that says what it shows. Press the nearest one; you can change all of it."},
	{"Say it", "Title and description are written from the numbers. Change a word and watch the figure follow. It is saved as you type. Then press Check it."},
	{"Check it", "What deserves a look comes first, with a button that mends it. One thing only a person can say: tick it, then publish. An example may stay a draft."},
	{"Take the kit", "One figure, everywhere: its link, frame code, pictures with their description, posts, a newsletter block. You can withdraw it at any time."},
}

// Tour is what the tour says on the page, to whoever takes it.
func (b basePage) Tour() *tourStep {
	if b.chosen[store.TourPreference] != "on" || b.Step < 1 || b.Step > len(tourSteps) {
		return nil
	}
	return &tourSteps[b.Step-1]
}

// OfferTour reports whether the page offers the tour: the first one, to whoever
// has not decided about it.
func (b basePage) OfferTour() bool {
	return b.Path == "/studio/new" && b.User.Role != store.Viewer && b.chosen != nil && b.chosen[store.TourPreference] == ""
}

// KeysOff reports whether single keys are no shortcuts.
func (b basePage) KeysOff() bool { return b.chosen[store.KeysPreference] == "off" }

// choices are what a person chose for herself; nil where that cannot be read,
// and then nothing is offered.
func (s *Studio) choices(c *fiber.Ctx, user store.User) map[store.Preference]string {
	chosen, err := s.Store.Preferences(c.UserContext(), user.ID)
	if err != nil {
		return nil
	}
	return chosen
}

// tour begins or ends the tour for whoever is signed in.
func (s *Studio) tour(c *fiber.Ctx) error {
	user, _ := auth.User(c)
	value, next := "over", auth.SafeNext(form(c, "back"))
	if form(c, "do") == "start" {
		value, next = "on", "/studio/new"
	}
	if err := s.Store.SavePreference(c.UserContext(), user.ID, store.TourPreference, value); err != nil {
		return err
	}
	return c.Redirect(next, fiber.StatusSeeOther)
}
