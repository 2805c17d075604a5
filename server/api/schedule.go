package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/server/refresh"
	"figurehead/store"
)

func (a *API) scheduleRoutes() []route {
	return []route{
		{fiber.MethodGet, "/datasets/:dataset/schedule", store.ReadScope, a.schedule},
		{fiber.MethodPut, "/datasets/:dataset/schedule", store.WriteScope, a.setSchedule},
	}
}

// scheduleBody is when a dataset is fetched by itself.
type scheduleBody struct {
	Rule     store.RefreshRule   `json:"rule"`
	Day      string              `json:"day,omitempty"` // of the rule “once”
	DueAt    *time.Time          `json:"dueAt,omitempty"`
	SetBy    string              `json:"setBy,omitempty"` // in whose name figures follow
	Failures int                 `json:"failures"`        // in a row
	Rules    []store.RefreshRule `json:"rules"`           // that fit its source; none where it has no address
}

func (a *API) scheduleOf(c *fiber.Ctx, datasetID string) (scheduleBody, error) {
	d, err := a.Store.Dataset(c.UserContext(), datasetID)
	if err != nil {
		return scheduleBody{}, err
	}
	s, err := a.Store.Schedule(c.UserContext(), d.ID)
	b := scheduleBody{s.Rule, s.Day, instant(s.DueAt), s.SetBy, s.Failures, []store.RefreshRule{}}
	if d.Source.Fetchable() {
		b.Rules = refresh.RulesFor(d.Source)
	}
	return b, err
}

func (a *API) schedule(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	b, err := a.scheduleOf(c, param(c, "dataset"))
	if err != nil {
		return err
	}
	return send(c, b)
}

// newSchedule chooses how often.
type newSchedule struct {
	Rule store.RefreshRule `json:"rule"`
	Day  string            `json:"day"`
}

func (a *API) setSchedule(c *fiber.Ctx) error {
	d, err := a.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	now, err := a.scheduleOf(c, d.ID)
	if err != nil {
		return err
	}
	if err := asSeen(c, now); err != nil {
		return err
	}
	var sent newSchedule
	if err := read(c, &sent); err != nil {
		return err
	}
	if sent.Day != "" && sent.Rule != store.RefreshOnce {
		return fault{Pointer: "/day", Detail: "Only the rule “once” has a day."}
	}
	o, err := a.Publishing.Organisation(c.UserContext())
	if err != nil {
		return err
	}
	chosen := store.Schedule{DatasetID: d.ID, Rule: sent.Rule, Day: sent.Day}
	zone := publishing.Location(o)
	if err := refresh.Check(d.Source, chosen, a.Now(), zone); err != nil {
		return inBody(err, "rule", "day")
	}
	chosen.DueAt = refresh.Next(chosen, a.Now(), zone)
	if err := a.Store.SetSchedule(c.UserContext(), actor(c), chosen); err != nil {
		return err
	}
	if now, err = a.scheduleOf(c, d.ID); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", now)
}
