package studio

import (
	"context"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

// registerReports adds what readers report, and copies of figures.
func (s *Studio) registerReports(app *fiber.App) {
	edit := s.Auth.Require(store.Editor)
	app.Get("/studio/reports", edit, s.reports)
	app.Post("/studio/reports/:report/close", edit, s.closeReport)
	app.Post("/studio/figures/:widget/duplicate", edit, s.duplicate)
}

// mostReports is how many a page shows.
const mostReports = 200

// reportsPage is what readers reported about figures that the user looks after.
type reportsPage struct {
	basePage
	Open, Closed []store.ProblemReport
	Figure       widgets.Widget // when it is about one
	Of           bool
	Failed, Note string // id of the report that could not be closed, and what was typed
	Days         int
	Public       map[string]string // public ids by that of the figure
}

func (s *Studio) reports(c *fiber.Ctx) error {
	return s.showReports(c, fiber.StatusOK, reportsPage{})
}

func (s *Studio) showReports(c *fiber.Ctx, status int, page reportsPage) error {
	ctx, problems := c.UserContext(), page.Errors
	page.basePage = s.base(c, "What readers report")
	page.Nav, page.Errors, page.Days = "figures", problems, int(store.KeptReporters.Hours()/24)
	filter := store.ProblemReportFilter{WidgetID: strings.Clone(c.Query("figure")), Limit: mostReports}
	if filter.WidgetID != "" {
		var err error
		if page.Figure, err = s.Store.Widget(ctx, filter.WidgetID); err != nil {
			return err
		}
		page.Of = true
	}
	list, err := s.Store.ProblemReports(ctx, filter)
	if err != nil {
		return err
	}
	if list, page.Public, err = s.mine(ctx, page.User, list); err != nil {
		return err
	}
	for _, r := range list {
		if r.ClosedAt.IsZero() {
			page.Open = append(page.Open, r)
		} else {
			page.Closed = append(page.Closed, r)
		}
	}
	return s.render(c, status, "reports", page)
}

// mine are the reports about figures that a user may change, with the public ids
// of those.
func (s *Studio) mine(ctx context.Context, u store.User, list []store.ProblemReport) (kept []store.ProblemReport, public map[string]string, err error) {
	public = map[string]string{}
	for _, r := range list {
		if _, known := public[r.WidgetID]; !known {
			widget, err := s.Store.Widget(ctx, r.WidgetID)
			if err != nil {
				return nil, nil, err
			}
			public[r.WidgetID] = ""
			if auth.May(u, auth.Edit, widget.DirectorateID) {
				public[r.WidgetID] = widget.PublicID
			}
		}
		if public[r.WidgetID] != "" {
			kept = append(kept, r)
		}
	}
	return kept, public, nil
}

func (s *Studio) closeReport(c *fiber.Ctx) error {
	ctx := c.UserContext()
	r, err := s.Store.ProblemReport(ctx, param(c, "report"))
	if err != nil {
		return err
	}
	if err := s.mayEdit(c, r.WidgetID); err != nil {
		return err
	}
	note := trimmed(c, "note")
	if note == "" || len(note) > 1000 {
		page := reportsPage{Failed: r.ID, Note: note}
		page.problem("note-"+r.ID, "Enter what was done about it, in 1,000 characters or fewer")
		return s.showReports(c, fiber.StatusUnprocessableEntity, page)
	}
	err = s.Store.CloseProblemReport(ctx, actor(c), r.ID, note)
	if errors.Is(err, store.ErrConflict) {
		page := reportsPage{}
		page.problem("", "Somebody else closed this report meanwhile.")
		return s.showReports(c, fiber.StatusConflict, page)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/reports", fiber.StatusSeeOther)
}

// duplicate starts a copy of a figure and opens it.
func (s *Studio) duplicate(c *fiber.Ctx) error {
	if err := s.mayEdit(c, param(c, "widget")); err != nil {
		return err
	}
	copied, _, err := s.Store.DuplicateWidget(c.UserContext(), actor(c), param(c, "widget"))
	if err != nil {
		return err
	}
	return c.Redirect("/studio/figures/"+copied.ID+"/say", fiber.StatusSeeOther)
}
