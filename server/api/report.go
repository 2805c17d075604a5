package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

func (a *API) reportRoutes() []route {
	return []route{
		{fiber.MethodGet, "/reports", store.ReadScope, a.reports},
		{fiber.MethodPost, "/reports/:report/close", store.WriteScope, a.closeReport},
	}
}

// reportBody is what a reader reported about a figure.
type reportBody struct {
	ID       string     `json:"id"`
	Figure   string     `json:"figure"`
	Title    string     `json:"title"`
	Edition  int        `json:"edition"` // that the reader had before them
	Words    string     `json:"words"`
	Email    string     `json:"email,omitempty"`
	At       time.Time  `json:"at"`
	ClosedAt *time.Time `json:"closedAt,omitempty"`
	Note     string     `json:"note,omitempty"`
}

func showReport(r store.ProblemReport) reportBody {
	return reportBody{r.ID, r.WidgetID, r.Title, r.Edition, r.Words, r.Email, r.At, instant(r.ClosedAt), r.Note}
}

// reports lists those about figures that the person may change.
func (a *API) reports(c *fiber.Ctx) error {
	w, err := windowOf(c, "figure", "open")
	if err != nil {
		return err
	}
	f := store.ProblemReportFilter{WidgetID: w.query["figure"], OpenOnly: w.query["open"] == "true", Limit: w.Limit + 1}
	found, err := a.Store.ProblemReportsPage(c.UserContext(), f, w.After)
	if err != nil {
		return err
	}
	mine := map[string]bool{}
	for _, r := range found {
		if _, known := mine[r.WidgetID]; known {
			continue
		}
		of, err := a.Store.Widget(c.UserContext(), r.WidgetID)
		if err != nil {
			return err
		}
		mine[r.WidgetID] = may(c, auth.Edit, of.DirectorateID) == nil
	}
	return sendSome(c, w, found, func(r store.ProblemReport) string { return r.ID }, func(r store.ProblemReport) (reportBody, bool) {
		return showReport(r), mine[r.WidgetID]
	})
}

// closing says what was done about a report.
type closing struct {
	Note string `json:"note"`
}

func (a *API) closeReport(c *fiber.Ctx) error {
	r, err := a.Store.ProblemReport(c.UserContext(), param(c, "report"))
	if err != nil {
		return err
	}
	w, err := a.Store.Widget(c.UserContext(), r.WidgetID)
	if err != nil {
		return err
	}
	if err := may(c, auth.Edit, w.DirectorateID); err != nil {
		return err
	}
	var sent closing
	if err := read(c, &sent); err != nil {
		return err
	}
	if sent.Note == "" || len(sent.Note) > 1000 {
		return fault{Pointer: "/note", Detail: "Enter what was done about it, in 1,000 characters or fewer."}
	}
	if err := a.Store.CloseProblemReport(c.UserContext(), actor(c), r.ID, sent.Note); err != nil {
		return err
	}
	if r, err = a.Store.ProblemReport(c.UserContext(), r.ID); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showReport(r))
}
