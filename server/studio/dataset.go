package studio

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/server/refresh"
	"figurehead/store"
)

// datasetPage is one body of data: its source, columns, copies and figures.
type datasetPage struct {
	basePage
	Dataset   datasets.Dataset
	Source    datasets.Source // as typed, after an error
	Snapshots []datasets.Snapshot
	datasetFigures
	Health     *sourceRow // how its source is
	Protection protectionForm
	Reference  referenceForm
	MayEdit    bool
	MayProtect bool
	MayPurge   bool
	Fetchable  bool            // it came from an address
	Refreshes  []store.Refresh // the newest first
	Fetched    string          // why it was not fetched after all
	Doing      []doing
	// FailingSince says when the source began to fail; "" when that was the
	// newest try.
	FailingSince string
	Schedule     store.Schedule
	Rules        []store.RefreshRule // to choose from
	datasetWords
	// ScheduleWords say when it is fetched by itself, and in whose name.
	ScheduleWords string
}

// AsAt is the newest copy that figures are made from.
func (p datasetPage) AsAt() *datasets.Snapshot {
	for i, s := range p.Snapshots {
		if s.Confirmed && s.PurgedAt.IsZero() {
			return &p.Snapshots[i]
		}
	}
	return nil
}

func (s *Studio) dataset(c *fiber.Ctx) error { return s.showDataset(c, fiber.StatusOK, nil) }

func (s *Studio) showDataset(c *fiber.Ctx, status int, typed *datasets.Source, problems ...fieldError) error {
	return s.showDatasetWith(c, param(c, "dataset"), status, func(page *datasetPage) {
		page.Errors = problems
		if typed != nil {
			page.Source = *typed
		}
	})
}

// showDatasetWith shows a dataset after change was made to its page.
func (s *Studio) showDatasetWith(c *fiber.Ctx, id string, status int, change func(*datasetPage)) error {
	ctx := c.UserContext()
	dataset, err := s.Store.Dataset(ctx, id)
	if err != nil {
		return err
	}
	page := datasetPage{basePage: s.base(c, dataset.Title), Dataset: dataset, Source: dataset.Source}
	page.Doing = s.doingNow(page.User)
	page.Nav, page.Protection = "datasets", newProtectionForm(dataset.Protection)
	if page.Snapshots, err = s.Store.Snapshots(ctx, dataset.ID); err != nil {
		return err
	}
	page.Reference = newReferenceForm(dataset, page.Snapshots)
	if err = s.figuresFrom(ctx, &page); err != nil {
		return err
	}
	if page.Refreshes, err = s.Store.Refreshes(ctx, dataset.ID); err != nil {
		return err
	}
	if page.Schedule, err = s.Store.Schedule(ctx, dataset.ID); err != nil {
		return err
	}
	if page.ScheduleWords, err = s.scheduleWords(ctx, page.Schedule, dataset.DirectorateID); err != nil {
		return err
	}
	if since := failingSince(page.Refreshes); !since.IsZero() {
		page.FailingSince = s.when(since)
	}
	page.Fetchable, page.Rules = dataset.Source.Fetchable(), refresh.RulesFor(dataset.Source)
	if err := s.wordDataset(c, &page); err != nil {
		return err
	}
	page.MayEdit = auth.May(page.User, auth.Edit, dataset.DirectorateID)
	page.MayProtect = auth.May(page.User, auth.Publish, dataset.DirectorateID)
	page.MayPurge = auth.May(page.User, auth.Purge, dataset.DirectorateID)
	change(&page)
	return s.render(c, status, "dataset", page)
}

// datasetTo returns the dataset of the address, and whoever is signed in, when
// they may do that to it.
func (s *Studio) datasetTo(c *fiber.Ctx, action auth.Action) (datasets.Dataset, store.User, error) {
	user, _ := auth.User(c)
	dataset, err := s.Store.Dataset(c.UserContext(), param(c, "dataset"))
	if err == nil && !auth.May(user, action, dataset.DirectorateID) {
		err = auth.ErrForbidden
	}
	return dataset, user, err
}

// saveDataset changes what is said of the source, for every figure from it.
func (s *Studio) saveDataset(c *fiber.Ctx) error {
	dataset, _, err := s.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	source := dataset.Source
	for name, target := range map[string]*string{
		"title": &source.Title, "publisher": &source.Publisher, "short": &source.ShortName, "link": &source.Link,
		"licence": &source.Licence, "statement": &source.Statement, "source-note": &source.Note,
	} {
		*target = tidyText(form(c, name))
	}
	if words, bad := mendable(publishing.CheckSource(source)); bad {
		return s.showDataset(c, fiber.StatusUnprocessableEntity, &source, words)
	}
	if source.Licence != dataset.Source.Licence {
		source.LicenceBy = s.Publishing.DecidedBy(c.UserContext(), actor(c))
	}
	dataset.Source = source
	if source.Title != "" {
		dataset.Title = source.Title
	}
	if err := s.Store.SaveDataset(c.UserContext(), actor(c), dataset); err != nil {
		return err
	}
	return c.Redirect("/studio/datasets/"+dataset.ID, fiber.StatusSeeOther)
}

// purge erases the raw bytes of a copy and every Edition made from it.
func (s *Studio) purge(c *fiber.Ctx) error {
	snapshotID, reason := form(c, "snapshot"), strings.TrimSpace(form(c, "reason"))
	if reason != "" {
		if err := s.ofDataset(c, snapshotID); err != nil {
			return err
		}
	}
	err := s.Publishing.Purge(c.UserContext(), actor(c), snapshotID, reason)
	if words, ok := mendable(err); err != nil && ok {
		return s.showDataset(c, fiber.StatusUnprocessableEntity, nil, words)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/datasets/"+param(c, "dataset"), fiber.StatusSeeOther)
}

// ofDataset returns store.ErrNotFound for a copy of another Dataset than that
// of the address.
func (s *Studio) ofDataset(c *fiber.Ctx, snapshotID string) error {
	snapshot, err := s.Store.Snapshot(c.UserContext(), snapshotID)
	if err != nil {
		return err
	}
	if snapshot.DatasetID != param(c, "dataset") {
		return store.ErrNotFound
	}
	return nil
}
