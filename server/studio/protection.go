package studio

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
)

// protectionForm is how small numbers are hidden, as the form shows it.
type protectionForm struct {
	Choice string // "off", "5", "10" or "other"
	Other  string // another threshold, as typed
	Round  bool
}

func newProtectionForm(p datasets.Protection) protectionForm {
	f := protectionForm{Choice: "other", Round: p.Round}
	switch {
	case p.Threshold <= 1:
		f.Choice = "off"
	case p.Threshold == 5 || p.Threshold == 10:
		f.Choice = strconv.Itoa(p.Threshold)
	default:
		f.Other = strconv.Itoa(p.Threshold)
	}
	return f
}

// Words says what the form hides, for those who may not change it.
func (f protectionForm) Words() string {
	below := f.Choice
	switch f.Choice {
	case "off":
		if f.Round {
			return "Numbers of people are shown to the nearest 5."
		}
		return "No number is hidden."
	case "other":
		below = f.Other
	}
	text := "Numbers of people below " + below + " are hidden, and others where they would give them away."
	if f.Round {
		text += " The rest is shown to the nearest 5."
	}
	return text
}

// read makes a rule of what was chosen, or names what cannot be used.
func (f protectionForm) read() (datasets.Protection, *fieldError) {
	p := datasets.Protection{Round: f.Round}
	switch f.Choice {
	case "off":
	case "5", "10":
		p.Threshold, _ = strconv.Atoi(f.Choice) // it is one of the two
	case "other":
		n, err := strconv.Atoi(strings.TrimSpace(f.Other))
		if p.Threshold = n; err != nil || n == 0 {
			p.Threshold = -1 // which no rule has
		}
		if words, bad := mendable(p.Check()); bad {
			return p, &fieldError{Field: "below", Message: words.Message}
		}
	default:
		return p, &fieldError{Field: "hide-off", Message: "Choose which numbers are hidden"}
	}
	return p, nil
}

// protect stores how small numbers are hidden, for every figure from the
// dataset that is published from now on.
func (s *Studio) protect(c *fiber.Ctx) error {
	dataset, _, err := s.datasetTo(c, auth.Publish)
	if err != nil {
		return err
	}
	form := protectionForm{Choice: form(c, "hide"), Other: form(c, "below"), Round: form(c, "round") == "yes"}
	rule, problem := form.read()
	if problem != nil {
		return s.showDatasetWith(c, param(c, "dataset"), fiber.StatusUnprocessableEntity, func(page *datasetPage) {
			page.Protection = form
			page.Errors = append(page.Errors, *problem)
		})
	}
	if err := s.Store.SaveProtection(c.UserContext(), actor(c), dataset.ID, rule); err != nil {
		return err
	}
	return c.Redirect("/studio/datasets/"+dataset.ID, fiber.StatusSeeOther)
}
