package studio

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/progress"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// checkPage is Check: what a machine can check, and the one tick of a person.
type checkPage struct {
	basePage
	Widget     widgets.Widget
	Draft      widgets.Draft
	Dataset    datasets.Dataset
	Preview    publishing.Preview
	Look, Done []widgets.Check
	Blocked    bool
	MayPublish bool
	Approval   publishing.Approval
	Pinned     int // the version that readers keep
	// PublicSince is when exactly this was published; zero where readers have
	// something else or nothing.
	PublicSince time.Time
	Cancelled   bool   // publishing it was stopped by hand
	Note        string // for whoever approves, as it was typed
	planForm
	Planned string // what is planned already, in words
	Vouched bool   // it was ticked when something else was wrong
	Frozen  string // why nothing may be published now, in words
	Freeze  store.Freeze
	Zone    string
}

// Lede counts the checks in words.
func (p checkPage) Lede() string {
	done := smallNumber(len(p.Done)) + " checks are done."
	switch len(p.Look) {
	case 0:
		return done + " Then it needs you."
	case 1:
		return done + " One thing deserves a look. Then it needs you."
	}
	return done + " " + smallNumber(len(p.Look)) + " things deserve a look. Then it needs you."
}

func (s *Studio) check(c *fiber.Ctx) error { return s.showCheck(c, fiber.StatusOK) }

// checked mends one thing, or publishes.
func (s *Studio) checked(c *fiber.Ctx) error {
	widgetID := param(c, "widget")
	if err := s.mayEdit(c, widgetID); err != nil {
		return err
	}
	values := formValues(c)
	if values["do"] == "look" { // Enter in a field
		return s.showCheck(c, fiber.StatusOK)
	}
	if values["do"] == "publish" || values["do"] == "plan" {
		return s.publish(c, widgetID, values)
	}
	draft, err := s.Store.Draft(c.UserContext(), widgetID)
	if err != nil {
		return err
	}
	if licence, ok := values["licence"]; ok {
		err = s.decideLicence(c, draft, licence)
	} else {
		err = s.repair(c, draft, values)
	}
	if words, ok := mendable(err); err != nil && ok {
		return s.showCheck(c, fiber.StatusUnprocessableEntity, words)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/figures/"+widgetID+"/check", fiber.StatusSeeOther)
}

// repair applies the one-click repair of a check to the Draft.
func (s *Studio) repair(c *fiber.Ctx, draft widgets.Draft, values map[string]string) error {
	preview, err := s.Publishing.Preview(c.UserContext(), draft)
	if err != nil {
		return err
	}
	for _, check := range preview.Checks {
		if check.Repair == nil || check.ID != values["repair"] {
			continue
		}
		listed := ""
		if draft.Spec.Listed {
			listed = "yes"
		}
		changed, problems := s.read(c.UserContext(), draft, map[string]string{
			check.Repair.Name: check.Repair.Value, "version": values["version"], "listed": listed,
		})
		if len(problems) > 0 {
			return datasets.Problem{Message: problems[0].Message}
		}
		if check.Repair.Name == widgets.RemoveUnplaced {
			changed.Spec = widgets.WithoutUnplaced(changed.Spec, preview.Figure)
		}
		if err := s.Publishing.KeepAltNumbers(c.UserContext(), draft, &changed, check.Repair.Name == "alt-checked"); err != nil {
			return err
		}
		_, err := s.Publishing.SaveDraft(c.UserContext(), actor(c), draft, changed)
		return err
	}
	return nil
}

// decideLicence records the licence of the Dataset and who decided it, for every
// figure from it.
func (s *Studio) decideLicence(c *fiber.Ctx, draft widgets.Draft, key string) error {
	licence, ok := datasets.LicenceByKey(key)
	if !ok {
		return datasets.Problem{Field: "licence", Message: "Choose the licence that the publisher gives."}
	}
	dataset, err := s.editableDataset(c, draft.SnapshotID)
	if err != nil {
		return err
	}
	dataset.Source.Licence, dataset.Source.Statement = licence.Key, ""
	dataset.Source.LicenceBy = s.Publishing.DecidedBy(c.UserContext(), actor(c))
	return s.Store.SaveDataset(c.UserContext(), actor(c), dataset)
}

// publish makes the figure public when a person has ticked that it may be.
func (s *Studio) publish(c *fiber.Ctx, widgetID string, values map[string]string) error {
	user, _ := auth.User(c)
	widget, err := s.Store.Widget(c.UserContext(), widgetID)
	if err != nil {
		return err
	}
	if !auth.May(user, auth.Publish, widget.DirectorateID) {
		return auth.ErrForbidden
	}
	if values["vouch"] != "yes" && !onlyWithdraws(values) {
		return s.showCheck(c, fiber.StatusUnprocessableEntity, fieldError{Field: "vouch", Message: "Tick that these figures match the source and may be published"})
	}
	if values["do"] == "plan" {
		return s.planPublish(c, widget, versionOf(values))
	}
	by, version, kit := actor(c), versionOf(values), "/studio/figures/"+widgetID+"/kit"
	work := func(ctx context.Context) (string, error) {
		progress.Tell(ctx, progress.Checking, 0, 0)
		_, err := s.Publishing.Publish(ctx, by, widgetID, version)
		if errors.Is(err, store.ErrConflict) && s.publishedBefore(ctx, by, widgetID, version) {
			err = nil
		}
		return kit, err
	}
	t := task{verb: "Publishing", stages: figureStages, onCancel: "Cancelling stops the work, and readers keep what they have.",
		failed: func(c *fiber.Ctx, err error) error { return s.afterPublish(c, widgetID, err) }}
	return s.do(c, t, "“"+cmp.Or(widget.Title, "A figure without a title")+"”", 0, work)
}

// publishedBefore reports whether a draft of that version was published by the same
// person and nothing happened to it since: a form that was sent twice.
func (s *Studio) publishedBefore(ctx context.Context, by store.Actor, widgetID string, version int) bool {
	draft, err := s.Store.Draft(ctx, widgetID)
	if err != nil || draft.Version != version+1 {
		return false
	}
	at, who := s.lastPublished(ctx, widgetID)
	return who == by.ID && !at.Before(draft.SavedAt)
}

// lastPublished is when the public version of a figure was published, and by whom;
// zero where there is none.
func (s *Studio) lastPublished(ctx context.Context, widgetID string) (at time.Time, by string) {
	widget, err := s.Store.Widget(ctx, widgetID)
	if err != nil || widget.State != widgets.Live {
		return at, ""
	}
	last, err := s.Store.Versions(ctx, widgetID, 0, 1)
	if err != nil || len(last) == 0 {
		return at, ""
	}
	return last[0].PublishedAt, last[0].By
}

// afterPublish shows Check again with why the figure is not published.
func (s *Studio) afterPublish(c *fiber.Ctx, widgetID string, err error) error {
	switch {
	case errors.Is(err, store.ErrConflict):
		return s.showCheckOf(c, fiber.StatusConflict, widgetID, fieldError{Message: changedMeanwhile})
	case errors.Is(err, jobs.ErrCancelled):
		return c.Redirect("/studio/figures/"+widgetID+"/check?cancelled=yes", fiber.StatusSeeOther)
	}
	if words, ok := mendable(err); ok {
		return s.showCheckOf(c, fiber.StatusUnprocessableEntity, widgetID, words)
	}
	return err
}

// figureStages word how far the publishing of a figure is.
func figureStages(at progress.Step) []stage {
	list := stagesOfDrawing(at, "Checking the figure", "Drawing its pictures", "Publishing it")
	if at.Stage == progress.Checking {
		list[0].Detail = "" // what is counted are the columns of its data
	}
	return list
}

// afterCheck goes on to the next page when what Check asked for is done, and says
// on Check what kept it from being done.
func (s *Studio) afterCheck(c *fiber.Ctx, err error, next string) error {
	if err != nil {
		return s.afterPublish(c, param(c, "widget"), err)
	}
	return c.Redirect(next, fiber.StatusSeeOther)
}

const changedMeanwhile = "Someone else changed this figure while you looked. Look at it again, then publish."

// onlyWithdraws reports whether a plan makes nothing public, so that nobody has
// to vouch for anything.
func onlyWithdraws(values map[string]string) bool {
	return values["do"] == "plan" && values["publish-day"] == "" && values["publish-time"] == "" && values["withdraw-day"] != ""
}

func (s *Studio) showCheck(c *fiber.Ctx, status int, problems ...fieldError) error {
	return s.showCheckOf(c, status, param(c, "widget"), problems...)
}

func (s *Studio) showCheckOf(c *fiber.Ctx, status int, widgetID string, problems ...fieldError) error {
	ctx := c.UserContext()
	widget, err := s.Store.Widget(ctx, widgetID)
	if err != nil {
		return err
	}
	draft, err := s.Store.Draft(ctx, widgetID)
	if err != nil {
		return err
	}
	dataset, err := s.Store.Dataset(ctx, widget.DatasetID)
	if err != nil {
		return err
	}
	page := checkPage{Widget: widget, Draft: draft, Dataset: dataset}
	page.basePage = s.base(c, "Nearly there").journey(4, "/studio/sources/"+draft.SnapshotID+"/read", "/studio/sources/"+draft.SnapshotID+"/pick", "/studio/figures/"+widgetID+"/say")
	page.Errors = problems
	page.MayPublish = auth.May(page.User, auth.Publish, widget.DirectorateID)
	page.planForm, page.Zone, page.Vouched = readPlanForm(c), s.zoneName(), form(c, "vouch") == "yes"
	if err := s.whenOnCheck(c, &page); err != nil {
		return err
	}
	if page.Approval, err = s.Publishing.Approval(ctx, widget, draft); err != nil {
		return err
	}
	if page.Pinned, err = s.Store.Pinned(ctx, widgetID); err != nil {
		return err
	}
	page.Note, page.Cancelled = form(c, "note"), c.Query("cancelled") == "yes"
	if at, _ := s.lastPublished(ctx, widgetID); !at.Before(draft.SavedAt) {
		page.PublicSince = at
	}
	page.Preview, err = s.Publishing.Preview(ctx, draft, "frame-m")
	if words, ok := mendable(err); err != nil && ok {
		page.problem("", words.Message)
		page.Blocked = true
	} else if err != nil {
		return err
	}
	for _, words := range refusals(page.Preview.Refused) {
		page.problem("", words.Message)
		page.Blocked = true
	}
	for _, check := range page.Preview.Checks {
		if check.Done {
			page.Done = append(page.Done, check)
			continue
		}
		page.Look = append(page.Look, check)
		page.Blocked = page.Blocked || check.Blocking
	}
	return s.render(c, status, "check", page)
}

// mayEdit refuses whoever may not change figures of the Widget's directorate.
func (s *Studio) mayEdit(c *fiber.Ctx, widgetID string) error {
	widget, err := s.Store.Widget(c.UserContext(), widgetID)
	if err != nil {
		return err
	}
	user, _ := auth.User(c)
	if !auth.May(user, auth.Edit, widget.DirectorateID) {
		return auth.ErrForbidden
	}
	return nil
}

// draftToChange returns the Draft of the address, when whoever is signed in may
// change it.
func (s *Studio) draftToChange(c *fiber.Ctx) (widgets.Draft, error) {
	widgetID := param(c, "widget")
	if err := s.mayEdit(c, widgetID); err != nil {
		return widgets.Draft{}, err
	}
	return s.Store.Draft(c.UserContext(), widgetID)
}
