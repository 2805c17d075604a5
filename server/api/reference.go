package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/store"
)

func (a *API) referenceRoutes() []route {
	return []route{
		{fiber.MethodGet, "/datasets/:dataset/reference", store.ReadScope, a.reference},
		{fiber.MethodPut, "/datasets/:dataset/reference", store.WriteScope, a.setReference},
		{fiber.MethodDelete, "/datasets/:dataset/reference", store.WriteScope, a.noReference},
	}
}

// referenceBody makes a dataset a table by which the numbers of others are shown per head.
type referenceBody struct {
	Place  string `json:"place"`            // column of place codes
	Period string `json:"period,omitempty"` // column of periods; "" for one moment
	Value  string `json:"value"`
	Called string `json:"called"` // what is counted
}

func showReference(r datasets.Reference) referenceBody {
	return referenceBody{r.Place, r.Period, r.Value, r.Called}
}

func (a *API) reference(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	d, err := a.Store.Dataset(c.UserContext(), param(c, "dataset"))
	if err != nil {
		return err
	}
	if !d.Reference.On() {
		return store.ErrNotFound
	}
	return send(c, showReference(d.Reference))
}

func (a *API) setReference(c *fiber.Ctx) error {
	d, err := a.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	if err := asSeen(c, showReference(d.Reference)); err != nil {
		return err
	}
	var sent referenceBody
	if err := read(c, &sent); err != nil {
		return err
	}
	r := datasets.Reference{Place: sent.Place, Period: sent.Period, Value: sent.Value, Called: strings.ToLower(strings.Join(strings.Fields(sent.Called), " "))}
	if err := a.Publishing.CheckReference(c.UserContext(), d.ID, r); err != nil {
		return inBody(err, "place", "period", "value", "called")
	}
	if err := a.Store.SaveReference(c.UserContext(), actor(c), d.ID, r); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showReference(r))
}

func (a *API) noReference(c *fiber.Ctx) error {
	d, err := a.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	if !d.Reference.On() {
		return store.ErrNotFound
	}
	if err := asSeen(c, showReference(d.Reference)); err != nil {
		return err
	}
	if err := a.Store.SaveReference(c.UserContext(), actor(c), d.ID, datasets.Reference{}); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
