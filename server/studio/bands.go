package studio

import (
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
)

// bandsPage asks between which values a newer file may lie.
type bandsPage struct {
	basePage
	Dataset datasets.Dataset
	Rows    []bandRow
}

// bandRow is one column of numbers with what it holds now.
type bandRow struct {
	datasets.Band
	Now             string // "from 75 to 130.25"; "" when it has no number
	LowID, HighID   string
	LowBad, HighBad string
}

func (s *Studio) bands(c *fiber.Ctx) error {
	page, err := s.bandsOf(c)
	if err != nil {
		return err
	}
	return s.render(c, fiber.StatusOK, "bands", page)
}

// bandsOf is the page with what is kept.
func (s *Studio) bandsOf(c *fiber.Ctx) (bandsPage, error) {
	page := bandsPage{basePage: s.base(c, "What a newer file may hold")}
	page.Nav = "datasets"
	var err error
	if page.Dataset, _, err = s.datasetTo(c, auth.Edit); err != nil {
		return page, err
	}
	columns, err := s.Publishing.NumberColumns(c.UserContext(), page.Dataset)
	for n, column := range columns {
		row := bandRow{Band: column.Band, LowID: fmt.Sprintf("low-%d", n), HighID: fmt.Sprintf("high-%d", n)}
		if column.Least != "" {
			row.Now = "from " + column.Least + " to " + column.Most
		}
		page.Rows = append(page.Rows, row)
	}
	return page, err
}

// saveBands keeps what was typed, all of it or nothing.
func (s *Studio) saveBands(c *fiber.Ctx) error {
	page, err := s.bandsOf(c)
	if err != nil {
		return err
	}
	var bands []datasets.Band
	for i := range page.Rows {
		row := &page.Rows[i]
		low, high := form(c, row.LowID), form(c, row.HighID)
		band, err := datasets.NewBand(row.Field, low, high)
		var problem datasets.Problem
		if errors.As(err, &problem) {
			row.Low, row.High = low, high
			field, bad := row.LowID, &row.LowBad
			if problem.Field == "high" {
				field, bad = row.HighID, &row.HighBad
			}
			*bad = problem.Error()
			page.problem(field, row.Field+": "+problem.Error())
			continue
		}
		row.Band = band
		if !band.Blank() {
			bands = append(bands, band)
		}
	}
	if len(page.Errors) > 0 {
		return s.render(c, fiber.StatusUnprocessableEntity, "bands", page)
	}
	if err := s.Store.SaveBands(c.UserContext(), actor(c), page.Dataset.ID, bands); err != nil {
		return err
	}
	return c.Redirect("/studio/datasets/"+page.Dataset.ID+"#refresh", fiber.StatusSeeOther)
}
