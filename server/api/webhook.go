package api

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/settings"
	"figurehead/store"
)

func (a *API) webhookRoutes() []route {
	return []route{
		{fiber.MethodGet, "/webhooks", store.AdminScope, a.webhooks},
		{fiber.MethodPost, "/webhooks", store.AdminScope, a.addWebhook},
		{fiber.MethodGet, "/webhooks/:webhook", store.AdminScope, a.webhook},
		{fiber.MethodPatch, "/webhooks/:webhook", store.AdminScope, a.changeWebhook},
		{fiber.MethodDelete, "/webhooks/:webhook", store.AdminScope, a.removeWebhook},
		{fiber.MethodPost, "/webhooks/:webhook/secret", store.AdminScope, a.newSecret},
		{fiber.MethodPost, "/webhooks/:webhook/test", store.AdminScope, a.testWebhook},
		{fiber.MethodGet, "/webhooks/:webhook/deliveries", store.AdminScope, a.deliveries},
		{fiber.MethodPost, "/webhooks/:webhook/deliveries/:delivery/again", store.AdminScope, a.sendAgain},
	}
}

// webhookBody is an address of another program; its secret is nowhere.
type webhookBody struct {
	ID           string     `json:"id"`
	Address      string     `json:"address"`
	Events       []string   `json:"events"`
	Stopped      bool       `json:"stopped"` // nothing is sent
	CreatedAt    time.Time  `json:"createdAt"`
	StoppedAt    *time.Time `json:"stoppedAt,omitempty"`
	FailingSince *time.Time `json:"failingSince,omitempty"`
}

// secretBody is a webhook with a secret that is new: the one time it is shown.
type secretBody struct {
	webhookBody
	Secret string `json:"secret"`
}

func showWebhook(w store.Webhook) webhookBody {
	return webhookBody{w.ID, w.Address, append([]string{}, w.Events...), !w.StoppedAt.IsZero(), w.CreatedAt, instant(w.StoppedAt), instant(w.FailingSince)}
}

func (a *API) webhooks(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	found, err := a.Store.Webhooks(c.UserContext())
	if err != nil {
		return err
	}
	return sendFrom(c, w, found, func(h store.Webhook) string { return h.ID }, showWebhook)
}

// webhookSent is a webhook as programs write it; what is missing stays.
type webhookSent struct {
	Address *string  `json:"address"`
	Events  []string `json:"events"`
	Stopped *bool    `json:"stopped"`
}

// onto puts what was sent into a webhook, when it can be one.
func (s webhookSent) onto(w store.Webhook, now time.Time, allowed func(string) error) (store.Webhook, error) {
	if s.Address != nil {
		address := strings.TrimSpace(*s.Address)
		if address != w.Address {
			w.FailingSince = time.Time{}
		}
		w.Address = address
	}
	if s.Events != nil {
		w.Events = slices.Compact(slices.Sorted(slices.Values(s.Events)))
	}
	for i, name := range s.Events {
		if !settings.KnownEvent(name) {
			return w, fault{Pointer: fmt.Sprintf("/events/%d", i), Detail: "There is no such event.", Suggestion: "The events are " + strings.Join(settings.EventNames(), ", ") + "."}
		}
	}
	if s.Stopped != nil && *s.Stopped != !w.StoppedAt.IsZero() {
		w.StoppedAt, w.FailingSince = time.Time{}, time.Time{}
		if *s.Stopped {
			w.StoppedAt = now
		}
	}
	return w, mended(settings.Webhook(w, allowed), webhookMembers)
}

// webhookMembers finds the member of a webhook by the field of the studio's form.
func webhookMembers(field string) string {
	if field == "address" {
		return "/address"
	}
	return "/events"
}

func (a *API) addWebhook(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	var sent webhookSent
	if err := read(c, &sent); err != nil {
		return err
	}
	there, err := a.Store.Webhooks(c.UserContext())
	if err != nil {
		return err
	}
	if err := mended(settings.OneMoreWebhook(there), webhookMembers); err != nil {
		return err
	}
	if sent.Stopped != nil {
		return fault{Pointer: "/stopped", Detail: "A new webhook works at once.", Suggestion: "Stop it after it was added."}
	}
	w, err := sent.onto(store.Webhook{}, a.Now(), a.Client.Allowed)
	if err != nil {
		return err
	}
	w.Secret = rand.Text()
	if w, err = a.Store.SaveWebhook(c.UserContext(), actor(c), w); err != nil {
		return err
	}
	return done(c, fiber.StatusCreated, "/webhooks/"+w.ID, secretBody{showWebhook(w), w.Secret})
}

// webhookTo is the webhook of the address, for who may change settings.
func (a *API) webhookTo(c *fiber.Ctx) (store.Webhook, error) {
	if err := may(c, auth.Settings, ""); err != nil {
		return store.Webhook{}, err
	}
	return a.Store.Webhook(c.UserContext(), param(c, "webhook"))
}

func (a *API) webhook(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	w, err := a.webhookTo(c)
	if err != nil {
		return err
	}
	return send(c, showWebhook(w))
}

func (a *API) changeWebhook(c *fiber.Ctx) error {
	w, err := a.webhookTo(c)
	if err != nil {
		return err
	}
	if err := unchanged(c, showWebhook(w)); err != nil {
		return err
	}
	var sent webhookSent
	if err := read(c, &sent, mergePatch); err != nil {
		return err
	}
	if w, err = sent.onto(w, a.Now(), a.Client.Allowed); err != nil {
		return err
	}
	if w, err = a.Store.SaveWebhook(c.UserContext(), actor(c), w); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showWebhook(w))
}

func (a *API) removeWebhook(c *fiber.Ctx) error {
	w, err := a.webhookTo(c)
	if err != nil {
		return err
	}
	if err := a.Store.RemoveWebhook(c.UserContext(), actor(c), w.ID); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// newSecret puts a secret in the place of the one before, from now on.
func (a *API) newSecret(c *fiber.Ctx) error {
	w, err := a.webhookTo(c)
	if err != nil {
		return err
	}
	w.Secret = rand.Text()
	if w, err = a.Store.SaveWebhook(c.UserContext(), actor(c), w); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", secretBody{showWebhook(w), w.Secret})
}

func (a *API) testWebhook(c *fiber.Ctx) error {
	w, err := a.webhookTo(c)
	if err != nil {
		return err
	}
	if err := a.Notify.TestHook(c.UserContext(), w.ID); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// deliveryBody is one event on its way to a webhook, or what became of it.
type deliveryBody struct {
	ID     string         `json:"id"`
	Event  string         `json:"event"`
	State  store.OutState `json:"state"`
	MadeAt time.Time      `json:"madeAt"`
	DueAt  *time.Time     `json:"dueAt,omitempty"` // of the next try
	DoneAt *time.Time     `json:"doneAt,omitempty"`
	Tries  int            `json:"tries"`
	Status int            `json:"status,omitempty"` // of the last answer
	Said   string         `json:"said,omitempty"`   // the last answer in words
	TookMS int64          `json:"tookMs,omitempty"`
	Again  bool           `json:"again"` // it can be sent again
}

func showDelivery(o store.Outgoing) deliveryBody {
	b := deliveryBody{o.ID, o.Label, o.State, o.MadeAt, nil, instant(o.DoneAt), o.Tries, o.Status, o.Said, o.Took.Milliseconds(), o.Body != ""}
	if o.State == store.OutWaiting {
		b.DueAt = instant(o.DueAt)
	}
	return b
}

func (a *API) deliveries(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	hook, err := a.webhookTo(c)
	if err != nil {
		return err
	}
	found, err := a.Store.Outgoings(c.UserContext(), store.ByWebhook, hook.ID, 0)
	if err != nil {
		return err
	}
	return sendFrom(c, w, found, func(o store.Outgoing) string { return o.ID }, showDelivery)
}

func (a *API) sendAgain(c *fiber.Ctx) error {
	w, err := a.webhookTo(c)
	if err != nil {
		return err
	}
	if err := a.Store.SendAgain(c.UserContext(), w.ID, param(c, "delivery")); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
