package studio

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/refresh"
	"figurehead/store"
)

// refreshing is who the audit trail names for what happens by itself.
var refreshing = store.Actor{ID: "refresh", Name: "refresh"}

// FetchScheduled fetches a dataset that is due. Figures follow that the person
// who chose the rule may publish now. The error is why the last good copy
// stays, or what went wrong here.
func (s *Studio) FetchScheduled(ctx context.Context, due store.Schedule) error {
	dataset, err := s.Store.Dataset(ctx, due.DatasetID)
	if err != nil {
		return err
	}
	user, err := s.Store.User(ctx, due.SetBy)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	kept, err := s.fetchOnce(ctx, refreshing, dataset, user)
	return cmp.Or(err, kept)
}

// schedule chooses how often a dataset is fetched by itself.
func (s *Studio) schedule(c *fiber.Ctx) error {
	ctx := c.UserContext()
	dataset, err := s.Store.Dataset(ctx, param(c, "dataset"))
	if err != nil {
		return err
	}
	user, _ := auth.User(c)
	if !auth.May(user, auth.Edit, dataset.DirectorateID) {
		return auth.ErrForbidden
	}
	if !fetchable(dataset.Source) {
		return s.showDataset(c, fiber.StatusUnprocessableEntity, nil, fieldError{Field: "refresh", Message: "This data was pasted or uploaded, so there is no address to fetch it from"})
	}
	rule := store.RefreshRule(form(c, "rule"))
	if !slices.Contains(refresh.Rules, rule) {
		return s.showDataset(c, fiber.StatusUnprocessableEntity, nil, fieldError{Field: "rule", Message: "Choose how often from the list"})
	}
	if err := s.Store.SetSchedule(ctx, actor(c), dataset.ID, rule, refresh.Next(rule, dataset.ID, s.Now())); err != nil {
		return err
	}
	return c.Redirect("/studio/datasets/"+dataset.ID+"#refresh", fiber.StatusSeeOther)
}

// scheduledBy names the person in whose name figures follow, "" when there is
// none who may publish them.
func (s *Studio) scheduledBy(ctx context.Context, of store.Schedule, directorateID string) (string, error) {
	if of.Rule == store.RefreshNever {
		return "", nil
	}
	user, err := s.Store.User(ctx, of.SetBy)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil || !auth.May(user, auth.Publish, directorateID) {
		return "", err
	}
	return user.Name, nil
}

// ruleNames word the rules as they are chosen.
var ruleNames = map[store.RefreshRule]string{
	store.RefreshNever: "Never", store.RefreshHourly: "Every hour", store.RefreshDaily: "Every day",
	store.RefreshWeekly: "Every week", store.RefreshMonthly: "Every month", store.RefreshYearly: "Every year",
}

func ruleName(rule store.RefreshRule) string { return ruleNames[rule] }
