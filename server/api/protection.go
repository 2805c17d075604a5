package api

import (
	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/store"
)

func (a *API) protectionRoutes() []route {
	return []route{
		{fiber.MethodGet, "/datasets/:dataset/protection", store.ReadScope, a.protection},
		{fiber.MethodPut, "/datasets/:dataset/protection", store.PublishScope, a.setProtection},
	}
}

// protectionBody is how small numbers of people are hidden: those from 1 to below
// the threshold, 0 for none.
type protectionBody struct {
	Threshold int  `json:"threshold"`
	Round     bool `json:"round"`
}

func showProtection(p datasets.Protection) protectionBody {
	return protectionBody{p.Threshold, p.Round}
}

func (a *API) protection(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	d, err := a.Store.Dataset(c.UserContext(), param(c, "dataset"))
	if err != nil {
		return err
	}
	return send(c, showProtection(d.Protection))
}

// newProtection is the whole rule: one that forgot a half would protect less.
type newProtection struct {
	Threshold *int  `json:"threshold"`
	Round     *bool `json:"round"`
}

// protectionRule is the rule that was sent, when a person may set it.
func protectionRule(c *fiber.Ctx) (datasets.Protection, error) {
	var sent newProtection
	if err := read(c, &sent); err != nil {
		return datasets.Protection{}, err
	}
	switch {
	case sent.Threshold == nil:
		return datasets.Protection{}, fault{Pointer: "/threshold", Detail: "Say below which number of people numbers are hidden: 0 hides none."}
	case sent.Round == nil:
		return datasets.Protection{}, fault{Pointer: "/round", Detail: "Say whether the rest is shown to the nearest 5."}
	}
	rule := datasets.Protection{Threshold: *sent.Threshold, Round: *sent.Round}
	return rule, inBody(rule.Check(), "threshold")
}

// setProtection holds for every figure from the dataset that is published from now on.
func (a *API) setProtection(c *fiber.Ctx) error {
	d, err := a.datasetTo(c, auth.Publish)
	if err != nil {
		return err
	}
	if err := asSeen(c, showProtection(d.Protection)); err != nil {
		return err
	}
	rule, err := protectionRule(c)
	if err != nil {
		return err
	}
	if err := a.Store.SaveProtection(c.UserContext(), actor(c), d.ID, rule); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showProtection(rule))
}
