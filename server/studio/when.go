package studio

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// registerWhen adds what happens to a figure at a time, and freezes.
func (s *Studio) registerWhen(app *fiber.App) {
	read, publish, admin := s.Auth.Require(store.Viewer), s.Auth.Require(store.Publisher), s.Auth.Require(store.Admin)
	app.Get("/studio/figures/:widget/when", read, s.whenPlanned)
	app.Post("/studio/figures/:widget/when", publish, s.whenChanged)
	app.Get("/studio/freezes", read, s.freezes)
	app.Post("/studio/freezes", admin, s.setFreeze)
	app.Post("/studio/freezes/:freeze/lift", admin, s.liftFreeze)
}

// planForm is when a figure is published and withdrawn, as it was typed.
type planForm struct{ PublishDay, PublishTime, WithdrawDay, WithdrawTime, WithdrawReason string }

func readPlanForm(c *fiber.Ctx) planForm {
	return planForm{
		PublishDay: trimmed(c, "publish-day"), PublishTime: trimmed(c, "publish-time"),
		WithdrawDay: trimmed(c, "withdraw-day"), WithdrawTime: trimmed(c, "withdraw-time"), WithdrawReason: trimmed(c, "withdraw-reason"),
	}
}

// formOfPlan is the form filled in with a plan.
func formOfPlan(p store.Plan, zone *time.Location) planForm {
	f := planForm{WithdrawReason: p.Reason}
	if p.Publishes() {
		f.PublishDay, f.PublishTime = p.PublishAt.In(zone).Format(time.DateOnly), p.PublishAt.In(zone).Format("15:04")
	}
	if !p.WithdrawAt.IsZero() {
		f.WithdrawDay, f.WithdrawTime = p.WithdrawAt.In(zone).Format(time.DateOnly), p.WithdrawAt.In(zone).Format("15:04")
	}
	return f
}

// Typed reports whether anything of a plan was typed.
func (f planForm) Typed() bool { return f != planForm{} }

// plan reads the form. Both times may be missing, but not both of them.
func (s *Studio) plan(widgetID string, f planForm) (store.Plan, []fieldError) {
	p := store.Plan{WidgetID: widgetID, Reason: f.WithdrawReason}
	var problems []fieldError
	read := func(name, day, clock string) time.Time {
		if day == "" && clock == "" {
			return time.Time{}
		}
		at, field, problem := readInstant(day, clock, s.zone())
		if problem != "" {
			problems = append(problems, fieldError{name + "-" + field, problem})
		}
		return at
	}
	p.PublishAt = read("publish", f.PublishDay, f.PublishTime)
	p.WithdrawAt = read("withdraw", f.WithdrawDay, f.WithdrawTime)
	if len(problems) > 0 {
		return p, problems
	}
	p, wrong := p.Tidy(s.Now())
	at := map[string]string{"publish": "publish-day", "withdraw": "withdraw-day", "reason": "withdraw-reason"}
	for _, w := range wrong {
		problems = append(problems, fieldError{at[w.Field], w.Error()})
	}
	return p, problems
}

// whenPage is what is planned for a figure.
type whenPage struct {
	basePage
	planForm
	Widget     widgets.Widget
	Plan       store.Plan
	Planned    bool // something is, or failed
	Changed    bool // the draft is another than what goes out
	Zone       string
	At         string // when the plan publishes, in words
	MayPublish bool
}

// Heading says what is going on.
func (p whenPage) Heading() string {
	switch {
	case p.Plan.Failure != "":
		return "It was not published"
	case p.Plan.Publishes():
		return "Planned for " + p.At
	case p.Planned:
		return "To be withdrawn"
	}
	return "Withdraw it at a time"
}

func (s *Studio) whenPlanned(c *fiber.Ctx) error {
	page, err := s.whenPage(c)
	if err != nil {
		return err
	}
	if !page.Planned && page.Widget.State != widgets.Live {
		return c.Redirect("/studio/figures/"+page.Widget.ID+"/check", fiber.StatusSeeOther)
	}
	return s.render(c, fiber.StatusOK, "when", page)
}

func (s *Studio) whenPage(c *fiber.Ctx) (whenPage, error) {
	ctx := c.UserContext()
	page := whenPage{basePage: s.base(c, "When"), Zone: s.zoneName()}
	page.Nav = "figures"
	var err error
	if page.Widget, err = s.Store.Widget(ctx, param(c, "widget")); err != nil {
		return page, err
	}
	page.MayPublish = auth.May(page.User, auth.Publish, page.Widget.DirectorateID)
	page.Plan, err = s.Store.Plan(ctx, page.Widget.ID)
	if errors.Is(err, store.ErrNotFound) {
		return page, nil
	}
	if err != nil {
		return page, err
	}
	page.Planned, page.planForm, page.At = true, formOfPlan(page.Plan, s.zone()), s.planAt(page.Plan.PublishAt)
	page.Changed, err = s.changedSince(ctx, page.Plan)
	return page, err
}

// changedSince reports whether the draft is another than what a plan publishes.
func (s *Studio) changedSince(ctx context.Context, p store.Plan) (bool, error) {
	if !p.Publishes() {
		return false, nil
	}
	revision, err := s.Store.Revision(ctx, p.WidgetID, p.Revision)
	if err != nil {
		return false, err
	}
	draft, err := s.Store.Draft(ctx, p.WidgetID)
	return !publishing.SameDraft(revision.Draft, draft), err
}

// whenChanged changes the times of a plan, or cancels it.
func (s *Studio) whenChanged(c *fiber.Ctx) error {
	page, err := s.whenPage(c)
	if err != nil {
		return err
	}
	if !page.MayPublish {
		return auth.ErrForbidden
	}
	ctx, here := c.UserContext(), "/studio/figures/"+page.Widget.ID+"/when"
	if form(c, "do") == "cancel" {
		if err := s.Store.CancelPlan(ctx, actor(c), page.Widget.ID); err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if page.Widget.State == widgets.Live {
			here = "/studio/figures/" + page.Widget.ID + "/kit"
		}
		return c.Redirect(here, fiber.StatusSeeOther)
	}
	page.planForm = readPlanForm(c)
	plan, problems := s.plan(page.Widget.ID, page.planForm)
	if !page.Plan.Publishes() && plan.WithdrawAt.IsZero() && len(problems) == 1 && problems[0].Field == "publish-day" {
		problems = []fieldError{{"withdraw-day", "Enter when it is withdrawn"}} // the page asks for nothing else
	}
	if page.Errors = problems; len(problems) > 0 {
		return s.render(c, fiber.StatusUnprocessableEntity, "when", page)
	}
	err = s.Publishing.Replan(ctx, actor(c), plan)
	if words, ok := mendable(err); err != nil && ok {
		page.Errors = []fieldError{words}
		return s.render(c, fiber.StatusUnprocessableEntity, "when", page)
	}
	if errors.Is(err, store.ErrConflict) {
		page.problem("", "What was planned has happened meanwhile, or was cancelled. Look at the figure, then plan again.")
		return s.render(c, fiber.StatusConflict, "when", page)
	}
	if err != nil {
		return err
	}
	return c.Redirect(here, fiber.StatusSeeOther)
}

// planPublish plans what Check shows, when a person has ticked that it may be
// published.
func (s *Studio) planPublish(c *fiber.Ctx, widget widgets.Widget, version int) error {
	plan, problems := s.plan(widget.ID, readPlanForm(c))
	if len(problems) > 0 {
		return s.showCheck(c, fiber.StatusUnprocessableEntity, problems...)
	}
	err := s.Publishing.Plan(c.UserContext(), actor(c), plan, version)
	return s.afterCheck(c, err, "/studio/figures/"+widget.ID+"/when")
}

// whenOnCheck says on Check what is planned, and whether a freeze stands.
func (s *Studio) whenOnCheck(c *fiber.Ctx, page *checkPage) (err error) {
	if page.Planned, err = s.planNote(c.UserContext(), page.Widget.ID); err != nil {
		return err
	}
	going := publishing.Going{By: actor(c), Widget: page.Widget, Draft: page.Draft, Way: publishing.Decided, At: s.Now()}
	freeze, frozen, err := s.Publishing.Frozen(c.UserContext(), going)
	if err != nil || !frozen {
		return err
	}
	page.Freeze = freeze
	page.Frozen = fmt.Sprintf("Nothing new is published until %s: %s.", s.planAt(freeze.To), strings.TrimRight(freeze.Reason, "."))
	return nil
}

// planNote says in a sentence what is planned for a figure, "" when nothing is.
func (s *Studio) planNote(ctx context.Context, widgetID string) (string, error) {
	p, err := s.Store.Plan(ctx, widgetID)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var said []string
	switch o := s.organisation(); {
	case p.Failure != "":
		said = append(said, fmt.Sprintf("It was to be published at %s and was not: %s", publishing.Moment(p.PublishAt, o), p.Failure))
	case p.Publishes():
		said = append(said, fmt.Sprintf("A version of this figure is published at %s.", publishing.Moment(p.PublishAt, o)))
	}
	if !p.WithdrawAt.IsZero() {
		said = append(said, fmt.Sprintf("It is withdrawn at %s.", publishing.Moment(p.WithdrawAt, s.organisation())))
	}
	return strings.Join(said, " "), nil
}

// planAt words an instant with its day and the name of the zone.
func (s *Studio) planAt(at time.Time) string { return publishing.Moment(at, s.organisation()) }

// zoneName is the organisation's zone as people call it: "London".
func (s *Studio) zoneName() string {
	_, place, found := strings.Cut(s.zone().String(), "/")
	if !found {
		place = s.zone().String()
	}
	return strings.ReplaceAll(place, "_", " ")
}

// MayStillPublish reports whether whoever planned something may publish the
// figure now: people leave, and roles change.
func (s *Studio) MayStillPublish(ctx context.Context, p store.Plan) (bool, error) {
	user, err := s.Store.User(ctx, p.By.ID)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	widget, err := s.Store.Widget(ctx, p.WidgetID)
	if err != nil {
		return false, err
	}
	return auth.May(user, auth.Publish, widget.DirectorateID), nil
}
