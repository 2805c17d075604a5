package studio

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/datasets/portal"
	"figurehead/server/publishing"
)

// aboutData reports whether an address was read that may be about data without
// being a file: a page, a catalogue or a service.
func aboutData(err error) bool {
	return errors.Is(err, fetch.ErrWebPage) || errors.Is(err, publishing.ErrAboutData)
}

// showAt lists what a page, a catalogue or a service has, to choose from. Where
// there is nothing, the first page says why the address is no file.
func (s *Studio) showAt(c *fiber.Ctx, start startPage, address string, why error) error {
	result, err := s.at(c.UserContext(), address)
	if err != nil || !result.usable() {
		words, _ := mendable(why)
		if why := (datasets.Problem{}); portal.IsService(address) && errors.As(err, &why) {
			words.Message = why.Error()
		}
		start.problem("data", words.Message)
		return s.showStart(c, fiber.StatusUnprocessableEntity, start)
	}
	page, err := s.newFindPage(c)
	if err != nil {
		return err
	}
	page.Title, page.Asked, page.Results = "Choose what to use", true, []portalResult{result}
	return s.render(c, fiber.StatusOK, "find", page)
}

// at asks what an address is about.
func (s *Studio) at(ctx context.Context, address string) (portalResult, error) {
	from, found, err := s.search.At(ctx, address)
	if err != nil {
		return portalResult{}, err
	}
	result := portalResult{Portal: from, Heading: from.Name + ": " + countWords(len(found), len(found)), Address: address, Page: 1}
	for _, f := range found {
		result.Found = append(result.Found, rowOf(f))
	}
	return result, nil
}

// usable reports whether anything there can be read.
func (r portalResult) usable() bool {
	for _, f := range r.Found {
		if len(f.Usable) > 0 {
			return true
		}
	}
	return false
}
