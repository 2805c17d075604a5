package studio

import (
	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/personal"
	"figurehead/server/auth"
)

// readingPage is Understand: the Recipe in sentences beside the rows.
type readingPage struct {
	basePage
	SnapshotID string
	Dataset    datasets.Dataset
	Source     datasets.Source
	Reading    intake.Reading
	Guesses    int
	People     []personal.Finding // about which nobody has decided
}

// Lede says how much there is and what to look at.
func (p readingPage) Lede() string {
	switch p.Guesses {
	case 0:
		return "Nothing had to be guessed."
	case 1:
		return "One of the sentences below is our best guess. Please look at it."
	}
	return smallNumber(p.Guesses) + " of the sentences below are our best guess. Please look at those."
}

// smallNumber writes small numbers as words, as ONS does below 10, opening a sentence.
func smallNumber(n int) string {
	words := []string{"None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"}
	if n < len(words) {
		return words[n]
	}
	return thousands(n)
}

func (s *Studio) reading(c *fiber.Ctx) error {
	snapshotID := param(c, "snapshot")
	reading, err := s.Publishing.Reading(c.UserContext(), snapshotID)
	if err != nil {
		return err
	}
	return s.showReading(c, fiber.StatusOK, snapshotID, reading)
}

// answer changes how the file is read, or confirms it and goes on to Pick.
func (s *Studio) answer(c *fiber.Ctx) error {
	snapshotID := param(c, "snapshot")
	if _, err := s.editableDataset(c, snapshotID); err != nil {
		return err
	}
	answers := formValues(c)
	confirm := answers["do"] == "confirm"
	delete(answers, "do")

	change := s.Publishing.ChangeRecipe
	if confirm {
		change = s.Publishing.ConfirmRecipe
	}
	snapshot, reading, err := change(c.UserContext(), actor(c), snapshotID, answers)
	if words, ok := mendable(err); err != nil && ok {
		return s.refuseReading(c, snapshotID, words)
	}
	if err != nil {
		return err
	}
	if confirm {
		return c.Redirect("/studio/sources/"+snapshot.ID+"/pick", fiber.StatusSeeOther)
	}
	if partial(c) {
		if snapshot.ID != snapshotID {
			c.Set("HX-Redirect", "/studio/sources/"+snapshot.ID+"/read")
		}
		return s.showReading(c, fiber.StatusOK, snapshot.ID, reading)
	}
	return c.Redirect("/studio/sources/"+snapshot.ID+"/read", fiber.StatusSeeOther)
}

// editableDataset returns the Dataset of a Snapshot, or auth.ErrForbidden when
// it belongs to another directorate.
func (s *Studio) editableDataset(c *fiber.Ctx, snapshotID string) (datasets.Dataset, error) {
	snapshot, err := s.Store.Snapshot(c.UserContext(), snapshotID)
	if err != nil {
		return datasets.Dataset{}, err
	}
	dataset, err := s.Store.Dataset(c.UserContext(), snapshot.DatasetID)
	if err != nil {
		return datasets.Dataset{}, err
	}
	user, _ := auth.User(c)
	if !auth.May(user, auth.Edit, dataset.DirectorateID) {
		return datasets.Dataset{}, auth.ErrForbidden
	}
	return dataset, nil
}

// refuseReading shows the reading as it was, with what was wrong with the answer.
func (s *Studio) refuseReading(c *fiber.Ctx, snapshotID string, words fieldError) error {
	reading, err := s.Publishing.Reading(c.UserContext(), snapshotID)
	if err != nil {
		return err
	}
	return s.showReading(c, fiber.StatusUnprocessableEntity, snapshotID, reading, words)
}

func (s *Studio) showReading(c *fiber.Ctx, status int, snapshotID string, reading intake.Reading, problems ...fieldError) error {
	snapshot, err := s.Store.Snapshot(c.UserContext(), snapshotID)
	if err != nil {
		return err
	}
	dataset, err := s.Store.Dataset(c.UserContext(), snapshot.DatasetID)
	if err != nil {
		return err
	}
	page := readingPage{
		basePage:   s.base(c, "We read your file like this").journey(1),
		SnapshotID: snapshotID, Dataset: dataset, Source: dataset.Source, Reading: reading,
	}
	page.Errors = problems
	if page.People, err = s.Publishing.OpenPeople(c.UserContext(), snapshotID); err != nil {
		return err
	}
	for _, sentence := range reading.Sentences {
		if sentence.Guess {
			page.Guesses++
		}
	}
	if partial(c) {
		return s.renderBlock(c, status, "reading", "reading", page)
	}
	return s.render(c, status, "reading", page)
}
