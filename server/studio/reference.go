package studio

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/server/auth"
)

// referenceForm makes a dataset a reference table: the columns that it may be by,
// and what was chosen.
type referenceForm struct {
	datasets.Reference
	Refused                 bool // what was sent cannot be used: the form is shown with the reasons
	Places, Periods, Values []string
}

// Offered reports whether the columns allow it, it is one already, or somebody
// tried.
func (f referenceForm) Offered() bool {
	return f.On() || f.Refused || len(f.Places) > 0 && len(f.Values) > 0
}

// newReferenceForm lists the columns of the newest copy that is read.
func newReferenceForm(d datasets.Dataset, snapshots []datasets.Snapshot) referenceForm {
	f := referenceForm{Reference: d.Reference}
	for _, s := range snapshots {
		if !s.Confirmed || !s.PurgedAt.IsZero() {
			continue
		}
		for _, c := range s.Recipe.Columns {
			switch {
			case c.Dropped:
			case c.Field.Kind == table.PlaceCode:
				f.Places = append(f.Places, c.Field.Name)
			case c.Field.Kind.Calendar():
				f.Periods = append(f.Periods, c.Field.Name)
			case c.Field.Additive():
				f.Values = append(f.Values, c.Field.Name)
			}
		}
		break
	}
	if !f.On() {
		f.Called = "people"
		if len(f.Periods) > 0 {
			f.Period = f.Periods[0]
		}
	}
	return f
}

// makeReference marks a dataset as a reference table, by which the numbers of others
// are shown per head, or as none.
func (s *Studio) makeReference(c *fiber.Ctx) error {
	ctx := c.UserContext()
	dataset, _, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	var r datasets.Reference
	if form(c, "stop") != "yes" {
		r = datasets.Reference{Place: form(c, "place"), Period: form(c, "period"), Value: form(c, "value"), Called: strings.ToLower(tidyText(form(c, "called")))}
		err := s.Publishing.CheckReference(ctx, dataset.ID, r)
		if problem, mends := mendable(err); mends {
			return s.showDatasetWith(c, dataset.ID, fiber.StatusUnprocessableEntity, func(page *datasetPage) {
				page.Reference.Reference, page.Reference.Refused = r, true
				problem.Field = referenceField(problem.Field)
				page.Errors = append(page.Errors, problem)
			})
		}
		if err != nil {
			return err
		}
	}
	if err := s.Store.SaveReference(ctx, actor(c), dataset.ID, r); err != nil {
		return err
	}
	return c.Redirect("/studio/datasets/"+dataset.ID+"#reference", fiber.StatusSeeOther)
}

// referenceField is the field of the form that a problem is about.
func referenceField(field string) string {
	switch field {
	case "place", "period", "value", "called":
		return "reference-" + field
	}
	return "reference-value"
}
