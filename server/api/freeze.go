package api

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

func (a *API) freezeRoutes() []route {
	return []route{
		{fiber.MethodGet, "/freezes", store.ReadScope, a.freezes},
		{fiber.MethodPost, "/freezes", store.AdminScope, a.setFreeze},
		{fiber.MethodPost, "/freezes/:freeze/lift", store.AdminScope, a.liftFreeze},
	}
}

// freezeBody is a time in which nothing new is published.
type freezeBody struct {
	ID            string          `json:"id"`
	Directorates  []string        `json:"directorates"` // ids; all where empty
	From          time.Time       `json:"from"`
	To            time.Time       `json:"to"`
	Reason        string          `json:"reason"`
	HoldRefreshes bool            `json:"holdRefreshes"`
	LiftedAt      *time.Time      `json:"liftedAt,omitempty"`
	LiftReason    string          `json:"liftReason,omitempty"`
	LiftedFor     []liftedForBody `json:"liftedFor"`
}

type liftedForBody struct {
	Figure string    `json:"figure"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

func showFreeze(f store.Freeze) freezeBody {
	b := freezeBody{f.ID, append([]string{}, f.DirectorateIDs...), f.From, f.To, f.Reason, f.HoldRefreshes, instant(f.LiftedAt), f.LiftReason, []liftedForBody{}}
	for _, e := range f.Exceptions {
		b.LiftedFor = append(b.LiftedFor, liftedForBody{e.WidgetID, e.Reason, e.At})
	}
	return b
}

// freezes lists those that stand or were over within a year, the latest first.
func (a *API) freezes(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	found, err := a.Store.Freezes(c.UserContext(), a.Now().Add(-store.LongestFreeze))
	if err != nil {
		return err
	}
	return sendFrom(c, w, found, func(f store.Freeze) string { return f.ID }, showFreeze)
}

// freezing sets a freeze.
type freezing struct {
	Directorates  []string  `json:"directorates"`
	From          time.Time `json:"from"`
	To            time.Time `json:"to"`
	Reason        string    `json:"reason"`
	HoldRefreshes bool      `json:"holdRefreshes"`
}

func (a *API) setFreeze(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	var sent freezing
	if err := read(c, &sent); err != nil {
		return err
	}
	f := store.Freeze{DirectorateIDs: sent.Directorates, From: sent.From, To: sent.To, Reason: sent.Reason, HoldRefreshes: sent.HoldRefreshes}
	if err := mended(f.Problems(a.Now()), func(field string) string { return "/" + field }); err != nil {
		return err
	}
	if err := a.knownDirectorates(c, "/directorates", sent.Directorates...); err != nil {
		return err
	}
	f, err := a.Store.SetFreeze(c.UserContext(), actor(c), f)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusCreated, "/freezes", showFreeze(f))
}

// knownDirectorates refuses an id that no directorate has.
func (a *API) knownDirectorates(c *fiber.Ctx, pointer string, ids ...string) error {
	list, err := a.Store.Directorates(c.UserContext())
	for _, id := range ids {
		if id != "" && !slices.ContainsFunc(list, func(d store.Directorate) bool { return d.ID == id }) {
			return fault{Pointer: pointer, Detail: "There is no such directorate."}
		}
	}
	return err
}

// lifting lifts a freeze, whole or for one figure.
type lifting struct {
	Figure string `json:"figure"`
	Reason string `json:"reason"`
}

func (a *API) liftFreeze(c *fiber.Ctx) error {
	if err := may(c, auth.Settings, ""); err != nil {
		return err
	}
	var sent lifting
	if err := read(c, &sent); err != nil {
		return err
	}
	ctx, id := c.UserContext(), param(c, "freeze")
	lift := func() error { return a.Store.LiftFreeze(ctx, actor(c), id, sent.Reason) }
	if sent.Figure != "" {
		w, err := a.Store.Widget(ctx, sent.Figure)
		if err != nil {
			return err
		}
		lift = func() error { return a.Store.LiftFreezeFor(ctx, actor(c), id, w.ID, sent.Reason) }
	}
	if err := lift(); err != nil {
		return err
	}
	found, err := a.Store.Freezes(ctx, time.Time{})
	at := slices.IndexFunc(found, func(f store.Freeze) bool { return f.ID == id })
	if err != nil || at < 0 {
		return err
	}
	return done(c, fiber.StatusOK, "", showFreeze(found[at]))
}
