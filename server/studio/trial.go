package studio

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
)

// trialPage says what fetching a dataset again would change.
type trialPage struct {
	basePage
	Dataset datasets.Dataset
	Words   []string
	Trial   publishing.Trial
	Kept    string // why the last good copy would stay in use
}

// try fetches a dataset and says what would change. Nothing is written.
func (s *Studio) try(c *fiber.Ctx) error {
	ctx := c.UserContext()
	dataset, user, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	if !dataset.Source.Fetchable() {
		return s.showDataset(c, fiber.StatusUnprocessableEntity, nil, noAddress)
	}
	page := trialPage{basePage: s.base(c, "What would change"), Dataset: dataset}
	page.Nav = "datasets"
	page.Trial, err = s.Fetcher.Try(ctx, dataset, user)
	if words, ok := mendable(err); ok {
		page.Kept = words.Message
	} else if err != nil {
		return err
	}
	page.Words = trialWords(page.Trial)
	return s.render(c, fiber.StatusOK, "trial", page)
}

// trialWords say what a newer file has.
func trialWords(t publishing.Trial) []string {
	if !t.Changed {
		return []string{"Nothing is new."}
	}
	rows := fmt.Sprintf("The newer file has %s rows, as many as now.", thousands(t.Rows))
	if t.Rows != t.Before {
		rows = fmt.Sprintf("The newer file has %s rows; now there are %s.", thousands(t.Rows), thousands(t.Before))
	}
	if t.New == 0 && t.Gone == 0 {
		return []string{rows, "All rows are the same, in another order."}
	}
	return []string{rows, fmt.Sprintf("%s new or changed; of the present ones %s gone or changed.", counted(t.New, "No row is", "1 row is", "rows are"), counted(t.Gone, "none is", "1 is", "are"))}
}

// counted writes a number of things in words of its own for none and one.
func counted(n int, none, one, many string) string {
	switch n {
	case 0:
		return none
	case 1:
		return one
	}
	return thousands(n) + " " + many
}
