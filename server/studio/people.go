package studio

import (
	"context"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/personal"
	"figurehead/server/jobs"
)

// peoplePage asks what may be kept of columns that may tell of single people.
type peoplePage struct {
	basePage
	Action  string // where the form is sent
	Name    string // of the file or the dataset
	Held    bool   // nothing of the file is stored yet
	Columns []peopleColumn
}

// peopleColumn is one question, with what was answered.
type peopleColumn struct {
	personal.Finding
	Use    datasets.PersonalUse
	Reason string
}

// Lede counts the columns in words.
func (p peoplePage) Lede() string {
	if len(p.Columns) == 1 {
		return "One column of " + p.Name + " may tell of single people."
	}
	return smallNumber(len(p.Columns)) + " columns of " + p.Name + " may tell of single people."
}

// noLongerHeld is what an officer reads when the file has to be sent again.
const noLongerHeld = "A file that waits for an answer is kept for half an hour, in memory and nowhere else. Send it again."

// heldPeople asks about a file of which nothing is stored yet.
func (s *Studio) heldPeople(c *fiber.Ctx) error {
	page, file, held := s.heldPage(c, param(c, "held"))
	if !held || file.wide != nil {
		return s.sendAgain(c)
	}
	return s.showPeople(c, fiber.StatusOK, page, file.found, nil)
}

// heldDecided imports what was decided to keep of the file.
func (s *Studio) heldDecided(c *fiber.Ctx) error {
	id := param(c, "held")
	page, file, held := s.heldPage(c, id)
	if !held {
		return s.sendAgain(c)
	}
	answers, by, in := formValues(c), actor(c), file.in
	in.Decisions = decisions(file.found, answers)
	in.OwnerID, in.DirectorateID = page.User.ID, page.User.DirectorateID
	t := task{verb: "Reading", failed: func(c *fiber.Ctx, err error) error { return s.notDecided(c, id, answers, err) }}
	return s.do(c, t, in.Name, len(in.Raw), func(ctx context.Context) (string, error) {
		release, err := jobs.Turn(ctx, jobs.Weight(in.Raw))
		if err != nil {
			return "", err
		}
		defer release()
		_, snapshot, err := s.Publishing.Import(ctx, by, in)
		if err != nil {
			return "", err
		}
		s.held.release(id)
		return "/studio/sources/" + snapshot.ID + "/read", nil
	})
}

// notDecided asks again, with what was answered.
func (s *Studio) notDecided(c *fiber.Ctx, id string, answers map[string]string, err error) error {
	page, file, held := s.heldPage(c, id)
	if !held {
		return s.sendAgain(c)
	}
	words, ok := mendable(err)
	if !ok {
		return err
	}
	page.peopleProblem(file.found, words)
	return s.showPeople(c, fiber.StatusUnprocessableEntity, page, file.found, answers)
}

func (s *Studio) heldPage(c *fiber.Ctx, id string) (peoplePage, heldFile, bool) {
	page := peoplePage{basePage: s.base(c, "People in your data").journey(1), Held: true, Action: "/studio/new/" + id + "/people"}
	file, held := s.held.of(id, page.User.ID, s.Now())
	page.Name = file.in.Name
	return page, file, held
}

// sendAgain leads back to the start with the reason.
func (s *Studio) sendAgain(c *fiber.Ctx) error {
	page := s.newStartPage(c)
	page.problem("data", noLongerHeld)
	return s.showStart(c, fiber.StatusGone, page)
}

// people asks about a Snapshot that is stored already.
func (s *Studio) people(c *fiber.Ctx) error {
	page, found, err := s.storedPage(c)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return c.Redirect("/studio/sources/"+param(c, "snapshot")+"/read", fiber.StatusSeeOther)
	}
	return s.showPeople(c, fiber.StatusOK, page, found, nil)
}

// decided records what was decided; what is left out is erased.
func (s *Studio) decided(c *fiber.Ctx) error {
	page, found, err := s.storedPage(c)
	if err != nil {
		return err
	}
	answers := formValues(c)
	snapshot, err := s.Publishing.DecidePeople(c.UserContext(), actor(c), param(c, "snapshot"), decisions(found, answers))
	if words, ok := mendable(err); err != nil && ok {
		page.peopleProblem(found, words)
		return s.showPeople(c, fiber.StatusUnprocessableEntity, page, found, answers)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/sources/"+snapshot.ID+"/read", fiber.StatusSeeOther)
}

func (s *Studio) storedPage(c *fiber.Ctx) (peoplePage, []personal.Finding, error) {
	snapshotID := param(c, "snapshot")
	dataset, err := s.editableDataset(c, snapshotID)
	if err != nil {
		return peoplePage{}, nil, err
	}
	found, err := s.Publishing.OpenPeople(c.UserContext(), snapshotID)
	page := peoplePage{basePage: s.base(c, "People in your data").journey(1), Name: dataset.Title, Action: "/studio/sources/" + snapshotID + "/people"}
	return page, found, err
}

// decisions reads the answers of the form. A column without one stays in the
// hands of the reader of files, which leaves it out.
func decisions(found []personal.Finding, answers map[string]string) map[string]datasets.PersonalDecision {
	decided := map[string]datasets.PersonalDecision{}
	for _, f := range found {
		use, answered := answers[fmt.Sprintf("use-%d", f.Column)]
		if !answered {
			use = string(datasets.PersonalDrop)
		}
		d := datasets.PersonalDecision{Use: datasets.PersonalUse(use)}
		if d.Use == datasets.PersonalKeep {
			d.Reason = strings.TrimSpace(tidyText(answers[fmt.Sprintf("reason-%d", f.Column)]))
		}
		decided[f.Field] = d
	}
	return decided
}

// peopleProblem puts a problem of a column at the field that mends it.
func (p *peoplePage) peopleProblem(found []personal.Finding, words fieldError) {
	for _, f := range found {
		if f.Field == words.Field {
			words.Field = fmt.Sprintf("reason-%d", f.Column)
		}
	}
	p.problem(words.Field, words.Message)
}

func (s *Studio) showPeople(c *fiber.Ctx, status int, page peoplePage, found []personal.Finding, answers map[string]string) error {
	for _, f := range found {
		column := peopleColumn{Finding: f, Use: datasets.PersonalDrop}
		if use, ok := answers[fmt.Sprintf("use-%d", f.Column)]; ok {
			column.Use = datasets.PersonalUse(use)
		}
		column.Reason = answers[fmt.Sprintf("reason-%d", f.Column)]
		page.Columns = append(page.Columns, column)
	}
	return s.render(c, status, "people", page)
}
