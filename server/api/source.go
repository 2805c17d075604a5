package api

import (
	"cmp"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
)

func (a *API) sourceRoutes() []route {
	return []route{{fiber.MethodGet, "/sources", store.ReadScope, a.sources}}
}

// sourceStates names what a source can be, in the order of store.SourceHealth.
var sourceStates = []string{"stopped", "late", "well", "rests"}

// sourceNow is how the source of one dataset is.
type sourceNow struct {
	Dataset     string            `json:"dataset"`
	Title       string            `json:"title"`
	Publisher   string            `json:"publisher,omitempty"`
	Directorate string            `json:"directorate,omitempty"`
	Owner       string            `json:"owner"`
	State       string            `json:"state"`
	Fetchable   bool              `json:"fetchable"` // it has an address to fetch from
	Rule        store.RefreshRule `json:"rule"`
	DueAt       *time.Time        `json:"dueAt,omitempty"`
	Overdue     bool              `json:"overdue"` // by more than a day
	Failures    int               `json:"failures"`
	Last        *refreshBody      `json:"last,omitempty"` // newest try
	CopyAt      *time.Time        `json:"copyAt,omitempty"`
	Rows        int               `json:"rows"`
	Figures     int               `json:"figures"` // public ones with numbers of it
}

func showSource(r store.SourceRow) sourceNow {
	d := r.Dataset
	b := sourceNow{Dataset: d.ID, Title: d.Title, Publisher: cmp.Or(d.Source.ShortName, d.Source.Publisher), Directorate: d.DirectorateID, Owner: d.OwnerID,
		State: sourceStates[r.Health], Fetchable: d.Source.Fetchable(), Rule: r.Schedule.Rule, DueAt: instant(r.Schedule.DueAt), Overdue: r.Late, Failures: r.Schedule.Failures,
		CopyAt: instant(r.CopyAt), Rows: r.Rows, Figures: r.Figures}
	if !r.Last.At.IsZero() {
		last := showRefresh(r.Last)
		b.Last = &last
	}
	return b
}

// sources lists how every source is.
func (a *API) sources(c *fiber.Ctx) error {
	w, err := windowOf(c, "state", "directorate", "q")
	if err != nil {
		return err
	}
	f := store.SourceFilter{Text: w.query["q"], DirectorateID: w.query["directorate"], Limit: w.Limit + 1}
	if state, given := w.query["state"]; given {
		health := store.SourceHealth(slices.Index(sourceStates, state))
		if health < 0 {
			return fault{Field: "state", Detail: "The state must be stopped, late, well or rests."}
		}
		f.Health = &health
	}
	found, err := a.Store.SourcesPage(c.UserContext(), f, w.After)
	if err != nil {
		return err
	}
	return sendList(c, w, found, func(r store.SourceRow) string { return r.Dataset.ID }, showSource)
}
