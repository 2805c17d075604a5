package settings

import (
	"net/url"
	"slices"

	"figurehead/datasets"
	"figurehead/server/notify"
	"figurehead/store"
)

// MostWebhooks is how many webhooks there may be.
const MostWebhooks = 20

// Webhook asks of a webhook what its address and events must be. allowed is nil
// for an address that the server may ask.
func Webhook(w store.Webhook, allowed func(address string) error) []datasets.Problem {
	var wrong problems
	u, err := url.Parse(w.Address)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		wrong.add("address", "Enter the address, from https:// on")
	} else if err := allowed(w.Address); err != nil {
		wrong.add("address", err.Error())
	}
	if len(w.Events) == 0 {
		wrong.add(notify.HookEvents[0].Name, "Choose what it is told of")
	}
	return wrong
}

// EventNames lists what webhooks can be told of.
func EventNames() []string {
	var names []string
	for _, e := range notify.HookEvents {
		names = append(names, e.Name)
	}
	return names
}

// KnownEvent reports whether webhooks are told of that.
func KnownEvent(name string) bool { return slices.Contains(EventNames(), name) }

// OneMoreWebhook is nil while there is room for another webhook.
func OneMoreWebhook(there []store.Webhook) []datasets.Problem {
	var wrong problems
	if len(there) >= MostWebhooks {
		wrong.add("address", "There are 20 webhooks already. Remove one first")
	}
	return wrong
}
