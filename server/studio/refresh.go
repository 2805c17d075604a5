package studio

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/refresh"
)

// noAddress says why data cannot be fetched.
var noAddress = fieldError{Field: refresh.ErrNoAddress.Field, Message: refresh.ErrNoAddress.Message}

// refresh fetches a dataset again. Whatever comes of it is remembered in words
// on the page of the dataset; when it fails, the last good copy and everything
// public stay as they are.
func (s *Studio) refresh(c *fiber.Ctx) error {
	dataset, user, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	if !dataset.Source.Fetchable() {
		return s.showDataset(c, fiber.StatusUnprocessableEntity, nil, noAddress)
	}
	at, by := "/studio/datasets/"+dataset.ID+"#refresh", actor(c)
	if form(c, "back") == "sources" {
		at = "/studio/sources?fetched=" + dataset.ID
	}
	t := task{verb: "Fetching", failed: func(c *fiber.Ctx, err error) error {
		if errors.Is(err, refresh.ErrFetching) {
			return s.showDatasetWith(c, dataset.ID, fiber.StatusConflict, func(p *datasetPage) {
				p.problem("refresh", "It is being fetched just now. Look again in a minute")
			})
		}
		why, ok := jobWords(err)
		if !ok {
			return err
		}
		return s.showDatasetWith(c, dataset.ID, fiber.StatusOK, func(p *datasetPage) { p.Fetched = why.Message })
	}}
	return s.do(c, t, dataset.Title, 0, func(ctx context.Context) (string, error) {
		_, err := s.Fetcher.Fetch(ctx, by, dataset, user)
		return at, err
	})
}
