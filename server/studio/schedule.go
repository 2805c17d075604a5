package studio

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/server/refresh"
	"figurehead/store"
)

// FetchScheduled fetches a dataset that is due. Figures follow that the person
// who chose the rule may publish now. The error is why the last good copy
// stays, or what went wrong here.
func (s *Studio) FetchScheduled(ctx context.Context, due store.Schedule) (refresh.Done, error) {
	dataset, err := s.Store.Dataset(ctx, due.DatasetID)
	if err != nil {
		return refresh.Done{}, err
	}
	user, err := s.Store.User(ctx, due.SetBy)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return refresh.Done{}, err
	}
	done, err := s.Fetcher.Fetch(ctx, store.ByItself, dataset, user)
	if errors.Is(err, refresh.ErrFetching) { // somebody is fetching it by hand
		return refresh.Done{}, nil
	}
	return refresh.Done{NextRelease: done.NextRelease}, cmp.Or(err, done.Kept)
}

// Zone is where the days of schedules begin.
func (s *Studio) Zone() *time.Location { return publishing.Location(s.organisation()) }

// schedule chooses how often a dataset is fetched by itself.
func (s *Studio) schedule(c *fiber.Ctx) error {
	ctx := c.UserContext()
	dataset, _, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	chosen := store.Schedule{DatasetID: dataset.ID, Rule: store.RefreshRule(form(c, "rule"))}
	if chosen.Rule == store.RefreshOnce {
		chosen.Day = form(c, "day")
	}
	if problem, bad := mendable(refresh.Check(dataset.Source, chosen, s.Now(), s.Zone())); bad {
		return s.showDatasetWith(c, param(c, "dataset"), fiber.StatusUnprocessableEntity, func(page *datasetPage) {
			page.Errors = []fieldError{problem}
			page.Schedule.Rule, page.Schedule.Day = chosen.Rule, chosen.Day
		})
	}
	chosen.DueAt = refresh.Next(chosen, s.Now(), s.Zone())
	if err := s.Store.SetSchedule(ctx, actor(c), chosen); err != nil {
		return err
	}
	return c.Redirect("/studio/datasets/"+dataset.ID+"#refresh", fiber.StatusSeeOther)
}

// scheduleWords say when a dataset is fetched by itself next, and in whose name
// figures follow.
func (s *Studio) scheduleWords(ctx context.Context, of store.Schedule, directorateID string) (string, error) {
	if of.Rule == store.RefreshNever || of.DueAt.IsZero() {
		return "", nil
	}
	next := fmt.Sprintf("%s by itself, next: %s.", ruleName(of.Rule), s.when(of.DueAt))
	if !of.DueAt.After(s.Now()) {
		next = fmt.Sprintf("%s by itself, next: within a minute or when its server has time.", ruleName(of.Rule))
	}
	user, err := s.Store.User(ctx, of.SetBy)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	if err != nil || !auth.May(user, auth.Publish, directorateID) {
		return next + " Published figures wait for a publisher.", nil
	}
	return next + " Published figures follow in the name of " + user.Name + ".", nil
}

// failingSince is when the last run of failed tries began, zero when it has one
// try or none.
func failingSince(tries []store.Refresh) time.Time {
	n := slices.IndexFunc(tries, func(r store.Refresh) bool { return r.Outcome != store.RefreshKept })
	if n < 0 {
		n = len(tries)
	}
	if n < 2 {
		return time.Time{}
	}
	return tries[n-1].At
}

// ruleNames word the rules as they are chosen.
var ruleNames = map[store.RefreshRule]string{
	store.RefreshNever: "Never", store.RefreshHourly: "Every hour", store.RefreshDaily: "Every day",
	store.RefreshWeekly: "Every week", store.RefreshMonthly: "Every month", store.RefreshYearly: "Every year",
	store.RefreshOnce: "On a day", store.RefreshRelease: "At the portal’s next release",
}

func ruleName(rule store.RefreshRule) string { return ruleNames[rule] }
