package api

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

func (a *API) auditRoutes() []route {
	return []route{{fiber.MethodGet, "/audit", store.ReadScope, a.audit}}
}

// eventBody is a line of the audit trail.
type eventBody struct {
	Number  int64     `json:"number"`
	At      time.Time `json:"at"`
	Actor   string    `json:"actor"`
	Action  string    `json:"action"`
	Subject string    `json:"subject"` // kind and id
	Title   string    `json:"title"`
	Detail  string    `json:"detail,omitempty"`
}

// audit lists events, the newest first. What is about people admins alone see, so
// that a page may have fewer events than its limit, and still a next one.
func (a *API) audit(c *fiber.Ctx) error {
	w, err := windowOf(c, "q", "actor", "action", "subject", "from", "to")
	if err != nil {
		return err
	}
	f := store.AuditFilter{Text: w.query["q"], Actor: w.query["actor"], Action: w.query["action"], Subject: w.query["subject"], Limit: w.Limit + 1}
	for name, into := range map[string]*time.Time{"from": &f.From, "to": &f.To} {
		if text := w.query[name]; text != "" {
			if *into, err = time.Parse(time.RFC3339, text); err != nil {
				return fault{Field: name, Detail: "This must be an instant such as 2027-03-01T09:00:00Z."}
			}
		}
	}
	if w.After != "" {
		if f.Before, err = strconv.ParseInt(w.After, 10, 64); err != nil || f.Before < 1 {
			return errCursor
		}
	}
	found, err := a.Store.Audit(c.UserContext(), f)
	if err != nil {
		return err
	}
	number := func(e store.Event) string { return strconv.FormatInt(e.Seq, 10) }
	admin := may(c, auth.People, "") == nil
	return sendSome(c, w, found, number, func(e store.Event) (eventBody, bool) {
		return eventBody{e.Seq, e.At, e.Actor, e.Action, e.Subject, e.Title, e.Detail}, admin || !store.AboutPeople(e.Action)
	})
}
