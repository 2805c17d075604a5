package studio

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/notify"
	"figurehead/server/settings"
	"figurehead/store"
)

// registerWebhooks adds the addresses of other programs that are told of events.
func (s *Studio) registerWebhooks(app *fiber.App) {
	admin := s.Auth.Require(store.Admin)
	app.Get("/studio/settings/webhooks", admin, s.webhooks)
	app.Post("/studio/settings/webhooks", admin, s.addWebhook)
	app.Get("/studio/settings/webhooks/:webhook", admin, s.webhook)
	app.Post("/studio/settings/webhooks/:webhook", admin, s.changeWebhook)
}

// deliveriesShown is how many deliveries a page shows.
const deliveriesShown = 50

// webhooksPage lists the webhooks and adds one.
type webhooksPage struct {
	basePage
	webhookForm
	Webhooks []store.Webhook
	Saved    bool
}

// webhookForm is a webhook as typed.
type webhookForm struct {
	Address string
	Events  []eventChoice
}

// eventChoice is one event to choose.
type eventChoice struct {
	notify.HookEvent
	Chosen bool
}

// webhookPage is one webhook with what was sent to it.
type webhookPage struct {
	basePage
	webhookForm
	Webhook    store.Webhook
	Secret     string // shown once
	Deliveries []store.Outgoing
	Saved      bool
}

func choicesOf(events []string) (list []eventChoice) {
	for _, e := range notify.HookEvents {
		list = append(list, eventChoice{e, slices.Contains(events, e.Name)})
	}
	return list
}

func (s *Studio) webhooks(c *fiber.Ctx) error {
	page := webhooksPage{basePage: s.settingsBase(c, "Webhooks"), Saved: c.Query("saved") == "1", webhookForm: webhookForm{Events: choicesOf(nil)}}
	return s.showWebhooks(c, fiber.StatusOK, page)
}

func (s *Studio) showWebhooks(c *fiber.Ctx, status int, page webhooksPage) (err error) {
	if page.Webhooks, err = s.Store.Webhooks(c.UserContext()); err != nil {
		return err
	}
	return s.render(c, status, "webhooks", page)
}

// readWebhook is the form as sent; an event that there is not is left out.
func (s *Studio) readWebhook(c *fiber.Ctx, page *basePage) (address string, events []string) {
	address = strings.TrimSpace(form(c, "address"))
	for _, e := range notify.HookEvents {
		if form(c, e.Name) == "yes" {
			events = append(events, e.Name)
		}
	}
	page.mend(settings.Webhook(store.Webhook{Address: address, Events: events}, s.Fetch.Allowed))
	return address, events
}

// addWebhook stores a webhook and shows its secret, this once.
func (s *Studio) addWebhook(c *fiber.Ctx) error {
	page := webhooksPage{basePage: s.settingsBase(c, "Webhooks")}
	address, events := s.readWebhook(c, &page.basePage)
	list, err := s.Store.Webhooks(c.UserContext())
	if err != nil {
		return err
	}
	page.mend(settings.OneMoreWebhook(list))
	if len(page.Errors) > 0 {
		page.webhookForm = webhookForm{address, choicesOf(events)}
		return s.showWebhooks(c, fiber.StatusUnprocessableEntity, page)
	}
	w, err := s.Store.SaveWebhook(c.UserContext(), actor(c), store.Webhook{Address: address, Events: events, Secret: rand.Text()})
	if err != nil {
		return err
	}
	return s.showWebhook(c, fiber.StatusOK, webhookPage{basePage: s.settingsBase(c, "Webhooks"), Webhook: w, Secret: w.Secret})
}

func (s *Studio) webhook(c *fiber.Ctx) error {
	w, err := s.Store.Webhook(c.UserContext(), param(c, "webhook"))
	if err != nil {
		return err
	}
	return s.showWebhook(c, fiber.StatusOK, webhookPage{basePage: s.settingsBase(c, "Webhooks"), Webhook: w, Saved: c.Query("saved") == "1"})
}

func (s *Studio) showWebhook(c *fiber.Ctx, status int, page webhookPage) (err error) {
	if page.webhookForm.Events == nil {
		page.webhookForm = webhookForm{page.Webhook.Address, choicesOf(page.Webhook.Events)}
	}
	page.Deliveries, err = s.Store.Outgoings(c.UserContext(), store.ByWebhook, page.Webhook.ID, deliveriesShown)
	if err != nil {
		return err
	}
	return s.render(c, status, "webhook", page)
}

// changeWebhook does what one of the buttons of a webhook's page says.
func (s *Studio) changeWebhook(c *fiber.Ctx) error {
	ctx := c.UserContext()
	w, err := s.Store.Webhook(ctx, param(c, "webhook"))
	if err != nil {
		return err
	}
	page := webhookPage{basePage: s.settingsBase(c, "Webhooks"), Webhook: w}
	at := "/studio/settings/webhooks/" + w.ID
	switch do := form(c, "do"); do {
	case "test":
		err = s.Notify.TestHook(ctx, w.ID)
	case "again":
		err = s.Store.SendAgain(ctx, w.ID, form(c, "delivery"))
	case "remove":
		at, err = "/studio/settings/webhooks", s.Store.RemoveWebhook(ctx, actor(c), w.ID)
	case "secret":
		w.Secret = rand.Text()
		if page.Webhook, err = s.Store.SaveWebhook(ctx, actor(c), w); err != nil {
			return err
		}
		page.Secret = w.Secret
		return s.showWebhook(c, fiber.StatusOK, page)
	default:
		if w, err = s.webhookTyped(c, &page, w, do); err != nil {
			return err
		}
		if len(page.Errors) > 0 {
			return s.showWebhook(c, fiber.StatusUnprocessableEntity, page)
		}
		_, err = s.Store.SaveWebhook(ctx, actor(c), w)
	}
	if err != nil {
		return err
	}
	return c.Redirect(at+"?saved=1", fiber.StatusSeeOther)
}

// webhookTyped is a webhook with what was typed, or switched on or off.
func (s *Studio) webhookTyped(c *fiber.Ctx, page *webhookPage, w store.Webhook, do string) (store.Webhook, error) {
	switch do {
	case "on":
		w.StoppedAt, w.FailingSince = time.Time{}, time.Time{}
		return w, nil
	case "off":
		w.StoppedAt = s.Now()
		return w, nil
	}
	address, events := s.readWebhook(c, &page.basePage)
	if len(page.Errors) > 0 {
		page.webhookForm = webhookForm{address, choicesOf(events)}
		return w, nil
	}
	if address != w.Address {
		w.FailingSince = time.Time{}
	}
	w.Address, w.Events = address, events
	return w, nil
}
